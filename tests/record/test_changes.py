"""Recording, correcting, verifying, judging: each act checks, writes once and is journaled."""

import pytest
from django.db import transaction

from answerable.kernel.errors import (
    ActRefusedError,
    CitationMissingError,
    HashMismatchError,
    JournalGapError,
    NotAllowedError,
    NotFoundError,
    UserError,
    ValueRefusedError,
)
from answerable.record import changes, journal
from answerable.record.actors import Actor, Role
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.models import Act, Claim, Dossier, JournalEntry
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.builders import DOSSIER, OTHER_SOURCE, SOURCE, a_claim, a_unit, day

pytestmark = pytest.mark.django_db
OWNER = Actor("Ana", Role.OWNER)
SECOND = Actor("Luis", Role.RESEARCHER)
READER = Actor("Rosa", Role.READER)


@pytest.fixture
def dossier() -> Dossier:
    opened = changes.new_dossier(actor=OWNER, draft=DOSSIER)
    changes.add_sources(actor=OWNER, dossier=opened, drafts=[SOURCE, OTHER_SOURCE])
    return opened


def record(dossier: Dossier, *drafts, actor: Actor = OWNER) -> tuple[str, ...]:
    return changes.record_claims(actor=actor, dossier=dossier, drafts=list(drafts)).ids


def test_the_same_claim_recorded_twice_is_one_claim(dossier: Dossier) -> None:
    first = record(dossier, a_unit("Alpha"))
    again = changes.record_claims(actor=SECOND, dossier=dossier, drafts=[a_unit("Alpha")])

    assert again.ids == first
    assert again.already == 1
    assert dossier.claims.count() == 1


def test_a_claim_without_a_known_source_is_refused_and_nothing_is_written(dossier: Dossier) -> None:
    with pytest.raises(CitationMissingError, match="no source of this dossier"):
        record(dossier, a_unit("Alpha"), a_unit("Beta", source="nowhere"))

    assert dossier.claims.count() == 0


def test_a_value_outside_its_vocabulary_is_refused_with_the_place(dossier: Dossier) -> None:
    with pytest.raises(ValueRefusedError, match="unit:alpha"):
        record(dossier, a_unit("Alpha", force="cavalry"))


@pytest.mark.parametrize("name", ["note", "attribution", "locator"])
def test_a_control_character_that_would_break_reading_is_refused(dossier: Dossier, name: str) -> None:
    with pytest.raises(ValueRefusedError, match="control character"):
        record(dossier, a_unit("Alpha", **{name: "a\x1fb"}))


def test_a_reader_may_not_record(dossier: Dossier) -> None:
    with pytest.raises(NotAllowedError):
        record(dossier, a_unit("Alpha"), actor=READER)


def test_a_retraction_needs_a_reason_and_takes_the_claim_out_of_later_views_only(dossier: Dossier) -> None:
    (claim,) = record(dossier, a_unit("Alpha"))
    with pytest.raises(ActRefusedError, match="reason"):
        changes.retract(actor=OWNER, dossier=dossier, claim=claim, why=" ")

    changes.retract(actor=OWNER, dossier=dossier, claim=claim, why="The source was wrong.")

    assert not view_of("trial", ViewSpec(TEAM)).has_claim(claim)
    assert Claim.objects.filter(id=claim).exists()
    with pytest.raises(ActRefusedError, match="already"):
        changes.retract(actor=OWNER, dossier=dossier, claim=claim, why="Again.")


def test_as_of_an_earlier_day_a_later_claim_is_not_there_and_a_later_retraction_has_not_happened(
    dossier: Dossier,
) -> None:
    (claim,) = record(dossier, a_unit("Alpha"))
    recorded_on = dossier.claims.get().recorded_at.date()
    changes.retract(actor=OWNER, dossier=dossier, claim=claim, why="The source was wrong.")
    moved = dossier.acts.get()
    Act.objects.filter(pk=moved.pk).update(at=moved.at.replace(year=moved.at.year + 1))

    as_recorded = view_of("trial", ViewSpec(TEAM, recorded_by=recorded_on.replace(year=recorded_on.year + 0)))
    before = view_of("trial", ViewSpec(TEAM, recorded_by=day("2001-01-01")))

    assert as_recorded.has_claim(claim) or recorded_on != dossier.claims.get().recorded_at.date()
    assert len(before) == 0


def test_one_cannot_verify_ones_own_claim_and_a_second_person_can_once(dossier: Dossier) -> None:
    (claim,) = record(dossier, a_unit("Alpha"))
    with pytest.raises(ActRefusedError, match="You recorded"):
        changes.verify(actor=OWNER, dossier=dossier, claim=claim)

    changes.verify(actor=SECOND, dossier=dossier, claim=claim)

    assert view_of("trial", ViewSpec(TEAM)).claim(claim).verified_by == ("Luis",)
    assert view_of("trial", ViewSpec(PUBLIC)).claim(claim).verified_by == ("",)
    with pytest.raises(ActRefusedError, match="already"):
        changes.verify(actor=SECOND, dossier=dossier, claim=claim)


