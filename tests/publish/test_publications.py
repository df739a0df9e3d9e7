"""The life of a publication: each act, each refusal, what is frozen, and what is no longer true."""

from datetime import UTC, datetime, timedelta

import pytest

from answerable.kernel.errors import (
    ActRefusedError,
    HashMismatchError,
    JournalGapError,
    NotAllowedError,
    NotFoundError,
    ValueRefusedError,
)
from answerable.publish import changes, outputs
from answerable.publish.checks import public_view
from answerable.publish.models import PublicationText, Snapshot, SnapshotFile
from answerable.publish.reads import (
    frozen_file,
    held,
    needs_correction,
    public_one,
    public_ones,
    publications,
    state_of,
)
from answerable.record import changes as record
from answerable.record import journal
from answerable.record.actors import Actor, Role
from answerable.record.models import JournalEntry
from tests.builders import a_claim
from tests.publish.press_room import (
    EDITOR,
    ENGLISH,
    HEAD,
    SECOND,
    SLUG,
    TEXTS,
    WRITER,
    approved,
    press_room,
    published,
    where,
    written,
)
from tests.web.recording_room import OWNER, Room

pytestmark = pytest.mark.django_db
NOTE = {"en": "The count was too low.", "es": "La cifra era demasiado baja."}


@pytest.fixture(autouse=True)
def _page_alone(monkeypatch) -> None:
    """Make no PDF and no Word document: they have tests of their own and take seconds."""
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})


@pytest.fixture
def room() -> Room:
    return press_room()


def now(room: Room):
    return held(room.dossier.id, SLUG)


def stale(room: Room):
    return needs_correction(now(room), public_view(room.dossier.id))


def last_acts(room: Room, count: int) -> list[str]:
    entries = JournalEntry.objects.filter(dossier=room.dossier).order_by("-number")[:count]
    return [entry.act for entry in reversed(entries)]


# writing


def test_a_publication_begins_as_a_draft_that_the_public_knows_nothing_of(room: Room) -> None:
    written(room)

    assert now(room).life.state == "draft"
    assert public_ones(room.dossier.id) == ()
    with pytest.raises(NotFoundError):
        public_one(room.dossier.id, SLUG)


def test_each_save_is_a_version_and_what_did_not_change_is_passed_over(room: Room) -> None:
    written(room)

    count = changes.save_text(actor=WRITER, **where(room), texts=TEXTS | {"en": ENGLISH + "More.\n"})

    assert count == 1
    assert {code: one.version for code, one in now(room).life.texts.items()} == {"en": 2, "es": 1}


def test_a_text_that_somebody_else_saved_in_between_is_not_overwritten(room: Room) -> None:
    written(room)
    changes.save_text(actor=SECOND, **where(room), texts={"en": ENGLISH + "Hers.\n"})

    with pytest.raises(ActRefusedError, match="Somebody else"):
        changes.save_text(actor=WRITER, **where(room), texts={"en": ENGLISH + "Mine.\n"}, known={"en": 1})

    assert "Hers." in now(room).life.texts["en"].markdown


@pytest.mark.parametrize("slug", ["", "Two Words", "-x", "a--b", "new", "x" * 61, "../x"])
def test_an_address_that_is_none_is_refused(room: Room, slug: str) -> None:
    with pytest.raises(ValueRefusedError):
        changes.create(actor=WRITER, dossier_id=room.dossier.id, slug=slug, kind="report")


def test_an_address_is_given_once_and_a_kind_must_be_known(room: Room) -> None:
    written(room)

    with pytest.raises(ActRefusedError):
        changes.create(actor=WRITER, dossier_id=room.dossier.id, slug=SLUG, kind="report")
    with pytest.raises(ValueRefusedError):
        changes.create(actor=WRITER, dossier_id=room.dossier.id, slug="other", kind="poem")


def test_a_language_that_publications_are_not_written_in_is_refused(room: Room) -> None:
    written(room)

    with pytest.raises(ValueRefusedError):
        changes.save_text(actor=WRITER, **where(room), texts={"tlh": "x"})


# order and permission


