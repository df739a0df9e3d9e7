"""What is asked about: one subject, one incident or none, and all that the queries need to know of them.

Made once for a subject and an incident and shared by every leaf and framework that asks about the two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from answerable.assess.answers import Tie
from answerable.conduct.accounts import account_of
from answerable.conduct.answers import Account, PatternAnswer, Reason, ReasonValue, When
from answerable.conduct.index import ConductIndex, index_of
from answerable.conduct.items import incidents_of_operation
from answerable.conduct.patterns import patterns_of
from answerable.conduct.placing import Placement, placement
from answerable.record.view import View

WHOLE = "partOf"
T = TypeVar("T")


@dataclass(frozen=True)
class Inquiry:
    """See the module. `incident` is empty when all incidents are meant; `is_person`: the subject is a person."""

    view: View
    subject: str
    incident: str
    is_person: bool

    @cached_property
    def index(self) -> ConductIndex:
        """The look-ups of the room of conduct."""
        return index_of(self.view)

    @cached_property
    def account(self) -> Account | None:
        """The person's account, None when the subject is no person."""
        return _once(self.view, "account", self.subject, account_of) if self.is_person else None

    @cached_property
    def patterns(self) -> tuple[PatternAnswer, ...]:
        """The answers on every pattern for the person."""
        return _once(self.view, "patterns", self.subject, patterns_of) if self.is_person else ()

    @cached_property
    def when(self) -> When | None:
        """When the incident was, None when none is asked for."""
        return self.index.when_of(self.incident) if self.incident else None

    @cached_property
    def wholes(self) -> frozenset[str]:
        """What the incident is part of, however far up."""
        return wholes_of(self.view, self.incident) if self.incident else frozenset()

    def anchors(self, of: str) -> tuple[str, ...]:
        """Return what a query starts from: the subject, the incident, its whole (or itself), or around it both."""
        if of == "subject":
            return (self.subject,)
        if not self.incident:
            return ()
        if of == "around":
            return (self.incident, *sorted(self.wholes))
        return tuple(sorted(self.wholes)) or (self.incident,) if of == "whole" else (self.incident,)

    def tie(self, incidents: tuple[str, ...]) -> Tie:
        """Say how what concerns `incidents` is tied to the one asked for; the closest tie counts."""
        if not incidents:
            return "none"
        if self.incident in incidents:
            return "own"
        if not self.wholes.isdisjoint(incidents):
            return "whole"
        above = frozenset[str]().union(*(wholes_of(self.view, each) for each in incidents))
        if self.incident in above:
            return "part"
        return "other" if self.wholes.isdisjoint(above) else "sibling"

    def place(self, when: When) -> Placement | None:
        """Place a time against the incident, None when no incident is asked for."""
        return placement(when, self.when) if self.when else None

    def incidents_of(self, entity: str) -> tuple[str, ...]:
        """Return the incidents that something concerns, failing any those of its operation or proceeding."""
        view = self.view
        if view.schema_of(entity) == "Incident":
            return (entity,)
        named = view.refs(entity, "incident")
        for operation in () if named else view.refs(entity, "operation"):
            named += incidents_of_operation(view, operation)
        for proceeding in () if named else view.refs(entity, "proceeding"):
            named += view.refs(proceeding, "incident")
        return tuple(dict.fromkeys(each for each in named if view.has(each)))


def _once(view: View, what: str, person: str, ask: Callable[[View, str], T]) -> T:
    """Return what the room of conduct answers about a person, asked once for a view and kept with it."""
    kept: dict[tuple[str, str], T] = vars(view).setdefault("_assess_people", {})
    if (what, person) not in kept:
        kept[what, person] = ask(view, person)
    return kept[what, person]


def wholes_of(view: View, incident: str) -> frozenset[str]:
    """Return every incident that this one is part of, and what that is part of; never itself."""
    found: set[str] = set()
    ahead = [incident]
    while ahead:
        for above in view.refs(ahead.pop(), WHOLE):
            if above != incident and above not in found and view.has(above):
                found.add(above)
                ahead.append(above)
    return frozenset(found)


def placed_why(entity: str, incident: str, during: When | None, when: When, at: Placement | None) -> Reason:
    """Return the reason for a place in time, in the codes and values of the room of conduct."""
    if at is None:
        return Reason("no-incident-asked", {"item": entity})
    values: dict[str, ReasonValue] = {"item": entity, "incident": incident}
    if at.days is not None:
        values["count"] = at.days
    if at.why == "unclear":
        values |= {"first": when.first, "last": when.last}
    elif at.why.startswith("during"):
        values["day"] = during.first if during else None
    return Reason(f"placed-{at.why}", values)
