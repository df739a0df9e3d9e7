"""The example dossier keeps its promises: every fact cited, nobody named who may not be, both sides shown."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from answerable.command.chains import chain_of_unit
from answerable.command.incidents import chains_of_incident
from answerable.interchange.checking import check_dossier
from answerable.interchange.package_reading import read_package
from answerable.kernel.standing import Status
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.conftest import PERU
from tests.published import published

FACTS = Path(__file__).parent / "golden" / "seed_facts.csv"
SEEDS = published("seeds")
VERDICTS = re.compile(r"\b(guilty|murderer|killer|culpable|asesin[oa]s?|homicida)\b", re.IGNORECASE)


@pytest.fixture
def team(peru: str, db: None) -> View:
    return view_of(peru, ViewSpec(TEAM))


@pytest.fixture
def public(peru: str, db: None) -> View:
    return view_of(peru, ViewSpec(PUBLIC))


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_every_fact_of_the_seed_documents_is_a_claim_cited_to_its_paragraph(team: View) -> None:
    by_ref = {claim.ref: claim for claim in team.claims()}
    rows = facts()

    assert len(rows) == 193
    for row in rows:
        refs = [ref for ref in row["ref"].split("|") if ref]
        assert refs, row
        claim = by_ref[refs[0].strip()]
        assert claim.source == row["source"], row
        assert f"paragraph:{row['paragraph']}" in claim.locator, (row, claim.locator)


def test_every_claim_cites_a_source_and_findings_say_what_they_rest_on(team: View) -> None:
    for claim in team.claims():
        source = team.source(claim.source)
        if source.is_analysis:
            assert claim.rests_on, claim.ref
            assert all(team.has_claim(basis) for basis in claim.rests_on), claim.ref


def test_the_check_finds_no_error_and_every_known_conflict(team: View) -> None:
    report = check_dossier(team)
    names = {team.text(entity, "name") for entity in team.entities("Disagreement")}

    assert [str(finding) for finding in report.errors] == []
    assert {f"X{number}" for number in range(1, 14)} <= names
    told = " ".join(str(finding) for finding in report.conflicts)
    assert all(re.search(rf"\bX{number}\b", told) for number in range(1, 14))


def test_fifty_people_killed_in_clashes_and_a_policeman_are_on_record(team: View) -> None:
    dead = {team.ref(harm, "person") for harm in team.entities("Harm") if team.text(harm, "kind") == "killed"}

    assert {f"person:dead-{number:02}" for number in range(1, 51)} <= dead
    assert "person:dead-soncco" in dead


def test_no_minor_has_a_name_in_any_view(team: View) -> None:
    minors = [person for person in team.entities("Person") if team.text(person, "minor") == "yes"]

    assert len(minors) == 7
    for person in minors:
        assert team.texts(person, "name") == ()
        assert team.texts(person, "alias") == ()
        assert re.fullmatch(r"([A-ZÑ]\.)+", team.text(person, "initials"))


def test_nobody_is_named_who_may_not_be_and_what_is_for_the_team_stays_with_it(team: View, public: View) -> None:
    kept = {text for claim in team.claims() if claim.visibility != "public" for text in claim.properties["notes"]}
    everything = bytes(public.columns.properties.block) + bytes(public.columns.rest.block)
    unnamed = [person for person in team.entities("Person") if not team.texts(person, "name")]

    assert len(kept) == 2
    assert [text for text in kept if text.encode() in everything] == []
    assert all(team.text(person, "initials") or team.text(person, "publicRole") for person in unnamed)
    for person in team.entities("Person"):
        is_dead = person.startswith("person:dead-")
        if is_dead and team.texts(person, "name"):
            assert team.texts(person, "consentToName"), person


def test_no_text_of_the_dossier_states_a_verdict(team: View) -> None:
    for claim in team.claims():
        for values in claim.properties.values():
            for text in values:
                assert not VERDICTS.search(text), (claim.ref, text)


def test_no_run_of_seven_words_of_a_seed_document_is_repeated(team: View) -> None:
    if SEEDS is None:
        pytest.skip("The five source documents are not beside this checkout.")
    runs: set[tuple[str, ...]] = set()
    for seed in SEEDS.glob("*.txt"):
        words = re.findall(r"\w+", seed.read_text(encoding="utf-8").casefold())
        runs |= {tuple(words[at : at + 7]) for at in range(len(words) - 6)}
    for claim in team.claims():
        for values in claim.properties.values():
            for text in values:
                words = re.findall(r"\w+", text.casefold())
                repeated = [
                    words[at : at + 7] for at in range(len(words) - 6) if tuple(words[at : at + 7]) in runs
                ]
                assert not repeated, (claim.ref, repeated[:1])


@pytest.mark.parametrize(
    ("incident", "day", "unit"),
    [
        ("incident:ayacucho-2022-12-15", "2022-12-15", "unit:brigade-2"),
        ("incident:juliaca-2023-01-09", "2023-01-09", "unit:pnp-puno"),
        ("incident:andahuaylas-2022-12", "2022-12-12", "unit:pnp-andahuaylas"),
    ],
)
def test_the_chain_of_an_incident_reaches_the_head_of_state(
    public: View, incident: str, day: str, unit: str
) -> None:
    units = {each.unit for each in chains_of_incident(public, incident).units}
    chain = chain_of_unit(public, unit, date.fromisoformat(day))

    assert unit in units
    ending = [branch for branch in chain.branches if branch.ending == "head-of-state"]
    assert ending
    top = ending[0].rungs[-1]
    assert [holder.person for holder in top.holders] == ["person:boluarte"]
    assert top.holders[0].standing.status is Status.EVIDENCED
    assert all(rung.link is None or rung.link.claims for rung in ending[0].rungs)


def test_without_the_source_a_link_rests_on_it_falls(peru: str, public: View) -> None:
    chain = chain_of_unit(public, "unit:brigade-2", date(2022, 12, 15))
    branch = next(branch for branch in chain.branches if branch.ending == "head-of-state")
    edges = [edge for rung in branch.rungs[:1] if rung.link for edge in (rung.link.edge, *rung.link.also)]
    cited = {claim.source for edge in edges for claim in public.claims_about(edge)}

    less = view_of(peru, ViewSpec(PUBLIC, without=frozenset(cited)))
    left = chain_of_unit(less, "unit:brigade-2", date(2022, 12, 15))

    assert not any(each.ending == "head-of-state" and each.units == branch.units for each in left.branches)


def test_the_president_is_shown_with_her_denials(public: View) -> None:
    kinds = {public.text(remark, "kind") for remark in public.pointing_at("person:boluarte", "Remark", "speaker")}

    assert "denial" in kinds


def test_the_package_reads_without_a_refusal_and_is_as_an_export_writes_it(
    tmp_path: Path, peru: str, db: None
) -> None:
    from answerable.interchange.loading import export_package
    from tests.conftest import COMPILER

    assert read_package(PERU).refusals == ()

    export_package(COMPILER, peru, tmp_path / "out")

    for file in sorted(PERU.rglob("*.csv")):
        assert (tmp_path / "out" / file.relative_to(PERU)).read_bytes() == file.read_bytes(), file.name
