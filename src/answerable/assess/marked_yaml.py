"""YAML whose every part knows its file and line, so that a refusal can say where to mend it.

A key that stands twice in one mapping is refused; the plain reader would silently keep the last.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from answerable.kernel.errors import ValueRefusedError


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a file. `value` is a mapping of Parts, a list of Parts, or a plain value."""

    value: Any
    file: str
    line: int

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return f"{self.file} line {self.line}"

    def refused(self, what: str, remedy: str) -> ValueRefusedError:
        """Return the refusal of this part."""
        return ValueRefusedError(what, where=self.place, remedy=remedy)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of a mapping, in order; none of anything else."""
        return tuple(self.value) if isinstance(self.value, dict) else ()

    def get(self, key: str) -> "Part | None":
        """Return the part under a key, or None when it is missing or left empty."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return found if found is not None and found.value is not None else None

    def need(self, key: str) -> "Part":
        """Return the part under a key, or refuse."""
        found = self.get(key)
        if found is None:
            raise self.refused(f"'{key}' is missing here.", f"Add '{key}'.")
        return found

    def each(self) -> "tuple[Part, ...]":
        """Return the parts of a list; a single value stands for a list of one."""
        return tuple(self.value) if isinstance(self.value, list) else (self,)

    def text(self) -> str:
        """Return a plain text without breaks of line, or refuse."""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int | float):
            raise self.refused("A text is wanted here.", "Write a text; put yes, no and dates in quotes.")
        return " ".join(str(self.value).split())

    def texts(self) -> tuple[str, ...]:
        """Return a list of plain texts."""
        return tuple(part.text() for part in self.each())

    def flag(self) -> bool:
        """Return yes or no, or refuse."""
        if not isinstance(self.value, bool):
            raise self.refused("Yes or no is wanted here.", "Write true or false.")
        return self.value

    def only(self, known: frozenset[str]) -> None:
        """Refuse a key that means nothing."""
        for key, part in (self.value if isinstance(self.value, dict) else {}).items():
            if key not in known:
                raise Part(None, part.file, part.line).refused(
                    f"The key '{key}' means nothing here.", f"Use one of: {', '.join(sorted(known))}."
                )


# The compiled loader is about ten times faster; a Python built without libyaml still has the other.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Dates(_LOADER):  # type: ignore[misc]
    """Reads dates as the texts that they are written as."""


_Dates.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_parts(path: Path) -> Part:
    """Return a YAML file as parts.

    Raises:
        ValueRefusedError: it is not valid YAML, or has a key twice.
    """
    loader = _Dates(path.read_text(encoding="utf-8"))
    try:
        node = loader.get_single_node()
        if node is None:
            return Part({}, path.name, 1)
        return _part(loader, node, path.name)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Part(None, path.name, line).refused(
            "The file is not valid YAML from here on.", "Check the indentation, the colons and the quotes."
        ) from None
    finally:
        loader.dispose()


def _part(loader: Any, node: yaml.Node, file: str) -> Part:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Part(dict(_pairs(loader, node, file)), file, line)
    if isinstance(node, yaml.SequenceNode):
        return Part([_part(loader, one, file) for one in node.value], file, line)
    return Part(loader.construct_object(node, deep=True), file, line)


def _pairs(loader: Any, node: yaml.MappingNode, file: str) -> Iterator[tuple[str, Part]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        part = _part(loader, value_node, file)
        if key in seen:
            raise Part(None, file, key_node.start_mark.line + 1).refused(
                f"The key '{key}' stands twice here.", "Keep one of the two."
            )
        seen.add(key)
        # A key's own line is where a reader looks for it.
        yield key, Part(part.value, file, key_node.start_mark.line + 1)
