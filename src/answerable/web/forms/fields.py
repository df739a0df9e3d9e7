"""A field of a form as a template shows it, and the problems that stand beside fields and at the top."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict

from answerable.ontology.schema import Choice

_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")
FEW = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen; `note` is what tells it from others of its name."""

    value: str
    label: str
    is_chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `kind` names the part of the template that shows it.

    line, day, text, file, password: typed (`value`). choice, list, several, tick: picked (`options`). entity:
    looked for by words (`value`) among those of the type `leads_to`, and picked; several if `is_several`.
    """

    name: str
    kind: str
    label: str
    help: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    error: str = ""
    is_optional: bool = True
    is_several: bool = False
    language: str = ""
    leads_to: str = ""
    find: str = ""

    @property
    def id(self) -> str:
        """The id of its element."""
        return id_of(self.name)

    @property
    def described_by(self) -> str:
        """The ids of the help and the error, for the element to point to."""
        parts = (f"{self.id}-help" if self.help else "", f"{self.id}-error" if self.error else "")
        return " ".join(part for part in parts if part)


def id_of(name: str) -> str:
    """Return the id of the element of the field called `name`."""
    return f"id_{_UNFIT.sub('-', name)}"


@dataclass(slots=True)
class Problems:
    """What is wrong, by the name of the field; the field '' stands for the whole form."""

    by_field: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, *sentences: str) -> None:
        """Say something of a field; what was said of it before stays in front."""
        said = " ".join(sentence for sentence in sentences if sentence)
        before = self.by_field.get(name, "")
        self.by_field[name] = f"{before} {said}".strip() if said not in before else before

    def of(self, name: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return self.by_field.get(name, "")

    def __bool__(self) -> bool:
        return bool(self.by_field)

    @property
    def at_the_top(self) -> list[tuple[str, str]]:
        """Each problem with the id of its field, or an empty id."""
        return [(id_of(name) if name else "", said) for name, said in self.by_field.items()]


def text_in(typed: QueryDict, name: str) -> str:
    """Return what was typed into a field, without white space around it and with plain line ends."""
    return str(typed.get(name, "")).replace("\r\n", "\n").strip()


def picked_in(typed: QueryDict, name: str) -> list[str]:
    """Return what was picked in a field, each once; empty values are no choice."""
    return [value for value in dict.fromkeys(typed.getlist(name)) if value]


def options_of(
    choices: Iterable[tuple[str, str]], picked: Iterable[str], *, none: str | None = None
) -> tuple[Option, ...]:
    """Return options from values and labels; with `none`, the empty choice under that label stands first."""
    chosen = set(picked)
    first = () if none is None else (Option("", none, not chosen),)
    return (*first, *(Option(value, label, value in chosen) for value, label in choices))


def vocabulary(choices: Iterable[Choice], language: str) -> list[tuple[str, str]]:
    """Return the codes and labels of a closed vocabulary."""
    return [(choice.code, choice.label(language)) for choice in choices]
