"""Who counts: every definition over every state that a record can be in, and the laws of knowing more."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.casualties.definitions import definition, definitions, vocabulary
from answerable.casualties.toll import toll_of
from answerable.casualties.truth import all_of, any_of, is_among, negation
from answerable.kernel.errors import ValueRefusedError
from tests.builders import a_claim, a_view

GOLDEN = Path(__file__).parents[1] / "golden" / "definitions.csv"
OF_PERSON = ("minor", "age", "name", "initials", "publicRole")
TRUTHS = {"true": True, "false": False, "unknown": None}
INCIDENT = a_claim("Incident", "incident:square", "2023-01-09", name="Square", kind="shooting")


def rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def a_record(said: str) -> list[object]:
    """Return the claims of one record of harm, from words such as 'kind=killed age=17'."""
    pairs = dict(word.split("=") for word in said.split())
    person = {name: pairs.pop(name) for name in OF_PERSON if name in pairs}
    texts = {name: value if name == "diedOn" else value.replace("-", " ") for name, value in pairs.items()}
    texts |= {name: pairs[name] for name in ("role", "attributedTo") if name in pairs}
    harm = a_claim("Harm", "harm:one", "2023-01-09", person="person:one", incident="incident:square", **texts)
    return [INCIDENT, harm, a_claim("Person", "person:one", **({"occupation": "of whom little is said"} | person))]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['definition']}: {row['said']}")
def test_a_definition_answers_as_the_golden_table_says(row: dict[str, str]) -> None:
    toll = toll_of(a_view(a_record(row["said"])), row["definition"])
    found = {one.entity: one for one in toll.people}.get("person:one")

    assert (found.truth if found else False) is TRUTHS[row["truth"]]
    assert bool(found and found.is_best) is (row["best"] == "yes")


def test_every_definition_is_in_the_golden_table_and_has_both_languages() -> None:
    assert set(definitions()) == {row["definition"] for row in rows()}
    for each in definitions().values():
        assert each.version >= 1
        assert set(each.names) == set(each.counts) == {"en", "es"}


def test_a_definition_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(ValueRefusedError, match="killed-by-forces"):
        definition("killed-somehow")


ATTRIBUTES = vocabulary().values
KNOWLEDGE = st.fixed_dictionaries(
    {
        name: st.sets(st.sampled_from(sorted(values)), min_size=1).map(frozenset)
        for name, values in ATTRIBUTES.items()
    }
)


@given(KNOWLEDGE, KNOWLEDGE, st.sampled_from(sorted(definitions())))
def test_knowing_more_never_turns_a_true_answer_into_a_false_one(known, more, code) -> None:  # type: ignore[no-untyped-def]
    narrower = {name: (values & more[name]) or values for name, values in known.items()}
    before, after = definition(code).holds(known), definition(code).holds(narrower)

    assert before is None or after is before


@given(KNOWLEDGE, st.sampled_from(sorted(definitions())))
def test_who_counts_in_the_narrower_definition_counts_in_the_wider(known, code) -> None:  # type: ignore[no-untyped-def]
    each = definition(code)
    if each.within:
        wider = definition(each.within).holds(known)
        assert not (each.holds(known) is True and wider is not True)
        assert not (each.holds(known) is None and wider is False)


def test_the_three_valued_tables() -> None:
    assert [all_of(pair) for pair in ((True, True), (True, None), (None, False), ())] == [True, None, False, True]
    assert [any_of(pair) for pair in ((False, True), (False, None), (False, False), ())] == [
        True,
        None,
        False,
        False,
    ]
    assert [negation(each) for each in (True, False, None)] == [False, True, None]
    assert is_among(frozenset("ab"), frozenset("abc")) is True
    assert is_among(frozenset("ab"), frozenset("b")) is None
    assert is_among(frozenset("a"), frozenset("b")) is False
