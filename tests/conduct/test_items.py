"""What counts as an item of somebody's account, in which lane, on whose word."""

import pytest

from answerable.conduct import account_of, index_of
from answerable.conduct.answers import LANES
from tests.builders import a_claim
from tests.conduct.telling import (
    BRIDGE,
    BRIGADE,
    CHIEF,
    GENERAL,
    HUGO,
    INES,
    MINISTER,
    ROSA,
    claims_of,
    holds,
    items_of,
    the_item,
    units_of,
    view_of_force,
)

LANE_CASES = [
    ("Notice", {"person": ROSA}, "told"),
    ("Meeting", {"participant": ROSA}, "told"),
    ("Communication", {"recipient": ROSA}, "told"),
    ("Order", {"givenTo": ROSA}, "told"),
    ("Plan", {"addressee": ROSA, "title": "Plan"}, "told"),
    ("Call", {"addressee": ROSA, "by": INES, "demand": "Stop."}, "told"),
    ("Remark", {"speaker": ROSA, "gist": "Said."}, "said"),
    ("Communication", {"sender": ROSA}, "said"),
    ("Communication", {"signedBy": ROSA}, "said"),
    ("Reply", {"person": ROSA, "gist": "Denied."}, "said"),
    ("Reply", {"person": ROSA, "allegation": "Put."}, "told"),
    ("Order", {"givenBy": ROSA}, "ordered"),
    ("Plan", {"signedBy": ROSA, "title": "Plan"}, "ordered"),
    ("Deployment", {"onOrderOf": ROSA, "actor": BRIGADE}, "ordered"),
    ("Measure", {"by": ROSA, "kind": "sanction"}, "done"),
    ("Measure", {"by": ROSA, "kind": "order-to-stop"}, "done"),
    ("Measure", {"by": ROSA, "kind": "promotion"}, "done"),
    ("Measure", {"by": ROSA, "kind": "none", "search": "The registers."}, "undone"),
    ("Measure", {"towards": ROSA, "kind": "promotion"}, "power"),
    ("Measure", {"towards": ROSA, "kind": "sanction"}, "done"),
    ("Measure", {"towards": ROSA, "kind": "none", "search": "The registers."}, "done"),
    ("Involvement", {"actor": ROSA, "incident": BRIDGE, "role": "commanded"}, "done"),
    ("Deployment", {"actor": ROSA, "incident": BRIDGE}, "done"),
]


@pytest.mark.parametrize(("schema", "said", "lane"), LANE_CASES)
def test_each_way_of_having_a_part_has_its_lane(schema, said, lane):
    view = view_of_force(a_claim(schema, f"{schema.lower()}:one", "2022-12-11", **said))

    item = the_item(view, ROSA)

    assert (item.lane, item.schema, item.entity) == (lane, schema, f"{schema.lower()}:one")
    assert item.part in said
    assert lane in LANES


def test_a_time_in_post_is_of_the_lane_of_power():
    view = view_of_force()

    [item] = index_of(view).items_of(ROSA)

    assert (item.lane, item.schema, item.entity) == ("power", "Appointment", "appointment:rosa-brigade-general-1")


def test_a_remark_about_somebody_is_no_conduct_of_theirs():
    view = view_of_force(
        a_claim("Remark", "remark:r", "2022-12-11", speaker=INES, regarding=ROSA, gist="Of Rosa.")
    )

    assert items_of(view, ROSA) == []


def test_who_writes_and_signs_a_letter_has_one_item_on_the_word_of_both_sources():
    view = view_of_force(
        a_claim("Communication", "letter:l", "2022-12-11", sender=ROSA, ref="sent"),
        a_claim("Communication", "letter:l", "2022-12-11", signedBy=ROSA, source="B", ref="signed"),
    )

    item = the_item(view, ROSA)

    assert set(item.claims) == set(claims_of(view, "sent", "signed"))


# what an item rests on


def test_an_item_rests_on_the_claims_that_name_the_person_and_not_on_those_that_name_others():
    view = view_of_force(
        a_claim("Meeting", "meeting:m", "2022-12-11", participant=ROSA, ref="rosa"),
        a_claim("Meeting", "meeting:m", "2022-12-11", participant=HUGO, source="B", ref="hugo"),
    )

    assert the_item(view, ROSA).claims == claims_of(view, "rosa")


