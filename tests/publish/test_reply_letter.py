"""The letter of the right of reply: complete, fair, in two languages, and silent on what the public may not know."""

import re

import pytest

from answerable.kernel.errors import ActRefusedError, NotFoundError
from answerable.publish.documents import as_docx, as_html, as_pdf
from answerable.publish.reply_letter import addressee_of, letter_of
from answerable.publish.wording import read_words
from tests.builders import a_claim, a_unit
from tests.publish.letters import ALLEGATION, CANARIES, MINISTER, both_views, put, step
from tests.publish.printed import pdf_text, unpacked

GUILT = re.compile(
    r"\b(guilt\w*|murder\w*|perpetrat\w*|proven|proved|culp\w*|asesin\w*|probado\w*)\b", re.IGNORECASE
)
SENT = tuple(step(f"reply:number-{n}", "2026-11-21", sent="2026-11-21", due="2026-12-15") for n in (1, 2))


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_one_letter_puts_every_allegation_to_a_person_that_is_due_on_one_day() -> None:
    team, public = both_views()
    text = plain(letter_of(team, public, "reply:number-2", "en").html)

    assert ALLEGATION in text
    assert "You are said to have been told of it on 7 January 2023." in text
    assert "Your right to reply to 2 allegations that concern you" in text
    assert "Our reference: reply:number-1, reply:number-2" in text


def test_an_allegation_that_is_due_on_another_day_gets_a_letter_of_its_own() -> None:
    team, public = both_views(put("reply:number-3", ("open",), allegation="A third.", due="2026-12-18"))

    assert "A third." not in letter_of(team, public, "reply:number-1", "en").html
    assert "an allegation that concerns you" in letter_of(team, public, "reply:number-3", "en").html


def test_each_allegation_names_its_public_sources_with_day_and_place() -> None:
    team, public = both_views()
    text = plain(letter_of(team, public, "reply:number-1", "en").html)

    assert "A report, 10 January 2023, page 4, paragraph 12; it speaks of 8 January 2023 (The bridge)" in text
    assert "A newspaper, 1 February 2023; it speaks of 7 January 2023" in text
    assert "Two published reports." in text


def test_a_protected_source_shows_only_as_its_attribution_and_what_is_for_the_team_as_less() -> None:
    team, public = both_views()
    text = plain(letter_of(team, public, "reply:number-1", "en").html)

    assert "Interview with a former police officer" in text
    assert "information that we hold and whose origin we do not disclose" in text
    assert "5 January 2023" not in text
    assert "naming them could put somebody at risk" in text


def test_an_analysis_of_the_teams_own_is_followed_down_to_what_it_rests_on() -> None:
    team, public = both_views()
    text = plain(letter_of(team, public, "reply:number-1", "en").html)

    assert "finding" not in text
    assert text.count("A report, 10 January 2023") == 1


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("write", [as_pdf, as_docx, as_html])
def test_no_byte_of_a_letter_holds_a_protected_source_or_name(write, language: str) -> None:
    team, public = both_views(
        put("reply:number-2", ("open-2",), allegation__es="Se dice que usted fue informada.")
    )
    letter = letter_of(team, public, "reply:number-1", language)
    made = write(letter.html, language=language, title=letter.title)
    whole = unpacked(made if isinstance(made, bytes) else made.encode())

    assert [word for word in CANARIES if re.search(rb"(?<![A-Za-z0-9])" + word.encode(), whole)] == []


@pytest.mark.parametrize(
    "said",
    [
        "According to Testigo Oculta, you were there.",
        "TESTIGO OCULTA saw it.",
        "It was said by Oculta Canario.",
        "As Zoilo Quispe Canario told us, you knew.",
        "See https://example.org/canary-nest.",
        "The Canary notebook says so.",
    ],
)
@pytest.mark.parametrize("name", ["allegation", "evidence"])
def test_a_letter_whose_words_let_out_a_secret_is_not_made(said: str, name: str) -> None:
    words = {"allegation": "You were there.", "due": "2026-12-16"} | {name: said}
    team, public = both_views(put("reply:number-3", ("open",), **words))

    with pytest.raises(ActRefusedError) as refused:
        letter_of(team, public, "reply:number-3", "en")
    assert "Testigo" not in str(refused.value)
    assert "Canar" not in str(refused.value)


def test_words_that_the_public_reads_anyway_are_no_secret() -> None:
    said = "Interview with a former police officer: the Minister of Defence, Aurelia Paredes, was told. A report says so."
    team, public = both_views(put("reply:number-3", ("open",), allegation=said, due="2026-12-16"))

    assert "Aurelia Paredes" in letter_of(team, public, "reply:number-3", "en").html


def test_the_day_by_which_is_written_out_and_counted_from_sending() -> None:
    team, public = both_views(*SENT)
    text = plain(letter_of(team, public, "reply:number-1", "en").html)

    assert "[Place], 21 November 2026" in text
    assert "by Tuesday, 15 December 2026. That is 24 days from the date of this letter." in text


