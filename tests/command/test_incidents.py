"""The chains above an incident, day by day, and the units that place, time and branch make possible."""

from answerable.command import IncidentChains, candidate_units, chains_of_incident, say
from answerable.kernel.standing import Status
from answerable.record.view import View
from tests.builders import day
from tests.command.telling import tell, u, view_of_lines

SQUARE = "incident:square"


def units_of(view: View, found: IncidentChains) -> list[str]:
    return sorted(view.caption(unit.unit) for unit in found.units)


def test_every_unit_deployed_or_involved_has_its_chain_and_why() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        unit Beta
        unit Team
        Beta under Alpha : 2015-05-05
        Beta deployed to Square : 2015-05-05
        Team involved in Square ; role=fired
    """)

    found = chains_of_incident(view, SQUARE)

    assert units_of(view, found) == ["Beta", "Team"]
    (beta,) = [unit for unit in found.units if unit.unit == u("Beta")]
    assert beta.chain
    assert tell(view, beta.chain) == ["Beta (unknown) = evidenced => Alpha (unknown) | no-superior-known"]
    assert [(tie.schema, [view.claim(name).schema for name in tie.claims]) for tie in beta.ties] == [
        ("Deployment", ["Deployment"])
    ]


def test_what_ties_a_unit_says_how_many_sources_do() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        unit Beta
        Beta involved in Square ; role=present
        Beta involved in Square ; role=present ; source=B
        Beta involved in Square ; role=present ; source=AA
    """)

    (tie,) = chains_of_incident(view, SQUARE).units[0].ties

    assert say(tie.why, view, "en") == "Two sources say that Beta had a part in Square (was present)."
    assert say(tie.why, view, "es") == "Dos fuentes dicen que Beta tuvo parte en Square (estuvo presente)."


def test_a_person_brings_in_the_units_in_which_they_were_on_the_day() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        Ana commands Beta : 2015-05-01 / 2015-05-31
        Ana commands Delta : 2014-05-01 / 2014-05-31 ends
        Ana involved in Square ; role=ordered
    """)

    found = chains_of_incident(view, SQUARE)

    assert units_of(view, found) == ["Beta"]
    (tie,) = found.units[0].ties
    assert tie.person == "person:ana"
    assert tie.basis
    assert tie.basis.entity == "appointment:ana-beta"
    assert {view.claim(name).schema for name in tie.claims} == {"Involvement", "Appointment"}


def test_a_joint_operation_adds_an_operational_branch_to_the_organic_one() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        unit Special Team
        Special Team under Special Forces : 2015-05-05
        Special Team deployed to Square : 2015-05-05 ; placed=Region
    """)

    (unit,) = chains_of_incident(view, SQUARE).units

    assert unit.chain
    assert tell(view, unit.chain) == [
        "Special Team (unknown) = evidenced => Special Forces (unknown) | no-superior-known",
        "Special Team (unknown) ~ evidenced ~> Region (unknown) | no-superior-known",
    ]
    assert [branch.is_operational for branch in unit.chain.branches] == [False, True]


def test_an_incident_of_several_days_has_a_chain_for_each_and_says_what_changes() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05 / 2015-05-07
        unit Beta
        Beta deployed to Square
        Ana commands Beta : 2015-01-01 / 2015-05-06 ends
        Eva commands Beta : 2015-05-07 / 2015-12-31 starts
    """)

    found = chains_of_incident(view, SQUARE)

    assert found.days == (day("2015-05-05"), day("2015-05-06"), day("2015-05-07"))
    (change,) = found.changes
    assert change.day == day("2015-05-07")
    assert [(each.code, each.before, each.after) for each in change.changes] == [
        ("holder-gone", ("person:ana",), ()),
        ("holder-new", (), ("person:eva",)),
    ]


def test_a_long_incident_is_asked_about_on_the_days_of_change() -> None:
    view = view_of_lines("""
        incident Square : 2015-01-01 / 2015-12-31
        unit Beta
        Beta deployed to Square
        Ana commands Beta : 2014-01-01 / 2015-05-06 ends
    """)

    assert chains_of_incident(view, SQUARE).days == (day("2015-01-01"), day("2015-05-07"))


def test_a_blurred_incident_is_asked_about_on_each_day_it_may_have_been() -> None:
    view = view_of_lines("""
        incident Square : [2015-05-05..2015-05-07]
        unit Beta
        Beta deployed to Square
    """)

    found = chains_of_incident(view, SQUARE)

    assert (len(found.days), found.is_certain, found.why.code) == (3, False, "incident-blurred")


def test_an_undated_incident_has_units_and_no_chain_and_says_why() -> None:
    view = view_of_lines("""
        incident Square
        unit Beta
        Beta deployed to Square
    """)

    found = chains_of_incident(view, SQUARE)

    assert (units_of(view, found), found.days, found.units[0].chain) == (["Beta"], (), None)
    assert found.why.code == "incident-undated"


def test_those_who_looked_into_it_or_called_for_it_are_not_in_its_chains() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        unit Prosecutors
        unit Union
        Prosecutors involved in Square ; role=investigated
        Union involved in Square ; role=called
    """)

    assert chains_of_incident(view, SQUARE).units == ()