def test_a_day_that_those_who_name_the_person_leave_open_is_taken_from_others_and_cited():
    view = view_of_force(
        a_claim("Meeting", "meeting:m", participant=ROSA, ref="rosa"),
        a_claim("Meeting", "meeting:m", "2022-12-11", participant=HUGO, source="B", ref="hugo"),
    )

    item = the_item(view, ROSA)

    assert str(item.when.first) == "2022-12-11"
    assert item.claims == claims_of(view, "rosa", "hugo")


def test_what_is_in_conflict_or_rejected_makes_no_item():
    view = view_of_force(
        a_claim("Notice", "notice:a", "2022-12-11", person=ROSA, status="conflict"),
        a_claim("Notice", "notice:b", "2022-12-11", person=ROSA, status="rejected"),
    )

    assert items_of(view, ROSA) == []


def test_an_item_does_not_rest_on_a_claim_that_does_not_count():
    view = view_of_force(
        a_claim("Notice", "notice:n", "2022-12-11", person=ROSA, ref="counted"),
        a_claim("Notice", "notice:n", "2022-12-20", person=ROSA, status="rejected", source="B"),
    )

    item = the_item(view, ROSA)

    assert (item.claims, str(item.when.last)) == (claims_of(view, "counted"), "2022-12-11")


def test_a_denial_stands_beside_the_item_that_it_denies():
    view = view_of_force(
        a_claim("Notice", "notice:n", "2022-12-11", person=ROSA, ref="told"),
        a_claim("Notice", "notice:n", person=ROSA, stance="denies", source="B", ref="denied"),
    )

    item = the_item(view, ROSA)

    assert (item.claims, item.denials) == (claims_of(view, "told"), claims_of(view, "denied"))
    assert set(claims_of(view, "denied")) <= set(account_of(view, ROSA).denials)


def test_a_denial_stays_even_when_somebody_has_rejected_it():
    view = view_of_force(
        a_claim("Notice", "notice:n", "2022-12-11", person=ROSA),
        a_claim("Notice", "notice:n", person=ROSA, stance="denies", status="rejected", source="B", ref="denied"),
    )

    assert the_item(view, ROSA).denials == claims_of(view, "denied")


def test_what_only_the_teams_own_analysis_says_is_marked_as_inferred():
    view = view_of_force(
        a_claim("Notice", "notice:a", "2022-12-11", person=ROSA, source="OWN"),
        a_claim("Notice", "notice:b", "2022-12-12", person=ROSA, source="OWN"),
        a_claim("Notice", "notice:b", "2022-12-12", person=ROSA, source="A"),
    )

    assert [item.is_inferred for item in items_of(view, ROSA)] == [True, False]


def test_the_kind_is_that_of_the_best_claim_and_every_kind_is_kept():
    view = view_of_force(
        a_claim("Remark", "remark:r", "2022-12-16", speaker=ROSA, gist="No.", kind=["denial", "justification"])
    )

    item = the_item(view, ROSA)

    assert (item.kind, item.kinds) == ("denial", ("denial", "justification"))


def test_a_notice_says_how_firmly_receipt_is_shown_and_a_remark_whether_under_oath():
    view = view_of_force(
        a_claim("Notice", "notice:n", "2022-12-11", person=ROSA, receipt="read"),
        a_claim("Remark", "remark:r", "2022-12-16", speaker=ROSA, gist="No.", underOath="yes"),
        a_claim("Remark", "remark:s", "2022-12-17", speaker=ROSA, gist="No.", underOath="no"),
    )

    notice, sworn, unsworn = items_of(view, ROSA)

    assert (notice.receipt, sworn.is_under_oath, unsworn.is_under_oath) == ("read", True, False)


def test_items_come_in_order_of_time_with_hours_and_the_undated_last():
    view = view_of_force(
        a_claim("Remark", "remark:undated", speaker=ROSA, gist="When?"),
        a_claim("Remark", "remark:evening", "2022-12-15T20:00", speaker=ROSA, gist="Late."),
        a_claim("Remark", "remark:morning", "2022-12-15T08:00", speaker=ROSA, gist="Early."),
        a_claim("Remark", "remark:before", "2022-12", speaker=ROSA, gist="In December."),
    )

    assert [item.entity.partition(":")[2] for item in items_of(view, ROSA)] == [
        "before", "morning", "evening", "undated",
    ]  # fmt: skip


