"""What writers do, one at a time: counted once, closed where it is closed, sent only after the mailed link."""

import re
from datetime import timedelta

import pytest

from answerable.actions import changes, confirming, counting, doors, held_letters, limits, mail_queue, writing
from answerable.actions.doors import door_of
from answerable.actions.letters import letter_of
from answerable.actions.models import Appeal, Confirmation, Consent, Mail, MailAddress
from answerable.actions.writing import Sending, Way
from answerable.kernel.errors import ActRefusedError, ValueRefusedError
from tests.actions.action_room import EDITOR, SLUG, ActionRoom
from tests.actions.kept_room import keep_room

pytestmark = pytest.mark.django_db
kept_room = pytest.fixture(scope="module")(keep_room)
TO = "justice-minister"
OWN = "I write to you in words of my own, for this concerns me and my neighbours more than I can say."


@pytest.fixture
def room(settings, kept_room) -> ActionRoom:
    settings.ANSWERABLE_MAIL_HOST, settings.ANSWERABLE_MAIL_SENDER = "127.0.0.1", "letters@example.org"
    settings.ANSWERABLE_ADDRESS = "https://actions.example.org"
    return kept_room


def a_way(channel: str = "copied", word: str = "w" * 22, **other: object) -> Way:
    told = {"dossier_id": "trial", "slug": SLUG, "update": 0, "target": TO, "channel": channel, "language": "en",
            "word": word} | other  # fmt: skip
    return Way(**told)  # type: ignore[arg-type]


def a_letter(text: str = OWN, **other: object) -> Sending:
    door = door_of("trial", SLUG)
    letter = letter_of(door.held.frozen.parts, door.targets[TO], "en", own_words=text)
    told = {"letter": letter, "likeness": 0.1, "address": "ana@example.org", "name": "", "page": "en"} | other
    return Sending(**told)  # type: ignore[arg-type]


def send(text: str = OWN, **other: object) -> writing.Done:
    return writing.send_from_here(a_way("here"), a_letter(text, **other))


def mailed_token() -> str:
    text = Mail.objects.filter(kind="confirm").order_by("-number").first().text
    return re.search(r"/confirm/([\w-]+)/", text)[1]


def press(token: str) -> confirming.Confirmed:
    return confirming.confirm(dossier_id="trial", token=token, seen=confirming.linked("trial", token).seen)


# handed off and reported


def test_a_letter_is_counted_once_for_each_way_and_addressee(room) -> None:
    first, second = writing.hand_off(a_way()), writing.hand_off(a_way())
    other = writing.report(a_way("post"))

    assert [first.outcome, second.outcome, other.outcome] == ["counted", "again", "counted"]
    assert Appeal.objects.count() == 2


def test_ones_own_letter_is_in_the_numbers_at_once_also_the_second_time(room) -> None:
    issue = room.held.issue
    counting.counts_of(issue)
    first, second = writing.hand_off(a_way()), writing.hand_off(a_way())

    assert first.counts.handed_off == 1
    assert second.counts.handed_off == 1


def test_the_ledger_holds_a_day_and_a_key_and_nothing_else_of_a_writer(room) -> None:
    writing.hand_off(a_way())
    row = Appeal.objects.values().get()

    assert row["writer_key"] != "w" * 22
    assert len(row["writer_key"]) == 64
    assert row["day"] == room.today
    assert set(row) == {"number", "issue_id", "writer_key", "target", "channel", "language", "state", "is_late",
                        "day", "likeness", "held_for", "confirmation_id"}  # fmt: skip


def test_a_channel_that_is_none_is_refused(room) -> None:
    with pytest.raises(ActRefusedError):
        writing.hand_off(a_way("post"))
    with pytest.raises(ActRefusedError):
        writing.report(a_way("here"))


def test_after_the_deadline_a_report_is_counted_apart_and_nothing_leaves_from_here(room, monkeypatch) -> None:
    later = doors.database_now() + timedelta(days=60)
    monkeypatch.setattr("answerable.actions.doors.database_now", lambda: later)
    late = writing.report(a_way("post"))

    assert (late.outcome, late.is_late) == ("counted", True)
    assert (late.counts.reported, late.counts.late) == (0, 1)
    assert send().why == "late"


