"""Stated numbers: kept apart by who states them and who is counted."""

import pytest

from answerable.casualties.comparison import compare
from answerable.casualties.scopes import WHOLE
from answerable.casualties.tolls import StatedCount, series, stated_counts
from tests.builders import a_claim, a_unit, a_view

SPEAKERS = [a_unit("Office"), a_unit("Institute")]


def a_tally(name: str, as_of: str, **said: object) -> object:
    return a_claim(
        "Tally", f"tally:{name}", **({"what": "killed", "speaker": "unit:office", "asOf": as_of} | said)
    )


def counts(*drafts: object, **asked: object) -> tuple[StatedCount, ...]:
    return stated_counts(a_view([*SPEAKERS, *drafts]), "killed", **asked)


def test_two_definitions_of_one_speaker_are_two_lines() -> None:
    found = counts(
        a_tally("a", "2023-01-10", value="40", definition="Civilians."),
        a_tally("b", "2023-01-12", value="41", definition="Civilians."),
        a_tally("c", "2023-01-12", value="48", definition="Civilians and police."),
    )

    lines = series(found)

    assert [[count.value for count in line.counts] for line in lines] == [[40, 41], [48]]


def test_two_speakers_with_one_definition_are_two_lines() -> None:
    found = counts(
        a_tally("a", "2023-01-10", value="40", definition="Civilians."),
        a_tally("b", "2023-01-10", value="44", definition="Civilians.", speaker="unit:institute"),
    )

    assert len(series(found)) == 2


def test_a_count_without_speaker_is_its_sources() -> None:
    found = stated_counts(a_view([a_claim("Tally", "tally:a", what="killed", value="7", source="B")]))

    assert (found[0].speaker, found[0].source) == ("", "B")


def test_one_tally_told_by_two_sources_alike_is_one_count_with_two_claims() -> None:
    found = counts(a_tally("a", "2023-01-10", value="40"), a_tally("a", "2023-01-10", value="40", source="B"))

    assert len(found) == 1
    assert len(found[0].claims) == 2


def test_one_tally_with_two_numbers_is_two_counts() -> None:
    found = counts(a_tally("a", "2023-01-10", value="40"), a_tally("a", "2023-01-10", value="41", source="B"))

    assert sorted(count.value or 0 for count in found) == [40, 41]


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({"value": "18"}, 18),
        ({"atLeast": "40"}, 40),
        ({"atLeast": "49", "atMost": "50"}, 49),
        ({"words": "dozens"}, None),
    ],
)
def test_the_level_is_the_number_or_else_a_bound_and_never_made_of_words(
    said: dict[str, str], level: int | None
) -> None:
    assert counts(a_tally("a", "2023-01-10", **said))[0].level == level


@pytest.mark.parametrize(
    ("value", "parts", "disagree"),
    [
        ("66", ["clashes=47", "police=1", "blockades=11"], True),
        ("59", ["clashes=47", "police=1", "blockades=11"], False),
        ("58", ["police=1"], False),
        ("2", ["police=3"], True),
        ("9", ["police"], False),
        ("9", [], False),
    ],
)
def test_parts_that_do_not_add_up_are_marked_and_a_single_share_is_not(
    value: str, parts: list[str], disagree: bool
) -> None:
    found = counts(
        a_tally("a", "2023-01-10", value=value, part=parts) if parts else a_tally("a", "2023-01-10", value=value)
    )

    assert found[0].parts_disagree is disagree


def test_a_share_of_another_count_is_left_out_unless_asked_for() -> None:
    drafts = (a_tally("a", "2023-01-10", value="40"), a_tally("b", "2023-01-10", value="6", of="tally:a"))

    assert [count.value for count in counts(*drafts)] == [40]
    assert len(counts(*drafts, shares=True)) == 2


def test_a_count_for_the_umbrella_incident_is_of_the_whole_and_one_for_a_part_is_not() -> None:
    incidents = [
        a_claim("Incident", "incident:all", name="All"),
        a_claim("Incident", "incident:one", name="One", partOf="incident:all"),
    ]
    drafts = (
        *incidents,
        a_tally("a", "2023-01-10", value="40", incident="incident:all"),
        a_tally("b", "2023-01-10", value="18", incident="incident:one"),
        a_tally("c", "2023-01-10", value="21", incident="incident:all", regionCode="PE-PUN"),
    )

    scopes = {count.value: count.scope for count in counts(*drafts)}

    assert scopes == {40: WHOLE, 18: "incident:one", 21: "PE-PUN"}


def test_rejected_and_denied_counts_do_not_stand() -> None:
    assert counts(a_tally("a", "2023-01-10", value="40", status="rejected")) == ()
    assert counts(a_tally("a", "2023-01-10", value="40", stance="denies")) == ()


def test_the_latest_count_of_each_line_is_set_beside_the_records() -> None:
    view = a_view(
        [
            *SPEAKERS,
            a_tally("a", "2023-01-10", value="40", definition="Civilians."),
            a_tally("b", "2023-02-01", value="49", definition="Civilians."),
            a_tally("c", "2023-01-20", value="60", speaker="unit:institute"),
            a_claim("Incident", "incident:one", name="One"),
            a_claim("Person", "person:a", name="A"),
            a_claim("Harm", "harm:a", person="person:a", incident="incident:one", kind="killed"),
        ]
    )

    found = compare(view, "killed")

    assert found.documented.one_by_one == 1
    assert sorted(count.value or 0 for count in found.latest) == [49, 60]
    assert found.speakers == 2
