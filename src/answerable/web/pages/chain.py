"""The chain of command above a unit on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from answerable.command import Chain, ChainChange
from answerable.command.chains import chain_of_unit
from answerable.command.changes_in_time import chain_difference, days_of_change
from answerable.command.lines_of_command import Lines, levels_of, lines_of
from answerable.command.wording import say
from answerable.kernel.errors import NotFoundError
from answerable.kernel.standing import Status
from answerable.record.claims import ReadableClaim
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.drawing.axis import DayMark
from answerable.web.pages.choice_of_day import Slider, day_asked, days_offered, slider, usual_day, usual_range
from answerable.web.pages.citations import cited_at
from answerable.web.pages.command_words import status_word
from answerable.web.pages.denials import DenialRow, denials_of
from answerable.web.pages.ladders import draw_chain
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_rung import rung_rows
from answerable.web.pages.words import day_words
from answerable.web.templatetags.answerable import address_of, name_of

MOST_CHANGES = 60
MOST_CITATIONS = 3
MOST_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change in a chain: a sentence, and who says it."""

    sentence: str
    cited: SafeString


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day on which a chain changes, with what changes then."""

    day: date
    href: str
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source that the chain rests on, how many claims it gives, and the chain without it."""

    title: str
    href: str
    claims: int
    href_without: str


@dataclass(frozen=True, slots=True)
class PersonAnswers:
    """What one person of a chain denies or answers; `more` than are shown stand on the person's page."""

    name: str
    href: str
    rows: list[DenialRow]
    more: int


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show every rung above a unit on the day asked, how sure each is and why."""
    asks = asked(request, dossier_id)
    view = asks.view
    unit = view.require(entity, "Organization")
    day = day_asked(request) or usual_day(view, incidents_of_unit(view, unit))
    if day is None:
        raise NotFoundError(
            gettext("No incident in this dossier has a day, so no day can be chosen for you."),
            remedy=gettext("Add ?day=2022-12-15 to the address, with the day that you mean."),
        )
    against = day_asked(request, "against")
    chain = chain_of_unit(view, unit, day)
    lines = lines_of([chain])
    name = name_of(asks, unit)
    content = {
        "unit": unit,
        "name": name,
        "day": day,
        "verdict": standing_words(asks, chain),
        "gaps": gap_words(lines),
        "picture": mark_safe(  # noqa: S308, drawn by us, words escaped
            draw_chain(asks, lines, unit, title=_title(name, day), description=standing_words(asks, chain))
        ),
        "rows": rung_rows(asks, levels_of(lines)),
        "endings": dict.fromkeys(say(branch.why, view, asks.language) for branch in chain.branches),
        "reports": [change_row(asks, say(one.why, view, asks.language), one.claims) for one in chain.reports],
        "is_cut": chain.is_cut,
        "sources": source_rows(asks, chain.claims, "chain", unit, day=day),
        "denials": shown_denials(asks, lines),
        "against": against,
        "differences": _differences(asks, chain, against) if against else [],
        **_days(asks, chain),
    }
    return render(request, "answerable/command/chain.html", content)


def _title(name: str, day: date) -> str:
    return gettext("Chain of command above %(unit)s on %(day)s") % {"unit": name, "day": day_words(day)}


def incidents_of_unit(view: View, unit: str) -> list[str]:
    """Return the incidents that a unit is tied to by a deployment or involvement of its own."""
    edges = (*view.pointing_at(unit, "Involvement", "actor"), *view.pointing_at(unit, "Deployment", "actor"))
    return [incident for edge in edges if (incident := view.ref(edge, "incident"))]


def standing_words(asks: Asked, chain: Chain) -> str:
    """Return how strong the chain is, in a sentence: it is no stronger than its weakest link."""
    strongest = chain.branches[0]
    if strongest.weakest is None:
        return say(strongest.why, asks.view, asks.language)
    day = {"day": day_words(chain.day)}
    if strongest.weakest is Status.EVIDENCED:
        return gettext("Every link of this chain is evidenced on %(day)s.") % day
    weakest = next(
        rung.link for rung in strongest.rungs if rung.link and rung.link.standing.status is strongest.weakest
    )
    said = gettext("This chain is no stronger than its weakest link on %(day)s, which is %(status)s. %(why)s")
    return said % {
        **day,
        "status": status_word(strongest.weakest),
        "why": say(weakest.why, asks.view, asks.language),
    }


def gap_words(lines: Lines) -> str:
    """Return at how many levels nobody is known to have held the commanding post; empty if at none."""
    missing = [rung for rung in lines.rungs.values() if not rung.holders]
    if not missing:
        return ""
    said = ngettext(
        "At %(n)s of its %(all)s levels no one is known to have held the commanding post that day.",
        "At %(n)s of its %(all)s levels no one is known to have held the commanding post that day.",
        len(missing),
    )
    return said % {"n": len(missing), "all": len(lines.rungs)}


def change_row(asks: Asked, sentence: str, claims: tuple[str, ...]) -> ChangeRow:
    """Return a sentence with the first citations of what it rests on, one for each source."""
    found: dict[str, ReadableClaim] = {}
    for name in claims:
        claim = asks.view.claim(name)
        found.setdefault(claim.source, claim)
    shown = list(found.values())[:MOST_CITATIONS]
    return ChangeRow(sentence, format_html_join("; ", "{}", ((cited_at(asks, claim),) for claim in shown)))


def change_rows(asks: Asked, changes: tuple[ChainChange, ...]) -> tuple[ChangeRow, ...]:
    """Return the rows of what differs between two chains."""
    return tuple(change_row(asks, say(one.why, asks.view, asks.language), one.claims) for one in changes)


def _differences(asks: Asked, chain: Chain, against: date) -> tuple[ChangeRow, ...]:
    """Return what differs from the other day, told from the earlier to the later."""
    other = chain_of_unit(asks.view, chain.unit, against)
    before, after = (other, chain) if against <= chain.day else (chain, other)
    return change_rows(asks, chain_difference(before, after))


Changes = tuple[tuple[date, tuple[ChainChange, ...]], ...]


def _changes_between(view: View, unit: str, first: date, last: date) -> Changes:
    """Return each day after `first`, up to `last`, on which a unit's chain changes, with what changes."""
    found: list[tuple[date, tuple[ChainChange, ...]]] = []
    before = chain_of_unit(view, unit, first)
    for day in days_of_change(view, unit, first + timedelta(days=1), last):
        if len(found) == MOST_CHANGES:
            break
        after = chain_of_unit(view, unit, day)
        changes = chain_difference(before, after)
        before = after
        if changes:
            found.append((day, changes))
    return tuple(found)


