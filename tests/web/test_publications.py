"""Publications as pages: the team writes, reviews, publishes and corrects; everybody reads what was frozen."""

import re

import pytest

from answerable.publish import changes, outputs
from answerable.publish.reads import held
from answerable.record import changes as record
from tests.builders import a_claim
from tests.publish.press_room import (
    EDITOR,
    ENGLISH,
    SLUG,
    SPANISH,
    approved,
    press_room,
    published,
    where,
    written,
)
from tests.web.recording_room import OWNER, Room

pytestmark = pytest.mark.django_db
PAGE = f"publications/{SLUG}/"
NOTE = {"en": "The count was too low.", "es": "La cifra era demasiado baja."}


@pytest.fixture(autouse=True)
def _page_alone(monkeypatch) -> None:
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})


@pytest.fixture
def room() -> Room:
    return press_room()


def read(room: Room, path: str, role: str = "nobody", language: str = "en", **query: str):
    return room.clients[role].get(f"/{language}/{room.dossier.id}/{path}", query)


def send(room: Room, path: str, role: str = "researcher", **typed: str):
    return room.clients[role].post(
        room.url(path), {name.replace("__", "."): value for name, value in typed.items()}
    )


def better_count(room: Room) -> None:
    room.record(a_claim("Tally", "tally:k", value="23", what="killed", name="Killed", source="B", grade=1))


# writing


def test_somebody_begins_a_publication_with_its_titles(room: Room) -> None:
    answer = send(
        room,
        "publications/new/",
        kind="report",
        slug="one-year",
        **{"title-en": 'A "year": on', "title-es": "Año"},
    )

    assert answer.status_code == 302
    texts = held(room.dossier.id, "one-year").life.texts
    assert 'title: "A \\"year\\": on"' in texts["en"].markdown
    assert "language: es" in texts["es"].markdown


def test_what_was_typed_is_back_when_the_address_is_taken(room: Room) -> None:
    written(room)

    answer = send(room, "publications/new/", kind="report", slug=SLUG, **{"title-en": "My title"})

    assert answer.status_code == 422
    assert "has this address already" in answer.content.decode()
    assert 'value="My title"' in answer.content.decode()


def test_a_draft_is_for_the_team_alone(room: Room) -> None:
    written(room)

    for path in (PAGE, "publications/"):
        for role in ("nobody", "stranger"):
            assert "Killed at the bridge" not in read(room, path, role).content.decode()
            assert SLUG not in read(room, path, role).content.decode().replace(PAGE, "")
    assert read(room, PAGE).status_code == 404
    assert read(room, PAGE + "text/").status_code == 302
    assert read(room, PAGE + "steps/", "stranger").status_code == 404
    assert read(room, PAGE + "text/", "reader").status_code == 403
    assert "draft" in read(room, "publications/", "reader").content.decode()


def test_texts_stand_side_by_side_and_are_saved(room: Room) -> None:
    written(room)

    answer = send(
        room, PAGE + "text/", step="save",
        **{"text-en": ENGLISH + "\nMore.\n", "text-es": SPANISH, "version-en": "1", "version-es": "1"},
    )  # fmt: skip

    assert answer.status_code == 302
    assert held(room.dossier.id, SLUG).life.texts["en"].version == 2
    page = read(room, PAGE + "text/", "researcher").content.decode()
    assert page.count("<textarea") == 2
    assert "We mourn the dead" in page


def test_problems_are_named_with_line_and_column_and_a_preview_saves_nothing(room: Room) -> None:
    written(room)

    answer = send(
        room,
        PAGE + "text/",
        step="preview",
        **{"text-en": ENGLISH + "\n{{ tally:nowhere }}\n", "text-es": SPANISH},
    )

    page = answer.content.decode()
    assert f"{SLUG}.en.md:11:1" in page
    assert "20 people were killed" in re.sub(r"<[^>]*>\d*(</a>)?", "", page).replace("201", "20")
    assert "{{ tally:nowhere }}" in page
    assert held(room.dossier.id, SLUG).life.texts["en"].version == 1


