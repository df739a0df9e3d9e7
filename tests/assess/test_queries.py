"""Each kind of query finds what it should, places it, and carries what speaks against it."""

from dataclasses import replace

import pytest

from answerable.assess import matrix_of
from answerable.assess.answers import Element, Query
from answerable.assess.inquiry import Inquiry
from answerable.assess.queries import candidates_of
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.record.drafts import SourceDraft
from tests.builders import a_claim, a_unit, a_view

WORDS = {"en": "Words", "es": "Palabras"}
SOURCES = (
    SourceDraft("A", "report", "A report", published="2023-01-10"),
    SourceDraft("memo", "analysis", "A memo", published="2024-01-01"),
)
WAVE, SQUARE, BRIDGE = "incident:wave", "incident:square", "incident:bridge"
GROUND = (
    a_unit("Force", force="police"),
    a_unit("Station", force="police"),
    a_claim("Post", "post:chief", title="Chief", unit="unit:force", function="commander"),
    a_claim("Person", "person:ana", name="Ana"),
    a_claim("Appointment", "appointment:ana", "2022-12-01 / 2023-03-01 starts ends", person="person:ana", post="post:chief"),
    a_claim("Subordination", "subordination:s-f", "2022-12-01 / 2023-03-01", subordinate="unit:station",
            superior="unit:force", **{"class": "command"}),
    a_claim("Incident", WAVE, "2022-12-01 / 2023-03-01", name="Wave"),
    a_claim("Incident", SQUARE, "2023-01-09", name="Square", partOf=WAVE),
    a_claim("Incident", BRIDGE, "2022-12-20", name="Bridge", partOf=WAVE),
    a_claim("Deployment", "deployment:s", "2023-01-09", actor="unit:station", incident=SQUARE),
)  # fmt: skip
PERSON = "person:ana"


def a_query(find="item", how="direct", **said):
    return Query("asked", find, how, WORDS, **said)


def found(*drafts, kind="context", incident=SQUARE, subject=PERSON, **queries):
    """Return what a leaf with these queries finds, by side."""
    sides = {side: (query,) for side, query in queries.items()}
    element = Element(
        "X", "", "leaf", 0, (), WORDS, WORDS, kind, "lawyer", (), "", sides, (WORDS,), {}, "", "here"
    )
    view = a_view([*GROUND, *drafts], sources=SOURCES)
    return candidates_of(Inquiry(view, subject, incident, is_person=subject == PERSON), element)


def a_notice(name, when, **said):
    return a_claim(
        "Notice", f"notice:{name}", when, **({"person": PERSON, "fact": "Deaths", "incident": SQUARE} | said)
    )


def names(candidates):
    return [each.entity for each in candidates]


# time


def test_what_lies_in_the_time_asked_for_is_found_and_placed():
    sides = found(
        a_notice("early", "2023-01-05"), a_notice("late", "2023-01-20"), **{"for": a_query(placed=("before",))}
    )

    assert [(each.entity, each.placed, each.days) for each in sides["for"]] == [("notice:early", "before", 4)]


def test_what_cannot_be_placed_is_never_dropped_and_says_so():
    sides = found(
        a_notice("blurred", "2023-01"),
        a_notice("undated", ""),
        **{"for": a_query(schemata=("Notice",), placed=("before",))},
    )

    assert {(each.entity, each.placed) for each in sides["for"]} == {
        ("notice:blurred", "unclear"),
        ("notice:undated", "undated"),
    }


def test_without_an_incident_every_time_and_tie_passes():
    sides = found(
        a_notice("early", "2023-01-05"), a_notice("late", "2023-01-20", incident=BRIDGE),
        incident="", **{"for": a_query(schemata=("Notice",), placed=("before",))},
    )  # fmt: skip

    assert {(each.entity, each.placed) for each in sides["for"]} == {("notice:early", None), ("notice:late", None)}


# ties


