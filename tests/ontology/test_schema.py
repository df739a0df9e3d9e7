"""What the ontology answers when it is asked."""

import pytest

from answerable.kernel.errors import UnknownTypeError
from answerable.ontology.loading import load_ontology
from answerable.ontology.schema import nearest


@pytest.mark.parametrize(
    ("name", "ancestor", "answer"),
    [
        ("Unit", "Unit", True),
        ("Unit", "Organization", True),
        ("Unit", "Thing", True),
        ("Organization", "Unit", False),
        ("Person", "LegalEntity", True),
        ("Post", "Position", True),
        ("Harm", "Interval", True),
        ("Harm", "Event", False),
        ("Incident", "Event", True),
        ("Incident", "Interval", True),
        ("Call", "Event", True),
        ("Tally", "Event", False),
    ],
)
def test_a_type_is_whatever_it_extends(name, ancestor, answer):
    assert load_ontology().is_a(name, ancestor) is answer


@pytest.mark.parametrize(("name", "ancestor"), [("Unitt", "Thing"), ("Unit", "Thingg")])
def test_no_answer_is_given_about_a_type_that_is_not_there(name, ancestor):
    with pytest.raises(UnknownTypeError):
        load_ontology().is_a(name, ancestor)


def test_a_misspelt_type_is_answered_with_the_nearest():
    with pytest.raises(UnknownTypeError, match="Did you mean 'Proceeding'"):
        load_ontology().get("proceding")


def test_a_misspelt_property_is_answered_with_the_nearest():
    with pytest.raises(UnknownTypeError, match="Did you mean 'diedOn'"):
        load_ontology().property("Harm", "dieOn")


def test_a_property_is_found_with_its_language():
    assert load_ontology().property("Remark", "gist@es").name == "gist"


def test_a_property_without_translations_is_not_found_with_a_language():
    with pytest.raises(UnknownTypeError, match="has no translations"):
        load_ontology().property("Remark", "speaker@es")


def test_nothing_is_near_to_a_word_like_no_other():
    assert nearest("qqqqqqq", {"name": 1, "alias": 2}) is None


def test_types_come_in_a_reading_order_without_ties():
    ours = load_ontology().ours()

    assert [one.name for one in ours[:5]] == ["Person", "Organization", "Unit", "Post", "Appointment"]
    assert len({one.order for one in ours}) == len(ours)


def test_links_say_which_properties_they_run_between():
    ontology = load_ontology()

    assert ontology.get("Appointment").edge == ("person", "post")
    assert ontology.get("Subordination").edge == ("subordinate", "superior")
    assert ontology.get("Membership").edge == ("member", "organization")
    assert ontology.get("Incident").edge is None


def test_the_properties_of_a_type_begin_with_those_of_its_form():
    for schema in load_ontology().ours():
        offered = [one.name for one in schema.offered]
        assert list(schema.properties)[: len(offered)] == offered


def test_a_name_is_required_of_an_incident_and_not_of_a_person_or_a_meeting():
    ontology = load_ontology()

    assert ontology.property("Incident", "name").required
    assert not ontology.property("Person", "name").required
    assert not ontology.property("Meeting", "name").required


def test_single_and_multiple_exclude_each_other():
    ontology = load_ontology()

    assert ontology.property("Tally", "value").single
    assert ontology.property("Harm", "role").multiple


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "Harm"), ("es", "Daño a personas"), ("es-pe", "Daño a personas")]
)
def test_a_type_is_named_in_the_language_of_the_reader(lang, word):
    assert load_ontology().get("Harm").label(lang) == word


def test_a_language_without_words_falls_back_to_english():
    assert load_ontology().get("Harm").plural("qu") == "Harms"


def test_followthemoneys_own_types_keep_their_own_translations():
    ontology = load_ontology()

    assert ontology.property("Person", "birthDate").label("es") == "Fecha de nacimiento"
    assert ontology.property("Person", "birthDate").label("en") == "Birth date"


def test_a_choice_is_named_in_the_language_of_the_reader_and_an_unknown_one_by_itself():
    kind = load_ontology().property("Harm", "kind")

    assert kind.choice_label("injured", "es") == "Heridas"
    assert kind.choice_label("enchanted", "es") == "enchanted"
