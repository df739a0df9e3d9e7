"""Reasons as sentences: there is one for each, in both languages, and none of them judges."""

import re

import pytest

from answerable.conduct import account_of, placings, say
from answerable.conduct.answers import Reason
from answerable.conduct.wording import KIND_OF_NAME, _sentences, codes
from tests.builders import a_claim
from tests.conduct.telling import AT_THE_BRIDGE, BRIDGE, CHIEF, GENERAL, HUGO, ROSA, view_of_force

VERDICTS = re.compile(
    r"\b(guilt\w*|murder\w*|perpetrat\w*|proven|proved|culpab\w*|culpa\w*|asesin\w*|perpetrador\w*|probad[oa]s?)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("code", sorted(code for code in codes() if code.startswith(("placed-", "expected-"))))
def test_every_sentence_is_in_both_languages_takes_up_the_same_words_and_judges_nobody(code):
    said = _sentences()[code]
    texts = {
        language: list(said[language].values()) if isinstance(said[language], dict) else [said[language]]
        for language in ("en", "es")
    }
    fields = {language: {name.lower() for text in each for name in re.findall(r"{(\w+)}", text)} - {"count"}
              for language, each in texts.items()}  # fmt: skip

    assert fields["en"] == fields["es"]
    assert not any(VERDICTS.search(text) for each in texts.values() for text in each)
    assert all(text.endswith(".") for each in texts.values() for text in each)


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Four days before: Bridge."), ("es-pe", "Cuatro días antes: Bridge.")]
)
def test_a_placing_is_said_in_the_readers_language(language, sentence):
    view = view_of_force(AT_THE_BRIDGE, a_claim("Notice", "notice:n", "2022-12-11", person=ROSA))

    [found] = [one for one in placings(account_of(view, ROSA)) if one.item == "notice:n"]

    assert say(found.why, view, language) == sentence


def test_one_day_is_said_in_the_singular():
    reason = Reason("placed-after", {"incident": BRIDGE, "count": 1})

    assert say(reason, view_of_force(), "en") == "One day after: Bridge."
    assert say(reason, view_of_force(), "es") == "Un día después: Bridge."


def test_what_is_expected_is_said_as_expected():
    view = view_of_force(
        a_claim("Notice", "notice:n", "2022-12-15", person=HUGO),
        a_claim("Duty", "duty:d", "2022-01-01 / 2023-12-31", holder=CHIEF, towards=GENERAL, kind="report"),
    )

    [one] = account_of(view, ROSA).expected

    assert say(one.why, view, "en") == (
        "According to sources this reached Hugo, whom a recorded duty obliged to report to Rosa."
        " No claim says that it was reported."
    )


def test_nobody_is_named_whom_the_view_does_not_name():
    reason = Reason("expected-report", {"reached": "person:hidden", "person": ROSA})

    assert "someone not named here" in say(reason, view_of_force(), "en")
    assert "person:hidden" not in say(reason, view_of_force(), "en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_of_name_has_words_for_one_that_is_not_named(language):
    for name in KIND_OF_NAME:
        reason = Reason("expected-report", {"reached": "person:x", "person": "person:y", name: "thing:z"})

        assert say(reason, view_of_force(), language)