def test_a_denied_involvement_carries_its_denial() -> None:
    view = view_of_lines("""
        incident Square : 2015-05-05
        unit Beta
        Beta involved in Square ; role=fired
        Beta involved in Square ; role=fired ; source=B ; stance=denies
    """)

    found = chains_of_incident(view, SQUARE)

    assert [view.claim(name).source for name in found.units[0].ties[0].denials] == ["B"]
    assert found.denials == found.units[0].ties[0].denials


LASHIO = """
    incident Square : 2020-04-24 ; place=Lashio
    unit Division ; force=army
    unit Battalion ; force=army
    Battalion at Lashio : 2020-04-24
    Battalion under Division : 2020-04-01 / 2020-05-01
"""


def test_a_division_takes_on_the_place_of_its_battalion_with_both_citations() -> None:
    view = view_of_lines(LASHIO)

    found = {view.caption(each.unit): each for each in candidate_units(view, SQUARE)}

    assert sorted(found) == ["Battalion", "Division"]
    assert {"Positioning", "Subordination"} <= {view.claim(name).schema for name in found["Division"].claims}
    assert all(each.is_inferred for each in found.values())
    assert found["Division"].status is Status.EVIDENCED


def test_a_division_takes_on_nothing_outside_the_relations_days() -> None:
    view = view_of_lines(LASHIO.replace("2020-04-24", "2020-06-24"))

    assert [view.caption(each.unit) for each in candidate_units(view, SQUARE)] == ["Battalion"]


def test_another_day_another_place_or_another_branch_makes_no_candidate() -> None:
    other_day = LASHIO.replace("incident Square : 2020-04-24", "incident Square : 2020-04-25")
    other_place = LASHIO.replace("place=Lashio", "place=Yangon")

    assert candidate_units(view_of_lines(other_day), SQUARE) == ()
    assert candidate_units(view_of_lines(other_place), SQUARE) == ()


def test_harm_attributed_to_the_police_leaves_out_the_army() -> None:
    from tests.builders import a_claim, a_view
    from tests.command.telling import SOURCES, drafts_of

    lines = [line.strip() for line in LASHIO.strip().splitlines()]
    harm = a_claim("Harm", "harm:one", incident=SQUARE, kind="killed", attributedTo="police")
    police = ["unit Station ; force=police", "Station at Lashio : 2020-04-24"]

    view = a_view([*drafts_of([*lines, *police]), harm], SOURCES)

    (candidate,) = candidate_units(view, SQUARE)
    assert (view.caption(candidate.unit), candidate.branch) == ("Station", ("police",))
    assert "Harm" in {view.claim(name).schema for name in candidate.claims}


def test_a_region_code_matches_where_the_place_does_not() -> None:
    view = view_of_lines("""
        incident Square : 2020-04-24 ; place=Juliaca ; regionCode=PE-PUN
        unit Region ; force=police
        Region at Puno : 2020-04-24 ; regionCode=PE-PUN
    """)

    (candidate,) = candidate_units(view, SQUARE)

    assert candidate.matches == "region"


def test_a_placeholder_and_the_head_of_state_are_no_candidates() -> None:
    view = view_of_lines("""
        incident Square : 2020-04-24 ; place=Lashio
        unit Unknown Area Command ; placeholder=yes
        unit Presidency ; level=head-of-state
        unit Battalion ; force=army
        Battalion at Lashio : 2020-04-24
        Battalion under Unknown Area Command : 2020-04-24
        Unknown Area Command under Presidency : 2020-04-24
    """)

    assert [view.caption(each.unit) for each in candidate_units(view, SQUARE)] == ["Battalion"]
