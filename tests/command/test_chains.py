"""The chain above a unit or a person: golden tables, and the facts that a table does not show."""

from typing import Any

import pytest

from answerable.command import Chain, chain_of_person, chain_of_unit
from answerable.kernel.errors import DateUnclearError, NotFoundError
from answerable.kernel.standing import Status
from answerable.record.audiences import PUBLIC
from answerable.record.view import View, ViewSpec
from tests.builders import LIMA, day
from tests.command.telling import golden, p, tell, u, view_of_lines


def ask(view: View, question: str) -> Chain:
    unit, _, asked = question.rpartition(" on ")
    return chain_of_unit(view, u(unit), day(asked))


@pytest.mark.parametrize("case", golden("units"), ids=lambda case: case["case"])
def test_each_golden_unit_has_its_chain(case: dict[str, Any]) -> None:
    view = view_of_lines(case["claims"])

    chain = ask(view, case["ask"])

    assert tell(view, chain) == sorted(case["chain"])
    assert [report.code for report in chain.reports] == case.get("reports", [])


@pytest.mark.parametrize("case", golden("people"), ids=lambda case: case["case"])
def test_each_golden_person_has_their_chains(case: dict[str, Any]) -> None:
    view = view_of_lines(case["claims"])
    person, _, asked = case["ask"].rpartition(" on ")

    chains = chain_of_person(view, p(person), day(asked))

    assert [tell(view, chain) for chain in chains] == [sorted(chain) for chain in case["chains"]]


def test_a_chain_is_as_weak_as_its_weakest_link_and_tells_holders_apart() -> None:
    view = view_of_lines("""
        Gamma under Beta : 2015-05-05
        Beta under Alpha : 2010-01-01 / 2012-01-01 ongoing
        Ana commands Gamma : 2015
    """)

    (branch,) = ask(view, "Gamma on 2015-05-05").branches

    assert branch.weakest is Status.ASSUMED
    assert branch.weakest_holder is Status.POSSIBLE


def test_a_chain_of_one_rung_has_no_weakest_link() -> None:
    (branch,) = ask(view_of_lines("unit Alpha"), "Alpha on 2015-05-05").branches

    assert branch.weakest is None
    assert branch.weakest_holder is None


def test_denials_come_with_the_link_and_the_holder_that_they_deny() -> None:
    view = view_of_lines("""
        Beta under Alpha : 2015-05-05
        Beta under Alpha : 2015-05-05 ; source=B ; stance=denies
        Ana commands Beta : 2015-05-05
        Ana commands Beta : 2015-05-05 ; source=C ; stance=denies
    """)

    chain = ask(view, "Beta on 2015-05-05")

    rung = chain.branches[0].rungs[0]
    assert rung.link
    assert [view.claim(name).source for name in rung.link.denials] == ["B"]
    assert [view.claim(name).source for name in rung.holders[0].denials] == ["C"]
    assert set(chain.denials) == {*rung.link.denials, *rung.holders[0].denials}


def test_every_claim_that_a_chain_rests_on_is_in_its_claims_once() -> None:
    view = view_of_lines("""
        Beta under Alpha : 2015-05-05
        Beta under Alpha : 2015-05-05 ; source=B
        Ana commands Beta : 2015-05-05
    """)

    chain = ask(view, "Beta on 2015-05-05")

    sources = sorted((view.claim(name).schema, view.claim(name).source) for name in chain.claims)
    assert sources == [("Appointment", "A"), ("Subordination", "A"), ("Subordination", "B")]


def test_an_edge_of_another_period_is_named_beside_the_one_shown() -> None:
    view = view_of_lines("""
        Beta under Alpha : 2010-01-01 / 2011-01-01 ; id=edge:first
        Beta under Alpha : 2014-01-01 / 2016-01-01 ; id=edge:second
    """)

    link = ask(view, "Beta on 2015-05-05").branches[0].rungs[0].link

    assert link
    assert (link.edge, link.also) == ("edge:second", ("edge:first",))


def test_a_superior_that_is_not_public_hides_its_edge_and_nothing_else() -> None:
    lines = """
        unit Secret ; visibility=team
        Beta under Secret : 2015-05-05
        Beta under Alpha : 2015-05-05
        Ana commands Beta : 2015-05-05
    """

    public = view_of_lines(lines, spec=ViewSpec(PUBLIC))

    assert tell(public, ask(public, "Beta on 2015-05-05")) == [
        "Beta (held, Ana) = evidenced => Alpha (unknown) | no-superior-known"
    ]
    team = view_of_lines(lines)
    assert len(ask(team, "Beta on 2015-05-05").branches) == 2


