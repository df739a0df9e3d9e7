"""The columnar engine answers what the plain one answers, on forces of every shape."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.command import BulkChains, Chain, bulk_chains, chain_of_unit, chains_of_incident
from answerable.command.bulk import chains_from
from answerable.command.starts import Starts, starts_of
from answerable.command.structure import structure_of
from answerable.kernel.standing import Status
from answerable.record.audiences import TEAM
from answerable.record.drafts import ClaimDraft
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.builders import a_claim, a_view, day
from tests.command.telling import SOURCES, view_of_lines

UNITS = [f"unit:u{number}" for number in range(6)]
POSTS = [f"post:p{number}" for number in range(7)]
PEOPLE = [f"person:h{number}" for number in range(4)]
TIMES = (
    "", "2015-05-05", "2015-05", "2015", "2014-01-01 / 2015-12-31", "2014-01-01 / 2015-05-05 starts ends",
    "2015-05-05 / 2016 starts", "2013-01-01 / 2014-01-01 ongoing", "2013-01-01 / 2014-01-01",
    "2013-01-01 / 2014-01-01 ends", "2016-01-01 starts", "2016-01-01", "[..2015-05-05] / [..2015-05-05]",
)  # fmt: skip
ASKED = day("2015-05-05")

edges = st.builds(
    lambda number, low, high, klass, when, stance: a_claim(
        "Subordination", f"edge:e{number}", when, stance=stance, subordinate=low, superior=high, **{"class": klass}
    ),
    st.integers(0, 11),
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
    st.sampled_from(["command", "command", "operational", "administrative"]),
    st.sampled_from(TIMES),
    st.sampled_from(["asserts", "asserts", "asserts", "denies"]),
)
posts = st.builds(
    lambda post, unit, function: a_claim("Post", post, title=post, unit=unit, function=function),
    st.sampled_from(POSTS),
    st.sampled_from(UNITS),
    st.sampled_from(["commander", "commander", "deputy", "minister", "adviser"]),
)


def _appointment(number: int, person: str, post: str, kind: str, when: str, status: str) -> ClaimDraft:
    said = {"post": post, "kind": kind} | ({} if kind == "vacant" else {"person": person})
    return a_claim("Appointment", f"appointment:a{number}", when, status=status, **said)


appointments = st.builds(
    _appointment,
    st.integers(0, 11),
    st.sampled_from(PEOPLE),
    st.sampled_from(POSTS),
    st.sampled_from(["substantive", "acting", "vacant"]),
    st.sampled_from(TIMES),
    st.sampled_from(["recorded", "recorded", "accepted", "conflict"]),
)
incidents = st.builds(
    lambda actor, when, under, role: [
        a_claim("Incident", f"incident:{actor[5:]}", when, name="Incident"),
        a_claim(
            "Deployment", f"deployment:{actor[5:]}", incident=f"incident:{actor[5:]}", actor=actor, under=under
        )
        if under
        else a_claim(
            "Involvement", f"involvement:{actor[5:]}", incident=f"incident:{actor[5:]}", actor=actor, role=role
        ),
    ],
    st.sampled_from(UNITS),
    st.sampled_from(["2015-05-05", "2015-05-05 / 2015-05-06", "2015-05", ""]),
    st.sampled_from(["", "", "unit:u1"]),
    st.sampled_from(["fired", "investigated"]),
)


@st.composite
def forces(draw: st.DrawFn) -> View:
    hidden = draw(st.sets(st.sampled_from(UNITS), max_size=1))
    unknown = draw(st.sampled_from([*UNITS, ""]))
    drafts = [
        a_claim("Unit", unit, name=unit, **({"placeholder": "yes"} if unit == unknown else {}))
        for unit in UNITS
        if unit not in hidden
    ]
    drafts += draw(st.lists(posts, max_size=8)) + draw(st.lists(edges, max_size=14))
    drafts += draw(st.lists(appointments, max_size=12))
    drafts += [draft for pair in draw(st.lists(incidents, max_size=3)) for draft in pair]
    return a_view(drafts, SOURCES)


def told_by_chain(view: View, chain: Chain) -> tuple[set[object], set[object], set[str]]:
    rungs = {rung.unit: rung for branch in chain.branches for rung in branch.rungs}
    links = {
        (rung.unit, name, view.standing(name, chain.day).status)
        for branch in chain.branches
        for rung in branch.rungs
        if rung.link
        for name in (rung.link.edge, *rung.link.also)
    }
    loops = {
        (report.entities[1], report.entities[0], view.standing(report.entities[0], chain.day).status)
        for report in chain.reports
        if report.code == "loop"
    }
    holders = {
        (rung.unit, rung.post, holder.appointment, holder.standing.status)
        for rung in rungs.values()
        for holder in (*rung.holders, *rung.vacancies)
    }
    return links | loops, holders, set(rungs)


def told_by_bulk(found: BulkChains, start: int) -> tuple[set[object], set[object], set[str]]:
    structure, climbs, rungs, held = found.structure, found.climbs, found.rungs, found.holdings
    links = {
        (structure.name(unit), structure.name(int(structure.edges.entity[edge])), Status(status))
        for begin, unit, edge, status in zip(climbs.start, climbs.unit, climbs.edge, climbs.status, strict=True)
        if begin == start
    }
    holders = {
        (
            structure.name(rungs.unit[rung]),
            structure.name(post),
            structure.name(int(structure.appointments.entity[place])),
            Status(status),
        )
        for rung, post, place, status in zip(held.rung, held.post, held.appointment, held.status, strict=True)
        if rungs.start[rung] == start
    }
    units = {structure.name(unit) for begin, unit in zip(rungs.start, rungs.unit, strict=True) if begin == start}
    return links, holders, units


def without_also_of_loops(view: View, links: set[object]) -> set[object]:
    """A loop is reported by its strongest edge; the bulk table has every edge that closes it."""
    strongest: dict[object, object] = {}
    for unit, edge, status in sorted(links, key=lambda each: (each[2], view.entity_codes[each[1]])):  # type: ignore[index]
        key = (unit, view.ref(edge, "superior"), view.text(edge, "class"))
        strongest.setdefault(key, (unit, edge, status))
    return set(strongest.values())


@settings(max_examples=300, deadline=None)
@given(forces())
def test_both_engines_give_the_same_edges_holders_and_statuses(view: View) -> None:
    structure = structure_of(view)
    units = [unit for unit in UNITS if view.has(unit)]
    codes = [view.entity_codes[unit] for unit in units]
    zeros = [0] * len(units)

    starts = Starts(
        np.array(zeros, np.int32), np.array(codes, np.int32), np.full(len(units), ASKED.toordinal(), np.int32)
    )
    found = chains_from(structure, starts)

    rows = list(zip(found.climbs.start.tolist(), found.climbs.edge.tolist(), strict=True))
    assert len(rows) == len(set(rows))
    for start, unit in enumerate(units):
        plain, fast = told_by_chain(view, chain_of_unit(view, unit, ASKED)), told_by_bulk(found, start)
        assert without_also_of_loops(view, plain[0]) == without_also_of_loops(view, fast[0])
        assert plain[1:] == fast[1:]


@settings(max_examples=150, deadline=None)
@given(forces())
def test_both_engines_start_from_the_same_units_on_the_same_days(view: View) -> None:
    starts = starts_of(structure_of(view))

    fast = {
        (view.columns.entities[incident], view.columns.entities[unit], int(at))
        for incident, unit, at in zip(starts.incident, starts.unit, starts.day, strict=True)
    }

    plain = set()
    for incident in view.entities("Incident"):
        for unit in chains_of_incident(view, incident).units:
            for chain in unit.chains:
                plain.add((incident, unit.unit, chain.day.toordinal()))
                for tie in unit.ties:
                    unders = view.refs(tie.entity, "under") if tie.schema == "Deployment" else ()
                    plain |= {(incident, under, chain.day.toordinal()) for under in unders if view.has(under)}
    assert fast == plain


def test_people_tied_to_an_incident_start_from_their_units() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05 / 2015-05-06
        Ana commands Beta : 2015-05-01 / 2015-05-05 ends
        Ana commands Delta : 2015-05-06 / 2015-05-31 starts
        Ana involved in Square ; role=fired
    """)

    starts = starts_of(structure_of(view))

    told = [(view.columns.entities[unit], int(at) - day("2015-05-05").toordinal()) for unit, at in
            zip(starts.unit, starts.day, strict=True)]  # fmt: skip
    assert told == [("unit:beta", 0), ("unit:delta", 1)]


