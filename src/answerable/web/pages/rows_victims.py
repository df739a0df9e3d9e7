"""People who were harmed, as people: name if it may stand, age, who they were; how, and what is missing."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from answerable.casualties.harms import Harm
from answerable.casualties.victims import Victim
from answerable.followup.proceedings import ladder_of
from answerable.web.asking import Asked
from answerable.web.pages.citations import Said, link_to, said_in
from answerable.web.pages.justice_words import stage_label, standing_day
from answerable.web.pages.rows_justice import JusticeOfDeath, deaths_by_name, justice_of
from answerable.web.pages.shown_values import NOTHING, label_of
from answerable.web.pages.words import date_text_words, time_words
from answerable.web.templatetags.answerable import entity_address, name_of, support_mark


@dataclass(frozen=True, slots=True)
class Attribution:
    """To whom sources attribute a harm; `word` is theirs, not a verdict."""

    word: str
    support: SafeString


@dataclass(frozen=True, slots=True)
class HarmLine:
    """One harm of a person or group."""

    kind: str
    incident: SafeString
    when: str
    died: str
    died_support: SafeString
    causes: tuple[Said, ...]
    circumstances: tuple[Said, ...]
    weapons: tuple[Said, ...]
    role: str
    attribution: Attribution | None


@dataclass(frozen=True, slots=True)
class ProceedingLine:
    """A proceeding about the incident, and the stage at which it stands; empty when sources disagree on it."""

    link: SafeString
    stage: str


@dataclass(frozen=True, slots=True)
class VictimRow:
    """One person or group in the list."""

    anchor: str
    name: str
    naming: str
    href: str
    support: SafeString
    who: tuple[str, ...]
    is_minor: bool
    harms: tuple[HarmLine, ...]
    missing: tuple[str, ...]
    proceedings: tuple[ProceedingLine, ...]
    justice: JusticeOfDeath | None


def victim_row(asked: Asked, victim: Victim, *, with_incident: bool = True) -> VictimRow:
    """Return a victim as a row; `with_incident` names the incident and its proceedings."""
    entity = victim.person or victim.harms[0].entity
    justice = justice_row(asked, victim) if with_incident else None
    return VictimRow(
        entity.replace(":", "-"),
        _name(asked, victim),
        victim.naming,
        entity_address(asked, entity),
        support_mark(asked, entity, "", asked.view.claims_about(entity)),
        _who(asked, victim),
        victim.is_minor,
        tuple(_harm_line(asked, harm, with_incident=with_incident) for harm in victim.harms),
        tuple(_missing(asked, victim)),
        tuple(proceeding_line(asked, each) for each in victim.proceedings)
        if with_incident and not justice
        else (),
        justice,
    )


def justice_row(asked: Asked, victim: Victim) -> JusticeOfDeath | None:
    """Return what was done about somebody's death; None for one who was not killed."""
    death = deaths_by_name(asked.view, standing_day(asked)).get(victim.person or victim.harms[0].entity)
    return justice_of(asked, death) if death else None


def _name(asked: Asked, victim: Victim) -> str:
    view = asked.view
    if victim.person:
        return name_of(asked, victim.person)
    harm = victim.harms[0]
    group = view.text(harm.entity, "group", asked.language)
    if harm.people is None:
        return group or gettext("A group without number")
    return group or ngettext("%(n)s person without a name", "%(n)s people without names", harm.people) % {
        "n": harm.people
    }


def _who(asked: Asked, victim: Victim) -> tuple[str, ...]:
    """Return who the person was, in the order of a sentence: age, what they did, where they belonged."""
    view, person, parts = asked.view, victim.person, []
    if not person:
        number = victim.harms[0].people
        return (ngettext("%(n)s person", "%(n)s people", number) % {"n": number},) if number else ()
    age = view.text(person, "age")
    if age:
        parts.append(gettext("%(age)s years old") % {"age": age})
    elif victim.is_minor:
        parts.append(gettext("a minor"))
    parts += [view.text(person, name, asked.language) for name in ("occupation", "community")]
    return tuple(part for part in parts if part)


def _harm_line(asked: Asked, harm: Harm, *, with_incident: bool) -> HarmLine:
    view, entity = asked.view, harm.entity
    schema = view.ontology.get("Harm")
    claims = view.claims_about(entity)
    dated = next((when for when in view.times(entity) if when.is_dated), None)
    died = view.values(entity, "diedOn")
    when, died_on = (time_words(dated) if dated else ""), date_text_words(view.text(entity, "diedOn"))
    return HarmLine(
        schema.properties["kind"].choice_label(harm.kind, asked.language) if harm.kind else "",
        link_to(asked, harm.incident) if with_incident and harm.incident else NOTHING,
        "" if when == died_on else when,
        died_on,
        support_mark(asked, entity, "diedOn", died.claims, died),
        said_in(asked, claims, "cause", "injury"),
        said_in(asked, claims, "circumstances"),
        said_in(asked, claims, "weapon"),
        schema.properties["role"].choice_label(harm.role, asked.language)
        if harm.role not in ("", "unknown")
        else "",
        _attribution(asked, harm),
    )


def _attribution(asked: Asked, harm: Harm) -> Attribution | None:
    if not harm.attributed_to or harm.attributed_to == "unknown":
        return None
    word = asked.view.ontology.property("Harm", "attributedTo").choice_label(harm.attributed_to, asked.language)
    values = asked.view.values(harm.entity, "attributedTo")
    return Attribution(word, support_mark(asked, harm.entity, "attributedTo", values.claims, values))


def _missing(asked: Asked, victim: Victim) -> list[str]:
    person = asked.view.ontology.get("Person").properties
    return [
        label_of(asked, "Person" if name in person else "Harm", name).lower()
        for name in victim.missing
        if name in person or not victim.harms[0].is_group or name in ("cause", "circumstances")
    ]


def proceeding_line(asked: Asked, proceeding: str) -> ProceedingLine:
    """Return a proceeding with the stage at which it stands on the view's own day or today."""
    stage = ladder_of(asked.view, proceeding, standing_day(asked)).stage
    return ProceedingLine(link_to(asked, proceeding), stage_label(asked, stage) if stage else "")
