"""What does not fit together among stated numbers: each rule met once and passed by once."""

from answerable.casualties.toll_checks import Check, checks_of
from answerable.record.view import View
from tests.builders import a_claim, a_unit, a_view

SPEAKERS = [
    a_unit("Office"),
    a_unit("Institute"),
    a_claim("Incident", "incident:square", "2023-01-09", name="Square", kind="shooting"),
]


def a_tally(name: str, as_of: str, **said: object) -> object:
    given = {"what": "killed", "speaker": "unit:office", "asOf": as_of, "definition": "Everyone."} | said
    return a_claim("Tally", f"tally:{name}", **given)


def found(*drafts: object) -> list[Check]:
    return list(checks_of(a_view([*SPEAKERS, *drafts])))


def codes(*drafts: object) -> list[str]:
    return [check.code for check in found(*drafts)]


def test_parts_that_do_not_add_up() -> None:
    wrong = a_tally("a", "2023-02-02", value="66", part=["clashes=47", "police=1", "blockades=11"])
    right = a_tally("b", "2023-02-02", value="59", part=["clashes=47", "police=1", "blockades=11"])

    assert [(check.code, check.number, check.against) for check in found(wrong)] == [("parts-disagree", 7, 59)]
    assert codes(right) == []


def test_a_share_above_its_whole() -> None:
    whole = a_tally("a", "2023-01-10", value="40")

    assert codes(whole, a_tally("b", "2023-01-10", value="41", of="tally:a")) == ["share-over-whole"]
    assert codes(whole, a_tally("b", "2023-01-10", value="39", of="tally:a")) == []


def test_a_place_above_the_whole_of_the_same_speaker() -> None:
    place = a_tally("b", "2023-01-10", value="41", regionCode="PE-PUN")

    assert codes(a_tally("a", "2023-01-11", value="40"), place) == ["region-over-whole"]
    assert codes(a_tally("a", "2023-01-11", value="41"), place) == []
    assert codes(a_tally("a", "2023-01-11", value="40", speaker="unit:institute"), place) == []


def test_a_count_that_falls_needs_a_correction() -> None:
    before = a_tally("a", "2023-01-10", value="40", ref="before")
    plain = a_tally("b", "2023-01-12", value="38", ref="after")
    corrected = a_tally("b", "2023-01-12", value="38", rests_on=("before",))
    explained = a_claim(
        "Disagreement",
        "disagreement:x",
        name="X",
        question="Why?",
        state="explained",
        rests_on=("before", "after"),
    )

    assert codes(before, plain) == ["fell-without-correction"]
    assert codes(before, corrected) == []
    assert codes(before, plain, explained) == []


def test_the_same_number_for_a_policeman_and_seventeen_and_for_eighteen_civilians() -> None:
    first = a_tally("a", "2023-01-10", value="18", incident="incident:square", part=["civilians=17", "police=1"])
    second = a_tally("b", "2023-01-12", value="18", incident="incident:square", definition="Civilians.")

    assert codes(first, second) == ["same-number-other-people"]
    assert codes(first, a_tally("b", "2023-01-12", value="18", incident="incident:square")) == []


def test_stated_above_and_below_the_records_of_a_figure() -> None:
    deaths = [
        a_claim(
            "Harm",
            f"harm:{name}",
            "2023-01-09",
            person=f"person:{name}",
            incident="incident:square",
            kind="killed",
            diedOn=died,
        )
        for name, died in (("a", "2023-01-09"), ("b", "2023-01-09"), ("c", "2023-01-20"))
    ]
    figure = a_claim(
        "Figure", "figure:killed", name="Killed", definition="All.", toll="killed", stated=["tally:x", "tally:y"]
    )
    over = a_tally("x", "2023-01-30", value="5", definition="One.")
    under = a_tally("y", "2023-01-10", value="2", definition="Two.")

    checks = found(*deaths, figure, over, under)

    assert [(check.code, check.number) for check in checks] == [
        ("stated-over-documented", 2),
        ("stated-under-documented", 1),
    ]
    assert checks[1].people[0] == "person:c"


def test_the_two_traps_of_the_example_are_found(peru: str, db: None) -> None:
    from answerable.record.audiences import TEAM
    from answerable.record.reads import view_of
    from answerable.record.view import ViewSpec

    view: View = view_of(peru, ViewSpec(TEAM))
    same = {
        frozenset(count.tally for count in check.counts)
        for check in checks_of(view, "killed")
        if check.code == "same-number-other-people"
    }

    assert any(
        {"tally:juliaca-killed-amnesty-2023-01-10", "tally:juliaca-civilians-2023-01-12"} <= one for one in same
    )
    assert any({"tally:ombudsman-killed-2023-01-12", "tally:amnesty-killed-2023-05-25"} <= one for one in same)
