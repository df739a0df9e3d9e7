"""Records of harm: who they stand for, and how many."""

from answerable.casualties.harms import documented, harms
from answerable.casualties.victims import victims
from tests.builders import a_claim, a_view

INCIDENT = a_claim("Incident", "incident:bridge", "2022-12-15", name="At the bridge")


def a_death(number: int, day: str = "2022-12-15", **said: object) -> list[object]:
    person = f"person:dead-{number}"
    return [
        a_claim("Person", person, name=f"Person {number}"),
        a_claim(
            "Harm", f"harm:dead-{number}", day, person=person, incident="incident:bridge", kind="killed", **said
        ),
    ]


def a_group(name: str, **said: object) -> object:
    return a_claim("Harm", f"harm:{name}", group=name, incident="incident:bridge", kind="killed", **said)


def test_each_person_counts_once_however_many_sources_say_so() -> None:
    again = a_claim(
        "Harm", "harm:dead-1", person="person:dead-1", incident="incident:bridge", kind="killed", source="B"
    )
    view = a_view([INCIDENT, *a_death(1), again, *a_death(2)])

    counted = documented(harms(view, kind="killed"))

    assert counted.one_by_one == 2
    assert len(counted.claims) == 3


def test_a_group_counts_by_its_number_and_without_one_is_named_as_unnumbered() -> None:
    view = a_view([INCIDENT, a_group("six", number="6"), a_group("some")])

    counted = documented(harms(view, kind="killed"))

    assert (counted.one_by_one, counted.in_groups, counted.unnumbered) == (0, 6, 1)


def test_harms_of_one_incident_leave_out_those_of_others() -> None:
    elsewhere = a_claim("Harm", "harm:other", incident="incident:other", kind="killed", group="others", number="3")
    other = a_claim("Incident", "incident:other", name="Elsewhere")
    view = a_view([INCIDENT, other, *a_death(1), elsewhere])

    assert [harm.entity for harm in harms(view, incident="incident:bridge")] == ["harm:dead-1"]


def test_to_whom_a_harm_is_attributed_comes_with_the_claims_that_say_so() -> None:
    view = a_view([INCIDENT, *a_death(1, attributedTo="police")])

    harm = harms(view)[0]

    assert harm.attributed_to == "police"
    assert set(harm.attributed_by) <= set(harm.claims)
    assert harm.attributed_by


def test_a_denied_harm_does_not_count_as_attributed() -> None:
    denial = a_claim(
        "Harm", "harm:dead-1", person="person:dead-1", incident="incident:bridge", kind="killed",
        attributedTo="police", stance="denies", source="B",
    )  # fmt: skip
    view = a_view([INCIDENT, *a_death(1), denial])

    assert harms(view)[0].attributed_to == ""


def test_a_victim_without_a_name_in_the_view_is_withheld_and_one_with_initials_is_named_by_them() -> None:
    hidden = a_claim("Person", "person:dead-1", name="Somebody", visibility="team")
    age = a_claim("Person", "person:dead-1", age="30")
    harm = a_claim("Harm", "harm:dead-1", person="person:dead-1", incident="incident:bridge", kind="killed")
    minor = a_claim("Person", "person:dead-2", initials="A.B.", minor="yes")
    other = a_claim("Harm", "harm:dead-2", person="person:dead-2", incident="incident:bridge", kind="killed")
    from answerable.record.view import ViewSpec

    view = a_view([INCIDENT, hidden, age, harm, minor, other], spec=ViewSpec())

    found = {victim.person: victim for victim in victims(view)}

    assert found["person:dead-1"].naming == "withheld"
    assert found["person:dead-2"].naming == "initials"
    assert found["person:dead-2"].is_minor


def test_what_no_claim_fills_is_missing() -> None:
    view = a_view([INCIDENT, *a_death(1, cause="gunshot")])

    missing = victims(view)[0].missing

    assert "age" in missing
    assert "cause" not in missing


def test_groups_come_after_people() -> None:
    view = a_view([INCIDENT, a_group("a-group", number="2"), *a_death(9)])

    assert [bool(victim.person) for victim in victims(view)] == [True, False]
