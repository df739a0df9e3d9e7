"""What must be there before a claim about the conduct of a named person is public, and what is still missing.

What a source has itself published about the holder of a public office may be shown as that source's claim. What is
the team's own (a finding, an assessment, a claim from an unpublished source) needs in addition two sources not
derived from each other, the reply sought, the standard of proof declared, and a second person's approval. The cut
of the public view asks this module, so that no page has to.

Source of the rule: Updated Impunity Principles (2005), principle 9, on persons implicated.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from answerable.record.claims import ReadableClaim, ReadableSource
from answerable.record.view import View

BEARS_ON: Mapping[str, tuple[str, ...]] = {
    "Assessment": ("subject",),
    "Communication": ("sender", "recipient", "signedBy"),
    "Deployment": ("actor", "onOrderOf"),
    "Duty": ("holder",),
    "Finding": ("person",),
    "Involvement": ("actor",),
    "Measure": ("by", "towards"),
    "Meeting": ("participant",),
    "Notice": ("person",),
    "Order": ("givenBy", "givenTo"),
    "Plan": ("signedBy",),
    "Proceeding": ("person",),
    "Remark": ("speaker", "regarding"),
    "Reply": ("person",),
    "Step": ("person",),
}
"""The types that tell of somebody's conduct, and the properties that name whose."""
PUBLISHED_KINDS = frozenset(
    {"press-release", "news", "web-page", "report", "law", "encyclopedia", "social-media", "book"}
)
"""Kinds of source that are public by being what they are, dated or not."""
MISSING = ("office", "second-source", "reply", "standard", "approval")
"""What a gate may find missing, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What one claim still needs before the public may read it; nothing when `missing` is empty.

    `persons`: the named people whose conduct it tells of. `is_own`: it is the team's own, not a source's that has
    been published. `missing`: words of MISSING.
    """

    claim: str
    persons: tuple[str, ...]
    is_own: bool
    missing: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Say whether nothing is missing."""
        return not self.missing


def is_published(source: ReadableSource) -> bool:
    """Say whether what the source says was published by somebody other than the team."""
    if source.is_withheld or source.is_analysis or source.visibility != "public":
        return False
    return bool(source.published or source.url) or source.kind in PUBLISHED_KINDS


def independent(sources: Mapping[str, ReadableSource], keys: Iterable[str]) -> int:
    """Return how many of the sources do not derive from one another or from one origin.

    Ten newspapers that copy one agency are one source.
    """
    reached: dict[str, frozenset[str]] = {}

    def origins(key: str, below: frozenset[str] = frozenset()) -> frozenset[str]:
        if key not in reached:
            above = sources[key].derives_from if key in sources else ()
            found = [origins(each, below | {key}) for each in above if each not in below]
            reached[key] = frozenset({key}).union(*found)
        return reached[key]

    groups: list[set[str]] = []
    for key in dict.fromkeys(keys):
        own = set(origins(key))
        joined = [group for group in groups if group & own]
        groups = [group for group in groups if not group & own]
        groups.append(own.union(*joined))
    return len(groups)


class _Gates:
    """The gates of one view; only what the public could read counts as support."""

    def __init__(self, view: View) -> None:
        self.view = view

    @cached_property
    def _named(self) -> frozenset[str]:
        """People whose name is public."""
        return frozenset(
            self.view.canonical(claim.about)
            for claim in self._public("Person")
            if "name" in claim.properties and claim.is_counted
        )

    @cached_property
    def _officed(self) -> frozenset[str]:
        """People whose place some public claim gives: a post, or membership of a body."""
        found: set[str] = set()
        for schema, name in (("Appointment", "person"), ("Membership", "member")):
            for claim in self._public(schema):
                if claim.is_counted:
                    found.update(self.view.canonical(each) for each in claim.properties.get(name, ()))
        return frozenset(found)

    @cached_property
    def _private(self) -> frozenset[str]:
        """People who are named for another reason than an office: the dead, their families, those who agreed."""
        return frozenset(
            self.view.canonical(claim.about)
            for claim in self._public("Person")
            if set(claim.properties.get("consentToName", ())) & {"ombudsman", "court", "family", "own"}
        )

    def _public(self, schema: str) -> list[ReadableClaim]:
        view = self.view
        kinds = [code for code, name in enumerate(view.columns.schemata) if view.ontology.is_a(name, schema)]
        rows = np.flatnonzero(np.isin(view.columns.schema, kinds)).tolist()
        return [claim for claim in map(view.claim_at, rows) if claim.visibility == "public"]

    @cached_property
    def _replies(self) -> dict[str, list[ReadableClaim]]:
        """Claims that a reply was sought or came, by person."""
        found: dict[str, list[ReadableClaim]] = {}
        for claim in self._public("Reply"):
            sought = any(claim.properties.get(name) for name in ("sent", "delivered", "received"))
            for person in claim.properties.get("person", ()) if sought and claim.is_counted else ():
                found.setdefault(self.view.canonical(person), []).append(claim)
        return found

    def persons(self, claim: ReadableClaim) -> tuple[str, ...]:
        """Return the named people whose conduct the claim tells of, itself or through others on its entity."""
        names = BEARS_ON.get(claim.schema, ())
        if not names:
            return ()
        told = [each for each in self.view.claims_about(claim.about) if each.visibility == "public"] + [claim]
        found = (
            self.view.canonical(one) for each in told for name in names for one in each.properties.get(name, ())
        )
        return tuple(sorted({one for one in found if one in self._named}))

    def gate(self, claim: ReadableClaim) -> Gate:
        persons = self.persons(claim)
        source = self.view.source_cards.get(claim.source)
        is_own = source is None or not is_published(source)
        missing: list[str] = []
        if persons:
            if any(person not in self._officed | self._private for person in persons) and claim.schema != "Remark":
                missing.append("office")
            if is_own:
                missing += self._own(claim, persons)
        return Gate(claim.id, persons, is_own, tuple(missing))

    def _own(self, claim: ReadableClaim, persons: tuple[str, ...]) -> list[str]:
        if claim.schema == "Reply":
            return [] if self._answers_something_public(claim) else ["reply"]
        missing = []
        if independent(self.view.source_cards, self._support(claim)) < 2:
            missing.append("second-source")
        if not all(self._was_asked(person, claim) for person in persons):
            missing.append("reply")
        if not (claim.properties.get("standard") or self.view.standards.get(claim.id)):
            missing.append("standard")
        if not claim.verified_by:
            missing.append("approval")
        return missing

    def _support(self, claim: ReadableClaim) -> set[str]:
        """Return the sources, none of them the team's own analysis, that a claim stands on."""
        found: set[str] = set()
        waiting, seen = [claim], {claim.id}
        while waiting:
            one = waiting.pop()
            source = self.view.source_cards.get(one.source)
            if source is not None and not source.is_analysis and one.visibility == "public":
                found.add(one.source)
            for name in one.rests_on:
                if name not in seen and self.view.has_claim(name):
                    seen.add(name)
                    waiting.append(self.view.claim(name))
        names = BEARS_ON[claim.schema]
        own = {(name, one) for name in names for one in claim.properties.get(name, ())}
        for other in self.view.claims_about(claim.about):
            said = {(name, one) for name in names for one in other.properties.get(name, ())}
            card = self.view.source_cards.get(other.source)
            if own & said and other.is_counted and other.visibility == "public" and card and not card.is_analysis:
                found.add(other.source)
        return found

    def _was_asked(self, person: str, claim: ReadableClaim) -> bool:
        """Say whether this very allegation was put to the person."""
        about = {claim.id, *claim.rests_on}
        return any(
            about & set(reply.rests_on)
            or self.view.canonical(claim.about) in map(self.view.canonical, reply.properties.get("regarding", ()))
            for reply in self._replies.get(person, ())
        )

    def _answers_something_public(self, reply: ReadableClaim) -> bool:
        """Say whether what the reply answers is itself open, for a reply repeats the allegation."""
        targets = [self.view.claim(name) for name in reply.rests_on if self.view.has_claim(name)]
        for entity in reply.properties.get("regarding", ()):
            targets += [each for each in self.view.claims_about(entity) if each.schema != "Reply"]
        return any(
            each.schema != "Reply" and each.visibility == "public" and self.gate(each).is_open for each in targets
        )

    def shut(self) -> npt.NDArray[np.intp]:
        """Return the rows whose gate is shut."""
        return np.array([row for row in self._rows() if not self.gate(self.view.claim_at(row)).is_open], np.intp)

    def _rows(self) -> list[int]:
        """Return the rows that could be shut: the team's own, and those on people without office."""
        columns = self.view.columns
        kinds = [code for code, name in enumerate(columns.schemata) if name in BEARS_ON]
        telling = np.isin(columns.schema, kinds)
        own = [code for code, key in enumerate(columns.sources) if self._is_own(key)]
        rows = set(np.flatnonzero(telling & np.isin(columns.source, own)).tolist())
        bare = self._named - self._officed - self._private
        if bare:
            names = {one for one in columns.entities if self.view.canonical(one) in bare}
            rows.update(
                row
                for row in np.flatnonzero(telling).tolist()
                if any(not names.isdisjoint(said) for said in orjson.loads(columns.properties[row]).values())
            )
        return sorted(rows)

    def _is_own(self, key: str) -> bool:
        card = self.view.source_cards.get(key)
        return card is None or not is_published(card)


def _gates(view: View) -> _Gates:
    kept: dict[str, Any] = vars(view)
    found = kept.get("_fairness")
    if not isinstance(found, _Gates):
        found = kept["_fairness"] = _Gates(view)
    return found


def gate_of(view: View, claim_id: str) -> Gate:
    """Return what a claim still needs before the public may read it.

    Only what the public could read counts as support, also when the view is the team's.

    Raises:
        NotFoundError: the view holds no such claim.
    """
    return _gates(view).gate(view.claim(claim_id))


def fair(view: View) -> View:
    """Return `view` without the claims whose gate is shut: what may be public."""
    shut = _gates(view).shut()
    if not len(shut):
        return view
    keep = np.ones(len(view.columns), dtype=bool)
    keep[shut] = False
    return replace(view, columns=view.columns.take(np.flatnonzero(keep)))


__all__ = ["BEARS_ON", "MISSING", "Gate", "fair", "gate_of", "independent", "is_published"]
