"""The parts of an official's file, as values for its template: posts, incidents, records by lane, proceedings.

Each part reads the answers of a room and puts them into words; none decides a rule. `Setting` is what they share.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from answerable.command.answers import Tenure
from answerable.conduct import LANES, Account, IncidentUnder, Item, say
from answerable.followup.answers import Ladder, PersonStanding, StageStanding
from answerable.followup.proceedings import proceedings
from answerable.followup.wording import stage_word
from answerable.kernel.standing import Status
from answerable.publish.filling import filled
from answerable.publish.noting import Notes
from answerable.publish.records import Record, Records, Told, name_of
from answerable.publish.replies import progress_on, replies_of
from answerable.publish.wording import blur_words, day_words, time_words, word
from answerable.record.view import View

WORDS = "person_dossier.yaml"


@dataclass(frozen=True, slots=True)
class Setting:
    """Whose file it is, from which view, in which language, on which day; and the notes and records so far."""

    view: View
    person: str
    language: str
    day: date
    notes: Notes
    records: Records

    @property
    def is_public(self) -> bool:
        """Say whether the file is for everybody: then it holds what has been published of the team's own."""
        return self.view.spec.audience.name == "public"

    def said(self, name: str, /, **values: object) -> str:
        """Return one sentence of the file."""
        return word(name, self.language, WORDS, **values)

    def named(self, entity: str) -> str:
        """Return what to call an entity."""
        return name_of(self.view, entity, self.language)


def setting_of(view: View, person: str, language: str, day: date) -> Setting:
    """Return an empty setting for one person's file."""
    notes = Notes(view, language)
    return Setting(view, person, language, day, notes, Records(view, notes, language))


# who, posts, incidents


def facts(own: Setting) -> Iterator[tuple[str, str, SafeString]]:
    """Yield what is known of who the person is: a label, the words, the notes."""
    view = own.view
    for name, label in (("alias", "also-written"), ("publicRole", "public-role")):
        texts = view.texts(own.person, name)
        if texts:
            said = view.text(own.person, name, own.language) if name == "publicRole" else "; ".join(texts)
            claims = (claim.id for claim in view.values(own.person, name).claims)
            yield own.said(label), said, own.notes.mark(claims)
    for membership in view.pointing_at(own.person, "Membership", "member"):
        units = ", ".join(own.named(unit) for unit in view.refs(membership, "organization"))
        claims = (claim.id for claim in view.claims_about(membership) if claim.is_counted)
        yield own.said("belonged"), units, own.notes.mark(claims)


def posts(own: Setting, tenures: Iterable[Tenure]) -> list[dict[str, Any]]:
    """Return each appointment: the post, its unit, from when to when, how sure the ends are."""
    view = own.view
    return [
        {
            "number": own.records.lay_out(one.appointment),
            "post": own.named(one.post),
            "unit": own.named(view.ref(one.post, "unit")) if view.ref(one.post, "unit") else "",
            "when": tenure_words(own, one),
            "more": _held(own, one),
            "notes": own.notes.mark(one.claims),
            "denials": own.notes.mark(one.denials),
        }
        for one in tenures
    ]


def _held(own: Setting, one: Tenure) -> str:
    kind = own.view.ontology.property("Appointment", "kind")
    words = [kind.choice_label(one.kind, own.language).lower()] if one.kind and one.kind != "substantive" else []
    rank = own.view.text(one.appointment, "rank", own.language)
    return ", ".join([*words, own.said("rank", rank=rank)] if rank else words)


def tenure_words(own: Setting, one: Tenure) -> str:
    """Return from when to when an appointment is cited, and which ends are real."""
    first = day_words(one.first_day, own.language) if one.first_day else ""
    last = day_words(one.last_day, own.language) if one.last_day else ""
    if not first and not last:
        return own.said("undated")
    if not one.is_start and not one.is_end and first and last:
        name = "mentioned-once" if first == last else "mentioned"
        return own.said(name, first=first, last=last)
    parts = [own.said("from-start" if one.is_start else "from-mention", first=first)] if first else []
    if last and (one.is_end or last != first):
        parts.append(own.said("to-end" if one.is_end else "to-mention", last=last))
    return ", ".join(parts)


def incidents(own: Setting, under: Iterable[IncidentUnder]) -> list[dict[str, Any]]:
    """Return each incident under a post of the person: by which way, and how sure its weakest link is."""
    return [_incident(own, one) for one in under]


def _incident(own: Setting, one: IncidentUnder) -> dict[str, Any]:
    way = one.ways[0] if one.ways else None
    more = own.said("further-ways", count=len(one.ways) - 1) if len(one.ways) > 1 else ""
    ground = (own.said("own-unit") if way.hops == 0 else own.named(way.ground)) if way else own.said("own-part")
    return {
        "number": own.records.lay_out(one.incident),
        "name": own.named(one.incident),
        "when": _when(own, one.incident),
        "deaths": one.killed or "–",
        "post": own.named(way.post) if way else "–",
        "ground": f"{ground}; {more}" if more else ground,
        "standing": status_words(own, max(way.weakest or way.holding, way.holding)) if way else "–",
        "notes": own.notes.mark(one.claims),
        "denials": own.notes.mark(one.denials),
    }


