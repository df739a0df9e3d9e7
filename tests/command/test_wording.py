"""Every reason is a plain sentence in English and in Spanish."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

import answerable.command
from answerable.command import (
    Reason,
    candidate_units,
    chain_difference,
    chain_of_person,
    chain_of_unit,
    chains_of_incident,
    commanders_of,
    say,
    superiors_of,
    under_post,
)
from answerable.command.wording import KIND_OF_NAME, LANGUAGES, codes
from answerable.kernel.standing import Status
from answerable.record.audiences import PUBLIC
from answerable.record.view import View, ViewSpec
from tests.builders import day
from tests.command.telling import golden, p, u, view_of_lines

ROOM = Path(answerable.command.__file__).parent


def reasons_in(value: Any) -> Iterator[Reason]:
    if isinstance(value, Reason):
        yield value
    elif is_dataclass(value):
        for item in fields(value):
            yield from reasons_in(getattr(value, item.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from reasons_in(item)


def answers_to(view: View) -> Iterator[Any]:
    days = [day("2015-05-05"), day("2014-08-02"), day("2023-11-06")]
    for unit in view.entities("Unit"):
        chains = [chain_of_unit(view, unit, asked) for asked in days]
        yield chains
        yield chain_difference(chains[0], chains[1])
        yield commanders_of(view, unit)
    for person in view.entities("Person"):
        yield [chain_of_person(view, person, asked) for asked in days]
        yield superiors_of(view, person, hops=None)
    for each in view.entities("Post"):
        yield [under_post(view, each, asked) for asked in days]
    for incident in view.entities("Incident"):
        yield chains_of_incident(view, incident)
        yield candidate_units(view, incident)


@pytest.mark.parametrize("table", ["units", "people", "overlaps"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_the_golden_cases_is_said_whole(table: str, language: str) -> None:
    for case in golden(table):
        view = view_of_lines(case["claims"])
        for answer in answers_to(view):
            for reason in reasons_in(answer):
                said = say(reason, view, language)

                assert said.endswith(".")
                assert not re.search(r"[{}]|None|\b(person|unit|post|incident):", said), said


def test_each_sentence_names_the_same_things_in_each_language() -> None:
    sentences = yaml.safe_load((ROOM / "sentences.yaml").read_text(encoding="utf-8"))
    for code, said in sentences.items():
        forms = [list(text.values()) if isinstance(text, dict) else [text] for text in said.values()]
        names = [
            {name.casefold() for text in form for _, name, _, _ in Formatter().parse(text) if name}
            for form in forms
        ]

        assert set(said) == set(LANGUAGES), code
        assert names[0] == names[1], code


def test_every_standing_of_every_kind_of_link_has_its_sentence() -> None:
    for subject in ("holder", "vacancy", "link"):
        for word in ("joined", "joined-blurred", *(status.word for status in Status)):
            assert f"{subject}-{word}" in codes()
    for kind in ("post", "membership", "deployment"):
        for word in ("joined", "joined-blurred", "evidenced", "possible", "assumed"):
            assert f"basis-{kind}-{word}" in codes()


@pytest.mark.parametrize(
    ("lines", "asked", "english", "spanish"),
    [
        (
            "Ana commands Alpha : 2023-01-09\nAna commands Alpha : 2023-01-09 ; source=B",
            "2023-01-09",
            "Two sources place Ana there on 9 January 2023.",
            "Dos fuentes ubican allí a Ana el 9 de enero de 2023.",
        ),
        (
            "Ana commands Alpha : 2023-01-09\nAna commands Alpha : 2023-01-09 ; source=AA",
            "2023-01-09",
            "One source places Ana there on 9 January 2023.",
            "Una fuente ubica allí a Ana el 9 de enero de 2023.",
        ),
        (
            "Ana commands Alpha : 2023-01-09",
            "2023-02-01",
            "The last mention of Ana there is 9 January 2023; nothing says that it ended or went on.",
            (
                "La última mención de Ana allí es del 9 de enero de 2023; nada dice que haya terminado ni que haya "
                "continuado."
            ),
        ),
        (
            "Ana commands Alpha : 2012-07-01\nAna commands Alpha : 2012-08-03",
            "2012-07-20",
            (
                "Sources place Ana there on 1 July 2012 and again on 3 August 2012; the days between are joined by "
                "inference."
            ),
            (
                "Las fuentes ubican allí a Ana el 1 de julio de 2012 y de nuevo el 3 de agosto de 2012; los días "
                "intermedios se unen por inferencia."
            ),
        ),
    ],
)
def test_a_holder_is_explained_in_a_sentence(lines: str, asked: str, english: str, spanish: str) -> None:
    view = view_of_lines(lines)

    rung = chain_of_unit(view, u("Alpha"), day(asked)).branches[0].rungs[0]

    holder = (*rung.holders, *rung.others)[0]
    assert (say(holder.why, view, "en"), say(holder.why, view, "es-pe")) == (english, spanish)


def test_blurred_mentions_that_are_joined_are_told_as_such() -> None:
    view = view_of_lines("Ana commands Alpha : 2012-07\nAna commands Alpha : 2012-09")

    (holder,) = chain_of_unit(view, u("Alpha"), day("2012-08-15")).branches[0].rungs[0].holders

    assert say(holder.why, view, "en") == (
        "Sources place Ana there by 31 July 2012 and still on 1 September 2012, by dates that are not exact; the "
        "days between are joined by inference."
    )


def test_an_exact_mention_joined_with_a_blurred_one_is_told_as_not_exact() -> None:
    view = view_of_lines("Ana commands Alpha : 2012-07-01\nAna commands Alpha : 2012-09")

    (holder,) = chain_of_unit(view, u("Alpha"), day("2012-08-15")).branches[0].rungs[0].holders

    assert holder.why.code == "holder-joined-blurred"
    assert "by 1 July 2012 and still on 1 September 2012" in say(holder.why, view, "en")


def test_an_empty_post_is_explained_in_a_sentence() -> None:
    view = view_of_lines("Ana commands Alpha : 2030-01-01 starts")

    rung = chain_of_unit(view, u("Alpha"), day("2015-05-05")).branches[0].rungs[0]

    assert say(rung.why, view, "en") == "No source says who held this post on 5 May 2015."


def test_a_sentence_names_nobody_whom_the_view_does_not_name() -> None:
    lines = "Ana commands Alpha : 2015-05-05"
    (person,) = [claim.id for claim in view_of_lines(lines).claims() if claim.schema == "Person"]
    view = view_of_lines(lines, spec=ViewSpec(PUBLIC, without=frozenset({person})))

    rung = chain_of_unit(view, u("Alpha"), day("2015-05-05")).branches[0].rungs[0]

    assert say(rung.holders[0].why, view, "en") == "One source places someone not named here there on 5 May 2015."
    assert rung.holders[0].person == p("Ana")


def test_no_sentence_is_left_that_nothing_says() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    parts = {code: code.rpartition("-")[2] for code in codes()}
    stems = (
        "holder-",
        "vacancy-",
        "link-",
        "basis-",
        "ending-",
        "change-",
        "tenure-",
        "tie-",
        "overlap-",
        "candidate-",
    )

    unsaid = [code for code in parts if not code.startswith(stems) and f'"{code}"' not in source]

    assert unsaid == []
    assert set(KIND_OF_NAME.values()) == {"person", "unit", "post", "incident"}
