"""Pages of what comes after an action: replies, statistics, handing over."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answerable.actions import counting, hand_over
from answerable.actions.models import Appeal
from answerable.actions.reads import team_issue_of
from answerable.actions.statistics import last_sunday
from answerable.publish import outputs
from answerable.record import changes as record
from answerable.record.drafts import DossierDraft
from tests.actions.action_room import SLUG, ActionRoom, draft_action_room, open_action_room
from tests.web.recording_room import OWNER, PEOPLE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})
    counting._looked.clear()


def write(actions: ActionRoom, channel: str, language: str, letters: int) -> None:
    start = Appeal.objects.count()
    Appeal.objects.bulk_create(
        Appeal(issue=actions.held.issue, writer_key=f"{start + n:064d}", target="justice-minister", channel=channel,
               language=language, state="counted", day=last_sunday(actions.today))
        for n in range(letters)
    )  # fmt: skip


def letter(text: bytes = b"We have opened an inquiry.") -> SimpleUploadedFile:
    return SimpleUploadedFile("reply.txt", text, content_type="text/plain")


def typed(actions: ActionRoom, **other: object) -> dict[str, object]:
    told = {
        "file": letter(), "title": "Reply of the Ministry", "publisher": "Ministry of Justice",
        "day": actions.today.isoformat(), "state-0": "partly", "answer-0": "An inquiry was opened.",
        "visibility": "public",
    }  # fmt: skip
    return told | other


# replies


def test_a_reply_is_taken_in_and_shows_with_what_it_answers() -> None:
    actions = open_action_room()
    client, url = actions.room.clients["researcher"], actions.room.url(f"actions/{SLUG}/replies/")

    answer = client.post(url, typed(actions))

    assert answer.status_code == 302
    page = client.get(url).content.decode()
    assert "Reply of the Ministry" in page
    assert "met in part" in page
    assert "An inquiry was opened." in page


def test_what_is_wrong_with_a_reply_is_said_and_what_was_typed_stays() -> None:
    actions = open_action_room()
    client, url = actions.room.clients["researcher"], actions.room.url(f"actions/{SLUG}/replies/")

    answer = client.post(url, typed(actions, **{"state-0": "", "day": "soon"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Reply of the Ministry" in page
    assert "2026-11-22" in page
    assert client.post(url, typed(actions, **{"state-0": ""})).status_code == 422


def test_replies_are_for_the_team_and_a_reader_cannot_add_one() -> None:
    actions = open_action_room()
    url = actions.room.url(f"actions/{SLUG}/replies/")

    assert "Keep the reply" not in actions.room.clients["reader"].get(url).content.decode()
    assert actions.room.clients["reader"].post(url, typed(actions)).status_code == 422
    assert actions.room.clients["stranger"].get(url).status_code == 404
    assert actions.room.clients["nobody"].get(url).status_code == 302


# statistics


def test_the_statistics_say_how_each_number_was_counted_and_leave_small_cells_out() -> None:
    actions = open_action_room()
    write(actions, "copied", "en", 20)
    write(actions, "copied", "fr", 2)
    counting.roll_up(actions.held.issue)

    page = actions.room.clients["reader"].get(actions.room.url(f"actions/{SLUG}/statistics/")).content.decode()

    assert "20" in page
    assert "handed off" in page
    assert "fewer than 5 letters" in page
    assert "Inquire into every death." in page
    assert ">2<" not in page


def test_programs_get_the_same_with_null_and_empty_for_what_is_left_out() -> None:
    actions = open_action_room()
    write(actions, "copied", "en", 20)
    write(actions, "copied", "fr", 2)
    client = actions.room.clients["reader"]

    told = json.loads(client.get(actions.room.url(f"actions/{SLUG}/statistics.json")).content)
    lines = list(csv.reader(io.StringIO(
        client.get(actions.room.url(f"actions/{SLUG}/statistics.csv")).content.decode())))  # fmt: skip

    assert told["breakdowns"]["language"]["handed-off"]["en"] == 20
    assert told["breakdowns"]["language"]["handed-off"]["fr"] is None
    assert all(number["how"] for number in told["numbers"])
    assert ["language", "handed-off", "fr", ""] in lines
    assert ["language", "handed-off", "en", "20"] in lines
    assert client.get(actions.room.url(f"actions/{SLUG}/statistics.xml")).status_code == 404


def test_a_draft_has_no_statistics() -> None:
    actions = draft_action_room()

    answer = actions.room.clients["owner"].get(actions.room.url(f"actions/{SLUG}/statistics/"))

    assert answer.status_code == 404


def test_what_came_of_all_actions_shows_by_country_and_concern() -> None:
    actions = open_action_room()
    client = actions.room.clients["reader"]

    page = client.get(actions.room.url("actions/statistics/")).content.decode()
    told = json.loads(client.get(actions.room.url("actions/statistics.json")).content)
    lines = list(csv.reader(io.StringIO(client.get(actions.room.url("actions/statistics.csv")).content.decode())))

    assert "Peru" in page
    assert "According to families, nobody has been charged" in page
    assert told["by_country"][0]["asks"]["unanswered"] == 2
    assert [line[:3] for line in lines[1:]] == [
        ["country", "Peru", "1"], ["concern", "According to families, nobody has been charged", "1"]]  # fmt: skip


# handing over


def test_an_editor_gets_the_file_and_another_dossier_takes_it_over() -> None:
    actions = open_action_room()
    answer = actions.room.clients["editor"].get(actions.room.url(f"actions/{SLUG}/hand-over.json"))
    assert answer["Content-Disposition"] == 'attachment; filename="urgent-action-2026-105-0.json"'
    assert hand_over.read(answer.content).slug == SLUG
    other = record.new_dossier(
        actor=OWNER, draft=DossierDraft("section-ch", {"en": "Swiss section"}, "Europe/Zurich")
    )
    from answerable.accounts import changes as accounts

    accounts.admit(actor=OWNER, dossier=other, name=next(iter(PEOPLE)), role="owner")
    file = SimpleUploadedFile("action.json", answer.content)
    own = {"file": file, "country": "ch", "embassy": "Embassy in Bern", "embassy-lines": "Strasse 1\n3000 Bern",
           "embassy-emails": "bern@example.org", "postage": "CHF 2.50", "languages": "de, es"}  # fmt: skip

    taken = actions.room.clients["owner"].post("/en/section-ch/actions/hand-over/", own)

    assert taken.status_code == 302
    held = team_issue_of("section-ch", SLUG)
    assert {one.key for one in held.targets} >= {"embassy-ch"}
    assert held.languages == ("es", "de")


def test_a_file_that_is_none_is_refused_on_the_page() -> None:
    actions = open_action_room()
    client, url = actions.room.clients["owner"], actions.room.url("actions/hand-over/")

    answer = client.post(url, {"file": SimpleUploadedFile("action.json", b"{}"), "publisher": "Our section"})

    assert answer.status_code == 422
    assert "holds no urgent action" in answer.content.decode()
    assert "Our section" in answer.content.decode()
    assert client.post(url, {}).status_code == 422


def test_only_editors_give_and_take() -> None:
    actions = open_action_room()

    assert actions.room.clients["researcher"].get(actions.room.url("actions/hand-over/")).status_code == 403
    assert (
        actions.room.clients["reader"].get(actions.room.url(f"actions/{SLUG}/hand-over.json")).status_code == 403
    )
