"""The pages of an action as a reader gets them: in every state and language, with nothing of the reader in them."""

import html
import io
import json
import re
from datetime import timedelta
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from PIL import Image

from answerable.actions import changes
from answerable.actions.models import Issue, MailAddress
from answerable.actions.wording import LANGUAGES, words_of
from answerable.publish import outputs
from answerable.web import action_cache
from tests.actions.action_room import EDITOR, SLUG, TEXTS, WRITER, ActionRoom, open_action_room

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_pages(monkeypatch):
    """Of the files of a sheet only the page by itself is made: PDF takes seconds."""
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})


REASON = {"en": "The family asks for it.", "de": "Die Familie bittet darum."}


def get(room: ActionRoom, path: str = f"en/{SLUG}/", **headers: str):
    return Client().get(f"/actions/{room.dossier_id}/{path}", headers=headers)


def text_of(answer) -> str:
    """Return what a reader reads: no tags, single spaces."""
    body = re.sub(r"<head>.*?</head>", "", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def make_late(room: ActionRoom) -> None:
    Issue.objects.filter(action__slug=SLUG).update(until=room.today - timedelta(days=3))


def without_letter() -> dict[str, str]:
    """The texts of an issue that asks nobody to write."""
    found = {}
    for code, text in TEXTS.items():
        head, _, body = text.removeprefix("---").partition("\n---\n")
        lines = [line for line in head.splitlines() if not line.startswith(("letter-", "asks:"))]
        found[code] = "---" + "\n".join([*lines, "letter-role: none"]) + "\n---\n" + body[: body.index("# asks")]
    return found


# an open action


def test_an_open_action_says_what_happened_what_is_asked_by_when_and_to_whom():
    said = text_of(get(open_action_room()))

    for words in (
        "UA 105/26", "Peru", "50 days left", "Justice for those killed at the bridge",
        "18 people were killed on 9 January 2023", "Inquire into every death.", "Please write by",
        "Preferred language: Spanish", "Ilse Quenta Mamani", "In office since 28 July 2025.", "Calle Uno 123",
        "+51 1 555 0100", "@minjus_example", "minister@example.org", "Señora Ministra",
    ):  # fmt: skip
        assert words in said, words


def test_each_ask_shows_what_became_of_it():
    answer = get(open_action_room()).content.decode()

    asks = re.search(r'id="asks".*?</section>', answer, re.DOTALL)

    assert asks is not None
    assert asks[0].count("no answer yet") == 2
    assert "/entities/call:inquiry/" in asks[0]


def test_the_letter_stands_in_the_language_of_the_addressee_with_a_translation_to_read():
    body = get(open_action_room(), f"de/{SLUG}/").content.decode()

    assert '<div lang="es" dir="ltr"><p class="subject">Muertes del 9 de enero de 2023' in body
    assert '<div lang="de" dir="ltr"><p class="subject">Todesfälle vom 9. Januar 2023' in body
    assert "Zum Verschicken: Spanisch" in body


def test_a_reader_of_the_letters_language_gets_no_second_text():
    body = get(open_action_room(), f"es/{SLUG}/").content.decode()

    assert body.count('class="subject"') == 1


def test_the_link_for_a_mail_program_holds_the_whole_letter():
    body = get(open_action_room()).content.decode()

    link = unquote(html.unescape(re.search(r'href="(mailto:minister[^"]+)"', body)[1]))

    assert link.startswith(
        "mailto:minister@example.org?subject=Muertes del 9 de enero de 2023&body=Señora Ministra"
    )
    assert link.endswith("Atentamente,")


def test_a_letter_that_a_mail_program_would_cut_is_copied_into_a_mail_with_its_subject():
    room = open_action_room()
    long = {
        code: text.replace("# letter\n", "# letter\n\n" + "Palabra " * 240 + "\n") for code, text in TEXTS.items()
    }
    room.update(texts=long, until=room.today + timedelta(days=9))

    body = get(room).content.decode()

    links = [html.unescape(each) for each in re.findall(r'href="(mailto:[^"]+)"', body)]
    assert links == ["mailto:minister@example.org?subject=Muertes%20del%209%20de%20enero%20de%202023"]
    assert "mail programs would cut it off" in text_of(get(room))


def test_an_address_to_which_letters_came_back_is_marked_and_not_written_to():
    room = open_action_room()
    MailAddress.objects.update_or_create(
        dossier_id=room.dossier_id, address="minister@example.org", defaults={"state": "bouncing"}
    )

    answer = get(room)

    assert "letters to this address came back" in text_of(answer)
    assert "mailto:minister@example.org" not in answer.content.decode()


def test_who_left_office_is_named_without_an_address():
    said = text_of(get(open_action_room()))

    assert "In office until 14 February 2024, and no longer. Please do not write to this person" in said
    assert "former@example.org" not in said


def test_copies_are_chosen_by_where_the_reader_lives():
    room = open_action_room()

    assert "embassy@example.org" in text_of(get(room))
    assert "embassy@example.org" in text_of(get(room, f"en/{SLUG}/?section=CH"))
    assert "embassy@example.org" not in text_of(get(room, f"en/{SLUG}/?section=DE"))
    assert "cc=embassy@example.org" in get(room, f"en/{SLUG}/?section=ch").content.decode()


@pytest.mark.parametrize(
    ("state", "words"), [("running", "are being carried"), ("suspended", "send it to the embassy")]
)
def test_what_is_known_of_the_post_is_said_with_its_day(state, words):
    room = open_action_room()
    changes.set_post_service(
        actor=EDITOR, dossier_id=room.dossier_id, origin="CH", destination="PE", state=state, as_of=room.today,
        words="", postage="CHF 2.90", source="",
    )  # fmt: skip

    said = text_of(get(room))

    assert words in said
    assert "Postage: CHF 2.90. As of" in said


@pytest.mark.parametrize(
    ("risk", "words"), [("low", "do not expect"), ("raised", "initials"), ("high", "dangerous")]
)
def test_the_safety_note_stands_before_the_button_to_write(risk, words):
    body = get(open_action_room(risk=risk)).content.decode()

    assert words in body
    assert body.index(words) < body.index("/write/")


def test_counts_say_how_they_were_counted_and_are_never_added():
    room = open_action_room()
    changes.import_count(actor=EDITOR, **room.where, count=7, words="Counted at a stall in Bern.")

    said = text_of(get(room))

    assert "7 counted elsewhere" in said
    assert "0 letters sent by us" in said
    assert "never added up" in said


def test_short_texts_are_there_with_their_length():
    said = text_of(get(open_action_room()))

    assert "18 dead, no charges. The families wait." in said
    assert "39 of 280 characters" in said


def test_an_extension_shows_with_the_new_day():
    room = open_action_room()
    changes.extend(actor=EDITOR, **room.where, until=room.today + timedelta(days=60))

    said = text_of(get(room))

    assert "The action has been extended." in said
    assert "60 days left" in said


# languages


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_each_language_has_words_of_that_language_alone(language):
    body = get(open_action_room(), f"{language}/{SLUG}/").content.decode()

    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in body
    for code, words in words_of("reading").items():
        if code.startswith(("safety-raised", "write-note", "letter", "copies-choose")):
            assert str(words["en"]) not in body or language == "en" or words["en"] == words[language], code


def test_every_sentence_is_there_in_every_language_with_the_same_gaps():
    def gaps(said):
        return set(re.findall(r"{(\w+)}", said["other"] if isinstance(said, dict) else said))

    for code, said in words_of("reading").items():
        assert set(said) == set(LANGUAGES), code
        assert {frozenset(gaps(each)) for each in said.values()} == {frozenset(gaps(said["en"]))}, code


def test_an_action_that_lacks_a_language_is_shown_in_another_and_says_so():
    answer = get(open_action_room(), f"ar/{SLUG}/")
    body = answer.content.decode()

    assert answer.status_code == 200
    assert "<h1>Justice for those killed at the bridge</h1>" in body
    assert '<div lang="en" dir="ltr"><h1>' in body
    assert words_of("reading")["not-in-language"]["ar"][:20] in body
    assert 'content="noindex"' in body


def test_a_language_that_nobody_has_is_not_found():
    assert get(open_action_room(), f"xx/{SLUG}/").status_code == 404


def test_a_translation_of_an_older_version_says_so():
    room = open_action_room()
    newer = {"de": TEXTS["de"].replace("letter-role", "translated-from: en 1\nletter-role")}
    changes.plan_issue(actor=WRITER, **room.where, kind="update", until=room.today + timedelta(days=9))
    room.write(TEXTS | newer)
    room.write({"en": TEXTS["en"] + "\n"} | {code: TEXTS[code] for code in ("es", "fr")} | newer)
    room.publish()

    assert "früheren Fassung übersetzt" in text_of(get(room, f"de/{SLUG}/"))
    assert "earlier version" not in text_of(get(room))


# states


def test_what_was_stopped_says_so_and_why_and_shows_no_letter_and_no_address():
    room = open_action_room()
    changes.stop(actor=EDITOR, **room.where, words=REASON)

    answer = get(room)
    said = text_of(answer)

    assert answer.status_code == 200
    assert "Stop. Please write no more letters for this action" in said
    assert "The family asks for it." in said
    assert 'name="robots" content="noindex"' in answer.content.decode()
    for hidden in (
        "Ilse Quenta",
        "minister@example.org",
        "Dear Minister",
        "killed on",
        "mailto:",
        "/write/",
        ".pdf",
    ):
        assert hidden not in answer.content.decode(), hidden
    assert "Die Familie bittet darum." in text_of(get(room, f"de/{SLUG}/"))


def test_a_stop_closes_older_issues_files_and_feeds_too():
    room = open_action_room()
    room.update(until=room.today + timedelta(days=9))
    changes.stop(actor=EDITOR, **room.where, words=REASON)

    assert "Please write no more letters" in text_of(get(room, f"en/{SLUG}/0/"))
    assert get(room, f"es/{SLUG}/letters/justice-minister.docx").status_code == 410
    assert get(room, f"en/{SLUG}/sheet.pdf").status_code == 404
    assert "Justice for those" not in get(room, "feed.atom").content.decode()
    assert "Please write no more letters" in get(room, "feed.atom").content.decode()
    assert "Please write no more letters" in text_of(get(room, f"en/{SLUG}/card/"))
    assert json.loads(get(room, "actions.json").content)["actions"][0]["state"] == "stopped"


def test_a_page_that_was_kept_gives_way_to_a_stop():
    room = open_action_room()
    assert "minister@example.org" in text_of(get(room))
    changes.stop(actor=EDITOR, **room.where)

    assert "minister@example.org" not in text_of(get(room))


def test_after_the_deadline_the_letter_can_be_read_and_nobody_is_asked_to_write():
    room = open_action_room()
    make_late(room)

    answer = get(room)

    assert "The deadline has passed" in text_of(answer)
    assert "Señora Ministra" in text_of(answer)
    for hidden in ("minister@example.org", "mailto:", "/write/"):
        assert hidden not in answer.content.decode(), hidden
    assert get(room, f"es/{SLUG}/letters/justice-minister.docx").status_code == 410


def test_an_older_issue_keeps_its_address_and_leads_to_the_newer_one():
    room = open_action_room()
    room.update(until=room.today + timedelta(days=9))

    old, new = get(room, f"en/{SLUG}/0/"), get(room)

    assert "There is a newer issue of this action" in text_of(old)
    assert "mailto:" not in old.content.decode()
    assert "FI 105/26-1" in text_of(new)
    assert f"/en/{SLUG}/0/" in new.content.decode()
    assert get(room, f"en/{SLUG}/7/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "outcome", "words"),
    [
        ("closing", "good-news", "Good news. No more letters are needed"),
        ("closing", "ended", "This action has ended"),
        ("information", "", "Nothing is asked of you at the moment"),
    ],
)
def test_an_issue_that_asks_for_no_letters_thanks_or_informs(kind, outcome, words):
    room = open_action_room()
    room.update(kind=kind, texts=without_letter(), **({"outcome": outcome} if outcome else {}))

    answer = get(room)

    assert words in text_of(answer)
    assert "18 people were killed" in text_of(answer)
    assert "mailto:" not in answer.content.decode()
    assert "/write/" not in answer.content.decode()


def test_what_was_ended_says_when_and_why():
    room = open_action_room()
    changes.end(actor=EDITOR, **room.where, words=REASON)

    assert "This action has ended" in text_of(get(room))
    assert "The family asks for it." in text_of(get(room))


def test_a_moved_figure_is_named_with_its_sentence_in_the_readers_language():
    room = open_action_room()
    room.record_count("20")

    said = text_of(get(room, f"es/{SLUG}/"))

    assert "Necesita más información" in said
    assert "Según un informe, 18 personas murieron el 9 de enero de 2023." in said
    assert "Ahora: Según un informe, 20 personas murieron" in said
    assert "La carta modelo contiene una de ellas." in said


def test_a_pause_shows_where_letters_are_sent_from_here(settings):
    settings.ANSWERABLE_MAIL_HOST, settings.ANSWERABLE_MAIL_SENDER = "127.0.0.1", "letters@example.org"
    room = open_action_room()
    assert "wait at the moment" not in text_of(get(room))
    changes.pause(actor=EDITOR, **room.where)

    assert "Letters that are sent from here wait at the moment" in text_of(get(room))


def test_where_nobody_is_in_office_any_more_there_is_no_letter():
    room = open_action_room()
    changes.remove_target(actor=EDITOR, **room.where, key="justice-minister")
    room.update(until=room.today + timedelta(days=9))

    answer = get(room)

    assert "Nobody whom this action addresses is in office any more" in text_of(answer)
    assert "/write/" not in answer.content.decode()
    assert "Señora Ministra" not in answer.content.decode()


def test_drafts_are_not_found_and_an_unknown_address_answers_in_its_language():
    room = open_action_room()
    changes.plan_issue(actor=WRITER, **room.where, kind="update", until=room.today + timedelta(days=9))

    assert get(room, f"en/{SLUG}/1/").status_code == 404
    assert "UA 105/26" in text_of(get(room))
    assert get(room, "de/nothing/").status_code == 404
    assert "Hier gibt es keine solche Aktion" in text_of(get(room, "de/nothing/"))
    assert Client().get("/actions/nowhere/en/").status_code == 404


# list, feeds, card, files


def test_the_list_has_open_actions_first():
    room = open_action_room()
    said = text_of(get(room, "en/"))

    assert said.index("Open now") < said.index("Justice for those killed at the bridge")
    make_late(room)
    _forget_lists()
    assert "No action is open at the moment. Earlier actions UA 105/26" in text_of(get(room, "en/"))


def _forget_lists() -> None:
    from answerable.web.pages import action_facts

    action_facts._kept.clear()  # the row was changed behind the journal's back
    action_cache.shelf.clear()


def test_the_front_leads_to_the_readers_language():
    room = open_action_room()

    assert get(room, "", **{"accept-language": "fr-CH, fr;q=0.9, en;q=0.8"}).url.endswith("/fr/")
    assert get(room, "", **{"accept-language": "quz"}).url.endswith("/en/")


def test_the_feed_is_atom_in_the_language_asked_for():
    answer = get(open_action_room(), "feed.atom?language=de")

    root = ET.fromstring(answer.content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert root.find(f"{atom}entry/{atom}title").text.endswith("Gerechtigkeit für die Toten an der Brücke")
    assert root.find(f"{atom}entry/{atom}category").get("term") == "open"


def test_json_gives_four_numbers_and_says_how_each_was_counted():
    room = open_action_room()
    changes.import_count(actor=EDITOR, **room.where, count=7, words="Counted at a stall in Bern.")

    given = json.loads(get(room, "actions.json").content)

    action = given["actions"][0]
    assert action["number"] == "UA 105/26"
    assert action["counts"]["imported"] == 7
    assert set(given["how"]) == {"sent_by_us", "handed_off", "reported", "imported", "late"}
    assert action["languages"]["fr"]["href"].endswith(f"/fr/{SLUG}/")


def test_the_card_alone_may_be_framed():
    room = open_action_room()

    card, page = get(room, f"en/{SLUG}/card/"), get(room)

    assert "frame-ancestors *;" in card["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in card
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_letter_on_paper_is_given_as_a_file():
    room = open_action_room()

    answer = get(room, f"es/{SLUG}/letters/justice-minister.docx?origin=CH")

    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer["Content-Disposition"]
    assert get(room, f"es/{SLUG}/letters/former-minister.docx").status_code == 410
    assert get(room, f"es/{SLUG}/letters/nobody.docx").status_code == 404
    assert get(room, f"es/{SLUG}/letters/justice-minister.exe").status_code == 404


def test_the_picture_has_a_credit_its_size_and_words_for_who_cannot_see_it():
    made = io.BytesIO()
    Image.new("RGB", (1200, 600), "white").save(made, "PNG")
    room = open_action_room()
    changes.set_picture(
        actor=EDITOR, **room.where, credit="Ana Quispe", text={"en": "The bridge.", "es": "El puente."},
        content=made.getvalue(),
    )  # fmt: skip
    room.update(until=room.today + timedelta(days=9))

    body = get(room).content.decode()

    assert 'width="960" height="480" loading="lazy" alt="The bridge."' in body
    assert "Picture: Ana Quispe" in text_of(get(room))
    assert get(room, f"en/{SLUG}/picture.webp").content[8:12] == b"WEBP"
    changes.stop(actor=EDITOR, **room.where)
    assert get(room, f"en/{SLUG}/picture.webp").status_code == 404


# nothing of the reader


def test_no_page_sets_a_cookie_or_has_a_script_or_style_inside():
    room = open_action_room()
    for path in ("en/", f"en/{SLUG}/", f"ar/{SLUG}/", f"en/{SLUG}/card/", "de/nothing/", "feed.atom"):
        answer = get(room, path)

        body = answer.content.decode()
        assert not answer.cookies, path
        assert "<style" not in body, path
        assert " style=" not in body, path
        assert not re.search(r"<script(?! src=)", body), path
        assert answer["Referrer-Policy"] == "no-referrer", path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert "default-src 'self'" in answer["Content-Security-Policy"], path


def test_a_page_that_is_fresh_asks_the_database_for_nothing(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(action_cache, "FRESH", 60.0)
    room = open_action_room()
    get(room)

    with django_assert_num_queries(0):
        again = get(room)

    assert again.status_code == 200
    action_cache.shelf.clear()
