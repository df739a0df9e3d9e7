"""Which values are refused and why, and the one form of those that are not."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.errors import UnknownTypeError, UserError, ValueRefusedError
from answerable.kernel.ids import is_entity_id
from answerable.ontology import validation
from answerable.ontology.languages import is_language
from answerable.ontology.loading import load_ontology
from answerable.ontology.validation import check_entity_id, check_properties, clean_properties
from answerable.ontology.values import LONGEST_VALUE

GOLDEN = Path(__file__).parents[1] / "golden"
REFUSED = yaml.safe_load((GOLDEN / "ontology_refusals.yaml").read_text(encoding="utf-8"))
ACCEPTED = yaml.safe_load((GOLDEN / "ontology_accepted.yaml").read_text(encoding="utf-8"))
REFUSALS = yaml.safe_load((Path(validation.__file__).parent / "refusals.yaml").read_text(encoding="utf-8"))
TYPES = [schema.name for schema in load_ontology().ours()]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["fact"])
def test_what_is_refused_is_told(case):
    problems = check_properties(case["type"], case["properties"], where="row 7")

    told = [{"property": one.property, "code": one.code, "value": one.value} for one in problems]
    assert told == [{key: one[key] for key in ("property", "code", "value")} for one in case["problems"]]
    for problem, wanted in zip(problems, case["problems"], strict=True):
        assert problem.where == "row 7"
        assert problem.message == wanted.get("message", problem.message)
        assert problem.remedy == wanted.get("remedy", problem.remedy)


@pytest.mark.parametrize("case", ACCEPTED, ids=lambda case: case["fact"])
def test_what_is_accepted_has_one_form(case):
    wanted = case.get("clean", case["properties"])

    clean = clean_properties(case["type"], case["properties"])

    assert clean == {key: tuple(values) for key, values in wanted.items()}
    assert list(clean) == list(wanted)


def test_every_refusal_is_in_the_golden_table():
    golden = {problem["code"] for case in REFUSED for problem in case["problems"]}

    assert golden | {"too-long", "and-more"} == set(REFUSALS)


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_says_the_same_in_both_languages(code):
    english, spanish = REFUSALS[code]["en"], REFUSALS[code]["es"]

    assert english.keys() == spanish.keys()
    for part, text in english.items():
        assert re.fullmatch(r"(.+[.?])?", text)
        assert _places(text) == _places(spanish[part])


def _places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_a_text_of_the_longest_length_passes_and_one_more_letter_does_not():
    longest = {"speaker": ["person:one"], "gist": ["a" * LONGEST_VALUE]}

    assert check_properties("Remark", longest) == ()

    (problem,) = check_properties("Remark", {**longest, "gist": ["a" * (LONGEST_VALUE + 1)]})
    assert problem.code == "too-long"
    assert len(problem.value) < 50


def test_a_problem_is_told_in_spanish():
    (problem,) = check_properties("Harm", {"incident": ["incident:alba"], "kind": ["muerto"]}, lang="es")

    assert problem.message.startswith("'kind' del tipo Harm admite una de estas palabras: killed,")


def test_a_claim_that_adds_to_others_needs_no_required_property():
    assert check_properties("Incident", {"place": ["Alba"]}, whole=False) == ()
    assert clean_properties("Incident", {"place": ["Alba"]}, whole=False) == {"place": ("Alba",)}


def test_cleaning_drops_empty_values_that_checking_tells():
    assert clean_properties("Person", {"alias": ["", "Ana"]}) == {"alias": ("Ana",)}
    assert [one.code for one in check_properties("Person", {"alias": ["", "Ana"]})] == ["empty-value"]


def test_cleaning_an_empty_required_value_is_refused_as_missing():
    with pytest.raises(ValueRefusedError, match="'name' is missing"):
        clean_properties("Incident", {"name": [" "]})


def test_a_refused_value_raises_with_its_place_and_never_with_the_value():
    with pytest.raises(ValueRefusedError) as refusal:
        clean_properties("Harm", {"incident": ["Rosa Huanca"], "kind": ["killed"]}, where="claims/Harm.csv, row 3")

    assert refusal.value.where == "claims/Harm.csv, row 3"
    assert "Rosa" not in str(refusal.value)


@pytest.mark.parametrize(("name", "properties"), [("Harmm", {}), ("Interval", {}), ("Person", {"hight": ["1"]})])
def test_an_unknown_type_or_property_raises_as_such(name, properties):
    with pytest.raises(UnknownTypeError):
        clean_properties(name, properties)


def test_only_the_first_problems_are_told_and_the_rest_are_counted():
    with pytest.raises(ValueRefusedError, match=r"Further values refused: 2\.$"):
        clean_properties("Tally", {"what": ["killed"], "value": ["a", "b", "c", "d", "e"]})


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["fact"])
def test_no_sentence_has_a_place_left_unfilled(case):
    for lang in ("en", "es"):
        for problem in check_properties(case["type"], case["properties"], lang=lang):
            assert "{" not in problem.message + problem.remedy


@pytest.mark.parametrize("text", ["person:a", "unit:3rd-division", "joint-command:c.4-x", f"x:{'a' * 119}"])
def test_ids_of_entities(text):
    assert is_entity_id(text)
    check_entity_id(text)


@pytest.mark.parametrize(
    "text", ["", "person", "person:", "Person:a", "person:a ", "person:a\n", f"x:{'a' * 120}"]
)
def test_what_is_no_id_of_an_entity(text):
    assert not is_entity_id(text)
    with pytest.raises(ValueRefusedError):
        check_entity_id(text, where="row 2")


@pytest.mark.parametrize(
    ("code", "answer"), [("es", True), ("qu", True), ("shp", True), ("sp", False), ("", False)]
)
def test_which_languages_there_are(code, answer):
    assert is_language(code) is answer


# Letters that compose, break, hide, turn around, or mean something to a parser.
letters = st.sampled_from(
    "aAáñ\u0301 \u00a0\n\t\r\x07\x85\u2000\u200b\u2028\u202e\ufffe\ud800{}%@:|=.-[]0٤\u1100\u1161ﬁ"
)
anything = st.text(letters, max_size=20) | st.sampled_from(
    ["person:one", "yes", "killed", "12", "-3.5", "2022-12", "a\r\nb"]
)


@st.composite
def typed_properties(draw):
    """Draw a type of ours and properties of it, in any language, with any texts."""
    name = draw(st.sampled_from(TYPES))
    keys = [one.name + mark for one in load_ontology().get(name).offered for mark in ("", "@es")]
    return name, draw(st.dictionaries(st.sampled_from(keys), st.lists(anything, max_size=4), max_size=5))


@given(typed_properties())
def test_cleaning_what_is_clean_changes_nothing(claim):
    name, properties = claim
    try:
        clean = clean_properties(name, properties, whole=False)
    except UserError:
        return

    assert clean_properties(name, clean, whole=False) == clean
    assert check_properties(name, clean, whole=False) == ()


@given(typed_properties())
def test_cleaning_refuses_exactly_what_checking_tells_apart_from_empty_values(claim):
    name, properties = claim
    told = [one for one in check_properties(name, properties, whole=False) if one.code != "empty-value"]

    try:
        clean_properties(name, properties, whole=False)
        refused = False
    except UserError:
        refused = True

    assert refused == bool(told)


words = st.text(letters, max_size=8)


@given(words, st.dictionaries(words, st.lists(words, max_size=2), max_size=3))
def test_no_text_makes_checking_fail(name, properties):
    for schema in (name, "Person"):
        for problem in check_properties(schema, properties):
            (problem.message + problem.remedy + problem.property + problem.schema + problem.value).encode()
