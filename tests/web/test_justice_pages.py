"""The pages about what came of it: each stage apart from the next, each with who says so, denials beside."""

import re
from itertools import pairwise

import html5lib
import pytest
from django.test import Client

from tests.builders import a_claim
from tests.followup.reading_calendars import events_of
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
CASE = "proceeding:bridge"
VERDICT = re.compile(r"\b(guilt\w*|murder\w*|perpetrator\w*|proven|proved|culpab\w*|asesin\w*)\b", re.IGNORECASE)
TO = {"by": "unit:asker", "addressee": "unit:ministry"}
PAGES = ("justice/", "justice/?day=2023-03-01", "justice/?from=2023-01-05&to=2024-01-01", "justice/overdue/",
         f"justice/{CASE}/", "justice/proceeding:empty/", f"justice/{CASE}/?day=2022-01-01", "victims/",
         "victims/?justice=criminal-charged", "incidents/incident:bridge/", f"entities/{CASE}/", "")  # fmt: skip


@pytest.fixture
def room() -> Room:
    room = open_room()
    room.record(
        a_claim("Unit", "unit:asker", name="Asker"), a_claim("Unit", "unit:ministry", name="Ministry"),
        a_claim("Unit", "unit:court", name="Court of the bridge"),
        a_claim("Person", "person:ana", name="Ana Quispe"), a_claim("Person", "person:luis", name="Luis Mamani"),
        a_claim("Membership", "membership:ana", member="person:ana", organization="unit:ministry"),
        a_claim("Membership", "membership:luis", member="person:luis", organization="unit:ministry"),
        a_claim("Incident", "incident:bridge", "2022-12-15", name="At the bridge"),
        a_claim("Person", "person:dead", name="Eva Flores"), a_claim("Person", "person:other", name="Juan Ramos"),
        a_claim("Harm", "harm:dead", "2022-12-15", person="person:dead", incident="incident:bridge", kind="killed"),
        a_claim("Incident", "incident:road", "2022-12-16", name="On the road"),
        a_claim("Harm", "harm:other", "2022-12-16", person="person:other", incident="incident:road", kind="killed"),
        a_claim("Proceeding", CASE, "2023-01-10", name="Bridge case", kind="criminal", authority="unit:court",
                fileNumber="7-2023", incident="incident:bridge", person=["person:ana", "person:luis"],
                stage="preliminary", gist="Who gave which order."),
        a_claim("Step", "step:charge", "2023-06-01 starts ends", proceeding=CASE, stage="charged",
                person="person:ana", gist="The prosecutor asks for a trial.", source="B"),
        a_claim("Proceeding", CASE, "2023-09-01", name="Bridge case", stage="preliminary", person="person:ana"),
        a_claim("Proceeding", "proceeding:empty", name="A case without a stage"),
        a_claim("Remark", "remark:no", "2023-07-01", speaker="person:ana", kind="denial", gist="She gave no order."),
        a_claim("Request", "request:one", "2023-01-01", asked="Which orders were given?", due="2023-01-12",
                basis="Law 27806, article 11", **TO),
        a_claim("Request", "request:none", "2023-01-01", asked="Was there a plan?", answeredOn="2023-01-09",
                answer="There was none.", confirmsAbsence="yes", **TO),
        a_claim("Call", "call:one", "2023-01-01", demand="Say who gave the order.", state="refused", answer="No.", **TO),
        a_claim("Reply", "reply:one", "2023-01-01", person="person:luis", allegation="That he was told.",
                sent="2023-01-01", due="2023-01-20", visibility="team"),
        a_claim("Tally", "tally:charged", what="charged", value="0", speaker="unit:asker", asOf="2023-02-01",
                definition="Officers charged."),
    )  # fmt: skip
    return room


