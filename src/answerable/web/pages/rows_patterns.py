"""The patterns in what is on record of a person, as rows; for the public only those that a finding confirms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from answerable.conduct.answers import Against, Instance, PatternAnswer
from answerable.conduct.patterns import PATTERNS, patterns_of
from answerable.conduct.wording import say
from answerable.record.claims import ReadableClaim
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.behind import claims_behind
from answerable.web.pages.citations import cited_at, links_to, text_of
from answerable.web.pages.command_words import choice_word, status_word
from answerable.web.pages.fairness import missing_words
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_account import denials_in
from answerable.web.templatetags.answerable import address_of

FEW, MANY = 3, 60
"""So many instances, and things against, are shown of each pattern; of the one that is asked for."""


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One time that a rule is met, or one thing that speaks against it: why, where, the claims, the denials."""

    why: str
    incidents: SafeString
    items: SafeString
    mark: SafeString
    denials: SafeString


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding of the team on a pattern: its gist, by which standard, and what the public would still need."""

    gist: SafeString
    standard: str
    analyst: str
    cited: SafeString
    href: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PatternRow:
    """One pattern for one person, with both sides. `more`, `more_against`: how many are not shown here."""

    code: str
    title: str
    rule: str
    speaking_against: str
    not_shown: str
    instances: tuple[InstanceRow, ...]
    more: int
    against: tuple[InstanceRow, ...]
    more_against: int
    weakest: str
    weakest_word: str
    is_inferred: bool
    findings: tuple[FindingRow, ...]
    record_href: str
    whole_href: str


@dataclass(frozen=True, slots=True)
class PatternsShown:
    """The patterns to be shown: met ones, and those that are not, with why."""

    is_shown: bool
    met: tuple[PatternRow, ...]
    unmet: tuple[PatternRow, ...]


NOTHING = PatternsShown(False, (), ())


@kept_with_view
def kept_patterns(view: View, person: str) -> tuple[PatternAnswer, ...]:
    """Return the answers on every pattern for a person, worked out once for a view."""
    return patterns_of(view, person)


def patterns_shown(asks: Asked, person: str, whole: str = "") -> PatternsShown:
    """Return the patterns of a person that the reader may see.

    A pattern about a named person is the team's own. Whoever does not read as the team sees one only where their
    view holds a finding of that person and pattern, and nothing of the others, not even that they are not met.
    `whole` is the code of the pattern of which everything is shown.
    """
    found = findings_of(asks.view, person)
    if not asks.shows_team and not found:
        return NOTHING
    answers = kept_patterns(asks.view, person)
    if not asks.shows_team:
        answers = tuple(one for one in answers if one.code in found)
    rows = [
        (one.is_met or not asks.shows_team,
         pattern_row(asks, one, found.get(one.code, ()), MANY if one.code == whole else FEW))
        for one in answers
    ]  # fmt: skip
    met = tuple(row for is_shown, row in rows if is_shown)
    unmet = tuple(row for is_shown, row in rows if not is_shown)
    return PatternsShown(bool(met or unmet), met, unmet)


def findings_of(view: View, person: str) -> dict[str, tuple[ReadableClaim, ...]]:
    """Return the claims of findings about a person, by the pattern that they confirm."""
    found: dict[str, tuple[ReadableClaim, ...]] = {}
    for entity in view.pointing_at(person, "Finding", "person"):
        for claim in view.claims_about(entity):
            for code in claim.properties.get("pattern", ()):
                if claim.is_counted:
                    found[code] = (*found.get(code, ()), claim)
    return found


def pattern_row(
    asks: Asked, answer: PatternAnswer, findings: Sequence[ReadableClaim], most: int = FEW
) -> PatternRow:
    """Return one pattern as a row."""
    pattern, language = PATTERNS[answer.code], asks.language
    return PatternRow(
        answer.code,
        pattern.title(language),
        pattern.rule(language),
        pattern.against(language),
        pattern.does_not_show(language),
        tuple(_instance_row(asks, one) for one in answer.instances[:most]),
        max(0, len(answer.instances) - most),
        tuple(_against_row(asks, one) for one in answer.against[: 3 * most]),
        max(0, len(answer.against) - 3 * most),
        answer.weakest.word if answer.weakest is not None else "",
        status_word(answer.weakest) if answer.weakest is not None else "",
        answer.is_inferred,
        tuple(_finding_row(asks, claim) for claim in findings),
        address_of(asks, "record_claim", "Finding", **{"p.person": answer.person, "p.pattern": answer.code}),
        address_of(asks, "person", answer.person, pattern=answer.code) + f"#pattern-{answer.code}",
    )


def _instance_row(asks: Asked, one: Instance) -> InstanceRow:
    view = asks.view
    return InstanceRow(
        say(one.why, view, asks.language),
        links_to(asks, one.incidents[:4]),
        links_to(asks, _shown(view, one.items)),
        claims_behind(asks, one.claims),
        denials_in(asks, one.denials),
    )


def _against_row(asks: Asked, one: Against) -> InstanceRow:
    items = links_to(asks, _shown(asks.view, one.items))
    why, mark = say(one.why, asks.view, asks.language), claims_behind(asks, one.claims)
    return InstanceRow(why, SafeString(""), items, mark, SafeString(""))


def _shown(view: View, items: Iterable[str]) -> list[str]:
    """Return the things that a reader can follow, a few of them."""
    return [item for item in items if view.has(item)][:2]


def _finding_row(asks: Asked, claim: ReadableClaim) -> FindingRow:
    return FindingRow(
        text_of(asks, claim, "gist"),
        choice_word(asks, "Finding", "standard", next(iter(claim.properties.get("standard", ())), "")),
        ", ".join(claim.properties.get("analyst", ())),
        cited_at(asks, claim),
        address_of(asks, "claim", claim.id),
        tuple(missing_words(asks.view, claim.id)) if asks.shows_team else (),
    )
