"""Views kept between requests: extended, never stale, never wider than their audience."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.record import changes, shelf
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import narrowed, view_of
from answerable.record.shelf import Shelf
from answerable.record.view import ViewSpec
from tests.builders import DOSSIER, OTHER_SOURCE, SOURCE, a_claim, a_unit
from tests.record.test_changes import OWNER, READER, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    opened = changes.new_dossier(actor=OWNER, draft=DOSSIER)
    changes.add_sources(actor=OWNER, dossier=opened, drafts=[SOURCE, OTHER_SOURCE])
    return opened


def contents(view) -> list[object]:
    return [
        (claim.id, claim.properties, claim.time, claim.source, claim.locator, claim.note)
        for claim in view.claims()
    ]


def test_a_view_extended_claim_by_claim_equals_one_built_at_once(dossier) -> None:
    for number in range(6):
        record(dossier, a_unit(f"Unit {number}", visibility="team" if number % 2 else "public", note="é|x"))
        view_of("trial", ViewSpec(TEAM))
        view_of("trial", ViewSpec(PUBLIC))

    for audience in (TEAM, PUBLIC):
        extended, fresh = view_of("trial", ViewSpec(audience)), Shelf().view(dossier, ViewSpec(audience))
        assert contents(extended) == contents(fresh)
    assert len(view_of("trial", ViewSpec(PUBLIC))) == 3


def test_the_same_question_is_answered_from_the_shelf(dossier) -> None:
    record(dossier, a_unit("Alpha"))

    assert view_of("trial", ViewSpec(TEAM)) is view_of("trial", ViewSpec(TEAM))


def test_a_large_base_is_kept_on_disk_for_its_own_eyes_and_read_back_whole(dossier, monkeypatch, settings) -> None:
    monkeypatch.setattr(shelf, "ON_DISK_FROM", 2)
    record(dossier, a_unit("Alpha", note="línea"), a_unit("Beta", visibility="team"), a_unit("Gamma"))
    built = Shelf().view(dossier, ViewSpec(PUBLIC))
    monkeypatch.setattr(shelf, "_fetch", lambda *_: pytest.fail("It was read from the database again."))

    read = Shelf().view(dossier, ViewSpec(PUBLIC))

    assert contents(read) == contents(built)
    kept = [path for path in (settings.ANSWERABLE_HOME / "views").rglob("*") if path.is_file()]
    assert kept
    assert not any(b"Beta" in path.read_bytes() for path in kept)


def test_a_reader_asking_for_more_than_their_role_has_gets_their_own_audience() -> None:
    assert narrowed(READER, ViewSpec(TEAM)).audience == TEAM
    assert (
        narrowed(changes.Actor("", changes.Actor("x", READER.role).role.STRANGER), ViewSpec(TEAM)).audience
        == PUBLIC
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.permutations(range(5)))
def test_two_copies_merge_to_the_same_claims_in_any_order(dossier, order) -> None:
    drafts = [a_claim("Person", f"person:p{number}", name=f"P {number}") for number in range(5)]

    changes.record_claims(actor=OWNER, dossier=dossier, drafts=[drafts[number] for number in order])
    again = changes.record_claims(actor=OWNER, dossier=dossier, drafts=drafts)

    assert again.already == 5
    assert dossier.claims.count() == 5