def test_a_link_that_is_used_after_the_deadline_gives_the_text_back(room, monkeypatch) -> None:
    send()
    token = mailed_token()
    Confirmation.objects.update(expires_at=doors.database_now() + timedelta(days=90))
    later = doors.database_now() + timedelta(days=60)
    for module in ("doors", "confirming"):
        monkeypatch.setattr(f"answerable.actions.{module}.database_now", lambda: later)

    assert press(token).why == "late"
    assert OWN in confirming.linked("trial", token).closed[0][0].text
    assert Mail.objects.get(kind="letter").state == "paused"


def test_a_stopped_action_takes_nothing_more(room) -> None:
    changes.stop(actor=EDITOR, **room.where, words={"en": "The family asks for it.", "es": "Lo pide la familia."})

    assert writing.hand_off(a_way()).why == "stopped"
    assert send().why == "stopped"
    assert Appeal.objects.count() == 0


def test_who_has_left_office_is_not_written_to(room) -> None:
    assert writing.hand_off(a_way(target="former-minister")).why == "left"


def test_a_target_that_is_not_there_and_an_older_issue_are_told_apart(room) -> None:
    assert writing.hand_off(a_way(target="nobody")).why == "no-target"
    assert writing.hand_off(a_way(update=1)).why == "replaced"


def test_a_letter_after_an_update_is_a_new_letter(room) -> None:
    writing.hand_off(a_way())
    room.update(until=room.today + timedelta(days=9))

    assert writing.hand_off(a_way()).why == "replaced"
    assert writing.hand_off(a_way(update=1)).outcome == "counted"


def test_a_closed_action_has_no_key_and_counts_nobody(room) -> None:
    writing.hand_off(a_way())
    before = Appeal.objects.get().writer_key
    changes.end(actor=EDITOR, **room.where, words={"en": "It has ended.", "es": "Ha terminado."})

    assert writing.hand_off(a_way(word="v" * 22)).why == "ended"
    assert Appeal.objects.get().writer_key != before
    with pytest.raises(ActRefusedError):
        counting.writer_key(room.held.action, "w" * 22)


# sent from here


def test_a_letter_waits_until_its_writer_uses_the_mailed_link(room) -> None:
    assert send().outcome == "asked"
    letter = Mail.objects.get(kind="letter")

    assert letter.state == "paused"
    assert letter.addressee == "minister@example.org"
    assert letter.reply_to == "ana@example.org"
    assert OWN in letter.text
    assert counting.counts_of(room.held.issue).on_its_way == 0

    done = press(mailed_token())
    letter.refresh_from_db()
    assert (done.state, done.queued, done.counts.on_its_way) == ("done", 1, 1)
    assert letter.state == "due"


def test_a_link_that_is_used_again_sends_nothing_twice(room) -> None:
    send()
    token = mailed_token()
    press(token)

    assert confirming.linked("trial", token).state == "used"
    assert confirming.confirm(dossier_id="trial", token=token, seen="").state == "used"
    assert Mail.objects.filter(kind="letter", state="due").count() == 1


def test_a_link_runs_out(room) -> None:
    send()
    token = mailed_token()
    Confirmation.objects.update(expires_at=doors.database_now() - timedelta(seconds=1))

    assert confirming.linked("trial", token).state == "expired"
    assert press(token).state == "expired"
    assert Mail.objects.get(kind="letter").state == "paused"


def test_a_link_that_never_was_leads_nowhere(room) -> None:
    assert confirming.linked("trial", "x" * 43).state == "unknown"
    assert confirming.confirm(dossier_id="trial", token="x" * 43, seen="").state == "unknown"


def test_looking_at_a_link_uses_nothing_up(room) -> None:
    send()
    token = mailed_token()
    for _ in range(3):
        assert confirming.linked("trial", token).state == "good"

    assert press(token).state == "done"


def test_sent_twice_before_the_link_is_used_is_one_letter_and_one_mail_with_the_newer_text(room) -> None:
    send()
    send(OWN + " And again.")

    assert Appeal.objects.count() == 1
    assert Mail.objects.filter(kind="confirm").count() == 1
    assert "And again." in Mail.objects.get(kind="letter").text


def test_a_text_that_changed_after_it_was_read_is_not_released(room) -> None:
    send()
    token = mailed_token()
    seen = confirming.linked("trial", token).seen
    send("Something quite different, put in by somebody who knows the address and hopes for a quick click.")

    assert confirming.confirm(dossier_id="trial", token=token, seen=seen).state == "changed"
    assert Mail.objects.get(kind="letter").state == "paused"


def test_the_answer_does_not_tell_whether_an_address_has_written_before(room) -> None:
    send()
    press(mailed_token())
    mails = Mail.objects.count()

    assert send().outcome == "asked"
    assert Mail.objects.count() == mails
    assert Appeal.objects.count() == 1


