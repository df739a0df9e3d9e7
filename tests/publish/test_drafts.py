"""Drafts: the head with its places, and how the languages of one document differ."""

import pytest

from answerable.publish.draft_languages import lint_together
from answerable.publish.drafts import read_draft
from answerable.publish.typed_by_hand import typed_by_hand
from tests.publish.drafted import a_dossier, a_draft

FULL = """---
kind: press-release
index: 7
date: 2023-02-01
place: Lima
title: "Of {{ figure:dead }} dead"
embargo: tomorrow
contacts:
  - {name: Desk, role: press, email: a@example.org, telephone: "1 2"}
images:
  - {file: a.png, text: A square, credit: Somebody}
---

Body {{ figure:dead }}.
"""


def test_a_head_is_read_whole_and_dates_and_numbers_stay_as_typed():
    draft = read_draft(FULL, "release.es.md")
    assert draft.problems == ()
    assert (draft.kind, draft.index, str(draft.day), draft.language) == ("press-release", "7", "2023-02-01", "es")
    assert draft.contacts[0].telephone == "1 2"
    assert draft.pictures[0].credit == "Somebody"
    assert draft.line_of(draft.parsed.references[0].line) == 14


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("kind: press-release", "kind: pres-release", "2:1", "press-release"),
        ("kind: press-release", "knd: press-release", "2:1", "'kind'"),
        ("date: 2023-02-01", "date: 1 February", "4:1", "2023-01-09"),
        ("embargo: tomorrow", "embargo: a: b", "7:11", "not valid YAML"),
        ("embargo: tomorrow", "index: 8", "7:1", "twice"),
        ("role: press", "post: press", "8:1", "admits"),
        (", credit: Somebody", "", "10:1", "credit"),
        ('"Of {{ figure:dead }} dead"', "''", "6:1", "'title' is missing"),
        ('"Of {{ figure:dead }} dead"', '"Of {{ figure:dead dead"', "6:1", "not closed"),
        ("Body {{ figure:dead }}.", "Body {{ figure:dead }.", "14:6", "not closed"),
        ("---\n", "", "1:1", "two lines of three hyphens"),
    ],
)
def test_what_is_wrong_with_a_draft_is_told_with_its_place(old, new, place, said):
    problems = [str(one) for one in read_draft(FULL.replace(old, new, 1), "release.es.md").problems]
    assert any(line.startswith(f"release.es.md:{place}:") and said in line for line in problems), problems


def _lint(one: str, two: str) -> list[str]:
    return [str(each) for each in lint_together([a_draft(one, "en"), a_draft(two, "es")])]


def test_two_languages_with_the_same_references_in_each_paragraph_agree_whatever_their_order_within():
    one = "# A\n\n{{ figure:dead|words }} on {{ day:incident:square }}.\n\n- {{ figure:shots }}\n"
    two = "# B\n\nEl {{ day:incident:square }}, {{ figure:dead|capital }}.\n\n- {{ figure:shots }}\n"
    assert _lint(one, two) == []


def test_a_reference_that_one_language_lacks_is_told_with_the_place_in_both():
    found = _lint("Aa\n\nB {{ figure:dead }} {{ figure:shots }}.\n", "Aa\n\nB {{ figure:dead }}.\n")
    assert found == ["sheet.es.md:9:3: {{ figure:shots }} is missing here; it stands at sheet.en.md:9:21."]
    found = _lint("B {{ figure:dead }}.\n", "B {{ figure:dead }}.\n\nC {{ entity:person:ana }}.\n")
    assert found == ["sheet.en.md:7:20: {{ entity:person:ana }} is missing here; it stands at sheet.es.md:9:3."]


def test_wording_alone_is_no_difference_beside_one_that_is():
    found = _lint("{{ figure:dead|words }} {{ figure:shots }}", "{{ figure:dead|capital }}")
    assert len(found) == 1
    assert "figure:shots" in found[0]


def test_another_meaning_of_the_same_figure_is_another_reference():
    assert len(_lint("{{ figure:dead|stated }}", "{{ figure:dead|documented }}")) == 2


def test_references_in_other_paragraphs_are_told():
    found = _lint("A {{ figure:dead }}.\n\nB {{ figure:shots }}.", "A {{ figure:shots }}.\n\nB {{ figure:dead }}.")
    assert found


def test_headings_are_counted_and_their_levels_compared():
    assert any("no fellow" in line for line in _lint("# A\n\n## B\n", "# A\n"))
    assert any("another level" in line for line in _lint("# A\n\n## B\n", "# A\n\n# B\n"))


def test_a_head_that_differs_is_told():
    other = read_draft(FULL.replace("2023-02-01", "2023-02-02"), "release.en.md")
    assert any("date" in str(one) for one in lint_together([read_draft(FULL, "release.es.md"), other]))


def test_numbers_dates_and_names_typed_by_hand_are_warned_of_with_the_figure_that_gives_them():
    draft = a_draft(
        "Two people wrote.\n\nOn 9 January 2023, 18 people were killed, said Ana Quispe. {{ figure:dead }}\n"
    )
    found = typed_by_hand(a_dossier(), draft)
    assert {each.code for each in found} == {"typed-number", "typed-date", "typed-name"}
    assert all(each.is_warning for each in found)
    (number,) = (each for each in found if each.code == "typed-number" and "'18'" in each.what)
    assert "{{ figure:dead }}" in number.remedy
    assert (number.line, number.column) == (9, 20)


def test_a_text_with_references_alone_is_not_warned_of():
    draft = a_draft("On {{ day:incident:square }}, {{ figure:dead }} people died, said {{ entity:person:ana }}.\n")
    assert typed_by_hand(a_dossier(), draft) == ()
