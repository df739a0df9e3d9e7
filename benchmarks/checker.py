"""How many words a second the checker reads, beside a script with one pattern and a sheet of numbers.

The text is made of sentences about the example dossier, some with wrong numbers, repeated to the length asked.
The script beside it does what is usually done by hand: find digits, look each one up in the column of values.
Both are held against the texts with errors in tests/golden/checker_written.yaml.

    python benchmarks/checker.py [--words 20000]
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

import argparse
import json
import platform
import re
import time
from pathlib import Path

import django
import yaml

django.setup()

from answerable.interchange.checking import check_folder, view_of_package  # noqa: E402, after django.setup()
from answerable.publish.checker import check_text  # noqa: E402
from answerable.record.audiences import TEAM  # noqa: E402

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results"
BAR_WORDS_A_SECOND = 2_000
DIGITS = re.compile(r"\d[\d.,]*")


def sheet_of(view) -> set[str]:
    """The column of values that somebody would keep in a sheet."""
    return {
        text
        for tally in view.entities("Tally")
        for name in ("value", "atLeast")
        for text in view.texts(tally, name)
    }


def look_up(text: str, sheet: set[str]) -> list[tuple[str, bool]]:
    found = (match[0].rstrip(".,").replace(",", "") for match in DIGITS.finditer(text))
    return [(number, number in sheet) for number in found]


def seconds(act, *rest) -> float:
    begun = time.perf_counter()
    act(*rest)
    return time.perf_counter() - begun


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--words", type=int, default=20_000)
    words = options.parse_args().words
    reading, _report = check_folder(ROOT / "examples" / "peru-2022")
    view = view_of_package(reading, TEAM)
    cases = yaml.safe_load((ROOT / "tests" / "golden" / "checker_written.yaml").read_text(encoding="utf-8"))
    once = "\n\n".join(case["text"] for case in cases)
    text = "\n\n".join([once] * (words // len(once.split()) + 1))
    count = len(text.split())
    sheet = sheet_of(view)
    first = seconds(check_text, view, "One word.")
    ours = min(seconds(check_text, view, text) for _ in range(3))
    plain = min(seconds(look_up, text, sheet) for _ in range(3))
    errors = [
        (case, item) for case in cases for item in case["items"] if item["verdict"] in ("contradicted", "stale")
    ]
    caught = sum(
        any(each.verdict == item["verdict"] and str(item["written"]) in each.written
            for each in check_text(view, case["text"], case["language"], case["day"]).items)
        for case, item in errors
    )  # fmt: skip
    noticed = sum(
        any(
            not known and number in str(item["written"]).replace(",", "")
            for number, known in look_up(case["text"], sheet)
        )
        for case, item in errors
    )
    result = {
        "machine": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        "claims": len(view),
        "words": count,
        "index_seconds": round(first, 2),
        "words_a_second": round(count / ours),
        "errors_in_the_texts": len(errors),
        "errors_caught": caught,
        "pattern_and_sheet": {"words_a_second": round(count / plain), "errors_noticed": noticed},
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "checker.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    assert result["words_a_second"] >= BAR_WORDS_A_SECOND, "slower than the bar"


if __name__ == "__main__":
    main()
