"""What is wrong with a draft, and where: line and column count from 1."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `what` and `remedy` are full sentences; a warning stops nothing."""

    code: str
    what: str
    line: int
    column: int
    remedy: str = ""
    file: str = ""
    is_warning: bool = False

    @property
    def place(self) -> str:
        """The place as editors open it: file:line:column."""
        return ":".join(part for part in (self.file, str(self.line), str(self.column)) if part)

    def __str__(self) -> str:
        return f"{self.place}: {self.what}{' ' if self.remedy else ''}{self.remedy}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file and place, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.file, one.line, one.column, one.code)))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the sentence that offers what was perhaps meant; empty when nothing is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return gettext("Did you mean '%(name)s'?") % {"name": found[0]} if found else ""


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1
