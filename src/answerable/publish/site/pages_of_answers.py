"""Pages of answers over the whole dossier: the toll, justice, figures, sources, and what can be downloaded."""

from collections.abc import Sequence

from answerable.casualties.comparison import compare
from answerable.casualties.scopes import WHOLE
from answerable.casualties.tolls import stated_counts
from answerable.followup.calls import calls
from answerable.followup.proceedings import proceedings
from answerable.followup.requests import requests
from answerable.kernel.errors import UserError
from answerable.publish.figure_answers import Amount, FigureValue
from answerable.publish.figures import value_of
from answerable.publish.site.addresses import FILES, page_of, way
from answerable.publish.site.edition import Edition
from answerable.publish.site.frame import Leaf, part, section_above
from answerable.publish.site.markup import NOTHING, Markup, element, entries, facts, joined, link, table
from answerable.publish.site.numbers import count_table, step_list
from answerable.publish.site.pages_of_incident import claim_list, figure
from answerable.publish.site.proceedings import proceeding_full
from answerable.publish.site.statements import statements
from answerable.record.view import View

MOST_MEASURES = 500
KINDS = ("killed", "injured")


def toll_leaf(edition: Edition) -> Leaf:
    """Return how many were harmed: documented, and as each speaker stated it over time."""
    view, t, here = edition.view, edition.t, f"{edition.language}/toll.html"
    parts = []
    for what in KINDS:
        found = compare(view, what)
        counts = stated_counts(view, what, scope=WHOLE)
        if not counts and not found.documented.one_by_one:
            continue
        groups = t("more-in-groups", n=found.documented.in_groups) if found.documented.in_groups else ""
        on_record = figure(
            found.documented.one_by_one, t(f"{what}-on-record", count=found.documented.one_by_one), groups
        )
        parts.append(part(edition.choice("Tally", "what", what), joined((
            Markup(f'<ul class="figures">{on_record}</ul>'),
            count_table(edition, here, counts, t("numbers-of", what=edition.choice("Tally", "what", what))),
            joined((element("h3", t("steps")), step_list(edition, here, counts))) if counts else NOTHING,
        )), what))  # fmt: skip
    others = [count for count in stated_counts(view, scope=WHOLE) if count.what not in KINDS]
    parts.append(part(t("other-numbers"), count_table(edition, here, others, t("other-numbers")), "other"))
    data = {"@type": "Dataset", "name": f"{edition.title}: {t('section-toll')}", "description": t("toll-lead")}
    return Leaf(
        here, t("section-toll"), joined(parts), "toll", (), data, element("p", t("toll-lead"), class_="lead")
    )


def justice_leaf(edition: Edition) -> Leaf:
    """Return what came of it: proceedings, calls, requests, measures."""
    view, t, here = edition.view, edition.t, f"{edition.language}/justice.html"
    found = proceedings(view)
    cases = joined(proceeding_full(edition, here, ladder.proceeding) for ladder in found)
    body = joined((
        part(t("proceedings"), cases or element("p", t("no-proceeding"), class_="unknown-value"), "proceedings"),
        part(t("calls"), statements(edition, here, [one.entity for one in calls(view)]), "calls"),
        part(t("requests"), statements(edition, here, [one.entity for one in requests(view)]), "requests"),
        part(t("measures"), _measures(edition, here), "measures"),
    ))  # fmt: skip
    lead = element("p", t("justice-lead"), class_="lead")
    data = {"@type": "CollectionPage", "name": t("section-justice")}
    return Leaf(here, t("section-justice"), body, "justice", (), data, lead)


def _measures(edition: Edition, here: str) -> Markup:
    found = edition.view.entities("Measure")
    more = len(found) - MOST_MEASURES
    rest = element("p", edition.t("more-in-downloads", count=more), class_="small soft") if more > 0 else NOTHING
    return joined((statements(edition, here, found[:MOST_MEASURES], names_incident=True), rest))


# figures


def figures_leaf(edition: Edition) -> Leaf:
    """Return the figures that may be quoted, each with who states it and what is documented."""
    view, t, here = edition.view, edition.t, f"{edition.language}/figures.html"
    items = [_figure(edition, here, _value(view, each)) for each in view.entities("Figure")]
    lead = element("p", t("figures-lead"), class_="lead")
    data = {
        "@type": "Dataset",
        "name": f"{edition.title}: {t('section-figures')}",
        "description": t("figures-lead"),
    }
    return Leaf(here, t("section-figures"), entries(items), "figures", (), data, lead)


def _value(view: View, figure: str) -> FigureValue:
    """Return what a figure comes to; no number where what it is made from is not public, or makes none."""
    try:
        return value_of(view, figure)
    except UserError:
        return FigureValue(figure, Amount(None, None, None))


