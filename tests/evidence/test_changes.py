"""Taking files in: bytes first, then rows, each act in the journal."""

import io
from pathlib import Path

import pytest
from django.db import transaction

from answerable.evidence import changes
from answerable.evidence.changes import correct_language, ingest, place, prepared, withdraw
from answerable.evidence.models import CustodyEntry, EvidenceFile, Passage
from answerable.evidence.placements import language_of
from answerable.evidence.reads import document_of, unplaced_files
from answerable.evidence.storage import the_store
from answerable.kernel.errors import (
    ActRefusedError,
    FileRefusedError,
    HashMismatchError,
    NotAllowedError,
    NotFoundError,
    ValueRefusedError,
)
from answerable.record import journal
from answerable.record.audiences import PUBLIC
from answerable.record.changes import add_sources
from answerable.record.drafts import SourceDraft
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.evidence.conftest import (
    OTHER_RESEARCHER,
    OWNER,
    PUBLIC_TEXT,
    READER,
    RESEARCHER,
    SECRET_TEXT,
    TRUSTED,
)
from tests.evidence.making import a_bomb, a_docx, a_pdf


def _take(dossier, text=PUBLIC_TEXT, *, actor=RESEARCHER, name="said.txt", source_key=None):
    content = text if isinstance(text, bytes) else text.encode()
    return ingest(actor=actor, dossier=dossier, content=io.BytesIO(content), name=name, source_key=source_key)


def _stored_files() -> list[Path]:
    return [path for path in the_store().root.rglob("*") if path.is_file()]


def test_a_file_is_kept_read_and_placed(dossier):
    taken = _take(dossier, source_key="P1")

    assert (taken.source_key, taken.paragraphs, taken.is_new, taken.language) == ("P1", 3, True, "en")
    assert the_store().verify(taken.sha256) == len(PUBLIC_TEXT)
    assert [row.text for row in Passage.objects.order_by("number")] == [
        "Eighteen people fell.",
        "The police fired from the roof, said a witness.",
        "Nobody answered.",
    ]


def test_a_path_can_be_given(dossier, tmp_path):
    path = tmp_path / "said.txt"
    path.write_text(PUBLIC_TEXT)

    taken = ingest(actor=RESEARCHER, dossier=dossier, content=path, source_key="P1")

    assert EvidenceFile.objects.get(sha256=taken.sha256).name_as_given == "said.txt"
    assert path.exists()


@pytest.mark.parametrize("name", ["missing.txt", "folder"])
def test_what_is_no_file_is_refused(dossier, tmp_path, name):
    (tmp_path / "folder").mkdir()

    with pytest.raises(FileRefusedError):
        ingest(actor=RESEARCHER, dossier=dossier, content=tmp_path / name)


def test_the_same_bytes_twice_are_one_file(dossier):
    first, second = _take(dossier, source_key="P1"), _take(dossier, name="again.txt", source_key="P1")

    assert (first.is_new, second.is_new) == (True, False)
    assert second.sha256 == first.sha256
    assert EvidenceFile.objects.count() == 1
    assert len(_stored_files()) == 1
    assert CustodyEntry.objects.count() == 2


def test_a_second_person_who_brings_the_same_file_is_in_its_custody(dossier):
    _take(dossier, source_key="P1")
    again = _take(dossier, actor=OTHER_RESEARCHER)

    assert (again.is_new, again.source_key) == (False, "P1")
    received = CustodyEntry.objects.filter(act="received").values_list("by", flat=True)
    assert sorted(received) == ["Raúl", "Rosa"]


def test_a_source_is_recognised_by_its_hash(dossier):
    from hashlib import sha256

    recorded = sha256(PUBLIC_TEXT.encode()).hexdigest()
    add_sources(actor=OWNER, dossier=dossier, drafts=[SourceDraft("H", "news", "x", sha256=recorded)])

    taken = _take(dossier)

    assert taken.source_key == "H"
    assert any("by its hash" in message for message in taken.messages)


def test_a_source_that_is_not_recognised_is_asked_for_and_the_file_kept(dossier):
    taken = _take(dossier, "Take two eggs.\n\nAnd flour.")

    assert taken.source_key is None
    assert any("--source KEY" in message for message in taken.messages)
    assert the_store().has(taken.sha256)

    assert _take(dossier, "Take two eggs.\n\nAnd flour.", source_key="P2").source_key == "P2"


