"""The team's pages of urgent actions: who may open them, what they show, and the way from a dossier to an action."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answerable.actions import changes
from answerable.actions.models import Action, Mail
from answerable.actions.reads import held_back, issue_of, post_service, team_issue_of
from answerable.publish import outputs
from tests.actions.action_room import EDITOR, SLUG, WRITER, ActionRoom, draft_action_room, open_action_room
from tests.actions.action_room import FACTS as ACTION_FACTS
from tests.web.recording_room import open_room

pytestmark = pytest.mark.django_db
PAGES = ("actions/", "actions/new/", "actions/post/", f"actions/{SLUG}/", f"actions/{SLUG}/targets/new/")


@pytest.fixture(autouse=True)
def _page_alone(monkeypatch) -> None:
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})


@pytest.fixture
def room() -> ActionRoom:
    return open_action_room()


def get(room: ActionRoom, path: str = f"actions/{SLUG}/", role: str = "editor") -> str:
    answer = room.room.clients[role].get(room.room.url(path))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(room: ActionRoom, typed: dict, path: str = f"actions/{SLUG}/", role: str = "editor"):
    return room.room.clients[role].post(room.room.url(path), typed)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_the_team_alone(room, path):
    statuses = {
        role: room.room.clients[role].get(room.room.url(path)).status_code
        for role in ("nobody", "stranger", "reader", "researcher", "owner")
    }

    assert (statuses["nobody"], statuses["stranger"]) == (302, 404)
    assert statuses["reader"] in ((403,) if "new/" in path else (200,))
    assert (statuses["researcher"], statuses["owner"]) == (200, 200)


def test_the_list_says_what_somebody_has_to_see_to(room):
    room.record_count("20")

    page = get(room, "actions/")

    assert "UA 105/26" in page
    assert "needs further information" in page


def test_the_page_shows_old_and_new_beside_each_other_and_that_letters_wait(room):
    room.record_count("20")

    page = get(room)

    assert "Needs further information" in page
    assert re.search(r"It says.*18 people were killed.*It would say now.*20 people were killed", page, re.DOTALL)
    assert "in the letter" in page


def test_letting_stale_letters_go_is_offered_to_an_editor_and_works_only_after_looking(room):
    room.record_count("20")
    assert 'value="resume"' in get(room)
    assert 'value="resume"' not in get(room, role="researcher")

    post(room, {"act": "resume"})
    assert len(held_back(issue_of("trial", SLUG))) == 4
    post(room, {"act": "resume", "resume.looked": "yes"})

    assert not held_back(issue_of("trial", SLUG))


def test_a_target_who_left_shows_as_closed(room):
    page = get(room)

    assert page.count("The letter is closed.") == 1


def test_every_field_has_one_label_and_every_id_is_there_once(room):
    changes.plan_issue(actor=WRITER, **room.where, kind="update")

    for path in (*PAGES, f"actions/{SLUG}/targets/embassy-ch/"):
        page = get(room, path)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', page)) <= set(ids), path
        assert "style=" not in page


# the way


def test_from_a_dossier_to_a_published_action_in_four_languages():
    """A coordinator's whole sitting: begin, fill the gaps, enter an addressee, submit; a second person, an editor."""
    room = ActionRoom(open_room())
    room.room.record(*ACTION_FACTS)
    titles = {
        "title-en": "Justice",
        "title-es": "Justicia",
        "title-de": "Gerechtigkeit",
        "title-fr": "Justice ici",
    }
    begun = {
        "number": "UA 105/26", "slug": SLUG, "country": "PE", "risk": "raised", "themes": "impunity, protest",
        "until": "2099-01-01", "incident": "incident:bridge", "calls": ["call:inquiry", "call:redress"],
    }  # fmt: skip

    answer = post(room, begun | titles, "actions/new/", "researcher")
    assert answer.status_code == 302
    texts = {code: one.markdown for code, one in room.held.publication.life.texts.items()}
    filled = {f"text-{code}": text.replace("[…]", "…") for code, text in texts.items()}
    versions = {f"version-{code}": "1" for code in texts}
    target = {
        "role": "addressee", "name": "Ilse Quenta Mamani", "post": "post:justice-minister",
        "person": "person:holder", "language": "es", "emails": "minister@example.org", "salutation-es": "Señora Ministra",
    }  # fmt: skip
    assert post(room, target, f"actions/{SLUG}/targets/new/", "researcher").status_code == 302
    saved = post(room, filled | versions | {"has-texts": "1", "act": "save-and-submit"}, role="researcher")
    assert saved.status_code == 302, saved.content.decode()[:2000]
    assert post(room, {"act": "approve"}, role="owner").status_code == 302
    assert post(room, {"act": "publish_issue"}).status_code == 302

    held = issue_of("trial", SLUG)
    assert held.languages == ("en", "es", "de", "fr")
    assert [one.key for one in held.targets] == ["ilse-quenta-mamani"]


