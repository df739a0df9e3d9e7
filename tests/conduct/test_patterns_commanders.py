"""In command at several deadly incidents, deployed again after one, promoted after one."""

import pytest

from answerable.kernel.standing import Status
from tests.builders import a_claim
from tests.conduct.pattern_telling import PROTESTS, RIVER, SQUARE, against, an_incident, pattern, reasons
from tests.conduct.telling import (
    BATTALION,
    CHIEF,
    GENERAL,
    HUGO,
    INES,
    MINISTRY,
    ROSA,
    a_person,
    holds,
    view_of_force,
)

TWO = (*an_incident("river", "2022-12-10"), *an_incident("square", "2023-01-09"))


# in command at more than one


def test_two_deadly_incidents_under_one_post_are_the_pattern_for_everybody_in_the_chain():
    view = view_of_force(*TWO)

    for person, hops in ((HUGO, 0), (ROSA, 1), (INES, 2)):
        found = pattern(view, person, "same-commander")
        assert found.is_met
        assert found.weakest is Status.EVIDENCED
        assert found.instances[0].incidents == (RIVER, SQUARE)
        assert found.instances[0].days == 30
        assert ("links-between" in against(found)) is bool(hops)


def test_the_claims_of_the_pattern_are_those_of_chain_and_deaths():
    view = view_of_force(*TWO)

    [found] = pattern(view, ROSA, "same-commander").instances

    cited = {view.claim(claim).about for claim in found.claims}
    assert cited == {"involvement:river", "involvement:square", "edge:battalion", "appointment:rosa-brigade-general-1",
                     "harm:river-0", "harm:square-0"}  # fmt: skip


def test_one_deadly_incident_is_no_pattern():
    view = view_of_force(*an_incident("river", "2022-12-10"), *an_incident("square", "2023-01-09", deaths=0))

    found = pattern(view, ROSA, "same-commander")

    assert not found.is_met
    assert against(found) == ["one-deadly-incident"]


@pytest.mark.parametrize(
    ("dead", "counts"),
    [
        ({}, True),
        ({"attributedTo": "security-forces"}, True),
        ({"attributedTo": "unknown"}, True),
        ({"attributedTo": "blockade"}, False),
        ({"attributedTo": "protesters"}, False),
        ({"attributedTo": "accident"}, False),
        ({"role": "soldier"}, False),
        ({"role": "police"}, False),
        ({"role": "protester"}, True),
    ],
)
def test_deaths_in_no_operation_against_people_do_not_count(dead, counts):
    view = view_of_force(*an_incident("river", "2022-12-10"), *an_incident("square", "2023-01-09", dead=dead))

    assert pattern(view, ROSA, "same-commander").is_met is counts


def test_a_disputed_attribution_still_counts():
    view = view_of_force(
        *an_incident("river", "2022-12-10"),
        *an_incident("square", "2023-01-09", dead={"attributedTo": "accident"}),
        a_claim(
            "Harm", "harm:square-0", "2023-01-09", incident=SQUARE, kind="killed", attributedTo="army", source="B"
        ),
    )

    assert pattern(view, ROSA, "same-commander").is_met


def test_wider_events_are_no_incident_of_their_own():
    view = view_of_force(
        *an_incident("protests", "2022-12-01 / 2023-03-31", deaths=0),
        *an_incident("river", "2022-12-10", partOf=PROTESTS),
    )

    assert not pattern(view, ROSA, "same-commander").is_met


def test_nobody_gets_the_incidents_of_days_before_or_after_the_post():
    view = view_of_force(
        *TWO, a_person("Nils"), holds("person:nils", CHIEF, "2023-07-01 / 2023-12-31 starts ends")
    )

    found = pattern(view, "person:nils", "same-commander")

    assert not found.is_met
    assert against(found) == ["no-deadly-incident"]


def test_a_weak_link_is_carried_and_said():
    view = view_of_force(
        *TWO, a_person("Nils"), a_claim("Post", "post:depot", title="Depot", unit="unit:depot", function="commander"),
        a_claim("Unit", "unit:depot", name="Depot"),
        a_claim("Subordination", "edge:depot", "2022-01-01 / 2022-12-31", subordinate=BATTALION, superior="unit:depot",
                **{"class": "command"}),
        holds("person:nils", "post:depot", "2022-01-01 / 2023-12-31"),
    )  # fmt: skip

    found = pattern(view, "person:nils", "same-commander")

    assert found.is_met
    assert found.weakest is Status.UNKNOWN_AFTER
    assert reasons(found) == ["in-command-weak"]
    assert "links-unknown-after" in against(found)