def test_the_whole_way_out_and_its_entries_in_the_journal(room: Room) -> None:
    before = JournalEntry.objects.filter(dossier=room.dossier).count()

    published(room)

    assert now(room).life.state == "published"
    acts = ["create-publication", "save-text", "publication-submitted", "publication-approved", "publish"]
    assert last_acts(room, 5) == acts
    assert JournalEntry.objects.filter(dossier=room.dossier).count() == before + 5
    journal.verify(room.dossier)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("submit", {}),
        ("review", {"approve": True}),
        ("set_embargo", {"until": datetime(2030, 1, 1, tzinfo=UTC)}),
        ("publish", {}),
        ("correct", {"words": NOTE}),
        ("withdraw", {"why": NOTE}),
    ],
)
def test_an_empty_draft_can_only_be_written(room: Room, act: str, said: dict[str, object]) -> None:
    changes.create(actor=WRITER, dossier_id=room.dossier.id, slug=SLUG, kind="report")
    before = JournalEntry.objects.filter(dossier=room.dossier).count()

    with pytest.raises(ActRefusedError) as refused:
        getattr(changes, act)(actor=OWNER, **where(room), **said)

    assert refused.value.remedy
    assert JournalEntry.objects.filter(dossier=room.dossier).count() == before


@pytest.mark.parametrize(
    ("act", "said", "role"),
    [
        ("save_text", {"texts": {}}, Role.READER),
        ("submit", {}, Role.READER),
        ("review", {"approve": True}, Role.READER),
        ("set_embargo", {"until": datetime(2030, 1, 1, tzinfo=UTC)}, Role.RESEARCHER),
        ("publish", {}, Role.RESEARCHER),
        ("correct", {"words": {}}, Role.RESEARCHER),
        ("withdraw", {"why": {}}, Role.RESEARCHER),
    ],
)
def test_each_act_needs_its_role(room: Room, act: str, said: dict[str, object], role: Role) -> None:
    written(room)

    with pytest.raises(NotAllowedError):
        getattr(changes, act)(actor=Actor("x", role), **where(room), **said)


def test_the_text_stands_still_in_review_and_moves_again_when_sent_back(room: Room) -> None:
    written(room)
    changes.submit(actor=WRITER, **where(room))
    with pytest.raises(ActRefusedError):
        changes.save_text(actor=WRITER, **where(room), texts={"en": ENGLISH + "x"})

    changes.review(actor=SECOND, **where(room), approve=False, words="Name the source.")

    assert now(room).life.work == "draft"
    assert now(room).life.sent_back.words == "Name the source."
    assert changes.save_text(actor=WRITER, **where(room), texts={"en": ENGLISH + "x"}) == 1


def test_sending_back_needs_words_and_undoes_an_approval(room: Room) -> None:
    written(room)
    approved(room)
    with pytest.raises(ActRefusedError):
        changes.review(actor=SECOND, **where(room), approve=False, words=" ")

    changes.review(actor=SECOND, **where(room), approve=False, words="On second thoughts.")

    with pytest.raises(ActRefusedError, match="second person"):
        changes.publish(actor=EDITOR, **where(room))


def test_nobody_approves_what_they_wrote_or_submitted(room: Room) -> None:
    written(room)
    changes.save_text(actor=SECOND, **where(room), texts={"es": TEXTS["es"] + "Una línea más.\n"})
    changes.submit(actor=EDITOR, **where(room))

    for somebody in (WRITER, SECOND, EDITOR):
        with pytest.raises(ActRefusedError, match="second person"):
            changes.review(actor=somebody, **where(room), approve=True)
    changes.review(actor=OWNER, **where(room), approve=True)


def test_the_embargo_holds_to_the_moment(room: Room, monkeypatch) -> None:
    written(room)
    approved(room)
    until = datetime.now(UTC) + timedelta(days=2)
    changes.set_embargo(actor=EDITOR, **where(room), until=until)

    assert now(room).life.state == "embargoed"
    with pytest.raises(ActRefusedError, match="embargo"):
        changes.publish(actor=EDITOR, **where(room))
    monkeypatch.setattr(changes, "_now", lambda: until - timedelta(microseconds=1))
    with pytest.raises(ActRefusedError, match="embargo"):
        changes.publish(actor=EDITOR, **where(room))
    monkeypatch.setattr(changes, "_now", lambda: until)
    assert changes.publish(actor=EDITOR, **where(room)) == 1