def test_what_was_typed_is_on_the_page_again_when_it_is_refused():
    room = ActionRoom(open_room())
    room.room.record(*ACTION_FACTS)

    answer = post(room, {"number": "105 of 26", "slug": "a-b", "country": "PE", "risk": "low", "title-de": "Der Titel"},
                  "actions/new/")  # fmt: skip

    assert answer.status_code == 422
    assert "Der Titel" in answer.content.decode()
    assert "is no number of an action" in answer.content.decode()
    assert not Action.objects.exists()


def test_a_number_that_is_taken_is_refused_with_the_next_free_one(room):
    typed = {"number": "UA 105/26", "slug": "another", "country": "PE", "risk": "low", "title-en": "Another"}

    answer = post(room, typed, "actions/new/")

    assert answer.status_code == 422
    assert "UA 106/26" in answer.content.decode()


def test_a_text_that_somebody_else_saved_meanwhile_is_not_overwritten():
    room = draft_action_room()
    text = room.held.publication.life.texts["en"].markdown
    room.write({"en": text + "\n\nTheirs."})

    answer = post(room, {"has-texts": "1", "text-en": text + "\n\nOurs.", "version-en": "1", "act": "save"})

    assert answer.status_code == 422
    assert "Ours." in answer.content.decode()
    assert "Theirs." in room.held.publication.life.texts["en"].markdown


def test_a_preview_saves_nothing():
    room = draft_action_room()
    text = room.held.publication.life.texts["en"].markdown.replace("still wait", "wait in vain")

    page = post(room, {"has-texts": "1", "text-en": text, "version-en": "1", "act": "preview"}).content.decode()

    assert page.count("wait in vain") == 2
    assert "wait in vain" not in room.held.publication.life.texts["en"].markdown


def test_an_address_on_a_private_host_is_refused_beside_its_field(room):
    typed = {"role": "addressee", "name": "X", "post": "post:justice-minister", "form": "https://127.0.0.1/form"}

    answer = post(room, typed, f"actions/{SLUG}/targets/new/")

    assert answer.status_code == 422
    assert 'id="id_form-error"' in answer.content.decode()


def test_the_writer_of_the_text_is_told_that_a_second_person_is_needed():
    room = draft_action_room()
    post(room, {"act": "submit"}, role="researcher")

    answer = post(room, {"act": "approve"}, role="researcher")

    assert answer.status_code == 422
    assert "second person" in answer.content.decode()


def test_an_act_that_the_role_does_not_include_is_refused(room):
    answer = post(room, {"act": "extend", "extend.until": "2099-01-01"}, role="researcher")

    assert answer.status_code in (403, 422)
    assert issue_of("trial", SLUG).life.deadline.year != 2099


def test_the_post_is_entered_and_listed(room):
    typed = {
        "origin": "ch",
        "destination": "PE",
        "state": "suspended",
        "as_of": "2026-11-01",
        "postage": "CHF 2.50",
    }

    assert post(room, typed, "actions/post/").status_code == 302

    assert post_service("trial", "CH", "PE").state == "suspended"
    assert "CHF 2.50" in get(room, "actions/post/")


def test_a_picture_is_kept_with_its_credit(room):
    from io import BytesIO

    from PIL import Image

    content = BytesIO()
    Image.new("RGB", (40, 20)).save(content, "PNG")
    upload = SimpleUploadedFile("a.png", content.getvalue(), "image/png")
    typed = {"act": "set_picture", "set_picture.credit": "Nobody", "set_picture.text-en": "A bridge"}

    assert post(room, typed | {"set_picture.file": upload}).status_code == 302

    assert 'alt="A bridge"' in get(room)
    assert get_picture(room).startswith(b"RIFF")


def get_picture(room: ActionRoom) -> bytes:
    return room.room.clients["reader"].get(room.room.url(f"actions/{SLUG}/picture/")).content


# stopping


def test_stopping_takes_two_clicks_and_no_words(room):
    """One click opens the question, the second stops; the form holds nothing that must be filled in."""
    page = get(room, role="researcher")
    form = re.search(r'<details class="more" id="stop">.*?</details>', page, re.DOTALL)[0]

    answer = post(room, {"act": "stop"}, role="researcher")

    assert form.count("<button") == 1
    assert "required" not in form
    assert answer.status_code == 302
    assert issue_of("trial", SLUG).life.is_stopped


def test_from_the_click_on_stop_no_letter_is_left_to_leave_when_the_page_answers(room):
    held = issue_of("trial", SLUG)
    waiting = [
        Mail(kind="letter", issue=held.issue, language="es", message_id=f"<{n}@example.org>", state="due",
             due_at=held.issue.at, addressee="minister@example.org")
        for n in range(500)
    ]  # fmt: skip
    Mail.objects.bulk_create(waiting)

    began = time.perf_counter()
    answer = post(room, {"act": "stop"}, role="researcher")
    took = time.perf_counter() - began

    assert answer.status_code == 302
    assert Mail.objects.filter(issue=held.issue, state="cancelled").count() == 500
    assert took < 2


def test_a_stopped_action_offers_an_update_and_no_letters(room):
    changes.stop(actor=EDITOR, **room.where)

    page = get(room)

    assert 'value="plan_issue"' in page
    assert 'value="extend"' not in page
    assert 'value="resume"' not in page
    assert team_issue_of("trial", SLUG).life.is_stopped
