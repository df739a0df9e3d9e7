"""What is overdue: requests, calls that set a day, and rights of reply; and the calendar of all of them."""

from datetime import date

import pytest

from answerable.followup.calendar import calendar, escaped, folded, uid
from answerable.followup.deadlines import deadlines, overdue
from answerable.followup.replies import reply_of
from answerable.followup.wording import say
from answerable.record.audiences import PUBLIC
from answerable.record.view import View, ViewSpec
from tests.builders import OTHER_SOURCE, SOURCE, a_claim, a_view
from tests.followup.reading_calendars import events_of, unfolded

NOON = date(2024, 6, 1)
TO = {"by": "unit:asker", "addressee": "unit:ministry"}


def drafts() -> list[object]:
    return [
        a_claim("Unit", "unit:asker", name="Asker"),
        a_claim("Unit", "unit:ministry", name="Ministry, of; works\\"),
        a_claim("Person", "person:ana", name="Ana Quispe"),
        a_claim("Request", "request:late", "2024-01-01", asked="Which, and how many; why?", due="2024-01-12",
                basis="Law 27806, article 11", **TO),
        a_claim("Request", "request:ahead", "2024-05-25", asked="More.", due="2024-06-10", **TO),
        a_claim("Request", "request:done", "2024-01-01", asked="Less.", due="2024-01-12", answeredOn="2024-01-10", **TO),
        a_claim("Request", "request:open", "2024-01-01", asked="No deadline.", **TO),
        a_claim("Call", "call:late", "2024-02-01", demand="Stop.", due="2024-03-01", state="unanswered", **TO),
        a_claim("Call", "call:met", "2024-02-01", demand="Stop.", due="2024-03-01", state="met", **TO),
        a_claim("Reply", "reply:silent", "2024-02-01", person="person:ana", by="unit:asker", allegation="That.",
                sent="2024-02-01", due="2024-02-15"),
        a_claim("Reply", "reply:here", "2024-02-01", person="person:ana", by="unit:asker", allegation="That.",
                sent="2024-02-01", due="2024-02-15", received="2024-02-10"),
        a_claim("Reply", "reply:team", "2024-02-01", person="person:ana", allegation="Kept.", sent="2024-02-01",
                due="2024-02-15", visibility="team"),
    ]  # fmt: skip


@pytest.fixture
def view() -> View:
    return a_view(drafts())  # type: ignore[arg-type]


def test_what_has_passed_unanswered_is_overdue_the_longest_first(view: View) -> None:
    assert [(each.entity, each.days_late) for each in overdue(view, NOON)] == [
        ("request:late", 141), ("reply:silent", 107), ("reply:team", 107), ("call:late", 92),
    ]  # fmt: skip


def test_the_day_of_the_deadline_is_not_late(view: View) -> None:
    assert "request:late" not in {each.entity for each in overdue(view, date(2024, 1, 12))}
    assert "request:late" in {each.entity for each in overdue(view, date(2024, 1, 13))}


def test_every_deadline_is_listed_with_whether_it_was_met_and_its_basis(view: View) -> None:
    found = {each.entity: each for each in deadlines(view, NOON)}

    assert found["request:done"].is_met
    assert found["call:met"].is_met
    assert found["reply:here"].is_met
    assert found["request:ahead"].days_late == -9
    assert found["request:late"].basis == "Law 27806, article 11"
    assert "request:open" not in found
    assert [each.due for each in deadlines(view, NOON)] == sorted(each.due for each in found.values())


def test_silence_is_a_date_that_passed_and_admits_nothing(view: View) -> None:
    reply = reply_of(view, "reply:silent", NOON)

    assert reply.state == "silent"
    assert (
        say(reply.why, view, "en")
        == "No reply is on record, 107 days after 15 February 2024. Silence admits nothing."
    )


@pytest.mark.parametrize(
    ("entity", "on", "state"),
    [
        ("reply:silent", "2024-02-15", "waiting"),
        ("reply:silent", "2024-02-16", "silent"),
        ("reply:here", "2024-02-09", "waiting"),
        ("reply:here", "2024-02-10", "replied"),
    ],
)
def test_a_reply_is_waited_for_until_its_day_and_there_from_the_day_it_came(
    view: View, entity: str, on: str, state: str
) -> None:
    assert reply_of(view, entity, date.fromisoformat(on)).state == state