def _figure(edition: Edition, here: str, value: FigureValue) -> Markup:
    view, t = edition.view, edition.t
    definition = view.text(value.figure, "definition", edition.language)
    stated = [
        joined((amount_words(edition, one.amount),
                edition.name(one.speaker) if one.speaker else "",
                t("as-of-day", day=edition.day(one.as_of)) if one.as_of else "",
                Markup(f'<span class="where small soft">{edition.claim_cites(here, one.claims)}</span>')), ", ")
        for one in value.stated
    ]  # fmt: skip
    documented = t("documented", n=amount_words(edition, value.documented)) if value.documented else ""
    conflict = element("span", t("sources-disagree"), class_="standing conflict") if value.conflicts else NOTHING
    denied = edition.denied(here, [view.claim(each) for each in value.denials if view.has_claim(each)])
    beside = joined((documented, conflict, denied), " · ")
    shown = joined((element("strong", amount_words(edition, value.shown)), edition.name(value.figure)), " ")
    return joined((
        element("h2", shown),
        element("p", definition) if definition else NOTHING,
        entries(stated, "plain"),
        element("p", beside, class_="small") if beside else NOTHING,
    ))  # fmt: skip


def amount_words(edition: Edition, amount: Amount) -> str:
    """Return an amount with its bounds, in words where one side is open."""
    from babel.numbers import format_decimal

    def said(number: float | None) -> str:
        return format_decimal(round(number or 0, 1), locale=edition.language)

    bound = amount.bound
    if bound == "none":
        return edition.t("no-number")
    if bound == "exact":
        return said(amount.low)
    if bound == "range":
        return f"{said(amount.low)}–{said(amount.high)}"
    return edition.t(bound, n=said(amount.low if bound == "at-least" else amount.high))


# sources


def sources_leaf(edition: Edition) -> Leaf:
    """Return the list of sources, as far as they may be named."""
    view, t, here = edition.view, edition.t, f"{edition.language}/sources.html"
    rows = []
    for source in view.sources():
        title = source.attribution or t("source-withheld") if source.is_withheld else source.title
        rows.append((
            link(way(here, page_of(edition.language, "Source", source.key)), title or source.key),
            "" if source.is_withheld else source.publisher,
            edition.date_text(source.published or source.created),
            str(len(view.claims_from(source.key))),
        ))  # fmt: skip
    heads = (t("title"), t("publisher"), t("published"), t("claims"))
    body = table(t("section-sources"), heads, rows, frozenset({3}))
    lead = element("p", t("sources-lead", count=len(rows)), class_="lead")
    data = {"@type": "CollectionPage", "name": t("section-sources")}
    return Leaf(here, t("section-sources"), body, "sources", (), data, lead)


def source_leaf(edition: Edition, key: str) -> Leaf:
    """Return one source: what is public of it, and the claims that cite it."""
    view, t = edition.view, edition.t
    here, source = page_of(edition.language, "Source", key), view.source(key)
    title = (source.attribution or t("source-withheld")) if source.is_withheld else source.title or source.key
    external = source.url if source.url.startswith(("https://", "http://")) else ""
    derives = [
        link(way(here, page_of(edition.language, "Source", each)), view.source(each).title or each)
        for each in source.derives_from
        if each in view.source_cards
    ]
    body = joined((
        facts((
            (t("publisher"), source.publisher),
            (t("published"), edition.date_text(source.published)),
            (t("created"), edition.date_text(source.created)),
            (t("language"), source.language),
            (t("address"), Markup(link(external, external)) if external else ""),
            (t("rights"), source.rights),
            (t("reliability"), source.reliability),
            (t("derives-from"), joined(derives, "; ")),
            ("SHA-256", source.sha256),
        )),
        element("p", t("source-withheld-words"), class_="standing withheld") if source.is_withheld else NOTHING,
        part(t("claims-of-source"), claim_list(edition, here, view.claims_from(key)), "claims"),
    ))  # fmt: skip
    data = {"@type": "WebPage", "name": title}
    return Leaf(here, title, body, "sources", section_above(edition, "sources"), data)


# downloads


def downloads_leaf(edition: Edition, sizes: Sequence[tuple[str, int]]) -> Leaf:
    """Return what can be downloaded, with sizes in bytes."""
    t, here = edition.t, f"{edition.language}/downloads.html"
    rows = [
        (link(way(here, f"{FILES}/{name}"), name), t(f"file-{name.replace('.', '-')}"), size_words(size))
        for name, size in sizes
    ]
    body = table(t("downloads"), (t("file"), t("holds"), t("size")), rows, frozenset({2}))
    lead = element("p", t("downloads-lead"), class_="lead")
    return Leaf(
        here, t("downloads"), body, "downloads", (), {"@type": "DataCatalog", "name": t("downloads")}, lead
    )


def size_words(size: int) -> str:
    """Return a size in kB or MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
