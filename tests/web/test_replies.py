"""The right of reply as pages: put an allegation, follow the letter, record the answer; and the letter as a file."""

import re
from datetime import date

import pytest

from answerable.publish import documents
from answerable.publish.replies import put_replies, put_reply
from answerable.record.models import Claim, Source
from answerable.record.view import ViewSpec
from tests.builders import SOURCE, a_claim, a_unit
from tests.publish.printed import pdf_text, word_text
from tests.web.recording_room import OWNER, Room, open_room

pytestmark = pytest.mark.django_db
MINISTER = "person:minister"
TODAY = date(2026, 11, 21)
SECRET = "Testigo Oculta"
PUT = {
    "person": MINISTER,
    "allegation": "According to a report, you ordered that the bridge be cleared.",
    "allegation@es": "Según un informe, usted habría ordenado despejar el puente.",
    "evidence": "One report.",
    "due": "2026-12-12",
    "channel": "registered-post",
}


@pytest.fixture(autouse=True)
def _one_day(monkeypatch) -> None:
    for module in ("replies", "reply"):
        monkeypatch.setattr(f"answerable.web.pages.{module}.today_of", lambda view: TODAY)


@pytest.fixture
def room() -> Room:
    opened = open_room()
    opened.record(
        a_claim("Person", MINISTER, name="Aurelia Paredes Ticona", consentToName="public-office"),
        a_unit("Ministry"),
        a_claim("Post", "post:minister", title="Minister", unit="unit:ministry", function="minister"),
        a_claim("Appointment", "appointment:m", "2022-12-10 / 2023-03-01", person=MINISTER, post="post:minister"),
        a_claim("Person", "person:witness", name=SECRET, visibility="team"),
        a_claim("Order", "order:o", "2023-01-08", givenBy=MINISTER, gist="Clear the bridge", locator="page:4"),
        a_claim("Remark", "remark:r", "2023-01-10", speaker=MINISTER, gist="I gave no order.", kind="denial"),
        a_claim("Remark", "remark:l", "2023-01-11", speaker=MINISTER, gist="They are vandals.", kind="label"),
    )
    return opened


def order(room: Room) -> str:
    (claim,) = room.view().claims_about("order:o")
    return claim.id


def post(room: Room, path: str, typed: dict[str, object], role: str = "researcher"):
    return room.clients[role].post(room.url(path), typed)


def put(room: Room, **changes: object):
    return post(room, "replies/add/", PUT | {"claim": [order(room)]} | changes)


def sent(room: Room) -> str:
    """Put the allegation, say that its letter went out on the first of November, and return its id."""
    put(room)
    (entity,) = room.view().entities("Reply")
    answer = post(room, f"replies/{entity}/", {"step": "sent", "sent.day": "2026-11-01", "sent.due": "2026-11-20"})
    assert answer.status_code == 302
    return entity


# putting


def test_an_allegation_is_recorded_for_the_team_with_the_claims_that_it_rests_on(room: Room) -> None:
    answer = put(room)

    (entity,) = room.view().entities("Reply")
    assert answer.status_code == 302
    assert answer.url == room.url(f"replies/{entity}/")
    assert entity == "reply:number-1"
    (claim,) = room.view().claims_about(entity)
    assert claim.visibility == "team"
    assert claim.rests_on == (order(room),)
    assert claim.properties["regarding"] == ("order:o",)
    assert claim.properties["due"] == ("2026-12-12",)
    source = room.view().source(claim.source)
    assert (source.key, source.is_analysis, source.visibility) == ("correspondence", True, "team")
    assert not room.view(ViewSpec()).has(entity)


def test_the_source_that_letters_are_is_added_once(room: Room) -> None:
    put(room)
    put(room, allegation="Another.")

    assert Source.objects.filter(key__startswith="correspondence").count() == 1
    assert len(put_replies(room.view())) == 2


def test_what_the_person_answered_before_is_not_offered_as_an_allegation(room: Room) -> None:
    text = room.clients["researcher"].get(room.url(f"replies/add/?person={MINISTER}")).content.decode()

    assert "Clear the bridge" in text
    assert "They are vandals." in text
    assert "I gave no order." not in text


def test_the_claim_that_one_comes_from_is_ticked(room: Room) -> None:
    text = (
        room.clients["researcher"]
        .get(room.url(f"replies/add/?person={MINISTER}&claim={order(room)}"))
        .content.decode()
    )

    assert re.search(rf'value="{order(room)}" checked', text)


