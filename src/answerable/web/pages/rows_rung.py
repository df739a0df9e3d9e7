"""One rung of a chain of command as a row of the nested list: the post, its holders, the link up, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from answerable.command import Holder, Link, Rung
from answerable.command.lines_of_command import Level
from answerable.command.wording import say
from answerable.kernel.texts import fold
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to
from answerable.web.pages.command_words import class_word, kind_word, rank_of, since_words, status_word
from answerable.web.templatetags.answerable import name_of, support_mark


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who held a post, how, since when, how sure, and why."""

    name: SafeString
    rank: str
    kind: str
    since: str
    status: str
    status_word: str
    mark: SafeString
    why: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """The line to the unit above."""

    status: str
    status_word: str
    kind: str
    mark: SafeString
    why: str


@dataclass(frozen=True, slots=True)
class RungRow:
    """One item of the nested list. `tail` closes and opens the lists around it, so that no row nests another.

    `status` is of the strongest link to the level above; `css` is that of the rung: empty, vacant or gap.
    """

    key: str
    status: str
    css: str
    post: SafeString
    unit: SafeString
    holders: tuple[HolderRow, ...]
    empty: str
    why: str
    cited_otherwise: tuple[SafeString, ...]
    beside: tuple[SafeString, ...]
    links: tuple[LinkRow, ...]
    also: tuple[LinkRow, ...]
    note: SafeString
    is_repeat: bool
    tail: SafeString


def mark_of(asked: Asked, entity: str, claims: Iterable[str], denials: Iterable[str]) -> SafeString:
    """Return the mark of support for an answer about `entity`, and who denies it, if anybody does."""
    found = tuple(asked.view.claim(name) for name in claims)
    mark = support_mark(asked, entity, "", found)
    denied = [asked.view.claim(name) for name in denials]
    if not denied:
        return mark
    who = format_html_join("; ", "{}", ((cited_at(asked, claim),) for claim in denied))
    return format_html('{} <span class="standing denied">{}</span> {}', mark, gettext("denied"), who)


def holder_row(asked: Asked, holder: Holder) -> HolderRow:
    """Return the row of one holder of a post."""
    return HolderRow(
        link_to(asked, holder.person) if holder.person else format_html("{}", gettext("The post is vacant")),
        rank_of(asked, holder.appointment),
        kind_word(holder.kind) if holder.person else "",
        since_words(asked, holder.appointment),
        holder.standing.status.word,
        status_word(holder.standing.status),
        mark_of(asked, holder.appointment, holder.claims, holder.denials),
        say(holder.why, asked.view, asked.language),
    )


def link_row(asked: Asked, link: Link) -> LinkRow:
    """Return the row of one link to a unit above."""
    return LinkRow(
        link.standing.status.word,
        status_word(link.standing.status),
        class_word(link.klass),
        mark_of(asked, link.edge, link.claims, link.denials),
        say(link.why, asked.view, asked.language),
    )


def empty_words(rung: Rung) -> str:
    """Return what stands where a holder would, when there is none: empty text when there is one."""
    if rung.state == "placeholder":
        return gettext("A level that no source identifies")
    if rung.state == "vacant":
        return gettext("The post is vacant")
    if rung.holders or rung.vacancies:
        return ""
    return gettext("Not known who") if rung.post else gettext("Not known which post commands it, nor who held it")


def rung_css(rung: Rung) -> str:
    """Return how the rung is drawn: held (empty text), vacant, or a gap."""
    return "" if rung.holders else "vacant" if rung.state == "vacant" else "gap"


def post_title(asked: Asked, rung: Rung) -> str:
    """Return the title of the post that commands a unit; the unit's own name where no source names the post."""
    return name_of(asked, rung.post) if rung.post else name_of(asked, rung.unit)


def post_link(asked: Asked, rung: Rung) -> SafeString:
    """Return the post's title as a link to its page; the unit's where no source names the post."""
    return link_to(asked, rung.post or rung.unit)


def _cited_otherwise(asked: Asked, rung: Rung) -> Iterator[SafeString]:
    """Who is cited in the post on other days or less surely, each with the days and the claims."""
    for other in rung.others:
        if other.person is None:
            continue
        yield format_html(
            "{}, {} {}",
            link_to(asked, other.person),
            since_words(asked, other.appointment),
            mark_of(asked, other.appointment, other.claims, other.denials),
        )


def _beside(asked: Asked, rung: Rung) -> Iterator[SafeString]:
    """The unit's other posts and who held them on the day."""
    for other in rung.other_posts:
        if not other.holders:
            continue
        people = format_html_join(
            ", ",
            "{} {}",
            (
                (link_to(asked, one.person), mark_of(asked, one.appointment, one.claims, one.denials))
                for one in other.holders
                if one.person
            ),
        )
        yield format_html('<span class="post">{}</span>: {}', name_of(asked, other.post), people)


def _tail(level: Level, closes: int) -> SafeString:
    if level.below:
        return mark_safe("<ol>")
    return mark_safe("</li>" + "</ol></li>" * closes)  # noqa: S308, two fixed words


def rung_rows(asked: Asked, levels: Sequence[Level], notes: dict[str, SafeString] | None = None) -> list[RungRow]:
    """Return the rows of trees of levels, from the top down, each with what closes its lists.

    `notes` holds, by unit, what ties it to the incident that the list is about.
    """
    rows: list[RungRow] = []

    def walk(level: Level, closes: int) -> None:
        rows.append(_row(asked, level, closes, (notes or {}).get(level.rung.unit, mark_safe(""))))
        for place, below in enumerate(level.below):
            walk(below, closes + 1 if place == len(level.below) - 1 else 0)

    for level in levels:
        walk(level, 0)
    return rows


def _row(asked: Asked, level: Level, closes: int, note: SafeString) -> RungRow:
    rung = level.rung
    links = tuple(link_row(asked, link) for link in level.links)
    strongest = min((link.standing.status for link in level.links), default=None)
    key = rung.unit.replace(":", "-").replace(".", "-")
    unit, post = link_to(asked, rung.unit), post_link(asked, rung)
    if fold(name_of(asked, rung.unit)) in fold(post_title(asked, rung)):
        unit = post
    status = strongest.word if strongest is not None else ""
    if level.is_repeat:
        tail = _tail(level, closes)
        return RungRow(key, status, rung_css(rung), post, unit, (), "", "", (), (), links, (), note, True, tail)
    shown = (*rung.holders, *(rung.vacancies if rung.state == "conflict" else ()))
    return RungRow(
        key, status, rung_css(rung), post, unit,
        tuple(holder_row(asked, holder) for holder in shown),
        empty_words(rung),
        "" if rung.state == "held" and len(rung.holders) == 1 else say(rung.why, asked.view, asked.language),
        tuple(_cited_otherwise(asked, rung)),
        tuple(_beside(asked, rung)),
        links,
        tuple(link_row(asked, link) for link in level.also),
        note,
        False,
        _tail(level, closes),
    )  # fmt: skip


def plain_holder(asked: Asked, holder: Holder) -> str:
    """Return a holder in one line of plain words, for a picture."""
    if holder.person is None:
        return pgettext("in a picture of a chain", "vacant, by another source")
    name, kind = name_of(asked, holder.person), kind_word(holder.kind)
    return f"{name} ({kind})" if kind else name