def test_the_incidents_of_an_order_are_those_of_its_operation_when_it_names_none():
    view = view_of_force(
        a_claim("Operation", "operation:o", name="Operation", incident=BRIDGE),
        a_claim("Order", "order:o", "2022-12-14", givenBy=ROSA, operation="operation:o"),
    )

    assert the_item(view, ROSA).incidents == (BRIDGE,)


def test_a_reply_without_a_date_of_its_own_has_the_day_on_which_it_came():
    view = view_of_force(
        a_claim(
            "Reply",
            "reply:r",
            person=ROSA,
            allegation="Put.",
            gist="No.",
            sent="2023-01-01",
            received="2023-01-20",
        )
    )

    assert str(the_item(view, ROSA).when.first) == "2023-01-20"


# what was left out


def test_what_a_meeting_left_out_is_something_undone_by_those_who_took_part():
    view = view_of_force(
        a_claim("Meeting", "meeting:m", "2022-12-17", participant=ROSA, ref="there"),
        a_claim("Meeting", "meeting:m", "2022-12-17", leftOut="The deaths.", source="B", ref="silent"),
    )

    told, undone = items_of(view, ROSA)

    assert (told.lane, told.is_left_out, told.claims) == ("told", True, claims_of(view, "there"))
    assert (undone.lane, undone.part) == ("undone", "leftOut")
    assert set(undone.claims) == set(claims_of(view, "there", "silent"))


def test_what_a_letter_left_out_is_undone_by_its_sender_and_not_by_its_recipient():
    view = view_of_force(
        a_claim("Communication", "letter:l", "2022-12-17", sender=ROSA, recipient=INES, leftOut="The deaths.")
    )

    assert [item.lane for item in items_of(view, ROSA)] == ["said", "undone"]
    assert [(item.lane, item.is_left_out) for item in items_of(view, INES)] == [("told", True)]


def test_a_silence_that_only_the_teams_own_analysis_finds_is_inferred_though_the_letter_is_not():
    view = view_of_force(
        a_claim("Communication", "letter:l", "2022-12-17", sender=ROSA),
        a_claim("Communication", "letter:l", leftOut="The deaths.", source="OWN"),
    )

    assert [(item.lane, item.is_inferred) for item in items_of(view, ROSA)] == [("said", False), ("undone", True)]


# posts and units in a person's place


def test_what_names_a_post_is_an_item_of_who_alone_held_it_that_day():
    view = view_of_force(a_claim("Notice", "notice:n", "2022-12-11", person=GENERAL))

    assert the_item(view, ROSA).via == GENERAL
    assert units_of(view, ROSA) == []


def test_what_names_a_post_is_nobodys_before_and_after_their_time():
    view = view_of_force(
        a_claim("Notice", "notice:early", "2022-05-31", person=GENERAL),
        a_claim("Notice", "notice:late", "2023-07-01", person=GENERAL),
    )

    assert items_of(view, ROSA) == units_of(view, ROSA) == []


def test_what_names_a_post_without_a_date_is_nobodys():
    view = view_of_force(a_claim("Notice", "notice:n", person=GENERAL))

    assert items_of(view, ROSA) == units_of(view, ROSA) == []


def test_a_post_that_two_people_are_evidenced_in_means_neither_and_is_kept_apart_for_both():
    view = view_of_force(
        holds(HUGO, GENERAL, "2022-12-01 / 2022-12-31"),
        a_claim("Notice", "notice:n", "2022-12-11", person=GENERAL),
    )

    for person in (ROSA, HUGO):
        assert items_of(view, person) == []
        assert [item.via for item in units_of(view, person)] == [GENERAL]


def test_a_post_that_changed_hands_within_the_time_means_neither():
    view = view_of_force(
        holds(HUGO, GENERAL, "2023-07-01 / 2023-12-31 starts"),
        a_claim("Notice", "notice:n", "[2023-06-25..2023-07-05]", person=GENERAL),
    )

    for person in (ROSA, HUGO):
        assert items_of(view, person) == []
        assert len(units_of(view, person)) == 1


def test_a_possible_holder_gives_way_to_an_evidenced_one():
    view = view_of_force(
        holds(HUGO, GENERAL, "2022"),
        a_claim("Notice", "notice:n", "2022-12-11", person=GENERAL),
    )

    assert the_item(view, ROSA).via == GENERAL
    assert items_of(view, HUGO) == units_of(view, HUGO) == []


