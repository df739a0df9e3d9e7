"""The head of a draft: kind, date, title, language, embargo, contacts and pictures, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import parse_day
from answerable.publish.problems import Problem, nearest
from answerable.publish.wording import LANGUAGES

MADE_FROM_VIEW = ("incident-dossier", "chain-annex")
URGENT_ACTION = "urgent-action"
KINDS = ("facts-and-figures", "press-release", "report", *MADE_FROM_VIEW, URGENT_ACTION)
KEYS = (
    "kind", "index", "date", "place", "title", "subtitle", "language", "embargo", "publisher", "contacts",
    "images", "incidents",
)  # fmt: skip
ACTION_KEYS = ("concern", "letter-subject", "letter-role", "asks", "write-by", "translator", "translated-from")
"""Keys that the head of an urgent action has besides."""
NEEDED = ("kind", "title", "date", "language")
NEEDED_OF_ACTION = ("concern", "letter-role")
LETTER_ROLES = ("to-send", "reading", "none")
"""Whether the letter in this language goes out, is there to be read, or there is none in this issue."""
_ORIGINAL = re.compile(r"([a-z]{2}) ([1-9]\d{0,5})")
_NAMED = re.compile(r"\.([a-z]{2})\.md$")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the press may ask."""

    name: str
    role: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside the draft's file; `credit` says whose it is, `text` what is to be seen on it."""

    file: str
    text: str
    credit: str
    caption: str = ""


def language_in(file: str) -> str:
    """Return the language that a file's name gives, as in sheet.es.md; empty when it gives none."""
    found = _NAMED.search(file)
    return found[1] if found else ""


def plain_of(node: yaml.Node) -> Any:
    """Return a node as texts, lists and mappings: a date or a number stays the text that it was typed as."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain_of(each) for each in node.value]
    return str(node.value)


class Head:
    """The head of a draft, read with the place of each value."""

    def __init__(self, text: str, file: str) -> None:
        self.file, self.problems = file, list[Problem]()
        self.values: dict[str, Any] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.needed: tuple[str, ...] = NEEDED
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
            what = gettext("The head is not valid YAML from here on.")
            self._add(
                "head-unreadable", what, (line, column), gettext("Check indentation, colons and quotation marks.")
            )
            return
        if node is not None and not isinstance(node, yaml.MappingNode):
            what = gettext("The head is no list of names and values.")
            self._add("head-unreadable", what, (2, 1), gettext("Write one a line, such as kind: report."))
            return
        entries = node.value if node is not None else []
        is_action = any((key.value, value.value) == ("kind", URGENT_ACTION) for key, value in entries)
        self.needed = (*NEEDED, *NEEDED_OF_ACTION) if is_action else NEEDED
        admitted = (*KEYS, *ACTION_KEYS) if is_action else KEYS
        for key, value in entries:
            name, place = str(key.value), (key.start_mark.line + 2, key.start_mark.column + 1)
            if name not in admitted:
                what = gettext("'%(word)s' means nothing in the head.") % {"word": name}
                self._add("unknown-key", what, place, nearest(name, admitted) or ", ".join(admitted))
            elif name in self.values:
                what = gettext("'%(word)s' stands twice.") % {"word": name}
                self._add("repeated-key", what, place, gettext("Leave one of the two out."))
            else:
                self.values[name], self.places[name] = plain_of(value), place

    def _add(self, code: str, what: str, place: tuple[int, int], remedy: str = "") -> None:
        self.problems.append(Problem(code, what, *place, remedy, self.file))

    def text(self, name: str) -> str:
        """Return a plain text of the head; empty when it is missing."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return " ".join(value.split())
        self._add("head-value", gettext("A text is wanted here."), self.places[name])
        return ""

    def missing(self) -> Iterator[Problem]:
        """Yield a problem for each thing that a head must say and this one does not."""
        for name in self.needed:
            if not self.values.get(name) and not (name == "language" and language_in(self.file)):
                what = gettext("'%(word)s' is missing in the head.") % {"word": name}
                yield Problem("missing-key", what, *self.places.get(name, (1, 1)), file=self.file)

    def kind(self) -> str:
        """Return the kind of document."""
        return self._one_of("kind", KINDS)

    def _one_of(self, name: str, known: Sequence[str]) -> str:
        value = self.text(name)
        if value and value not in known:
            what = gettext("'%(word)s' is not known here.") % {"word": value}
            offer = nearest(value, known) or gettext("There are: %(kinds)s.") % {"kinds": ", ".join(known)}
            self._add("head-value", what, self.places[name], offer)
        return value

    def language(self) -> str:
        """Return the language, which the file's name may give as well."""
        value = self._one_of("language", LANGUAGES) or language_in(self.file)
        if language_in(self.file) and value != language_in(self.file):
            what = gettext("The head and the name of the file give different languages.")
            self._add("language-differs", what, self.places.get("language", (1, 1)))
        return value

    def day(self, name: str = "date") -> date | None:
        """Return a day of the head, that of the document if no other is named; None when none can be read."""
        value = self.text(name)
        if not value:
            return None
        try:
            return parse_day(value)
        except DateUnclearError:
            what = gettext("'%(word)s' is no day.") % {"word": value}
            self._add("head-value", what, self.places[name], gettext("Write it as 2023-01-09."))
            return None

    def _items(self, name: str, admitted: Sequence[str], needed: Sequence[str]) -> Iterator[dict[str, str]]:
        value = self.values.get(name) or []
        for item in value if isinstance(value, list) else [value]:
            known = item if isinstance(item, dict) else {}
            texts = {key: " ".join(str(said).split()) for key, said in known.items()}
            wrong = [key for key in texts if key not in admitted]
            missing = [key for key in needed if not texts.get(key)]
            if missing or wrong:
                what = gettext("An entry of '%(word)s' needs %(needed)s and admits %(admitted)s.") % {
                    "word": name, "needed": ", ".join(needed), "admitted": ", ".join(admitted),
                }  # fmt: skip
                self._add("head-value", what, self.places[name])
            else:
                yield texts

    def contacts(self) -> Iterator[Contact]:
        """Yield whom the press may ask."""
        for each in self._items("contacts", ("name", "role", "email", "telephone"), ("name",)):
            yield Contact(**each)

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures, each with its credit."""
        for each in self._items("images", ("file", "text", "credit", "caption"), ("file", "text", "credit")):
            yield Picture(**each)

    def incidents(self) -> tuple[str, ...]:
        """Return the incidents that a document made from a view is about."""
        return self._names("incidents")

    def asks(self) -> tuple[str, ...]:
        """Return the calls of the dossier that the asks of an urgent action stand for, in their order."""
        return self._names("asks")

    def _names(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name) or []
        return tuple(str(each).strip() for each in (value if isinstance(value, list) else [value]))

    def letter_role(self) -> str:
        """Return what the letter of an urgent action is for in this language."""
        role = self._one_of("letter-role", LETTER_ROLES)
        if role in ("to-send", "reading") and not self.values.get("letter-subject"):
            what = gettext("The letter has no subject.")
            self._add("missing-key", what, self.places["letter-role"], gettext("Give it as 'letter-subject'."))
        return role

    def original(self) -> tuple[str, int] | None:
        """Return language and version of the text that this one was translated from; None where it names none."""
        value = self.text("translated-from")
        found = _ORIGINAL.fullmatch(value)
        if value and found is None:
            what = gettext("'%(word)s' names no version of a language.") % {"word": value}
            offer = gettext("Write the language and the version it was made from, such as: en 3.")
            self._add("head-value", what, self.places["translated-from"], offer)
        return (found[1], int(found[2])) if found else None
