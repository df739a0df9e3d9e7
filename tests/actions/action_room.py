"""A small dossier with an action on it, for the tests of this room and of its pages. Everybody in it is invented.

`open_action_room()` records the facts, plans the first issue, writes it in four languages, has a second person
approve it and publishes it. `draft_action_room()` leaves it written and not yet submitted.

The letter is to be sent in Spanish and English; German and French hold reading translations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from answerable.actions import changes
from answerable.actions.reads import HeldIssue, team_issue_of, today_of
from answerable.publish import changes as publications
from answerable.publish import outputs
from answerable.record.actors import Actor, Role
from tests.builders import a_claim
from tests.web.recording_room import Room, open_room

WRITER, SECOND, EDITOR = Actor("rosa", Role.RESEARCHER), Actor("inés", Role.RESEARCHER), Actor("luis", Role.EDITOR)
SLUG = "justice-at-the-bridge"
NUMBER = (105, 2026)
CITIZEN_POST, LEFT_POST = "post:justice-minister", "post:defence-minister"

FACTS = (
    a_claim("Tally", "tally:k", name="Killed at the bridge", what="killed", value="18"),
    a_claim("Incident", "incident:bridge", "2023-01-09", name="The bridge", kind="shooting", place="San Blas"),
    a_claim("PublicBody", "unit:justice", name="Ministry of Justice"),
    a_claim("PublicBody", "unit:defence", name="Ministry of Defence"),
    a_claim("Post", CITIZEN_POST, title="Minister of Justice", unit="unit:justice", function="minister"),
    a_claim("Post", LEFT_POST, title="Minister of Defence", unit="unit:defence", function="minister"),
    a_claim("Person", "person:holder", name="Ilse Quenta Mamani", consentToName="public-office"),
    a_claim("Person", "person:former", name="Aurelio Paredes Ticona", consentToName="public-office"),
    a_claim("Organization", "organization:us", name="The compilers"),
    a_claim("Appointment", "appointment:holder", "2025-07-28 / 2027-07-28 starts ongoing", person="person:holder",
            post=CITIZEN_POST, kind="substantive"),
    a_claim("Appointment", "appointment:former", "2022-12-07 / 2024-02-14 starts ends", person="person:former",
            post=LEFT_POST, kind="substantive"),
    a_claim("Call", "call:inquiry", "2026-11-01", by="organization:us", addressee="unit:justice",
            demand="Inquire into every death.", state="unanswered"),
    a_claim("Call", "call:redress", "2026-11-01", by="organization:us", addressee="unit:justice",
            demand="Give the families redress.", state="unanswered"),
)  # fmt: skip

TARGETS: dict[str, dict[str, Any]] = {
    "justice-minister": {
        "role": "addressee", "name": "Ilse Quenta Mamani", "person": "person:holder", "post": CITIZEN_POST,
        "salutation": {"en": "Dear Minister,", "es": "Señora Ministra:", "de": "Sehr geehrte Frau Ministerin,",
                       "fr": "Madame la Ministre,"},
        "title": {"en": "Minister of Justice", "es": "Ministra de Justicia"}, "language": "es",
        "post_lines": ["Ministerio de Justicia", "Calle Uno 123", "San Blas"], "country": "PE",
        "emails": ["minister@example.org"], "fax": "+51 1 555 0100", "handle": "@minjus_example",
    },
    "former-minister": {
        "role": "addressee", "name": "Aurelio Paredes Ticona", "person": "person:former", "post": LEFT_POST,
        "salutation": {"en": "Dear Minister,", "es": "Señor Ministro:"}, "language": "es",
        "emails": ["former@example.org"],
    },
    "embassy-ch": {
        "role": "copy", "name": "Embassy of Peru", "section": "CH", "language": "de",
        "post_lines": ["Botschaft", "Strasse 1", "3000 Bern"], "country": "CH", "emails": ["embassy@example.org"],
    },
}  # fmt: skip

_TEXT = """---
kind: urgent-action
title: "{title}"
date: 2026-11-22
language: {code}
concern: "{concern}"
letter-subject: "{subject}"
letter-role: {role}
asks: [call:inquiry, call:redress]
{more}---

# summary

{summary}

# background

{background}

# asks

- {ask_one}
- {ask_two}

# to-do

{to_do}

# points

- {point}

# letter

{letter}

{letter_end}

# social

