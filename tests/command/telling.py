"""Reads the golden tables: what sources say, one sentence a line; and writes a chain as one line a branch.

A line is `what is said : when ; name=value ; …`. Units and people that are only mentioned are claimed to exist.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from answerable.command import Branch, Chain, Rung
from answerable.kernel.texts import slug
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.view import View
from tests.builders import a_claim, a_view

GOLDEN = Path(__file__).parents[1] / "golden"
SOURCES = tuple(
    SourceDraft(key, "news", f"Source {key}", published="2024-01-01", derives_from=origin)
    for key, origin in (("A", ()), ("B", ()), ("C", ()), ("AA", ("A",)))
)
FORMS = (
    (re.compile(r"unit (?P<unit>.+)"), "unit"),
    (re.compile(r"post (?P<post>.+) of (?P<unit>.+)"), "post"),
    (re.compile(r"incident (?P<incident>.+)"), "incident"),
    (re.compile(r"(?P<unit>.+) under (?P<superior>.+)"), "edge"),
    (re.compile(r"nobody commands (?P<unit>.+)"), "vacancy"),
    (re.compile(r"(?P<person>.+) commands (?P<unit>.+)"), "commands"),
    (re.compile(r"(?P<person>.+) holds (?P<post>.+)"), "holds"),
    (re.compile(r"(?P<member>.+) member of (?P<unit>.+)"), "member"),
    (re.compile(r"(?P<actor>.+) deployed to (?P<incident>.+)"), "deployed"),
    (re.compile(r"(?P<actor>.+) involved in (?P<incident>.+)"), "involved"),
    (re.compile(r"(?P<unit>.+) at (?P<place>.+)"), "site"),
)


def golden(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((GOLDEN / f"chain_{name}.yaml").read_text(encoding="utf-8"))


def u(name: str) -> str:
    return f"unit:{slug(name)}"


def p(name: str) -> str:
    return f"person:{slug(name)}"


def post(unit: str) -> str:
    return f"post:commander-of-{slug(unit)}"


class Telling:
    """Drafts gathered from the lines of one case."""

    def __init__(self) -> None:
        self.drafts: list[ClaimDraft] = []
        self.known: set[str] = set()

    def entity(self, kind: str, schema: str, name: str, **said: str) -> str:
        entity = f"{kind}:{slug(name)}"
        if entity not in self.known or said:
            key = "title" if schema == "Post" else "name"
            self.known.add(entity)
            self.drafts.append(a_claim(schema, entity, **{key: name}, **said))
        return entity

    def actor(self, name: str) -> str:
        is_unit = f"unit:{slug(name)}" in self.known
        return self.entity("unit", "Unit", name) if is_unit else self.entity("person", "Person", name)

    def commanding(self, unit: str) -> str:
        entity = post(unit)
        if entity not in self.known:
            self.known.add(entity)
            self.drafts.append(
                a_claim("Post", entity, title=f"Commander of {unit}", unit=u(unit), function="commander")
            )
        self.entity("unit", "Unit", unit)
        return entity

    def line(self, text: str) -> None:
        said, *rest = [part.strip() for part in text.split(";")]
        head, _, when = said.partition(" : ")
        extra = dict(part.split("=", 1) for part in rest)
        for form, kind in FORMS:
            found = form.fullmatch(head.strip())
            if found:
                getattr(self, f"say_{kind}")(when, extra, **found.groupdict())
                return
        raise AssertionError(text)

    def claim(self, schema: str, entity: str, when: str, extra: dict[str, str], **said: str) -> None:
        name = extra.pop("id", entity)
        self.drafts.append(a_claim(schema, name, when, **said, **_numbers(extra)))

    def say_unit(self, when: str, extra: dict[str, str], unit: str) -> None:
        self.known.add(u(unit))
        self.claim("Unit", u(unit), when, extra, name=unit)

    def say_post(self, when: str, extra: dict[str, str], post: str, unit: str) -> None:
        self.entity("unit", "Unit", unit)
        self.known.add(f"post:{slug(post)}")
        self.claim("Post", f"post:{slug(post)}", when, extra, title=post, unit=u(unit))

    def say_incident(self, when: str, extra: dict[str, str], incident: str) -> None:
        self.known.add(f"incident:{slug(incident)}")
        self.claim("Incident", f"incident:{slug(incident)}", when, extra, name=incident)

    def say_edge(self, when: str, extra: dict[str, str], unit: str, superior: str) -> None:
        low, high = self.entity("unit", "Unit", unit), self.entity("unit", "Unit", superior)
        name = f"edge:{slug(unit)}-under-{slug(superior)}"
        ends = {"subordinate": low, "superior": high, "class": extra.pop("class", "command")}
        self.claim("Subordination", name, when, extra, **ends)

    def say_vacancy(self, when: str, extra: dict[str, str], unit: str) -> None:
        name = f"appointment:nobody-{slug(unit)}"
        self.claim("Appointment", name, when, extra, post=self.commanding(unit), kind="vacant")

    def say_commands(self, when: str, extra: dict[str, str], person: str, unit: str) -> None:
        self._appoint(when, extra, person, self.commanding(unit), f"appointment:{slug(person)}-{slug(unit)}")

    def say_holds(self, when: str, extra: dict[str, str], person: str, post: str) -> None:
        self._appoint(when, extra, person, f"post:{slug(post)}", f"appointment:{slug(person)}-{slug(post)}")

    def _appoint(self, when: str, extra: dict[str, str], person: str, post: str, name: str) -> None:
        holder = self.entity("person", "Person", person)
        self.claim("Appointment", name, when, extra, person=holder, post=post)

    def say_member(self, when: str, extra: dict[str, str], member: str, unit: str) -> None:
        ends = {"member": self.actor(member), "organization": self.entity("unit", "Unit", unit)}
        self.claim("Membership", f"membership:{slug(member)}-{slug(unit)}", when, extra, **ends)

    def say_deployed(self, when: str, extra: dict[str, str], actor: str, incident: str) -> None:
        ends = {"actor": self.actor(actor), "incident": self.entity("incident", "Incident", incident)}
        if "placed" in extra:
            ends["under"] = self.entity("unit", "Unit", extra.pop("placed"))
        self.claim("Deployment", f"deployment:{slug(actor)}-{slug(incident)}", when, extra, **ends)

    def say_involved(self, when: str, extra: dict[str, str], actor: str, incident: str) -> None:
        ends = {"actor": self.actor(actor), "incident": self.entity("incident", "Incident", incident)}
        self.claim("Involvement", f"involvement:{slug(actor)}-{slug(incident)}", when, extra, **ends)

    def say_site(self, when: str, extra: dict[str, str], unit: str, place: str) -> None:
        name = f"positioning:{slug(unit)}-{slug(place)}"
        where = {"unit": self.entity("unit", "Unit", unit), "kind": "site", "place": place}
        self.claim("Positioning", name, when, extra, **where)


def _numbers(extra: dict[str, str]) -> dict[str, Any]:
    return {name: int(text) if name == "grade" else text for name, text in extra.items()}


def drafts_of(lines: Iterable[str]) -> list[ClaimDraft]:
    telling = Telling()
    for line in lines:
        telling.line(line)
    return telling.drafts


def view_of_lines(lines: Iterable[str] | str, **cutting: Any) -> View:
    if isinstance(lines, str):
        lines = [line.strip() for line in lines.strip().splitlines()]
    return a_view(drafts_of(lines), SOURCES, **cutting)


def _rung(view: View, rung: Rung) -> str:
    shown = [
        f"{view.caption(holder.person or '')} {holder.standing.status.word}".removesuffix(" evidenced")
        for holder in rung.holders
    ]
    last = [f"last known {view.caption(holder.person or '')}" for holder in rung.last_known if holder.person]
    inside = ", ".join([rung.state, *sorted(shown), *sorted(last)])
    return f"{view.caption(rung.unit)} ({inside})"


def tell_branch(view: View, branch: Branch) -> str:
    """Write a branch: 'Beta (held, Ana) = evidenced => Alpha (unknown) | no-superior-known'."""
    parts = []
    for rung in branch.rungs:
        parts.append(_rung(view, rung))
        if rung.link:
            sign = "~" if rung.link.klass == "operational" else "="
            parts.append(f"{sign} {rung.link.standing.status.word} {sign}>")
    return f"{' '.join(parts)} | {branch.ending}"


def tell(view: View, chain: Chain) -> list[str]:
    return sorted(tell_branch(view, branch) for branch in chain.branches)