def test_without_a_person_one_is_looked_for_first(room: Room) -> None:
    get = room.clients["researcher"].get
    assert "Whom does the allegation concern?" in get(room.url("replies/add/")).content.decode()
    found = get(room.url("replies/add/?person.search=aurelia&step=search")).content.decode()

    assert f'value="{MINISTER}"' in found
    assert (
        "On which claims it rests"
        in get(room.url("replies/add/?person.search=aurelia+paredes+ticona")).content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"allegation": "", "allegation@es": ""}, "allegation"),
        ({"claim": []}, "claim"),
        ({"claim": ["nothing"]}, "claim"),
        ({"due": "soon"}, "due"),
        ({"due": "2026-12-04"}, "due"),
        ({"due": "2026-12-22"}, "due"),
        ({"allegation": f"{SECRET} saw you there."}, "allegation"),
        ({"evidence": f"As {SECRET.upper()} said."}, "evidence"),
    ],
)
def test_what_is_unfair_or_unsafe_is_not_recorded_and_nothing_typed_is_lost(
    room: Room, changes, field: str
) -> None:
    answer = put(room, **changes)
    text = answer.content.decode()

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in text
    assert f'id="id_{field}-error"' in text
    assert Claim.objects.filter(schema="Reply").count() == 0
    assert 'value="registered-post" selected' in text
    if "allegation" not in changes:
        assert "you ordered that the bridge be cleared" in text


# the letter


def test_the_letter_is_given_in_each_form_and_language(room: Room, monkeypatch) -> None:
    put(room)
    get = room.clients["reader"].get

    pdf = get(room.url("replies/reply:number-1/letter.pdf?language=es"))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == 'attachment; filename="number-1-es.pdf"'
    assert "usted habría ordenado despejar el puente" in pdf_text(pdf.content)
    word = get(room.url("replies/reply:number-1/letter.docx?language=en"))
    assert "you ordered that the bridge be cleared" in word_text(word.content)
    page = get(room.url("replies/reply:number-1/letter.html"))
    assert "Silence is not an admission" in page.content.decode()
    assert "'sha256-" in page["Content-Security-Policy"]
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert get(room.url("replies/reply:number-1/letter.exe")).status_code == 404
    assert get(room.url("replies/reply:none/letter.pdf")).status_code == 404


def test_a_letter_in_a_language_in_which_it_is_not_written_is_refused_and_said_so(room: Room) -> None:
    put(room, **{"allegation@es": ""})
    answer = room.clients["reader"].get(room.url("replies/reply:number-1/letter.pdf?language=es"))

    assert answer.status_code == 409
    text = room.clients["reader"].get(room.url("replies/reply:number-1/")).content.decode()
    assert "not written in the language of this letter" in text


def test_without_the_extra_the_word_document_says_how_to_get_it(room: Room, monkeypatch) -> None:
    put(room)
    monkeypatch.setattr(documents, "find_spec", lambda name: None)
    answer = room.clients["reader"].get(room.url("replies/reply:number-1/letter.docx"))

    assert answer.status_code == 400
    assert "answerable[office]" in answer.content.decode()


def test_a_second_allegation_joins_the_letter(room: Room) -> None:
    put(room)
    put(room, allegation="A second allegation.", **{"allegation@es": "Otra."})
    text = room.clients["reader"].get(room.url("replies/reply:number-1/letter.html")).content.decode()

    assert "A second allegation." in text
    assert "2 allegations" in text


# what happens next


def test_a_letter_goes_out_with_all_that_it_puts(room: Room) -> None:
    put(room)
    put(room, allegation="A second allegation.")
    answer = post(room, "replies/reply:number-2/", {"step": "sent", "sent.day": "2026-11-21", "sent.due": "2026-12-10",
                                                    "sent.channel": "lawyer"})  # fmt: skip

    assert answer.status_code == 302
    for each in put_replies(room.view()):
        assert each.sent.earliest == TODAY
        assert each.due == date(2026, 12, 10)
        assert "lawyer" in each.channels
    claim = next(one for one in room.view().claims_about("reply:number-1") if "sent" in one.properties)
    assert claim.rests_on == (order(room),)
    assert claim.properties["person"] == (MINISTER,)
    assert claim.time.certain.first == TODAY


def test_silence_is_counted_from_the_day_that_was_due_and_called_no_admission(room: Room) -> None:
    sent(room)
    text = room.clients["reader"].get(room.url("replies/")).content.decode()
    own = room.clients["reader"].get(room.url("replies/reply:number-1/")).content.decode()

    assert "no answer since 1 day" in text
    assert "Silence is not an admission" in text
    assert "No answer is on record. Silence is not an admission." in own


def test_more_time_moves_the_day_and_stays_on_record(room: Room) -> None:
    entity = sent(room)
    answer = post(room, f"replies/{entity}/", {"step": "extended", "extended.due": "2026-12-15"})

    assert answer.status_code == 302
    found = put_reply(room.view(), entity)
    assert (found.due, found.is_extended) == (date(2026, 12, 15), True)


def test_an_answer_is_kept_in_its_whole_sense_with_its_source(room: Room) -> None:
    entity = sent(room)
    typed = {"step": "answered", "answered.day": "2026-11-18", "answered.gist-en": "She never gave that order.",
             "answered.gist-es": "Nunca dio esa orden.", "source": "B", "page": "2"}  # fmt: skip
    answer = post(room, f"replies/{entity}/", typed)

    assert answer.status_code == 302
    claim = next(one for one in room.view().claims_about(entity) if "received" in one.properties)
    assert (claim.source, claim.locator, claim.visibility) == ("B", "page:2", "team")
    assert claim.properties["gist@es"] == ("Nunca dio esa orden.",)
    text = room.clients["reader"].get(room.url(f"replies/{entity}/")).content.decode()
    assert "She never gave that order." in text
    assert "answered" in text