def test_before_sending_the_day_of_the_letter_is_left_to_fill_in() -> None:
    team, public = both_views()
    html = letter_of(team, public, "reply:number-1", "en").html

    assert "[Place and day of sending]" in html
    assert "[Name of the organisation]" in html
    assert "[Address for delivery]" in html


def test_a_letter_sent_says_the_day_it_asked_for_even_after_more_time_was_given() -> None:
    team, public = both_views(*SENT, step("reply:number-1", "2026-12-10", due="2027-01-15"))
    letter = letter_of(team, public, "reply:number-1", "en")

    assert "15 December 2026" in letter.html
    assert "2027" not in letter.html


def test_both_languages_say_that_silence_is_no_admission_and_how_the_reply_is_printed() -> None:
    team, public = both_views(
        put("reply:number-2", ("open-2",), allegation__es="Se dice que usted fue informada.")
    )
    english, spanish = (plain(letter_of(team, public, "reply:number-1", code).html) for code in ("en", "es"))

    assert "Silence is not an admission" in english
    assert "in full, or, where it is too long for that, fairly summed up" in english
    assert "El silencio no es una admisión" in spanish
    assert "martes, 15 de diciembre de 2026" in spanish
    assert "Ministra de Defensa" in spanish


def test_a_letter_is_not_made_in_a_language_in_which_an_allegation_is_not_written() -> None:
    team, public = both_views()

    with pytest.raises(ActRefusedError, match="not written in the language"):
        letter_of(team, public, "reply:number-1", "es")


def test_markup_in_an_allegation_is_words() -> None:
    said = '<script>alert(1)</script> & "more"'
    team, public = both_views(put("reply:number-3", ("open",), allegation=said, due="2026-12-16"))
    html = letter_of(team, public, "reply:number-3", "en").html

    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html


def test_what_is_no_right_of_reply_has_no_letter() -> None:
    team, public = both_views()

    with pytest.raises(NotFoundError):
        letter_of(team, public, "order:o", "en")


def test_no_word_of_guilt_is_in_the_template() -> None:
    said = repr(read_words("letters/right_of_reply.yaml"))

    assert GUILT.findall(said) == []


def test_the_two_languages_of_the_template_fill_in_the_same_things() -> None:
    gaps = re.compile(r"\{(\w+)\}")
    for name, told in read_words("letters/right_of_reply.yaml").items():
        assert set(told) == {"en", "es"}, name
        assert sorted(gaps.findall(repr(told["en"]))) == sorted(gaps.findall(repr(told["es"]))), name


# to whom


def test_somebody_in_charge_is_addressed_by_name_and_office() -> None:
    found = addressee_of(both_views()[1], (MINISTER,), "en")

    assert (found.name, found.office) == ("Aurelia Paredes Ticona", "Minister of Defence")


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ((a_claim("Person", "person:s", name="Pedro Soldado Raso"),), ""),
        ((a_claim("Person", "person:s", name="Pedro Soldado Raso", publicRole="Sergeant"),), "Sergeant"),
        ((a_claim("Person", "person:s", name="Pedro Soldado Raso", consentToName="court"),), "Pedro Soldado Raso"),
        ((a_claim("Person", "person:s", name="Pedro Soldado Raso"), a_unit("Brigade"),
          a_claim("Membership", "membership:s", member="person:s", organization="unit:brigade")),
         "the member of Brigade concerned"),
        ((a_claim("Person", "person:s", name="Pedro Soldado Raso"), a_unit("Brigade"),
          a_claim("Post", "post:d", title="Driver", unit="unit:brigade", function="other"),
          a_claim("Appointment", "appointment:s", person="person:s", post="post:d")),
         "the Driver"),
        ((a_claim("Person", "person:s", name="Pedro Soldado Raso", visibility="team"),
          a_claim("Person", "person:s", publicRole="Chief of the patrol")), "Chief of the patrol"),
        ((a_claim("Person", "person:s", name="Pedro Soldado Raso", visibility="team"),), ""),
    ],
)  # fmt: skip
def test_low_ranks_and_those_not_named_in_public_are_addressed_by_function(claims, name: str) -> None:
    mine = put("reply:number-9", ("open",), allegation="You are said to have been there.", person="person:s")
    team, public = both_views(*claims, mine)

    assert addressee_of(public, ("person:s",), "en").name == name
    html = letter_of(team, public, "reply:number-9", "en").html
    assert ("Soldado" in html) == ("Soldado" in name)
    assert "[Name and office of the addressee]" in html if not name else name in html


def test_a_body_is_addressed_as_a_body() -> None:
    mine = put("reply:number-9", ("open",), allegation="It is said that it was told.", person="unit:ministry")
    team, public = both_views(mine)
    html = letter_of(team, public, "reply:number-9", "en").html

    assert "To Ministry:" in html
    assert "concerns your institution" in html


def test_a_printed_letter_holds_all_that_it_says() -> None:
    team, public = both_views(*SENT)
    letter = letter_of(team, public, "reply:number-1", "en")
    text = pdf_text(as_pdf(letter.html, language="en", title=letter.title))

    assert ALLEGATION in text
    assert "Silence is not an admission" in text
