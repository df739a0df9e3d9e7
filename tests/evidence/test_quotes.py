"""A quote is found where a reader would find it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.evidence.quotes import find_quote, find_words, folded_with_places
from answerable.kernel.texts import fold


@pytest.mark.parametrize(
    "quote, text, found",
    [
        ("shots were fired", "He said shots were fired there.", "shots were fired"),
        ("Shots Were fired", "He said shots were fired there.", "shots were fired"),
        ("policia disparo", "La policía disparó.", "policía disparó"),
        ("'hostile' groups", "the \u2018hostile\u2019 groups", "\u2018hostile\u2019 groups"),
        ("one day - alone", "in one day \u2013 alone", "one day \u2013 alone"),
        ("over two lines", "it runs over\ntwo   lines here", "over\ntwo   lines"),
        ("cafe\u0301", "the cafe\u0301 there", "cafe\u0301"),
        ("cafe", "the cafe\u0301 there", "cafe"),
        ("Strasse", "die Straße dort", "Straße"),
        ("no such words", "He said shots were fired.", None),
        ("   ", "anything", None),
    ],
)
def test_quotes_are_found_with_their_place(quote, text, found):
    span = find_quote(quote, text)

    assert (text[slice(*span)] if span else None) == found


@given(st.text(max_size=40))
def test_folding_with_places_is_the_folding_of_the_kernel(text):
    """Apart from quotation marks, hyphens and signs that nobody sees, which only quotes set aside."""
    plain = "".join(sign for sign in text if sign.isalnum() or sign in " \n")

    folded, places = folded_with_places(plain)

    assert folded == fold(plain)
    assert len(places) == len(folded)


def test_words_are_found_whole_unless_cut_short():
    text = "Reported: the report, a REPORT and reports."

    assert [text[slice(*span)] for span in find_words(["report"], text)] == ["report", "REPORT"]
    assert [text[slice(*span)] for span in find_words(["report*"], text)] == [
        "Report",
        "report",
        "REPORT",
        "report",
    ]


def test_words_in_scripts_without_spaces_are_found_within():
    assert find_words(["ပြည်သူ"], "ပြည်သူ့လွှတ်တော်") != ()
