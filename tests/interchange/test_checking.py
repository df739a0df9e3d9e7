"""What a check of a dossier finds, each fact alone."""

from dataclasses import replace

import pytest

from answerable.interchange.checking import check_dossier, check_folder
from answerable.record.drafts import SourceDraft
from tests.builders import OTHER_SOURCE, SOURCE, a_claim, a_unit, a_view
from tests.interchange.test_package_reading import package

OURS = SourceDraft("OURS", "analysis", "Our memo")
POST = a_claim("Post", "post:chief", title="Chief", unit="unit:alpha")
HOLDERS = [a_claim("Person", f"person:{name}", name=name.title()) for name in ("ana", "bo")]
BASE = [a_unit("Alpha"), POST, *HOLDERS]
INCIDENT = a_claim("Incident", "incident:bridge", "2023-01-09", name="Bridge")


def found(*drafts, sources=(SOURCE, OTHER_SOURCE, OURS)) -> set[str]:
    report = check_dossier(a_view(list(drafts), sources))
    return {point.code for point in (*report.errors, *report.warnings, *report.conflicts)}


def tenure(person: str, when: str, **said: str):
    slug = f"appointment:{person}-{when[:10]}"
    return a_claim("Appointment", slug, when, person=f"person:{person}", post="post:chief", **said)


def test_a_sound_dossier_has_nothing_to_tell():
    assert found(*BASE, tenure("ana", "2022-01-01 / 2022-12-31")) == set()


def test_a_claim_without_a_paragraph_stands_out_where_others_have_one():
    assert found(a_unit("Alpha", locator="paragraph:3"), a_unit("Beta")) == {"no-locator"}


def test_a_finding_must_name_what_it_rests_on():
    basis = a_unit("Alpha", ref="r1")

    assert found(basis, a_unit("Beta", source="OURS")) == {"finding-without-basis"}
    assert found(basis, a_unit("Beta", source="OURS", rests_on=("r1",))) == set()


def test_a_finding_whose_basis_is_gone_is_told():
    assert found(a_unit("Alpha", source="OURS", rests_on=("f" * 32,))) == {"basis-missing"}


def test_a_reference_to_nothing_and_one_to_the_wrong_type():
    assert found(a_unit("Alpha"), replace(POST, properties={"title": ("x",), "unit": ("unit:zeta",)})) == {
        "dangling-entity"
    }
    assert found(HOLDERS[0], replace(POST, properties={"title": ("x",), "unit": ("person:ana",)})) == {
        "wrong-type"
    }


def test_an_entity_of_two_types():
    assert "two-types" in found(a_unit("Alpha"), a_claim("Person", "unit:alpha", name="Alpha"))


@pytest.mark.parametrize("said", [{"age": "16"}, {"minor": "yes"}])
def test_a_minor_who_is_named_in_public_is_an_error(said):
    age = a_claim("Person", "person:kim", **said)
    named = a_claim("Person", "person:kim", name="Kim", locator="page:2")

    assert found(age, named) == {"minor-named"}
    assert found(age, replace(named, visibility="team")) == set()


def test_an_age_that_does_not_fit_a_minor():
    assert found(a_claim("Person", "person:kim", age="30", minor="yes")) == {"age-and-minor"}


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("2022-01-01 / 2022-06-30", "2022-06-01 / 2022-12-31", {"two-holders"}),
        ("2022-01-01 / 2022-06-30", "2022-06-30 / 2022-12-31", set()),
        ("2022-01-01 / 2022-06-30", "2022-07-01 / 2022-12-31", set()),
        ("2022-01-01 / 2022-06-30", "2022-05", set()),
    ],
)
def test_two_holders_on_one_day_are_told_unless_one_hands_over(one, other, codes):
    assert found(*BASE, tenure("ana", one), tenure("bo", other)) == codes


def test_an_acting_holder_or_a_second_seat_is_no_overlap():
    whole = "2022-01-01 / 2022-12-31"
    seats = a_claim("Post", "post:chief", title="Chief", unit="unit:alpha", seats="2", locator="page:4")

    assert found(*BASE, tenure("ana", whole), tenure("bo", whole, kind="acting")) == set()
    assert found(*BASE, seats, tenure("ana", whole), tenure("bo", whole)) == set()


def test_a_total_that_is_not_the_sum_of_its_parts():
    wrong = a_claim("Tally", "tally:a", what="killed", value="10", part=["Puno=4", "Lima=5"])
    right = a_claim("Tally", "tally:a", what="killed", value="9", part=["Puno=4", "Lima=5"])

    assert found(wrong) == {"parts-differ"}
    assert found(right) == set()


def test_a_tally_of_fewer_than_are_listed_by_then():
    harms = [
        a_claim(
            "Harm", f"harm:{name}", person=f"person:{name}", incident="incident:bridge", kind="killed", diedOn=died
        )
        for name, died in (("ana", "2023-01-09"), ("bo", "2023-01-12"))
    ]
    early = a_claim("Tally", "tally:a", what="killed", value="1", incident="incident:bridge", asOf="2023-01-10")
    late = a_claim("Tally", "tally:a", what="killed", value="1", incident="incident:bridge", asOf="2023-01-20")

    assert found(*HOLDERS, INCIDENT, *harms, early) == set()
    assert found(*HOLDERS, INCIDENT, *harms, late) == {"listed-more"}


def test_namesakes_are_told_until_somebody_judges():
    assert found(a_claim("Unit", "unit:a", name="Alfa"), a_claim("Unit", "unit:b", name="ALFA")) == {"namesakes"}


def test_sources_that_differ_on_a_single_value_wait_to_be_settled():
    one = a_claim("Person", "person:ana", age="30")
    other = a_claim("Person", "person:ana", age="31", source="B")

    assert found(one, other) == {"unsettled"}
    assert found(one, replace(other, status="accepted")) == set()


def test_a_disagreement_is_told_with_its_state_and_its_claims():
    basis = a_unit("Alpha", ref="r1")
    asked = a_claim(
        "Disagreement", "disagreement:x1", name="X1", question="How many?", source="OURS", rests_on=("r1",)
    )

    report = check_dossier(a_view([basis, asked], (SOURCE, OURS)))

    assert [point.code for point in report.conflicts] == ["disagreement-open"]
    assert len(report.conflicts[0].claims) == 2


def test_a_folder_is_checked_without_a_database(tmp_path):
    reading, report = check_folder(package(tmp_path))

    assert (reading.refusals, report.is_clean) == ((), True)
