"""The pages of writers: the whole way in and out, and everything that must not be possible on it."""

import json
import re
from datetime import timedelta

import html5lib
import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from answerable.actions import proof_of_work, updates, writers
from answerable.actions.models import Limit, Mail, Writer, WriterAction
from answerable.actions.wording import LANGUAGES
from answerable.web.pages import action_writer_session
from tests.actions.writers_room import ADDRESS, a_dossier, a_writer, an_action, an_issue

pytestmark = pytest.mark.django_db

ROOT = "/actions/harbour/"
MINE = f"{ROOT}mine/"


@pytest.fixture(autouse=True)
def _mail_goes_out(settings):
    settings.ANSWERABLE_MAIL_HOST = "127.0.0.1"
    settings.ANSWERABLE_MAIL_SENDER = "letters@example.org"


@pytest.fixture
def issue():
    dossier = a_dossier()
    an_issue(an_action(dossier, "other", themes=("work",), sequence=8))
    return an_issue(an_action(dossier))


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


def given() -> str:
    return proof_of_work.give(proof_of_work.new_word(), timezone.now() - timedelta(minutes=1))


def ask(client: Client, address: str = ADDRESS, language: str = "en", **other):
    form = {"address": address, "given": given(), "website": ""} | other
    return client.post(f"{MINE}?language={language}", form)


def link() -> str:
    text = Mail.objects.filter(kind="sign-in").latest("number").text
    return re.search(r"https?://[^/]+(/actions/\S+)", text)[1]


def signed_in(client: Client, writer: Writer) -> Client:
    """Put the cookie of an account into a browser."""
    value = signing.dumps([writer.number, action_writer_session._word(writer)], salt=action_writer_session.SALT)
    client.cookies[action_writer_session.COOKIE] = value
    return client


def token_on(page) -> str:
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# the whole way


def test_the_whole_way_from_asking_to_deleting(client, issue):
    """Ask, look at the link, open it, wish for a list and news, do something, read about it, end news, delete."""
    asked = ask(client, follow=True)
    assert asked.status_code == 303
    assert "on its way" in words(client.get(asked["Location"]))

    href = link()
    assert "Press the button" in words(client.get(href))
    assert Writer.objects.get().state == "unconfirmed"

    opened = client.post(href)
    assert (opened.status_code, opened["Location"].partition("?")[0]) == (303, MINE)
    assert "You keep no list" in words(client.get(MINE))

    wishing = client.get(f"{MINE}wishes/")
    assert b" checked" not in wishing.content
    wish = {"token": token_on(wishing), "language": "es", "list": "yes", "news": "yes", "case": "harbour-action"}
    assert client.post(f"{MINE}wishes/", wish).status_code == 303
    writer = Writer.objects.get()
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=timezone.now().date())
    an_issue(issue.action, 1, kind="information")
    shown = words(client.get(MINE))
    assert "enviada por correo postal" in shown
    assert "Hay más información" in shown

    assert updates.tell(issue.action.issues.get(update=1)) == 1
    end = re.search(r"https?://[^/]+(/actions/\S+)", Mail.objects.get(kind="updates").text.rpartition("-- ")[2])[1]
    assert writers.gets_news(writer)
    client.get(end)
    assert writers.gets_news(writer)
    assert "No llegarán más novedades" in words(client.post(end))
    assert not writers.gets_news(writer)

    own = json.loads(client.get(f"{MINE}data/").content)
    assert own["address"] == ADDRESS
    assert len(own["list"]) == 1
    gone = client.post(f"{MINE}delete/", {"token": token_on(client.get(f"{MINE}delete/"))})
    assert "Todo está borrado" in words(gone)
    assert not Writer.objects.exists()
    assert 'name="address"' in client.get(MINE).content.decode()


# what is said about an address


def test_nothing_tells_whether_an_address_is_known(issue):
    """Status, address, head and every byte are the same for a known, an unknown and a flooded address."""
    a_writer(issue.action.dossier, "known@example.org")
    a_writer(issue.action.dossier, "waiting@example.org", state="unconfirmed")
    ask(Client(), "flooded@example.org")
    answers = []
    for name in ("known", "unknown", "waiting", "flooded"):
        answer = ask(Client(), f"{name}@example.org")
        page = Client().get(answer["Location"])
        answers.append(
            (answer.status_code, answer["Location"], sorted(answer.items()), answer.content, page.content)
        )

    assert len({repr(one) for one in answers}) == 1


