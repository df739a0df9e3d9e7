"""The ways of having a part in something that count as conduct: which type, which property, which lane.

This table decides what an account holds. A claim that names somebody in any other way, such as a remark about a
person, is no part of that person's own conduct.
"""

from typing import NamedTuple

from answerable.conduct.answers import Lane


class Part(NamedTuple):
    """One way: the type, the property that names the person, its lane, and the property of the type's own kind."""

    schema: str
    property: str
    lane: Lane
    kind: str = ""


PARTS = (
    Part("Notice", "person", "told"),
    Part("Meeting", "participant", "told", "kind"),
    Part("Communication", "recipient", "told", "kind"),
    Part("Order", "givenTo", "told", "form"),
    Part("Plan", "addressee", "told"),
    Part("Call", "addressee", "told"),
    Part("Remark", "speaker", "said", "kind"),
    Part("Communication", "sender", "said", "kind"),
    Part("Communication", "signedBy", "said", "kind"),
    Part("Reply", "person", "said"),
    Part("Order", "givenBy", "ordered", "form"),
    Part("Plan", "signedBy", "ordered"),
    Part("Plan", "issuedBy", "ordered"),
    Part("Deployment", "onOrderOf", "ordered"),
    Part("Measure", "by", "done", "kind"),
    Part("Measure", "towards", "done", "kind"),
    Part("Involvement", "actor", "done", "role"),
    Part("Deployment", "actor", "done"),
)
LEFT_OUT = "leftOut"
SPEAKING = frozenset({("Meeting", "participant"), ("Communication", "sender"), ("Communication", "signedBy")})
"""The parts that could have raised what a source says was left out; the recipient of a letter could not."""
REPORTED = frozenset({("Notice", "person"), ("Communication", "recipient"), ("Order", "givenTo")})
"""The parts by which something reaches somebody whom a duty may oblige to report it."""
ANSWERING = {"Remark": frozenset({"denial", "reply"}), "Communication": frozenset({"information-reply"})}
"""The kinds by which a person answers what is alleged; a Reply always does."""
