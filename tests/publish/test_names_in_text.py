"""Names of a dossier in a text: accents, shorter forms, and who is meant by a surname."""

import pytest

from answerable.publish.names_in_text import names_in
from tests.builders import a_claim, a_unit, a_view


@pytest.fixture
def view():
    return a_view(
        [
            a_claim("Person", "person:a", name="Aurelia Inés Paredes Ticona"),
            a_claim("Person", "person:b", name="Beto Quispe Flores"),
            a_claim("Person", "person:c", name="Carla Quispe Luna", alias="la Gringa Quispe"),
            a_unit("Policía Nacional", alias="PNP"),
            a_claim("Incident", "incident:i", name="Deaths in Tarma", place="Tarma", kind="killing"),
            a_claim(
                "Post", "post:m", title="Minister of Defence", unit="unit:policía-nacional", function="minister"
            ),
        ]
    )


def named(view, text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.entities[0]) for each in names_in(view, text)]


@pytest.mark.parametrize(
    "text", ["Aurelia Ines Paredes Ticona", "AURELIA PAREDES", "Aurelia Paredes Ticona", "Paredes", "Inés Paredes"]
)
def test_a_person_is_found_by_every_usual_form_of_the_name(view, text: str) -> None:
    assert named(view, f"It was {text} who spoke.") == [(text, "person:a")]


def test_a_surname_of_two_people_says_nobody(view) -> None:
    assert named(view, "Quispe spoke.") == []
    assert named(view, "Beto Quispe spoke, la Gringa Quispe did not.") == [
        ("Beto Quispe", "person:b"), ("la Gringa Quispe", "person:c"),
    ]  # fmt: skip


def test_a_given_name_and_surname_that_two_people_share_say_nobody() -> None:
    view = a_view(
        [
            a_claim("Person", "person:a", name="Juan Carlos Mamani Luna"),
            a_claim("Person", "person:b", name="Juan Pedro Mamani Rojas"),
        ]
    )

    assert named(view, "Juan Mamani spoke.") == []
    assert named(view, "Juan Carlos Mamani spoke.") == [("Juan Carlos Mamani", "person:a")]


def test_units_posts_and_places_with_and_without_accents(view) -> None:
    text = "The Policia Nacional (PNP) told the Minister of Defence in Tarma’s square."

    assert named(view, text) == [
        ("Policia Nacional", "unit:policía-nacional"), ("PNP", "unit:policía-nacional"),
        ("Minister of Defence", "post:m"), ("Tarma’s", "incident:i"),
    ]  # fmt: skip


def test_a_common_word_that_is_also_a_surname_needs_its_capital(view) -> None:
    assert named(view, "las paredes de la casa") == []


def test_what_is_not_in_the_view_is_not_found(view) -> None:
    assert named(view, "Zenobio Mamani spoke in Jauja.") == []


def test_an_office_is_found_by_the_title_it_is_named_after() -> None:
    view = a_view([a_unit("Ombudsman's Office")])

    assert [each.how for each in names_in(view, "The Ombudsman counted; the Ombudsman's Office said so.")] == [
        "part-of-name", "name",
    ]  # fmt: skip
