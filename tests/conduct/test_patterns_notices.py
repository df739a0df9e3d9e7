"""What followed a notice, which orders stood all the same, which measures are on record."""

import pytest

from answerable.kernel.standing import Status
from tests.builders import a_claim, day
from tests.conduct.pattern_telling import PROTESTS, RIVER, SQUARE, against, an_incident, pattern, reasons, told
from tests.conduct.telling import BATTALION, BRIGADE, GENERAL, HUGO, INES, ROSA, a_person, holds, view_of_force

TWO = (*an_incident("river", "2022-12-10"), *an_incident("square", "2023-01-09"))
UMBRELLA = (
    a_claim("Incident", PROTESTS, "2022-12-01 / 2023-03-31", name="Protests", source="C"),
    *an_incident("river", "2022-12-10", partOf=PROTESTS),
    *an_incident("square", "2023-01-09", partOf=PROTESTS),
)


# notice before


def test_a_notice_of_deaths_before_another_deadly_incident_under_the_post_is_the_pattern():
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"))

    found = pattern(view, ROSA, "notice-before-incident")

    assert reasons(found) == ["notice-followed"]
    assert found.weakest is Status.EVIDENCED
    assert found.instances[0].incidents == (RIVER, SQUARE)
    assert found.instances[0].days == 28
    assert found.instances[0].items == ("notice:n",)
    cited = {view.claim(claim).about for claim in found.claims}
    assert {"notice:n", "harm:river-0", "harm:square-0", "appointment:rosa-brigade-general-1"} <= cited


@pytest.mark.parametrize(
    ("when", "is_met"),
    [
        ("2022-12-10", True),
        ("2023-01-08", True),
        ("2023-01-09", False),
        ("2023-01", False),
        ("2022-12", False),
        ("[2022-12-11..2022-12-31]", True),
        ("[..2022-12-31]", False),
        ("2022-12-01 / 2022-12-20", True),
        ("2022-12-01 / 2023-01-09", False),
        ("2022-12-09", False),
        ("", False),
    ],
)
def test_only_a_sure_order_of_days_counts(when, is_met):
    """A blurred notice counts if all it leaves open lies after the first deaths and before the later ones."""
    view = view_of_force(*TWO, told(ROSA, RIVER, when))

    assert pattern(view, ROSA, "notice-before-incident").is_met is is_met


def test_hours_decide_on_one_day():
    clocked = an_incident("square", "2023-01-09T14:00-05:00 / 2023-01-09T18:00-05:00")
    early = view_of_force(
        *an_incident("river", "2022-12-10"), *clocked, told(ROSA, RIVER, "2023-01-09T09:00-05:00")
    )
    late = view_of_force(
        *an_incident("river", "2022-12-10"), *clocked, told(ROSA, RIVER, "2023-01-09T15:00-05:00")
    )

    assert pattern(early, ROSA, "notice-before-incident").is_met
    assert not pattern(late, ROSA, "notice-before-incident").is_met


def test_a_notice_of_wider_events_counts_from_the_day_after_the_first_deaths_in_them():
    for when, is_met in (("2022-12-10", False), ("2022-12-11", True)):
        view = view_of_force(*UMBRELLA, told(ROSA, PROTESTS, when))

        found = pattern(view, ROSA, "notice-before-incident")

        assert found.is_met is is_met
    assert found.instances[0].incidents == (PROTESTS, RIVER, SQUARE)


def test_an_incident_of_blurred_days_has_surely_begun_by_the_last_of_them():
    blurred = an_incident("river", "[2022-12-10..2022-12-20]")
    for when, is_met in (("2022-12-19", False), ("2022-12-20", True)):
        view = view_of_force(*blurred, *an_incident("square", "2023-01-09"), told(ROSA, RIVER, when))

        assert pattern(view, ROSA, "notice-before-incident").is_met is is_met


def test_a_notice_of_deaths_under_another_command_is_shown_and_does_not_count():
    elsewhere = an_incident("hill", "2022-12-10", actor="unit:depot")
    view = view_of_force(
        *elsewhere, *an_incident("square", "2023-01-09"), a_claim("Unit", "unit:depot", name="Depot"),
        told(ROSA, "incident:hill", "2022-12-12"),
    )  # fmt: skip

    found = pattern(view, ROSA, "notice-before-incident")

    assert not found.is_met
    assert against(found) == ["notice-of-other-command"]


