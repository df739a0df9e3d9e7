"""Loading a package: whole or not at all, once or often, and what travels with it."""

from dataclasses import replace

import pytest

from answerable.interchange.loading import export_package, load_package, load_reading, renamed
from answerable.interchange.package_reading import read_package
from answerable.interchange.package_writing import package_files
from answerable.kernel.errors import ActRefusedError, FileRefusedError, NotAllowedError, PackageBrokenError
from answerable.record import changes, journal
from answerable.record.actors import Actor, Role
from answerable.record.holdings import holdings_of
from answerable.record.models import Claim, Dossier, Source
from tests.builders import DOSSIER, SOURCE, a_unit
from tests.interchange.test_package_reading import package

pytestmark = pytest.mark.django_db
OWNER = Actor("Ana", Role.OWNER)
BAD_ROW = "about,name,source\nunit:a,Alpha,S1\nunit:b,Beta,S9\n"


def test_one_refused_row_keeps_everything_out(tmp_path):
    report = load_package(OWNER, package(tmp_path, **{"claims/Unit.csv": BAD_ROW}))

    assert not report.is_loaded
    assert [one.code for one in report.refusals] == ["unknown-source"]
    assert not Dossier.objects.exists()


def test_good_rows_are_taken_only_when_asked_for(tmp_path):
    report = load_package(OWNER, package(tmp_path, **{"claims/Unit.csv": BAD_ROW}), take_good_rows=True)

    assert (report.is_loaded, report.claims, len(report.refusals)) == (True, 1, 1)


def test_loading_twice_adds_nothing(tmp_path):
    folder = package(tmp_path)
    first = load_package(OWNER, folder)
    entries = journal.head_of("trial")

    second = load_package(OWNER, folder)

    assert (first.is_new, first.claims, first.sources) == (True, 1, 1)
    assert (second.is_new, second.claims, second.already, second.sources) == (False, 0, 1, 0)
    assert journal.head_of("trial") == entries


def test_a_load_that_fails_late_leaves_nothing_behind(tmp_path):
    folder = package(tmp_path)
    load_package(OWNER, folder)
    other = package(tmp_path / "other", **{"sources.csv": "key,kind,title\nS0,report,New\nS1,report,Changed\n"})

    with pytest.raises(ActRefusedError):
        load_package(OWNER, other)

    assert Source.objects.count() == 1


def test_the_journal_covers_what_was_loaded(tmp_path):
    load_package(OWNER, package(tmp_path))

    assert journal.verify(Dossier.objects.get()).rows == 2


def test_progress_is_told(tmp_path):
    told: list[int] = []

    load_package(OWNER, package(tmp_path), progress=told.append)

    assert told == [1]


def test_a_researcher_may_not_load(tmp_path):
    with pytest.raises(NotAllowedError):
        load_package(Actor("Luis", Role.RESEARCHER), package(tmp_path))


def test_days_of_another_zone_are_not_mixed_in(tmp_path):
    reading = read_package(package(tmp_path))
    load_reading(OWNER, reading)
    elsewhere = replace(reading, dossier=replace(reading.dossier, zone="Africa/Lagos"))

    with pytest.raises(PackageBrokenError):
        load_reading(OWNER, elsewhere)


def test_sheets_that_have_days_and_no_hours_fit_any_zone(tmp_path):
    from answerable.interchange.sfm import read_sfm
    from tests.interchange.sfm.tables import FIXTURES

    changes.new_dossier(actor=OWNER, draft=replace(DOSSIER, id="lagos", zone="Africa/Lagos"))

    report = load_reading(OWNER, read_sfm(FIXTURES / "sfm_2021"), into="lagos", take_good_rows=True)

    assert (report.is_loaded, report.claims) == (True, 22)


def test_a_package_can_be_loaded_into_another_dossier(tmp_path):
    changes.new_dossier(actor=OWNER, draft=replace(DOSSIER, id="other"))

    report = load_package(OWNER, package(tmp_path), into="other")

    assert (report.dossier, report.is_new, Claim.objects.get().dossier_id) == ("other", False, "other")