def test_a_ruling_settles_a_conflict_and_the_other_value_stays_readable(dossier: Dossier) -> None:
    ids = record(
        dossier,
        a_claim("Person", "person:a", age="18"),
        a_claim("Person", "person:a", age="21", source="B"),
    )
    assert view_of("trial", ViewSpec(TEAM)).values("person:a", "age").is_conflict

    changes.rule(actor=OWNER, dossier=dossier, claim=ids[0], status="accepted", why="Birth certificate.")

    ages = view_of("trial", ViewSpec(TEAM)).values("person:a", "age")
    assert not ages.is_conflict
    assert ages.settled is not None
    assert ages.settled.text == "18"
    assert {value.text for value in ages.every} == {"18", "21"}


def test_a_researcher_may_not_rule(dossier: Dossier) -> None:
    (claim,) = record(dossier, a_unit("Alpha"))
    with pytest.raises(NotAllowedError):
        changes.rule(actor=SECOND, dossier=dossier, claim=claim, status="accepted", why="So.")


def test_a_correction_is_both_or_neither(dossier: Dossier) -> None:
    (claim,) = record(dossier, a_unit("Alpha", level="station"))
    with pytest.raises(UserError), transaction.atomic():
        changes.correct(actor=OWNER, dossier=dossier, claim=claim, draft=a_unit("Alpha", level="team"), why="")
    assert dossier.claims.count() == 1

    changes.correct(actor=OWNER, dossier=dossier, claim=claim, draft=a_unit("Alpha", level="team"), why="Misread.")

    assert view_of("trial", ViewSpec(TEAM)).text("unit:alpha", "level") == "team"


def test_entities_judged_the_same_are_one_until_a_later_judgement(dossier: Dossier) -> None:
    record(
        dossier,
        a_claim("Person", "person:j-smith", name="J. Smith"),
        a_claim("Person", "person:john-a-smith", name="John A. Smith", source="B"),
    )
    same = {"left": "person:john-a-smith", "right": "person:j-smith", "why": "One source names both posts."}
    changes.judge_same(actor=OWNER, dossier=dossier, judgement="same", **same)
    joined = view_of("trial", ViewSpec(TEAM))
    changes.judge_same(actor=OWNER, dossier=dossier, judgement="different", **same)
    parted = view_of("trial", ViewSpec(TEAM))

    assert joined.entities("Person") == ("person:j-smith",)
    assert len(joined.claims_about("person:john-a-smith")) == 2
    assert len(parted.entities("Person")) == 2


def test_a_claim_that_is_not_theirs_is_as_absent_as_one_that_is_not(dossier: Dossier) -> None:
    (claim,) = record(dossier, a_unit("Alpha", visibility="restricted:lawyers"))
    with pytest.raises(NotFoundError) as hidden:
        changes.verify(actor=SECOND, dossier=dossier, claim=claim)
    with pytest.raises(NotFoundError) as absent:
        changes.verify(actor=SECOND, dossier=dossier, claim="0" * 32)

    assert str(hidden.value) == str(absent.value)


def test_every_act_adds_one_entry_and_the_journal_verifies(dossier: Dossier) -> None:
    (claim,) = record(dossier, a_unit("Alpha"))
    changes.verify(actor=SECOND, dossier=dossier, claim=claim)

    checked = journal.verify(dossier)

    assert [entry.act for entry in dossier.journal.order_by("number")] == [
        "new-dossier",
        "add-source",
        "record",
        "verify",
    ]
    assert (checked.entries, checked.rows) == (4, 4)


@pytest.mark.parametrize(
    ("tamper", "error"),
    [
        (lambda: Claim.objects.filter(dossier="trial").update(grade=1), HashMismatchError),
        (lambda: Claim.objects.filter(dossier="trial").update(visibility="public", note="x"), HashMismatchError),
        (lambda: Claim.objects.filter(dossier="trial").delete(), JournalGapError),
        (lambda: Act.objects.filter(dossier="trial").delete(), JournalGapError),
        (lambda: JournalEntry.objects.filter(dossier="trial", number=2).delete(), JournalGapError),
        (lambda: JournalEntry.objects.filter(dossier="trial", number=4).delete(), JournalGapError),
        (lambda: JournalEntry.objects.filter(dossier="trial", number=3).update(actor="Eva"), HashMismatchError),
        (lambda: Dossier.objects.filter(id="trial").update(zone="UTC"), HashMismatchError),
    ],
    ids=["grade", "visibility", "claim gone", "act gone", "entry gone", "tail gone", "actor", "dossier"],
)
def test_tampering_past_the_acts_is_found(dossier: Dossier, tamper, error) -> None:
    (claim,) = record(dossier, a_unit("Alpha", visibility="team"))
    changes.verify(actor=SECOND, dossier=dossier, claim=claim)
    journal.verify(dossier)

    tamper()

    with pytest.raises(error):
        journal.verify(dossier)


def test_a_row_put_in_past_the_journal_is_found(dossier: Dossier) -> None:
    record(dossier, a_unit("Alpha"))
    planted = dossier.claims.get()
    planted.pk, planted.id = None, "f" * 32
    planted.save(force_insert=True)

    with pytest.raises(JournalGapError, match="the journal knows"):
        journal.verify(dossier)


def test_a_head_noted_elsewhere_shows_that_the_end_was_cut_off_with_its_rows(dossier: Dossier) -> None:
    record(dossier, a_unit("Alpha"))
    noted = journal.verify(dossier).head
    journal.require_head("trial", noted)
    dossier.claims.all().delete()
    dossier.journal.filter(number=3).delete()
    journal.verify(dossier)

    with pytest.raises(JournalGapError, match="noted"):
        journal.require_head("trial", noted)
