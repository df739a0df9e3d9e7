"""Searches over the records: what they find, and what they refuse."""

import pytest

from answerable.kernel.errors import ValueRefusedError
from answerable.publish.searches import found_by
from answerable.record.view import View
from tests.builders import a_claim, a_unit, a_view


def a_meeting(name: str, when: str, *who: str, kind: str = "command", **said: object) -> object:
    return a_claim("Meeting", f"meeting:{name}", when, kind=kind, participant=list(who), **said)


@pytest.fixture(scope="module")
def view() -> View:
    return a_view(
        [
            a_unit("Army"),
            a_unit("Police"),
            a_meeting("first", "2022-12-08", "person:head", "unit:army"),
            a_meeting("second", "2022-12-13", "person:head", "unit:police", kind="palace", place="Old Palace"),
            a_meeting("series", "2022-12", "person:head", "unit:army", "unit:police"),
            a_meeting("without-her", "2022-12-14", "unit:army"),
            a_meeting("undated", "", "person:head", "unit:army"),
            a_meeting("rumoured", "2022-12-09", "person:head", "unit:army", status="rejected"),
        ]
    )


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("Meeting", "series first rumoured second without-her undated"),
        ("Meeting?participant=person:head", "series first second undated"),
        ("Meeting?participant=person:head&participant=unit:police", "series second"),
        ("Meeting?participant=unit:army,unit:police&dated=day", "first second without-her"),
        ("Meeting?kind=palace,cabinet", "second"),
        ("Meeting?place=old palace", "second"),
        ("Meeting?from=2022-12-10&to=2022-12-13&participant=person:head", "series second"),
        ("Meeting?from=2022-12-10&to=2022-12-13&dated=day", "second"),
        ("Meeting?from=2023", ""),
    ],
)
def test_a_search_finds(view: View, search: str, names: str) -> None:
    found = found_by(view, search)

    assert {name.partition(":")[2] for name in found} == set(names.split())
    assert len(found) == len(set(found))


def test_found_records_are_in_the_order_of_their_days(view: View) -> None:
    assert found_by(view, "Meeting?participant=person:head&dated=day") == ("meeting:first", "meeting:second")


@pytest.mark.parametrize(
    ("search", "remedy"),
    [
        ("Gathering", "Meeting"),
        ("Meeting?with=person:head", "participant"),
        ("Meeting?kind=secret", "cabinet"),
        ("Meeting?participant=Head", "id"),
        ("Meeting?kind=", "once"),
        ("Meeting?from=soon", "2022-12-15"),
        ("Meeting?from=2023&to=2022", "earlier"),
        ("Meeting?dated=hour", "dated=day"),
        ("Meeting?from=2022&from=2023", "once"),
    ],
)
def test_a_wrong_search_is_refused_with_what_to_do(view: View, search: str, remedy: str) -> None:
    with pytest.raises(ValueRefusedError, match=remedy):
        found_by(view, search)