- {social}
"""

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Justice for those killed at the bridge",
        "concern": "According to families, nobody has been charged",
        "subject": "Deaths of {{ day:incident:bridge }}",
        "role": "to-send",
        "summary": "According to a report, {{ tally:k }} people were killed on {{ day:incident:bridge }}.",
        "background": "The families still wait for an inquiry.",
        "ask_one": "Inquire into every death.",
        "ask_two": "Give the families redress.",
        "to_do": "Write to {{ entity:person:holder }} before the last day.",
        "point": "Families have a right to know what happened.",
        "letter": "According to a report, {{ tally:k }} people were killed on {{ day:incident:bridge }}.",
        "letter_end": "I ask you to have every death inquired into.",
        "social": "{{ tally:k }} dead, no charges. The families wait.",
    },
    "es": {
        "title": "Justicia para las víctimas del puente",
        "concern": "Según las familias, nadie ha sido acusado",
        "subject": "Muertes del {{ day:incident:bridge }}",
        "role": "to-send",
        "summary": "Según un informe, {{ tally:k }} personas murieron el {{ day:incident:bridge }}.",
        "background": "Las familias esperan todavía una investigación.",
        "ask_one": "Investigar cada muerte.",
        "ask_two": "Reparar a las familias.",
        "to_do": "Escriba a {{ entity:person:holder }} antes del último día.",
        "point": "Las familias tienen derecho a saber qué pasó.",
        "letter": "Según un informe, {{ tally:k }} personas murieron el {{ day:incident:bridge }}.",
        "letter_end": "Le pido que se investigue cada muerte.",
        "social": "{{ tally:k }} muertes, ninguna acusación. Las familias esperan.",
    },
    "de": {
        "title": "Gerechtigkeit für die Toten an der Brücke",
        "concern": "Nach Angaben der Familien ist niemand angeklagt",
        "subject": "Todesfälle vom {{ day:incident:bridge }}",
        "role": "reading",
        "summary": "Nach einem Bericht wurden am {{ day:incident:bridge }} {{ tally:k }} Menschen getötet.",
        "background": "Die Familien warten noch auf eine Untersuchung.",
        "ask_one": "Jeden Todesfall untersuchen.",
        "ask_two": "Die Familien entschädigen.",
        "to_do": "Schreiben Sie an {{ entity:person:holder }} bis zum letzten Tag.",
        "point": "Die Familien haben ein Recht zu wissen, was geschah.",
        "letter": "Nach einem Bericht wurden am {{ day:incident:bridge }} {{ tally:k }} Menschen getötet.",
        "letter_end": "Ich bitte Sie, jeden Todesfall untersuchen zu lassen.",
        "social": "{{ tally:k }} Tote, keine Anklage. Die Familien warten.",
    },
    "fr": {
        "title": "Justice pour les morts du pont",
        "concern": "Selon les familles, personne n’est inculpé",
        "subject": "Morts du {{ day:incident:bridge }}",
        "role": "reading",
        "summary": "Selon un rapport, {{ tally:k }} personnes ont été tuées le {{ day:incident:bridge }}.",
        "background": "Les familles attendent toujours une enquête.",
        "ask_one": "Enquêter sur chaque mort.",
        "ask_two": "Indemniser les familles.",
        "to_do": "Écrivez à {{ entity:person:holder }} avant le dernier jour.",
        "point": "Les familles ont le droit de savoir ce qui s’est passé.",
        "letter": "Selon un rapport, {{ tally:k }} personnes ont été tuées le {{ day:incident:bridge }}.",
        "letter_end": "Je vous demande de faire enquêter sur chaque mort.",
        "social": "{{ tally:k }} morts, aucune inculpation. Les familles attendent.",
    },
}


def action_text(code: str, **other: str) -> str:
    """Return the draft in one language; `other` replaces single phrases, or adds lines to the head as `more`."""
    return _TEXT.format(**({"code": code, "more": ""} | _WORDS[code] | other))


TEXTS = {code: action_text(code) for code in _WORDS}


@dataclass
class ActionRoom:
    """The dossier with its action; `room` has a browser for each role."""

    room: Room
    writer: Actor = WRITER
    second: Actor = SECOND
    editor: Actor = EDITOR
    slug: str = SLUG

    @property
    def dossier_id(self) -> str:
        return self.room.dossier.id

    @property
    def where(self) -> dict[str, str]:
        """What every act is told first."""
        return {"dossier_id": self.dossier_id, "slug": self.slug}

    @property
    def today(self) -> date:
        return today_of(self.dossier_id)

    @property
    def held(self) -> HeldIssue:
        """The latest issue as it stands now."""
        return team_issue_of(self.dossier_id, self.slug)

    def write(self, texts: Mapping[str, str] = TEXTS) -> None:
        """Save the texts of the latest issue."""
        slug = self.held.publication.row.slug
        publications.save_text(actor=self.writer, dossier_id=self.dossier_id, slug=slug, texts=texts)

    def approve(self) -> None:
        """Submit the text of the latest issue, and have the second person approve it."""
        told = {"dossier_id": self.dossier_id, "slug": self.held.publication.row.slug}
        publications.submit(actor=self.writer, **told)
        publications.review(actor=self.second, **told, approve=True)

    def publish(self) -> None:
        """Have the latest issue approved and let it out."""
        self.approve()
        changes.publish_issue(actor=self.editor, **self.where)

    def update(self, kind: str = "update", texts: Mapping[str, str] = TEXTS, **planned: Any) -> None:
        """Plan, write and publish the next issue."""
        changes.plan_issue(actor=self.writer, **self.where, kind=kind, **planned)
        self.write(texts)
        self.publish()

    def record_count(self, value: str) -> None:
        """Let a later source give another count, so that the action says something stale."""
        self.room.record(
            a_claim("Tally", "tally:k", name="Killed at the bridge", what="killed", value=value, source="B",
                    status="accepted"),
        )  # fmt: skip


def draft_action_room(*, until: date | None = None, days: int = 50, risk: str = "raised") -> ActionRoom:
    """Open the dossier with the action planned, its targets entered and its texts written. Not submitted yet."""
    room = open_room()
    room.record(*FACTS)
    found = ActionRoom(room)
    sequence, year = NUMBER
    changes.create_action(
        actor=WRITER, **found.where, sequence=sequence, year=year, country="PE", risk=risk,
        themes=["impunity", "protest"],
    )  # fmt: skip
    last = until or found.today + timedelta(days=days)
    changes.plan_issue(actor=WRITER, **found.where, kind="first", until=last)
    for key, content in TARGETS.items():
        changes.set_target(actor=WRITER, **found.where, key=key, content=content)
    found.write()
    return found


def open_action_room(**planned: Any) -> ActionRoom:
    """Open the dossier with the action published. Of its files only the page by itself is made: PDF takes seconds."""
    found = draft_action_room(**planned)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})
        found.publish()
    return found
