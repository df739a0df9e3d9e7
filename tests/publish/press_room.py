"""A small dossier with a count, an official and a text about both, for the tests of publications. All invented."""

from answerable.publish import changes
from answerable.record.actors import Actor, Role
from tests.builders import a_claim
from tests.web.recording_room import Room, open_room

WRITER, SECOND, EDITOR = Actor("rosa", Role.RESEARCHER), Actor("inés", Role.RESEARCHER), Actor("luis", Role.EDITOR)
SLUG = "twenty-dead"
HEAD = "---\nkind: press-release\ntitle: {title}\ndate: 2026-11-21\nlanguage: {language}\n---\n"
ENGLISH = HEAD.format(title="Killed at the bridge", language="en") + (
    "We mourn the dead. According to a report, {{ tally:k }} people were killed at the bridge.\n\n"
    "{{ entity:person:minister }} denies it.\n"
)
SPANISH = HEAD.format(title="Muertes en el puente", language="es") + (
    "Lloramos a los muertos. Según un informe, {{ tally:k }} personas murieron en el puente.\n\n"
    "{{ entity:person:minister }} lo niega.\n"
)
TEXTS = {"en": ENGLISH, "es": SPANISH}
COUNT = a_claim("Tally", "tally:k", name="Killed", what="killed", value="20")
MINISTER = a_claim("Person", "person:minister", name="Aurelia Paredes Ticona", consentToName="public-office")


def press_room() -> Room:
    """Open the dossier and record what the text is about."""
    room = open_room()
    room.record(COUNT, MINISTER)
    return room


def where(room: Room, slug: str = SLUG) -> dict[str, str]:
    return {"dossier_id": room.dossier.id, "slug": slug}


def written(room: Room, texts: dict[str, str] | None = None, slug: str = SLUG) -> None:
    """Begin a publication and write its text."""
    changes.create(actor=WRITER, dossier_id=room.dossier.id, slug=slug, kind="press-release")
    changes.save_text(actor=WRITER, **where(room, slug), texts=texts or TEXTS)


def approved(room: Room, slug: str = SLUG) -> None:
    """Submit it and have a second person approve it."""
    changes.submit(actor=WRITER, **where(room, slug))
    changes.review(actor=SECOND, **where(room, slug), approve=True)


def published(room: Room, texts: dict[str, str] | None = None, slug: str = SLUG) -> None:
    """Write, submit, approve and publish it."""
    written(room, texts, slug)
    approved(room, slug)
    changes.publish(actor=EDITOR, **where(room, slug))
