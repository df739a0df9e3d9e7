"""Tolls under a definition: least, best and most, and the people behind each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.casualties.definitions import definitions
from answerable.casualties.toll import Toll, toll_of
from answerable.casualties.toll_scopes import EVERYWHERE, TollScope, read_toll
from answerable.kernel.errors import ValueRefusedError
from answerable.record.view import View
from tests.builders import a_claim, a_view, day

PLACES = [
    a_claim("Incident", "incident:whole", "2022-12 / 2023-03", name="Whole", kind="other"),
    a_claim(
        "Incident", "incident:square", "2023-01-09", name="Square", partOf="incident:whole", regionCode="PE-PUN"
    ),
    a_claim(
        "Incident", "incident:bridge", "2023-02-01", name="Bridge", partOf="incident:whole", regionCode="PE-LMA"
    ),
]


def a_death(name: str, incident: str = "square", when: str = "2023-01-09", **said: object) -> object:
    return a_claim(
        "Harm",
        f"harm:{name}",
        when,
        **({"person": f"person:{name}", "incident": f"incident:{incident}", "kind": "killed"} | said),
    )


def the_toll(*drafts: object, of: str = "killed", grade: int = 3, within: TollScope = EVERYWHERE) -> Toll:
    return toll_of(a_view([*PLACES, *drafts]), of, within, grade)


def numbers(toll: Toll) -> tuple[int, int, int | None]:
    return toll.least, toll.best, toll.most


def test_two_sources_that_contradict_each_other_leave_it_open_and_the_better_grade_decides_the_best() -> None:
    toll = the_toll(
        a_death("a", attributedTo="army", grade=2),
        a_death("a", attributedTo="protesters", grade=3, source="B"),
        of="killed-by-forces",
    )

    assert numbers(toll) == (0, 1, 1)
    assert toll.people[0].undecided == ("actor",)


def test_a_general_and_a_special_word_agree() -> None:
    toll = the_toll(
        a_death("a", attributedTo="security-forces", grade=2),
        a_death("a", attributedTo="army", grade=3, source="B"),
        of="killed-by-forces",
    )

    assert numbers(toll) == (1, 1, 1)


def test_a_rumour_opens_a_question_and_closes_none() -> None:
    alone = the_toll(a_death("a", attributedTo="army", grade=5), of="killed-by-forces")
    kind_known = the_toll(a_death("a"), a_death("a", attributedTo="army", grade=5), of="killed-by-forces")
    against = the_toll(
        a_death("a", attributedTo="army"), a_death("a", attributedTo="blockade", grade=5), of="killed-by-forces"
    )

    assert numbers(alone) == (0, 0, 1)
    assert numbers(kind_known) == (0, 0, 1)
    assert numbers(against) == (0, 1, 1)


def test_a_denial_makes_it_unsure_and_not_false() -> None:
    toll = the_toll(
        a_death("a", attributedTo="army"),
        a_claim("Harm", "harm:a", attributedTo="army", stance="denies", source="B"),
        of="killed-by-forces",
    )

    assert numbers(toll) == (0, 1, 1)


def test_a_rejected_claim_says_nothing() -> None:
    toll = the_toll(
        a_death("a"), a_claim("Harm", "harm:a", attributedTo="army", status="rejected"), of="killed-by-forces"
    )

    assert numbers(toll) == (0, 0, 1)


def test_a_person_with_two_records_is_one_person() -> None:
    assert numbers(the_toll(a_death("a"), a_death("again", person="person:a"))) == (1, 1, 1)


def test_groups_count_with_their_numbers_and_one_without_leaves_the_top_open() -> None:
    group = a_claim("Harm", "harm:g", group="walkers", number="4", incident="incident:square", kind="killed")
    other = a_claim("Harm", "harm:g", number="6", incident="incident:square", kind="killed", source="B", grade=3)
    unnumbered = a_claim("Harm", "harm:h", group="others", incident="incident:square", kind="killed")

    assert numbers(the_toll(group, other)) == (4, 4, 6)
    assert numbers(the_toll(group, unnumbered)) == (5, 5, None)


def test_a_scope_takes_in_the_parts_of_an_incident_a_region_and_a_period() -> None:
    deaths = [a_death("a", diedOn="2023-01-12"), a_death("b", "bridge", "2023-02-01", diedOn="2023-02-01")]

    def within(text: str) -> tuple[int, int, int | None]:
        return numbers(the_toll(*deaths, within=read_toll(f"killed?{text}")[1]))

    assert within("incident=incident:whole") == (2, 2, 2)
    assert within("incident=incident:square") == (1, 1, 1)
    assert within("region=PE-LMA") == (1, 1, 1)
    assert within("region=PE") == (2, 2, 2)
    assert within("to=2023-01-10") == (1, 1, 1)
    assert within("to=2023-01-10&by=death") == (0, 0, 0)
    assert within("from=2023-01-12&to=2023-01&by=death") == (1, 1, 1)


def test_a_day_that_is_not_known_leaves_the_period_open() -> None:
    toll = the_toll(a_death("a", when="2023-01"), within=TollScope(last=day("2023-01-09")))

    assert numbers(toll) == (0, 0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "killed?place=x",
        "nobody",
        "killed?by=night",
        "killed?from=soon",
        "killed?from=2023&to=2022",
        "killed?region=",
    ],
)
def test_a_wrong_toll_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(ValueRefusedError) as refused:
        read_toll(text)

    assert refused.value.remedy or refused.value.args[0]


# laws

CLAIMS = st.fixed_dictionaries(
    {
        "name": st.sampled_from("abcd"),
        "kind": st.sampled_from(["killed", "injured"]),
        "role": st.sampled_from(["", "protester", "police", "soldier", "unknown"]),
        "attributedTo": st.sampled_from(["", "army", "police", "security-forces", "protesters", "disputed"]),
        "cause": st.sampled_from(["", "gunshot", "drowning", "blow to the head"]),
        "incident": st.sampled_from(["square", "bridge"]),
        "grade": st.integers(1, 6),
        "stance": st.sampled_from(["asserts", "asserts", "denies"]),
    }
)


def view_of_claims(told: list[dict[str, object]]) -> View:
    drafts = []
    for at, said in enumerate(told):
        words = {name: value for name, value in said.items() if value and name not in ("name", "incident")}
        drafts.append(a_death(str(said["name"]), str(said["incident"]), ref=f"c{at}", **words))
    return a_view([*PLACES, *drafts])


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIMS, min_size=1, max_size=7), st.sampled_from(sorted(definitions())), st.integers(1, 6))
def test_least_is_never_more_than_best_nor_best_than_most(told, code, grade) -> None:  # type: ignore[no-untyped-def]
    view = view_of_claims(told)
    toll = toll_of(view, code, grade=grade)

    assert toll.most is not None
    assert toll.least <= toll.best <= toll.most
    wider = definitions()[code].within
    if wider:
        above = toll_of(view, wider, grade=grade)
        assert toll.least <= above.least
        assert (toll.most or 0) <= (above.most or 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIMS, min_size=1, max_size=7), st.sampled_from(sorted(definitions())))
def test_regions_add_up_to_no_more_than_the_whole(told, code) -> None:  # type: ignore[no-untyped-def]
    view = view_of_claims(told)
    whole = toll_of(view, code)
    parts = [toll_of(view, code, TollScope(region=region)) for region in ("PE-PUN", "PE-LMA")]

    assert sum(part.least for part in parts) <= whole.least
    assert all((part.most or 0) <= (whole.most or 0) for part in parts)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_without_one_claim_of_a_record_that_agrees_with_itself_the_range_never_narrows(data) -> None:  # type: ignore[no-untyped-def]
    words = {"role": "protester", "attributedTo": "army", "cause": "gunshot"}
    grades = [data.draw(st.integers(1, 6)) for _ in words]
    base = a_death("a")
    more = [
        a_claim("Harm", "harm:a", grade=grade, **{name: value})
        for grade, (name, value) in zip(grades, words.items(), strict=True)
    ]
    code = data.draw(
        st.sampled_from(["killed", "killed-civilians", "killed-by-forces", "killed-firearm", "killed-police"])
    )
    left_out = data.draw(st.integers(0, len(more) - 1))
    full = toll_of(a_view([*PLACES, base, *more]), code)
    less = toll_of(a_view([*PLACES, base, *more[:left_out], *more[left_out + 1 :]]), code)

    assert less.least <= full.least
    assert (less.most or 0) >= (full.most or 0)