def test_the_same_person_in_another_post_is_another_command():
    view = view_of_force(
        *an_incident("river", "2022-12-10"),
        *an_incident("hill", "2024-01-09", actor="unit:depot"), a_claim("Unit", "unit:depot", name="Depot"),
        a_claim("Post", "post:depot", title="Depot", unit="unit:depot", function="commander"),
        holds(ROSA, "post:depot", "2023-07-01 / 2024-12-31 starts", 2), told(ROSA, RIVER, "2022-12-12"),
    )  # fmt: skip

    assert not pattern(view, ROSA, "notice-before-incident").is_met
    assert pattern(view, ROSA, "same-commander").is_met


def test_a_notice_to_a_unit_is_not_one_to_its_commander():
    view = view_of_force(*TWO, told(BRIGADE, RIVER, "2022-12-12"))

    found = pattern(view, ROSA, "notice-before-incident")

    assert not found.is_met
    assert against(found) == ["no-notice", "notice-to-unit"]


def test_each_later_incident_is_set_beside_the_last_notices_before_it():
    view = view_of_force(
        *TWO, *an_incident("hill", "2023-02-01"), told(ROSA, RIVER, "2022-12-12"),
        told(ROSA, SQUARE, "2023-01-20", "late"), told(ROSA, RIVER, "2023-01-20", "same-day"),
    )  # fmt: skip

    found = pattern(view, ROSA, "notice-before-incident")

    assert [(one.items, one.incidents[-1]) for one in found.instances] == [
        (("notice:n",), SQUARE),
        (("notice:late", "notice:same-day"), "incident:hill"),
    ]


def test_nothing_that_followed_is_said():
    view = view_of_force(*an_incident("river", "2022-12-10"), told(ROSA, RIVER, "2022-12-12"))

    found = pattern(view, ROSA, "notice-before-incident")

    assert not found.is_met
    assert against(found) == ["nothing-followed"]


@pytest.mark.parametrize(("receipt", "code"), [("sent", "receipt-not-shown"), ("public", "notice-only-public")])
def test_receipt_that_is_not_shown_speaks_against_it(receipt, code):
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12", receipt=receipt))

    assert code in against(pattern(view, ROSA, "notice-before-incident"))


def test_an_order_on_force_after_the_notice_speaks_against_it():
    order = a_claim("Order", "order:calm", "2022-12-20", givenBy=ROSA, forceRules="No firearms", incident=RIVER)
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), order)

    found = pattern(view, ROSA, "notice-before-incident")

    assert found.is_met
    assert "spoke-of-force" in against(found)


def test_an_order_on_force_before_the_notice_does_not():
    order = a_claim("Order", "order:calm", "2022-12-01", givenBy=ROSA, forceRules="No firearms", incident=RIVER)
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), order)

    assert "spoke-of-force" not in against(pattern(view, ROSA, "notice-before-incident"))


def test_a_notice_that_only_the_team_infers_says_so():
    view = view_of_force(
        *TWO, a_claim("Remark", "remark:r", speaker=INES, gist="Words", ref="r"),
        told(ROSA, RIVER, "2022-12-12", source="OWN", rests_on=("r",)),
    )  # fmt: skip

    found = pattern(view, ROSA, "notice-before-incident")

    assert found.is_inferred
    assert "inference-only" in against(found)


def test_what_is_inferred_in_part_only_is_not_an_inference():
    view = view_of_force(
        *TWO, *an_incident("hill", "2023-02-01"), told(ROSA, RIVER, "2022-12-12"),
        a_claim("Remark", "remark:r", speaker=INES, gist="Words", ref="r"),
        told(ROSA, SQUARE, "2023-01-20", "own", source="OWN", rests_on=("r",)),
    )  # fmt: skip

    found = pattern(view, ROSA, "notice-before-incident")

    assert not found.is_inferred
    assert "inference-in-part" in against(found)


# orders unchanged


def standing_order(when: str = "2022-12-01 / 2023-02-28", by: str = BRIGADE, **said: object):
    return a_claim("Order", "order:clear", when, givenBy=by, **({"incident": PROTESTS, "gist": "Clear"} | said))


def test_an_order_of_the_unit_that_stood_over_a_later_incident_is_the_pattern():
    view = view_of_force(*UMBRELLA, told(ROSA, RIVER, "2022-12-12"), standing_order())

    found = pattern(view, ROSA, "unchanged-after-notice")

    assert reasons(found) == ["order-stood"]
    assert found.instances[0].incidents == (RIVER, SQUARE)
    assert found.instances[0].items == ("notice:n", "order:clear")
    assert "order-of-unit" in against(found)


