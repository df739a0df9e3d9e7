"""A search finds words as people write them, and only where its reader may look."""

import io
from unittest.mock import patch

import pytest

from answerable.evidence import search as searching
from answerable.evidence.changes import ingest, withdraw
from answerable.evidence.search import search, words_of
from answerable.record.audiences import PUBLIC, TEAM, Audience
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.evidence.conftest import OWNER, PUBLIC_TEXT, SECRET_TEXT, TRUSTED

pytestmark = pytest.mark.usefixtures("no_child")
VOICES = Audience("restricted", frozenset({"voices"}))
SPANISH = "La policía disparó desde el techo.\n\nNadie respondió; 'policial' dijo O’Higgins.\n\nရဲတပ်ဖွဲ့သည် ပစ်ခတ်ခဲ့သည်။\n"
TEAM_TEXT = "The roof is drawn on an inner map.\n"


@pytest.fixture(params=["index", "text"])
def engine(request):
    """Search with the index and without it: the answers are the same."""
    if request.param == "index":
        yield request.param
    else:
        with patch.object(searching, "is_unspaced", return_value=True):
            yield request.param


@pytest.fixture
def held(dossier):
    """Give four files to sources of three visibilities, and one to none."""
    for key, text in (("P1", PUBLIC_TEXT), ("P2", SPANISH), ("T1", TEAM_TEXT), ("V1", SECRET_TEXT)):
        ingest(actor=TRUSTED, dossier=dossier, content=io.BytesIO(text.encode()), name="a.txt", source_key=key)
    ingest(actor=TRUSTED, dossier=dossier, content=io.BytesIO(b"A roof of no known house."), name="a.txt")
    return dossier


def _places(audience, query, **asked):
    found = search(view_of("trial", ViewSpec(audience)), query, **asked)
    assert found.total == len(found.hits)
    return [(hit.source, hit.number) for hit in found.hits]


@pytest.mark.parametrize(
    "query, places",
    [
        ("police", [("P1", 2)]),
        ("POLICE roof", [("P1", 2)]),
        ("roof police", [("P1", 2)]),
        ("police bridge", []),
        ("policia", [("P2", 1)]),
        ("polic*", [("P1", 2), ("P2", 1), ("P2", 2)]),
        ("polic", []),
        ('"fired from the roof"', [("P1", 2)]),
        ('"roof the from"', []),
        ("o'higgins", [("P2", 2)]),
        ("ပစ်ခတ်", [("P2", 3)]),
        ("", []),
        ("* ' \" ( ) - ;", []),
        ('police" OR "roof', []),
        ("folded:police", []),
        ("police NOT roof", []),
        ("100%", []),
        ("po_ice", []),
    ],
)
def test_queries(held, engine, query, places):
    assert _places(PUBLIC, query) == places


@pytest.mark.parametrize(
    "audience, places",
    [
        (PUBLIC, [("P1", 2)]),
        (TEAM, [("P1", 2), ("T1", 1)]),
        (Audience("restricted", frozenset({"others"})), [("P1", 2), ("T1", 1)]),
        (VOICES, [("P1", 2), ("T1", 1), ("V1", 2)]),
    ],
)
def test_each_audience_finds_what_its_view_names(held, engine, audience, places):
    """The word stands in a file of each visibility, and in one that no source has."""
    assert _places(audience, "roof") == places


@pytest.mark.parametrize("query", ["telephone", "officer", '"the order came"', "tele*"])
def test_words_of_a_withheld_source_are_found_by_nobody_else(held, engine, query):
    assert _places(PUBLIC, query) == []
    assert _places(TEAM, query) == []
    assert _places(VOICES, query) != []


def test_a_source_left_out_of_the_view_is_not_searched(held, engine):
    view = view_of("trial", ViewSpec(PUBLIC, without=frozenset({"P1"})))

    assert search(view, "police").hits == ()


def test_a_withdrawn_file_is_not_searched(held, engine):
    sha256 = search(view_of("trial", ViewSpec(PUBLIC)), "police").hits[0].sha256
    withdraw(actor=OWNER, dossier=held, sha256=sha256, source_key="P1", why="another edition")

    assert _places(PUBLIC, "police") == []


def test_a_search_can_be_kept_to_sources_that_the_view_names(held, engine):
    assert _places(PUBLIC, "polic*", sources=["P2"]) == [("P2", 1), ("P2", 2)]
    assert _places(PUBLIC, "roof", sources=["V1", "T1"]) == []


def test_what_others_hold_does_not_change_the_order_of_hits(dossier, engine):
    """A ranking by how rare words are would betray what the whole index holds."""
    for key, text in (("P1", "roof\n\nroof roof police"), ("P2", "police roof\n\nroof")):
        ingest(actor=TRUSTED, dossier=dossier, content=io.BytesIO(text.encode()), name="a.txt", source_key=key)
    before = _places(PUBLIC, "roof")
    secret = "\n\n".join(f"roof number {number}" for number in range(200))
    ingest(actor=TRUSTED, dossier=dossier, content=io.BytesIO(secret.encode()), name="a.txt", source_key="V1")

    assert _places(PUBLIC, "roof") == before == [("P1", 1), ("P1", 2), ("P2", 1), ("P2", 2)]


def test_hits_light_up_the_words(held):
    (hit,) = search(view_of("trial", ViewSpec(PUBLIC)), "policía TECHO").hits

    assert [hit.text[slice(*span)] for span in hit.spans] == ["policía", "techo"]


def test_no_more_hits_are_shown_than_asked_for_but_all_are_counted(held):
    found = search(view_of("trial", ViewSpec(PUBLIC)), "polic*", limit=1)

    assert (len(found.hits), found.total) == (1, 3)


def test_words_between_quotation_marks_stay_together():
    assert words_of('Policía "del  Perú" dis* "" *') == ("policia", "del peru", "dis*")
