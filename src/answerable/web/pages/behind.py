"""The claims behind an answer that stands on many, opened in place: by source, each with its place there."""

from collections.abc import Iterable

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from answerable.record.claims import ReadableClaim
from answerable.web.asking import Asked
from answerable.web.pages.citations import place_in_source, short_source
from answerable.web.pages.words import locator_words
from answerable.web.templatetags.answerable import address_of, name_of

MOST = 8


def claims_behind(asks: Asked, names: Iterable[str], denials: Iterable[str] = ()) -> SafeString:
    """Return a mark with the number of claims that opens them where it stands; empty when there are none.

    It is no part of a paragraph: put it in a list item, a cell or a `div`.
    """
    claims, denied = tuple(names), tuple(denials)
    if not claims and not denied:
        return SafeString("")
    count = len(claims)
    spoken = ngettext("%(n)s claim behind this", "%(n)s claims behind this", count) % {"n": count}
    said = _listed(asks, claims)
    if denied:
        said += format_html('<p class="standing denied">{}</p>', gettext("denied")) + _listed(asks, denied)
    mark = format_html('<span aria-hidden="true">{}</span><span class="unseen">{}</span>', count, spoken)
    word = format_html(' <span class="standing denied">{}</span>', gettext("denied")) if denied else SafeString("")
    return format_html(
        '<details class="claims-of"><summary class="support">{}</summary><div>{}</div></details>{}',
        mark,
        said,
        word,
    )


def _listed(asks: Asked, names: tuple[str, ...]) -> SafeString:
    """Return the first claims by source; the rest is counted and not read, for there may be tens of thousands."""
    by_source: dict[str, list[ReadableClaim]] = {}
    for name in names[:MOST]:
        claim = asks.view.claim(name)
        by_source.setdefault(claim.source, []).append(claim)
    rows = format_html_join("", "<li>{}</li>", ((_of_source(asks, of),) for of in by_source.values()))
    more = len(names) - MOST
    if more > 0:
        rows += format_html("<li>{}</li>", ngettext("%(n)s more", "%(n)s more", more) % {"n": more})
    return format_html("<ul>{}</ul>", rows)


def _of_source(asks: Asked, claims: list[ReadableClaim]) -> SafeString:
    """Return a source with the place of each of its claims and what that is about."""
    source = asks.view.source(claims[0].source)
    first = format_html('<a href="{}">{}</a>', place_in_source(asks, claims[0]), short_source(source))
    return SafeString(f"{first}: {'; '.join(_place(asks, claim) for claim in claims)}")


def _place(asks: Asked, claim: ReadableClaim) -> str:
    # Put together by hand: a page shows hundreds of these, and format_html takes most of its time.
    href = address_of(asks, "claim", claim.id)
    place = f", {escape(locator_words(claim.locator))}" if claim.locator else ""
    return f'<a href="{escape(href)}">{escape(name_of(asks, claim.about))}</a>{place}'