@pytest.mark.parametrize(
    "order",
    [
        standing_order("2022-12-01 / 2023-01-09"),
        standing_order("2023-01-09 / 2023-02-28"),
        standing_order("2023-01 / 2023-02-28"),
        standing_order("2022-12-01"),
        standing_order(by=BATTALION),
        standing_order(incident="incident:elsewhere"),
        standing_order(by=ROSA),
        standing_order(forceRules="No firearms"),
    ],
    ids=["over that day", "from that day", "blurred", "one day", "of another unit", "of another incident",
         "given in person", "gives rules on force"],
)  # fmt: skip
def test_any_other_order_is_not(order):
    view = view_of_force(*UMBRELLA, told(ROSA, RIVER, "2022-12-12"), order)

    found = pattern(view, ROSA, "unchanged-after-notice")

    assert not found.is_met
    assert against(found) == ["no-order-over-incident"]


def test_an_order_of_another_unit_that_the_person_headed_too_is_not():
    view = view_of_force(
        *UMBRELLA, told(ROSA, RIVER, "2022-12-12"), a_claim("Unit", "unit:depot", name="Depot"),
        a_claim("Post", "post:depot", title="Depot", unit="unit:depot", function="commander"),
        holds(ROSA, "post:depot", "2022-01-01 / 2023-12-31", 2), standing_order(by="unit:depot"),
    )  # fmt: skip

    assert not pattern(view, ROSA, "unchanged-after-notice").is_met


def test_without_a_notice_before_it_no_order_is_unchanged_after_one():
    view = view_of_force(*UMBRELLA, told(ROSA, RIVER, "2023-01-20"), standing_order())

    found = pattern(view, ROSA, "unchanged-after-notice")

    assert not found.is_met
    assert against(found) == ["nothing-followed"]


def test_a_plan_that_the_person_signed_counts():
    plan = a_claim("Plan", "plan:p", "2022-12-01 / 2023-02-28", title="Plan", signedBy=ROSA, incident=PROTESTS)
    view = view_of_force(*UMBRELLA, told(ROSA, RIVER, "2022-12-12"), plan)

    found = pattern(view, ROSA, "unchanged-after-notice")

    assert found.is_met
    assert "order-of-unit" not in against(found)


def test_an_order_changing_the_rules_on_force_after_the_notice_speaks_against_it():
    view = view_of_force(
        *UMBRELLA, told(ROSA, RIVER, "2022-12-12"), standing_order(),
        a_claim("Order", "order:calm", "2022-12-20", givenBy=ROSA, forceRules="No firearms", incident=PROTESTS),
    )  # fmt: skip

    found = pattern(view, ROSA, "unchanged-after-notice")

    assert found.is_met
    assert "spoke-of-force" in against(found)


# no measure


def none_found(by: str = ROSA, when: str = "2023-01-05", incident: str = RIVER):
    return a_claim("Measure", "measure:none", when, by=by, kind="none", search="Registers", incident=incident)


def test_that_none_is_recorded_is_no_search():
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"))

    found = pattern(view, ROSA, "no-measure-after-notice", day("2023-01-12"))

    assert reasons(found) == ["none-recorded"]
    assert found.instances[0].days == 31
    assert "nobody-searched" in against(found)


def test_that_a_search_shows_none_is_told_apart():
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), none_found())

    found = pattern(view, ROSA, "no-measure-after-notice", day("2023-01-12"))

    assert reasons(found) == ["search-shows-none"]
    assert "nobody-searched" not in against(found)
    assert found.instances[0].items == ("notice:n", "measure:none")


def test_days_run_to_the_latest_day_of_the_view_unless_one_is_given():
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), a_claim("Remark", "remark:r", "2023-12-12", gist="x",
                                                                         speaker=INES))  # fmt: skip

    assert pattern(view, ROSA, "no-measure-after-notice").instances[0].days == 384  # appointments reach 2023-12-31
    assert pattern(view, ROSA, "no-measure-after-notice", day("2022-12-13")).instances[0].days == 1


