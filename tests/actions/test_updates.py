"""News by mail: who gets it, what it says and does not say, and that one click ends it."""

from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest

from answerable.actions import changes, clearing, counting, mail_queue, updates, writers
from answerable.actions.models import ActionKey, Consent, Mail, Writer
from answerable.publish import outputs
from tests.actions.action_room import open_action_room
from tests.actions.writers_room import NOW, TODAY, a_dossier, a_writer, an_action, an_issue, stopped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_goes_out(settings):
    settings.ANSWERABLE_MAIL_HOST = "127.0.0.1"
    settings.ANSWERABLE_MAIL_SENDER = "letters@example.org"
    settings.ANSWERABLE_ADDRESS = "https://answerable.example.org"


@pytest.fixture
def dossier():
    return a_dossier()


def told() -> set[str]:
    return set(Mail.objects.filter(kind="updates").values_list("addressee", flat=True))


def test_news_goes_to_those_alone_who_agreed_and_follow_the_case_or_a_theme(dossier):
    issue = an_issue(an_action(dossier, themes=("harbours", "work")), 1, kind="update")
    a_writer(dossier, "case@example.org", news=True, cases=["harbour-action"])
    a_writer(dossier, "theme@example.org", news=True, themes=["work"])
    a_writer(dossier, "both@example.org", news=True, cases=["harbour-action"], themes=["work"])
    a_writer(dossier, "other@example.org", news=True, cases=["another"], themes=["water"])
    a_writer(dossier, "silent@example.org", cases=["harbour-action"])
    a_writer(dossier, "unproven@example.org", news=True, cases=["harbour-action"], state="unconfirmed")
    ended = a_writer(dossier, "ended@example.org", news=True, cases=["harbour-action"])
    ended.consents.update(withdrawn_on=TODAY)
    a_writer(a_dossier("river"), "river@example.org", news=True, cases=["harbour-action"])

    assert updates.tell(issue, now=NOW) == 3
    assert told() == {"case@example.org", "theme@example.org", "both@example.org"}


def test_the_same_event_is_told_once_and_the_next_one_again(dossier):
    issue = an_issue(an_action(dossier), 1, kind="update")
    a_writer(dossier, news=True, cases=["harbour-action"])

    assert [updates.tell(issue, now=NOW) for _ in range(3)] == [1, 0, 0]
    stopped(issue)
    assert [updates.tell(issue, now=NOW) for _ in range(3)] == [1, 0, 0]


def test_news_that_was_emptied_after_it_left_is_still_known_to_have_been_told(dossier):
    issue = an_issue(an_action(dossier), 1, kind="update")
    a_writer(dossier, news=True, cases=["harbour-action"])
    updates.tell(issue, now=NOW)
    Mail.objects.update(state="left", left_at=NOW)

    clearing.clear(NOW + timedelta(days=1))

    assert Mail.objects.get().text == ""
    assert updates.tell(issue, now=NOW + timedelta(days=1)) == 0


def test_after_a_stop_nobody_hears_that_there_is_something_to_do(dossier):
    """What waits is dropped for the later news; what has left has left, and news of another case stays."""
    issue = an_issue(an_action(dossier), 1, kind="update")
    other = an_issue(an_action(dossier, "other", sequence=8), 1, kind="update")
    a_writer(dossier, news=True, cases=["harbour-action", "other"])
    a_writer(dossier, "first@example.org", news=True, cases=["harbour-action"])
    updates.tell(issue, now=NOW)
    updates.tell(other, now=NOW)
    Mail.objects.filter(addressee="first@example.org").update(state="left")

    stopped(issue)
    updates.tell(issue, now=NOW)

    waiting = Mail.objects.filter(state="due")
    assert waiting.count() == 3
    assert [mail.issue for mail in waiting if "something to do" in mail.text] == [other]


@pytest.mark.parametrize(
    ("kind", "outcome", "words"),
    [
        ("update", "", "something to do"),
        ("information", "", "further information"),
        ("closing", "good-news", "Good news"),
        ("closing", "ended", "has ended"),
    ],
)
def test_the_mail_says_what_happened(dossier, kind, outcome, words):
    issue = an_issue(an_action(dossier), 1, kind=kind, outcome=outcome)
    a_writer(dossier, news=True, cases=["harbour-action"])

    updates.tell(issue, now=NOW)

    assert words in Mail.objects.get().text