def text(room: Room, path: str, role: str = "nobody", language: str = "en") -> str:
    answer = room.clients[role].get(f"/{language}/{room.dossier.id}/{path}")
    assert answer.status_code == 200, (path, answer.status_code, answer.content[:400])
    return answer.content.decode()


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def part(page: str, mark: str) -> str:
    return plain(page[page.index(f'id="{mark}"') :].partition("<h2")[0])


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("role", ["nobody", "owner"])
def test_every_page_is_valid_has_its_headings_in_order_and_no_verdict(
    room: Room, path: str, language: str, role: str
) -> None:
    page = text(room, path, role, language)
    html5lib.HTMLParser(strict=True).parse(page)
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    ids = re.findall(r' id="([^"]*)"', page)

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert len(ids) == len(set(ids))
    assert not VERDICT.search(plain(page))


def test_the_summary_says_how_many_had_come_to_a_charge_by_the_day(room: Room) -> None:
    before = plain(text(room, "justice/?day=2023-05-31"))
    after = plain(text(room, "justice/?day=2023-06-30"))

    assert "By 31 May 2023, none of the 2 proceedings on record here had come to a charge." in before
    assert "By 30 June 2023, 1 of the 2 proceedings on record here had come to a charge or further." in after


def test_a_stage_that_sources_dispute_is_told_as_disputed(room: Room) -> None:
    page = text(room, f"justice/{CASE}/")

    assert "Sources disagree on the stage; both are shown." in plain(page)
    assert "Charged" in part(page, "sources")
    assert "Preliminary inquiry" in part(page, "sources")
    assert "1 of the 2 proceedings" not in plain(text(room, "justice/"))
    assert "1 more may have" in plain(text(room, "justice/"))


def test_each_person_stands_at_their_own_stage_with_their_denial(room: Room) -> None:
    people = part(text(room, f"justice/{CASE}/?day=2023-07-31"), "people")
    ana, luis = people.split("Luis Mamani")

    assert "Charged" in ana
    assert "She gave no order." in ana
    assert "Preliminary inquiry" in luis
    assert "Charged" not in luis
    assert "No denial or reply of theirs is on record here." in luis


def test_on_an_earlier_day_a_case_stands_lower_and_what_came_later_is_not_there(room: Room) -> None:
    page = plain(text(room, f"justice/{CASE}/?day=2023-05-31"))

    assert "On 31 May 2023 it stood at: preliminary inquiry." in page
    assert "The prosecutor asks for a trial." not in page


def test_the_view_of_an_earlier_day_is_counted_to_that_day(room: Room) -> None:
    page = plain(text(room, "justice/?published_by=2023-01-31"))

    assert "By 31 January 2023, none of the 2 proceedings" in page


def test_what_asks_for_a_source_is_told_to_the_team_alone(room: Room) -> None:
    assert "asks for a source" in plain(text(room, "justice/", "owner"))
    assert "asks for a source" in plain(text(room, f"justice/{CASE}/", "reader"))
    assert "asks for a source" not in plain(text(room, "justice/"))
    assert "asks for a source" not in plain(text(room, f"justice/{CASE}/"))


def test_what_changed_between_two_days_is_told_with_its_step(room: Room) -> None:
    page = part(text(room, "justice/?from=2023-05-01&to=2023-06-30"), "changes")

    assert (
        "On 1 May 2023, 0 proceedings on record here had come to a charge or further; on 30 June 2023, 1." in page
    )
    assert "From preliminary inquiry to charged." in page
    assert "The prosecutor asks for a trial." in page


def test_a_request_says_since_when_it_is_late_and_by_which_law(room: Room) -> None:
    page = part(text(room, "justice/?day=2023-03-01"), "requests")

    assert "No answer is on record, 48 days after the deadline of 12 January 2023." in page
    assert "Law 27806, article 11" in page
    assert "confirms that it does not exist or was not done" in page


def test_a_call_stands_with_by_whom_to_whom_and_its_state(room: Room) -> None:
    page = part(text(room, "justice/?day=2023-03-01"), "calls")

    assert "Say who gave the order." in page
    assert "Asker" in page
    assert "Ministry" in page
    assert "refused" in page


def test_stated_numbers_stand_beside_what_is_on_record(room: Room) -> None:
    assert "Officers charged." in part(text(room, "justice/"), "stated")


