"""Accounts by a mailed link: who gets in, what is kept, what goes; and that nobody can be flooded."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.actions import flooding, mail_queue, writers
from answerable.actions.models import Confirmation, Limit, LimitKey, Mail, Writer, WriterAction
from answerable.actions.wording import LANGUAGES, words_of
from answerable.actions.writers import Wishes
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from tests.actions.writers_room import ADDRESS, NOW, TODAY, a_dossier, a_mail, a_writer, an_action, an_issue

pytestmark = pytest.mark.django_db

HERE = "harbour"


@pytest.fixture(autouse=True)
def _mail_goes_out(settings):
    settings.ANSWERABLE_MAIL_HOST = "127.0.0.1"
    settings.ANSWERABLE_MAIL_SENDER = "letters@example.org"
    settings.ANSWERABLE_ADDRESS = "https://answerable.example.org"


@pytest.fixture
def issue():
    return an_issue(an_action(a_dossier()))


def ask(address: str = ADDRESS, now: datetime = NOW, language: str = "en") -> None:
    writers.ask_for_link(dossier_id=HERE, address=address, language=language, now=now)


def token_in(mail: Mail) -> str:
    return re.search(r"/mine/open/([^/]+)/", mail.text)[1]


def link_of(address: str = ADDRESS) -> str:
    return token_in(Mail.objects.filter(addressee=address, kind="sign-in").latest("number"))


def enter(token: str, now: datetime = NOW, dossier: str = HERE) -> Writer:
    return writers.open_account(dossier_id=dossier, token=token, now=now)


# the way in


def test_an_account_is_open_only_once_its_link_was_used(issue):
    ask()
    before = Writer.objects.get()

    after = enter(link_of())

    assert (before.state, after.state) == ("unconfirmed", "confirmed")
    assert before.number == after.number


def test_the_mail_holds_the_link_and_no_case(issue):
    ask(language="es")
    mail = Mail.objects.get()

    assert "https://answerable.example.org/actions/harbour/mine/open/" in mail.text
    assert mail.subject == "El enlace que pidió"
    assert "harbour-action" not in mail.subject + mail.text
    assert (mail.kind, mail.state, mail.addressee) == ("sign-in", "due", ADDRESS)


def test_a_link_is_kept_as_a_hash_alone(issue):
    ask()

    assert Confirmation.objects.get().digest == sha256(link_of().encode()).hexdigest()


def test_a_link_works_once(issue):
    ask()
    enter(link_of())

    with pytest.raises(NotFoundError):
        enter(link_of())


def test_looking_at_a_link_does_not_use_it(issue):
    ask()
    token = link_of()

    assert writers.is_open(dossier_id=HERE, token=token, now=NOW)
    assert writers.is_open(dossier_id=HERE, token=token, now=NOW)
    assert enter(token)
    assert not writers.is_open(dossier_id=HERE, token=token, now=NOW)


@pytest.mark.parametrize(("token", "later", "dossier"), [("", 25, HERE), ("made-up", 0, HERE), ("", 0, "river")])
def test_a_link_that_ran_out_is_made_up_or_is_of_another_dossier_opens_nothing(issue, token, later, dossier):
    a_dossier("river")
    ask()

    with pytest.raises(NotFoundError):
        enter(token or link_of(), NOW + timedelta(hours=later), dossier)


def test_of_when_somebody_signed_in_the_day_is_kept_and_no_time(issue):
    ask()
    enter(link_of())

    used = Confirmation.objects.get().used_at
    assert (used.date(), used.hour, used.minute, used.second) == (TODAY, 0, 0, 0)


def test_a_known_and_an_unknown_address_get_the_same_mail(issue):
    a_writer(issue.action.dossier, "known@example.org")
    ask("known@example.org")
    ask("new@example.org")

    known, new = (
        re.sub(r"/open/[^/]+/", "/open/…/", mail.text) + mail.subject for mail in Mail.objects.order_by("number")
    )
    assert known == new


def test_a_link_goes_to_the_address_of_the_account_and_not_to_one_that_looks_alike(issue):
    a_writer(issue.action.dossier, "vera@gmail.com")

    ask("v.e.r.a+new@gmail.com")

    assert Writer.objects.count() == 1
    assert Mail.objects.get().addressee == "vera@gmail.com"


@pytest.mark.parametrize(
    "typed", ["", "vera", "vera@", "vera@localhost", "vera@example.org\nBcc: x@example.org", "a@b.org,c@d.org", "x" * 300 + "@example.org"]
)  # fmt: skip
def test_what_is_no_address_is_refused_and_not_repeated(issue, typed):
    with pytest.raises(ValueRefusedError) as refused:
        ask(typed)

    assert not Writer.objects.exists()
    assert "vera" not in str(refused.value)


# flooding


def test_an_address_gets_one_mail_in_ten_minutes_and_three_in_a_day(issue):
    minutes = [0, 9, 10, 19, 20, 30, 300, 24 * 60 - 1, 24 * 60, 24 * 60 + 1]

    for minute in minutes:
        ask(now=NOW + timedelta(minutes=minute))

    sent = [(mail.due_at - NOW) / timedelta(minutes=1) for mail in Mail.objects.order_by("due_at")]
    assert sent == [0, 10, 20, 24 * 60]


def test_tags_make_no_new_mailbox(issue):
    for tag in ("", "+a", "+b"):
        ask(f"vera{tag}@example.org")

    assert Mail.objects.count() == 1


_names = iter(range(10**9))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=400), min_size=1, max_size=40))
def test_no_asking_however_timed_gets_more_through_than_is_allowed(gaps):
    """And what is allowed gets through: the bound is exact in both directions, over midnight too."""
    address = f"somebody{next(_names)}@example.org"
    moment, sent = NOW, []
    for gap in gaps:
        moment += timedelta(minutes=gap)
        recent = [one for one in sent if moment - one < timedelta(days=1)]
        allowed = len(recent) < 3 and (not sent or moment - sent[-1] >= timedelta(minutes=10))

        assert flooding.may_mail(address, moment) is allowed
        if allowed:
            sent.append(moment)


def test_no_address_stands_among_the_limits():
    flooding.may_mail(ADDRESS, NOW)

    held = repr(list(Limit.objects.values())) + repr(list(LimitKey.objects.values()))
    assert "vera" not in held
    assert sha256(ADDRESS.encode()).hexdigest() not in held


# consents

SAID = {
    "letter-1": "12966779869b",
    "updates-1": "65901ac1126c",
}


def test_the_wording_of_a_consent_changes_only_with_its_version():
    for version, digest in SAID.items():
        told = words_of("writers")[f"consent-{version}"]
        assert sha256(repr(sorted(told.items())).encode()).hexdigest()[:12] == digest, "make a new version"


@pytest.mark.parametrize(
    ("language", "state"), [("en", "Peru"), ("es", "Perú"), ("de", "Peru"), ("fr", "Pérou"), ("ar", "بيرو")]
)
def test_the_consent_to_a_letter_names_the_receiving_state_and_the_time_that_it_is_kept(language, state):
    version, words = writers.consent_wording("letter", "pe", language)

    assert version == "letter-1"
    assert state in words
    assert "28" in words


def test_the_two_consents_are_two():
    letter, updates = (writers.consent_wording(kind, "PE", "en") for kind in ("letter", "updates"))

    assert letter[0] != updates[0]
    assert "news" not in letter[1]


def test_every_sentence_is_there_in_every_language():
    for code, told in words_of("writers").items():
        assert set(told) == set(LANGUAGES), code


# wishes


def test_news_begins_with_a_consent_of_its_own_and_ends_with_its_withdrawal(issue):
    writer = a_writer(issue.action.dossier)
    wish = Wishes("fr", news=True, cases=("harbour-action",), themes=("harbours",))

    writers.set_wishes(writer=writer, wishes=wish, day=TODAY)
    writers.set_wishes(writer=writer, wishes=wish, day=TODAY)
    agreed = writer.consents.get()
    assert (agreed.kind, agreed.wording, agreed.language, agreed.withdrawn_on) == (
        "updates",
        "updates-1",
        "fr",
        None,
    )
    assert writers.wishes_of(writer) == wish

    writers.set_wishes(writer=writer, wishes=Wishes("fr", cases=("harbour-action",)), day=TODAY)
    assert writer.consents.get().withdrawn_on == TODAY
    assert writers.wishes_of(writer) == Wishes("fr")


def test_who_wants_no_list_any_more_has_none(issue):
    writer = a_writer(issue.action.dossier, keeps_list=True)
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=TODAY)

    writers.set_wishes(writer=writer, wishes=Wishes("en"), day=TODAY)

    assert not WriterAction.objects.exists()


def test_following_a_case_with_a_letter_makes_an_account_whose_address_is_proven(issue):
    where = {"dossier_id": HERE, "address": ADDRESS, "language": "de", "case": "harbour-action", "day": TODAY}

    first, again = writers.follow_case(**where), writers.follow_case(**where)

    assert first.number == again.number
    assert (again.state, again.cases, again.keeps_list) == ("confirmed", ["harbour-action"], False)
    assert again.consents.get().wording == "updates-1"


# the list


def test_a_list_keeps_the_week_and_each_thing_once(issue):
    writer = a_writer(issue.action.dossier, keeps_list=True)
    wednesday = TODAY - timedelta(days=TODAY.weekday() - 2)

    for channel in ("post", "post", "here"):
        writers.add_to_list(writer=writer, issue=issue, channel=channel, day=wednesday)

    lines = writers.list_of(writer)
    assert {one.channel for one in lines} == {"post", "here"}
    assert {one.week for one in lines} == {wednesday - timedelta(days=2)}


@pytest.mark.parametrize("other", [{"keeps_list": False}, {"keeps_list": True, "state": "unconfirmed"}])
def test_nothing_is_listed_for_who_does_not_want_it_or_is_not_in(issue, other):
    writer = a_writer(issue.action.dossier, **other)

    assert not writers.add_to_list(writer=writer, issue=issue, channel="post", day=TODAY)
    assert not WriterAction.objects.exists()


def test_nobody_deletes_a_line_of_anothers_list(issue):
    mine = a_writer(issue.action.dossier, keeps_list=True)
    other = a_writer(issue.action.dossier, "other@example.org")
    writers.add_to_list(writer=mine, issue=issue, channel="post", day=TODAY)
    line = writers.list_of(mine)[0].pk

    writers.remove_from_list(writer=other, line=line)
    assert len(writers.list_of(mine)) == 1

    writers.remove_from_list(writer=mine, line=line)
    assert len(writers.list_of(mine)) == 0


# own data


def test_own_data_holds_everything_that_is_kept_of_a_writer_and_nothing_of_others(issue):
    writer = a_writer(
        issue.action.dossier, keeps_list=True, news=True, cases=["harbour-action"], themes=["harbours"]
    )
    a_writer(issue.action.dossier, "other@example.org")
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=TODAY)
    a_mail(issue, text="my letter")
    a_mail(issue, text="their letter", reply_to="other@example.org")

    own = writers.own_data(writer)

    assert (own["address"], own["cases"], own["themes"]) == (ADDRESS, ["harbour-action"], ["harbours"])
    assert [one["case"] for one in own["list"]] == ["harbour-action"]
    assert own["consents"][0]["words"] == writers.consent_wording("updates", "", "en")[1]
    assert [one["text"] for one in own["mails"]] == ["my letter"]
    assert "other@example.org" not in repr(own)


def test_deleting_leaves_no_row_and_no_letter_that_names_the_writer(issue):
    ask()
    writer = enter(link_of())
    wish = Wishes("en", keeps_list=True, news=True, cases=("harbour-action",))
    writers.set_wishes(writer=writer, wishes=wish, day=TODAY)
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=TODAY)
    a_mail(issue, state="left", reply_to=ADDRESS.upper())
    a_mail(issue, state="left", reply_to="other@example.org", sender_name="Other")

    writers.delete_everything(writer=writer)

    assert [model.objects.count() for model in (Writer, WriterAction, Confirmation)] == [0, 0, 0]
    assert {mail.reply_to for mail in Mail.objects.all()} == {"", "other@example.org"}
    assert not Mail.objects.filter(kind=mail_queue.SIGN_IN).exists()


def test_deleting_lets_a_letter_that_waits_leave_whole(issue):
    writer = a_writer(issue.action.dossier)
    waiting = a_mail(issue, state="due")

    writers.delete_everything(writer=writer)
    waiting.refresh_from_db()

    assert waiting.text