def test_two_copies_merge_to_the_same_dossier_whichever_comes_first(tmp_path):
    one = package(tmp_path / "one", **{"claims/Unit.csv": "about,name,source,recorded_at,recorded_by\n"
        "unit:a,Alpha,S1,2023-01-01T00:00:00Z,Ana\nunit:b,Beta,S1,2023-01-02T00:00:00Z,Ana\n"})  # fmt: skip
    two = package(tmp_path / "two", **{"claims/Unit.csv": "about,name,source,recorded_at,recorded_by\n"
        "unit:c,Gamma,S1,2023-01-01T00:00:00Z,Luis\nunit:b,Beta,S1,2023-01-02T00:00:00Z,Ana\n"})  # fmt: skip
    for name, order in (("ab", (one, two)), ("ba", (two, one))):
        for folder in order:
            load_reading(OWNER, renamed(read_package(folder), name))

    files = [package_files(holdings_of(OWNER, name)) for name in ("ab", "ba")]
    assert files[0]["claims/Unit.csv"] == files[1]["claims/Unit.csv"]


def test_an_export_leaves_out_what_its_hand_may_not_see_and_says_so(tmp_path):
    dossier = changes.new_dossier(actor=OWNER, draft=DOSSIER)
    secret = replace(SOURCE, key="Z", visibility="restricted:inner", attribution="a witness")
    changes.add_sources(actor=OWNER, dossier=dossier, drafts=[SOURCE, secret])
    drafts = [a_unit("Alpha"), a_unit("Beta", visibility="restricted:inner"), a_unit("Gamma", source="Z")]
    changes.record_claims(actor=OWNER, dossier=dossier, drafts=drafts)

    export_package(OWNER, "trial", tmp_path / "team")
    export_package(Actor("Ana", Role.OWNER, frozenset({"inner"})), "trial", tmp_path / "inner")

    team, inner = read_package(tmp_path / "team"), read_package(tmp_path / "inner")
    assert ([draft.about for draft in team.claims], team.left_out) == (["unit:alpha"], 2)
    assert (len(inner.claims), inner.left_out) == (3, 0)
    assert "Z" not in [source.key for source in team.sources]


def test_retracted_claims_and_rulings_travel_along(tmp_path):
    dossier = changes.new_dossier(actor=OWNER, draft=DOSSIER)
    changes.add_sources(actor=OWNER, dossier=dossier, drafts=[SOURCE])
    ids = changes.record_claims(actor=OWNER, dossier=dossier, drafts=[a_unit("Alpha"), a_unit("Beta")]).ids
    changes.retract(actor=OWNER, dossier=dossier, claim=ids[0], why="withdrawn | by the source,\n'at once'")
    changes.rule(actor=OWNER, dossier=dossier, claim=ids[1], status="accepted", why="=seen")
    changes.judge_same(
        actor=OWNER, dossier=dossier, left="unit:alpha", right="unit:beta", judgement="same", why="one badge"
    )
    export_package(OWNER, "trial", tmp_path / "out")

    report = load_reading(OWNER, renamed(read_package(tmp_path / "out"), "copy"))

    assert (report.claims, report.acts, report.judgements) == (2, 2, 1)
    assert journal.verify(Dossier.objects.get(id="copy")).rows == 6
    files = [package_files(holdings_of(OWNER, name)) for name in ("trial", "copy")]
    assert {name: text for name, text in files[0].items() if name.endswith(".csv")} == {
        name: text for name, text in files[1].items() if name.endswith(".csv")
    }


def test_an_export_does_not_write_over_what_is_there(tmp_path):
    load_package(OWNER, package(tmp_path))

    with pytest.raises(FileRefusedError):
        export_package(OWNER, "trial", tmp_path)


def test_a_reader_may_not_export(tmp_path):
    load_package(OWNER, package(tmp_path / "in"))

    with pytest.raises(NotAllowedError):
        export_package(Actor("Rosa", Role.READER), "trial", tmp_path / "out")
