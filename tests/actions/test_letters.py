"""Letters: what stands in one, how it is signed, and what keeps it from being sent."""

from datetime import UTC, date, datetime

import pytest

from answerable.actions.answers import Signature, Target, Term
from answerable.actions.letters import (
    LONGEST_BODY,
    cleaned,
    initials_of,
    languages_to_send,
    letter_of,
    likeness,
    parts_with,
    problems_of,
    role_of,
    signature_text,
    social_problems,
    stale_translations,
)
from answerable.actions.wording import LANGUAGES, words_of
from answerable.publish.life import Version

BODY = "Le escribo por los 18 muertos.\n\nLe pido una investigación."


def part(text: str) -> dict[str, str]:
    return {"html": f"<p>{text}</p>", "text": text}


PARTS = {
    "es": {"letter": part(BODY), "letter-subject": part("18 muertes"), "letter-role": part("to-send")},
    "de": {"letter": part("Ich schreibe wegen 18 Toten."), "letter-subject": part("18 Tote"), "letter-role": part("reading")},
    "fr": {"summary": part("Rien.")},
}  # fmt: skip
PRESIDENT = Target(
    "president", "addressee", "President", salutation={"es": "Señor Presidente:", "fr": "Monsieur le Président,"}
)
NAMELESS = Target("office", "addressee", "Office")
ANA = Signature("name", "Ana María Quispe", "Bern")


def codes(*arguments: object, **named: object) -> list[str]:
    return [one.code for one in problems_of(*arguments, **named)]  # type: ignore[arg-type]


def test_a_letter_is_the_frozen_text_between_the_form_of_address_and_the_signature():
    letter = letter_of(PARTS, PRESIDENT, "es", signature=ANA)

    assert letter.text == f"Señor Presidente:\n\n{BODY}\n\nAtentamente,\n\nAna María Quispe\nBern"
    assert (letter.subject, letter.role, letter.language) == ("18 muertes", "to-send", "es")


def test_a_target_without_a_form_of_address_is_written_to_politely_in_every_language():
    for language in LANGUAGES:
        letter = letter_of(PARTS, NAMELESS, language)
        assert letter.salutation
        assert letter.closing
        assert "{" not in letter.closing


def test_french_says_the_form_of_address_again_in_the_closing():
    assert "agréer, Monsieur le Président, l’expression" in letter_of(PARTS, PRESIDENT, "fr").closing
    assert "agréer, Madame, Monsieur, l’expression" in letter_of(PARTS, NAMELESS, "fr").closing


def test_a_form_of_address_in_another_language_is_not_mixed_in():
    assert letter_of(PARTS, PRESIDENT, "de").salutation == "Sehr geehrte Damen und Herren,"


def test_own_words_take_the_place_of_the_body_alone_and_make_any_language_one_to_send():
    letter = letter_of(PARTS, PRESIDENT, "de", own_words="Eigene Worte.\r\n\r\n\r\nUnd mehr. ")

    assert letter.body == "Eigene Worte.\n\nUnd mehr."
    assert letter.role == "to-send"
    assert letter_of(PARTS, PRESIDENT, "de").role == "reading"


def test_roles_and_the_languages_that_are_sent():
    assert [role_of(PARTS, code) for code in ("es", "de", "fr", "ar")] == ["to-send", "reading", "", ""]
    assert languages_to_send(PARTS) == ("es",)


@pytest.mark.parametrize(
    ("signature", "said"),
    [
        (ANA, "Ana María Quispe\nBern"),
        (Signature("name", "Ana"), "Ana"),
        (Signature("initials", "Ana María Quispe", "Bern"), "A. M. Q.\nBern"),
        (Signature("initials", "A.Q.", "Bern"), "A. Q.\nBern"),
        (Signature("initials", "Jean-Luc Piaget", "Genève"), "J. L. P.\nGenève"),
        (Signature("nobody", "Ana", "Bern"), ""),
        (Signature("name", "Ana\r\nBcc: all@example.org", "Bern"), "Ana Bcc: all@example.org\nBern"),
    ],
)
def test_a_signature_says_no_more_than_was_chosen(signature, said):
    assert signature_text(signature) == said


def test_initials_of_names_in_other_scripts():
    assert initials_of("ليلى حداد") == "ل. ح."
    assert initials_of("  ") == ""