ANSWER = {"step": "answered", "answered.day": "2026-11-18", "answered.gist-en": "No.", "source": "B"}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (ANSWER | {"answered.day": "2026-10-31"}, "answered-day"),
        (ANSWER | {"answered.day": "2026-11-22"}, "answered-day"),
        (ANSWER | {"answered.day": ""}, "answered-day"),
        (ANSWER | {"answered.gist-en": ""}, "answered-gist-en"),
        (ANSWER | {"source": ""}, "source"),
        (ANSWER | {"source": "correspondence"}, "source"),
        (ANSWER | {"answered.visibility": "restricted:others"}, "answered-visibility"),
        ({"step": "delivered", "delivered.day": "2026-10-31"}, "delivered-day"),
        ({"step": "extended", "extended.due": "2026-11-20"}, "extended-due"),
        ({"step": "extended", "extended.due": "later"}, "extended-due"),
    ],
)
def test_a_step_that_cannot_be_is_refused_where_it_stands(room: Room, typed, field: str) -> None:
    entity = sent(room)
    before = Claim.objects.count()
    answer = post(room, f"replies/{entity}/", typed)
    text = answer.content.decode()

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in text
    assert f'id="id_{field}-error"' in text
    assert Claim.objects.count() == before


@pytest.mark.parametrize(
    ("day", "due", "field"),
    [
        ("2026-11-22", "2026-12-12", "sent-day"),
        ("2026-11-21", "2026-12-04", "sent-due"),
        ("2026-11-21", "2026-12-22", "sent-due"),
    ],
)
def test_a_letter_is_not_sent_tomorrow_nor_asks_for_an_answer_too_soon(room: Room, day, due, field) -> None:
    put(room)
    answer = post(room, "replies/reply:number-1/", {"step": "sent", "sent.day": day, "sent.due": due})

    assert answer.status_code == 422
    assert f'id="id_{field}-error"' in answer.content.decode()


def test_an_answer_before_the_letter_went_out_is_no_step_that_is_offered(room: Room) -> None:
    put(room)

    assert post(room, "replies/reply:number-1/", ANSWER).status_code == 409


def test_a_public_step_is_read_by_all_once_the_allegation_itself_is_public(room: Room) -> None:
    put(room)
    typed = {"step": "sent", "sent.day": "2026-11-21", "sent.due": "2026-12-12", "sent.visibility": "public"}
    post(room, "replies/reply:number-1/", typed)
    public = room.view(ViewSpec())

    assert public.has("reply:number-1")
    assert put_reply(public, "reply:number-1").is_own
    assert SOURCE.title not in public.source(public.claims_about("reply:number-1")[0].source).title


# who may


@pytest.mark.parametrize(("role", "code"), [("nobody", 302), ("stranger", 404), ("reader", 200)])
def test_the_pages_are_the_teams(room: Room, role: str, code: int) -> None:
    sent(room)
    for path in ("replies/", "replies/reply:number-1/", "replies/reply:number-1/letter.html"):
        assert room.clients[role].get(room.url(path)).status_code == code, path


def test_a_reader_sees_and_does_nothing(room: Room) -> None:
    sent(room)
    text = room.clients["reader"].get(room.url("replies/reply:number-1/")).content.decode()

    assert "Record the answer" not in text
    assert room.clients["reader"].get(room.url("replies/add/")).status_code == 403
    assert post(room, "replies/reply:number-1/", ANSWER, "reader").status_code == 403


def test_a_rejected_claim_behind_it_is_left_out_of_the_letter(room: Room) -> None:
    put(room)
    from answerable.record import changes

    changes.retract(actor=OWNER, dossier=room.dossier, claim=order(room), why="Misread.")
    text = room.clients["reader"].get(room.url("replies/reply:number-1/letter.html")).content.decode()

    assert "page 4" not in text


def test_pages_speak_spanish(room: Room) -> None:
    sent(room)
    answer = room.clients["reader"].get(f"/es/{room.dossier.id}/replies/reply:number-1/")

    assert answer.status_code == 200
    assert "usted habría ordenado despejar el puente" in answer.content.decode()


def test_peru_lists_what_sources_tell_of_others_asking(peru: str, client, django_user_model) -> None:
    from answerable.accounts import changes as accounts
    from answerable.record.changes import find_dossier

    accounts.make_account(actor=OWNER, name="reader-of-peru", password=None)
    accounts.admit(actor=OWNER, dossier=find_dossier(peru), name="reader-of-peru", role="reader")
    client.force_login(django_user_model.objects.get(username="reader-of-peru"))
    text = client.get(f"/en/{peru}/replies/").content.decode()

    assert "as a source tells it" in text