def test_a_possible_holder_counts_where_nobody_is_better_known():
    view = view_of_force(
        holds(HUGO, MINISTER, "2024"), a_claim("Notice", "notice:n", "2024-05-05", person=MINISTER)
    )

    assert the_item(view, HUGO).via == MINISTER


def test_an_assumed_holder_is_not_told_what_the_post_was_told():
    view = view_of_force(
        holds(HUGO, MINISTER, "2024-01-01 ongoing"), a_claim("Notice", "notice:n", "2024-05-05", person=MINISTER)
    )

    assert items_of(view, HUGO) == units_of(view, HUGO) == []


def test_a_claim_that_names_both_the_person_and_the_post_makes_one_item_of_the_person():
    view = view_of_force(
        a_claim("Notice", "notice:n", "2022-12-11", person=ROSA, ref="rosa"),
        a_claim("Notice", "notice:n", "2022-12-11", person=GENERAL, source="B", ref="post"),
    )

    item = the_item(view, ROSA)

    assert item.via == ""
    assert set(item.claims) == set(claims_of(view, "rosa", "post"))


@pytest.mark.parametrize(
    ("schema", "said"),
    [("Notice", {"person": BRIGADE}), ("Order", {"givenBy": BRIGADE}), ("Measure", {"by": BRIGADE})],
)
def test_what_names_a_unit_is_never_an_item_of_its_commander(schema, said):
    view = view_of_force(a_claim(schema, "thing:t", "2022-12-11", **said))

    assert items_of(view, ROSA) == []
    assert [(item.entity, item.via) for item in units_of(view, ROSA)] == [("thing:t", BRIGADE)]


def test_what_names_a_unit_does_not_go_up_or_down_the_chain():
    view = view_of_force(a_claim("Notice", "notice:n", "2022-12-11", person=BRIGADE))

    for person in (HUGO, INES):
        assert items_of(view, person) == units_of(view, person) == []


def test_a_deputy_does_not_head_the_unit_that_a_commander_is_known_of():
    view = view_of_force(
        a_claim("Post", "post:deputy", title="Deputy", unit=BRIGADE, function="deputy"),
        holds(HUGO, "post:deputy", "2022-06-01 / 2023-06-30"),
        a_claim("Notice", "notice:n", "2022-12-11", person=BRIGADE),
    )

    assert units_of(view, HUGO) == []


def test_what_the_person_is_named_in_too_is_not_kept_apart_as_well():
    view = view_of_force(a_claim("Meeting", "meeting:m", "2022-12-11", participant=[ROSA, BRIGADE]))

    assert the_item(view, ROSA).via == ""
    assert units_of(view, ROSA) == []


def test_two_people_judged_the_same_have_one_account():
    from datetime import UTC, datetime

    from answerable.record.cutting import Sameness

    merged = Sameness("person:r-quispe", ROSA, "same", datetime(2024, 1, 1, tzinfo=UTC))
    view = view_of_force(
        a_claim("Person", "person:r-quispe", name="R. Quispe"),
        a_claim("Notice", "notice:a", "2022-12-11", person="person:r-quispe"),
        a_claim("Notice", "notice:b", "2022-12-12", person=ROSA),
        judgements=[merged],
    )

    assert account_of(view, ROSA) == account_of(view, "person:r-quispe")
    assert [item.entity for item in items_of(view, ROSA)] == ["notice:a", "notice:b"]


def test_a_hidden_chief_of_a_battalion_is_not_told_by_a_notice_to_the_post():
    """The public does not hold who held the post, and so nobody is told by it there."""
    from answerable.record.audiences import PUBLIC
    from answerable.record.view import ViewSpec
    from tests.builders import a_view
    from tests.conduct.telling import FORCE, SOURCES

    hidden = [
        draft if draft.about != "appointment:hugo-battalion-chief-1" else holds(
            HUGO, CHIEF, "2022-06-01 / 2023-06-30", visibility="team")
        for draft in FORCE
    ]  # fmt: skip
    view = a_view([*hidden, a_claim("Notice", "notice:n", "2022-12-11", person=CHIEF)], SOURCES, ViewSpec(PUBLIC))

    assert items_of(view, HUGO) == []
