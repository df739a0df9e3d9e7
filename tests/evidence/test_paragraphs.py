"""Paragraphs are counted so that anyone can repeat the count by hand."""

import csv
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from answerable.evidence.paragraphs import Page, paragraphs_of, paragraphs_of_text, whole_text
from answerable.evidence.text import read_text
from tests.published import published

GOLDEN = Path(__file__).parent.parent / "golden"
CASES = yaml.safe_load((GOLDEN / "paragraphs-cases.yaml").read_text(encoding="utf-8"))
FOLDER = published("seeds")

texts = st.text(alphabet=st.sampled_from(list("ab .\n\r\t\u00a0\f")), max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_paragraph_cases(case):
    assert [each.text for each in paragraphs_of_text(case["text"])] == case["paragraphs"]


def _golden_rows():
    rows = defaultdict(list)
    with (GOLDEN / "paragraphs.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            rows[row["sha256"]].append(row)
    return rows


@pytest.mark.parametrize("sha256_hex", sorted(_golden_rows()))
def test_published_texts_are_counted_as_they_are_cited(sha256_hex):
    """Facts in the example dossier cite these texts by paragraph; they were numbered by hand."""
    files = {sha256(file.read_bytes()).hexdigest(): file for file in (FOLDER.glob("*.txt") if FOLDER else ())}
    if sha256_hex not in files:
        pytest.skip("the published text is not here: name its folder in ANSWERABLE_SHARED")

    paragraphs = paragraphs_of(read_text(files[sha256_hex].read_bytes()).pages)

    for row in _golden_rows()[sha256_hex]:
        words = " ".join(paragraphs[int(row["paragraph"]) - 1].text.split())
        assert words.startswith(row["begins"]), row["paragraph"]
        assert len(paragraphs) == int(row["of"])


@given(st.lists(texts, max_size=4))
def test_every_paragraph_stands_at_its_offsets_and_nothing_is_lost(pages):
    given_pages = [Page(at + 1, text) for at, text in enumerate(pages)]

    paragraphs = paragraphs_of(given_pages)

    whole = whole_text(given_pages)
    assert [each.number for each in paragraphs] == list(range(1, len(paragraphs) + 1))
    assert all(whole[each.start : each.end] == each.text for each in paragraphs)
    assert "".join("".join(each.text.split()) for each in paragraphs) == "".join(whole.split())


@given(texts, st.integers(1, 3))
def test_more_blank_lines_change_no_count(text, more):
    plain = text.replace("\r", "\n")
    spread = plain.replace("\n\n", "\n" + "  \n" * more + "\n")

    assert [each.text for each in paragraphs_of_text(spread)] == [each.text for each in paragraphs_of_text(plain)]


def test_numbers_run_through_pages_and_no_paragraph_crosses_one():
    paragraphs = paragraphs_of([Page(1, "One.\n\nTwo"), Page(2, ""), Page(3, "goes on.")])

    assert [(each.number, each.page, each.text) for each in paragraphs] == [
        (1, 1, "One."),
        (2, 1, "Two"),
        (3, 3, "goes on."),
    ]
