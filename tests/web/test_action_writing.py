"""The pages from the letter to a letter that is counted, without a script: what is typed is never lost."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from answerable.actions import changes, limits, proof_of_work
from answerable.actions.models import Appeal, Consent, Mail
from tests.actions.action_room import EDITOR, SLUG, ActionRoom
from tests.actions.kept_room import keep_room

pytestmark = pytest.mark.django_db
kept_room = pytest.fixture(scope="module")(keep_room)
HERE = f"/actions/trial/en/{SLUG}"
TO = "justice-minister"
OWN = "I write to you in words of my own about what happened at the bridge."


@pytest.fixture
def room(settings, kept_room) -> ActionRoom:
    settings.ANSWERABLE_MAIL_HOST, settings.ANSWERABLE_MAIL_SENDER = "127.0.0.1", "letters@example.org"
    return kept_room


@pytest.fixture
def reader(room) -> Client:
    return Client(enforce_csrf_checks=True)


def given(age: timedelta = timedelta(minutes=1), bits: int = 12) -> str:
    return proof_of_work.give("w" * 22, timezone.now() - age, bits=bits)


def a_form(**other: str) -> dict[str, str]:
    return {"given": given(), "update": "0", "target": TO, "letter_language": "en", "subject": "Deaths",
            "text": OWN, "sign_as": "nobody", "acknowledged": "1", "section": ""} | other  # fmt: skip


def own_text(answer) -> str:
    found = re.search(
        r'<textarea[^>]*(?:name="text"|readonly)[^>]*>\n(.*?)</textarea>', answer.content.decode(), re.DOTALL
    )
    return html.unescape(found[1]) if found else ""


def test_the_page_on_which_one_writes_sets_the_one_cookie_and_no_reading_page_does(reader) -> None:
    page = reader.get(f"{HERE}/write/")
    cookie = page.cookies["writing"]

    assert list(page.cookies) == ["writing"]
    assert cookie["path"] == "/actions/trial/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""
    assert reader.get(f"{HERE}/write/").cookies == {}
    assert Client().get(f"{HERE}/").cookies == {}


def test_the_letter_is_there_in_the_addressees_language_with_points_and_a_translation(reader) -> None:
    page = reader.get(f"{HERE}/write/").content.decode()

    assert '<option value="es" selected>' in page
    assert "Según un informe, 18 personas murieron" in page
    assert 'lang="es" dir="auto"' in page
    assert "Families have a right to know" in page
    assert "According to a report, 18 people were killed" in page
    assert 'value="initials" checked' in page


def test_who_has_left_office_cannot_be_chosen_and_the_page_says_why(reader) -> None:
    page = reader.get(f"{HERE}/write/").content.decode()

    assert re.search(r'value="former-minister" disabled', page)
    assert "has left office" in page


def test_another_choice_changes_the_model_letter_and_keeps_own_words(reader) -> None:
    spanish = own_text(reader.get(f"{HERE}/write/"))
    english = own_text(reader.post(f"{HERE}/write/", a_form(text=spanish, subject="", op="change")))
    own = own_text(reader.post(f"{HERE}/write/", a_form(op="change", letter_language="es")))

    assert english.startswith("According to a report")
    assert own == OWN


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"text": ""}, "The letter is empty"),
        ({"text": "x" * 20_001}, "at most 20,000"),
        ({"text": "Dear\x00 Minister."}, "cannot be printed (1)"),
        ({"sign_as": "initials", "name": ""}, "Write the name"),
        ({"sign_as": "initials", "name": "Ana Q"}, "write your town"),
        ({"acknowledged": ""}, "read the safety note"),
        ({"target": ""}, "Choose to whom"),
        ({"target": "former-minister"}, "has left office"),
    ],
)
def test_what_needs_mending_is_said_and_nothing_is_lost(reader, other, said) -> None:
    form = a_form(op="ready", **other)
    answer = reader.post(f"{HERE}/write/", form)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert own_text(answer) == form["text"].replace("\x00", "")


def test_a_letter_of_five_megabytes_is_answered_with_its_length_and_given_back(reader) -> None:
    text = "Dear Minister. " * 350_000
    answer = reader.post(f"{HERE}/write/", a_form(op="ready", text=text))

    assert answer.status_code == 400
    assert "5,249,999" in answer.content.decode()
    assert own_text(answer) == text.strip()


def test_the_ready_letter_is_whole_and_offers_every_way_that_suits(reader) -> None:
    page = reader.post(f"{HERE}/write/", a_form(op="ready", sign_as="initials", name="Ana Quispe", place="Bern"))
    text = page.content.decode()

    assert page.status_code == 200
    for words in ("Dear Minister", OWN, "A. Q.", "Bern", "Mail me the link", "Open it in my mail program", "PDF"):
        assert words in text
    for channel in ("mail-program", "copied", "post", "fax", "social", "e-mail"):
        assert f'value="{channel}"' in text
    assert 'value="phone"' not in text
    assert "authorities of this State: Peru" in text
    assert "checked" not in text


def test_without_a_mail_server_nothing_is_offered_from_here(reader, settings) -> None:
    settings.ANSWERABLE_MAIL_HOST = ""

    assert "Mail me the link" not in reader.post(f"{HERE}/write/", a_form(op="ready")).content.decode()


def test_a_letter_that_was_copied_is_counted_and_a_second_click_says_so(reader) -> None:
    first = reader.post(f"{HERE}/done/", a_form(channel="copied"))
    second = reader.post(f"{HERE}/done/", a_form(channel="copied"))

    assert "Counted. Thank you." in first.content.decode()
    assert "1 letter handed off" in first.content.decode()
    assert "This was counted before" in second.content.decode()
    assert Appeal.objects.count() == 1


def test_the_mail_program_opens_with_the_letter_or_if_it_is_long_with_the_subject(reader) -> None:
    short = reader.post(f"{HERE}/done/", a_form(channel="mail-program")).content.decode()
    long = reader.post(f"{HERE}/done/", a_form(channel="mail-program", text=OWN * 40)).content.decode()

    assert "mailto:minister@example.org?subject=Deaths&amp;body=Dear%20Minister" in short
    assert 'mailto:minister@example.org?subject=Deaths"' in long
    assert "too long for such a link" in long


def test_a_letter_on_paper_is_made_of_what_was_posted_and_counted(reader) -> None:
    file = reader.post(f"{HERE}/own.docx", a_form(origin="CH"))

    assert file.status_code == 200
    assert file["Content-Disposition"] == 'attachment; filename="justice-minister-en.docx"'
    assert file.content[:2] == b"PK"
    assert Appeal.objects.get().channel == "paper"


def test_what_is_sent_from_here_needs_an_address_and_the_consent(reader) -> None:
    empty = reader.post(f"{HERE}/send/", a_form(address="", agrees=""))
    wrong = reader.post(f"{HERE}/send/", a_form(address="ana@localhost", agrees="1"))

    assert "This is no e-mail address" in empty.content.decode()
    assert "only if you agree" in empty.content.decode()
    assert "This is no e-mail address" in wrong.content.decode()
    assert OWN in wrong.content.decode()
    assert Appeal.objects.count() == 0


def test_the_whole_way_from_here_to_the_button_behind_the_link(reader) -> None:
    asked = reader.post(f"{HERE}/send/", a_form(address="ana@example.org", agrees="1"))
    link = re.search(r"/actions/trial/confirm/[\w-]+/", Mail.objects.get(kind="confirm").text)[0]
    looked = Client().get(link)
    pressed = Client().post(link, {"seen": re.search(r'name="seen" value="(\w+)"', looked.content.decode())[1]})
    replayed = Client().post(link, {"seen": "x"})

    assert "Look into your mailbox" in asked.content.decode()
    assert OWN in looked.content.decode()
    assert Mail.objects.get(kind="letter").state == "due"
    assert "Your letter is on its way" in pressed.content.decode()
    assert "1 more is on its way" in pressed.content.decode()
    assert replayed.status_code == 200
    assert "This link has done its work" in replayed.content.decode()
    assert Consent.objects.get().kind == "letter"


def test_a_link_that_never_was_says_so(reader) -> None:
    for token in ("x", "x" * 43, "x" * 500):
        answer = reader.get(f"/actions/trial/confirm/{token}/")
        assert answer.status_code == 404
        assert "leads nowhere" in answer.content.decode()


def test_a_letter_to_several_can_be_released_in_part(reader, room) -> None:
    reader.post(f"{HERE}/send/", a_form(address="ana@example.org", agrees="1"))
    reader.post(f"{HERE}/send/", a_form(address="ana@example.org", agrees="1", target="embassy-ch"))
    link = re.search(r"/actions/trial/confirm/[\w-]+/", Mail.objects.get(kind="confirm").text)[0]
    page = reader.get(link).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    numbers = re.findall(r'name="letter" value="(\d+)"', page)
    reader.post(link, {"seen": seen, "chooses": "1", "letter": numbers[:1]})

    assert len(numbers) == 2
    assert list(Appeal.objects.order_by("number").values_list("state", flat=True)) == ["queued", "cancelled"]


# closed, old, too much


def test_a_stopped_action_says_so_and_gives_the_text_back(reader, room) -> None:
    changes.stop(actor=EDITOR, **room.where, words={"en": "The family asks for it.", "es": "Lo pide la familia."})
    for path in ("write", "done", "send"):
        answer = reader.post(
            f"{HERE}/{path}/", a_form(op="ready", channel="copied", address="a@b.org", agrees="1")
        )
        assert answer.status_code == 409
        assert "was stopped" in answer.content.decode()
        assert own_text(answer) == OWN

    assert reader.get(f"{HERE}/write/").status_code == 409
    assert Appeal.objects.count() == 0


def test_a_form_of_an_older_issue_leads_to_the_newer_with_the_text_kept(reader, room) -> None:
    room.update(until=room.today + timedelta(days=9))
    answer = reader.post(f"{HERE}/done/", a_form(channel="copied"))

    assert answer.status_code == 409
    assert "newer issue" in answer.content.decode()
    assert own_text(answer) == OWN


@pytest.mark.parametrize(
    ("token", "said"),
    [(given(timedelta()), "faster than a person"), (given(timedelta(days=2)), "open for a long time"), ("", "open for a long time"), ("forged", "open for a long time")],
)  # fmt: skip
def test_too_fast_too_old_or_forged_is_asked_again_with_everything_kept(reader, token, said) -> None:
    fresh = given(timedelta()) if "faster" in said else token
    answer = reader.post(f"{HERE}/done/", a_form(channel="copied", given=fresh))
    text = answer.content.decode()
    again = html.unescape(re.search(r'name="given" value="([^"]+)"', text)[1])

    assert answer.status_code == 400
    assert said in text
    assert OWN in text
    assert proof_of_work.read(again, timezone.now() + timedelta(seconds=3))[1] == "good"
    assert Appeal.objects.count() == 0


def test_a_form_that_another_site_posts_is_asked_again(reader) -> None:
    answer = reader.post(f"{HERE}/done/", a_form(channel="copied"), headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 400
    assert Appeal.objects.count() == 0


def test_the_field_that_nobody_sees_keeps_scripts_out(reader) -> None:
    assert (
        reader.post(f"{HERE}/done/", a_form(channel="copied", website="https://spam.example")).status_code == 400
    )
    assert Appeal.objects.count() == 0


def test_a_machine_that_posts_too_much_is_told_to_wait_and_with_a_proof_may_do_more(reader, monkeypatch) -> None:
    monkeypatch.setattr(limits, "POSTS", limits.Limit("posts", "hour", 2))
    told = {"REMOTE_ADDR": "192.0.2.7"}
    found = [reader.post(f"{HERE}/done/", a_form(channel="copied"), **told) for _ in range(3)]
    token = given(bits=4)
    answer = next(
        str(n)
        for n in range(10**6)
        if proof_of_work.is_proven(token, proof_of_work.read(token, timezone.now())[0], str(n))
    )
    proven = reader.post(f"{HERE}/done/", a_form(channel="copied", given=token, proof=answer), **told)
    other = reader.post(f"{HERE}/done/", a_form(channel="copied"), REMOTE_ADDR="192.0.2.8")

    assert [one.status_code for one in found] == [200, 200, 429]
    assert OWN in found[-1].content.decode()
    assert (proven.status_code, other.status_code) == (200, 200)


def test_nothing_of_a_writer_stands_in_an_address_or_a_header(reader) -> None:
    answer = reader.post(f"{HERE}/send/", a_form(address="ana@example.org", agrees="1"))

    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Location" not in answer


def test_other_methods_and_unknown_addresses_are_answered_plainly(reader) -> None:
    assert reader.get(f"{HERE}/done/").status_code == 405
    assert reader.put(f"{HERE}/write/").status_code == 405
    assert reader.get(f"/actions/trial/it/{SLUG}/write/").status_code == 404
    assert reader.get("/actions/trial/en/nothing/write/").status_code == 404
    assert reader.get(f"/actions/nowhere/en/{SLUG}/write/").status_code == 404


# held for a person


def test_only_editors_see_letters_that_wait_and_can_decide_on_them(reader, room) -> None:
    for name in ("ana", "eva"):
        reader.post(f"{HERE}/send/", a_form(address=f"{name}@example.org", agrees="1", text=OWN + " You bastard."))
        link = re.search(r"/actions/trial/confirm/[\w-]+/", Mail.objects.filter(kind="confirm").last().text)[0]
        seen = re.search(r'name="seen" value="(\w+)"', reader.get(link).content.decode())[1]
        told = reader.post(link, {"seen": seen}).content.decode()
        assert "A person looks at your letter first" in told
    path = f"/en/trial/actions/{SLUG}/held/"
    editor = room.room.clients["editor"]
    one, two = Appeal.objects.order_by("number").values_list("number", flat=True)
    page = editor.get(path).content.decode()

    assert "You bastard." in page
    assert "example.org" not in page.partition("<main")[2].replace("minister@example.org", "")
    assert editor.post(path, {"number": one, "act": "refuse", "reason": ""}).status_code == 409
    assert editor.post(path, {"number": one, "act": "refuse", "reason": "It insults."}).status_code == 302
    assert editor.post(path, {"number": two, "act": "release"}).status_code == 302
    assert list(Appeal.objects.order_by("number").values_list("state", flat=True)) == ["refused", "queued"]
    assert "No letter waits" in editor.get(path).content.decode()
    for role, status in (("researcher", 403), ("reader", 403), ("stranger", 404), ("nobody", 302)):
        assert room.room.clients[role].get(path).status_code == status
