"""Deaths left out, versions that later evidence disputes, labels for people who protest."""

import pytest

from tests.builders import a_claim
from tests.conduct.pattern_telling import PROTESTS, RIVER, SQUARE, against, an_incident, pattern, reasons
from tests.conduct.telling import BRIGADE, GENERAL, HUGO, INES, ROSA, a_person, holds, view_of_force

ONE = tuple(an_incident("river", "2022-12-10", partOf=PROTESTS))


# deaths left out


def letter(when: str, sender: str = ROSA, **said: object):
    return a_claim("Communication", "communication:letter", when, sender=sender, kind="letter", gist="A letter",
                   **({"incident": RIVER, "leftOut": "The deaths"} | said))  # fmt: skip


def test_a_letter_that_leaves_the_deaths_out_is_the_pattern():
    view = view_of_force(*ONE, letter("2022-12-20"))

    found = pattern(view, ROSA, "deaths-left-out")

    assert reasons(found) == ["left-out"]
    assert found.instances[0].incidents == (RIVER,)
    assert found.instances[0].items == ("communication:letter",)


@pytest.mark.parametrize("when", ["2022-12-10", "2022-12", "2022-12-01", ""])
def test_what_is_not_surely_later_than_the_deaths_cannot_leave_them_out(when):
    view = view_of_force(*ONE, letter(when))

    found = pattern(view, ROSA, "deaths-left-out")

    assert not found.is_met
    assert against(found) == ["left-out-not-after"]


def test_who_only_received_the_letter_left_nothing_out():
    view = view_of_force(*ONE, letter("2022-12-20", HUGO, recipient=ROSA))

    assert against(pattern(view, ROSA, "deaths-left-out")) == ["nothing-left-out"]
    assert pattern(view, HUGO, "deaths-left-out").is_met


def test_a_letter_of_an_office_counts_for_whoever_alone_held_it():
    view = view_of_force(*ONE, letter("2022-12-20", GENERAL))

    assert pattern(view, ROSA, "deaths-left-out").is_met


def test_a_letter_of_an_office_with_two_holders_in_its_month_is_nobodys():
    view = view_of_force(
        *ONE, a_person("Nils"), holds("person:nils", GENERAL, "2023-07-01 / 2023-12-31 starts"),
        letter("[2023-06-15..2023-07-15]", GENERAL),
    )  # fmt: skip

    for person in (ROSA, "person:nils"):
        found = pattern(view, person, "deaths-left-out")
        assert not found.is_met
        assert "left-out-by-office" in against(found)


def test_a_meeting_names_no_incident_and_is_set_beside_the_last_one_under_the_post():
    view = view_of_force(
        *ONE, *an_incident("square", "2023-01-09"),
        a_claim("Meeting", "meeting:m", "2023-01-20", participant=ROSA, leftOut="The deaths"),
        a_claim("Meeting", "meeting:talk", "2023-01-21", participant=ROSA, raised="The deaths"),
    )  # fmt: skip

    found = pattern(view, ROSA, "deaths-left-out")

    assert found.instances[0].incidents == (SQUARE,)
    assert "raised-elsewhere" in against(found)


def test_wider_events_count_once_somebody_has_died_in_them():
    protests = a_claim("Incident", PROTESTS, "2022-12-01 / 2023-03-31", name="Protests", source="C")
    for when, is_met in (("2022-12-09", False), ("2022-12-11", True)):
        view = view_of_force(*ONE, protests, letter(when, incident=PROTESTS))

        assert pattern(view, ROSA, "deaths-left-out").is_met is is_met


# versions


def version(**said: object):
    return a_claim("Remark", "remark:r", **({"when": "2023-01-05", "speaker": ROSA, "kind": "denial",
                                             "gist": "Nobody fired", "ref": "version", "source": "C"} | said))  # fmt: skip


def evidence(**said: object):
    return a_claim("Communication", "communication:record", **({"when": "2022-12-10", "gist": "Shots on record",
                                                                "ref": "evidence", "source": "B"} | said))  # fmt: skip


def disagreement(state: str = "open", *rests_on: str):
    return a_claim("Disagreement", "disagreement:d", name="D", question="Who fired?", state=state, source="OWN",
                   rests_on=rests_on or ("version", "evidence"))  # fmt: skip