def test_a_stop_is_told_as_a_stop(dossier):
    issue = an_issue(an_action(dossier))
    a_writer(dossier, news=True, cases=["harbour-action"])
    stopped(issue)

    updates.tell(issue, now=NOW)

    assert "please do not write any more" in Mail.objects.get().text


@pytest.mark.parametrize(("risk", "subject", "names_case"), [
    ("low", "FI 7/26-1: Justice at the harbour", True),
    ("raised", "News that you asked for", False),
    ("high", "News that you asked for", False),
])  # fmt: skip
def test_a_subject_names_the_case_only_where_the_risk_is_low(dossier, risk, subject, names_case):
    issue = an_issue(an_action(dossier, risk=risk), 1, kind="update")
    a_writer(dossier, news=True, cases=["harbour-action"])

    updates.tell(issue, now=NOW)
    mail = Mail.objects.get()

    assert mail.subject == subject
    assert ("Justice at the harbour" in mail.text) is names_case
    assert "https://answerable.example.org/actions/harbour/en/harbour-action/" in mail.text


def test_news_comes_in_the_writers_language_and_the_case_in_one_that_it_has(dossier):
    issue = an_issue(an_action(dossier), 1, kind="update")
    a_writer(dossier, "es@example.org", news=True, cases=["harbour-action"], language="es")
    a_writer(dossier, "ar@example.org", news=True, cases=["harbour-action"], language="ar")

    updates.tell(issue, now=NOW)
    spanish, arabic = (Mail.objects.get(addressee=f"{code}@example.org") for code in ("es", "ar"))

    assert spanish.subject.endswith("Justicia en el puerto")
    assert "/es/harbour-action/" in spanish.text
    assert "هناك مستجدات" in arabic.text
    assert "/en/harbour-action/" in arabic.text