def test_an_embargo_without_a_zone_is_refused(room: Room) -> None:
    written(room)
    approved(room)

    with pytest.raises(ValueRefusedError):
        changes.set_embargo(actor=EDITOR, **where(room), until=datetime(2030, 1, 1))  # noqa: DTZ001


def test_what_says_something_else_than_when_it_was_approved_is_refused(room: Room) -> None:
    written(room)
    approved(room)
    (claim,) = room.view().claims_about("tally:k")
    record.correct(
        actor=OWNER, dossier=room.dossier, claim=claim.id, why="Misread.",
        draft=a_claim("Tally", "tally:k", name="Killed", what="killed", value="21"),
    )  # fmt: skip

    with pytest.raises(ActRefusedError, match="approved"):
        changes.publish(actor=EDITOR, **where(room))


def test_a_text_with_a_problem_is_neither_approved_nor_published(room: Room) -> None:
    written(room, {"en": ENGLISH + "\n{{ tally:nowhere }}\n"})
    changes.submit(actor=WRITER, **where(room))

    with pytest.raises(ActRefusedError) as refused:
        changes.review(actor=SECOND, **where(room), approve=True)

    assert refused.value.where == f"{SLUG}.en.md:11:1"


def test_languages_that_say_different_things_are_refused(room: Room) -> None:
    written(room, {"en": ENGLISH, "es": TEXTS["es"].replace("{{ tally:k }}", "veinte")})
    changes.submit(actor=WRITER, **where(room))

    with pytest.raises(ActRefusedError):
        changes.review(actor=SECOND, **where(room), approve=True)


def test_what_is_public_cannot_be_published_again_and_is_not_locked(room: Room) -> None:
    published(room)

    with pytest.raises(ActRefusedError, match="public already"):
        changes.publish(actor=EDITOR, **where(room))
    with pytest.raises(ActRefusedError):
        changes.correct(actor=EDITOR, **where(room), words=NOTE)
    assert changes.save_text(actor=WRITER, **where(room), texts={"en": ENGLISH + "More.\n"}) == 1


# what may not leave


def test_a_name_that_the_public_may_not_know_is_refused_and_not_repeated(room: Room) -> None:
    room.record(a_claim("Person", "person:w", name="Testigo Escondida Mamani", visibility="team"))
    written(room, {"en": ENGLISH + "\nTestigo Escondida was there.\n"})
    changes.submit(actor=WRITER, **where(room))

    with pytest.raises(ActRefusedError) as refused:
        changes.review(actor=SECOND, **where(room), approve=True)

    assert "Escondida" not in str(refused.value)


def test_a_name_known_to_one_circle_alone_is_refused_for_an_editor_outside_it(room: Room) -> None:
    circle = Actor("ana", Role.OWNER, frozenset({"witnesses"}))
    claim = a_claim("Person", "person:w", name="Rufina Quispe Condori", visibility="restricted:witnesses")
    room.record(claim, actor=circle)
    written(room, {"en": ENGLISH + "\nRufina Quispe said so.\n"})
    changes.submit(actor=WRITER, **where(room))

    with pytest.raises(ActRefusedError, match="by name"):
        changes.review(actor=SECOND, **where(room), approve=True)


def test_a_team_value_cannot_be_referred_to(room: Room) -> None:
    room.record(a_claim("Tally", "tally:secret", name="S", what="killed", value="7", visibility="team"))
    written(room, {"en": ENGLISH + "\n{{ tally:secret }}\n"})
    changes.submit(actor=WRITER, **where(room))

    with pytest.raises(ActRefusedError):
        changes.review(actor=SECOND, **where(room), approve=True)


def test_a_note_of_correction_or_withdrawal_may_tell_no_secret_either(room: Room) -> None:
    room.record(a_claim("Person", "person:w", name="Testigo Escondida Mamani", visibility="team"))
    published(room)

    with pytest.raises(ActRefusedError):
        changes.withdraw(actor=EDITOR, **where(room), why=NOTE | {"en": "Testigo Escondida asked for it."})


