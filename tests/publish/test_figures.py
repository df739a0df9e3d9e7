"""Figures: stated, documented, made from others; their bounds, their conflicts, and the claims behind them."""

from datetime import date

import pytest

from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.publish.figure_amounts import against, combined, exactly
from answerable.publish.figure_answers import Amount, FigureValue
from answerable.publish.figures import figure_of, figures, history_of, value_of
from tests.builders import a_claim, a_unit, a_view

SPEAKERS = [
    a_unit("Office"),
    a_unit("Institute"),
    a_claim("Incident", "incident:square", "2023-01-09", name="Square", kind="shooting"),
]


def a_figure(name: str, **said: object) -> object:
    return a_claim("Figure", f"figure:{name}", name=name, definition=f"What {name} counts.", **said)


def a_tally(name: str, as_of: str = "2023-01-10", **said: object) -> object:
    given = {"what": "other", "speaker": "unit:office", "asOf": as_of, "definition": "All."} | said
    return a_claim("Tally", f"tally:{name}", **given)


def a_death(name: str, **said: object) -> object:
    given = {"person": f"person:{name}", "incident": "incident:square", "kind": "killed"} | said
    return a_claim("Harm", f"harm:{name}", "2023-01-09", **given)


def the_value(*drafts: object, of: str = "x") -> FigureValue:
    return value_of(a_view([*SPEAKERS, *drafts]), f"figure:{of}")


def numbers(amount: Amount | None) -> tuple[float | None, float | None, float | None]:
    assert amount is not None
    return amount.best, amount.low, amount.high


def test_the_latest_statement_is_the_settled_one_and_the_others_stay() -> None:
    value = the_value(
        a_tally("old", value="40"),
        a_tally("new", "2023-02-01", value="45"),
        a_figure("x", stated=["tally:old", "tally:new"]),
    )

    assert numbers(value.shown) == (45, 45, 45)
    assert [one.tally for one in value.stated] == ["tally:new", "tally:old"]
    assert value.as_of == date(2023, 2, 1)
    assert value.conflicts == ()


def test_bounds_come_from_the_tallies() -> None:
    at_least = the_value(a_tally("a", atLeast="1200"), a_figure("x", stated=["tally:a"]))
    at_most = the_value(a_tally("a", atMost="9"), a_figure("x", stated=["tally:a"]))
    between = the_value(a_tally("a", atLeast="49", atMost="50"), a_figure("x", stated=["tally:a"]))
    in_words = the_value(a_tally("a", words="dozens"), a_figure("x", stated=["tally:a"]))

    assert [value.shown.bound for value in (at_least, at_most, between, in_words)] == [
        "at-least",
        "at-most",
        "range",
        "none",
    ]
    assert numbers(at_least.shown) == (1200, 1200, None)


def test_a_toll_documents_with_its_range_and_its_people() -> None:
    value = the_value(
        a_death("a", attributedTo="army"),
        a_death("b"),
        a_tally("t", value="3", what="killed"),
        a_figure("x", stated=["tally:t"], toll="killed-by-forces", shows="documented"),
    )

    assert numbers(value.documented) == (1, 1, 2)
    assert value.shown == value.documented
    assert value.records == ("person:a",)
    assert value.conflicts == ("stated-over-documented",)


def test_stated_below_the_records_is_said() -> None:
    value = the_value(
        a_death("a"),
        a_death("b"),
        a_tally("t", value="1", what="killed"),
        a_figure("x", stated=["tally:t"], toll="killed"),
    )

    assert value.conflicts == ("stated-under-documented",)
    assert numbers(value.shown) == (1, 1, 1)


def test_a_search_documents_how_many_it_finds() -> None:
    value = the_value(
        a_claim("Meeting", "meeting:a", "2022-12-08", kind="command"),
        a_tally("t", value="9"),
        a_figure("x", stated=["tally:t"], search="Meeting?kind=command"),
    )

    assert numbers(value.documented) == (1, 1, 1)
    assert value.records == ("meeting:a",)
    assert value.conflicts == ("stated-over-documented",)


def test_speakers_who_cannot_both_be_right_of_one_figure_disagree() -> None:
    one = a_tally("a", value="18")
    apart = a_tally("b", value="19", speaker="unit:institute")
    near = a_tally("b", atLeast="18", speaker="unit:institute")
    figure = a_figure("x", stated=["tally:a", "tally:b"])

    assert "speakers-disagree" in the_value(one, apart, figure).conflicts
    assert the_value(one, near, figure).conflicts == ()