@pytest.mark.parametrize("state", ["open", "settled"])
def test_a_denial_in_a_disagreement_with_later_claims_of_others_is_the_pattern(state):
    view = view_of_force(version(), evidence(), disagreement(state))

    found = pattern(view, ROSA, "version-contradicted")

    assert reasons(found) == ["version-disputed"]
    assert found.weakest is None
    assert found.instances[0].items == ("remark:r", "disagreement:d")
    assert {view.claim(claim).about for claim in found.claims} == {
        "remark:r",
        "communication:record",
        "disagreement:d",
    }
    assert "answers-of-person" in against(found)


def test_an_explained_disagreement_speaks_against_it():
    view = view_of_force(version(), evidence(), disagreement("explained"))

    found = pattern(view, ROSA, "version-contradicted")

    assert not found.is_met
    assert against(found)[0] == "disagreement-explained"


@pytest.mark.parametrize(
    "other",
    [evidence(source="C"), evidence(when="2023-01-04", source="C"),
     a_claim("Remark", "remark:other", "2023-02-20", speaker=ROSA, gist="Again", ref="evidence", source="B")],
    ids=["public before", "before", "her own word"],
)  # fmt: skip
def test_what_was_public_before_or_is_the_persons_own_word_disputes_nothing(other):
    view = view_of_force(version(), other, disagreement())

    found = pattern(view, ROSA, "version-contradicted")

    assert not found.is_met
    assert "nothing-later" in against(found)


@pytest.mark.parametrize("kind", ["order", "praise", "label", "regret", "call"])
def test_what_is_no_version_of_events_cannot_be_contradicted(kind):
    view = view_of_force(version(kind=kind), evidence(), disagreement())

    assert not pattern(view, ROSA, "version-contradicted").is_met


def test_a_version_without_a_day_has_nothing_surely_later():
    view = view_of_force(version(when=""), evidence(), disagreement())

    assert not pattern(view, ROSA, "version-contradicted").is_met


def test_a_later_claim_that_denies_the_statement_is_the_pattern():
    view = view_of_force(version(), version(when="2023-01-05", source="B", stance="denies", ref="denied"))

    found = pattern(view, ROSA, "version-contradicted")

    assert reasons(found) == ["version-denied"]
    assert len(found.instances[0].denials) == 1


# labels


def label(speaker: str = ROSA, **said: object):
    return a_claim("Remark", "remark:label", "2022-12-12", speaker=speaker, kind="label", gist="Criminals", **said)


def plan(**said: object):
    return a_claim("Plan", "plan:p", "2022-12-01", title="Plan", label="hostile", **said)


@pytest.mark.parametrize(("drafts", "code"), [([label()], "label-said"), ([plan(signedBy=ROSA)], "label-signed")])
def test_words_spoken_and_plans_signed_by_name_are_the_pattern(drafts, code):
    found = pattern(view_of_force(*drafts), ROSA, "labels-protesters")

    assert reasons(found) == [code]
    assert "one-source" in against(found)


@pytest.mark.parametrize("draft", [label(BRIGADE), plan(issuedBy=BRIGADE)])
def test_words_of_a_unit_are_not_those_of_its_commander(draft):
    found = pattern(view_of_force(draft), ROSA, "labels-protesters")

    assert not found.is_met
    assert against(found) == ["label-of-unit"]


def test_words_of_an_office_are_not_those_of_its_holder():
    assert not pattern(view_of_force(plan(signedBy=GENERAL)), ROSA, "labels-protesters").is_met


def test_a_plan_without_labels_is_none():
    signed = a_claim("Plan", "plan:p", "2022-12-01", title="Plan", signedBy=ROSA)

    found = pattern(view_of_force(signed), ROSA, "labels-protesters")

    assert not found.is_met
    assert against(found) == ["no-label"]


def test_two_sources_and_words_of_regret_are_told():
    regret = a_claim("Remark", "remark:regret", "2022-12-13", speaker=ROSA, kind="regret", gist="Sorrow")

    found = pattern(view_of_force(label(), label(source="B"), regret), ROSA, "labels-protesters")

    assert "one-source" not in against(found)
    assert "regret" in against(found)


def test_a_paper_that_copies_another_is_no_second_source():
    from answerable.record.drafts import SourceDraft
    from tests.conduct.telling import SOURCES

    copy = SourceDraft("COPY", "news", "A copy", published="2023-03-01", derives_from=("A",))
    view = view_of_force(label(), label(source="COPY"), sources=(*SOURCES, copy))

    assert "one-source" in against(pattern(view, ROSA, "labels-protesters"))


def test_ines_has_none_of_it():
    assert not pattern(view_of_force(label()), INES, "labels-protesters").is_met