# what is frozen


def test_a_snapshot_holds_the_place_the_view_the_values_and_the_hash_of_each_file(room: Room) -> None:
    written(room)
    approved(room)
    head = journal.head_of(room.dossier.id)
    (claim,) = room.view().claims_about("tally:k")

    changes.publish(actor=EDITOR, **where(room))

    frozen = now(room).last
    assert (frozen.number, frozen.head, frozen.spec["audience"]) == (1, head, "public")
    first = frozen.values["es"][0]
    assert (first["reference"], first["value"], first["claims"]) == ("{{ tally:k }}", "20", [claim.id])
    assert first["sentence"] == "Según un informe, 20 personas murieron en el puente."
    for language in ("en", "es"):
        assert b"20" in frozen_file(frozen, language, "html")


def test_a_file_that_was_altered_is_never_given(room: Room) -> None:
    published(room)
    SnapshotFile.objects.update(content=b"<p>21</p>")

    with pytest.raises(HashMismatchError):
        frozen_file(now(room).last, "en", "html")


def test_the_journal_finds_a_text_or_a_snapshot_that_was_altered(room: Room) -> None:
    published(room)
    journal.verify(room.dossier)

    Snapshot.objects.update(html={"en": "<p>Nobody.</p>"})

    with pytest.raises(HashMismatchError):
        journal.verify(room.dossier)


def test_the_journal_finds_a_text_that_was_put_in_past_it(room: Room) -> None:
    published(room)
    row = PublicationText.objects.first()
    row.pk, row.version, row.id = None, 9, "f" * 32
    row.save(force_insert=True)

    with pytest.raises(JournalGapError):
        journal.verify(room.dossier)


def test_what_is_published_does_not_change_when_the_dossier_does(room: Room) -> None:
    published(room)
    before = frozen_file(now(room).last, "en", "html")

    room.record(a_claim("Tally", "tally:k", value="23", what="killed", name="Killed", source="B", grade=1))

    assert frozen_file(now(room).last, "en", "html") == before


# still true?


def test_a_better_count_makes_the_sentence_stale_in_both_languages(room: Room) -> None:
    published(room)
    assert stale(room) == ()

    (new,) = room.record(
        a_claim("Tally", "tally:k", value="23", what="killed", name="Killed", source="B", grade=1)
    )

    found = stale(room)
    assert [(one.language, one.old, one.new) for one in found] == [("en", "20", "23"), ("es", "20", "23")]
    assert found[0].sentence == "According to a report, 20 people were killed at the bridge."
    assert found[1].new_sentence == "Según un informe, 23 personas murieron en el puente."
    assert new in found[0].claims
    assert state_of(now(room), public_view(room.dossier.id)) == "needs-correction"


def test_a_document_made_from_the_view_is_stale_when_it_would_say_something_else(room: Room) -> None:
    room.record(
        a_claim(
            "Incident", "incident:bridge", "2022-12-15", name="Shots at the bridge", place="Bridge", kind="killing"
        )
    )
    text = HEAD.format(title="The bridge", language="en").replace("press-release", "incident-dossier")
    changes.create(actor=WRITER, dossier_id=room.dossier.id, slug=SLUG, kind="incident-dossier")
    changes.save_text(
        actor=WRITER, **where(room), texts={"en": text.replace("date:", "incidents: incident:bridge\ndate:")}
    )
    approved(room)
    changes.publish(actor=EDITOR, **where(room))
    assert stale(room) == ()

    room.record(
        a_claim(
            "Harm",
            "harm:one",
            "2022-12-15",
            incident="incident:bridge",
            group="students",
            number="3",
            kind="killed",
        )
    )

    found = stale(room)
    assert found
    assert any("3" in one.new_sentence for one in found)
    assert state_of(now(room), public_view(room.dossier.id)) == "needs-correction"


def test_a_retraction_makes_the_sentence_stale(room: Room) -> None:
    published(room)
    (claim,) = room.view().claims_about("tally:k")

    record.retract(actor=OWNER, dossier=room.dossier, claim=claim.id, why="Withdrawn by its source.")

    found = stale(room)
    assert [one.language for one in found] == ["en", "es"]
    assert found[0].new_sentence == ""