@pytest.mark.parametrize(
    ("incident", "tie"),
    [(SQUARE, "own"), (WAVE, "whole"), (BRIDGE, "sibling"), (None, "none"), ("incident:far", "other")],
)
def test_what_concerns_the_incident_its_whole_or_another_part_is_told_apart(incident, tie):
    notice = a_notice("one", "2023-01-05", **({"incident": incident} if incident else {}))
    if incident is None:
        notice = a_claim("Notice", "notice:one", "2023-01-05", person=PERSON, fact="Deaths")
    far = a_claim("Incident", "incident:far", "2023-01-01", name="Far")
    every = found(
        notice, far, **{"for": a_query(schemata=("Notice",), ties=("own", "whole", "sibling", "other", "none"))}
    )
    close = found(notice, far, **{"for": a_query(schemata=("Notice",))})

    assert [each.tie for each in every["for"]] == [tie]
    assert bool(close["for"]) == (tie in ("own", "whole"))


# filters


def test_receipt_kind_part_and_lane_narrow_what_is_found():
    drafts = (
        a_notice("read", "2023-01-05", receipt="read"),
        a_notice("sent", "2023-01-05", receipt="sent"),
        a_claim("Order", "order:given", "2023-01-05", givenBy=PERSON, incident=SQUARE, gist="Go"),
        a_claim("Order", "order:taken", "2023-01-05", givenTo=PERSON, incident=SQUARE, gist="Stay"),
        a_claim(
            "Remark",
            "remark:praise",
            "2023-01-10",
            speaker=PERSON,
            gist="Well done",
            kind="praise",
            incident=SQUARE,
        ),
    )

    assert names(found(*drafts, **{"for": a_query(receipts=("read",))})["for"]) == ["notice:read"]
    assert names(found(*drafts, **{"for": a_query(parts=("givenBy",))})["for"]) == ["order:given"]
    assert names(found(*drafts, **{"for": a_query(kinds=("praise",))})["for"]) == ["remark:praise"]
    assert set(names(found(*drafts, **{"for": a_query(lanes=("ordered",))})["for"])) == {"order:given"}


def test_an_order_with_rules_on_force_is_told_from_one_without():
    drafts = (
        a_claim(
            "Order", "order:rules", "2023-01-05", givenBy=PERSON, incident=SQUARE, forceRules="Non-lethal only"
        ),
        a_claim("Order", "order:open", "2023-01-05", givenBy=PERSON, incident=SQUARE, gist="Clear the square"),
    )

    assert names(found(*drafts, **{"for": a_query(schemata=("Order",), has=("forceRules",))})["for"]) == [
        "order:rules"
    ]
    assert names(found(*drafts, **{"for": a_query(schemata=("Order",), lacks=("forceRules",))})["for"]) == [
        "order:open"
    ]


def test_what_is_found_by_a_word_is_inferred_and_cites_the_claim_that_says_it():
    order = a_claim(
        "Order", "order:one", "2023-01-05", givenBy=PERSON, incident=SQUARE, gist="Stop firing at once"
    )
    sides = found(order, **{"for": a_query(schemata=("Order",), says={"gist": ("stop firing",)})})
    none = found(order, **{"for": a_query(schemata=("Order",), says={"gist": ("withdraw",)})})

    assert [each.how for each in sides["for"]] == ["inferred"]
    assert none["for"] == ()


# units, chains, posts


def test_what_names_the_unit_that_a_person_headed_is_inferred_and_says_by_way_of_what():
    sides = found(a_notice("unit", "2023-01-05", person="unit:force"), **{"for": a_query("unit-item")})

    assert [(each.entity, each.via, each.how) for each in sides["for"]] == [
        ("notice:unit", "unit:force", "inferred")
    ]


def test_the_chain_is_found_with_its_weakest_link():
    sides = found(**{"for": a_query("chain")})

    assert [(each.entity, each.via, each.weakest.word, each.how) for each in sides["for"]] == [
        ("unit:station", "post:chief", "evidenced", "direct")
    ]


@pytest.mark.parametrize(
    ("when", "standing"),
    [("2022-12 / 2023-02", "evidenced"), ("2022-12-01 / 2022-12-31 ongoing", "assumed"), ("2023-01", "possible")],
)
def test_a_link_that_is_less_than_evidenced_is_inferred_and_shown(when, standing):
    weaker = a_claim("Subordination", "subordination:s-f", when, subordinate="unit:station", superior="unit:force",
                     **{"class": "command"})  # fmt: skip
    ground = [draft for draft in GROUND if draft.about != "subordination:s-f"]
    view = a_view([*ground, weaker], sources=SOURCES)
    cell = matrix_of(view, "rome-28a", PERSON, SQUARE).cell("R28A.2a")
    way = next(each for each in cell.supports if each.way)

    assert (way.weakest.word, way.how) == (standing, "direct" if standing == "evidenced" else "inferred")
    assert cell.weakest.word == standing
    assert matrix_of(view, "rome-28b", PERSON, SQUARE).cell("R28B.1a").weakest.word == standing, (
        "a post held hides it"
    )