def test_the_claims_behind_every_row_can_be_read() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        unit Beta
        Beta involved in Square ; role=fired
        Beta under Alpha : 2015-05-05
        Beta under Alpha : 2015-05-05 ; source=B
        Beta under Alpha : 2015-05-05 ; source=C ; stance=denies
        Ana commands Alpha : 2015-05-05
    """)

    found = bulk_chains(view)

    edge_claims = [view.columns.id[row].decode() for row in found.edge_claims.place]
    assert sorted(view.claim(name).source for name in edge_claims) == ["A", "B"]
    assert found.edge_claims.offset.tolist() == [0, 2]
    held = [view.claim(view.columns.id[row].decode()).about for row in found.holding_claims.place]
    assert held == ["appointment:ana-alpha"]


def test_of_two_commanding_posts_the_one_with_a_holder_is_taken() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        post Old Chief of Alpha ; function=commander
        post New Chief of Alpha ; function=commander
        Ana holds Old Chief : 2015-05-05 ; kind=vacant
        Eva holds New Chief : 2015-05-05
        Alpha involved in Square
    """)

    found = bulk_chains(view)

    assert [view.columns.entities[post] for post in found.holdings.post] == ["post:new-chief"]


def test_a_view_without_incidents_has_no_chains() -> None:
    found = bulk_chains(view_of_lines("unit Alpha"))

    assert (len(found.starts), len(found.climbs), len(found.holdings.rung)) == (0, 0, 0)


def test_only_the_incidents_named_are_asked_about() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        incident Bridge : 2015-05-06
        unit Beta
        Beta involved in Square
        Beta involved in Bridge
    """)

    found = bulk_chains(view, ["incident:bridge", "incident:nowhere"])

    assert [view.columns.entities[code] for code in found.starts.incident] == ["incident:bridge"]


@pytest.mark.django_db
def test_both_engines_agree_on_the_example_dossier(peru: str) -> None:
    view = view_of(peru, ViewSpec(TEAM))

    found = bulk_chains(view)

    assert len(found.starts) > 20
    for start, (unit, at) in enumerate(zip(found.starts.unit, found.starts.day, strict=True)):
        chain = chain_of_unit(view, view.columns.entities[unit], date.fromordinal(int(at)))
        plain, fast = told_by_chain(view, chain), told_by_bulk(found, start)
        assert without_also_of_loops(view, plain[0]) == without_also_of_loops(view, fast[0])
        assert plain[1:] == fast[1:]
