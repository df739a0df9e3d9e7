"""What each kind of query finds on record, before anybody says on which side it stands.

What is undated or cannot be placed for sure passes every filter of time, and says so. What only the team's own
analysis says, or a link that is less than evidenced, is inferred, whatever the query says of itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from answerable.assess.answers import Candidate, Query, Side, Words
from answerable.assess.inquiry import Inquiry, placed_why
from answerable.assess.said_words import claims_saying, says
from answerable.command.answers import ClaimIds, Tenure
from answerable.conduct.answers import Item, Reason, When
from answerable.conduct.placing import when_of
from answerable.kernel.standing import Status
from answerable.record.claims import ReadableClaim

_UNPLACED = frozenset({"unclear", "undated"})
_EITHER_WAY: Side = "either"
DAYS_OF_DEMANDS = 14
"""How long after an incident a demand may still be an answer to it; a demand names no incident."""
NO_DAY = When(None, None, is_certain=False)
AGAINST_PATTERN: Words = {
    "en": "What speaks against a pattern that is found here.",
    "es": "Lo que habla en contra de un patrón que se halla aquí.",
}
Found = tuple[Candidate, ...]


def asked(inquiry: Inquiry, query: Query) -> Found:
    """Return what one query finds, each thing once; the side is left open.

    Kept with the view, for many people are asked about at one incident, and much of what is found is the same.
    """
    is_shared = query.find in ("entity", "own") and query.of != "subject"
    key = (id(query), "" if is_shared else inquiry.subject, inquiry.incident)
    kept: dict[object, tuple[Query, Found]] = vars(inquiry.view).setdefault("_assess_found", {})
    known = kept.get(key)
    if known is None or known[0] is not query:  # an id may be used again
        known = kept[key] = (query, tuple(_FINDERS[query.find](inquiry, query)))
    return known[1]


def _passes(inquiry: Inquiry, query: Query, each: Candidate) -> bool:
    if not inquiry.incident:
        return True
    in_time_asked = not query.placed or each.placed in query.placed or each.placed in _UNPLACED
    return in_time_asked and each.tie in query.ties


def _items(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    account = inquiry.account
    for item in (account.items if query.find == "item" else account.of_units) if account else ():
        if _is_asked_for(query, item) and _says(inquiry, query, item.entity):
            found = of_item(inquiry, query, item)
            if _passes(inquiry, query, found):
                yield found


def _is_asked_for(query: Query, item: Item) -> bool:
    kinds = item.kinds or ((item.kind,) if item.kind else ())
    return (
        (not query.lanes or item.lane in query.lanes)
        and (not query.schemata or item.schema in query.schemata)
        and (not query.kinds or not set(kinds).isdisjoint(query.kinds))
        and (not query.receipts or item.receipt in query.receipts)
        and (not query.parts or item.part in query.parts)
        and query.left_out in (None, item.is_left_out)
        and query.oath in (None, item.is_under_oath)
    )


def _says(inquiry: Inquiry, query: Query, entity: str) -> bool:
    """Say whether the counted claims give, or lack, the properties and values that a query asks for."""
    texts = inquiry.view.texts
    return (
        all(not set(texts(entity, name)).isdisjoint(wanted) for name, wanted in query.where.items())
        and all(texts(entity, name) for name in query.has)
        and not any(texts(entity, name) for name in query.lacks)
        and (not query.says or bool(claims_saying(inquiry.view, entity, query.says, query.unless)))
    )


def of_item(inquiry: Inquiry, query: Query, item: Item) -> Candidate:
    """Return an item of conduct as a candidate, on its claims and those that give what was asked."""
    at = inquiry.place(item.when)
    extra = _asked_claims(inquiry, query, item.entity)
    is_inferred = item.is_inferred or query.find == "unit-item" or bool(query.says)
    return Candidate(
        indicator=query.name,
        words=query.words,
        side=_EITHER_WAY,
        how="inferred" if is_inferred else query.how,
        entity=item.entity,
        schema=item.schema,
        part=item.part,
        tie=inquiry.tie(item.incidents) if inquiry.incident else "none",
        placed=at.placed if at else None,
        days=at.days if at else None,
        when=item.when,
        claims=tuple(dict.fromkeys((*item.claims, *(claim.id for claim in extra)))),
        denials=item.denials,
        why=placed_why(item.entity, inquiry.incident, inquiry.when, item.when, at),
        via=item.via,
    )


def _asked_claims(inquiry: Inquiry, query: Query, entity: str) -> list[ReadableClaim]:
    """Return the counted claims that give what the query asks a thing to say."""
    saying = claims_saying(inquiry.view, entity, query.says, query.unless) if query.says else []
    return [*_giving(inquiry, entity, (*query.where, *query.has)), *saying]


def _giving(inquiry: Inquiry, entity: str, names: tuple[str, ...]) -> list[ReadableClaim]:
    """Return the counted claims about a thing that give one of the properties."""
    every = inquiry.view.claims_about(entity) if names else ()
    return [claim for claim in every if claim.is_counted and any(claim.properties.get(name) for name in names)]


def _expected(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    account = inquiry.account
    own = {item.entity for item in account.items} if account else set()
    for each in account.expected if account else ():
        if each.item in own:  # what somebody gave or sent need not be reported back
            continue
        at = inquiry.place(each.when)
        found = Candidate(
            indicator=query.name,
            words=query.words,
            side=_EITHER_WAY,
            how="inferred",
            entity=each.item,
            schema=inquiry.view.schema_of(each.item),
            part="expected",
            tie=inquiry.tie(each.incidents) if inquiry.incident else "none",
            placed=at.placed if at else None,
            days=at.days if at else None,
            when=each.when,
            claims=each.claims,
            denials=(),
            why=each.why,
            via=each.reached,
        )
        if _passes(inquiry, query, found):
            yield found


def _chain(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    for under in inquiry.account.incidents if inquiry.account else ():
        if inquiry.incident and under.incident != inquiry.incident:
            continue
        at = inquiry.place(under.when)
        for way in under.ways:
            values = {
                "unit": way.ground,
                "post": way.post,
                "incident": under.incident,
                "status": way.standing.word,
            }
            yield Candidate(
                indicator=query.name,
                words=query.words,
                side=_EITHER_WAY,
                how="direct" if way.standing is Status.EVIDENCED else "inferred",
                entity=way.ground,
                schema=inquiry.view.schema_of(way.ground),
                part="chain",
                tie="own",
                placed=at.placed if at else None,
                days=at.days if at else None,
                when=under.when,
                claims=way.claims,
                denials=way.denials,
                why=Reason("chain-way" if way.hops else "chain-own-unit", values),
                via=way.post,
                weakest=way.standing,
                way=way,
            )


def _tenures(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    view = inquiry.view
    for tenure in inquiry.account.tenures if inquiry.account else ():
        if query.functions and view.text(tenure.post, "function") not in query.functions:
            continue
        if query.forces and view.text(view.ref(tenure.post, "unit"), "force") not in query.forces:
            continue
        standing = _standing(inquiry, tenure.appointment)
        if standing is not Status.EXCLUDED:
            yield _of_tenure(inquiry, query, tenure, standing)


def _standing(inquiry: Inquiry, link: str) -> Status | None:
    """Return how a dated link stands on the days of the incident: its best, None when no incident is asked for."""
    when = inquiry.when
    if when is None or when.first is None or when.last is None:
        return None
    first, last = when.first.toordinal(), when.last.toordinal()
    runs = inquiry.view.runs(link)
    statuses = [
        run.standing.status
        for run, after in zip(runs, (*runs[1:], None), strict=True)
        if run.first <= last and (after is None or after.first > first)
    ]
    return min(statuses, default=None)


def _of_tenure(inquiry: Inquiry, query: Query, tenure: Tenure, standing: Status | None) -> Candidate:
    values = {"post": tenure.post, "incident": inquiry.incident, "status": standing.word if standing else None}
    is_sure = standing in (None, Status.EVIDENCED)
    return Candidate(
        indicator=query.name,
        words=query.words,
        side=_EITHER_WAY,
        how=query.how if is_sure else "inferred",
        entity=tenure.appointment,
        schema="Appointment",
        part="person",
        tie="none",
        placed=("during" if is_sure else "unclear") if standing is not None else None,
        days=None,
        when=When(tenure.first_day, tenure.last_day, is_certain=False),
        claims=tenure.claims,
        denials=tenure.denials,
        why=Reason("post-held" if standing is not None else "post-on-record", values),
        via=tenure.post,
        weakest=standing,
    )


def _duties(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    """Yield what is laid on the person, on a post held on the incident's days, or on the unit of such a post."""
    view, account = inquiry.view, inquiry.account
    if account is None:
        return
    held = [each.post for each in account.tenures if _standing(inquiry, each.appointment) is not Status.EXCLUDED]
    units = [view.ref(post, "unit") for post in held]
    for holder in dict.fromkeys((inquiry.subject, *held, *filter(None, units))):
        for duty in view.pointing_at(holder, "Duty", "holder"):
            standing = _standing(inquiry, duty)
            if standing is Status.EXCLUDED or set(query.kinds).isdisjoint(view.texts(duty, "kind")):
                continue
            found = _of_entity(inquiry, query, duty, ("holder",), holder)
            is_sure = standing in (None, Status.EVIDENCED)
            how = found.how if is_sure else "inferred"
            yield replace(found, via="" if holder == inquiry.subject else holder, weakest=standing, how=how)