def test_a_chain_that_is_not_known_is_not_made_up():
    ground = [draft for draft in GROUND if draft.about != "subordination:s-f"]
    cell = matrix_of(a_view(ground, sources=SOURCES), "rome-28a", PERSON, SQUARE).cell("R28A.2a")

    assert cell.weakest is None
    assert not any(each.way for each in cell.supports)


def test_a_post_is_found_by_function_and_force_when_it_was_held():
    by_force = found(**{"for": a_query("tenure", forces=("police",))})["for"]

    assert [(each.entity, each.via, each.weakest.word) for each in by_force] == [
        ("appointment:ana", "post:chief", "evidenced")
    ]
    assert found(**{"for": a_query("tenure", forces=("army",))})["for"] == ()
    assert found(**{"for": a_query("tenure", functions=("minister",))})["for"] == ()


def test_a_post_that_had_surely_ended_is_not_found_and_one_that_may_have_gone_on_is_unclear():
    ended = a_claim(
        "Appointment", "appointment:old", "2022-01-01 / 2022-02-01 ends", person=PERSON, post="post:chief"
    )
    cited = a_claim("Appointment", "appointment:cited", "2022-06-01", person=PERSON, post="post:chief")
    sides = found(ended, cited, **{"for": a_query("tenure")})

    assert {(each.entity, each.placed, each.how) for each in sides["for"]} == {
        ("appointment:ana", "during", "direct"),
        ("appointment:cited", "unclear", "inferred"),
    }


def test_a_duty_of_the_post_or_unit_of_that_time_is_found_by_its_kind():
    duty = a_claim(
        "Duty", "duty:one", "2022-12-01 / 2023-03-01", holder="post:chief", kind="prevent", basis="A law"
    )
    past = a_claim("Duty", "duty:past", "2022-01-01 / 2022-02-01 ends", holder="post:chief", kind="prevent")
    query = a_query("duty", kinds=("prevent",), ties=("none",))

    assert [(each.entity, each.via) for each in found(duty, past, **{"for": query})["for"]] == [
        ("duty:one", "post:chief")
    ]
    assert found(duty, **{"for": replace(query, kinds=("report",))})["for"] == ()


# what duties should have brought


def test_a_report_that_a_duty_should_have_brought_is_only_ever_inferred():
    below = a_claim("Person", "person:luz", name="Luz")
    duty = a_claim(
        "Duty", "duty:report", "2022-12-01 / 2023-03-01", holder="person:luz", kind="report", towards=PERSON
    )
    told = a_notice("below", "2023-01-05", person="person:luz")
    sent = a_claim(
        "Order", "order:own", "2023-01-06", givenBy=PERSON, givenTo="person:luz", incident=SQUARE, gist="Go"
    )
    sides = found(below, duty, told, sent, **{"for": a_query("expected", ties=("own",))})

    assert [(each.entity, each.how, each.via) for each in sides["for"]] == [
        ("notice:below", "inferred", "person:luz")
    ]


def test_a_pattern_of_two_incidents_bears_on_the_later_only_where_that_is_asked():
    drafts = (
        a_claim("Deployment", "deployment:b", "2022-12-20", actor="unit:station", incident=BRIDGE),
        *(
            a_claim(
                "Harm", f"harm:{name}", when, incident=f"incident:{name}", person=f"person:{name}", kind="killed"
            )
            for name, when in (("square", "2023-01-09"), ("bridge", "2022-12-20"))
        ),
    )
    asked = a_query("pattern", codes=("same-commander",), later=True)

    assert [each.part for each in found(*drafts, **{"for": asked})["for"]] == ["same-commander-0"]
    assert found(*drafts, incident=BRIDGE, **{"for": asked})["for"] == ()
    assert found(*drafts, incident=BRIDGE, **{"for": replace(asked, later=False)})["for"]
    assert all(each.how == "inferred" for each in found(*drafts, **{"for": asked})["for"])


# whatever points at the incident, or is said of it


