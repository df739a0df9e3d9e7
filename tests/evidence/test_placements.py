"""Which files a view may know of is decided in one place."""

import io

import pytest

from answerable.evidence.changes import ingest, place
from answerable.evidence.placements import cited_file, placed_files
from answerable.record.audiences import PUBLIC, TEAM, Audience
from answerable.record.changes import add_sources
from answerable.record.drafts import SourceDraft
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.evidence.conftest import OWNER, TRUSTED

pytestmark = pytest.mark.usefixtures("no_child")
VOICES = Audience("restricted", frozenset({"voices"}))


def _take(dossier, text, key):
    return ingest(actor=TRUSTED, dossier=dossier, content=io.BytesIO(text.encode()), name="a.txt", source_key=key)


@pytest.mark.parametrize("audience, keys", [(PUBLIC, {"P1"}), (TEAM, {"P1", "T1"}), (VOICES, {"P1", "T1", "V1"})])
def test_a_view_knows_the_files_of_the_sources_that_it_names(dossier, audience, keys):
    for key in ("P1", "T1", "V1"):
        _take(dossier, f"Words of {key}.", key)
    view = view_of("trial", ViewSpec(audience))

    assert set(placed_files(view)) == keys
    assert set(placed_files(view, ["P1", "T1", "V1"])) == keys


def test_the_same_bytes_at_two_sources_are_shown_through_the_one_that_is_named(dossier):
    taken = _take(dossier, "The same words.", "V1")
    place(actor=TRUSTED, dossier=dossier, sha256=taken.sha256, source_key="P1")

    assert set(placed_files(view_of("trial", ViewSpec(PUBLIC)))) == {"P1"}


def test_paragraphs_are_counted_in_the_file_whose_hash_the_record_has(dossier):
    """A second rendering at the same source must not shift what its claims cite."""
    first = _take(dossier, "Another rendering.", "P1")
    recorded = _take(dossier, "The rendering that was cited.", "P2")
    add_sources(actor=OWNER, dossier=dossier, drafts=[SourceDraft("H", "news", "x", sha256=recorded.sha256)])
    place(actor=TRUSTED, dossier=dossier, sha256=recorded.sha256, source_key="H")
    place(actor=TRUSTED, dossier=dossier, sha256=recorded.sha256, source_key="P1")
    view = view_of("trial", ViewSpec(PUBLIC))

    assert cited_file(view, "H").sha256 == recorded.sha256
    assert cited_file(view, "P1").sha256 == first.sha256
