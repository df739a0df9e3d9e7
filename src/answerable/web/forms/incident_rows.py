"""The rows of the form for a whole incident: the people who died, the forces that were there, who held which post.

A row counts when something is typed into it. Each can cite a paragraph of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.ontology.schema import Property
from answerable.record.actors import Actor
from answerable.record.view import View
from answerable.web.forms.fields import Field, Problems, options_of, picked_in, text_in, vocabulary
from answerable.web.forms.references import reference_options
from answerable.web.forms.weighing import visibilities

AT_FIRST, MORE, MOST = {"dead": 3, "force": 2, "post": 3}, 3, 60
DEAD_OF_PERSON = ("initials", "age", "minor", "sex", "occupation")
DEAD_OF_HARM = ("cause", "role", "diedOn")
SILENT = ("name_visibility", "class", "function", "kind")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a page shows it."""

    title: str
    fields: list[Field]


def rows_asked(typed: QueryDict, group: str) -> int:
    """Return how many rows of a group the form has, with those asked for by 'more'."""
    kept = text_in(typed, f"rows.{group}")
    count = int(kept) if kept.isdigit() else AT_FIRST[group]
    return min(MOST, count + (MORE if text_in(typed, "step") == f"more-{group}" else 0))


def filled_rows(typed: QueryDict, group: str) -> list[str]:
    """Return the prefixes of the rows into which something was typed."""
    found = []
    for number in range(rows_asked(typed, group)):
        prefix = f"{group}-{number}."
        keys = [key for key in typed if key.startswith(prefix) and key.removeprefix(prefix) not in SILENT]
        if any(text_in(typed, key) for key in keys):
            found.append(prefix)
    return found


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the fields of rows, with what was typed and what is wrong."""

    view: View
    actor: Actor
    typed: QueryDict
    problems: Problems
    language: str

    def rows(self, group: str) -> list[Row]:
        """Return the rows of a group."""
        fields = {"dead": self._dead, "force": self._force, "post": self._post}[group]
        titles = {"dead": gettext("Person %(n)s"), "force": gettext("Force %(n)s"), "post": gettext("Post %(n)s")}
        return [
            Row(titles[group] % {"n": number + 1}, fields(f"{group}-{number}."))
            for number in range(rows_asked(self.typed, group))
        ]

    def _dead(self, prefix: str) -> list[Field]:
        of_person = self.view.ontology.get("Person").properties
        of_harm = self.view.ontology.get("Harm").properties
        visible = text_in(self.typed, f"{prefix}name_visibility") or "team"
        return [
            self._line(prefix, "name", gettext("Name")),
            Field(f"{prefix}name_visibility", "list", gettext("Who may see the name?"), options=options_of(
                visibilities(self.actor), [visible]), error=self.problems.of(f"{prefix}name_visibility"),
                is_optional=False),
            *(self._property(prefix, of_person[name]) for name in DEAD_OF_PERSON),
            *(self._property(prefix, of_harm[name]) for name in DEAD_OF_HARM),
            self._paragraph(prefix),
        ]  # fmt: skip

    def _force(self, prefix: str) -> list[Field]:
        of_unit = self.view.ontology.get("Unit").properties
        of_link = self.view.ontology.get("Subordination").properties
        of_deployment = self.view.ontology.get("Deployment").properties
        return [
            self._named(prefix, "unit", "Unit", gettext("Unit")),
            self._property(prefix, of_unit["force"]),
            self._property(prefix, of_unit["level"]),
            self._named(prefix, "superior", "Unit", gettext("Unit above it, as the source says")),
            self._property(prefix, of_link["class"], default="command"),
            self._property(prefix, of_deployment["task"]),
            self._property(prefix, of_deployment["weapon"]),
            self._paragraph(prefix),
        ]

    def _post(self, prefix: str) -> list[Field]:
        of_post = self.view.ontology.get("Post").properties
        of_appointment = self.view.ontology.get("Appointment").properties
        visible = text_in(self.typed, f"{prefix}name_visibility") or "public"
        return [
            self._named(prefix, "unit", "Unit", gettext("Unit")),
            self._line(prefix, "title", of_post["title"].label(self.language)),
            self._property(prefix, of_post["function"], default="commander"),
            self._named(prefix, "person", "Person", gettext("Who held it")),
            Field(f"{prefix}name_visibility", "list", gettext("Who may see the name, if it is new?"),
                options=options_of(visibilities(self.actor), [visible]), is_optional=False),
            self._property(prefix, of_appointment["rank"]),
            self._property(prefix, of_appointment["kind"]),
            self._line(prefix, "t.from", gettext("In post from"), kind="day"),
            self._line(prefix, "t.to", gettext("In post to"), kind="day"),
            self._tick(prefix, "t.starts", gettext("It began then")),
            self._tick(prefix, "t.ends", gettext("It ended then")),
            self._paragraph(prefix),
        ]  # fmt: skip

    def _line(self, prefix: str, name: str, label: str, help_: str = "", kind: str = "line") -> Field:
        full = prefix + name
        return Field(
            full, kind, label, help_, text_in(self.typed, full), error=self.problems.of(full), is_optional=False
        )

    def _tick(self, prefix: str, name: str, label: str) -> Field:
        full = prefix + name
        picked = [value for value in (text_in(self.typed, full),) if value]
        return Field(full, "tick", label, options=options_of([("yes", label)], picked))

    def _paragraph(self, prefix: str) -> Field:
        return self._line(prefix, "paragraph", gettext("Paragraph, if another"), kind="short")

    def _property(self, prefix: str, one: Property, *, default: str = "") -> Field:
        full, label = prefix + one.name, one.label(self.language)
        if not one.enum:
            kind = "day" if one.type in ("date", "number") else "line"
            return self._line(prefix, one.name, label, kind=kind)
        picked = picked_in(self.typed, full) or ([default] if default and full not in self.typed else [])
        options = options_of(vocabulary(one.enum, self.language), picked, none=gettext("The source does not say"))
        return Field(full, "list", label, options=options, error=self.problems.of(full), is_optional=False)

    def _named(self, prefix: str, name: str, schema: str, label: str) -> Field:
        full = prefix + name
        words, picked = text_in(self.typed, f"{full}.search"), picked_in(self.typed, full)
        options = reference_options(self.view, schema, words, picked, self.language) if words or picked else ()
        is_asked = bool(self.problems.of(full) or picked or text_in(self.typed, "step") == "search")
        return Field(full, "entity", label, value=words, options=options if is_asked else (),
                     error=self.problems.of(full), is_optional=False, leads_to=schema)  # fmt: skip


def values_in(typed: QueryDict, prefix: str, names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the properties typed into a row."""
    return {name: (text,) for name in names if (text := text_in(typed, prefix + name))}
