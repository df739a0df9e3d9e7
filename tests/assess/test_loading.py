"""Frameworks are read as their files say, and a file that is wrong is refused with its line and what to do."""

from pathlib import Path

import pytest
import yaml

from answerable.assess import framework, frameworks, kinds, label
from answerable.assess.loading import HERE, read_frameworks
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from tests.assess.small import FRAMEWORK, INDICATORS, LEAVES, read_trial

OURS = ("customary", "peru-control-of-organisation", "peru-improper-omission", "rome-28a", "rome-28b")
REFUSALS = yaml.safe_load(
    (Path(__file__).parents[1] / "golden" / "assess_refusals.yaml").read_text(encoding="utf-8")
)


def test_a_framework_is_read_in_the_order_of_its_tree(tmp_path):
    trial = read_trial(tmp_path)

    assert [element.code for element in trial.elements] == ["T", "T.1", "T.2", "T.3", "T.4"]
    assert [(element.logic, element.needed, element.parts) for element in trial.elements] == [
        ("all", 2, ("T.1", "T.2")),
        ("leaf", 0, ()),
        ("any", 1, ("T.3", "T.4")),
        ("leaf", 0, ()),
        ("leaf", 0, ()),
    ]


def test_a_leaf_takes_up_what_is_shared_and_what_stands_above_it(tmp_path):
    trial = read_trial(tmp_path)
    shared, knew = trial.find("t.1"), trial.find("T.3")

    assert (shared.leaf, shared.kind, shared.question["es"]) == ("shared", "control", "¿Es compartida?")
    assert (knew.kind, [(cite.text, cite.at) for cite in knew.cites]) == ("mental", [("statute", "1")])
    assert [(query.name, query.how) for query in knew.looks_for["for"]] == [
        ("told", "direct"),
        ("told", "inferred"),
    ]


def test_what_nobody_marked_is_for_a_lawyer_to_check(tmp_path):
    trial = read_trial(tmp_path)

    assert [element.mark for element in trial.elements] == ["text", "lawyer", "lawyer", "text", "lawyer"]


def test_what_an_element_says_itself_goes_before_the_shared_leaf(tmp_path):
    own = FRAMEWORK.replace("    leaf: shared\n", "    leaf: shared\n    short: {en: Mine, es: Propia}\n")

    assert read_trial(tmp_path, own).find("T.1").short["en"] == "Mine"


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case["case"])
def test_a_wrong_file_is_refused_with_its_line_and_what_to_do(tmp_path, case):
    files = {"framework": FRAMEWORK, "leaves": LEAVES, "indicators": INDICATORS}
    old, new = case["change"]
    assert files[case["file"]].count(old) == 1, "the change must hit one place"
    files[case["file"]] = files[case["file"]].replace(old, new)

    with pytest.raises(ValueRefusedError) as refused:
        read_trial(tmp_path, **files)

    assert refused.value.where == case["where"]
    assert case["says"] in refused.value.what
    assert refused.value.remedy


def test_a_leaf_that_its_framework_excludes_is_refused_even_when_shared(tmp_path):
    """Article 28(b) must never ask whether somebody should have known."""
    with pytest.raises(ValueRefusedError, match="should-have-known") as refused:
        read_trial(
            tmp_path, leaves=LEAVES.replace("  kind: control\n", "  kind: control\n  mental: should-have-known\n")
        )

    assert refused.value.where == "trial.yaml line 25"


