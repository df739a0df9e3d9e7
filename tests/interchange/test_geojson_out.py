"""Incidents on a map."""

import json

from answerable.interchange.geojson_out import incidents_geojson
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.view import ViewSpec
from tests.builders import a_claim, a_view

FOR_PUBLIC = ViewSpec(PUBLIC)
DRAFTS = [
    a_claim("Incident", "incident:bridge", "2023-01-09 / 2023-01-10", name="Bridge", name__es="Puente", kind="clash",
            place="Fen", regionCode="PE-PUN", latitude="-15.5", longitude="-70.1"),
    a_claim("Incident", "incident:ford", name="Ford"),
    a_claim("Person", "person:ana", name="Ana"),
    a_claim("Harm", "harm:ana", person="person:ana", incident="incident:bridge", kind="killed"),
    a_claim("Harm", "harm:others", group="passengers", number="3", incident="incident:bridge", kind="killed"),
    a_claim("Harm", "harm:hurt", group="passengers", number="9", incident="incident:bridge", kind="injured"),
    a_claim("Harm", "harm:hidden", group="a guard", number="1", incident="incident:bridge", kind="killed",
            visibility="team"),
]  # fmt: skip


def collection(spec: ViewSpec = FOR_PUBLIC, language: str = "") -> dict:
    return json.loads(incidents_geojson(a_view(DRAFTS, spec=spec), language=language))


def test_an_incident_is_a_point_with_longitude_first():
    feature = collection()["features"][0]

    assert feature["geometry"] == {"type": "Point", "coordinates": [-70.1, -15.5]}
    assert feature["id"] == "incident:bridge"


def test_the_killed_are_counted_from_the_records_that_the_audience_sees():
    killed = [
        collection(spec)["features"][0]["properties"]["killed"] for spec in (ViewSpec(PUBLIC), ViewSpec(TEAM))
    ]

    assert killed == [4, 5]


def test_days_names_and_claims_go_along():
    properties = collection(language="es")["features"][0]["properties"]

    assert (properties["name"], properties["first_day"], properties["last_day"]) == (
        "Puente",
        "2023-01-09",
        "2023-01-10",
    )
    assert len(properties["claims"]) == 3


def test_incidents_without_coordinates_are_counted_and_named():
    assert collection()["without_coordinates"] == {"count": 1, "incidents": ["incident:ford"]}
