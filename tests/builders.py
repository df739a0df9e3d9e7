"""Short ways to say in a test what a dossier holds. Every person and unit in them is invented."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from answerable.kernel.times import parse_time
from answerable.record.audiences import TEAM
from answerable.record.drafts import ClaimDraft, DossierDraft, SourceDraft
from answerable.record.unsaved import view_of_drafts
from answerable.record.view import View, ViewSpec

LIMA = ZoneInfo("America/Lima")
DOSSIER = DossierDraft("trial", {"en": "Trial", "es": "Ensayo"}, "America/Lima")
SOURCE = SourceDraft("A", "report", "A report", published="2023-01-10", reliability="B")
OTHER_SOURCE = SourceDraft("B", "news", "A newspaper", published="2023-02-01", reliability="C")
FOR_THE_TEAM = ViewSpec(TEAM)
FLAGS = ("starts", "ends", "ongoing")
FIELDS = ("source", "locator", "stance", "grade", "status", "visibility", "attribution", "note", "rests_on", "ref")


def a_claim(schema: str, about: str, when: str = "", **said: object) -> ClaimDraft:
    """Return a draft; `when` reads '2022-12-07 / 2023-01-09 starts ends ongoing', the rest are properties.

    A property's value may be a text or a list of texts; the names of FIELDS set the claim's own fields.
    """
    words = when.split()
    dates = [word for word in words if word not in (*FLAGS, "/")]
    first, last = (*dates, "", "")[:2]
    flags = {flag: flag in words for flag in FLAGS}
    fields = {name: said.pop(name) for name in FIELDS if name in said}
    properties = {
        name.replace("__", "@"): (value,) if isinstance(value, str) else tuple(value)  # type: ignore[arg-type]
        for name, value in said.items()
    }
    time = parse_time(first, last, zone=LIMA, **flags)
    return ClaimDraft(about, schema, properties, time=time, **({"source": "A", "grade": 2} | fields))  # type: ignore[arg-type]


def a_unit(name: str, **said: object) -> ClaimDraft:
    """Return the claim that a unit exists; its id is made from its name."""
    return a_claim("Unit", f"unit:{name.lower().replace(' ', '-')}", name=name, **said)


def a_view(
    drafts: Sequence[ClaimDraft],
    sources: Sequence[SourceDraft] = (SOURCE, OTHER_SOURCE),
    spec: ViewSpec = FOR_THE_TEAM,
    **cutting: object,
) -> View:
    """Return the view that a database with exactly these claims would give."""
    return view_of_drafts(DOSSIER, sources, drafts, spec, **cutting)  # type: ignore[arg-type]


def day(text: str) -> date:
    """Return the calendar day that `text` names."""
    return date.fromisoformat(text)