def test_other_bytes_than_the_record_has_of_a_source_are_refused(dossier):
    add_sources(actor=OWNER, dossier=dossier, drafts=[SourceDraft("H", "news", "x", sha256="0" * 64)])

    with pytest.raises(FileRefusedError):
        _take(dossier, source_key="H")

    assert (EvidenceFile.objects.count(), _stored_files()) == (0, [])


@pytest.mark.parametrize(
    "content, name",
    [
        (b"", "empty.txt"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "notes.txt"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "notes.txt"),
        (a_pdf([[(700, "x")]]), "notes.txt"),
        (b"\x81\x8d\x8f not of any charset", "notes.txt"),
        (b"\x00\x01\x02", "unknown.bin"),
    ],
)
def test_a_refused_file_leaves_nothing(dossier, content, name):
    with pytest.raises(FileRefusedError) as refused:
        _take(dossier, content, name=name)

    assert refused.value.remedy
    assert (EvidenceFile.objects.count(), _stored_files()) == (0, [])


def test_a_binary_named_as_text_is_told_so(dossier):
    with pytest.raises(FileRefusedError, match="named as text"):
        _take(dossier, b"\x7fELF\x02\x01\x01\x00\x00", name="NOTES.TXT")


def test_a_file_over_the_limit_is_refused(dossier, settings):
    settings.ANSWERABLE_MAX_FILE_MB = 1

    with pytest.raises(FileRefusedError, match="1 MB"):
        _take(dossier, b"a" * (2 * 2**20))

    assert _stored_files() == []


def test_a_name_that_promises_another_kind_is_noted(dossier):
    taken = _take(dossier, a_docx("One.", "Two."), name="order.pdf", source_key="P1")

    assert taken.paragraphs == 2
    assert any("name says otherwise" in message for message in taken.messages)


def test_a_pdf_without_text_is_kept_and_says_that_it_needs_ocr(dossier):
    taken = _take(dossier, a_pdf([[]]), name="scan.pdf", source_key="P1")

    assert taken.paragraphs == 0
    assert any("OCR" in message for message in taken.messages)
    assert the_store().has(taken.sha256)


def test_a_bomb_is_kept_without_text(dossier):
    taken = _take(dossier, a_bomb(210 * 2**20), name="bomb.docx", source_key="P1")

    assert taken.paragraphs == 0
    assert any("unpacks" in message for message in taken.messages)


def test_a_file_that_brings_its_reader_down_is_kept_without_text(dossier, monkeypatch):
    def falls_over(*_args, **_limits):
        raise changes_sandbox.StoppedError("-9")

    from answerable.evidence import opening
    from answerable.evidence import sandbox as changes_sandbox

    monkeypatch.setattr(opening, "run_limited", falls_over)

    taken = _take(dossier, a_pdf([[(700, "x")]]), name="evil.pdf", source_key="P1")

    assert taken.paragraphs == 0
    assert any("was stopped" in message for message in taken.messages)
    assert EvidenceFile.objects.get().media_type == "application/pdf"


def test_a_name_is_kept_without_its_folders_and_unseen_signs(dossier):
    _take(dossier, name="C:\\Users\\rosa\\..\\orders\u202etxt.txt", source_key="P1")

    assert EvidenceFile.objects.get().name_as_given == "orderstxt.txt"


def test_who_may_not_ingest_is_refused_before_anything_is_written(dossier):
    with pytest.raises(NotAllowedError):
        _take(dossier, actor=READER)

    assert _stored_files() == []


@pytest.mark.parametrize("key", ["nowhere", "V1"])
def test_an_unknown_source_and_one_that_is_not_theirs_give_the_same_answer(dossier, key):
    with pytest.raises(NotFoundError) as refused:
        _take(dossier, source_key=key)

    assert str(refused.value) == "There is no such source in this view."


def test_a_withheld_source_cannot_be_named_by_its_opaque_word(dossier):
    from answerable.record.models import Source

    opaque = Source.objects.get(key="V1").opaque

    with pytest.raises(NotFoundError):
        _take(dossier, source_key=f"withheld-{opaque}")


def test_bringing_a_file_that_others_hold_in_secret_does_not_betray_them(dossier):
    """The answer is word for word the one that a file gets which nobody has."""
    _take(dossier, SECRET_TEXT, actor=TRUSTED, source_key="V1")

    again = _take(dossier, SECRET_TEXT, actor=RESEARCHER)
    unknown = _take(dossier, SECRET_TEXT.replace("telephone", "messenger"), actor=RESEARCHER)

    assert (again.source_key, again.is_new, again.messages) == (None, True, unknown.messages)
    assert (unknown.source_key, unknown.is_new) == (None, True)


