"""What is no letter is refused with its text given back; what looks like abuse waits for a person."""

import time
from datetime import UTC, datetime

import pytest

from answerable.actions import screening
from answerable.actions.screening import held_for, is_copied, line_of, look_at

NOW = datetime(2026, 11, 22, 10, 20, tzinfo=UTC)
OWN = "These are words of my own, written by me alone about what happened at the bridge."


def test_an_ordinary_letter_is_taken_with_the_line_ends_of_this_house() -> None:
    assert look_at("One.\r\n\r\nTwo.  \rThree.\n") == screening.Looked("One.\n\nTwo.\nThree.")


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01"])
def test_an_empty_letter_is_said_to_be_empty(text) -> None:
    assert look_at(text).fault == "empty"


def test_signs_that_cannot_be_printed_are_taken_out_and_counted() -> None:
    looked = look_at("Dear\x00 Minister\x1b[0m\ud800.")

    assert (looked.text, looked.fault, looked.taken_out) == ("Dear Minister[0m.", "control", 3)


def test_signs_that_steer_a_script_are_kept() -> None:
    text = "شكرًا \u200fلكم\u200e. نص \u2067معزول\u2069 👩‍👩‍👧."

    assert look_at(text) == screening.Looked(text)


def test_a_letter_of_five_megabytes_is_too_long_is_given_back_and_takes_no_time() -> None:
    text = "Dear Minister. " * 350_000
    begun = time.process_time()
    looked = look_at(text)

    assert looked.fault == "too-long"
    assert len(looked.text) > 5_000_000
    assert time.process_time() - begun < 1


def test_a_line_stays_one_line() -> None:
    assert line_of("  Ana\r\nBcc: x@y.org\x00\t\u2028z ") == "Ana Bcc: x@y.org z"
    assert len(line_of("x" * 5000)) == screening.LONGEST_LINE


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OWN, ""),
        ("18 people were killed. Who ordered to shoot? They were shot; some will die.", ""),
        ("WE WILL  KILL\nYOU.", "words"),
        ("Hijo de puta, responda.", "words"),
        ("Sie Arschloch!", "words"),
        ("Señor diputado, la reputación del Congreso está en juego.", ""),
        ("See https://a.org, https://b.org and www.c.org.", ""),
        ("https://a.org https://b.org www.c.org http://d.org", "links"),
    ],
)
def test_only_threats_insults_and_many_links_are_held(text, why) -> None:
    assert held_for(text) == why


@pytest.mark.django_db
def test_the_same_words_to_other_targets_by_others_are_held() -> None:
    found = [is_copied(OWN, f"target-{number}", NOW) for number in range(5)]

    assert found == [False, False, False, True, True]
    assert is_copied(OWN.upper() + "!", "target-9", NOW)


@pytest.mark.django_db
def test_a_class_that_wrote_together_to_one_target_is_not_held() -> None:
    assert not any(is_copied(OWN, "target", NOW) for _ in range(screening.SAME_MOST))
    assert is_copied(OWN, "target", NOW)
