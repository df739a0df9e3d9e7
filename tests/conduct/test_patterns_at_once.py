"""All officials at once get the answers that each gets alone."""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.command.structure import structure_of
from answerable.conduct.answers import When
from answerable.conduct.holding import held_alone, may_have_held
from answerable.conduct.patterns import all_patterns, patterns_of
from answerable.conduct.patterns.charges import NOBODY, Charges
from tests.builders import a_claim
from tests.conduct.pattern_telling import PROTESTS, an_incident
from tests.conduct.telling import (
    BATTALION,
    BRIDGE,
    BRIGADE,
    CHIEF,
    GENERAL,
    HUGO,
    INES,
    MINISTER,
    MINISTRY,
    ROSA,
    a_person,
    holds,
    view_of_force,
)

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from officials import Scale, view_of_scale

DAYS = ("2022-12-05", "2022-12-10", "2022-12", "2023-01-09", "2023-01", "[..2023-01-05]", "2022-12-20 / 2023-01-20",
        "2023-02-01", "2023-07-15", "")  # fmt: skip
PEOPLE = (ROSA, HUGO, INES, "person:nils")
NAMES = (*PEOPLE, CHIEF, GENERAL, MINISTER, BATTALION, BRIGADE, MINISTRY)
INCIDENTS = ("incident:river", "incident:square", BRIDGE, PROTESTS)
KINDS = {
    "Notice": ("person", [{}, {"receipt": "read"}]),
    "Remark": ("speaker", [{"kind": kind, "gist": "Words"} for kind in ("denial", "label", "order", "regret")]),
    "Measure": ("by", [{"kind": "inquiry"}, {"kind": "none", "search": "x"}, {"kind": "rules-on-force"}]),
    "Order": ("givenBy", [{}, {"forceRules": "x"}]),
    "Plan": ("issuedBy", [{"title": "Plan"}, {"title": "Plan", "label": "x"}]),
    "Communication": ("sender", [{"gist": "x"}, {"leftOut": "x"}, {"kind": "information-reply"}]),
    "Meeting": ("participant", [{"raised": "x"}, {"leftOut": "x"}]),
    "Reply": ("person", [{"gist": "x"}, {"received": "2023-01-20", "sent": "2023-01-10"}]),
}


def claims(draw: random.Random) -> list:
    """Draw a force in which anything may be said of anybody, several times of one thing."""
    drafts = [
        *an_incident("river", draw.choice(["2022-12-10", "2022-12-30 / 2023-01-08"]), partOf=PROTESTS,
                     tie=draw.choice(["Deployment", "Involvement"])),
        *an_incident("square", draw.choice(["2023-01-09", "2023-01"]), tie="Deployment", partOf=PROTESTS,
                     actor=draw.choice([BATTALION, "person:nils", BRIGADE])),
        a_claim("Incident", PROTESTS, "2022-12-01 / 2023-03-31", name="Protests", source="C"),
        a_person("Nils"), holds("person:nils", CHIEF, draw.choice(["2023-01-05 / 2023-12-31 starts", "2022-12"])),
        a_claim("Membership", "membership:nils", "2022-01-01 / 2023-12-31", member="person:nils",
                organization=BATTALION),
        # a second way up that is weak on the first days of an incident and firm on the last
        a_person("Ada"), a_claim("Unit", "unit:depot", name="Depot"),
        a_claim("Post", "post:depot", title="Depot", unit="unit:depot", function="commander"),
        holds(draw.choice(["person:ada", ROSA, INES]), "post:depot", "2022-01-01 / 2023-12-31", 7),
        a_claim("Subordination", "edge:depot", "2023-01-03 / 2023-12-31", subordinate=BATTALION,
                superior="unit:depot", **{"class": "operational"}),
    ]  # fmt: skip
    for number in range(14):
        schema = draw.choice(list(KINDS))
        part, said = KINDS[schema]
        extra = dict(draw.choice(said))
        if schema not in ("Meeting", "Reply"):
            extra["incident"] = draw.choice(INCIDENTS)
        if schema == "Measure" and draw.random() < 0.4:
            part, extra["kind"] = "towards", draw.choice(["promotion", "sanction"])
        if schema == "Plan" and draw.random() < 0.5:
            part = "signedBy"
        pool = PEOPLE if part == "signedBy" else NAMES
        names = draw.sample(pool, draw.choice([1, 1, 2]))
        drafts.append(
            a_claim(schema, f"{schema.lower()}:{number // draw.choice([1, 1, 3])}", draw.choice(DAYS), stance=draw.choice(
                ["asserts"] * 9 + ["denies"]), source=draw.choice(["A", "B", "OWN"]), **{part: names}, **extra)
        )  # fmt: skip
    return drafts


@pytest.mark.parametrize("seed", range(60))
def test_a_drawn_force_gets_the_same_answers_at_once_as_one_by_one(seed):
    view = view_of_force(*claims(random.Random(seed)))

    for person, found in all_patterns(view).items():
        assert found == patterns_of(view, person)


def test_a_generated_dossier_gets_the_same_answers_at_once_as_one_by_one():
    view = view_of_scale(Scale(6_000))

    for person, found in all_patterns(view).items():
        assert found == patterns_of(view, person)


def test_the_example_gets_the_same_answers_at_once_as_one_by_one(peru, db):
    from answerable.record.audiences import TEAM
    from answerable.record.reads import view_of
    from answerable.record.view import ViewSpec

    view = view_of(peru, ViewSpec(TEAM))

    for person, found in all_patterns(view).items():
        assert found == patterns_of(view, person)


HELD = view_of_force(
    a_person("Nils"), a_person("Ada"),
    holds("person:nils", GENERAL, "2023-06-01 / 2023-09 ends"),
    holds("person:ada", GENERAL, "2022-12 / 2022-12-20"),
    a_claim("Appointment", "appointment:vacant", "2023-08-15 / 2023-10-15", post=GENERAL, kind="vacant"),
    a_claim("Post", "post:second", title="Second", unit=BRIGADE, function="commander"),
    holds("person:ada", "post:second", "2022-01-01 / 2023-12-31"),
)  # fmt: skip
FIRST = date(2022, 5, 1)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 700), st.integers(0, 90))
def test_who_was_in_charge_is_what_the_rule_of_holding_says(begin, length):
    structure = structure_of(HELD)
    charges, codes = Charges(structure), HELD.entity_codes
    when = When(FIRST + timedelta(days=begin), FIRST + timedelta(days=begin + length), is_certain=True)
    people = [codes[name] for name in (ROSA, "person:nils", "person:ada")]

    may, alone = charges.of_post(codes[GENERAL], when)

    assert set(may) == {one for one in people if may_have_held(structure, one, codes[GENERAL], when)}
    assert alone == next((one for one in people if held_alone(structure, one, codes[GENERAL], when)), NOBODY)
    headed = {one for one in people if any(may_have_held(structure, one, codes[post], when)
                                           for post in (GENERAL, "post:second"))}  # fmt: skip
    assert set(charges.of_unit(codes[BRIGADE], when)) == headed
