"""A dossier that travels arrives whole: write, read, load, export again, and every byte is the same."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from answerable.interchange.bag import write_bag
from answerable.interchange.loading import load_reading
from answerable.interchange.package_reading import read_package
from answerable.interchange.package_writing import package_files, write_package
from answerable.record.actors import Actor, Role
from answerable.record.holdings import Holdings, holdings_of
from tests.interchange.strategies import dossiers

OWNER = Actor("Ana", Role.OWNER, frozenset({"inner"}))
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def read_back(holdings: Holdings, *, for_spreadsheets: bool = False):
    with TemporaryDirectory() as place:
        folder = Path(place) / "package"
        write_package(holdings, folder, for_spreadsheets=for_spreadsheets)
        return read_package(folder)


@QUIET
@given(dossiers())
def test_what_is_written_reads_back_to_the_byte(holdings):
    reading = read_back(holdings)

    assert reading.refusals == ()
    assert package_files(reading.holdings) == package_files(holdings)


@QUIET
@given(dossiers())
def test_what_is_written_for_spreadsheets_reads_back_the_same(holdings):
    reading = read_back(holdings, for_spreadsheets=True)

    assert reading.refusals == ()
    assert package_files(reading.holdings) == package_files(holdings)


@pytest.mark.django_db
@QUIET
@given(dossiers())
def test_a_dossier_loaded_elsewhere_exports_the_same_bytes(holdings):
    with transaction.atomic():
        report = load_reading(OWNER, read_back(holdings))
        exported = package_files(holdings_of(OWNER, "trial"))
        transaction.set_rollback(True)

    assert report.claims == len(holdings.claims)
    assert exported == package_files(holdings)


@QUIET
@given(dossiers())
def test_a_bag_reads_like_the_package_in_it(holdings):
    with TemporaryDirectory() as place:
        write_bag(holdings, Path(place) / "bag", day=date(2026, 11, 21))
        reading = read_package(Path(place) / "bag")

    assert package_files(reading.holdings) == package_files(holdings)