def test_every_act_is_in_the_journal_and_the_journal_holds(dossier):
    taken = _take(dossier, source_key="P1")
    correct_language(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, language="ES")
    withdraw(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, source_key="P1", why="another edition")
    place(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, source_key="P2")

    journal.verify(dossier)
    acts = list(dossier.journal.order_by("number").values_list("act", "table"))
    assert acts[2:] == [
        ("ingest", "file"),
        ("ingest", "custody"),
        ("language", "custody"),
        ("withdraw", "custody"),
        ("place", "custody"),
    ]


@pytest.mark.parametrize(
    "altered",
    [
        lambda: EvidenceFile.objects.update(sha256="0" * 64),
        lambda: EvidenceFile.objects.update(received_by="Nobody"),
        lambda: CustodyEntry.objects.filter(act="placed").update(source=None),
        lambda: CustodyEntry.objects.filter(act="placed").delete(),
    ],
)
def test_rows_altered_behind_the_journal_are_found(dossier, altered):
    _take(dossier, source_key="P1")
    altered()

    with pytest.raises((HashMismatchError, journal.JournalGapError)):
        journal.verify(dossier)


def test_the_language_is_as_a_person_last_said(dossier):
    taken = _take(dossier, source_key="P1")
    for language in ("qu", "es"):
        correct_language(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, language=language)

    assert language_of(EvidenceFile.objects.get()) == "es"


def test_what_is_no_language_is_refused(dossier):
    taken = _take(dossier, source_key="P1")

    with pytest.raises(ValueRefusedError):
        correct_language(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, language="Spanish!")


def test_a_withdrawn_file_is_in_no_view_through_that_source(dossier):
    taken = _take(dossier, source_key="P1")
    withdraw(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, source_key="P1", why="not this one")

    assert document_of(view_of("trial", ViewSpec(PUBLIC)), "P1") is None
    assert [file.sha256 for file in unplaced_files(RESEARCHER, dossier)] == [taken.sha256]


def test_withdrawing_needs_a_reason(dossier):
    taken = _take(dossier, source_key="P1")

    with pytest.raises(ActRefusedError):
        withdraw(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, source_key="P1", why=" ")


def test_placing_twice_is_refused(dossier):
    taken = _take(dossier, source_key="P1")

    with pytest.raises(ActRefusedError):
        place(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, source_key="P1")


def test_a_file_at_a_secret_source_cannot_be_touched_by_who_may_not_see_it(dossier):
    taken = _take(dossier, SECRET_TEXT, actor=TRUSTED, source_key="V1")

    for act in (
        lambda: place(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, source_key="P1"),
        lambda: correct_language(actor=RESEARCHER, dossier=dossier, sha256=taken.sha256, language="es"),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_a_file_that_is_not_placed_yet_is_known_to_its_bringer_and_to_editors(dossier):
    _take(dossier, "Take two eggs.", actor=RESEARCHER)

    assert len(unplaced_files(RESEARCHER, dossier)) == 1
    assert len(unplaced_files(OWNER, dossier)) == 1
    assert unplaced_files(OTHER_RESEARCHER, dossier) == ()
    with pytest.raises(NotAllowedError):
        unplaced_files(READER, dossier)


def test_a_file_is_read_before_the_transaction_that_it_is_part_of(dossier):
    """A hostile file must not hold the database while it is read."""
    with (
        prepared(
            actor=RESEARCHER, dossier=dossier, content=io.BytesIO(PUBLIC_TEXT.encode()), name="a.txt"
        ) as ready,
        transaction.atomic(),
    ):
        add_sources(actor=RESEARCHER, dossier=dossier, drafts=[SourceDraft("N", "news", "New")])
        taken = ingest(actor=RESEARCHER, dossier=dossier, content=ready, source_key="N")

    assert (taken.source_key, taken.paragraphs) == ("N", 3)
    assert the_store().has(taken.sha256)


def test_a_prepared_file_that_is_not_ingested_is_gone(dossier):
    with prepared(actor=RESEARCHER, dossier=dossier, content=io.BytesIO(b"Words."), name="a.txt"):
        assert len(_stored_files()) == 1

    assert _stored_files() == []


def test_nothing_is_written_when_the_rows_fail(dossier, monkeypatch):
    def fails(*_args):
        raise RuntimeError

    monkeypatch.setattr(changes, "guess_language", fails)

    with pytest.raises(RuntimeError):
        _take(dossier, source_key="P1")

    assert (EvidenceFile.objects.count(), Passage.objects.count(), CustodyEntry.objects.count()) == (0, 0, 0)
    assert not list(the_store().incoming().iterdir())