def test_a_share_a_sum_a_difference_and_a_rate_are_made_from_others_in_order() -> None:
    drafts = [
        a_tally("a", value="8"),
        a_tally("b", value="36"),
        a_figure("part", stated=["tally:a"]),
        a_figure("whole", stated=["tally:b"]),
    ]

    def made(operation: str, *of: str) -> float | None:
        value = the_value(*drafts, a_figure("x", of=[f"figure:{each}" for each in of], operation=operation))
        assert [part.figure for part in value.parts] == [f"figure:{each}" for each in of]
        return value.shown.best

    assert made("share", "part", "whole") == pytest.approx(22.22, abs=0.01)
    assert made("sum", "part", "whole") == 44
    assert made("difference", "whole", "part") == 28
    assert made("rate", "part", "whole") == pytest.approx(22222.2, abs=0.1)


def test_parts_that_do_not_add_up_to_what_is_stated_are_a_conflict() -> None:
    drafts = [
        a_tally("a", value="47"),
        a_tally("b", value="11"),
        a_tally("t", value="66"),
        a_figure("p", stated=["tally:a"]),
        a_figure("q", stated=["tally:b"]),
        a_figure("x", stated=["tally:t"], of=["figure:p", "figure:q"], operation="sum", shows="stated"),
    ]
    fitting = [*drafts[:2], a_tally("t", value="58"), *drafts[3:]]

    assert the_value(*drafts).conflicts == ("parts-disagree",)
    assert numbers(the_value(*drafts).shown) == (66, 66, 66)
    assert the_value(*fitting).conflicts == ()


def test_a_stated_number_whose_own_parts_do_not_add_up_is_a_conflict() -> None:
    value = the_value(
        a_tally("t", what="killed", value="66", part=["clashes=47", "police=1", "blockades=11"]),
        a_figure("x", stated=["tally:t"]),
    )

    assert value.conflicts == ("parts-disagree",)


def test_the_same_number_for_other_people_is_a_conflict_of_the_figure() -> None:
    value = the_value(
        a_tally("a", what="killed", value="49", part=["civilians=41", "blockades=7", "police=1"]),
        a_tally("b", "2023-05-25", what="killed", value="49", definition="Civilians."),
        a_figure("x", stated=["tally:b"]),
    )

    assert value.conflicts == ("same-number-other-people",)


def test_every_value_carries_the_claims_behind_it_and_the_denials() -> None:
    denial = a_claim("Tally", "tally:t", value="8", stance="denies", source="B")
    view = a_view([*SPEAKERS, a_tally("t", value="8"), denial, a_figure("x", stated=["tally:t"])])
    value = value_of(view, "figure:x")

    assert {view.claim(claim).about for claim in value.claims} == {"figure:x", "tally:t"}
    assert [view.claim(claim).stance for claim in value.denials] == ["denies"]


def test_a_figure_made_from_itself_and_one_that_is_not_there_are_refused() -> None:
    view = a_view(
        [a_figure("x", of=["figure:y"], operation="sum"), a_figure("y", of=["figure:x"], operation="sum")]
    )

    with pytest.raises(ValueRefusedError, match="made from itself"):
        figures(view)
    with pytest.raises(NotFoundError):
        value_of(view, "figure:z")


def test_the_history_of_a_figure_asks_older_views_for_what_it_counts_today() -> None:
    claims = [*SPEAKERS, a_tally("a", value="40"), a_tally("b", "2023-02-01", value="45", source="B")]
    now = a_view([*claims, a_figure("x", stated=["tally:a", "tally:b"], source="B")])
    then = a_view(claims[:-1])

    told = history_of(
        lambda day: then if day.month == 1 else now,
        figure_of(now, "figure:x"),
        [date(2023, 1, 20), date(2023, 2, 2)],
    )

    assert [value.shown.best for _, value in told] == [40, 45]


def test_amounts_are_reckoned_with_their_bounds() -> None:
    at_least = Amount(10, 10, None)

    assert combined("sum", [exactly(2), at_least]) == Amount(12, 12, None)
    assert combined("difference", [exactly(20), at_least]) == Amount(10, None, 10)
    assert combined("share", [exactly(5), at_least]) == Amount(50, None, 50)
    assert combined("share", [exactly(5), exactly(0)]).bound == "none"
    assert combined("sum", [exactly(2), Amount(None, None, None)]).bound == "none"
    assert [against(exactly(5), Amount(7, 6, 8)), against(exactly(9), Amount(7, 6, 8))] == ["under", "over"]
    assert [against(exactly(7), Amount(7, 6, 8)), against(Amount(None, None, None), exactly(1))] == ["", "unknown"]
    for wrong in ("mean", "share"):
        with pytest.raises(ValueRefusedError):
            combined(wrong, [exactly(1)])
