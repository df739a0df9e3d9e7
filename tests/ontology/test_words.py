"""Every type, property and choice has its words in both languages of the interface."""

import re

import pytest

from answerable.ontology.loading import OUR_SCHEMATA, load_ontology, read_specs

LANGUAGES = ("en", "es")
OURS = dict(read_specs(OUR_SCHEMATA))
TYPES = sorted(OURS)
PROPERTIES = [(name, key) for name in TYPES for key in OURS[name].get("properties") or ()]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_a_name_a_plural_and_a_description(name, lang):
    schema = load_ontology().get(name)

    assert schema.labels[lang]
    assert schema.plurals[lang]
    assert schema.descriptions[lang].endswith(".")


@pytest.mark.parametrize(("name", "key"), PROPERTIES)
def test_a_property_has_a_name_and_one_plain_sentence_of_help(name, key):
    found = load_ontology().get(name).properties[key]

    for lang in LANGUAGES:
        assert found.labels[lang]
        assert re.fullmatch(r"[^\n]+\.", found.help[lang]), (lang, found.help[lang])
        assert not re.search(r"\.\s+[A-ZÁÉÍÓÚÑ]", found.help[lang].replace("B.A.J.", "")), found.help[lang]


@pytest.mark.parametrize(("name", "key"), PROPERTIES)
def test_every_choice_has_a_word_and_a_code_fit_for_a_file(name, key):
    choices = load_ontology().get(name).properties[key].enum

    assert len({choice.code for choice in choices}) == len(choices)
    for choice in choices:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", choice.code)
        assert all(choice.labels[lang] for lang in LANGUAGES)


@pytest.mark.parametrize(("name", "key"), PROPERTIES)
def test_choices_of_one_property_read_differently(name, key):
    choices = load_ontology().get(name).properties[key].enum

    for lang in LANGUAGES:
        assert len({choice.label(lang) for choice in choices}) == len(choices)


def test_links_have_a_verb_in_both_languages():
    for schema in load_ontology().ours():
        if schema.edge:
            assert all(schema.edge_labels[lang] for lang in LANGUAGES), schema.name


def test_no_help_in_spanish_is_left_in_english():
    for name, key in PROPERTIES:
        found = load_ontology().get(name).properties[key]
        assert found.help["es"] != found.help["en"]


def test_property_names_stay_apart_from_the_columns_of_the_exchange_format():
    columns = (
        "about source locator from to starts ends ongoing stance grade status visibility attribution note "
        "rests_on recorded_at recorded_by ref id"
    )

    assert not {key for _, key in PROPERTIES if key != "status"} & set(columns.split())
