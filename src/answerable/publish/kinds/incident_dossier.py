"""The dossier of one incident, made from a view: what happened, who was harmed, forces, chains, law, inquiries."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.safestring import SafeString

from answerable.assess.inquiries import FORCE, MINNESOTA, checklist_of
from answerable.casualties.tolls import StatedCount, stated_counts
from answerable.casualties.victims import Victim, victims
from answerable.command import IncidentChains, chains_of_incident, say
from answerable.followup.proceedings import ladder_of
from answerable.followup.wording import stage_word
from answerable.publish.amounts import amount_words, digits
from answerable.publish.figure_answers import Amount
from answerable.publish.filling import filled
from answerable.publish.kinds.document import Document
from answerable.publish.kinds.ladders import WORDS, ladders_of, reports_of
from answerable.publish.kinds.templates import filled_from, own_template
from answerable.publish.person_dossier import SOURCES, source_rows
from answerable.publish.person_parts import WORDS as SHARED_WORDS
from answerable.publish.person_parts import Setting, setting_of, shown
from answerable.publish.person_tests import tests
from answerable.publish.records import short_source
from answerable.publish.wording import day_words, made_language, read_words, time_words, word
from answerable.record.view import View

Head = Mapping[str, Any]
NO_HEAD: Head = MappingProxyType({})
ANSWERING = ("denial", "reply", "justification", "regret")


def incident_dossier(view: View, incident: str, language: str, day: date, *, head: Head = NO_HEAD) -> Document:
    """Return the dossier of an incident as HTML for `documents`.

    Args:
        view: the reader's; from a public one it holds what everybody may read.
        incident: the id of the incident.
        language: of the dossier.
        day: on which it is made.
        head: what a draft's head says of it: title, index, embargo, contacts.

    Raises:
        NotFoundError: the view holds no such incident.
    """
    own = setting_of(view, view.require(incident, "Incident"), made_language(language), day)
    name = own.named(own.person)
    words = words_of(own, "incident-title", "incident-what", name)
    chains = chains_of_incident(view, own.person)
    values = {
        "words": words,
        "facts": list(_facts(own)),
        "happened": _record(own, own.person),
        "counts": [_count(own, each) for each in stated_counts(view, scope=own.person)],
        "victims": [_victim(own, each) for each in victims(view, incident=own.person)],
        "why": say(chains.why, view, own.language),
        "units": tied_units(own, chains),
        "force": tests(own, (FORCE,)),
        "inquiries": list(_inquiries(own)),
        "standards": tests(own, (MINNESOTA,)),
        "answers": [_record(own, entity) for entity in _answers(own)],
    }
    return finished(own, "incident_dossier.html", words["incident_title"], values, head)


def words_of(own: Setting, title: str, what: str, name: str) -> dict[str, str]:
    """Return every sentence of a document made from a view, in its language."""
    plain = {
        key.replace("-", "_"): str(told[own.language])
        for file in (SHARED_WORDS, WORDS)
        for key, told in read_words(file).items()
        if isinstance(told[own.language], str) and "{" not in told[own.language]
    }
    audience = word("audience-public" if own.is_public else "audience-team", own.language, WORDS)
    dossier = own.view.dossier.title(own.language)
    return plain | {
        "others": own.said("lane-others"),
        title.replace("-", "_"): word(title, own.language, WORDS, name=name),
        "what": word(what, own.language, WORDS),
        "made": word("made", own.language, WORDS, day=day_words(own.day, own.language), dossier=dossier,
                     audience=audience),
    }  # fmt: skip


def finished(own: Setting, template: str, title: str, values: dict[str, Any], head: Head) -> Document:
    """Return a document with its notes numbered and its sources listed."""
    others = [{"html": shown(own, record)} for record in own.records.others()]
    filling = values | {"title": head.get("title") or title, "others": others, "head": head}
    body = own.notes.numbered(filled_from(own_template(template), template, filling))
    tail = {"words": values["words"], "sources": source_rows(own), "notes": own.notes.listed()}
    return Document(f"{body}{filled(SOURCES, tail)}", title, own.language)


def tied_units(own: Setting, chains: IncidentChains) -> list[dict[str, Any]]:
    """Return each unit tied to an incident: why, the ways up from it, and what to know beside them."""
    told: set[tuple[str, str]] = set()
    return [
        {
            "name": own.named(unit.unit),
            "ties": [
                {"text": say(tie.why, own.view, own.language), "notes": own.notes.mark(tie.claims),
                 "denials": own.notes.mark(tie.denials)}
                for tie in unit.ties
            ],
            "ladders": list(ladders_of(own, unit, told)),
            "reports": reports_of(own, unit.chain),
        }
        for unit in chains.units
    ]  # fmt: skip


def _facts(own: Setting) -> Iterator[tuple[str, str, SafeString]]:
    view, incident = own.view, own.person
    dated = [claim for claim in view.claims_about(incident) if claim.is_counted and time_words(claim.time, "en")]
    if dated:
        marks = own.notes.mark(claim.id for claim in dated[:3])
        yield word("when", own.language, WORDS), time_words(dated[0].time, own.language), marks
    for name, label in (("place", "where"), ("setting", "setting"), ("partOf", "part-of")):
        text = own.named(view.ref(incident, name)) if name == "partOf" and view.ref(incident, name) else (
            view.text(incident, name, own.language) if name != "partOf" else "")  # fmt: skip
        if text:
            marks = own.notes.mark(claim.id for claim in view.values(incident, name).claims[:3])
            yield word(label, own.language, WORDS), text, marks


def _record(own: Setting, entity: str) -> dict[str, SafeString]:
    claims = own.view.claims_about(entity)
    asserting = [claim.id for claim in claims if claim.is_counted]
    denying = [claim.id for claim in claims if claim.stance == "denies"]
    return {"html": shown(own, own.records.add(entity, asserting, denying))}


def _count(own: Setting, each: StatedCount) -> dict[str, Any]:
    view = own.view
    low = each.value if each.value is not None else each.at_least
    high = each.value if each.value is not None else each.at_most
    said = amount_words(Amount(each.level, low, high), own.language, lambda n: digits(n, own.language),
                        says_at_least=True)  # fmt: skip
    who = own.named(each.speaker) if each.speaker else short_source(view, view.claim(each.claims[0]), own.language)
    return {
        "what": view.text(each.tally, "definition", own.language) or own.named(each.tally),
        "number": said or view.text(each.tally, "words", own.language),
        "who": f"{who}, {day_words(each.day, own.language)}" if each.speaker and each.day else who,
        "notes": own.notes.mark(each.claims),
    }


def _victim(own: Setting, each: Victim) -> dict[str, Any]:
    view, harm = own.view, each.harms[0]
    name = own.named(each.person) if each.person else view.text(harm.entity, "group", own.language)
    kinds = view.ontology.property("Harm", "kind")
    attributed = view.ontology.property("Harm", "attributedTo")
    to = ", ".join(dict.fromkeys(attributed.choice_label(one.attributed_to, own.language) for one in each.harms
                                 if one.attributed_to))  # fmt: skip
    return {
        "name": name or word("group", own.language, WORDS),
        "age": view.text(each.person, "age") if each.person else "",
        "harm": ", ".join(dict.fromkeys(kinds.choice_label(one.kind, own.language) for one in each.harms)),
        "cause": view.text(harm.entity, "cause", own.language),
        "attributed": to,
        "notes": own.notes.mark(claim for one in each.harms for claim in one.claims),
    }


def _inquiries(own: Setting) -> Iterator[dict[str, Any]]:
    for case in checklist_of(own.view, own.person, own.day).cases:
        ladder = ladder_of(own.view, case.proceeding, own.day)
        stages = "; ".join(stage_word(own.view, each.stage, own.language) for each in ladder.stands)
        lines = [own.said("authority", name=own.named(each.authority)) for each in ladder.authorities]
        lines += [own.said("file-number", number=number) for number in ladder.file_numbers]
        lines += [own.said("of-case", stages=stages)] if stages else []
        lines += [own.said("contested")] if ladder.is_contested else []
        lines += [word("wider", own.language, WORDS)] if case.is_wider else []
        claims = [name for each in ladder.stands for name in each.claims] or list(ladder.claims)
        yield {"name": own.named(case.proceeding), "lines": lines, "notes": own.notes.mark(claims),
               "number": own.records.lay_out(case.proceeding)}  # fmt: skip


def _answers(own: Setting) -> list[str]:
    view = own.view
    remarks = [
        remark
        for remark in view.pointing_at(own.person, "Remark", "incident")
        if set(view.texts(remark, "kind")) & set(ANSWERING)
    ]
    return sorted(remarks, key=lambda one: (view.days_of(one) or (date.max,), one))
