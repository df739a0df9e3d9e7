"""What may leave the house: the public view cut once more to an allow-list, and a last look at every text.

Sealed and restricted content cannot pass, for the public view never held it. Beyond that nothing leaves that
`public_fields.yaml` does not name, so that a new property or type stays inside until somebody decides otherwise.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from typing import Any

import numpy as np
import orjson

from answerable.kernel.errors import ActRefusedError
from answerable.ontology.schema import LANGUAGE_MARK
from answerable.publish.unsaid import Secrets
from answerable.publish.wording import read_words
from answerable.record.audiences import PUBLIC
from answerable.record.claims import ReadableClaim, ReadableSource
from answerable.record.columns import REST, REST_SEPARATOR, Texts
from answerable.record.fairness import fair, gate_of
from answerable.record.view import View

_LIST = "public_fields.yaml"
_KEPT_REST = frozenset({"ref", "locator", "attribution", "rests_on"})
_TAG = re.compile(r"<[^>]*>")
_DATA_PICTURE = re.compile(r"data:image/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why something may not leave. `code`: unfair, not-public, person, source, picture; `where`: a place."""

    code: str
    where: str = ""


@cache
def public_properties(schema: str) -> frozenset[str]:
    """Return the properties of a type that may leave; none for a type that is not on the list."""
    return frozenset(read_words(_LIST)["types"].get(schema, ()))


@cache
def public_claim_fields() -> frozenset[str]:
    """Return the fields of a claim that may leave."""
    return frozenset(read_words(_LIST)["claim"])


@cache
def public_source_fields(*, is_withheld: bool = False) -> frozenset[str]:
    """Return the fields of a source that may leave; of a withheld one, fewer."""
    return frozenset(read_words(_LIST)["withheld_source" if is_withheld else "source"])


def require_public(view: View) -> None:
    """Stop unless a view was made for the public.

    Raises:
        ActRefusedError: it was made for anybody else.
    """
    if view.spec.audience != PUBLIC:
        raise ActRefusedError(
            "This was made for the team and may not leave.", remedy="Make it from what the public may read."
        )


def let_out(view: View) -> View:
    """Return a public view with what may leave and nothing else; worked out once a view.

    Claims keep the listed properties alone; those that point to something that the view knows nothing of go, for
    an id may say a name. Notes, hands and the team's ways to a source are gone. A claim of a type that is not on
    the list, or with nothing left to say, is left out, and so is one whose gate is shut.

    Raises:
        ActRefusedError: the view was not made for the public.
    """
    require_public(view)
    kept: dict[str, Any] = vars(view)
    found = kept.get("_let_out")
    if not isinstance(found, View):
        found = _cut(fair(view))
        vars(found)["_let_out"] = found
        kept["_let_out"] = found
    return found


def _cut(view: View) -> View:
    columns = view.columns
    known = {claim_id.decode() for claim_id in columns.id.tolist()}
    rows, properties, rest = [], [], []
    for row, kind in enumerate(columns.schema.tolist()):
        said = _said(view, columns.schemata[kind], columns.properties[row])
        if said:
            rows.append(row)
            properties.append(said)
            rest.append(_rest(columns.rest[row], known))
    cut = columns.take(np.array(rows, dtype=np.intp))
    cut = replace(cut, properties=Texts.of(properties), rest=Texts.of(rest))
    cards = {key: open_card(card) for key, card in view.source_cards.items()}
    return replace(view, columns=cut, source_cards=cards)


def _said(view: View, schema: str, properties: bytes) -> bytes:
    """Return the listed properties of one claim, as JSON; empty when none is left."""
    listed, declared = public_properties(schema), view.ontology.get(schema).properties
    said, left = orjson.loads(properties), {}
    for name, values in said.items():
        plain = name.partition(LANGUAGE_MARK)[0]
        if plain not in listed:
            continue
        is_entity = plain in declared and declared[plain].is_entity
        shown = [value for value in values if view.has(value)] if is_entity else values
        if shown:
            left[name] = shown
    if left == said:
        return properties
    return orjson.dumps(left, option=orjson.OPT_SORT_KEYS) if left else b""


def _rest(rest: bytes, known: Iterable[str]) -> bytes:
    parts = dict(zip(REST, rest.decode().split(REST_SEPARATOR), strict=True))
    kept = {name: parts[name] if name in _KEPT_REST else "" for name in REST}
    kept["rests_on"] = ",".join(one for one in kept["rests_on"].split(",") if one in known)
    return REST_SEPARATOR.join(kept.values()).encode()


def open_card(card: ReadableSource) -> ReadableSource:
    """Return a source with the fields that may leave, every other one empty."""
    listed = public_source_fields(is_withheld=card.is_withheld)
    blank = ReadableSource(card.key, card.kind, card.attribution if card.is_withheld else card.title)
    return replace(blank, **{name: getattr(card, name) for name in listed if name != "title"})


def open_claim(claim: ReadableClaim) -> Mapping[str, Any]:
    """Return the fields of a claim that may leave, by name, for whoever writes them into a file."""
    return {name: getattr(claim, name) for name in ReadableClaim.__slots__ if name in public_claim_fields()}


# the last look


def hindrances_in(texts: Mapping[str, str], secrets: Secrets) -> tuple[Hindrance, ...]:
    """Return what secrets the texts would let out, by place: names of people, traces of sources. Never which.

    Args:
        texts: what would leave, by the place that a message may name, such as a language; HTML or plain.
        secrets: what the team's view holds and the public one does not.
    """
    found = []
    for place, text in texts.items():
        # Once as it stands, addresses and all, and once as it reads: a name may be cut by a tag.
        codes = {*secrets.let_out_by(unescape(text)), *secrets.let_out_by(unescape(_TAG.sub("", text)))}
        found += [Hindrance(code, place) for code in ("person", "source") if code in codes]
    return tuple(found)


def hindrances_of(view: View, claims: Iterable[str]) -> tuple[Hindrance, ...]:
    """Return why claims behind a text may not be used: not in the public view, or the gate on a person is shut."""
    require_public(view)
    found = []
    for claim in dict.fromkeys(claims):
        if not view.has_claim(claim):
            found.append(Hindrance("not-public", claim))
        elif not gate_of(view, claim).is_open:
            found.append(Hindrance("unfair", claim))
    return tuple(found)