def test_what_is_evidenced_is_told_apart_from_what_is_not():
    view = view_of_force(*TWO, *an_incident("hill", "2024-02-01"), holds(ROSA, GENERAL, "2023-07-01 ongoing", 2))

    found = pattern(view, ROSA, "same-commander")

    assert [one.incidents for one in found.instances] == [(RIVER, SQUARE), (RIVER, SQUARE, "incident:hill")]
    assert found.weakest is Status.UNKNOWN_AFTER
    assert "links-partly-unknown-after" in against(found)


def test_somebody_whom_claims_name_without_a_post_is_not_in_command():
    view = view_of_force(
        *TWO, a_person("Nils"),
        *(a_claim("Involvement", f"involvement:nils-{name}", actor="person:nils", incident=f"incident:{name}",
                  role="present") for name in ("river", "square")),
    )  # fmt: skip

    found = pattern(view, "person:nils", "same-commander")

    assert not found.is_met
    assert against(found) == ["no-deadly-incident", "named-without-post"]
    assert found.against[1].items == ("involvement:nils-river", "involvement:nils-square")


# deployed again


def deployed(name: str, when: str, **said: object) -> list:
    return an_incident(name, when, tie="Deployment", **said)


def test_a_unit_deployed_again_after_deaths_where_it_was_is_the_pattern():
    view = view_of_force(*deployed("river", "2022-12-10"), *deployed("square", "2023-01-09", deaths=0))

    found = pattern(view, ROSA, "redeployed-after-death")

    assert reasons(found) == ["unit-redeployed"]
    assert found.weakest is Status.EVIDENCED
    assert found.instances[0].incidents == (RIVER, SQUARE)
    assert found.instances[0].days == 30
    assert found.instances[0].items == ("deployment:river", "deployment:square")
    assert {"harm:river-0"} <= {view.claim(claim).about for claim in found.claims}


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (deployed("river", "2022-12-10", deaths=0), deployed("square", "2023-01-09")),
        (deployed("river", "2022-12-10"), an_incident("square", "2023-01-09")),
        (deployed("river", "2022-12-10"), deployed("square", "2022-12-10")),
        (deployed("river", "2022-12"), deployed("square", "2022-12-20")),
        (deployed("river", "2022-12-10"), deployed("square", "2023-01-09", tied="2022-12-01 / 2023-02-28")),
        (deployed("river", "2022-12-10", tied="2022-11-01 / 2022-11-30"), deployed("square", "2023-01-09")),
        (deployed("river", "2022-12-10"), deployed("square", "2022-12", tied="")),
    ],
    ids=[
        "no deaths before",
        "only involved",
        "same day",
        "blurred order",
        "there since before",
        "not there then",
        "an undated deployment to a blurred incident",
    ],
)
def test_what_is_not_surely_a_deployment_again_is_none(first, again):
    view = view_of_force(*first, *again)

    found = pattern(view, ROSA, "redeployed-after-death")

    assert not found.is_met
    assert against(found) == ["nothing-redeployed"]


def test_a_deployment_that_may_not_cover_the_day_is_carried_as_possible():
    view = view_of_force(
        *deployed("river", "2022-12-10", tied="2022-12"), *deployed("square", "2023-01-09", deaths=0)
    )

    found = pattern(view, ROSA, "redeployed-after-death")

    assert found.is_met
    assert found.weakest is Status.POSSIBLE
    assert "links-possible" in against(found)


def test_a_whole_force_is_never_sent_again():
    view = view_of_force(
        *deployed("river", "2022-12-10", actor=MINISTRY), *deployed("square", "2023-01-09", actor=MINISTRY),
        a_claim("Unit", MINISTRY, level="ministry"),
    )  # fmt: skip

    found = pattern(view, INES, "redeployed-after-death")

    assert not found.is_met
    assert "whole-forces-left-out" in against(found)


def test_a_person_deployed_again_is_not_the_persons_unit_deployed_again():
    nils = "person:nils"
    view = view_of_force(
        *deployed("river", "2022-12-10", actor=nils), *deployed("square", "2023-01-09", actor=nils),
        a_person("Nils"), a_claim("Membership", "membership:nils", "2022-01-01 / 2023-12-31", member=nils,
                                  organization=BATTALION),
    )  # fmt: skip

    assert reasons(pattern(view, nils, "redeployed-after-death")) == ["person-redeployed"]
    assert reasons(pattern(view, ROSA, "redeployed-after-death")) == ["other-redeployed"]