def test_one_mailbox_is_one_writer_however_its_address_is_typed(room) -> None:
    for address in ("Ana.Quispe@gmail.com", "anaquispe+a@googlemail.com", "ANA.QUISPE+b@GMAIL.COM"):
        send(address=address)

    assert Appeal.objects.count() == 1


def test_a_confirmed_letter_is_not_sent_once_the_action_is_stopped(room) -> None:
    send()
    token = mailed_token()
    changes.stop(actor=EDITOR, **room.where, words={"en": "The family asks for it.", "es": "Lo pide la familia."})
    done = press(token)

    assert done.state == "closed"
    assert done.why == "stopped"
    assert Mail.objects.get(kind="letter").state == "cancelled"
    assert OWN in confirming.linked("trial", token).closed[0][0].text


def test_one_mailbox_cannot_be_flooded_with_links(room) -> None:
    found = []
    for _ in range(6):
        found.append(send().outcome)
        Confirmation.objects.update(used_at=doors.database_now())

    assert found.count("asked") == limits.CONFIRM.most
    assert found[-1] == "too-many"
    assert Mail.objects.filter(kind="confirm").count() == limits.CONFIRM.most


def test_what_is_no_address_is_refused_and_nothing_is_kept(room) -> None:
    for address in ("", "ana", "ana@localhost", "a@b.org\r\nBcc: c@d.org", "a@b.org, c@d.org"):
        with pytest.raises(ValueRefusedError):
            send(address=address)

    assert Appeal.objects.count() == 0
    assert Mail.objects.count() == 0


def test_both_consents_are_kept_with_wording_and_state_and_news_begins_only_with_the_link(room) -> None:
    from answerable.actions.models import Writer

    send(wants_news=True)
    kept = {one.kind: one for one in Consent.objects.all()}

    assert kept["letter"].receiver == "PE"
    assert kept["letter"].wording == "letter-1"
    assert not Writer.objects.exists()
    press(mailed_token())
    assert Writer.objects.get().cases == [SLUG]


def test_an_address_that_bounces_closes_the_way_from_here_and_no_other(room) -> None:
    MailAddress.objects.create(dossier_id="trial", address="minister@example.org", state="bouncing")

    assert send().why == "no-address"
    assert writing.hand_off(a_way()).outcome == "counted"


def test_letters_in_a_paused_language_do_not_leave_from_here(room) -> None:
    changes.pause(actor=EDITOR, **room.where, language="en", words={"en": "A number is checked."})

    assert send().why == "paused"


# held for a person


def test_a_threat_is_held_for_a_person_and_the_writer_is_told(room) -> None:
    send(OWN + " We will kill you.")
    done = press(mailed_token())

    assert (done.held, done.queued) == (1, 0)
    assert Mail.objects.get(kind="letter").state == "paused"
    assert counting.counts_of(room.held.issue).on_its_way == 0


def test_a_held_letter_that_is_released_leaves(room) -> None:
    send(OWN + " http://a.org http://b.org http://c.org http://d.org")
    press(mailed_token())
    [one] = held_letters.held_letters([room.held.issue.pk])

    assert one.reason == "links"
    assert held_letters.release_held(dossier_id="trial", number=one.number)
    assert not held_letters.release_held(dossier_id="trial", number=one.number)
    assert Mail.objects.get(kind="letter").state == "due"


def test_a_held_letter_that_is_refused_goes_back_to_its_writer_with_the_reason(room) -> None:
    send(OWN + " You bastard.")
    press(mailed_token())
    number = Appeal.objects.get().number
    with pytest.raises(ActRefusedError):
        held_letters.refuse_held(dossier_id="trial", number=number, reason=" ")

    assert held_letters.refuse_held(dossier_id="trial", number=number, reason="It insults the reader.")
    told = Mail.objects.filter(kind="confirm").order_by("-number").first()
    assert "It insults the reader." in told.text
    assert OWN in told.text
    assert Appeal.objects.get().state == "refused"
    assert mail_queue.release(Appeal.objects.get()) is False


def test_the_model_letter_is_never_held_for_being_the_same(room) -> None:
    for number in range(30):
        send(address=f"a{number}@example.org", likeness=1.0)

    assert not Appeal.objects.exclude(held_for="").exists()


def test_the_same_own_words_in_too_many_letters_are_held(room) -> None:
    for number in range(22):
        send(address=f"a{number}@example.org")

    assert Appeal.objects.filter(held_for="copied").count() == 2
