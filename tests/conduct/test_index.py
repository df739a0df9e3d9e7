"""Which incidents lay under whom, how strongly, and who is an official at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.command import chains_of_incident
from answerable.conduct import IncidentUnder, Way, index_of
from answerable.conduct.parts import PARTS
from answerable.kernel.standing import Status
from answerable.record.drafts import ClaimDraft
from answerable.record.view import View
from tests.builders import a_claim, a_view
from tests.conduct.telling import (
    AT_THE_BRIDGE,
    BATTALION,
    BRIDGE,
    BRIGADE,
    CHIEF,
    GENERAL,
    HUGO,
    INES,
    MINISTER,
    ROSA,
    SOURCES,
    a_person,
    claims_of,
    holds,
    view_of_force,
)

JOINT = (
    a_claim("Unit", "unit:force", name="Joint force"),
    a_claim("Post", "post:force", title="Chief of the force", unit="unit:force", function="commander"),
    a_person("Tito"),
    holds("person:tito", "post:force", "2022-01-01 / 2022-12-31"),
)


def _under(view: View, person: str) -> IncidentUnder:
    [found] = index_of(view).incidents_of(person)
    return found


def _way(view: View, person: str) -> Way:
    [found] = _under(view, person).ways
    return found


def test_an_incident_lies_under_everyone_whose_post_is_above_the_unit_there():
    view = view_of_force(AT_THE_BRIDGE)

    assert [(_way(view, person).post, _way(view, person).hops) for person in (HUGO, ROSA, INES)] == [
        (CHIEF, 0), (GENERAL, 1), (MINISTER, 2),
    ]  # fmt: skip


def test_a_way_names_the_post_its_unit_the_unit_there_and_what_ties_it():
    way = _way(view_of_force(AT_THE_BRIDGE), ROSA)

    assert (way.post, way.unit, way.ground, way.tie) == (GENERAL, BRIGADE, BATTALION, "involvement:bridge")
    assert (way.weakest, way.holding, way.standing) == (Status.EVIDENCED, Status.EVIDENCED, Status.EVIDENCED)


def test_the_way_of_the_units_own_commander_has_no_weakest_link():
    assert _way(view_of_force(AT_THE_BRIDGE), HUGO).weakest is None


def test_a_way_is_as_weak_as_its_weakest_link_or_the_holding():
    view = view_of_force(
        AT_THE_BRIDGE,
        a_claim("Unit", "unit:zone", name="Zone"),
        a_claim("Post", "post:zone", title="Chief of the zone", unit="unit:zone", function="commander"),
        a_claim("Subordination", "edge:zone", "2020-01-01", subordinate=BATTALION, superior="unit:zone",
                **{"class": "command"}),
        a_person("Tito"),
        holds("person:tito", "post:zone", "2022"),
    )  # fmt: skip

    way = _way(view, "person:tito")

    assert (way.weakest, way.holding) == (Status.UNKNOWN_AFTER, Status.POSSIBLE)
    assert way.standing is Status.UNKNOWN_AFTER


def test_the_stronger_of_two_ways_up_is_shown_though_it_is_longer():
    view = view_of_force(
        AT_THE_BRIDGE,
        a_claim("Subordination", "edge:short", "2020-01-01", subordinate=BATTALION, superior="unit:ministry",
                **{"class": "command"}),
    )  # fmt: skip

    way = _way(view, INES)

    assert (way.weakest, way.hops) == (Status.EVIDENCED, 2)


def test_of_two_ways_as_strong_the_shorter_is_shown():
    view = view_of_force(
        AT_THE_BRIDGE,
        a_claim("Subordination", "edge:short", "2022-01-01 / 2023-12-31", subordinate=BATTALION,
                superior="unit:ministry", **{"class": "command"}),
    )  # fmt: skip

    assert _way(view, INES).hops == 1


@pytest.mark.parametrize("order", [1, -1])
def test_the_strongest_way_comes_first(order):
    also = a_claim("Involvement", "involvement:patrol", actor="unit:patrol", incident=BRIDGE, role="fired")
    view = view_of_force(
        a_claim("Unit", "unit:patrol", name="Patrol"),
        a_claim("Subordination", "edge:patrol", "2020-01-01", subordinate="unit:patrol", superior=BRIGADE,
                **{"class": "command"}),
        *[AT_THE_BRIDGE, also][::order],
    )  # fmt: skip

    assert [(way.ground, way.weakest) for way in _under(view, ROSA).ways] == [
        (BATTALION, Status.EVIDENCED), ("unit:patrol", Status.UNKNOWN_AFTER),
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["2022-12-15", "2022-12-16"])
def test_of_an_incident_of_several_days_the_day_on_which_the_way_is_strongest_counts(day):
    view = view_of_force(
        AT_THE_BRIDGE,
        a_claim("Incident", BRIDGE, "2022-12-15 / 2022-12-16", name="Bridge", source="B"),
        a_claim("Unit", "unit:zone", name="Zone"),
        a_claim("Post", "post:zone", title="Chief of the zone", unit="unit:zone", function="commander"),
        a_claim(
            "Subordination", "edge:zone", day, subordinate=BATTALION, superior="unit:zone", **{"class": "command"}
        ),
        a_person("Tito"),
        holds("person:tito", "post:zone", "2022-12-01 / 2022-12-31"),
    )

    assert _way(view, "person:tito").weakest is Status.EVIDENCED


def test_a_post_that_was_vacant_puts_nobody_over_an_incident_whoever_the_claim_names():
    view = view_of_force(
        AT_THE_BRIDGE, a_person("Tito"), holds("person:tito", GENERAL, "2022-12-01 / 2022-12-31", kind="vacant")
    )

    assert index_of(view).incidents_of("person:tito") == ()


def test_a_way_cites_its_tie_its_links_and_the_holding_and_the_denials_beside_them():
    view = view_of_force(
        a_claim("Involvement", "involvement:bridge", actor=BATTALION, incident=BRIDGE, role="fired", ref="tie"),
        holds(ROSA, GENERAL, "2022-06-01 / 2023-06-30", number=2, ref="held"),
        a_claim("Subordination", "edge:battalion", subordinate=BATTALION, superior=BRIGADE, stance="denies",
                ref="no", **{"class": "command"}),
    )  # fmt: skip

    ways = {way.appointment: way for way in _under(view, ROSA).ways}

    assert set(claims_of(view, "tie", "held")) < set(ways["appointment:rosa-brigade-general-2"].claims)
    assert all(way.denials == claims_of(view, "no") for way in ways.values())
    assert _under(view, ROSA).denials == claims_of(view, "no")


def test_an_incident_outside_the_time_in_post_does_not_lie_under_it():
    view = view_of_force(
        a_claim("Incident", "incident:later", "2023-07-01", name="Later"),
        a_claim("Involvement", "involvement:later", actor=BATTALION, incident="incident:later", role="fired"),
    )

    assert index_of(view).incidents_of(ROSA) == ()


def test_somebody_cited_only_at_other_times_is_not_over_an_incident():
    view = view_of_force(AT_THE_BRIDGE, holds("person:tito", GENERAL, "2021-01-01"), a_person("Tito"))

    assert index_of(view).incidents_of("person:tito") == ()


def test_a_unit_placed_under_another_for_the_incident_brings_it_under_that_one_by_an_operational_way():
    view = view_of_force(
        *JOINT,
        a_claim("Deployment", "deployment:d", "2022-12-15", actor=BATTALION, incident=BRIDGE, under="unit:force"),
    )

    way = _way(view, "person:tito")

    assert (way.ground, way.tie, way.hops, way.is_operational) == (BATTALION, "deployment:d", 1, True)
    assert _way(view, ROSA).is_operational is False


def test_a_way_is_as_weak_as_the_placing_of_the_unit_under_another():
    view = view_of_force(
        *JOINT, a_claim("Deployment", "deployment:d", "2022", actor=BATTALION, incident=BRIDGE, under="unit:force")
    )

    assert _way(view, "person:tito").weakest is Status.POSSIBLE


def test_a_unit_placed_under_another_on_other_days_only_is_not_brought_under_it():
    view = view_of_force(
        *JOINT,
        a_claim("Deployment", "deployment:d", "2022-12-15", actor=BRIGADE, incident=BRIDGE, under="unit:force"),
        a_claim("Deployment", "deployment:e", "2022-12-16 starts", actor=BATTALION, incident=BRIDGE,
                under="unit:force"),
    )  # fmt: skip

    assert _way(view, "person:tito").ground == BRIGADE


def test_an_officer_who_was_there_brings_it_under_the_posts_above_the_officers_own():
    view = view_of_force(a_claim("Involvement", "involvement:hugo", actor=HUGO, incident=BRIDGE, role="ordered"))

    assert _way(view, ROSA).tie == "involvement:hugo"
    assert _under(view, HUGO).own_parts == ("involvement:hugo",)


def test_an_incident_in_which_a_claim_names_the_person_counts_without_any_post():
    view = view_of_force(
        a_person("Tito"),
        a_claim("Deployment", "deployment:tito", actor="person:tito", incident=BRIDGE, ref="there"),
    )

    under = _under(view, "person:tito")

    assert (under.incident, under.ways, under.own_parts) == (BRIDGE, (), ("deployment:tito",))
    assert under.claims == claims_of(view, "there")


def test_who_only_looked_into_an_incident_or_called_for_the_protest_has_no_part_in_it():
    view = view_of_force(
        a_claim("Involvement", "involvement:a", actor=ROSA, incident=BRIDGE, role="investigated"),
        a_claim("Involvement", "involvement:b", actor=ROSA, incident=BRIDGE, role="called"),
    )

    assert index_of(view).incidents_of(ROSA) == ()


def test_the_dead_of_an_incident_are_counted_by_person_and_groups_by_their_number():
    view = view_of_force(
        AT_THE_BRIDGE,
        a_claim("Harm", "harm:a", incident=BRIDGE, person="person:a", kind="killed"),
        a_claim("Harm", "harm:a", incident=BRIDGE, person="person:a", kind="killed", source="B"),
        a_claim("Harm", "harm:b", incident=BRIDGE, person="person:b", kind="injured"),
        a_claim("Harm", "harm:c", incident=BRIDGE, group="Passers-by", number="3", kind="killed"),
        a_claim("Harm", "harm:d", incident=BRIDGE, person="person:d", kind="killed", stance="denies"),
    )

    assert _under(view, ROSA).killed == 4


def test_incidents_come_in_order_of_time_and_undated_ones_last():
    view = view_of_force(
        AT_THE_BRIDGE,
        a_claim("Incident", "incident:road", "2022-12-11", name="Road"),
        a_claim("Involvement", "involvement:road", actor=BATTALION, incident="incident:road", role="fired"),
        a_claim("Incident", "incident:when", name="When?"),
        a_claim("Involvement", "involvement:when", actor=ROSA, incident="incident:when", role="commanded"),
    )

    assert [under.incident for under in index_of(view).incidents_of(ROSA)] == [
        "incident:road", BRIDGE, "incident:when",
    ]  # fmt: skip


def test_officials_are_those_with_a_post_a_place_in_a_force_a_deployment_or_a_part_in_conduct():
    view = view_of_force(
        *(a_person(name) for name in ("Member", "Sent", "Spoken", "Dead", "Onlooker", "Believer")),
        a_claim("Membership", "membership:m", member="person:member", organization=BATTALION),
        a_claim("Membership", "membership:n", member="person:believer", organization="organization:church"),
        a_claim("Organization", "organization:church", name="Church"),
        a_claim("Deployment", "deployment:d", actor="person:sent", incident=BRIDGE),
        a_claim("Remark", "remark:r", speaker="person:spoken", regarding="person:onlooker", gist="So."),
        a_claim("Harm", "harm:h", incident=BRIDGE, person="person:dead", kind="killed"),
    )

    assert index_of(view).officials() == (HUGO, INES, "person:member", ROSA, "person:sent", "person:spoken")


def test_nothing_is_answered_about_somebody_whom_the_view_does_not_hold():
    index = index_of(view_of_force())

    assert index.items_of("person:nobody") == index.of_units("person:nobody") == ()
    assert index.incidents_of("person:nobody") == index.tenures_of("person:nobody") == ()


def test_one_index_is_kept_for_a_view():
    view = view_of_force()

    assert index_of(view) is index_of(view)


# the index answers what a plain reading answers

UNITS = [f"unit:u{number}" for number in range(5)]
POSTS = [f"post:p{number}" for number in range(6)]
PEOPLE = [f"person:h{number}" for number in range(4)]
EVENTS = [f"incident:i{number}" for number in range(3)]
TIMES = (
    "", "2015-05-05", "2015-05", "2015", "2014-01-01 / 2015-12-31", "2014-01-01 / 2015-05-05 starts ends",
    "2015-05-05 / 2016 starts", "2013-01-01 / 2014-01-01 ongoing", "2013-01-01 / 2014-01-01 ends",
    "2016-01-01 starts", "[..2015-05-05] / [..2015-05-05]", "2015-05-04 / 2015-05-06",
)  # fmt: skip
whens, people, units, incidents = (st.sampled_from(each) for each in (TIMES, PEOPLE, UNITS, EVENTS))
stances = st.sampled_from(["asserts"] * 5 + ["denies"])
statuses = st.sampled_from(["recorded"] * 4 + ["accepted", "conflict"])
named = st.lists(st.sampled_from([*PEOPLE, *POSTS, *UNITS]), min_size=1, max_size=2)
forces = st.one_of(
    st.builds(
        lambda number, low, high, klass, when, stance: a_claim(
            "Subordination", f"edge:e{number}", when, stance=stance, subordinate=low, superior=high,
            **{"class": klass},
        ),
        st.integers(0, 8), units, units, st.sampled_from(["command", "operational", "administrative"]), whens, stances,
    ),
    st.builds(
        lambda post, unit, function: a_claim("Post", post, title=post, unit=unit, function=function),
        st.sampled_from(POSTS), units, st.sampled_from(["commander", "commander", "deputy", "adviser"]),
    ),
    st.builds(
        lambda number, person, post, kind, when, status: a_claim(
            "Appointment", f"appointment:a{number}", when, status=status, post=post, kind=kind,
            **({} if kind == "vacant" else {"person": person}),
        ),
        st.integers(0, 9), people, st.sampled_from(POSTS), st.sampled_from(["substantive", "acting", "vacant"]),
        whens, statuses,
    ),
)  # fmt: skip
ties = st.one_of(
    st.builds(
        lambda number, incident, actor, role, status: a_claim(
            "Involvement", f"involvement:v{number}", incident=incident, actor=actor, role=role, status=status
        ),
        st.integers(0, 4), incidents, st.sampled_from([*UNITS, *PEOPLE]),
        st.sampled_from(["fired", "commanded", "investigated"]), statuses,
    ),
    st.builds(
        lambda number, incident, actor, under, when: a_claim(
            "Deployment", f"deployment:d{number}", when, incident=incident, actor=actor,
            **({"under": under} if under else {}),
        ),
        st.integers(0, 4), incidents, st.sampled_from([*UNITS, *PEOPLE]), st.sampled_from(["", "", *UNITS]), whens,
    ),
)  # fmt: skip
happenings = st.builds(
    lambda incident, when: a_claim("Incident", incident, when, name=incident),
    incidents,
    st.sampled_from(["2015-05-05", "2015-05-05 / 2015-05-06", "2015-05-04", "2015-05", ""]),
)
conduct = st.builds(
    lambda part, number, names, when, incident, stance, source: a_claim(
        part.schema, f"{part.schema.lower()}:c{number}", when, stance=stance, source=source,
        **{part.property: names}, **({"incident": incident} if part.schema != "Meeting" else {}),
    ),
    st.sampled_from(PARTS), st.integers(0, 2), named, whens, incidents, stances, st.sampled_from("AB"),
)  # fmt: skip
BASE = [a_claim("Unit", unit, name=unit) for unit in UNITS] + [a_claim("Person", one, name=one) for one in PEOPLE]


def _plain_ways(view: View, incident: str) -> dict[tuple[str, str, str, str], tuple[int, int, int]]:
    """Return the strongest way by (person, post, appointment, ground), read branch by branch."""
    best: dict[tuple[str, str, str, str], tuple[int, int, int]] = {}
    for unit in chains_of_incident(view, incident).units:
        for chain in unit.chains:
            for branch in chain.branches:
                weakest = 0
                for hops, rung in enumerate(branch.rungs):
                    for holder in rung.holders:
                        if holder.person:
                            key = holder.person, str(rung.post), holder.appointment, unit.unit
                            mine = max(weakest, holder.standing.status), weakest, hops
                            best[key] = min(mine, best.get(key, mine))
                    weakest = max(weakest, rung.link.standing.status) if rung.link else weakest
    return best


@given(
    st.lists(forces, min_size=6, max_size=22),
    st.lists(ties, min_size=1, max_size=6),
    st.lists(happenings, min_size=1, max_size=3),
)
@settings(max_examples=150, deadline=None)
def test_the_incidents_under_everyone_are_those_of_the_plain_chains(force, tied, happened):
    view = a_view([*BASE, *happened, *force, *tied], SOURCES)
    index = index_of(view)

    found = {
        (person, under.incident, way.post, way.appointment, way.ground): (
            way.standing, Status.EVIDENCED if way.weakest is None else way.weakest, way.hops,
        )
        for person in PEOPLE
        for under in index.incidents_of(person)
        for way in under.ways
    }  # fmt: skip
    plain = {
        (key[0], incident, *key[1:]): way
        for incident in view.entities("Incident")
        for key, way in _plain_ways(view, incident).items()
    }

    assert found == plain


def _days(view: View, claims: list[object]) -> list[date]:
    """Every day on which something may have been by the claims given; empty when they leave a side open."""
    from answerable.conduct.placing import when_of

    when = when_of(claim.time for claim in claims)  # type: ignore[attr-defined]
    if when.first is None or when.last is None:
        return []
    return [when.first + timedelta(days=step) for step in range((when.last - when.first).days + 1)]


def _best(view: View, post: str, day: date) -> tuple[Status, set[str]]:
    """Return the strongest standing in a post on a day and who has it; a vacancy is the holder ''."""
    standing = {
        appointment: view.standing(appointment, day).status
        for appointment in view.entities("Appointment")
        if view.ref(appointment, "post") == post
    }
    best = min(standing.values(), default=Status.EXCLUDED)
    who = [appointment for appointment, status in standing.items() if status == best]
    is_vacant = {one: view.text(one, "kind") == "vacant" for one in who}
    return best, {"" if is_vacant[one] else view.ref(one, "person") for one in who}


def _held_alone(view: View, person: str, post: str, days: list[date]) -> bool:
    found = [_best(view, post, day) for day in days]
    return bool(found) and all(best <= Status.POSSIBLE and who == {person} for best, who in found)


def _plain_items(view: View, person: str) -> set[tuple[str, str]]:
    """Return the things of which an item of the person must tell, read claim by claim: (entity, property)."""
    found = set()
    for part in PARTS:
        for entity in view.entities(part.schema):
            counted = [claim for claim in view.claims_about(entity) if claim.is_counted]
            for name in (person, *filter(view.has, POSTS)):
                naming = [claim for claim in counted if name in claim.properties.get(part.property, ())]
                others = [claim for claim in counted if claim not in naming]
                dated = [claim for claim in naming if claim.time.is_dated] or [
                    claim for claim in others if claim.time.is_dated
                ]
                if naming and (name == person or _held_alone(view, person, name, _days(view, dated))):
                    found.add((entity, part.property))
    return found


def _fixed(force: list[ClaimDraft]) -> list[ClaimDraft]:
    """Keep one holder and one time for each appointment, so that who holds a post is no matter of settling."""
    return list({draft.about: draft for draft in force}.values())


@given(st.lists(forces, min_size=4, max_size=18).map(_fixed), st.lists(conduct, min_size=1, max_size=10))
@settings(max_examples=150, deadline=None)
def test_the_items_of_everyone_are_those_of_a_plain_reading(force, told):
    view = a_view([*BASE, *force, *told], SOURCES)
    index = index_of(view)

    for person in PEOPLE:
        plain = _plain_items(view, person)
        found = [item for item in index.items_of(person) if item.schema != "Appointment"]

        assert {item.entity for item in found} == {entity for entity, _ in plain}
        assert {(item.entity, item.part) for item in found} <= plain
        assert all(item.claims and view.claim(item.claims[0]).about == item.entity for item in found)


@given(st.lists(forces, min_size=4, max_size=18), st.lists(conduct, min_size=1, max_size=10))
@settings(max_examples=80, deadline=None)
def test_nothing_that_names_a_unit_or_an_unclear_holder_is_an_own_item(force, told):
    view = a_view([*BASE, *force, *told], SOURCES)
    index = index_of(view)

    for person in PEOPLE:
        own = {(item.entity, item.lane) for item in index.items_of(person)}
        apart = index.of_units(person)

        assert not own & {(item.entity, item.lane) for item in apart}
        assert all(item.via and not item.via.startswith("person:") for item in apart)
        assert all(
            person in view.refs(item.entity, item.part) or item.via.startswith("post:")
            for item in index.items_of(person)
            if item.schema != "Appointment" and item.part != "leftOut"
        )