def test_each_mail_carries_the_two_headers_and_the_link_of_its_own_writer(dossier):
    issue = an_issue(an_action(dossier), 1, kind="update")
    writer = a_writer(dossier, news=True, cases=["harbour-action"])

    updates.tell(issue, now=NOW)
    mail = Mail.objects.get()

    end = f"https://answerable.example.org/actions/harbour/news/{writer.code}/"
    assert mail.headers == {
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert end in mail.text


def test_a_title_with_line_breaks_adds_no_header():
    line = updates.one_line("News\r\nBcc: x@example.org\u2028more " + "x" * 400)

    head = BytesParser(policy=policy.default).parsebytes(f"Subject: {line}\n\n".encode())
    assert head.keys() == ["Subject"]
    assert len(line) <= 200


def test_a_message_id_tells_neither_address_nor_case(dossier):
    issue = an_issue(an_action(dossier), 1, kind="update")
    a_writer(dossier, news=True, cases=["harbour-action"])

    updates.tell(issue, now=NOW)

    assert Mail.objects.get().message_id.endswith("@example.org>")
    assert "vera" not in Mail.objects.get().message_id


def test_nothing_is_told_of_a_draft_or_where_no_mail_is_sent(dossier, settings):
    draft = an_issue(an_action(dossier), 1, kind="update", out=False)
    a_writer(dossier, news=True, cases=["harbour-action"])
    assert updates.tell(draft, now=NOW) == 0

    settings.ANSWERABLE_MAIL_HOST = ""
    assert updates.tell(an_issue(an_action(dossier, "two", sequence=8), 1, kind="update"), now=NOW) == 0


def test_more_writers_than_are_queued_at_once_all_get_it(dossier):
    issue = an_issue(an_action(dossier), 1, kind="update")
    many = [
        Writer(dossier=dossier, address=f"w{n}@example.org", canonical=f"w{n}@example.org", language="en",
               state="confirmed", code=f"c{n}", cases=["harbour-action"], since=TODAY, last_seen=TODAY)
        for n in range(1200)
    ]  # fmt: skip
    Writer.objects.bulk_create(many)
    Consent.objects.bulk_create(
        Consent(writer=one, kind="updates", wording="updates-1", language="en", day=TODAY)
        for one in Writer.objects.all()
    )

    assert updates.tell(issue, now=NOW) == 1200
    assert Mail.objects.values("message_id").distinct().count() == 1200


# by itself


@pytest.fixture
def live(django_capture_on_commit_callbacks):
    """An action that is out, with somebody who follows it and somebody who follows one of its themes."""
    found = open_action_room(risk="low")
    for name, wish in {"case": {"cases": [found.slug]}, "theme": {"themes": ["impunity"]}, "none": {}}.items():
        a_writer(found.room.dossier, f"{name}@example.org", news=True, **wish)
    return found


def news() -> list[tuple[str, str]]:
    said = Mail.objects.filter(kind="updates", state="due").order_by("addressee")
    return [(mail.addressee.partition("@")[0], mail.text.splitlines()[1]) for mail in said]


def test_a_stop_tells_everybody_who_follows(live, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        changes.stop(actor=live.editor, **live.where)

    words = "The action was stopped; please do not write any more."
    assert news() == [("case", words), ("theme", words)]


def test_an_end_tells_everybody_who_follows_and_destroys_the_keys(live, django_capture_on_commit_callbacks):
    counting.writer_key(live.held.action, "vera@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        changes.end(actor=live.editor, **live.where)

    assert news() == [("case", "The action has ended."), ("theme", "The action has ended.")]
    assert ActionKey.objects.get().secret is None


def test_a_new_issue_tells_everybody_who_follows(live, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})
    with django_capture_on_commit_callbacks(execute=True):
        live.update("information")

    words = "There is further information; nothing needs to be done."
    assert news() == [("case", words), ("theme", words)]


def test_a_stop_holds_even_if_nobody_can_be_told(live, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(updates, "_followers", lambda _held: 1 / 0)

    with django_capture_on_commit_callbacks(execute=True):
        changes.stop(actor=live.editor, **live.where)

    assert live.held.life.is_stopped


# ending


def test_one_click_ends_all_news_and_what_waits(dossier):
    issue = an_issue(an_action(dossier), 1, kind="update")
    writer = a_writer(dossier, news=True, cases=["harbour-action"], themes=["work"])
    updates.tell(issue, now=NOW)

    updates.end_news(dossier_id="harbour", code=writer.code, day=TODAY)
    writer.refresh_from_db()

    assert not writers.gets_news(writer)
    assert (writer.cases, writer.themes) == ([], [])
    assert not Mail.objects.filter(kind=mail_queue.UPDATES).exists()
    assert writer.consents.get().withdrawn_on == TODAY


def test_ending_again_changes_nothing(dossier):
    writer = a_writer(dossier, news=True, cases=["harbour-action"])

    for days in (0, 1, 400):
        updates.end_news(dossier_id="harbour", code=writer.code, day=TODAY + timedelta(days=days))

    assert writer.consents.get().withdrawn_on == TODAY


def test_ending_for_nobody_is_no_error(dossier):
    other = a_writer(dossier, news=True)

    updates.end_news(dossier_id="harbour", code="never-given", day=TODAY)
    updates.end_news(dossier_id="river", code=other.code, day=TODAY)

    assert writers.gets_news(other)


# notices


def test_a_writer_is_shown_what_came_after_what_they_did(dossier):
    first = an_action(dossier)
    an_issue(first)
    an_issue(first, 1, kind="information")
    an_issue(an_action(dossier, "quiet", sequence=8))
    done = an_action(dossier, "done", sequence=9)
    an_issue(done, 1, kind="closing", outcome="good-news")

    wrote_for = {"harbour-action": 0, "quiet": 0, "done": 1}
    found = updates.notices_of("harbour", wrote_for, ["never-there"], "es")

    assert {(one.slug, one.event) for one in found} == {("harbour-action", "information"), ("done", "good-news")}
    assert {one.title for one in found} == {"Justicia en el puerto"}