@kept_with_view
def _usual_changes(view: View, unit: str) -> Changes:
    """Return the changes in the time that the slider usually offers, worked out once."""
    usual = usual_range(view)
    return _changes_between(view, unit, *usual) if usual else ()


def _days(asks: Asked, chain: Chain) -> dict[str, Slider | list[DayRow] | bool]:
    """Return the slider, and each day in its range on which the chain changes, with what changes."""
    first, last = days_offered(asks.view, chain.day)
    is_usual = usual_range(asks.view) == (first, last)
    found = (
        _usual_changes(asks.view, chain.unit) if is_usual else _changes_between(asks.view, chain.unit, first, last)
    )
    rows = [
        DayRow(day, address_of(asks, "chain", chain.unit, day=day), change_rows(asks, changes))
        for day, changes in found
    ]
    marks = [
        DayMark(row.day, f"{day_words(row.day)}: {row.changes[0].sentence}", len(row.changes)) for row in rows
    ]
    said = gettext("A tick stands at each day on which a post or a link of this chain changes.")
    is_cut = bool(found) and len(found) == MOST_CHANGES
    return {"slider": slider(chain.day, first, last, marks, description=said), "days": rows, "days_cut": is_cut}


def source_rows(
    asks: Asked, claims: tuple[str, ...], page_name: str, entity: str, **query: object
) -> list[SourceRow]:
    """Return the sources of some claims, those with most first; for the team, also the page without each."""
    counts: dict[str, int] = {}
    for name in claims:
        source = asks.view.claim(name).source
        counts[source] = counts.get(source, 0) + 1
    rows = []
    for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        card = asks.view.source(key)
        without = ",".join(sorted({*asks.spec.without, key}))
        href = address_of(asks.on(without=frozenset()), page_name, entity, **query, without=without)
        rows.append(SourceRow(card.title, address_of(asks, "source", key), count, href if asks.is_team else ""))
    return rows


def shown_denials(asks: Asked, lines: Lines, incident: str = "") -> list[PersonAnswers]:
    """Return what the people whom a chain shows deny or answer, a few each, and how many more there are."""
    people = dict.fromkeys(
        holder.person for rung in lines.rungs.values() for holder in rung.holders if holder.person
    )
    found = []
    for person in people:
        rows = denials_of(asks, person, incident)
        if rows:
            href = address_of(asks, "person", person) + "#answers"
            found.append(PersonAnswers(name_of(asks, person), href, rows[:MOST_ANSWERS], len(rows) - MOST_ANSWERS))
    return found
