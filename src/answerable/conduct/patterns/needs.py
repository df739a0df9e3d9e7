"""Which parts of which claims some rule of the patterns reads, so that the rest need not be gathered."""

from collections.abc import Mapping

from answerable.conduct.items import PROMOTION
from answerable.conduct.parts import ANSWERING, LEFT_OUT, Part
from answerable.conduct.patterns.setting import LABEL

Properties = Mapping[str, list[str]]
READ = frozenset({
    ("Notice", "person"), ("Meeting", "participant"), ("Communication", "sender"), ("Communication", "signedBy"),
    ("Remark", "speaker"), ("Reply", "person"), ("Order", "givenBy"), ("Plan", "signedBy"), ("Plan", "issuedBy"),
    ("Measure", "by"), ("Measure", "towards"),
})  # fmt: skip
"""The parts that some rule reads: of one type and lane all of them, or none."""
TOWARDS = frozenset({PROMOTION, "sanction", "discipline"})
"""Kinds of measures that matter to whom they are taken towards."""


def matters(part: Part, said: Properties) -> bool:
    """Say whether some rule reads an item of a person by what its claim says."""
    if part.schema == "Meeting":
        return LEFT_OUT in said or "raised" in said
    if part.schema == "Communication":
        return LEFT_OUT in said or not ANSWERING["Communication"].isdisjoint(said.get("kind", ()))
    if part.property == "towards":
        return not TOWARDS.isdisjoint(said.get("kind", ()))
    return True


def matters_apart(part: Part, said: Properties) -> bool:
    """Say whether some rule reads an item of a unit, or of a post that is not one person's alone."""
    if part.schema == "Remark":
        return LABEL in said.get("kind", ())
    if part.schema in ("Meeting", "Communication"):
        return LEFT_OUT in said
    return part.property != "towards"