def test_the_overdue_page_lists_what_is_late_and_the_team_alone_reads_what_is_for_the_team(room: Room) -> None:
    public, team = (plain(text(room, "justice/overdue/?day=2023-03-01", role)) for role in ("nobody", "owner"))

    assert "Which orders were given?" in public
    assert "48 days late." in public
    assert "That he was told." not in public
    assert "That he was told." in team


def test_the_calendar_is_one_that_any_program_reads_and_holds_no_more_than_the_view(room: Room) -> None:
    public = room.clients["nobody"].get(room.url("justice/deadlines.ics"))
    team = room.clients["owner"].get(room.url("justice/deadlines.ics"))

    assert public["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="trial-deadlines.ics"' in public["Content-Disposition"]
    (event,) = events_of(public.content.decode())
    assert event["DTSTART"] == "20230112"
    assert event["URL"] == "http://testserver/en/trial/entities/request:one/"
    assert len(events_of(team.content.decode())) == 2
    assert b"told" not in public.content


def test_the_incident_page_says_what_inquiries_followed_and_who_is_in_them(room: Room) -> None:
    page = part(text(room, "incidents/incident:bridge/"), "followed")

    assert "Bridge case" in page
    assert "are not for that said to have done anything" in page
    assert f"justice/{CASE}/" in text(room, "incidents/incident:bridge/")
    assert "No proceeding about it is on record here." in part(text(room, "incidents/incident:road/"), "followed")


def test_each_person_who_died_has_what_was_done_about_it(room: Room) -> None:
    page = text(room, "victims/")
    eva, juan = (
        plain(page[page.index(f'id="person-{who}"') :].partition("</li>")[0]) for who in ("dead", "other")
    )

    assert (
        "What was done about it: Criminal proceeding about the incident, its stage disputed ( Bridge case )" in eva
    )
    assert "What was done about it: Nothing on record" in juan


def test_the_list_of_the_dead_is_narrowed_by_what_was_done(room: Room) -> None:
    page = text(room, "victims/?justice=nothing")

    assert "Juan Ramos" in page
    assert "Eva Flores" not in page
    assert text(room, "victims/?justice=nonsense")
    assert "Nothing on record" in part(text(room, "justice/"), "deaths")


def test_the_csv_of_the_dead_has_what_was_done(room: Room) -> None:
    rows = text(room, "victims/?format=csv").splitlines()

    assert rows[0].split(",")[-3:] == ["justice", "proceedings", "not_known"]
    assert any("criminal-contested,proceeding:bridge" in row for row in rows)
    assert any(",nothing,," in row for row in rows)


def test_a_day_that_is_none_is_refused_kindly(room: Room) -> None:
    assert room.clients["nobody"].get(room.url("justice/?day=yesterday")).status_code == 400
    assert room.clients["nobody"].get(room.url("justice/proceeding:none/")).status_code == 404


# the example dossier


def test_nobody_of_the_example_was_charged_by_july_2024_and_what_changed_since_is_told(peru: str) -> None:
    page = plain(Client().get(f"/en/{peru}/justice/?day=2024-07-18").content.decode())
    since = part(Client().get(f"/en/{peru}/justice/?from=2024-07-18&to=2026-11-21").content.decode(), "changes")

    assert re.search(r"By 18 July 2024, none of the \d+ proceedings on record here had come to a charge\.", page)
    assert "Soncco case" in since
    assert "Confirmed on appeal" in since


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_proceeding_of_the_example_has_a_page_without_a_verdict(peru: str, language: str) -> None:
    client = Client()
    listing = client.get(f"/{language}/{peru}/justice/").content.decode()
    found = set(re.findall(rf"/{language}/{peru}/justice/(proceeding:[\w-]+)/", listing))

    assert len(found) >= 20
    for case in found:
        page = client.get(f"/{language}/{peru}/justice/{case}/").content.decode()
        html5lib.HTMLParser(strict=True).parse(page)
        assert not VERDICT.search(plain(page)), case
