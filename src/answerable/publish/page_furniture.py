"""What looks like a number or a date and states nothing about a case: telephone and index numbers, addresses.

Each is set aside with its reason, and shown as set aside; nothing is dropped. The rules are `page_furniture.yaml`.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of text that states nothing about a case; `reason` is a code of `checked_words.yaml`."""

    start: int
    end: int
    reason: str


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each rule's reason and pattern, in the order in which they are tried."""
    text = files("answerable.publish").joinpath("page_furniture.yaml").read_text(encoding="utf-8")
    return tuple((rule["reason"], re.compile(rule["pattern"])) for rule in yaml.safe_load(text))


def asides_in(text: str) -> tuple[Aside, ...]:
    """Return what is furniture in a text, in order, without overlaps; the first rule that finds a stretch wins."""
    taken: list[Aside] = []
    occupied = bytearray(len(text))
    for reason, pattern in rules():
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end or any(occupied[start:end]):
                continue
            if reason == "list-number" and not _begins_a_point(text, start):
                continue
            occupied[start:end] = b"\x01" * (end - start)
            taken.append(Aside(start, end, reason))
    return tuple(sorted(taken, key=lambda each: each.start))


def _begins_a_point(text: str, start: int) -> bool:
    """Say whether a line begins a point of a list, and is not the rest of a sentence that was broken."""
    above = text[max(0, start - 200) : start]
    before = above.rstrip()
    return not before or before[-1] in ".:;!?)…" or "\n\n" in above[len(before) :]
