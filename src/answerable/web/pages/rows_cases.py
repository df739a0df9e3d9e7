"""Inquiries into an incident as rows: before whom, at which stage, how soon they began, how long they stood."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from answerable.assess.assessed import NOT_ASSESSED
from answerable.assess.inquiries import Case, Checklist, matrix_of_case, of_the_case
from answerable.assess.promptness import Act, Days, Promptness
from answerable.kernel.times import Blur
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to, text_of
from answerable.web.pages.command_words import choice_word
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_tests import state_word, words_in
from answerable.web.pages.shown_values import NOTHING
from answerable.web.pages.words import blur_words, day_words
from answerable.web.templatetags.answerable import address_of, entity_address, name_of


@dataclass(frozen=True, slots=True)
class ActRow:
    """One recorded act: when, at which stage, and who says so."""

    when: str
    datetime: str
    stage: str
    text: SafeString
    cited: SafeString
    gap: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One inquiry. `href` leads to the standards held against it, `own_href` to its own page."""

    entity: str
    name: str
    href: str
    own_href: str
    kind: str
    authority: SafeString
    is_wider: bool
    is_here: bool
    stage: str
    began: str
    longest: str
    since: str
    undated: str
    acts: tuple[ActRow, ...]


@dataclass(frozen=True, slots=True)
class InBrief:
    """One standard for one inquiry: how much is on record on each side, and the state if there is one."""

    supports: int
    against: int
    state: str
    is_assessed: bool
    href: str


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard with its cell for each inquiry, in the order of the inquiries."""

    code: str
    short: str
    cells: tuple[InBrief, ...]


kept_case = kept_with_view(matrix_of_case)


def case_rows(asks: Asked, checklist: Checklist, day: date, chosen: str) -> list[CaseRow]:
    """Return the inquiries into an incident as rows; `chosen` is the one whose standards are shown."""
    return [_row(asks, case, checklist, day, is_here=case.proceeding == chosen) for case in checklist.cases]


def _row(asks: Asked, case: Case, checklist: Checklist, day: date, *, is_here: bool) -> CaseRow:
    view, found = asks.view, case.promptness
    authority, kind = view.ref(case.proceeding, "authority"), view.text(case.proceeding, "kind")
    undated = len(found.undated)
    return CaseRow(
        case.proceeding,
        name_of(asks, case.proceeding),
        address_of(asks, "inquiry", case.incident, proceeding=case.proceeding),
        entity_address(asks, case.proceeding),
        choice_word(asks, "Proceeding", "kind", kind) if kind else "",
        link_to(asks, authority) if authority else NOTHING,
        case.is_wider,
        is_here,
        choice_word(asks, "Proceeding", "stage", found.latest_stage) if found.latest_stage else "",
        began_words(found, checklist.days),
        _longest_words(found),
        _since_words(found, day),
        ngettext("%(n)s step has no date.", "%(n)s steps have no date.", undated) % {"n": undated}
        if undated
        else "",
        tuple(_acts(asks, found)),
    )


def days_in_words(days: Days) -> str:
    """Return a number of days; a least and a greatest one where the dates are not exact."""
    if days.is_exact:
        return ngettext("%(n)s day", "%(n)s days", days.least) % {"n": days.least}
    return gettext("%(least)s to %(most)s days") % {"least": days.least, "most": days.most}


def act_words(act: Act) -> str:
    """Return when an act was, in words."""
    return blur_words(Blur(act.earliest, act.latest))


def began_words(found: Promptness, days: tuple[date, date] | None) -> str:
    """Return when the first recorded act was, and how long after the incident."""
    if not found.acts:
        return gettext("No act of it has a date here.")
    words = {"when": act_words(found.acts[0])}
    if found.to_first is None or days is None:
        return gettext("First recorded act: %(when)s.") % words
    words["days"] = days_in_words(found.to_first)
    return gettext("First recorded act: %(when)s, %(days)s after the incident.") % words


def _longest_words(found: Promptness) -> str:
    if not found.gaps:
        return ""
    gap = found.gaps[0]
    words = {"days": days_in_words(gap.days), "first": act_words(gap.before), "last": act_words(gap.after)}
    return gettext("Longest time without a recorded act: %(days)s, between %(first)s and %(last)s.") % words


def _since_words(found: Promptness, day: date) -> str:
    if found.since_last is None or found.is_still:
        return ""
    words = {"days": days_in_words(found.since_last), "day": day_words(day)}
    return gettext("Since the last recorded act, up to %(day)s: %(days)s.") % words


def _acts(asks: Asked, found: Promptness) -> list[ActRow]:
    gaps = {id(gap.after): gap for gap in found.gaps}
    rows = []
    for act in found.acts:
        claim = asks.view.claim(act.claims[0])
        gap = gaps.get(id(act))
        rows.append(
            ActRow(
                act_words(act),
                act.earliest.isoformat(),
                choice_word(asks, "Step", "stage", act.stage) if act.stage else "",
                text_of(asks, claim, "gist"),
                cited_at(asks, claim),
                gettext("%(days)s after the act before") % {"days": days_in_words(gap.days)} if gap else "",
            )
        )
    return rows


def standard_rows(asks: Asked, checklist: Checklist) -> list[StandardRow]:
    """Return every standard with a cell for each inquiry into this very incident, in the checklist's order."""
    cases = [case for case in checklist.cases if not case.is_wider]
    matrices = [kept_case(asks.view, case.proceeding, checklist.incident) for case in cases]
    hrefs = [address_of(asks, "inquiry", case.incident, proceeding=case.proceeding) for case in cases]
    rows = []
    for place, leaf in enumerate(checklist.matrix.framework.leaves):
        cells = []
        for matrix, href in zip(matrices, hrefs, strict=True):
            cell = matrix.cells[place]
            is_assessed = cell.state != NOT_ASSESSED
            state = state_word(asks, cell.state)
            cells.append(InBrief(*of_the_case(cell), state, is_assessed, f"{href}#{leaf.code.lower()}"))
        rows.append(StandardRow(leaf.code, words_in(leaf.short, asks.language), tuple(cells)))
    return rows