def _patterns(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    for answer in inquiry.patterns:
        if answer.code not in query.codes or not answer.is_met:
            continue
        for number, instance in enumerate(answer.instances):
            if inquiry.incident and inquiry.incident not in instance.incidents[1 if query.later else 0 :]:
                continue
            yield Candidate(
                indicator=query.name,
                words=query.words,
                side=_EITHER_WAY,
                how="inferred",
                entity=inquiry.subject,
                schema="Person",
                part=f"{answer.code}-{number}",
                tie="own" if inquiry.incident else "none",
                placed=None,
                days=None,
                when=NO_DAY,
                claims=instance.claims,
                denials=instance.denials,
                why=instance.why,
                weakest=answer.weakest,
            )


def against_patterns(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    """Yield what the room of conduct holds against the patterns that a query finds to be met."""
    met = {each.part.rpartition("-")[0] for each in asked(inquiry, query)}
    for answer in inquiry.patterns:
        for number, each in enumerate(answer.against if answer.code in met else ()):
            if each.claims:
                yield Candidate(
                    indicator=query.name,
                    words=AGAINST_PATTERN,
                    side="against",
                    how="inferred",
                    entity=inquiry.subject,
                    schema="Person",
                    part=f"{answer.code}-against-{number}",
                    tie="none",
                    placed=None,
                    days=None,
                    when=NO_DAY,
                    claims=each.claims,
                    denials=(),
                    why=each.why,
                )


def _entities(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    at, passed = inquiry.view.pointing_at, set[str]()
    for anchor in inquiry.anchors(query.of):
        pointing = (each for schema in query.schemata for name in query.by for each in at(anchor, schema, name))
        for entity in dict.fromkeys(pointing):
            if entity not in passed and _is_of_force(inquiry, query, entity) and _says(inquiry, query, entity):
                found = _of_entity(inquiry, query, entity, query.by, anchor)
                if _passes(inquiry, query, found):
                    passed.add(entity)
                    yield found


def _is_of_force(inquiry: Inquiry, query: Query, entity: str) -> bool:
    view = inquiry.view
    actors = view.refs(entity, "actor") if query.forces else ()
    return not query.forces or any(view.text(actor, "force") in query.forces for actor in actors)


def _demands(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    for entity in inquiry.view.entities("Call") if inquiry.incident else ():
        if _says(inquiry, query, entity):
            found = _of_entity(inquiry, query, entity, ("demand",), entity)
            is_soon = found.placed == "after" and (found.days or 0) <= DAYS_OF_DEMANDS
            if is_soon or found.placed == "during":
                yield found


def _of_entity(inquiry: Inquiry, query: Query, entity: str, by: tuple[str, ...], anchor: str) -> Candidate:
    """Return a thing that names the anchor, on the claims that do so and those that give what was asked."""
    view = inquiry.view
    every = view.claims_about(entity)
    naming = [claim for claim in every if claim.is_counted and _names(inquiry, claim, by, anchor)]
    claims = [*naming, *_asked_claims(inquiry, query, entity)]
    dated = [claim for claim in naming if claim.time.is_dated] or [
        claim for claim in every if claim.is_counted and claim.time.is_dated
    ]
    when = when_of(claim.time for claim in dated)
    at = inquiry.place(when)
    part = next((name for name in by if any(_names(inquiry, claim, (name,), anchor) for claim in naming)), by[0])
    return Candidate(
        indicator=query.name,
        words=query.words,
        side=_EITHER_WAY,
        how="inferred" if query.says or _is_inferred(inquiry, naming) else query.how,
        entity=entity,
        schema=view.schema_of(entity),
        part=part,
        tie=inquiry.tie(inquiry.incidents_of(entity)) if inquiry.incident else "none",
        placed=at.placed if at else None,
        days=at.days if at else None,
        when=when,
        claims=tuple(dict.fromkeys(claim.id for claim in (*claims, *dated))),
        denials=_denials(every),
        why=placed_why(entity, inquiry.incident, inquiry.when, when, at),
    )


def _names(inquiry: Inquiry, claim: ReadableClaim, by: tuple[str, ...], anchor: str) -> bool:
    canonical = inquiry.view.canonical
    return any(canonical(text) == anchor for name in by for text in claim.properties.get(name, ()))


def _denials(claims: Iterable[ReadableClaim]) -> ClaimIds:
    return tuple(claim.id for claim in claims if claim.stance == "denies")


def _is_inferred(inquiry: Inquiry, claims: Iterable[ReadableClaim]) -> bool:
    """Say whether only the team's own analysis says so."""
    cards = inquiry.view.source_cards
    return all(claim.source in cards and cards[claim.source].is_analysis for claim in claims)


def _own(inquiry: Inquiry, query: Query) -> Iterator[Candidate]:
    """Yield what the claims say of the anchor itself, one candidate for each property that they give."""
    view = inquiry.view
    for anchor in inquiry.anchors(query.of):
        when = inquiry.index.when_of(anchor)
        for name in query.properties:
            claims = _giving(inquiry, anchor, (name,))
            if query.says:
                wanted = {name: query.says.get(name, ())}
                claims = [claim for claim in claims if says(view, claim, wanted, query.unless)]
            if claims and name in view.ontology.get(view.schema_of(anchor)).properties:
                yield Candidate(
                    indicator=query.name,
                    words=query.words,
                    side=_EITHER_WAY,
                    how="inferred" if query.says or _is_inferred(inquiry, claims) else query.how,
                    entity=anchor,
                    schema=view.schema_of(anchor),
                    part=name,
                    tie=inquiry.tie(inquiry.incidents_of(anchor)) if inquiry.incident else "none",
                    placed=None,
                    days=None,
                    when=when,
                    claims=tuple(claim.id for claim in claims),
                    denials=tuple(claim.id for claim in view.values(anchor, name).denials),
                    why=Reason("said-of-itself", {"item": anchor}),
                )


Finder = Callable[[Inquiry, Query], Iterator[Candidate]]
_FINDERS: dict[str, Finder] = {
    "item": _items,
    "unit-item": _items,
    "expected": _expected,
    "chain": _chain,
    "tenure": _tenures,
    "duty": _duties,
    "pattern": _patterns,
    "entity": _entities,
    "own": _own,
    "demand": _demands,
}
