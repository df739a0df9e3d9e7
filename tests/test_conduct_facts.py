"""What officials were told, said, ordered and did stands where it belongs, and the public may read it."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from answerable.record import fairness
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.claims import ReadableClaim
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec

FACTS = Path(__file__).parent / "golden" / "conduct_facts.csv"
CHIEFS, PLANNER = "person:special-forces-chiefs", "person:police-planner"
PRESIDENT, COMMANDERS = "person:boluarte", ("command", "palace", "security-council")
ANDAHUAYLAS, AYACUCHO = "incident:andahuaylas-2022-12", "incident:ayacucho-2022-12-15"
JULIACA = "incident:juliaca-2023-01-09"
PAST_A_CHARGE = {"charged", "trial", "convicted", "acquitted", "confirmed"}


@pytest.fixture
def team(peru: str, db: None) -> View:
    return view_of(peru, ViewSpec(TEAM))


@pytest.fixture
def public(peru: str, db: None) -> View:
    return view_of(peru, ViewSpec(PUBLIC))


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def by_ref(view: View) -> dict[str, ReadableClaim]:
    return {claim.ref: claim for claim in view.claims() if claim.ref}


def names(claim: ReadableClaim, entity: str) -> bool:
    """Say whether a claim is about an entity or names it."""
    return claim.about == entity or any(entity in values for values in claim.properties.values())


def held(view: View, person: str, place: str) -> bool:
    """Say whether a person held a post, or a post of a unit."""
    posts = (view.ref(name, "post") for name in view.pointing_at(person, "Appointment", "person"))
    return any(post == place or view.ref(post, "unit") == place for post in posts)


def number(view: View, tally: str) -> int:
    return int(view.text(tally, "value"))


def test_the_table_speaks_of_every_fact_on_conduct_and_of_every_denial() -> None:
    told = {row["fact"] for row in facts()}

    assert {str(fact) for fact in range(10, 119)} <= told
    assert {f"D-{denial}" for denial in range(1, 12)} <= told


def test_every_fact_on_conduct_is_public_and_points_to_whom_and_what_it_concerns(public: View) -> None:
    claims = by_ref(public)

    for row in facts():
        claim = claims[row["ref"]]
        assert claim.source == row["source"], row
        assert not row["paragraph"] or f"paragraph:{row['paragraph']}" in claim.locator.split(), row
        assert public.has(row["entity"]), row
        if row["via"]:
            assert names(claim, row["via"]), row
            assert held(public, row["entity"], row["via"]), row
        else:
            assert names(claim, row["entity"]), row


def meetings(view: View, kinds: tuple[str, ...] = COMMANDERS) -> Iterator[tuple[str, date | None]]:
    """Every meeting of the president with a commander or a command, with its day where one source dates it."""
    for meeting in view.pointing_at(PRESIDENT, "Meeting", "participant"):
        others = [one for one in view.refs(meeting, "participant") if one != PRESIDENT]
        if set(view.texts(meeting, "kind")) & set(kinds) and others:
            days = {when.certain.first for when in view.times(meeting) if when.certain}
            lasts = {when.certain.last for when in view.times(meeting) if when.certain}
            yield meeting, days.pop() if len(days) == 1 and days == lasts else None


def test_nine_meetings_with_commanders_are_stated_and_ten_days_are_on_record(public: View) -> None:
    """A security council with the commanders, on the 14th, is not among the nine days that are quoted."""
    tally = "tally:boluarte-commander-meetings-2022-12"
    found = dict(meetings(public))
    days = {name: day.day for name, day in found.items() if day}
    council = "meeting:security-council-2022-12-14"

    assert number(public, tally) == 9
    assert sorted(days.values()) == [8, 9, 13, 14, 15, 16, 17, 18, 19, 20]
    assert days[council] == 14
    assert "V49" not in {claim.source for claim in public.claims_about(council)}
    assert found["meeting:palace-2022-12-17"] == date(2022, 12, 17)
    assert {name for name, day in found.items() if day is None} == {"meeting:boluarte-commanders"}


def test_the_nine_days_come_from_the_report_and_two_of_them_from_others_too(public: View) -> None:
    """A page that quotes the report is no second witness of it."""
    assert "V9" in public.source("V49").derives_from
    quoted = {name for name, day in meetings(public) if day and public.claims_about(name)} & {
        claim.about for claim in public.claims_from("V49")
    }
    apart = {name for name in quoted if any(claim.source != "V49" for claim in public.claims_about(name))}

    assert len(quoted) == 9
    assert apart == {"meeting:palace-2022-12-17", "meeting:palace-ccffaa-2022-12"}


def test_her_denial_of_contact_under_oath_stands_beside_the_meetings(public: View) -> None:
    denial = "remark:boluarte-denial-contact"

    assert public.text(denial, "underOath") == "yes"
    assert denial in public.pointing_at("meeting:boluarte-commanders", "Remark", "regarding")


def test_one_mention_of_deaths_in_twenty_nine_sessions_of_the_cabinet(public: View) -> None:
    mentions, sessions = "tally:cabinet-mentions-of-deaths", "tally:cabinet-sessions"

    assert (number(public, mentions), number(public, sessions)) == (1, 29)
    assert public.ref(mentions, "of") == sessions
    assert public.texts("meeting:cabinet-sessions-2022-12-2023-02", "leftOut")


def test_two_letters_about_one_death_bear_no_signature_of_the_president(public: View) -> None:
    letters = public.values("communication:presidency-letters-one-death", "signedBy")

    assert number(public, "tally:presidency-letters") == 2
    assert letters.settled is None
    assert letters.denials


def test_the_same_chiefs_stand_at_andahuaylas_and_at_juliaca_and_nobody_is_named(team: View) -> None:
    sent = team.pointing_at(CHIEFS, "Deployment", "actor")

    assert {team.ref(one, "incident") for one in sent} == {ANDAHUAYLAS, JULIACA}
    for unnamed in (CHIEFS, PLANNER, "person:general-protest-policing"):
        assert team.texts(unnamed, "publicRole")
        assert not team.texts(unnamed, "name")


def test_promotions_after_the_deaths_are_dated_by_published_sources(public: View) -> None:
    minister, police = "measure:promotion-otarola", "measure:promotion-jorge-angulo"

    assert public.ref(minister, "towards") == "person:otarola"
    assert AYACUCHO in public.refs(minister, "incident")
    for measure, first in ((minister, date(2022, 12, 21)), (police, date(2023, 3, 21))):
        assert public.text(measure, "kind") == "promotion"
        assert min(when.certain.first for when in public.times(measure) if when.certain) == first
    assert public.refs("measure:promotion-police-planner", "towards") == (PLANNER,)


def test_eight_of_thirty_six_soldiers_were_sanctioned(public: View) -> None:
    sanctioned = "tally:ayacucho-soldiers-sanctioned"
    steps = public.pointing_at("proceeding:army-discipline-ayacucho", "Step", "proceeding")

    assert number(public, sanctioned) == 8
    assert number(public, public.ref(sanctioned, "of") or "") == 36
    assert {public.text(step, "number") for step in steps} == {"8", "36"}


def test_no_source_says_that_anybody_was_charged_over_a_civilian_death_though_eleven_cases_are_formalised(
    public: View,
) -> None:
    over_the_policeman = {"proceeding:soncco"}
    stages: dict[str, set[str]] = {}
    for step in public.entities("Step"):
        case = public.ref(step, "proceeding") or ""
        stages.setdefault(case, set()).update(public.texts(step, "stage"))
    for case in public.entities("Proceeding"):
        stages.setdefault(case, set()).update(public.texts(case, "stage"))

    assert number(public, "tally:police-military-charged") == 0
    assert {case for case, reached in stages.items() if reached & PAST_A_CHARGE} == over_the_policeman
    assert sum("formalised" in reached for reached in stages.values()) == 11


def test_what_the_public_may_not_read_is_the_compilers_own_inference(team: View, public: View) -> None:
    shut = [claim for claim in team.claims() if not fairness.gate_of(team, claim.id).is_open]

    assert {claim.ref for claim in shut} == {"S1-063-b", "S1-102-b", "S1-103-b"}
    assert {claim.source for claim in shut} == {"compilers"}
    for claim in shut:
        assert public.has(claim.about), claim.ref


def test_the_compilers_asked_nobody_and_say_so_of_the_requests_of_others(team: View) -> None:
    for reply in team.entities("Reply"):
        assert team.refs(reply, "by")
        assert not team.texts(reply, "sent")
        assert not team.texts(reply, "received")
    assert not list(team.entities("Finding"))
    assert not list(team.entities("Assessment"))


def test_an_answer_that_confirms_an_absence_is_told_from_a_refusal(public: View) -> None:
    confirmed = [one for one in public.entities("Request") if public.text(one, "confirmsAbsence") == "yes"]

    assert confirmed == ["request:amnesty-interior-discipline"]
    for measure in public.entities("Measure"):
        if public.text(measure, "kind") == "none":
            assert public.texts(measure, "search"), measure
