"""The published sheets on Nigeria: every row is imported, merged, refused or not ready, and the totals are theirs.

The sheets are not kept here; see tests.published.
"""

from datetime import date
from functools import cache

import pytest

from answerable.interchange.checking import check_dossier, view_of_package
from answerable.interchange.package import PackageReading
from answerable.interchange.sfm.reading import read_sfm
from answerable.record.audiences import TEAM
from tests.published import published

NIGERIA = published("data", "sfm-nigeria")
pytestmark = pytest.mark.skipif(
    NIGERIA is None, reason="the published sheets are not here; name their folder in ANSWERABLE_SHARED"
)


@cache
def reading() -> PackageReading:
    assert NIGERIA is not None
    return read_sfm(NIGERIA, today=date(2026, 11, 21))


@pytest.mark.parametrize(
    ("kind", "outcomes"),
    [
        ("units", {"imported": 1055, "merged": 487, "not ready": 10}),
        ("superiors", {"imported": 1221, "merged": 7, "refused": 2, "not ready": 3}),
        ("memberships", {"imported": 178}),
        ("areas", {"imported": 665, "not ready": 2}),
        ("sites", {"imported": 970, "merged": 6, "not ready": 3}),
        ("postings", {"imported": 880, "refused": 1, "not ready": 4}),
        ("persons", {"imported": 662, "merged": 218, "refused": 1, "not ready": 4}),
    ],
)
def test_every_row_is_accounted_for(kind, outcomes):
    counts = reading().counts

    assert {
        name.partition(": ")[2]: count for name, count in counts.items() if name.startswith(f"{kind}:")
    } == outcomes


@pytest.mark.parametrize(
    ("kind", "total"),
    [
        ("units", 1552),
        ("superiors", 1233),
        ("memberships", 178),
        ("areas", 667),
        ("sites", 979),
        ("postings", 885),
    ],
)
def test_the_outcomes_add_up_to_the_rows_of_the_sheets(kind, total):
    assert sum(count for name, count in reading().counts.items() if name.startswith(f"{kind}:")) == total


def test_refusals_are_few_and_each_is_placed():
    assert reading().refusals_by_code() == {"not-ready": 14, "date-reversed": 3, "no-source": 1}
    assert all(one.row and one.file for one in reading().refusals)


def test_command_and_administration_stay_apart():
    view = view_of_package(reading(), TEAM)
    classes = [view.text(link, "class") for link in view.entities("Subordination")]

    assert (classes.count("command"), classes.count("administrative")) == (1140, 81)


def test_no_reference_leads_to_nothing():
    assert check_dossier(view_of_package(reading(), TEAM)).errors == ()
