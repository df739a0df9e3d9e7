"""The command that prints figures, on the example."""

import json

import pytest
from click.testing import CliRunner, Result

from answerable.cli.figuring import figures
from tests.conftest import PERU


def run(*words: str) -> Result:
    return CliRunner().invoke(figures, [PERU.name, *words])


@pytest.mark.usefixtures("peru", "db")
def test_every_figure_is_printed_with_its_bound_and_its_conflicts() -> None:
    printed = run().output

    assert "≥ 1200" in printed
    assert "22.2%" in printed
    assert "≠ the same number is given elsewhere for other people" in printed


@pytest.mark.usefixtures("peru", "db")
def test_one_figure_is_printed_with_who_states_it_and_the_records() -> None:
    printed = run("figure:meetings-commanders", "--audience", "public").output

    assert "Documented: 10" in printed
    assert "meeting:security-council-2022-12-14" in printed
    assert "Amnesty International" in printed


@pytest.mark.usefixtures("peru", "db")
def test_a_figure_is_handed_out_as_json() -> None:
    told = json.loads(run("figure:share-possible-executions", "--json").output)

    assert told["shown"]["best"] == 80
    assert [part["figure"] for part in told["parts"]] == ["figure:possible-executions", "figure:deaths-examined"]
    assert told["bound"] == "exact"


@pytest.mark.usefixtures("peru", "db")
def test_a_figure_that_is_not_there_is_refused() -> None:
    assert run("figure:none").exit_code != 0
