"""A state is only what named analysts have recorded; theirs stand side by side, and a difference is said."""

from datetime import date

import pytest

from answerable.assess import assessment_draft, assessment_id, framework, gaps_of, matrix_of, verdict_words_in
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.record.audiences import PUBLIC
from answerable.record.drafts import SourceDraft
from answerable.record.unsaved import draft_ids
from answerable.record.view import ViewSpec
from tests.builders import a_claim, a_view

MEMO = SourceDraft("memo", "analysis", "An analyst's memo", published="2024-01-01")
NEWS = SourceDraft("A", "news", "A newspaper", published="2023-01-10")
GROUND = (
    a_claim("Person", "person:ana", name="Ana"),
    a_claim("Incident", "incident:square", "2023-01-09", name="Square"),
    a_claim("Incident", "incident:bridge", "2023-02-09", name="Bridge"),
    a_claim("Notice", "notice:call", "2023-01-08", person="person:ana", incident="incident:square", fact="A warning",
            receipt="delivered", ref="call"),
)  # fmt: skip
KNEW = "R28A.5a"


def view_with(*more):
    return a_view([*GROUND, *more], sources=[MEMO, NEWS])


def an_assessment(view, state="substantial", analyst="Luz", day="2024-01-01", incident="incident:square", **said):
    said = {"standard": "reasonable-suspicion", "reason": {"en": "A call is on record."}, "element": KNEW} | said
    return assessment_draft(
        view,
        framework_id="rome-28a",
        subject="person:ana",
        state=state,
        analyst=analyst,
        source="memo",
        day=date.fromisoformat(day),
        incident=incident,
        rests_on=said.pop("rests_on", [draft_ids(GROUND)["call"]]),
        **said,
    )


def cell_with(*drafts, incident="incident:square", code=KNEW):
    return matrix_of(view_with(*drafts), "rome-28a", "person:ana", incident).cell(code)


def test_without_an_assessment_nothing_is_assessed_however_much_is_on_record():
    cell = cell_with()

    assert (cell.state, cell.standard, cell.assessed) == ("not-assessed", "", ())
    assert [each.entity for each in cell.supports] == ["notice:call"]


def test_an_assessment_gives_the_cell_its_state_standard_and_weighed_claims():
    cell = cell_with(an_assessment(view_with()))

    assert (cell.state, cell.standard) == ("substantial", "reasonable-suspicion")
    assert cell.assessed[0].rests_on == (draft_ids(GROUND)["call"],)
    assert cell.assessed[0].claim in cell.claims


def test_two_analysts_stand_side_by_side_and_their_difference_is_said():
    view = view_with()
    cell = cell_with(an_assessment(view), an_assessment(view, "contested", "Eva"))

    assert cell.is_conflict
    assert {(each.analyst, each.state) for each in cell.assessed} == {("Luz", "substantial"), ("Eva", "contested")}
    assert cell.assessed[0].entity == cell.assessed[1].entity


def test_two_analysts_who_agree_are_one_state_at_the_lower_standard():
    view = view_with()
    cell = cell_with(an_assessment(view), an_assessment(view, analyst="Eva", standard="lead"))

    assert (cell.state, cell.standard, len(cell.assessed)) == ("substantial", "lead", 2)


def test_an_analysts_later_assessment_replaces_only_that_analysts_own():
    view = view_with()
    cell = cell_with(
        an_assessment(view, "weak", day="2024-01-01"),
        an_assessment(view, "contested", "Eva", day="2024-01-02"),
        an_assessment(view, "substantial", day="2024-02-01", reason={"en": "More is on record."}),
    )

    assert {(each.analyst, each.state) for each in cell.assessed} == {("Luz", "substantial"), ("Eva", "contested")}
    assert [(each.analyst, each.state) for each in cell.earlier] == [("Luz", "weak")]


def test_an_assessment_for_all_incidents_counts_for_each_and_gives_way_to_one_for_the_incident():
    view = view_with()
    for_all = an_assessment(view, "weak", incident=None, day="2024-05-01")
    for_square = an_assessment(view, "substantial", day="2024-01-01")

    assert cell_with(for_all, incident="incident:bridge").state == "weak"
    assert cell_with(for_all, incident="incident:bridge").assessed[0].is_for_all
    assert cell_with(for_all, for_square).state == "substantial"
    assert cell_with(for_all, for_square, incident="incident:bridge").state == "weak"
    assert cell_with(for_square, incident=None).state == "not-assessed"


def test_a_rejected_assessment_does_not_count():
    from dataclasses import replace

    assert cell_with(replace(an_assessment(view_with()), status="rejected")).state == "not-assessed"


