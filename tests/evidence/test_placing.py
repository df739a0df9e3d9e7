"""A file is recognised by its hash first, by its words only where one source clearly fits."""

from hashlib import sha256

import pytest

from answerable.evidence.paragraphs import paragraphs_of_text
from answerable.evidence.placing import Recognised, which_source
from answerable.record.audiences import PUBLIC
from answerable.record.drafts import SourceDraft
from answerable.record.view import ViewSpec
from tests.builders import a_claim, a_view

TEXT = """Press release

Police fired on villagers at the Iscay bridge, says the League

10 January 2023

(A photographer's name)

Twelve people were hurt when the police fired, the League said."""
HASH = sha256(TEXT.encode()).hexdigest()
TITLE = "Police fired on villagers at the Iscay bridge, says the League"
RELEASE = SourceDraft("R1", "press-release", TITLE, publisher="The League", published="2023-01-10")
OTHER = SourceDraft("R2", "news", "Market prices rise in the valley", published="2023-02-01")


def _placed(sources, *, text=TEXT, claims=(), spec=None):
    view = a_view(claims, sources, spec) if spec else a_view(claims, sources)
    return which_source(view, sha256(text.encode()).hexdigest(), paragraphs_of_text(text))


def test_the_hash_decides_whatever_the_words_say():
    by_hash = SourceDraft("R2", "news", "Market prices rise in the valley", sha256=HASH)

    assert _placed([RELEASE, by_hash]) == Recognised("R2", "hash")


def test_a_source_known_by_another_hash_is_not_this_file():
    elsewhere = SourceDraft("R1", "press-release", TITLE, published="2023-01-10", sha256="0" * 64)

    assert _placed([elsewhere, OTHER]) is None


def test_title_and_date_recognise_a_text():
    assert _placed([RELEASE, OTHER]) == Recognised("R1", "words")


@pytest.mark.parametrize("written", ["January 10, 2023", "10 de enero de 2023", "2023-01-10"])
def test_a_date_is_known_however_it_is_written(written):
    """The title alone is not enough here: two thirds of its words stand in the text."""
    text = TEXT.replace("10 January 2023", written).replace("villagers", "people")

    assert _placed([RELEASE, OTHER], text=text) == Recognised("R1", "words")


def test_two_sources_that_fit_alike_are_no_answer():
    twin = SourceDraft("R3", "web-page", TITLE, publisher="The League", published="2023-01-10")

    assert _placed([RELEASE, twin]) is None


def test_quotes_at_their_paragraphs_tell_twins_apart():
    twin = SourceDraft("R3", "web-page", TITLE, publisher="The League", published="2023-01-10")
    claims = [
        a_claim("Unit", "unit:a", name="A", source="R3", locator="paragraph:5 quote:twelve people were hurt"),
        a_claim("Unit", "unit:b", name="B", source="R1", locator="paragraph:2 quote:thirty people were hurt"),
    ]

    assert _placed([RELEASE, twin], claims=claims) == Recognised("R3", "words")


def test_a_source_that_is_cited_beyond_the_end_is_not_this_file():
    longer = SourceDraft("R3", "web-page", TITLE, publisher="The League", published="2023-01-10")
    claims = [a_claim("Unit", "unit:a", name="A", source="R3", locator="paragraph:40")]

    assert _placed([RELEASE, longer], claims=claims) == Recognised("R1", "words")


def test_a_text_of_nothing_known_is_no_source():
    assert _placed([RELEASE, OTHER], text="A recipe.\n\nTake two eggs and some flour.") is None


def test_a_few_common_words_are_not_enough():
    assert _placed([RELEASE, OTHER], text="Police at the bridge were asked about market prices.") is None


def test_a_withheld_source_is_never_the_answer():
    hidden = SourceDraft("R1", "press-release", TITLE, visibility="team", attribution="a document", sha256=HASH)

    assert _placed([hidden, OTHER], spec=ViewSpec(PUBLIC)) is None
    assert _placed([hidden, OTHER]) == Recognised("R1", "hash")
