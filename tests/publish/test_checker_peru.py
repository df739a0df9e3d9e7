"""The checker on the example dossier: five published texts read by hand, and texts with errors put in on purpose.

`python -m pytest tests/publish/test_checker_peru.py -s` prints the table with every miss.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from answerable.evidence.paragraphs import paragraphs_of_text
from answerable.interchange.checking import check_folder, view_of_package
from answerable.kernel.times import parse_blur
from answerable.publish.checker import Checked, Item, check_text
from answerable.record.audiences import TEAM
from answerable.record.view import View
from tests.conftest import PERU
from tests.published import published

GOLDEN = Path(__file__).parents[1] / "golden"
SEEDS = published("seeds")
with_texts = pytest.mark.skipif(SEEDS is None, reason="the five published texts are not here")


@cache
def team() -> View:
    reading, _report = check_folder(PERU)
    return view_of_package(reading, TEAM)


def refs(claims: tuple[str, ...]) -> list[str]:
    return [team().claim(each).ref or each for each in claims]


@dataclass(frozen=True)
class Reading:
    """One row of the table, with what the program makes of it."""

    row: dict[str, str]
    item: Item | None

    @property
    def wanted(self) -> set[str]:
        return set(self.row["refs"].split("|")) - {"", "none"}

    @property
    def is_found(self) -> bool:
        return self.item is not None and self.item.verdict != "aside"

    @property
    def is_right(self) -> bool:
        if self.item is None:
            return False
        if self.row["states"] == "no":
            return self.item.verdict == "aside"
        return bool(self.wanted & set(refs(self.item.claims))) if self.wanted else not self.item.claims

    @property
    def is_right_first(self) -> bool:
        return self.is_right and (not self.wanted or refs(self.item.claims)[0] in self.wanted)  # type: ignore[union-attr]

    @property
    def is_wrong(self) -> bool:
        return self.is_found and bool(self.item.claims) and not self.is_right  # type: ignore[union-attr]

    def __str__(self) -> str:
        got = "not found" if self.item is None else f"{self.item.verdict}: {', '.join(refs(self.item.claims)[:4])}"
        row = self.row
        return f"  {row['document']} paragraph {row['paragraph']} '{row['written']}' wanted {row['refs'] or 'aside'}; {got}"


@cache
def checked_texts() -> dict[str, tuple[str, Checked]]:
    found = {}
    for number, path in enumerate(sorted((SEEDS or Path()).glob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        day = parse_blur(team().source(f"S{number}").published).latest
        found[f"S{number}"] = text, check_text(team(), text, "", day)
    return found


def readings() -> Iterator[Reading]:
    with (GOLDEN / "checker_seeds.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            text, checked = checked_texts()[row["document"]]
            paragraph = paragraphs_of_text(text)[int(row["paragraph"]) - 1]
            places = re.finditer(rf"(?<!\w){re.escape(row['written'])}(?!\w)", paragraph.text)
            start = paragraph.start + [match.start() for match in places][int(row["nth"]) - 1]
            end = start + len(row["written"])
            stated = (item for item in checked.items if item.kind != "name")
            yield Reading(row, next((item for item in stated if item.start <= start and item.end >= end), None))


def told(title: str, rows: list[Reading]) -> str:
    cited = sum(len(refs(each.item.claims)) for each in rows if each.item)
    right = sum(len(each.wanted & set(refs(each.item.claims))) for each in rows if each.item)
    head = (
        f"\n{title}: {len(rows)}; found {sum(each.is_found for each in rows)}; "
        f"matched {sum(each.is_right for each in rows)} (first of the claims named: "
        f"{sum(each.is_right_first for each in rows)}); wrongly matched {sum(each.is_wrong for each in rows)}; "
        f"contradicted {sum(each.item is not None and each.item.verdict == 'contradicted' for each in rows)}; "
        f"claims named {cited}, of them right {right}"
    )
    return "\n".join([head, *(str(each) for each in rows if not each.is_right)])


@with_texts
def test_the_numbers_of_five_published_texts_are_found_and_matched() -> None:
    every = list(readings())
    numbers = [each for each in every if each.row["kind"] == "number" and each.row["states"] == "yes"]
    dates = [each for each in every if each.row["kind"] == "date"]
    asides = [each for each in every if each.row["states"] == "no"]
    print(told("Numbers that state something", numbers), told("Dates", dates), told("Furniture", asides))

    assert sum(each.is_found for each in numbers) >= 0.95 * len(numbers)
    assert sum(each.is_right for each in numbers) >= 0.95 * len(numbers)
    assert sum(each.is_right_first for each in numbers) >= 0.90 * len(numbers)
    assert sum(each.is_right for each in dates) >= 0.90 * len(dates)
    assert all(each.is_right for each in asides)


@with_texts
def test_nothing_in_the_five_texts_is_falsely_contradicted_or_stale() -> None:
    """Their claims are the dossier's own, so each text agrees with it as of its day."""
    for key, (_text, checked) in checked_texts().items():
        assert [item for item in checked.items if item.verdict in ("contradicted", "stale")] == [], key