def test_the_team_alone_sees_an_assessment_unless_it_is_said_otherwise():
    drafts = [*GROUND, an_assessment(view_with())]
    public = a_view(drafts, sources=[MEMO, NEWS], spec=ViewSpec(PUBLIC))

    assert matrix_of(public, "rome-28a", "person:ana", "incident:square").cell(KNEW).state == "not-assessed"


def test_one_entity_carries_every_analysts_assessment_of_one_thing():
    draft = an_assessment(view_with())

    assert draft.about == "assessment:rome-28a-r28a.5a-ana-square"
    assert assessment_id(framework("rome-28a"), framework("rome-28a").find(KNEW), "person:ana") == (
        "assessment:rome-28a-r28a.5a-ana"
    )


def test_the_same_words_on_another_day_are_another_claim():
    view = view_with()
    first, second = an_assessment(view), an_assessment(view, day="2024-01-02")

    assert first.time != second.time


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"state": "proven"}, ValueRefusedError, "is no state"),
        ({"standard": "beyond-reasonable-doubt"}, ValueRefusedError, "no standard of proof"),
        ({"element": "R28A.5"}, ValueRefusedError, "joins other elements"),
        ({"element": "R28A.99"}, NotFoundError, "no element"),
        ({"rests_on": []}, ValueRefusedError, "weighs claims"),
        ({"rests_on": ["0" * 32]}, NotFoundError, "no such claim"),
        ({"reason": {"en": "She is guilty of it."}}, ValueRefusedError, "guilty"),
        ({"reason": {"es": "Es culpable."}}, ValueRefusedError, "culpable"),
        ({"next_steps": {"en": "Find the perpetrator."}}, ValueRefusedError, "perpetrator"),
        ({"reason": {"en": "  "}}, ValueRefusedError, "needs a reason"),
        ({"analyst": " "}, ValueRefusedError, "needs a reason"),
        ({"incident": "incident:nowhere"}, NotFoundError, "Nothing by this name"),
    ],
)
def test_an_assessment_that_is_not_fit_is_refused(change, error, says):
    with pytest.raises(error, match=says):
        an_assessment(view_with(), **change)


def test_an_assessment_rests_on_the_analysts_own_source():
    with pytest.raises(ValueRefusedError, match="is no analysis"):
        assessment_draft(
            view_with(), framework_id="rome-28a", element=KNEW, subject="person:ana", state="no-evidence",
            standard="lead", reason={"en": "Nothing found."}, analyst="Luz", source="A", day=date(2024, 1, 1),
        )  # fmt: skip


def test_a_reason_in_spanish_alone_stands_under_the_plain_name_too():
    draft = an_assessment(view_with(), reason={"es": "Consta una llamada."})

    assert draft.properties["reason"] == draft.properties["reason@es"] == ("Consta una llamada.",)


def test_words_of_a_verdict_are_found_whole_in_either_language():
    assert verdict_words_in("Found GUILTY, and proved.") == ("guilty", "proved")
    assert verdict_words_in("más allá de toda duda razonable") == ("mas alla de toda duda razonable",)
    assert verdict_words_in("It could amount to a crime, according to prosecutors.") == ()


def test_what_analysts_would_look_for_next_joins_the_questions():
    view = view_with()
    draft = an_assessment(view, "contested", next_steps={"en": "Ask the exchange for the log."})
    questions = gaps_of(view_with(draft), "person:ana", incident="incident:square", framework_ids=["rome-28a"])
    knew = next(each for each in questions if ("rome-28a", KNEW) in each.elements)

    assert knew.missing == "assessed-open"
    assert knew.seek[-1] == {"en": "Ask the exchange for the log."}


def test_what_all_analysts_call_substantial_is_asked_for_no_more():
    questions = gaps_of(
        view_with(an_assessment(view_with())), "person:ana", incident="incident:square", framework_ids=["rome-28a"]
    )

    assert not any(("rome-28a", KNEW) in each.elements for each in questions)


@pytest.mark.django_db
def test_a_draft_is_recorded_as_a_claim_and_read_back():
    from answerable.record import changes
    from answerable.record.actors import Actor, Role
    from answerable.record.audiences import TEAM
    from answerable.record.reads import view_of
    from tests.builders import DOSSIER

    owner = Actor("Owner", Role.OWNER)
    dossier = changes.new_dossier(actor=owner, draft=DOSSIER)
    changes.add_sources(actor=owner, dossier=dossier, drafts=[MEMO, NEWS])
    changes.record_claims(actor=owner, dossier=dossier, drafts=GROUND)
    spec = ViewSpec(TEAM)
    changes.record_claim(actor=owner, dossier=dossier, draft=an_assessment(view_of(DOSSIER.id, spec)))

    cell = matrix_of(view_of(DOSSIER.id, spec), "rome-28a", "person:ana", "incident:square").cell(KNEW)

    assert (cell.state, cell.assessed[0].analyst) == ("substantial", "Luz")
