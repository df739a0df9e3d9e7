"""A check finds whatever was altered behind the program's back."""

import io

import pytest

from answerable.evidence.changes import ingest
from answerable.evidence.checking import Checked, check_files, files_without_rows
from answerable.evidence.models import Passage
from answerable.evidence.storage import the_store
from answerable.kernel.errors import HashMismatchError
from tests.evidence.conftest import PUBLIC_TEXT, RESEARCHER


@pytest.fixture
def taken(dossier):
    return ingest(
        actor=RESEARCHER, dossier=dossier, content=io.BytesIO(PUBLIC_TEXT.encode()), name="a.txt", source_key="P1"
    )


def test_what_is_whole_is_counted(dossier, taken):
    assert check_files(dossier) == Checked(1, len(PUBLIC_TEXT), 3)


def test_an_altered_file_is_found(dossier, taken):
    the_store().path_of(taken.sha256).write_text(PUBLIC_TEXT.replace("Eighteen", "Fourteen"))

    with pytest.raises(HashMismatchError):
        check_files(dossier)


def test_a_file_that_is_gone_is_found(dossier, taken):
    the_store().path_of(taken.sha256).unlink()

    with pytest.raises(HashMismatchError):
        check_files(dossier)


@pytest.mark.parametrize(
    "altered",
    [
        lambda rows: rows.filter(number=1).update(text="Fourteen people fell."),
        lambda rows: rows.filter(number=3).delete(),
        lambda rows: rows.filter(number=3).update(number=4),
    ],
)
def test_an_altered_paragraph_is_found(dossier, taken, altered):
    altered(Passage.objects.all())

    with pytest.raises(HashMismatchError):
        check_files(dossier)


def test_a_file_that_no_dossier_knows_is_named(dossier, taken):
    lone = the_store().put(io.BytesIO(b"left by a crash"))

    assert files_without_rows() == (lone.sha256,)
