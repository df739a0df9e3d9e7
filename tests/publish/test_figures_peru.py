"""The figures of a facts-and-figures sheet on the example: every value as the golden table has it."""

import csv
from pathlib import Path

import pytest

from answerable.publish.figure_answers import Amount
from answerable.publish.figures import figures, value_of
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec

GOLDEN = Path(__file__).parents[1] / "golden" / "figures_peru.csv"


def rows() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture
def public(peru: str, db: None) -> View:
    return view_of(peru, ViewSpec(PUBLIC))


def written(number: float | None) -> str:
    return "" if number is None else str(round(number, 2)).removesuffix(".0")


def sides(amount: Amount | None) -> list[str]:
    return [written(getattr(amount, side, None)) for side in ("best", "low", "high")]


def test_every_figure_has_the_value_of_the_golden_table(public: View) -> None:
    found = {}
    for figure in figures(public):
        value = value_of(public, figure)
        found[figure.entity] = [
            *sides(value.shown),
            *sides(value.documented),
            str(len(value.records)),
            " ".join(value.conflicts),
        ]

    assert found == {row["figure"]: list(row.values())[1:] for row in rows()}


def test_the_team_sees_the_same_figures_as_the_public(peru: str, public: View) -> None:
    team = view_of(peru, ViewSpec(TEAM))

    for figure in figures(team):
        assert value_of(team, figure).shown == value_of(public, figure.entity).shown


def test_every_figure_has_a_name_and_a_definition_in_both_languages_and_claims_behind_it(public: View) -> None:
    for figure in figures(public):
        for name in ("name", "name@es", "definition", "definition@es", "unit", "unit@es"):
            assert public.text(figure.entity, name), (figure.entity, name)
        value = value_of(public, figure)
        assert len(value.claims) > 1
        assert value.shown.best is not None
        low, best, high = value.shown.low, value.shown.best, value.shown.high
        assert low is None or low <= best
        assert high is None or best <= high


def test_without_the_sources_that_state_it_a_figure_is_gone_and_never_wrong(peru: str, public: View) -> None:
    without = view_of(peru, ViewSpec(PUBLIC, without=frozenset({"S0", "S1"})))
    left = {figure.entity for figure in figures(without)}

    assert "figure:interviews" not in left
    assert {"figure:killed-minors", "figure:departments"} <= left
