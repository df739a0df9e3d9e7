"""A tree of ALL, ANY, n-of and NOT counts what analysts said, and never says more than that."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.assess import DIFFERING, STANDARDS, STATES, framework, stated_of
from answerable.assess.answers import Cell, Element, Framework

WORDS = {"en": "Words", "es": "Palabras"}
OPEN = [state for state in (*STATES, DIFFERING) if state not in ("substantial", "rebutted")]


def an_element(code, parent="", logic="leaf", needed=0, parts=()):
    return Element(
        code,
        parent,
        logic,
        needed,
        tuple(parts),
        WORDS,
        WORDS,
        "context",
        "lawyer",
        (),
        "",
        {},
        (),
        {},
        "",
        "here",
    )


def a_framework(elements):
    return Framework("trial", "1", ("person",), "en", WORDS, WORDS, WORDS, (), (), (), tuple(elements))


def a_cell(code, state, standard="reasonable-grounds"):
    return Cell("trial", code, "person:a", "", (), (), (), (), (), state, standard, None, (), ())


def flat(logic, states, needed=None):
    """Return how far a group over leaves in these states is assessed."""
    needed = {"all": len(states), "any": 1, "not": 1}.get(logic, needed)
    codes = [f"L{number}" for number in range(len(states))]
    tree = a_framework([an_element("G", "", logic, needed, codes), *(an_element(code, "G") for code in codes)])
    return stated_of(tree, {code: a_cell(code, state) for code, state in zip(codes, states, strict=True)})[0]


@st.composite
def trees(draw, code="T", parent="", depth=0):
    """Draw elements in reading order, and the state of each leaf."""
    kinds = ["leaf"] if depth == 3 else ["leaf", "all", "any", "not", "n-of"]
    logic = draw(st.sampled_from(kinds if depth else kinds[1:]))
    if logic == "leaf":
        return [an_element(code, parent)], {code: draw(st.sampled_from([*STATES, DIFFERING]))}
    count = 1 if logic == "not" else draw(st.integers(1, 3))
    needed = {"all": count, "any": 1, "not": 1}.get(logic) or draw(st.integers(1, count))
    codes = [f"{code}.{number}" for number in range(count)]
    elements, states = [an_element(code, parent, logic, needed, codes)], {}
    for part in codes:
        more, said = draw(trees(part, code, depth + 1))
        elements += more
        states |= said
    return elements, states


def holds(elements, leaves, code):
    """Read the tree as a sentence, every leaf being true or false."""
    element = elements[code]
    parts = [holds(elements, leaves, part) for part in element.parts]
    match element.logic:
        case "leaf":
            return leaves[code]
        case "all":
            return all(parts)
        case "any":
            return any(parts)
        case "not":
            return not parts[0]
    return parts.count(True) >= element.needed


def under(elements, code):
    """Return the leaves under an element."""
    element = elements[code]
    return [leaf for part in element.parts for leaf in under(elements, part)] if element.parts else [code]


@given(trees())
def test_any_tree_rolls_up_as_a_naive_reading_of_every_way_in_which_the_open_leaves_could_turn_out(tree):
    """Stated: true however the open leaves turn out. Countered: false however they do. Else open and neither."""
    elements, states = {element.code: element for element in tree[0]}, tree[1]
    found = {
        each.element: each
        for each in stated_of(a_framework(tree[0]), {k: a_cell(k, v) for k, v in states.items()})
    }

    for code in elements:
        leaves = under(elements, code)
        settled = {"substantial": (True,), "rebutted": (False,)}
        ways = product(*(settled.get(states[leaf], (True, False)) for leaf in leaves[:12]))
        outcomes = (
            {holds(elements, dict(zip(leaves, way, strict=False)), code) for way in ways}
            if len(leaves) <= 12
            else None
        )
        if outcomes is not None:
            assert found[code].is_open == (outcomes != {True})
            assert found[code].is_countered == (outcomes == {False})


@given(trees())
def test_the_leaves_under_an_element_are_counted_once_each(tree):
    elements, states = {element.code: element for element in tree[0]}, tree[1]
    found = stated_of(a_framework(tree[0]), {k: a_cell(k, v) for k, v in states.items()})

    for each in found:
        leaves = under(elements, each.element)
        assert each.leaves == len(leaves) == sum(each.counts.values())
        assert each.counts == {
            state: count
            for state in (*STATES, DIFFERING)
            if (count := sum(states[leaf] == state for leaf in leaves))
        }


@pytest.mark.parametrize("state", OPEN)
def test_only_substantial_states_a_leaf(state):
    assert flat("any", [state]).is_open
    assert not flat("any", ["substantial", state]).is_open
    assert flat("all", ["substantial", state]).is_open


def test_three_of_four_are_three_of_four():
    found = flat("all", ["substantial", "weak", "substantial", "substantial"])

    assert (found.stated, found.needed, found.parts, found.is_open) == (3, 4, 4, True)


def test_two_of_three_need_two():
    assert flat("n-of", ["substantial", "weak", "not-assessed"], 2).is_open
    assert not flat("n-of", ["substantial", "substantial", "not-assessed"], 2).is_open
    assert flat("n-of", ["rebutted", "rebutted", "not-assessed"], 2).is_countered


def test_a_not_is_stated_only_by_what_is_rebutted():
    assert not flat("not", ["rebutted"]).is_open
    assert flat("not", ["no-evidence"]).is_open
    assert flat("not", ["substantial"]).is_countered


def test_the_lowest_standard_among_what_is_stated_is_shown():
    tree = a_framework(
        [an_element("G", "", "all", 3, ("A", "B", "C")), *(an_element(code, "G") for code in "ABC")]
    )
    cells = {
        "A": a_cell("A", "substantial", "reasonable-grounds"),
        "B": a_cell("B", "substantial", "reasonable-suspicion"),
        "C": a_cell("C", "weak", "lead"),
    }

    assert stated_of(tree, cells)[0].lowest_standard == "reasonable-suspicion"


def test_what_a_criminal_court_must_reach_is_never_offered():
    assert "beyond-reasonable-doubt" not in STANDARDS
    assert len(STANDARDS) == 5


def test_a_leaf_without_a_cell_is_not_assessed():
    found = stated_of(framework("rome-28a"), {})

    assert all(each.is_open and not each.is_countered for each in found)
    assert found[0].counts == {"not-assessed": 17}