def test_harm_at_the_incident_is_found_and_stands_on_the_claims_that_say_so():
    harm = a_claim("Harm", "harm:one", "2023-01-09", incident=SQUARE, person="person:eva", kind="killed")
    other = a_claim("Harm", "harm:two", "2022-12-20", incident=BRIDGE, person="person:eva", kind="killed")
    query = a_query("entity", schemata=("Harm",), by=("incident",), of="incident", where={"kind": ("killed",)})
    sides = found(harm, other, **{"for": query})

    assert [(each.entity, each.part, each.tie, each.placed) for each in sides["for"]] == [
        ("harm:one", "incident", "own", "during")
    ]
    assert len(sides["for"][0].claims) == 1


def test_other_parts_of_the_whole_are_found_by_it():
    query = a_query(
        "entity", schemata=("Incident",), by=("partOf",), of="whole", ties=("sibling",), placed=("before",)
    )

    assert names(found(**{"for": query})["for"]) == [BRIDGE]


def test_what_only_the_teams_own_analysis_says_is_inferred():
    harm = a_claim("Harm", "harm:one", "2023-01-09", incident=SQUARE, kind="killed", source="memo")
    query = a_query("entity", schemata=("Harm",), by=("incident",), of="incident")

    assert [each.how for each in found(harm, **{"for": query})["for"]] == ["inferred"]


def test_what_is_said_of_the_incident_itself_is_one_candidate_for_each_property():
    said = a_claim("Incident", SQUARE, "2023-01-09", place="Lima", summary="Shots were heard.")
    query = a_query("own", of="incident", properties=("place", "summary", "setting"))

    assert [(each.entity, each.part) for each in found(said, **{"for": query})["for"]] == [
        (SQUARE, "place"),
        (SQUARE, "summary"),
    ]


# sides


def test_a_denial_of_what_is_found_is_carried_on_the_side_against():
    notice = a_notice("one", "2023-01-05", ref="said")
    denied = a_notice("one", "2023-01-05", stance="denies", source="memo")
    sides = found(notice, denied, **{"for": a_query(schemata=("Notice",))})

    assert [(each.entity, each.is_denial, each.side) for each in sides["against"]] == [
        ("notice:one", True, "against")
    ]
    assert sides["against"][0].claims == sides["for"][0].denials


@pytest.mark.parametrize("kind", ["relationship", "control", "mental", "conduct", "causation", "duty"])
def test_the_persons_own_denials_stand_against_these_kinds_without_being_asked_for(kind):
    denial = a_claim(
        "Remark", "remark:no", "2023-06-01", speaker=PERSON, gist="I did not know.", kind="denial", incident=WAVE
    )

    assert [(each.entity, each.is_denial) for each in found(denial, kind=kind)["against"]] == [("remark:no", True)]
    assert found(denial, kind="context")["against"] == ()


def test_a_denial_about_something_else_stays_there():
    denial = a_claim(
        "Remark", "remark:no", "2023-06-01", speaker=PERSON, gist="Not so.", kind="denial", incident=BRIDGE
    )

    assert found(denial, kind="mental")["against"] == ()


def test_what_stands_on_a_side_is_not_said_to_stand_on_either():
    sides = found(
        a_notice("one", "2023-01-05"), **{"for": a_query(schemata=("Notice",)), "either": a_query(how="inferred")}
    )

    assert names(sides["for"]) == ["notice:one"]
    assert "notice:one" not in names(sides["either"])


def test_what_shows_a_thing_comes_before_what_only_lets_it_be_inferred():
    sides = found(
        a_notice("early", "2022-12-05", person="unit:force"), a_notice("late", "2023-01-08"),
        **{"for": a_query(schemata=("Notice",))},
    )  # fmt: skip
    element_order = [each.how for each in sides["for"]]

    assert element_order == sorted(element_order)


# what may be asked


def test_a_framework_is_held_only_against_what_it_is_about():
    view = a_view(GROUND, sources=SOURCES)

    with pytest.raises(ValueRefusedError, match="cannot be held against"):
        matrix_of(view, "rome-28a", SQUARE)
    with pytest.raises(NotFoundError):
        matrix_of(view, "rome-28a", "person:nobody")
    with pytest.raises(NotFoundError):
        matrix_of(view, "rome-28a", PERSON, "person:ana")
    with pytest.raises(NotFoundError):
        matrix_of(view, "rome-99", PERSON)
