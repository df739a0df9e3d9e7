"""A view as FollowTheMoney entities, one JSON object a line, and a list of what that format cannot hold.

FollowTheMoney has entities with values and no claims: who says what, how sure, and what is denied stay behind.
What has no property of theirs goes into `notes` where their type has it. Their package is not needed to write.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

import orjson

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Blur, Time, blur_text, parse_blur
from answerable.ontology.schema import LANGUAGE_MARK, Schema
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that stays behind: an entity's property or all of it (`property` empty), and why."""

    entity: str
    property: str
    reason: str


@dataclass(frozen=True, slots=True)
class FollowTheMoneyExport:
    """`lines` are JSON texts in the order of the entities' ids; `losses` what they leave out."""

    lines: tuple[str, ...]
    losses: tuple[Loss, ...]


@dataclass(slots=True)
class _Proxy:
    """One entity of theirs in the making."""

    schema: str
    properties: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        self.properties.setdefault(name, {})[value] = None


def exported_id(entity: str) -> str:
    """Return an entity's id in FollowTheMoney, where colons are not allowed: 'unit.pnp' for 'unit:pnp'."""
    return entity.replace(":", ".", 1)


def followthemoney_export(view: View) -> FollowTheMoneyExport:
    """Return every entity of a view as the type of FollowTheMoney that the ontology names for it.

    Only claims that count are carried: what is denied, rejected or in conflict stays behind. A date that is known
    only to lie between two days is carried as the month or year that both share.
    """
    losses: list[Loss] = []
    kinds = {name: view.schema_of(name) for kind in view.count_by_schema() for name in view.entities(kind)}
    proxies = {entity: _proxy(view, entity, kind, kinds, losses) for entity, kind in sorted(kinds.items())}
    for entity, kind in sorted(kinds.items()):
        _link_back(view, entity, kind, proxies, losses)
    whole = [
        (entity, proxy)
        for entity, proxy in sorted(proxies.items(), key=lambda pair: exported_id(pair[0]))
        if _has_its_ends(view, entity, proxy, losses)
    ]
    return FollowTheMoneyExport(tuple(_line(view, entity, proxy) for entity, proxy in whole), tuple(losses))


def _line(view: View, entity: str, proxy: _Proxy) -> str:
    content = {
        "id": exported_id(entity),
        "schema": proxy.schema,
        "datasets": [view.dossier.id],
        "properties": {name: sorted(values) for name, values in sorted(proxy.properties.items())},
    }
    return orjson.dumps(content).decode()


def _proxy(view: View, entity: str, kind: str, kinds: dict[str, str], losses: list[Loss]) -> _Proxy:
    schema = view.ontology.get(kind)
    proxy = _Proxy(schema.export.schema)
    theirs = view.ontology.get(proxy.schema).properties
    for name, values in _values(view, entity):
        plain = name.partition(LANGUAGE_MARK)[0]
        target = schema.export.properties.get(plain)
        for value in values:
            if target is not None and target in theirs and theirs[target].is_entity:
                _point(proxy, entity, plain, target, value, kinds, losses)
            elif target is not None and (text := _fitting(theirs[target].type, value)):
                proxy.add(target, text)
            elif plain not in schema.export.links and not _noted(view, schema, plain, value, proxy, theirs):
                losses.append(Loss(entity, name, f"{proxy.schema} has no place for it"))
    for when in view.times(entity):
        _date(proxy, entity, when, theirs, losses)
    caption = schema.export.caption
    if caption and caption not in proxy.properties:
        proxy.add(caption, view.caption(entity) or schema.label("en"))
    if any(claim.stance == "denies" for claim in view.claims_about(entity)):
        losses.append(Loss(entity, "", "what sources deny of it is not carried"))
    return proxy


def _values(view: View, entity: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = dict.fromkeys(name for claim in view.claims_about(entity) for name in claim.properties)
    for name in names:
        texts = view.texts(entity, name)
        if texts:
            yield name, texts


def _point(
    proxy: _Proxy, entity: str, name: str, target: str, value: str, kinds: dict[str, str], losses: list[Loss]
) -> None:
    if value in kinds:
        proxy.add(target, exported_id(value))
    else:
        losses.append(Loss(entity, name, f"{value} is not in this view"))


def _fitting(kind: str, value: str) -> str:
    """Return the value as their type takes it, or an empty text when it does not."""
    if kind == "date":
        try:
            return prefix_of(parse_blur(value))
        except DateUnclearError:
            return ""
    return value


def _noted(view: View, schema: Schema, name: str, value: str, proxy: _Proxy, theirs: Container[str]) -> bool:
    """Keep a value as a line of notes, where their type has notes."""
    if "notes" not in theirs:
        return False
    one = schema.properties[name]
    text = view.caption(value) or value if one.is_entity else value
    proxy.add("notes", f"{one.label('en')}: {text}")
    return True


def prefix_of(blur: Blur) -> str:
    """Return the day, or the month or year that both ends of a blurred date share; empty if they share none."""
    text = blur_text(blur)
    if not text.startswith("["):
        return text
    if blur.earliest is None or blur.latest is None or blur.earliest.year != blur.latest.year:
        return ""
    is_one_month = blur.earliest.month == blur.latest.month
    return blur.earliest.strftime("%Y-%m") if is_one_month else f"{blur.earliest.year:04d}"


def _date(proxy: _Proxy, entity: str, when: Time, theirs: Container[str], losses: list[Loss]) -> None:
    """Carry a real start and end as such, and a mention as a date on which it held."""
    if when.first is None or when.last is None:
        return
    ends = (("startDate" if when.starts else "date", when.first), ("endDate" if when.ends else "date", when.last))
    for name, blur in ends:
        text = prefix_of(blur)
        if text and name in theirs:
            proxy.add(name, text)
        else:
            losses.append(Loss(entity, name, f"{proxy.schema} has no place for the date {blur_text(blur)}"))


def _link_back(view: View, entity: str, kind: str, proxies: dict[str, _Proxy], losses: list[Loss]) -> None:
    """Where theirs is linked the other way round: the unit gets the address, not the address the unit."""
    for name, target in view.ontology.get(kind).export.links.items():
        for value in view.refs(entity, name):
            if value in proxies and target in view.ontology.get(proxies[value].schema).properties:
                proxies[value].add(target, exported_id(entity))
            else:
                losses.append(Loss(entity, name, f"{value} cannot hold it"))


def _has_its_ends(view: View, entity: str, proxy: _Proxy, losses: list[Loss]) -> bool:
    """An edge of theirs needs both its ends; a vacant post has no holder to tell of."""
    edge = view.ontology.get(proxy.schema).edge
    missing = [name for name in edge or () if name not in proxy.properties]
    if missing:
        losses.append(Loss(entity, "", f"{proxy.schema} needs {' and '.join(missing)}"))
    return not missing
