"""For every death, what the authorities did about it: never more than a claim says."""

from datetime import date

import pytest

from answerable.followup.answers import Death
from answerable.followup.deaths import counted_deaths, deaths, status_of_death
from answerable.followup.wording import say
from answerable.kernel.errors import NotFoundError
from tests.builders import a_claim, a_view


def a_death(*more: object, at: date | None = None) -> Death:
    view = a_view([
        a_claim("Incident", "incident:all", name="The protests"),
        a_claim("Incident", "incident:bridge", name="The bridge", partOf="incident:all"),
        a_claim("Person", "person:victim", name="Eva Flores"),
        a_claim("Harm", "harm:victim", "2023-01-09", person="person:victim", incident="incident:bridge", kind="killed"),
        *more,
    ])  # type: ignore[list-item]  # fmt: skip
    return status_of_death(view, "person:victim", at)


def a_case(
    name: str, kind: str, stage: str, incident: str = "incident:bridge", when: str = "2024-01-10"
) -> object:
    return a_claim("Proceeding", f"proceeding:{name}", when, name=name, kind=kind, stage=stage, incident=incident)


def a_measure(kind: str, incident: str = "incident:bridge", **said: str) -> object:
    return a_claim("Measure", f"measure:{kind}", "2023-02-01", kind=kind, incident=incident, gist="x", **said)


@pytest.mark.parametrize(
    ("more", "word", "stage"),
    [
        ([], "nothing", ""),
        ([a_case("c", "criminal", "formalised")], "criminal", "formalised"),
        ([a_case("c", "criminal", "preliminary"), a_case("d", "criminal", "charged")], "criminal", "charged"),
        ([a_case("c", "criminal", "trial"), a_case("d", "criminal", "charged")], "criminal", "trial"),
        ([a_case("c", "criminal", "acquitted"), a_case("d", "criminal", "preliminary")], "criminal", "preliminary"),
        ([a_case("c", "criminal", "shelved"), a_case("d", "criminal", "preliminary")], "criminal", "preliminary"),
        ([a_case("c", "criminal", "shelved")], "criminal", "shelved"),
        ([a_case("c", "criminal", "preliminary"), a_case("d", "military", "convicted")], "criminal", "preliminary"),
        ([a_case("d", "disciplinary", "closed"), a_measure("sanction")], "other-file", ""),
        ([a_measure("sanction")], "measure", ""),
        ([a_measure("promotion"), a_measure("praise"), a_measure("emergency-declared")], "nothing", ""),
        ([a_measure("none", search="Two requests.")], "nothing", ""),
        ([a_case("c", "criminal", "charged", "incident:all")], "wider", ""),
        ([a_case("c", "criminal", "charged", "incident:other"),
          a_claim("Incident", "incident:other", name="Elsewhere")], "nothing", ""),
    ],
)  # fmt: skip
def test_the_nearest_thing_on_record_is_named(more: list[object], word: str, stage: str) -> None:
    found = a_death(*more)

    assert (found.word, found.stage) == (word, stage)


def test_a_case_about_the_whole_is_listed_as_wider_and_not_as_about_the_incident() -> None:
    found = a_death(
        a_case("whole", "criminal", "charged", "incident:all"), a_case("own", "criminal", "preliminary")
    )

    assert [(case.proceeding, case.basis) for case in found.cases] == [
        ("proceeding:own", "incident"),
        ("proceeding:whole", "wider"),
    ]
    assert found.stage == "preliminary"


def test_a_case_that_names_the_person_comes_first() -> None:
    named = a_claim("Step", "step:named", "2024-02-01", proceeding="proceeding:whole", person="person:victim")
    found = a_death(
        a_case("whole", "criminal", "charged", "incident:all"), named, a_case("own", "criminal", "preliminary")
    )

    assert [(case.proceeding, case.basis) for case in found.cases] == [
        ("proceeding:whole", "person"),
        ("proceeding:own", "incident"),
    ]


