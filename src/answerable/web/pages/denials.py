"""What somebody denies, replies or regrets, with its source: shown wherever an allegation about them is."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to, text_of
from answerable.web.pages.command_words import choice_word
from answerable.web.pages.words import time_words

ANSWERING = ("denial", "reply", "regret", "justification")


@dataclass(frozen=True, slots=True)
class DenialRow:
    """One denial or reply: who, what kind, what they say, when, and the source."""

    who: SafeString
    kind: str
    is_denial: bool
    gist: SafeString
    when: str
    cited: SafeString
    incident: SafeString | None


def denials_of(asks: Asked, person: str, incident: str = "") -> list[DenialRow]:
    """Return what a person or body answers, the denials first; about one incident, if given, or about none."""
    view = asks.view
    found = []
    for remark in view.pointing_at(person, "Remark", "speaker"):
        kinds = [kind for kind in view.texts(remark, "kind") if kind in ANSWERING]
        if kinds and _concerns(asks, remark, incident):
            found.append(_row(asks, person, remark, kinds[0], "gist"))
    found += [
        _row(asks, person, reply, "right-of-reply", "gist")
        for reply in view.pointing_at(person, "Reply", "person")
        if _concerns(asks, reply, incident)
    ]
    return sorted((row for row in found if row), key=lambda row: not row.is_denial)


def _concerns(asks: Asked, entity: str, incident: str) -> bool:
    named = asks.view.refs(entity, "incident") if asks.view.schema_of(entity) == "Remark" else ()
    if not incident or not named:
        return True
    wider = {incident, *asks.view.refs(incident, "partOf")}
    return any(each in wider for each in named)


def _row(asks: Asked, person: str, entity: str, kind: str, name: str) -> DenialRow | None:
    claims = [claim for claim in asks.view.claims_about(entity) if claim.is_counted and claim.properties.get(name)]
    if not claims:
        return None
    claim = claims[0]
    incidents = asks.view.refs(entity, "incident") if kind != "right-of-reply" else ()
    word = gettext("Right of reply") if kind == "right-of-reply" else choice_word(asks, "Remark", "kind", kind)
    return DenialRow(
        link_to(asks, person),
        word,
        kind == "denial",
        text_of(asks, claim, name),
        time_words(claim.time),
        cited_at(asks, claim),
        link_to(asks, incidents[0]) if incidents else None,
    )