def test_nothing_typed_is_lost_when_somebody_saved_in_between(room: Room) -> None:
    written(room)
    changes.save_text(actor=EDITOR, **where(room), texts={"en": ENGLISH + "\nTheirs.\n"})

    answer = send(
        room, PAGE + "text/", step="save",
        **{"text-en": ENGLISH + "\nMine.\n", "text-es": SPANISH, "version-en": "1", "version-es": "1"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "Mine." in answer.content.decode()
    assert "Somebody else has saved" in answer.content.decode()


# the way out


def test_the_whole_way_by_pages(room: Room) -> None:
    written(room)
    steps = PAGE + "steps/"
    assert send(room, steps, step="submit").status_code == 302
    own = send(room, steps, step="approve")
    assert (own.status_code, "You wrote or submitted part of this" in own.content.decode()) == (422, True)
    assert send(room, steps, "researcher", step="publish").status_code == 403
    early = send(room, steps, "editor", step="publish")
    assert (early.status_code, "No second person has approved" in early.content.decode()) == (422, True)
    assert send(room, steps, "editor", step="approve").status_code == 302
    assert send(room, steps, "editor", step="publish").status_code == 302

    page = read(room, PAGE, language="es").content.decode()
    assert "Lloramos a los muertos" in page
    assert held(room.dossier.id, SLUG).life.state == "published"


def test_an_embargo_is_typed_in_the_time_of_the_place(room: Room) -> None:
    written(room)
    approved(room)

    wrong = send(room, PAGE + "steps/", "editor", step="set_embargo", set_embargo__until="soon")
    assert (wrong.status_code, 'value="soon"' in wrong.content.decode()) == (422, True)
    send(room, PAGE + "steps/", "editor", step="set_embargo", set_embargo__until="2099-12-01 10:00")

    assert held(room.dossier.id, SLUG).life.embargo.isoformat() == "2099-12-01T15:00:00+00:00"
    answer = send(room, PAGE + "steps/", "editor", step="publish")
    assert "under embargo until" in answer.content.decode()


def test_what_is_sent_back_says_why_where_one_writes(room: Room) -> None:
    written(room)
    changes.submit(actor=EDITOR, **where(room))

    send(room, PAGE + "steps/", "owner", step="send_back", send_back__words="Name the report.")

    assert "Name the report." in read(room, PAGE + "text/", "researcher").content.decode()


# what everybody reads


def test_everybody_reads_what_was_frozen_with_its_files_and_hashes(room: Room) -> None:
    published(room)

    page = read(room, PAGE).content.decode()

    last = held(room.dossier.id, SLUG).last
    assert "still holds" in page
    assert last.outputs["en"]["html"] in page
    assert last.head in page
    assert page.count("<h1") == 1
    href = re.search(r'href="([^"]+/1/en\.html)"', page)[1]
    file = room.clients["nobody"].get(href)
    assert b"We mourn the dead" in file.content
    assert "style-src" in file.headers["Content-Security-Policy"]
    assert "rosa" not in page
    assert "luis" not in page


def test_a_file_that_was_never_made_is_not_there(room: Room) -> None:
    published(room)

    for path in ("1/en.pdf", "1/fr.html", "2/en.html", "1/en.exe"):
        assert read(room, PAGE + path).status_code == 404


def test_the_public_sees_that_a_sentence_no_longer_holds_and_what_it_would_say(room: Room) -> None:
    published(room)
    better_count(room)

    page = read(room, PAGE).content.decode()

    assert "no longer holds" in page
    assert "According to a report, 23 people were killed at the bridge." in page
    assert "needs correction" in read(room, "publications/").content.decode()


def test_the_team_sees_the_stale_sentence_in_every_language(room: Room) -> None:
    published(room)
    better_count(room)

    page = read(room, PAGE + "steps/", "reader").content.decode()

    assert "Según un informe, 20 personas murieron en el puente." in page
    assert "Según un informe, 23 personas murieron en el puente." in page


def test_a_correction_is_made_by_pages_and_listed_in_public(room: Room) -> None:
    published(room)
    better_count(room)
    approved(room)
    steps = PAGE + "steps/"
    missing = send(room, steps, "editor", step="correct", correct__en=NOTE["en"])
    assert (missing.status_code, NOTE["en"] in missing.content.decode()) == (422, True)

    done = send(room, steps, "editor", step="correct", correct__en=NOTE["en"], correct__es=NOTE["es"])

    assert done.status_code == 302
    page = read(room, PAGE, language="es").content.decode()
    assert NOTE["es"] in page
    assert "Según un informe, 20 personas murieron en el puente." in page
    assert NOTE["en"] in read(room, "publications/").content.decode()
    assert read(room, PAGE + "1/en.html").status_code == 200


def test_a_withdrawn_address_answers_with_the_notice_and_no_text(room: Room) -> None:
    published(room)
    send(
        room,
        PAGE + "steps/",
        "editor",
        step="withdraw",
        withdraw__en="It put people at risk.",
        withdraw__es="Riesgo.",
    )

    answer = read(room, PAGE)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "It put people at risk." in page
    assert "We mourn the dead" not in page
    assert read(room, PAGE + "1/en.html").status_code == 404
    assert "It put people at risk." in read(room, "publications/").content.decode()


def test_a_retraction_shows_on_the_page_at_once(room: Room) -> None:
    published(room)
    assert "still holds" in read(room, PAGE).content.decode()
    (claim,) = room.view().claims_about("tally:k")

    record.retract(actor=OWNER, dossier=room.dossier, claim=claim.id, why="Wrong.")

    assert "what it rested on is gone" in read(room, PAGE).content.decode()