def test_what_had_not_come_by_the_day_is_left_out() -> None:
    more = (a_case("c", "criminal", "formalised"), a_measure("sanction"))

    assert a_death(*more, at=date(2023, 1, 31)).word == "nothing"
    assert a_death(*more, at=date(2023, 6, 1)).word == "measure"
    assert a_death(*more, at=date(2024, 1, 10)).word == "criminal"


def test_sources_that_disagree_on_the_stage_are_told() -> None:
    found = a_death(
        a_case("c", "criminal", "charged"),
        a_claim("Proceeding", "proceeding:c", "2024-05-01", name="c", stage="preliminary", source="B"),
    )

    assert (found.word, found.stage, found.is_contested) == ("criminal", "", True)
    assert found.why.code == "death-contested"


def test_what_was_looked_for_and_not_found_is_kept_beside() -> None:
    found = a_death(a_measure("none", search="Two requests."))

    assert found.looked_for == ("measure:none",)
    assert found.measures == ()
    assert found.claims


def test_every_person_is_counted_once_and_groups_by_their_number() -> None:
    view = a_view([
        a_claim("Incident", "incident:bridge", name="The bridge"),
        a_claim("Person", "person:one", name="One"), a_claim("Person", "person:two", name="Two"),
        a_claim("Harm", "harm:one", person="person:one", incident="incident:bridge", kind="killed"),
        a_claim("Harm", "harm:one-again", person="person:one", incident="incident:bridge", kind="killed", source="B"),
        a_claim("Harm", "harm:two", person="person:two", incident="incident:bridge", kind="injured"),
        a_claim("Harm", "harm:group", group="Six soldiers", number="6", incident="incident:bridge", kind="killed"),
        a_claim("Harm", "harm:some", group="Others", incident="incident:bridge", kind="killed"),
        a_case("c", "criminal", "preliminary"),
    ])  # type: ignore[list-item]  # fmt: skip
    found = deaths(view)
    (count,) = counted_deaths(found)

    assert [death.person for death in found] == ["person:one", "", ""]
    assert (count.word, count.stage, count.people) == ("criminal", "preliminary", 7)
    with pytest.raises(NotFoundError):
        status_of_death(view, "person:two")


def test_the_sentence_says_that_a_case_is_about_the_incident() -> None:
    view = a_view([
        a_claim("Incident", "incident:bridge", name="The bridge"),
        a_claim("Person", "person:victim", name="Eva Flores"),
        a_claim("Harm", "harm:victim", person="person:victim", incident="incident:bridge", kind="killed"),
        a_case("c", "criminal", "formalised"),
    ])  # type: ignore[list-item]  # fmt: skip
    sentence = say(status_of_death(view, "harm:victim").why, view, "en")

    assert (
        sentence
        == "One proceeding is on record that is about ‘The bridge’; the furthest criminal stage is: formal investigation."
    )
    assert "Eva" not in sentence


def test_one_death_is_answered_as_in_the_list_of_all() -> None:
    view = a_view([
        a_claim("Incident", "incident:bridge", name="The bridge"), a_claim("Incident", "incident:road", name="The road"),
        a_claim("Person", "person:one", name="One"), a_claim("Person", "person:two", name="Two"),
        a_claim("Harm", "harm:one", "2023-01-09", person="person:one", incident="incident:bridge", kind="killed"),
        a_claim("Harm", "harm:hurt", "2023-01-08", person="person:one", incident="incident:road", kind="injured"),
        a_claim("Harm", "harm:two", "2023-01-09", person="person:two", incident="incident:road", kind="killed"),
        a_claim("Harm", "harm:group", "2023-01-09", group="Six", number="6", incident="incident:road", kind="killed"),
        a_case("c", "criminal", "preliminary"),
    ])  # type: ignore[list-item]  # fmt: skip

    for death in deaths(view):
        for name in (*death.harms, *([death.person] if death.person else [])):
            assert status_of_death(view, name) == death
    for other in ("harm:hurt", "incident:bridge", "person:nobody"):
        with pytest.raises(NotFoundError):
            status_of_death(view, other)