@with_texts
def test_every_number_of_the_five_texts_stands_in_the_table() -> None:
    """What the program finds beyond the table would be a number that was overlooked in reading by hand."""
    named = {id(each.item) for each in readings() if each.item}
    beyond = [
        (key, item.paragraph, item.written)
        for key, (_text, checked) in checked_texts().items()
        for item in checked.items
        if item.kind == "number" and id(item) not in named
    ]

    assert beyond == []


def written() -> list[dict]:
    return yaml.safe_load((GOLDEN / "checker_written.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", written(), ids=lambda case: case["text"][:50])
def test_texts_written_with_errors_get_the_verdicts_set_down_for_them(case) -> None:
    checked = check_text(team(), case["text"], case["language"], case["day"])

    for wanted in case["items"]:
        stated = (item for item in checked.items if item.kind != "name")
        item = next(item for item in stated if str(wanted["written"]) in item.written)
        if wanted.get("missed"):
            assert item.verdict == "unknown", wanted
            continue
        assert item.verdict == wanted["verdict"], (wanted, item)
        if wanted["claim"]:
            assert wanted["claim"] in refs((*item.claims, *item.against)), (wanted, item)


def test_no_rule_names_a_document_a_paragraph_or_a_person_of_the_example() -> None:
    room = Path(__file__).parents[2] / "src" / "answerable" / "publish"
    names = ("checker", "judging", "matching", "statements", "stated_numbers", "dated_events", "numbers_in_text", "dates_in_text",
             "names_in_text", "page_furniture", "sentences", "counted_things")  # fmt: skip
    for path in [
        *(room / f"{name}.py" for name in names),
        room / "counted_things.yaml",
        room / "page_furniture.yaml",
    ]:
        text = path.read_text(encoding="utf-8").lower()
        for word in ("peru", "amnesty", "boluarte", "ayacucho", "apurimac", "puno", "paragraph ==", '"s0', '"s1'):
            assert word not in text, (path.name, word)


def planted() -> list[dict[str, str]]:
    with (GOLDEN / "checker_planted.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_planted_errors_are_at_least_twenty_and_each_of_a_kind_of_its_own() -> None:
    kinds = [row["kind"] for row in planted()]

    assert len(kinds) >= 20
    assert len(set(kinds)) == len(kinds)
    assert {row["verdict"] for row in planted()} <= {"contradicted", "stale", "unknown"}


@pytest.mark.parametrize("row", planted(), ids=lambda row: row["kind"])
def test_a_planted_error_is_reported(row: dict[str, str]) -> None:
    items = check_text(team(), row["text"], row["language"]).items

    (item,) = (item for item in items if item.kind != "name" and item.written == row["written"])
    assert item.verdict == row["verdict"]