def test_an_order_on_force_is_shown_beside_a_redeployment():
    view = view_of_force(
        *deployed("river", "2022-12-10"), *deployed("square", "2023-01-09"),
        a_claim("Order", "order:calm", "2022-12-20", givenBy=ROSA, forceRules="No firearms", incident=RIVER),
    )  # fmt: skip

    assert "spoke-of-force" in against(pattern(view, ROSA, "redeployed-after-death"))


# promoted


def promotion(when: str, person: str = ROSA, **said: object):
    return a_claim("Measure", "measure:promotion", when, towards=person, kind="promotion", **said)


def test_a_promotion_after_deaths_under_a_post_is_the_pattern():
    view = view_of_force(*an_incident("river", "2022-12-10"), promotion("2022-12-21"))

    found = pattern(view, ROSA, "promoted-after-death")

    assert reasons(found) == ["promoted"]
    assert not found.is_inferred
    assert found.instances[0].incidents == (RIVER,)
    assert found.instances[0].days == 11
    assert found.instances[0].items == ("measure:promotion",)


def test_an_appointment_that_began_by_promotion_counts_as_one():
    view = view_of_force(
        *an_incident("river", "2022-12-10"),
        holds(HUGO, MINISTRY.replace("unit", "post"), "2023-07-01 starts", 2, beganBy="promoted"),
        a_claim("Post", "post:ministry", title="Seat", unit=MINISTRY, function="adviser"),
    )

    assert pattern(view, HUGO, "promoted-after-death").instances[0].items == ("appointment:hugo-ministry-2",)


@pytest.mark.parametrize("when", ["2022-12-01", "2022-12-10", "2022-12", ""])
def test_a_promotion_that_is_not_surely_later_is_none(when):
    view = view_of_force(*an_incident("river", "2022-12-10"), promotion(when))

    found = pattern(view, ROSA, "promoted-after-death")

    assert not found.is_met
    assert against(found) == (["promotion-not-after"] if when else ["no-promotion"])


def test_each_promotion_is_set_beside_the_incidents_since_the_one_before():
    view = view_of_force(
        *TWO, promotion("2022-12-21"),
        a_claim("Measure", "measure:again", "2023-02-01", towards=ROSA, kind="promotion"),
    )  # fmt: skip

    found = pattern(view, ROSA, "promoted-after-death")

    assert [(one.items[0], one.incidents) for one in found.instances] == [
        ("measure:promotion", (RIVER,)),
        ("measure:again", (SQUARE,)),
    ]


def test_a_promotion_that_only_the_team_infers_says_so():
    """A source speaks of a promoted official without a name; the team's own analysis says who that could be."""
    view = view_of_force(
        *an_incident("river", "2022-12-10", partOf=PROTESTS), a_person("Nils"),
        a_claim("Incident", PROTESTS, "2022-12-01 / 2023-03-31", name="Protests", source="C"),
        promotion("[..2024-07-18]", [], incident=PROTESTS, ref="said"),
        promotion("2023-03-22", "person:nils", incident=PROTESTS, source="OWN", rests_on=("said",)),
    )  # fmt: skip

    found = pattern(view, "person:nils", "promoted-after-death")

    assert found.is_met
    assert found.is_inferred
    assert found.weakest is None
    assert reasons(found) == ["promoted-named"]
    assert "inference-only" in against(found)


def test_wider_events_named_by_a_promotion_tie_nobody_to_a_death():
    view = view_of_force(
        *an_incident("river", "2022-12-10", partOf=PROTESTS), a_person("Nils"),
        a_claim("Incident", PROTESTS, "2022-12-01 / 2023-03-31", name="Protests", source="C"),
        promotion("2023-03-22", "person:nils", incident=PROTESTS),
    )  # fmt: skip

    found = pattern(view, "person:nils", "promoted-after-death")

    assert not found.is_met
    assert against(found) == ["promotion-not-after"]


def test_a_sanction_is_shown_beside_a_promotion():
    view = view_of_force(
        *an_incident("river", "2022-12-10"), promotion("2022-12-21"),
        a_claim("Measure", "measure:sanction", "2022-12-30", towards=ROSA, kind="sanction"),
    )  # fmt: skip

    assert "penalised" in against(pattern(view, ROSA, "promoted-after-death"))
