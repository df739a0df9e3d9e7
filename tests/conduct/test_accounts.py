"""The account of one person: what it brings together, and what falls with a source."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.conduct import account_of, index_of, placings
from answerable.conduct.answers import LANES
from answerable.conduct.parts import PARTS
from answerable.kernel.errors import NotFoundError
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.builders import a_claim, a_view
from tests.conduct.telling import (
    AT_THE_BRIDGE,
    BRIDGE,
    BRIGADE,
    FORCE,
    GENERAL,
    HUGO,
    INES,
    ROSA,
    SOURCES,
    claims_of,
    holds,
    view_of_force,
)

TELLING = (
    AT_THE_BRIDGE,
    a_claim("Notice", "notice:n", "2022-12-11", person=ROSA, incident=BRIDGE, ref="told"),
    a_claim("Remark", "remark:no", "2022-12-16", speaker=ROSA, gist="No.", kind="denial", incident=BRIDGE),
    a_claim("Measure", "measure:up", "2023-01-02", by=INES, towards=ROSA, kind="promotion"),
    a_claim("Meeting", "meeting:unit", "2022-12-12", participant=BRIGADE, ref="unit"),
)


def test_an_account_brings_together_posts_incidents_items_and_what_units_were_told():
    account = account_of(view_of_force(*TELLING), ROSA)

    assert [tenure.post for tenure in account.tenures] == [GENERAL]
    assert [under.incident for under in account.incidents] == [BRIDGE]
    assert [item.entity for item in account.items] == [
        "appointment:rosa-brigade-general-1", "notice:n", "remark:no", "measure:up",
    ]  # fmt: skip
    assert [item.entity for item in account.of_units] == ["meeting:unit"]


def test_the_lanes_hold_every_item_once():
    account = account_of(view_of_force(*TELLING), ROSA)

    assert [item for lane in LANES for item in account.lane(lane)] == sorted(
        account.items, key=lambda item: LANES.index(item.lane)
    )
    assert [item.entity for item in account.lane("power")] == ["appointment:rosa-brigade-general-1", "measure:up"]


def test_every_claim_of_its_parts_is_among_those_of_the_account():
    account = account_of(view_of_force(*TELLING), ROSA)

    parts = (*account.tenures, *account.incidents, *account.items, *account.of_units)
    assert {claim for part in parts for claim in part.claims} == set(account.claims)
    assert len(account.claims) == len(set(account.claims))


@pytest.mark.parametrize("kind", ["denial", "reply"])
def test_denials_and_replies_are_gathered_and_stay_among_the_items(kind):
    view = view_of_force(a_claim("Remark", "remark:r", "2022-12-16", speaker=ROSA, gist="So.", kind=kind))

    account = account_of(view, ROSA)

    assert [item.entity for item in account.replies] == ["remark:r"]
    assert account.replies[0] in account.items


def test_a_denial_that_is_also_something_else_is_still_a_denial():
    view = view_of_force(
        a_claim("Remark", "remark:r", "2022-12-16", speaker=ROSA, gist="So.", kind=["praise", "denial"])
    )

    assert len(account_of(view, ROSA).replies) == 1


def test_praise_is_no_answer_and_an_allegation_put_to_somebody_is_none_yet():
    view = view_of_force(
        a_claim("Remark", "remark:r", "2022-12-16", speaker=ROSA, gist="Well done.", kind="praise"),
        a_claim("Reply", "reply:put", "2023-01-01", person=ROSA, allegation="Put."),
    )

    assert account_of(view, ROSA).replies == ()


def test_a_post_that_is_not_of_command_is_in_the_account_too():
    view = view_of_force(
        a_claim("Post", "post:adviser", title="Adviser", unit=BRIGADE, function="adviser"),
        holds(HUGO, "post:adviser", "2023-08-01"),
    )

    assert [tenure.post for tenure in account_of(view, HUGO).tenures] == ["post:battalion-chief", "post:adviser"]


def test_somebody_whom_the_view_does_not_hold_has_no_account():
    with pytest.raises(NotFoundError):
        account_of(view_of_force(), "person:nobody")


def test_a_unit_has_no_account_of_conduct():
    with pytest.raises(NotFoundError):
        account_of(view_of_force(), BRIGADE)


# placing a time in post


def _of_post(when: str) -> str:
    view = view_of_force(
        AT_THE_BRIDGE,
        a_claim("Involvement", "involvement:hugo", actor=HUGO, incident=BRIDGE, role="present"),
        holds(HUGO, GENERAL, when, number=9),
    )
    [found] = [one for one in placings(account_of(view, HUGO)) if one.item == "appointment:hugo-brigade-general-9"]
    return found.placed


@pytest.mark.parametrize(
    ("when", "placed"),
    [
        ("2022-12-01 / 2022-12-31", "during"),
        ("2022-12-15", "during"),
        ("2022-12", "unclear"),
        ("2022-12-01", "unclear"),
        ("2022-12-01 ongoing", "unclear"),
        ("2022-12-01 / 2022-12-14 ends", "before"),
        ("2022-12-16 / 2022-12-31 starts", "after"),
        ("2022-12-20", "unclear"),
        ("", "undated"),
    ],
)
def test_a_time_in_post_is_placed_by_its_standing_and_a_mention_is_no_end_of_it(when, placed):
    assert _of_post(when) == placed


# what holds for every dossier

PEOPLE, THINGS = (ROSA, HUGO, INES), ("unit:battalion", BRIGADE, GENERAL, "post:battalion-chief")
WHENS = ("", "2022-12-15", "2022-12-15T09:00", "2022-12", "2022", "2022-12-10 / 2022-12-20", "2023-08-01")
things = st.builds(
    lambda part, number, names, when, source, stance: a_claim(
        part.schema, f"{part.schema.lower()}:c{number}", when, source=source, stance=stance,
        **{part.property: names}, **({"kind": "sanction"} if part.schema == "Measure" else {}),
        **({"gist": "Said."} if part.schema == "Reply" else {}),
    ),
    st.sampled_from(PARTS), st.integers(0, 2),
    st.lists(st.sampled_from((*PEOPLE, *THINGS)), min_size=1, max_size=2, unique=True),
    st.sampled_from(WHENS), st.sampled_from("AB"), st.sampled_from(["asserts"] * 4 + ["denies"]),
)  # fmt: skip
silences = st.builds(
    lambda number, source: a_claim("Meeting", f"meeting:c{number}", source=source, leftOut="The dead."),
    st.integers(0, 2),
    st.sampled_from("AB"),
)
incidents = st.builds(
    lambda number, when: a_claim("Incident", f"incident:i{number}", when, name="Incident", source="C"),
    st.integers(0, 2),
    st.sampled_from(WHENS),
)
involved = st.builds(
    lambda number, actor, source: a_claim(
        "Involvement", f"involvement:i{number}", incident=f"incident:i{number}", actor=actor, role="fired",
        source=source,
    ),
    st.integers(0, 2), st.sampled_from((*PEOPLE, "unit:battalion", BRIGADE)), st.sampled_from("AB"),
)  # fmt: skip
dossiers = st.tuples(
    st.lists(incidents, min_size=1, max_size=3, unique_by=lambda draft: draft.about),
    st.lists(involved, max_size=4),
    st.lists(st.one_of(things, silences), max_size=10),
).map(lambda parts: [*FORCE, *(draft for part in parts for draft in part)])


@given(dossiers)
@settings(max_examples=80, deadline=None)
def test_every_item_is_placed_once_against_every_dated_incident(drafts):
    view = a_view(drafts, SOURCES)

    for person in PEOPLE:
        account = account_of(view, person)
        dated = [under.incident for under in account.incidents if under.when.first or under.when.last]
        found = [(placing.item, placing.incident) for placing in placings(account)]

        assert sorted(found) == sorted(product({item.entity for item in account.items}, dated))


@given(dossiers)
@settings(max_examples=80, deadline=None)
def test_every_item_and_incident_is_borne_out_by_claims_of_the_view(drafts):
    view = a_view(drafts, SOURCES)

    for person in PEOPLE:
        account = account_of(view, person)
        for part in (*account.items, *account.of_units, *account.incidents):
            assert part.claims
            assert all(view.claim(claim).is_counted for claim in part.claims)
            assert all(view.claim(claim).stance == "denies" for claim in part.denials)


def _resting(view: View, person: str, source: str) -> set[tuple[str, str]]:
    """Return the items, as (entity, lane), that would stand without a source: some other one names the person."""
    found = set()
    for item in index_of(view).items_of(person):
        names = {person, *(tenure.post for tenure in index_of(view).tenures_of(person))} if item.via else {person}
        claims = [view.claim(claim) for claim in item.claims]
        parts = [part.property for part in PARTS if part.schema == item.schema] + ["person"]
        naming = [one for one in claims if any(names & set(one.properties.get(name, ())) for name in parts)]
        silent = [one for one in claims if one.properties.get("leftOut")]
        needed = [naming, silent] if item.part == "leftOut" else [naming]
        if all(any(one.source != source for one in group) for group in needed):
            found.add((item.entity, item.lane))
    return found


@given(dossiers.map(lambda drafts: [draft for draft in drafts if not _names_a_post(draft)]), st.sampled_from("AB"))
@settings(max_examples=120, deadline=None)
def test_taking_one_source_away_removes_exactly_the_items_that_rest_on_it_alone(drafts, source):
    """Posts are left out here: who held one may turn on a day that only the source gives."""
    whole = a_view(drafts, SOURCES)
    cut = a_view(drafts, SOURCES, ViewSpec(TEAM, without=frozenset({source})))

    for person in PEOPLE:
        left = {(item.entity, item.lane) for item in index_of(cut).items_of(person)}

        assert left == _resting(whole, person, source)


def _names_a_post(draft: object) -> bool:
    values = (value for values in draft.properties.values() for value in values)  # type: ignore[attr-defined]
    return draft.schema not in ("Appointment", "Post") and any(v.startswith("post:") for v in values)  # type: ignore[attr-defined]


def test_a_source_taken_away_takes_the_way_to_an_incident_that_rests_on_it():
    spec = ViewSpec(TEAM, without=frozenset({"A"}))

    assert account_of(view_of_force(*TELLING), ROSA).incidents
    assert account_of(view_of_force(*TELLING, spec=spec), ROSA).incidents == ()


def test_what_rests_on_two_sources_stands_without_either():
    drafts = [
        a_claim("Notice", "notice:n", "2022-12-11", person=ROSA, source=key, ref=key.lower()) for key in "AB"
    ]
    spec = ViewSpec(TEAM, without=frozenset({"A"}))

    view = view_of_force(*drafts, spec=spec)

    [item] = [item for item in account_of(view, ROSA).items if item.schema == "Notice"]
    assert item.claims == claims_of(view, "b")


# the example dossier


@pytest.fixture
def example(db, peru):
    return view_of(peru, ViewSpec(TEAM))


def _placed(account, item: str) -> dict[str, tuple[str, int | None]]:
    return {one.incident: (one.placed, one.days) for one in placings(account) if one.item == item}


def test_the_chief_of_the_joint_command_was_told_on_the_day_of_ayacucho_and_met_before_and_after(example):
    account = account_of(example, "person:gomez-de-la-torre")
    ayacucho = "incident:ayacucho-2022-12-15"

    assert _placed(account, "notice:gomez-de-la-torre-ayacucho-2022-12-15")[ayacucho] == ("during", 0)
    assert _placed(account, "order:cease-fire-2022-12-15")[ayacucho] == ("during", 0)
    assert _placed(account, "meeting:defence-2022-12-11")[ayacucho] == ("before", 4)
    assert _placed(account, "meeting:palace-2022-12-17")[ayacucho] == ("after", 2)
    assert _placed(account, "notice:andahuaylas-deaths-2022-12-11")["incident:juliaca-2023-01-09"] == (
        "before",
        29,
    )
    assert {"order:cease-fire-2022-12-15"} == {item.entity for item in account.lane("ordered")}


def test_his_denials_stand_in_his_account_with_their_day(example):
    account = account_of(example, "person:gomez-de-la-torre")

    denials = {item.entity: str(item.when.first) for item in account.replies}

    assert denials["remark:gomez-de-la-torre-2023-06-13"] == "2023-06-13"
    assert denials["remark:gomez-de-la-torre-2023-06-13-press"] == "2023-06-13"


def test_the_minister_of_defence_has_his_promotion_six_days_after_ayacucho(example):
    account = account_of(example, "person:otarola")

    [promotion] = [item for item in account.lane("power") if item.schema == "Measure"]

    assert _placed(account, promotion.entity)["incident:ayacucho-2022-12-15"] == ("after", 6)


def test_a_letter_to_his_post_is_the_police_commanders_and_what_names_the_police_is_not(example):
    account = account_of(example, "person:alfaro")

    [letter] = [item for item in account.items if item.via]

    assert (letter.entity, letter.via, letter.is_left_out) == (
        "communication:interior-letters-2023-01", "post:pnp-general-commander", True,
    )  # fmt: skip
    assert letter.lane == "told"
    assert {item.via for item in account.of_units} == {"unit:pnp"}
    assert "notice:pnp-superiors-informed" in {item.entity for item in account.of_units}


def test_the_president_has_every_deadly_incident_of_the_forces_under_her_post(example):
    account = account_of(example, "person:boluarte")

    deaths = {under.incident: under.killed for under in account.incidents if under.ways}

    assert deaths["incident:ayacucho-2022-12-15"] == 10
    assert deaths["incident:juliaca-2023-01-09"] == 18
    assert all(way.post == "post:president" for under in account.incidents for way in under.ways)


def test_a_remark_of_some_day_in_december_is_not_placed_against_what_was_in_it(example):
    account = account_of(example, "person:boluarte")

    placed = _placed(account, "remark:boluarte-2022-12-no-wish")

    assert placed["incident:ayacucho-2022-12-15"] == ("unclear", None)
    assert placed["incident:juliaca-2023-01-09"] == ("before", None)


def test_everyone_in_the_example_has_an_account_with_claims_that_are_there(example):
    for person in index_of(example).officials():
        account = account_of(example, person)

        assert all(example.has_claim(claim) for claim in (*account.claims, *account.denials))


@pytest.mark.django_db
def test_what_a_duty_would_have_brought_is_no_part_of_a_public_account(peru: str) -> None:
    of_team, of_public = (view_of(peru, ViewSpec(audience)) for audience in (TEAM, PUBLIC))

    assert account_of(of_team, "person:otarola").expected
    assert account_of(of_public, "person:otarola").expected == ()