def test_without_a_day_nothing_is_overdue(view: View) -> None:
    assert overdue(view) == ()


# the calendar


def test_the_calendar_has_one_event_a_deadline_on_its_day(view: View) -> None:
    found = deadlines(view, NOON)
    events = events_of(calendar(view, found, "en"))

    assert [event["DTSTART"] for event in events] == [f"{each.due:%Y%m%d}" for each in found]
    assert all(event["DTEND"] > event["DTSTART"] for event in events)
    assert len({event["UID"] for event in events}) == len(found)


def test_the_calendar_keeps_every_word(view: View) -> None:
    events = events_of(calendar(view, deadlines(view, NOON), "en"))
    late = next(event for event in events if "Which" in event.get("DESCRIPTION", ""))

    assert late["DESCRIPTION"] == "Which, and how many; why?\nLaw 27806, article 11"
    assert "Ministry, of; works\\" in late["SUMMARY"]


def test_lines_are_folded_at_75_octets_and_no_letter_is_cut() -> None:
    line = "SUMMARY:" + "ñandú, «él»; " * 20
    parts = list(folded(line))

    assert all(len(part.encode()) <= 75 for part in parts)
    assert unfolded("\r\n".join(parts)) == [line]


@pytest.mark.parametrize("words", ["a\\b;c,d\ne\r\nf\rg", "\\n", "tab\tand\x00nul\x7f", ""])
def test_what_the_format_keeps_for_itself_is_escaped(words: str) -> None:
    written = escaped(words)

    assert not any(sign < " " for sign in written)
    assert ";" not in written.replace("\\;", "").replace("\\\\", "")


def test_a_name_cannot_write_a_line_of_its_own() -> None:
    view = a_view([
        a_claim("Unit", "unit:bad", name="Bad END:VEVENT"),
        a_claim("Request", "request:bad", "2024-01-01", asked="x\nEND:VEVENT\nBEGIN:VEVENT", due="2024-01-12",
                addressee="unit:bad"),
    ])  # fmt: skip

    assert len(events_of(calendar(view, deadlines(view, NOON), "en"))) == 1


def test_the_same_view_gives_the_same_bytes_and_ids_stay_when_the_deadline_moves(view: View) -> None:
    moved = a_view([*drafts()[:3], a_claim("Request", "request:late", "2024-01-01", asked="Which?", due="2024-02-12", **TO)])  # type: ignore[list-item]  # fmt: skip
    first = calendar(view, deadlines(view, NOON), "en")

    assert first == calendar(view, deadlines(view, NOON), "en")
    (event,) = events_of(calendar(moved, deadlines(moved, NOON), "en"))
    assert event["UID"] in first
    assert event["UID"] == uid("trial", "request:late")
    assert "request" not in event["UID"]


def test_the_public_calendar_holds_nothing_that_is_for_the_team() -> None:
    public = a_view(drafts(), (SOURCE, OTHER_SOURCE), ViewSpec(PUBLIC))  # type: ignore[arg-type]
    written = "".join(unfolded(calendar(public, deadlines(public, NOON), "en")))

    assert "Kept." not in written
    assert uid("trial", "reply:team") not in written


def test_words_are_in_the_language_asked_and_links_lead_to_the_entity(view: View) -> None:
    written = calendar(view, deadlines(view, NOON), "es", address=lambda name: f"https://example.org/{name}")
    events = events_of(written)

    assert any(event["SUMMARY"].startswith("Respuesta vencida") for event in events)
    assert {event["URL"] for event in events} >= {"https://example.org/request:late"}


def test_an_extended_deadline_ends_when_the_extension_does() -> None:
    extension = a_claim("Reply", "reply:silent", "2024-02-01", person="person:ana", due="2024-07-01", source="B")
    view = a_view([*drafts(), extension])  # type: ignore[list-item]

    assert "reply:silent" not in {each.entity for each in overdue(view, NOON)}


def test_a_call_to_the_public_asks_nobody_in_office_for_an_answer() -> None:
    appeal = a_claim("Call", "call:appeal", "2024-02-01", by="unit:asker", demand="Write.", due="2024-03-01")
    view = a_view([*drafts(), appeal])  # type: ignore[list-item]

    assert "call:appeal" not in {each.entity for each in deadlines(view, NOON)}