def test_our_own_article_28b_falls_when_it_is_given_the_leaf_of_28a(tmp_path):
    for folder in ("frameworks", "leaves", "indicators"):
        (tmp_path / folder).mkdir()
        for path in (HERE / folder).glob("*.yaml"):
            (tmp_path / folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    path = tmp_path / "frameworks" / "rome-28b.yaml"
    added = "  - {code: R28B.3c, parent: R28B.3, leaf: should-have-known, mark: text}\n"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")

    with pytest.raises(ValueRefusedError, match="higher standard of knowledge"):
        read_frameworks(tmp_path)


def test_our_frameworks_are_there_and_none_of_28b_asks_what_should_have_been_known():
    assert set(OURS) <= {each.id for each in frameworks()}
    assert {leaf.mental for leaf in framework("rome-28b").leaves if leaf.mental} == {
        "knew",
        "consciously-disregarded",
    }
    assert "should-have-known" in {leaf.mental for leaf in framework("rome-28a").leaves}
    assert "had-reason-to-know" in {leaf.mental for leaf in framework("customary").leaves}


def test_a_leaf_has_the_same_words_and_queries_in_every_framework_that_shares_it():
    knew = [leaf for each in frameworks() for leaf in each.leaves if leaf.leaf == "knew"]

    assert len(knew) == 3
    assert all(leaf.looks_for == knew[0].looks_for and leaf.question == knew[0].question for leaf in knew)


@pytest.mark.parametrize("name", OURS)
def test_only_what_was_read_in_a_text_is_marked_so(name):
    """The marks of the elements that were read; every other one is for a lawyer."""
    read = {
        "customary": "CUS CUS.1 CUS.1a CUS.1b CUS.2 CUS.2a CUS.2b CUS.3 CUS.3a CUS.3b",
        "peru-control-of-organisation": "AM AM.0 AM.1 AM.3 AM.5",
        "peru-improper-omission": "",
        "rome-28a": "R28A R28A.0 R28A.1 R28A.1a R28A.1b R28A.2 R28A.2a R28A.2b R28A.3 R28A.4 R28A.5 R28A.5a R28A.5b"
        " R28A.6 R28A.6i R28A.6ii R28A.6iii",
        "rome-28b": "R28B R28B.1 R28B.1a R28B.1b R28B.1c R28B.1d R28B.1e R28B.2 R28B.3 R28B.3a R28B.3b R28B.4 R28B.5"
        " R28B.6 R28B.6i R28B.6ii R28B.6iii",
    }[name]

    assert [each.code for each in framework(name).elements if each.mark == "text"] == read.split()


def test_every_leaf_cites_a_text_and_says_what_to_look_for():
    for each in frameworks():
        for leaf in each.leaves:
            assert leaf.cites, (each.id, leaf.code)
            assert leaf.seek, (each.id, leaf.code)
            assert leaf.kind in kinds(), (each.id, leaf.code)
            assert set(leaf.question) == set(leaf.short) == {"en", "es"}


def test_every_shared_leaf_and_indicator_is_taken_up_somewhere():
    def names(folder):
        return {
            name for path in (HERE / folder).glob("*.yaml") for name in yaml.safe_load(path.read_text("utf-8"))
        }

    leaves = [leaf for each in frameworks() for leaf in each.leaves]
    used = {query.name for leaf in leaves for queries in leaf.looks_for.values() for query in queries}

    assert names("leaves") - {leaf.leaf for leaf in leaves} == set()
    assert names("indicators") - used == set()


def test_the_example_of_the_documents_is_a_framework(tmp_path):
    page = (HERE.parents[2] / "docs" / "how-it-works" / "assess.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    for folder in ("leaves", "indicators"):
        (tmp_path / folder).mkdir()
        for path in (HERE / folder).glob("*.yaml"):
            (tmp_path / folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "example.yaml").write_text(example, encoding="utf-8")

    found = read_frameworks(tmp_path)["example"]

    assert [element.code for element in found.elements] == ["X", "X.1", "X.2"]
    assert {side: len(queries) for side, queries in found.find("X.2").looks_for.items()} == {
        "for": 1,
        "against": 1,
        "either": 1,
    }


def test_a_framework_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError, match="rome-28a"):
        framework("rome-99")


def test_kinds_and_levels_of_knowledge_have_words_in_both_languages():
    assert label("kinds", "mental", "es") == "Conocimiento e intención"
    assert label("mental", "should-have-known", "en") == "should have known"
    assert label("kinds", "unheard-of", "en") == "unheard-of"
