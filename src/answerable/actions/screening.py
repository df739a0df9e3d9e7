"""What a letter must be to be taken, and what makes a person look at it before it leaves.

A letter is refused only for what no letter is: empty, too long, with signs that cannot be printed. All else that
looks like abuse is held for a person, for a machine does not know a quotation from a threat.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from answerable.actions import limits

LONGEST = 20_000
LONGEST_LINE = 200
LONGEST_NAME = 100
OTHERS_MOST = 3
"""The same words of one's own may go to so many other targets by others before a person looks."""
SAME_MOST = 20
"""And so often to the same one: a class that wrote together."""
FEWEST_LETTERS = 40
"""A text with fewer letters is too short to be known again."""

Fault = Literal["empty", "too-long", "control"]
_LINE_END = re.compile("\r\n|[\r\x85\u2028]")
_BREAK = re.compile("[\n\r\t\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Signs that can be neither read nor printed. Those that steer the direction of a script are none of them."""
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A text as it can be taken; `fault` says why it cannot, `text` is then what can be given back in the form.

    `taken_out`: how many signs were removed that cannot be printed.
    """

    text: str
    fault: Fault | None = None
    taken_out: int = 0


@cache
def _rules() -> Mapping[str, Any]:
    text = files("answerable.actions").joinpath("screening.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


@cache
def _abuse() -> re.Pattern[str]:
    """Return all phrases, of every language, as one pattern: a letter in Spanish may be insulting in English."""
    phrases = sorted(
        {_folded(each) for said in _rules()["words"].values() for each in said}, key=len, reverse=True
    )
    return re.compile(rf"\b(?:{'|'.join(re.escape(each) for each in phrases)})\b")


def look_at(text: str) -> Looked:
    """Return a letter's text with the line ends of this house, or what is wrong with it."""
    plain = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    kept, taken_out = _CONTROL.subn("", plain)
    kept = "\n".join(line.rstrip() for line in kept.split("\n")).strip("\n ")
    if not kept:
        return Looked("", "empty", taken_out)
    if len(kept) > LONGEST:
        return Looked(kept, "too-long", taken_out)
    return Looked(kept, "control" if taken_out else None, taken_out)


def line_of(text: str, longest: int = LONGEST_LINE) -> str:
    """Return a text as one line without signs that cannot be printed: a subject, a name, a place."""
    return " ".join(_CONTROL.sub("", _BREAK.sub(" ", text)).split())[:longest].strip()


def held_for(text: str) -> str:
    """Return why a person should look at a text: 'words', 'links'; empty where there is no reason in it."""
    if _abuse().search(_folded(text)):
        return "words"
    return "links" if len(_LINK.findall(text)) > int(_rules()["most-links"]) else ""


def is_copied(text: str, target: str, now: datetime) -> bool:
    """Count a text of somebody's own words, and say whether too many others have sent the same elsewhere today.

    Call it once for each new letter that is not the model's. The text itself is not kept: see `limits`.
    """
    asks = copy_asks(text, target)
    return bool(asks) and are_copies(*limits.add_all(asks, now))


def copy_asks(text: str, target: str) -> tuple[limits.Ask, ...]:
    """Return what `is_copied` counts: how often a text went anywhere, and to this target; nothing if short."""
    folded = "".join(filter(str.isalnum, _folded(text)))
    if len(folded) < FEWEST_LETTERS:
        return ()
    return limits.Ask("text", folded, "day"), limits.Ask("text-target", f"{target}:{folded}", "day")


def are_copies(everywhere: int, here: int) -> bool:
    """Say whether that often is too often."""
    return everywhere - here >= OTHERS_MOST or here > SAME_MOST


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
