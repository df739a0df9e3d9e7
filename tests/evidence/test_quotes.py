"""A quote is found where a reader would find it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.evidence.quotes import find_quote, find_words, fold_plain, folded_with_places
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
def test_folding_with_places_gives_the_folded_text_and_a_place_for_each_sign(text):
    folded, places = folded_with_places(text)

    assert folded == fold_plain(text)
    assert len(places) == len(folded)
    assert places == sorted(places)


def test_folding_is_that_of_the_kernel_and_plain():
    assert fold_plain("La\nPolicía \u2018dijo\u2019 s\u00ed \u2013 d\u00ad\u00eda") == fold(
        "La Policía 'dijo' sí - día"
    )


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
