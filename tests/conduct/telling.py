"""A small invented force that the tests of this room speak of, and short ways to ask about it."""

from collections.abc import Sequence

from answerable.conduct import Item, account_of, index_of
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.view import View
from tests.builders import a_claim, a_unit, a_view

ROSA, HUGO, INES = "person:rosa", "person:hugo", "person:ines"
BATTALION, BRIGADE, MINISTRY = "unit:battalion", "unit:brigade", "unit:ministry"
CHIEF, GENERAL, MINISTER = "post:battalion-chief", "post:brigade-general", "post:minister"
BRIDGE = "incident:bridge"
SOURCES = (
    SourceDraft("A", "report", "A report", published="2023-01-10", reliability="B"),
    SourceDraft("B", "news", "A newspaper", published="2023-02-01", reliability="C"),
    SourceDraft("C", "law", "A gazette", published="2022-01-01", reliability="A"),
    SourceDraft("OWN", "analysis", "Our reading", published="2023-03-01", reliability="B"),
)


def a_person(name: str) -> ClaimDraft:
    return a_claim("Person", f"person:{name.lower()}", name=name, source="C")


def holds(person: str, post: str, when: str, number: int = 1, **said: object) -> ClaimDraft:
    name = f"appointment:{person.partition(':')[2]}-{post.partition(':')[2]}-{number}"
    return a_claim("Appointment", name, when, person=person, post=post, **({"source": "C"} | said))


def a_post(post: str, unit: str, function: str) -> ClaimDraft:
    return a_claim("Post", post, title=post.partition(":")[2], unit=unit, function=function, source="C")


FORCE = (
    a_unit("Battalion", force="army", source="C"),
    a_unit("Brigade", force="army", source="C"),
    a_unit("Ministry", force="government", source="C"),
    a_claim("Subordination", "edge:battalion", "2022-01-01 / 2023-12-31", subordinate=BATTALION, superior=BRIGADE,
            source="C", **{"class": "command"}),
    a_claim("Subordination", "edge:brigade", "2022-01-01 / 2023-12-31", subordinate=BRIGADE, superior=MINISTRY,
            source="C", **{"class": "command"}),
    a_post(CHIEF, BATTALION, "commander"),
    a_post(GENERAL, BRIGADE, "commander"),
    a_post(MINISTER, MINISTRY, "minister"),
    a_person("Rosa"), a_person("Hugo"), a_person("Ines"),
    holds(ROSA, GENERAL, "2022-06-01 / 2023-06-30 starts ends"),
    holds(HUGO, CHIEF, "2022-06-01 / 2023-06-30 starts ends"),
    holds(INES, MINISTER, "2022-06-01 / 2023-06-30 starts ends"),
    a_claim("Incident", BRIDGE, "2022-12-15", name="Bridge", source="C"),
)  # fmt: skip
"""Ines is the minister over Rosa's brigade, and this over Hugo's battalion; the bridge is an incident of 15 December."""
AT_THE_BRIDGE = a_claim("Involvement", "involvement:bridge", actor=BATTALION, incident=BRIDGE, role="fired")


def view_of_force(*drafts: ClaimDraft, sources: Sequence[SourceDraft] = SOURCES, **cutting: object) -> View:
    """Return the team's view of the force and what else is told."""
    return a_view([*FORCE, *drafts], sources, **cutting)


def items_of(view: View, person: str) -> list[Item]:
    """Return a person's items without the times in post."""
    return [item for item in index_of(view).items_of(person) if item.schema != "Appointment"]


def the_item(view: View, person: str) -> Item:
    """Return the only item of a person."""
    [found] = items_of(view, person)
    return found


def units_of(view: View, person: str) -> list[Item]:
    return list(account_of(view, person).of_units)


def claims_of(view: View, *refs: str) -> tuple[str, ...]:
    """Return the ids of the claims with these refs."""
    by_ref = {claim.ref: claim.id for claim in view.claims() if claim.ref}
    return tuple(by_ref[ref] for ref in refs)