def test_a_wrong_address_is_told_and_what_was_typed_stays(client, issue):
    answer = ask(client, "vera@")

    assert answer.status_code == 400
    assert 'value="vera@"' in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_field_that_people_do_not_see_is_a_trap(client, issue):
    answer = ask(client, website="https://spam.example.org")

    assert answer.status_code == 303
    assert not Mail.objects.exists()


@pytest.mark.parametrize("token", ["", "made-up", "a" * 5000])
def test_a_form_that_is_not_ours_mails_nothing(client, issue, token):
    assert ask(client, given=token).status_code == 400
    assert not Mail.objects.exists()


def test_a_form_that_was_open_for_a_day_mails_nothing(client, issue):
    old = proof_of_work.give(proof_of_work.new_word(), timezone.now() - timedelta(days=1))

    assert ask(client, given=old).status_code == 400
    assert not Mail.objects.exists()


def test_a_form_from_another_site_does_nothing(client, issue):
    form = {"address": ADDRESS, "given": given()}
    answer = client.post(MINE, form, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 400
    assert not Mail.objects.exists()


def test_one_machine_cannot_ask_for_links_without_end(client, issue):
    for number in range(10):
        form = {"address": f"w{number}@example.org", "given": given()}
        assert client.post(MINE, form, REMOTE_ADDR="192.0.2.7").status_code == 303

    answer = client.post(MINE, {"address": "w10@example.org", "given": given()}, REMOTE_ADDR="192.0.2.7")
    assert answer.status_code == 429
    assert Mail.objects.count() == 10
    assert "192.0.2" not in repr(list(Limit.objects.values()))


def test_without_a_mail_server_no_account_is_offered(client, issue, settings):
    settings.ANSWERABLE_MAIL_HOST = ""

    assert "sends no mail" in words(client.get(MINE))
    assert ask(client).status_code == 400


# links


def test_looking_at_a_link_however_often_changes_nothing(client, issue):
    """Mail scanners follow every link before its reader does."""
    ask(client)
    for method in (client.get, client.head, client.get):
        assert method(link()).status_code == 200

    assert Writer.objects.get().state == "unconfirmed"
    assert client.post(link()).status_code == 303


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_used_says_so_and_offers_a_new_one(client, issue, method):
    ask(client)
    client.post(link())

    answer = getattr(Client(), method)(link())
    assert answer.status_code == 410
    assert "no longer works" in words(answer)
    assert action_writer_session.COOKIE not in answer.cookies


def test_a_link_that_never_was_reads_as_one_that_was_used(client, issue):
    ask(client)
    href = link()
    client.post(href)

    used, never = client.get(href), client.get(f"{MINE}open/{'x' * 43}/?language=en")
    assert used.status_code == never.status_code == 410
    assert words(used) == words(never)


# the session


def test_the_cookie_is_for_this_dossier_alone_and_ends_with_the_browser(client, issue):
    ask(client)
    cookie = client.post(link()).cookies[action_writer_session.COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (ROOT, True, "Strict")
    assert (cookie["expires"], cookie["max-age"], cookie["domain"]) == ("", "", "")
    assert ADDRESS not in cookie.value


def test_over_tls_the_cookie_is_for_tls_alone(client, issue):
    ask(client)

    assert client.post(link(), secure=True).cookies[action_writer_session.COOKIE]["secure"]


def test_strangers_get_no_cookie_on_any_page(issue):
    for path in ("", "asked/", "open/none/", "wishes/", "data/", "delete/"):
        answer = Client().get(f"{MINE}{path}")
        assert not answer.cookies, path
    assert not Client().get(f"{ROOT}news/none/").cookies


@pytest.mark.parametrize("path", ["wishes/", "data/", "delete/"])
def test_without_the_cookie_every_page_of_an_account_leads_to_asking(issue, path):
    a_writer(issue.action.dossier)

    answer = Client().get(f"{MINE}{path}")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (303, MINE)


def test_a_cookie_is_worth_nothing_in_another_dossier(client, issue):
    an_issue(an_action(a_dossier("river"), "river-action"))
    writer = a_writer(issue.action.dossier)
    signed_in(client, writer)

    assert client.get("/actions/river/mine/data/").status_code == 303
    assert client.get(f"{MINE}data/").status_code == 200


@pytest.mark.parametrize("value", ["", "forged", "WzEsIngiXQ:1abc:xyz"])
def test_a_forged_cookie_opens_nothing(client, issue, value):
    a_writer(issue.action.dossier)
    client.cookies[action_writer_session.COOKIE] = value

    assert client.get(f"{MINE}data/").status_code == 303


def test_a_cookie_of_a_deleted_account_opens_nothing_even_if_the_number_comes_back(client, issue):
    writer = a_writer(issue.action.dossier)
    signed_in(client, writer)
    number = writer.number
    writer.delete()
    a_writer(issue.action.dossier, "other@example.org", number=number)

    assert client.get(f"{MINE}data/").status_code == 303


def test_signing_out_takes_the_cookie_away(client, issue):
    signed_in(client, a_writer(issue.action.dossier))

    answer = client.post(f"{MINE}out/")
    assert "You are signed out" in words(answer)
    assert answer.cookies[action_writer_session.COOKIE]["path"] == ROOT
    assert client.get(f"{MINE}data/").status_code == 303


def test_leaving_is_one_click_and_signs_out(client, issue):
    signed_in(client, a_writer(issue.action.dossier))
    assert f'href="{MINE}leave/"' in client.get(MINE).content.decode()

    answer = client.get(f"{MINE}leave/")
    assert answer["Location"].startswith("https://en.wikipedia.org/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.get(f"{MINE}data/").status_code == 303


def test_the_teams_sign_in_is_another_matter(issue, django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_user("ana"))

    assert 'name="address"' in client.get(MINE).content.decode()


# forms


@pytest.mark.parametrize("token", ["", "forged", "another's"])
def test_no_form_works_without_a_token_of_its_own(client, issue, token):
    writer = a_writer(issue.action.dossier, keeps_list=True)
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=timezone.now().date())
    line = writers.list_of(writer)[0].pk
    signed_in(client, writer)
    if token == "another's":
        token = action_writer_session.form_token(a_writer(issue.action.dossier, "other@example.org"))

    client.post(f"{MINE}list/{line}/", {"token": token})
    client.post(f"{MINE}wishes/", {"token": token, "language": "fr"})
    client.post(f"{MINE}delete/", {"token": token})
    writer.refresh_from_db()

    assert writer.language == "en"
    assert WriterAction.objects.count() == 1


def test_a_get_changes_nothing_in_an_account(client, issue):
    writer = a_writer(issue.action.dossier, keeps_list=True, news=True, cases=["harbour-action"])
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=timezone.now().date())
    before = writers.own_data(writer)
    signed_in(client, writer)

    for path in ("", "wishes/", "data/", "delete/", "out/", f"list/{writers.list_of(writer)[0].pk}/"):
        client.get(f"{MINE}{path}")
        assert client.get(f"{MINE}data/").status_code == 200, path

    client.get(f"{ROOT}news/{writer.code}/")
    assert writers.own_data(Writer.objects.get()) == before


def test_news_without_a_case_or_theme_is_asked_about_again(client, issue):
    signed_in(client, a_writer(issue.action.dossier))
    page = client.get(f"{MINE}wishes/")

    answer = client.post(
        f"{MINE}wishes/", {"token": token_on(page), "language": "de", "news": "yes", "list": "yes"}
    )
    assert answer.status_code == 400
    assert "Choose at least one" in words(answer)
    assert 'value="de" lang="de" dir="ltr" selected' in answer.content.decode()
    assert Writer.objects.get().language == "en"


def test_what_there_is_not_cannot_be_followed(client, issue):
    signed_in(client, a_writer(issue.action.dossier))
    page = client.get(f"{MINE}wishes/")
    form = {"token": token_on(page), "language": "xx", "news": "yes", "case": ["secret", "other"], "theme": ["x"]}

    client.post(f"{MINE}wishes/", form)
    writer = Writer.objects.get()

    assert (writer.cases, writer.themes, writer.language) == (["other"], [], "en")


def test_a_line_of_the_list_can_be_deleted(client, issue):
    writer = a_writer(issue.action.dossier, keeps_list=True)
    writers.add_to_list(writer=writer, issue=issue, channel="post", day=timezone.now().date())
    signed_in(client, writer)
    page = client.get(MINE)

    client.post(re.search(r'action="([^"]+/list/\d+/[^"]*)"', page.content.decode())[1], {"token": token_on(page)})

    assert not WriterAction.objects.exists()


# ending news


def test_a_mail_programs_one_click_needs_no_cookie_and_no_token(client, issue):
    """Source: RFC 8058, section 3.2: a POST with this body, without cookies, and no redirect in answer."""
    writer = a_writer(issue.action.dossier, news=True, cases=["harbour-action"])
    path = f"{ROOT}news/{writer.code}/"

    for _ in range(3):
        answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200

    assert not writers.gets_news(writer)


def test_a_get_never_ends_news(client, issue):
    writer = a_writer(issue.action.dossier, news=True)

    for method in (client.get, client.head, client.options, client.put):
        method(f"{ROOT}news/{writer.code}/?List-Unsubscribe=One-Click")

    assert writers.gets_news(writer)


def test_the_link_is_good_for_good_also_when_the_account_is_gone(client, issue):
    writer = a_writer(issue.action.dossier, news=True)
    there = words(client.post(f"{ROOT}news/{writer.code}/"))
    writer.delete()

    assert words(client.post(f"{ROOT}news/{writer.code}/")) == there
    assert words(client.post(f"{ROOT}news/never-given/")) == there


# every page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_valid_and_kept_by_nobody(client, issue, language):
    writer = a_writer(issue.action.dossier, keeps_list=True, cases=["harbour-action"], news=True)
    writers.add_to_list(writer=writer, issue=issue, channel="mail-program", day=timezone.now().date())
    an_issue(issue.action, 1, kind="closing", outcome="good-news")
    query = f"?language={language}"
    stranger = Client()
    answers = [
        stranger.get(f"{MINE}{query}"), stranger.get(f"{MINE}asked/{query}"), stranger.get(f"{MINE}open/none/{query}"),
        stranger.get(f"{ROOT}news/{writer.code}/{query}"), stranger.post(f"{ROOT}news/none/{query}"),
        ask(stranger, "wrong@", language), ask(stranger, given="old", language=language),
    ]  # fmt: skip
    ask(stranger, "new@example.org", language)
    answers.append(stranger.get(link()))
    signed_in(client, writer)
    answers += [client.get(f"{MINE}{path}{query}") for path in ("", "wishes/", "delete/")]
    token = token_on(answers[-1])
    answers.append(client.post(f"{MINE}wishes/{query}", {"token": token, "news": "yes", "language": language}))
    answers.append(client.post(f"{MINE}out/{query}"))

    for answer in answers:
        page = answer.content.decode()
        html5lib.HTMLParser(strict=True).parse(page)
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
        assert page.count("<h1>") == 1
        assert "{" not in words(answer)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "<script" not in page
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_a_page_speaks_the_browsers_language_until_another_is_chosen(issue):
    client = Client()

    assert '<html lang="fr"' in client.get(MINE, headers={"Accept-Language": "it, fr-CH;q=0.9"}).content.decode()
    assert (
        '<html lang="ar"' in client.get(f"{MINE}?language=ar", headers={"Accept-Language": "fr"}).content.decode()
    )
    assert '<html lang="en"' in client.get(f"{MINE}?language=xx").content.decode()


def test_where_there_is_no_action_there_are_no_accounts(issue):
    an_issue(an_action(a_dossier("empty")), out=False)

    for name in ("empty", "never"):
        assert Client().get(f"/actions/{name}/mine/").status_code == 404
