"""What is missing is asked for, the most pressing first, and once for all tests that share the question."""

from answerable.assess import MISSING, gaps_of, subjects_to_ask_about
from answerable.record.drafts import SourceDraft
from tests.assess.test_assessed import GROUND as ANA
from tests.assess.test_assessed import KNEW, an_assessment, view_with
from tests.assess.test_queries import GROUND, PERSON, SOURCES, SQUARE
from tests.builders import a_claim, a_view


def questions(*drafts, without=(), subject=PERSON, incident=SQUARE, frameworks=("rome-28a",)):
    kept = [draft for draft in GROUND if draft.about not in without]
    view = a_view([*kept, *drafts], sources=SOURCES)
    return gaps_of(view, subject, incident=incident, framework_ids=frameworks)


def missing(found, code, framework="rome-28a"):
    return next((each.missing for each in found if (framework, code) in each.elements), None)


def a_notice(**said):
    return a_claim(
        "Notice", "notice:one", "2023-01-08", **({"person": PERSON, "fact": "Deaths", "incident": SQUARE} | said)
    )


def test_nothing_on_record_is_the_most_pressing():
    assert missing(questions(), KNEW) == "nothing-found"


def test_what_only_speaks_against_leaves_the_support_to_be_found():
    denial = a_claim(
        "Remark", "remark:no", "2023-06-01", speaker=PERSON, gist="I did not know.", kind="denial", incident=SQUARE
    )

    assert missing(questions(denial), KNEW) == "nothing-for"


def test_what_only_lets_it_be_inferred_leaves_something_that_shows_it_to_be_found():
    assert missing(questions(a_notice(incident="incident:bridge", receipt="read")), KNEW) == "only-inferred"


def test_what_shows_it_is_left_to_be_assessed():
    assert missing(questions(a_notice(receipt="read")), KNEW) == "not-assessed"


def test_a_chain_that_is_not_evidenced_or_not_known_is_asked_for():
    order = a_claim("Order", "order:one", "2023-01-08", givenBy=PERSON, incident=SQUARE, gist="Go")

    assert missing(questions(order), "R28A.2a") == "not-assessed"
    assert missing(questions(order, without=["subordination:s-f"]), "R28A.2a") == "weak-link"


def test_analysts_who_differ_leave_the_question_open():
    view = view_with()
    found = gaps_of(
        view_with(an_assessment(view), an_assessment(view, "contested", "Eva")),
        "person:ana", incident=SQUARE, framework_ids=["rome-28a"],
    )  # fmt: skip

    assert missing(found, KNEW) == "differing"


def test_what_analysts_agree_is_rebutted_is_asked_for_no_more():
    found = gaps_of(
        view_with(an_assessment(view_with(), "rebutted")),
        "person:ana",
        incident=SQUARE,
        framework_ids=["rome-28a"],
    )

    assert missing(found, KNEW) is None


def test_the_most_pressing_comes_first_and_what_serves_most_tests_before_the_rest():
    found = questions(a_notice(receipt="read"), frameworks=())
    ranks = [MISSING.index(each.missing) for each in found]
    first = [len(each.elements) for each in found if each.missing == found[0].missing]

    assert ranks == sorted(ranks)
    assert first == sorted(first, reverse=True)


def test_a_question_that_several_tests_share_is_asked_once():
    found = questions(a_notice(receipt="read"), frameworks=("rome-28a", "rome-28b", "customary"))
    knew = [each for each in found if ("rome-28a", KNEW) in each.elements]

    assert len(knew) == 1
    assert knew[0].elements == (("rome-28a", KNEW), ("rome-28b", "R28B.3a"), ("customary", "CUS.2a"))


def test_a_person_is_asked_about_for_each_deadly_incident_under_the_persons_posts():
    harm = a_claim("Harm", "harm:one", "2023-01-09", incident=SQUARE, person="person:eva", kind="killed")
    view = a_view([*GROUND, harm], sources=SOURCES)

    assert {each.incident for each in gaps_of(view, PERSON)} == {SQUARE}
    assert {each.incident for each in gaps_of(a_view(GROUND, sources=SOURCES), PERSON)} == {""}


def test_without_a_subject_those_are_asked_about_whom_sources_or_analysts_single_out():
    drafts = (
        a_claim("Harm", "harm:one", "2023-01-09", incident=SQUARE, person="person:eva", kind="killed"),
        a_claim("Person", "person:luz", name="Luz"),
        a_claim("Person", "person:pia", name="Pia"),
        a_claim(
            "Involvement", "involvement:luz", "2023-01-09", actor="person:luz", incident=SQUARE, role="commanded"
        ),
        a_claim(
            "Involvement", "involvement:pia", "2023-01-09", actor="person:pia", incident=SQUARE, role="present"
        ),
        a_claim("Proceeding", "proceeding:one", name="Case", person=PERSON, incident=SQUARE, kind="criminal"),
    )
    view = a_view([*GROUND, *drafts], sources=SOURCES)

    assert set(subjects_to_ask_about(view)) == {
        (SQUARE, SQUARE), ("proceeding:one", SQUARE), (PERSON, SQUARE), ("person:luz", SQUARE),
    }  # fmt: skip
    assert {each.subject for each in gaps_of(view)} >= {PERSON, "person:luz"}
    assert "person:pia" not in {each.subject for each in gaps_of(view)}


def test_whom_an_analyst_has_assessed_is_asked_about_without_a_death_on_record():
    memo = SourceDraft("memo", "analysis", "An analyst's memo", published="2024-01-01")
    view = a_view([*ANA, an_assessment(view_with())], sources=[memo, *SOURCES[:1]])

    assert subjects_to_ask_about(view) == (("person:ana", SQUARE),)


def test_the_questions_about_everyone_are_gathered_once_for_a_view():
    view = a_view(GROUND, sources=SOURCES)

    assert gaps_of(view) == gaps_of(view) == ()