def test_a_superior_whose_claims_fell_with_a_source_is_not_in_the_chain() -> None:
    lines = "unit Alpha ; source=B\nBeta under Alpha : 2015-05-05"

    view = view_of_lines(lines, spec=ViewSpec(without=frozenset({"B"})))

    assert tell(view, ask(view, "Beta on 2015-05-05")) == ["Beta (unknown) | no-superior-known"]


def test_an_officer_whose_name_is_not_public_is_a_holder_and_not_a_vacancy() -> None:
    view = view_of_lines("Ana commands Alpha : 2015-05-05", spec=ViewSpec(PUBLIC))
    hidden = [draft for draft in view.claims() if draft.schema == "Person"]
    without = view_of_lines(
        "Ana commands Alpha : 2015-05-05", spec=ViewSpec(PUBLIC, without=frozenset({hidden[0].id}))
    )

    rung = ask(without, "Alpha on 2015-05-05").branches[0].rungs[0]

    assert (rung.state, len(rung.holders), without.caption(rung.holders[0].person or "")) == ("held", 1, "")


def test_a_vacancy_names_no_holder_even_when_its_claim_names_who_left() -> None:
    lines = "Ana commands Alpha : 2015-05-05 ; kind=vacant"

    rung = ask(view_of_lines(lines), "Alpha on 2015-05-05").branches[0].rungs[0]

    assert (rung.state, rung.holders, [held.person for held in rung.vacancies]) == ("vacant", (), [None])


def test_of_two_commanding_posts_the_one_with_a_holder_is_shown_and_the_other_listed() -> None:
    view = view_of_lines("""
        post Old Chief of Alpha ; function=commander
        post New Chief of Alpha ; function=commander
        Ana holds Old Chief : 2015-05-05 ; kind=vacant
        Eva holds New Chief : 2015-05-05
    """)

    rung = ask(view, "Alpha on 2015-05-05").branches[0].rungs[0]

    assert (rung.post, rung.state) == ("post:new-chief", "held")
    assert [(other.post, other.holders) for other in rung.other_posts] == [("post:old-chief", ())]


def test_the_starts_and_ends_of_a_holder_say_whether_they_are_real() -> None:
    view = view_of_lines("Ana commands Alpha : 2015-01-01 / 2015-12-31 starts")

    (holder,) = ask(view, "Alpha on 2015-05-05").branches[0].rungs[0].holders

    assert (holder.first_day, holder.last_day) == (day("2015-01-01"), day("2015-12-31"))
    assert (holder.is_start, holder.is_end) == (True, False)


def test_reversed_dates_are_refused_and_not_swapped() -> None:
    with pytest.raises(DateUnclearError):
        view_of_lines("Beta under Alpha : 2015-05-05 / 2014-05-05")


def test_a_unit_that_the_view_does_not_hold_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        chain_of_unit(view_of_lines("unit Alpha"), "unit:beta", day("2015-05-05"))


def test_a_chain_with_too_many_branches_says_that_it_is_cut() -> None:
    lines = []
    for level in range(9):
        for side in ("L", "R"):
            lines += [f"{side}{level} under {upper}{level + 1} : 2015-05-05" for upper in ("L", "R")]

    chain = ask(view_of_lines(lines), "L0 on 2015-05-05")

    assert chain.is_cut
    assert len(chain.branches) == 256


def test_two_people_found_to_be_one_hold_both_posts_and_it_is_reported() -> None:
    from datetime import UTC, datetime

    from answerable.record.cutting import Sameness

    lines = """
        Station under Region : 2015-05-05
        J Smith commands Station : 2015-05-05
        John A Smith commands Region : 2015-05-05
    """
    apart = ask(view_of_lines(lines), "Station on 2015-05-05")
    merged = Sameness(p("J Smith"), p("John A Smith"), "same", datetime(2024, 1, 1, tzinfo=UTC))

    view = view_of_lines(lines, judgements=[merged])

    assert apart.reports == ()
    assert [report.code for report in ask(view, "Station on 2015-05-05").reports] == ["two-posts"]


def test_days_are_days_of_the_dossiers_zone() -> None:
    view = view_of_lines("Beta under Alpha : 2015-05-05T23:30-05:00")

    assert view.dossier.zone == LIMA
    assert ask(view, "Beta on 2015-05-05").branches[0].weakest is Status.EVIDENCED
    assert ask(view, "Beta on 2015-05-06").branches[0].weakest is Status.UNKNOWN_AFTER
