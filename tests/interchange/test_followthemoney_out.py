"""What FollowTheMoney reads back is what went in, and what it cannot hold is told."""

import json

import pytest

from answerable.interchange.followthemoney_out import exported_id, followthemoney_export, prefix_of
from answerable.kernel.times import parse_blur
from tests.builders import a_claim, a_unit, a_view

DRAFTS = [
    a_unit("Alpha", name__es="Alfa", force="police", area="the coast"),
    a_claim("Post", "post:chief", title="Chief", unit="unit:alpha", function="commander", seats="1"),
    a_claim("Person", "person:ana", name="Ana Quist", age="50", sex="female"),
    a_claim("Appointment", "appointment:ana", "2022-01-05 / 2022-06 starts ends", person="person:ana",
            post="post:chief", rank="Colonel", beganBy="appointed"),
    a_claim("Appointment", "appointment:vacant", "2023", post="post:chief", kind="vacant"),
    a_claim("Positioning", "positioning:a", unit="unit:alpha", kind="site", place="Fen", regionCode="PE-PUN"),
    a_claim("Incident", "incident:bridge", "[2023-01-09..2023-01-12]", name="Bridge", kind="clash", latitude="-1.5"),
    a_claim("Involvement", "involvement:a", actor="unit:alpha", incident="incident:bridge", role="deployed"),
    a_claim("Remark", "remark:a", "2023-01-09 starts ends", speaker="person:ana", gist="All was calm.",
            incident="incident:bridge", kind="denial"),
    a_claim("Person", "person:ana", name="A. Nother", stance="denies"),
]  # fmt: skip


def entities() -> dict[str, dict]:
    lines = followthemoney_export(a_view(DRAFTS)).lines
    return {one["id"]: one for one in map(json.loads, lines)}


@pytest.fixture(scope="module")
def model():
    from followthemoney import model  # takes some seconds, so only here

    return model


def test_their_model_takes_every_value_as_it_stands(model):
    for one in entities().values():
        proxy = model.make_entity(one["schema"])
        proxy.id = one["id"]
        for name, values in one["properties"].items():
            proxy.add(name, values, cleaned=False)
        assert {name: sorted(proxy.get(name)) for name in one["properties"]} == one["properties"]


def test_their_model_finds_each_entity_whole(model):
    for one in entities().values():
        proxy = model.get_proxy(one)
        assert all(proxy.has(name) for name in proxy.schema.required), one


def test_the_order_is_the_same_every_time():
    first, again = (followthemoney_export(a_view(drafts)).lines for drafts in (DRAFTS, DRAFTS[::-1]))

    assert first == again
    assert [json.loads(line)["id"] for line in first] == sorted(entities())


def test_an_appointment_is_an_occupancy_with_its_real_start_and_end():
    one = entities()["appointment.ana"]

    assert one["schema"] == "Occupancy"
    assert one["properties"] == {
        "holder": ["person.ana"], "post": ["post.chief"], "description": ["Colonel"],
        "startDate": ["2022-01-05"], "endDate": ["2022-06"],
    }  # fmt: skip


def test_a_translation_is_one_more_value():
    assert entities()["unit.alpha"]["properties"]["name"] == ["Alfa", "Alpha"]


def test_what_has_no_property_of_theirs_goes_into_notes():
    assert "Age: 50" in entities()["person.ana"]["properties"]["notes"]
    assert "Incident: Bridge" in entities()["remark.a"]["properties"]["notes"]


def test_a_link_the_other_way_round_is_turned():
    assert entities()["unit.alpha"]["properties"]["addressEntity"] == ["positioning.a"]


def test_a_date_between_two_days_is_carried_as_their_month():
    assert entities()["incident.bridge"]["properties"]["date"] == ["2023-01"]


def test_what_stays_behind_is_told():
    losses = followthemoney_export(a_view(DRAFTS)).losses
    told = {(loss.entity, loss.property) for loss in losses}

    assert ("appointment:vacant", "") in told  # nobody holds it
    assert ("appointment:ana", "beganBy") in told
    assert ("person:ana", "") in told  # what is denied of her
    assert "A. Nother" not in json.dumps(entities())


@pytest.mark.parametrize(
    ("text", "prefix"),
    [("2022-12-15", "2022-12-15"), ("2022", "2022"), ("[2022-12-01..2022-12-06]", "2022-12"),
     ("[2022-03-01..2022-12-06]", "2022"), ("[2021-03-01..2022-12-06]", ""), ("[..2022-12-06]", "")],
)  # fmt: skip
def test_a_blurred_date_is_cut_to_what_both_ends_share(text, prefix):
    assert prefix_of(parse_blur(text)) == prefix


def test_ids_are_theirs_and_stay_apart():
    assert exported_id("unit:a.b-c") == "unit.a.b-c"