def _when(own: Setting, entity: str) -> str:
    return next((said for when in own.view.times(entity) if (said := time_words(when, own.language))), "")


def status_words(own: Setting, status: Status) -> str:
    """Return the word for how a link stands on a day."""
    return own.said(f"status-{status.word}")


# records


def shown(own: Setting, record: Record) -> SafeString:
    """Return a record as HTML."""

    def told(each: Told) -> dict[str, Any]:
        return {"text": each.text, "language": each.language, "notes": each.notes,
                "according": own.said("according", who=each.who)}  # fmt: skip

    values = {
        "number": record.number, "head": record.head, "when": record.when, "incidents": record.incidents,
        "tags": record.tags, "told": [told(each) for each in record.told],
        "left_out": [told(each) for each in record.left_out], "denials": [told(each) for each in record.denials],
    }  # fmt: skip
    names = ("undated", "left-out", "denied")
    words = {name.replace("-", "_"): own.said(name) for name in names}
    return SafeString(filled("record.html", {"record": values, "words": words}))


def of_item(own: Setting, item: Item) -> dict[str, SafeString]:
    """Return one item of an account as a record."""
    tags = [own.said(name) for name, holds in (("inferred", item.is_inferred), ("under-oath", item.is_under_oath))
            if holds]  # fmt: skip
    if item.via:
        tags.append(own.said("by-office", name=own.named(item.via)))
    return {"html": shown(own, own.records.add(item.entity, item.claims, item.denials, tags))}


def lanes(own: Setting, account: Account, answered: frozenset[str]) -> list[dict[str, Any]]:
    """Return what is on record by lane; what stands among the answers already is not set out again."""
    found, done = [], set(answered)
    for lane in LANES:
        if lane == "power":
            continue
        items = [item for item in account.lane(lane) if item.entity not in done]
        done |= {item.entity for item in items}
        found.append({"title": own.said(f"lane-{lane}"), "records": [of_item(own, item) for item in _once(items)]})
    units = [item for item in _once(account.of_units) if item.entity not in done]
    if units:
        found.append({"title": own.said("lane-units"), "records": [of_item(own, item) for item in units]})
    if account.expected:
        records = [
            {"html": SafeString(filled("expected.html", {"line": line}))} for line in _expected(own, account)
        ]
        found.append({"title": own.said("lane-expected"), "records": records})
    return found


def _once(items: Iterable[Item]) -> list[Item]:
    return list({item.entity: item for item in items}.values())


def _expected(own: Setting, account: Account) -> Iterator[dict[str, Any]]:
    for one in account.expected:
        numbers = own.records.named((one.duty, one.item))
        said, notes = say(one.why, own.view, own.language), own.notes.mark(one.claims)
        yield {"text": said, "numbers": numbers, "notes": notes, "word": own.said("number")}


def asked(own: Setting) -> list[dict[str, Any]]:
    """Return what was put to the person under the right of reply, and how it stands."""
    found = []
    for put in replies_of(own.view, own.person):
        progress = progress_on(put, own.day)
        values = {
            "sent": blur_words(put.sent, own.language) if put.sent else own.said("undated"),
            "due": day_words(put.due, own.language) if put.due else own.said("undated"),
        }
        text = own.view.text(put.entity, "allegation", own.language)
        found.append({"text": text, "stands": own.said(f"asked-{progress.state}", **values),
                      "notes": own.notes.mark(put.claims)})  # fmt: skip
    return found


# proceedings


def cases(own: Setting) -> list[dict[str, Any]]:
    """Return each proceeding that names the person: the authority, and the stage that sources give the person."""
    found = []
    for ladder in proceedings(own.view, own.day):
        standing = next((each for each in ladder.people if each.person == own.person), None)
        if standing is not None:
            found.append(_case(own, ladder, standing))
    return found


def _case(own: Setting, ladder: Ladder, standing: PersonStanding) -> dict[str, Any]:
    lines = [own.said("authority", name=own.named(each.authority)) for each in ladder.authorities]
    lines += [own.said("file-number", number=number) for number in ladder.file_numbers]
    if standing.stands:
        lines.append(own.said("stands", stages=_stages(own, standing.stands)))
    if standing.of_case:
        lines.append(own.said("of-case", stages=_stages(own, standing.of_case)))
    if standing.is_contested:
        lines.append(own.said("contested"))
    claims = [*standing.claims, *(name for each in standing.of_case for name in each.claims)]
    return {
        "number": own.records.lay_out(ladder.proceeding),
        "name": own.named(ladder.proceeding),
        "lines": lines,
        "notes": own.notes.mark(claims or ladder.claims),
    }


def _stages(own: Setting, standings: Iterable[StageStanding]) -> str:
    return "; ".join(stage_word(own.view, each.stage, own.language) for each in standings)