def test_line_ends_and_letters_are_of_one_kind():
    assert cleaned("\n\nPeru\u0301\rx\u2029y \n\t\n\nz\n") == "Perú\nx\n\ny\n\nz"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("", ["empty"]),
        (" \n\t ", ["empty"]),
        ("x" * (LONGEST_BODY + 1), ["too-long"]),
        ("x" * 5_000_000, ["too-long"]),
        ("Hola\x00", ["strange-signs"]),
        ("Hola\x1b[31m", ["strange-signs"]),
        ("Hola\ud800", ["strange-signs"]),
        ("Hola 👩\u200d👧 \u200fسلام\tx\r\ny", []),
    ],
)
def test_own_words_that_no_letter_can_hold_are_refused(own, expected):
    assert codes(PARTS, PRESIDENT, "es", own_words=own) == expected


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (Signature("name", "", "Bern"), ["no-name"]),
        (Signature("initials", "Ana", ""), ["no-place"]),
        (Signature("name", "Ana\nBcc: x@example.org"), ["name-refused"]),
        (Signature("name", "x" * 121), ["name-refused"]),
        (Signature("nobody"), []),
    ],
)
def test_a_signature_that_cannot_stand_under_a_letter_is_refused(signature, expected):
    assert codes(PARTS, PRESIDENT, "es", signature=signature) == expected


def test_a_language_without_a_letter_is_refused_and_a_reading_translation_only_warns():
    assert codes(PARTS, PRESIDENT, "fr") == ["no-letter"]
    assert codes(PARTS, PRESIDENT, "fr", own_words="Je vous écris.") == []
    (problem,) = problems_of(PARTS, PRESIDENT, "de")
    assert problem.is_warning


def test_somebody_who_left_office_gets_no_letter_but_a_copy_may_go_to_an_embassy():
    left = Term("left", left=date(2025, 10, 10))

    assert codes(PARTS, PRESIDENT, "es", term=left) == ["left"]
    assert codes(PARTS, Target("embassy", "copy", "Embassy"), "es", term=left) == []
    assert codes(PARTS, PRESIDENT, "es", term=Term("unknown")) == []


def test_problems_are_told_in_the_readers_language():
    (problem,) = problems_of(PARTS, PRESIDENT, "es", own_words="", shown_in="de")
    assert problem.what == "Der Brief ist leer."
    (long,) = problems_of(PARTS, PRESIDENT, "es", own_words="x" * 6000, shown_in="de")
    assert "6.000" in long.what
    assert "5.000" in long.what


def test_likeness_is_one_for_the_model_none_for_a_letter_of_ones_own_and_between_for_a_changed_one():
    own = "Mi abuela es de Puno y por ella le escribo hoy."
    changed = likeness(f"{own}\n\n{BODY}", BODY)

    assert likeness(BODY.upper(), BODY) == 1
    assert likeness(own, BODY) == 0
    assert 0.3 < changed < 0.9
    assert likeness("", BODY) == likeness("", "") == 0


def test_a_social_text_is_weighed_and_looked_through_for_the_account():
    assert social_problems("x" * 280) == ()
    assert [one.code for one in social_problems("x" * 281)] == ["social-too-long"]
    assert [one.code for one in social_problems("نص", "@presidenciaperu", "ar")] == ["social-no-handle"]
    assert social_problems("A @PresidenciaPeru", "@presidenciaperu") == ()


def test_a_translation_of_an_earlier_version_is_stale():
    def version(code: str, number: int, original: str) -> Version:
        head = f"---\nkind: urgent-action\ntitle: T\ndate: 2026-01-01\nlanguage: {code}\n{original}---\n"
        return Version(code, number, head, "Ana", datetime(2026, 1, 1, tzinfo=UTC))

    texts = {
        "en": version("en", 3, ""),
        "de": version("de", 1, "translated-from: en 2\n"),
        "fr": version("fr", 4, "translated-from: en 3\n"),
        "es": version("es", 1, "translated-from: ar 9\n"),
    }
    (stale,) = stale_translations(texts)
    assert (stale.language, stale.original, stale.made_from, stale.now) == ("de", "en", 2, 3)


def test_a_sentence_is_found_in_the_parts_that_hold_it():
    assert parts_with(PARTS["es"], "Le pido  una investigación.") == ("letter",)
    assert parts_with(PARTS["es"], "18 muertes") == ("letter-subject",)
    assert parts_with(PARTS["es"], "") == ()


def test_every_word_of_letters_stands_in_every_language():
    for code, told in words_of("letters").items():
        assert set(told) == set(LANGUAGES), code
        fields = {language: sorted(part for part in str(said).split("{")[1:]) for language, said in told.items()}
        filled = {tuple(sorted(one.split("}")[0] for one in each)) for each in fields.values()}
        assert len(filled) == 1 or code.startswith("closing"), code
