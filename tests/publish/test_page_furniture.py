"""What states nothing about a case is set aside with its reason, and nothing else is."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.page_furniture import asides_in


@pytest.mark.parametrize(
    "text,reason",
    [
        ("Fax: 031 351 85 70", "telephone"), ("Teléfono 01 427 5555", "telephone"), ("+51 1 555 0199", "telephone"),
        ("ABC 46/6346/2023", "index-number"), ("ISBN 978-9972-0-1234-5", "index-number"), ("43.3 kB", "file-size"),
        ("https://example.org/2023/18", "url"), ("a49@example.org", "email"), ("© 2019–2024", "copyright"),
        ("Decreto Supremo 143-2022-PCM", "law-number"), ("Ley N.º 30364", "law-number"), ("article 28", "article"),
        ("página 7", "article"), ("[12]", "footnote"), ("3005 Bern", "postcode"), ("Jr. Unión cuadra tres", "address"),
        ("14:05", "clock"), ("the 1990s", "decade"), ("AK47", "code"), ("no one", "idiom"), ("cada uno", "idiom"),
        ("2.1 Deaths", "list-number"), ("(3) Deaths", "list-number"),
    ],
)  # fmt: skip
def test_furniture_is_set_aside_with_its_reason(text: str, reason: str) -> None:
    assert [each.reason for each in asides_in(text)] == [reason]


@pytest.mark.parametrize(
    "text",
    ["18 people were killed", "1,200 rounds", "8 of 36 soldiers", "ocho de 36", "14–18 people", "At least 40, including 7 minors",
     "110: number of interviews", "0 – number of files", "the number had risen to\n17. Then it rose again."],
)  # fmt: skip
def test_a_count_is_never_furniture(text: str) -> None:
    assert asides_in(text) == ()


@pytest.mark.parametrize(
    "part", ["a.", "a1.", "1/", "9 ", "@#1", "A 1/", "www.", "Fax 1 2 3 4 5 ", "-_/.", "x" * 50]
)
def test_no_text_takes_long(part: str) -> None:
    """A rule that tries every way to read a long run would take minutes here."""
    begun = time.perf_counter()
    asides_in(part * (200_000 // len(part)))

    assert time.perf_counter() - begun < 8


@given(st.text())
def test_reading_never_fails_and_never_overlaps(text: str) -> None:
    found = asides_in(text)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