@pytest.mark.parametrize(
    "measure",
    [
        a_claim("Measure", "measure:m", "2022-12-20", by=ROSA, kind="inquiry", incident=RIVER),
        a_claim("Measure", "measure:m", "2022-12-12", by=ROSA, kind="discipline", incident=RIVER),
        a_claim("Measure", "measure:m", "2022-12", by=ROSA, kind="sanction", incident=RIVER),
        a_claim("Measure", "measure:m", "", by=ROSA, kind="withdrawal", incident=RIVER),
        a_claim("Measure", "measure:m", "2022-12-20", by=ROSA, kind="rules-on-force"),
        a_claim("Measure", "measure:m", "2022-12-20", by=ROSA, kind="order-to-stop", incident=PROTESTS),
        a_claim("Measure", "measure:m", "2022-12-20", by=BRIGADE, kind="inquiry", incident=RIVER),
        a_claim("Order", "order:m", "2022-12-20", givenBy=ROSA, incident=RIVER),
        a_claim("Remark", "remark:m", "2022-12-20", speaker=ROSA, kind="order", gist="Stop", incident=RIVER),
    ],
    ids=["after", "same day", "blurred", "undated", "no incident", "wider events", "of the unit", "an order",
         "a spoken order"],
)  # fmt: skip
def test_a_measure_not_surely_earlier_speaks_against_it(measure):
    view = view_of_force(*UMBRELLA, told(ROSA, RIVER, "2022-12-12"), measure)

    found = pattern(view, ROSA, "no-measure-after-notice")

    assert not found.is_met
    assert against(found) == ["measure-taken"]


@pytest.mark.parametrize(
    "measure",
    [
        a_claim("Measure", "measure:m", "2022-12-11", by=ROSA, kind="inquiry", incident=RIVER),
        a_claim("Measure", "measure:m", "2022-12-20", by=ROSA, kind="praise", incident=RIVER),
        a_claim("Measure", "measure:m", "2022-12-20", by=ROSA, kind="promotion", incident=RIVER),
        a_claim("Measure", "measure:m", "2023-01-20", by=ROSA, kind="inquiry", incident=SQUARE),
        a_claim("Order", "order:m", "2022-12-20", givenBy=BRIGADE, incident=RIVER),
        a_claim("Measure", "measure:m", "2022-12-20", by=HUGO, kind="inquiry", incident="incident:else"),
    ],
    ids=["earlier", "praise", "promotion", "another incident", "an order of the unit", "somebody else's"],
)
def test_what_does_not_answer_the_notice_leaves_it_met(measure):
    view = view_of_force(*UMBRELLA, told(ROSA, RIVER, "2022-12-12"), measure)

    assert pattern(view, ROSA, "no-measure-after-notice").is_met


def test_a_measure_about_a_part_answers_a_notice_of_the_wider_events():
    inquiry = a_claim("Measure", "measure:m", "2023-01-20", by=ROSA, kind="inquiry", incident=SQUARE)
    view = view_of_force(*UMBRELLA, told(ROSA, PROTESTS, "2022-12-12"), inquiry)

    assert against(pattern(view, ROSA, "no-measure-after-notice")) == ["measure-taken"]


def test_a_measure_that_came_after_the_day_asked_is_not_counted_yet():
    inquiry = a_claim("Measure", "measure:m", "2023-02-01", by=ROSA, kind="inquiry", incident=RIVER)
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), inquiry)

    assert pattern(view, ROSA, "no-measure-after-notice", day("2023-01-31")).is_met
    assert not pattern(view, ROSA, "no-measure-after-notice", day("2023-02-01")).is_met


def test_a_search_beside_a_measure_is_shown_with_it():
    inquiry = a_claim("Measure", "measure:m", "2022-12-20", by=ROSA, kind="inquiry", incident=RIVER)
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), inquiry, none_found())

    assert against(pattern(view, ROSA, "no-measure-after-notice")) == ["measure-taken", "search-differs"]


def test_a_measure_by_others_is_shown_and_leaves_it_met():
    inquiry = a_claim("Measure", "measure:m", "2022-12-20", by=HUGO, kind="inquiry", incident=RIVER)
    view = view_of_force(*TWO, told(ROSA, RIVER, "2022-12-12"), inquiry)

    found = pattern(view, ROSA, "no-measure-after-notice")

    assert found.is_met
    assert "measures-by-others" in against(found)


def test_nobody_without_the_post_on_the_day_of_the_notice_could_take_a_measure():
    view = view_of_force(*TWO, told(ROSA, RIVER, "2023-07-15"), a_person("Nils"), holds("person:nils", GENERAL,
                                                                                        "2023-07-01 / 2023-12-31"))  # fmt: skip

    found = pattern(view, ROSA, "no-measure-after-notice")

    assert not found.is_met
    assert against(found) == ["no-post-then"]