def test_a_cited_claim_that_is_retracted_makes_its_sentence_stale(room: Room) -> None:
    (cited,) = room.record(a_claim("Remark", "remark:r", gist="No.", speaker="person:minister", ref="R-1"))
    published(room, {"en": ENGLISH + "\nThe minister denied it. {{ cite:claim:R-1 }}\n"})
    assert stale(room) == ()

    record.retract(actor=OWNER, dossier=room.dossier, claim=cited, why="Another minister.")

    (one,) = stale(room)
    assert one.sentence == "The minister denied it."


def test_an_unrelated_claim_or_one_for_the_team_changes_nothing(room: Room) -> None:
    published(room)

    room.record(
        a_claim("Tally", "tally:other", name="Injured", what="injured", value="3"),
        a_claim("Tally", "tally:k", value="40", what="killed", name="Killed", visibility="team", grade=1),
    )

    assert stale(room) == ()


def test_a_second_source_for_the_same_count_changes_nothing(room: Room) -> None:
    published(room)

    room.record(a_claim("Tally", "tally:k", value="20", what="killed", name="Killed", source="B"))

    assert stale(room) == ()


# correcting and withdrawing


def test_a_correction_is_a_new_snapshot_with_a_public_note(room: Room) -> None:
    published(room)
    first = now(room).last
    room.record(a_claim("Tally", "tally:k", value="23", what="killed", name="Killed", source="B", grade=1))
    approved(room)

    assert changes.correct(actor=EDITOR, **where(room), words=NOTE) == 2

    found = now(room)
    assert found.life.state == "corrected"
    assert (found.snapshots[0].html, found.last.values["en"][0]["value"]) == (first.html, "23")
    (note,) = found.corrections
    assert note.words == NOTE
    assert note.sentences[0] == (
        "en",
        "According to a report, 20 people were killed at the bridge.",
        "According to a report, 23 people were killed at the bridge.",
    )
    assert stale(room) == ()
    assert last_acts(room, 2) == ["correct-publication", "note-correction"]
    journal.verify(room.dossier)


def test_a_correction_says_what_was_corrected_in_every_language(room: Room) -> None:
    published(room)
    approved(room)

    with pytest.raises(ActRefusedError, match="every language"):
        changes.correct(actor=EDITOR, **where(room), words={"en": "It was too low."})


def test_a_correction_needs_a_second_person_too(room: Room) -> None:
    published(room)
    changes.save_text(actor=SECOND, **where(room), texts={"en": ENGLISH + "More.\n", "es": TEXTS["es"] + "Más.\n"})
    changes.submit(actor=SECOND, **where(room))

    with pytest.raises(ActRefusedError, match="second person"):
        changes.correct(actor=EDITOR, **where(room), words=NOTE)
    with pytest.raises(ActRefusedError, match="second person"):
        changes.review(actor=SECOND, **where(room), approve=True)


def test_what_is_withdrawn_stays_so_and_says_why(room: Room) -> None:
    published(room)

    changes.withdraw(actor=EDITOR, **where(room), why=NOTE)

    number, found = public_one(room.dossier.id, SLUG)
    assert (number, found.life.state, dict(found.withdrawal.words)) == (1, "withdrawn", NOTE)
    assert found.life.next_acts() == ()
    assert stale(room) == ()
    with pytest.raises(ActRefusedError):
        changes.save_text(actor=WRITER, **where(room), texts={"en": "x"})


def test_a_withdrawal_needs_a_reason_in_every_language(room: Room) -> None:
    published(room)

    with pytest.raises(ActRefusedError, match="every language"):
        changes.withdraw(actor=EDITOR, **where(room), why={"en": "Wrong.", "es": " "})


def test_public_numbers_tell_of_no_draft(room: Room) -> None:
    written(room, {"en": HEAD.format(title="Never", language="en") + "Never.\n"}, slug="never-out")
    published(room)

    assert [(number, one.row.slug) for number, one in public_ones(room.dossier.id)] == [(1, SLUG)]
    assert len(publications(room.dossier.id)) == 2
