"""What to mend before a dossier is relied on: errors, warnings, and conflicts that are not settled.

Every point names its claims. Nothing here decides who is right: a conflict is told, not resolved.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from answerable.interchange.package import PackageReading
from answerable.interchange.package_reading import read_package
from answerable.interchange.points import Point
from answerable.interchange.tally_checking import tally_points
from answerable.interchange.tenure_checking import tenure_points
from answerable.kernel.texts import fold
from answerable.record.audiences import TEAM, Audience
from answerable.record.claims import ReadableClaim
from answerable.record.cutting import Ruling, Sameness
from answerable.record.unsaved import view_of_drafts
from answerable.record.view import View, ViewSpec

ADULT = 18


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: `errors` break a promise, `warnings` may be right, `conflicts` wait to be settled."""

    errors: tuple[Point, ...] = field(default=())
    warnings: tuple[Point, ...] = field(default=())
    conflicts: tuple[Point, ...] = field(default=())

    @property
    def is_clean(self) -> bool:
        """Say whether there is no error; warnings and conflicts may remain."""
        return not self.errors


def check_folder(folder: Path) -> tuple[PackageReading, CheckReport]:
    """Read the package in `folder` and check its good rows; no database is needed.

    Raises:
        PackageBrokenError, FileRefusedError, HashMismatchError: see `read_package`.
    """
    reading = read_package(folder)
    return reading, check_dossier(view_of_package(reading, TEAM))


def view_of_package(reading: PackageReading, audience: Audience) -> View:
    """Return the view that a database holding exactly these rows would give an audience."""
    return view_of_drafts(
        reading.dossier,
        reading.sources,
        reading.claims,
        ViewSpec(audience),
        rulings=[Ruling(act.claim, act.kind, act.value, act.by, act.at) for act in reading.acts],
        judgements=[Sameness(one.left, one.right, one.judgement, one.at) for one in reading.judgements],
    )


def check_dossier(view: View) -> CheckReport:
    """Check everything that a view holds. Use the team's view: from the public one, much is missing on purpose."""
    errors: list[Callable[[View], Iterable[Point]]] = [
        _unlocated,
        _baseless,
        _fallen_basis,
        _dangling,
        _of_two_types,
        _named_minors,
    ]
    warnings: list[Callable[[View], Iterable[Point]]] = [tenure_points, tally_points, _ages, _namesakes]
    conflicts: list[Callable[[View], Iterable[Point]]] = [_unsettled, _disagreements]
    return CheckReport(
        *(tuple(point for ask in asked for point in ask(view)) for asked in (errors, warnings, conflicts))
    )


# errors


def _unlocated(view: View) -> Iterator[Point]:
    """Claims without a place in a source that other claims cite by paragraph or page."""
    for source in view.sources():
        claims = view.claims_from(source.key)
        if source.is_withheld or source.is_analysis or not any("paragraph:" in claim.locator for claim in claims):
            continue
        for claim in claims:
            if not claim.locator:
                yield Point(
                    "no-locator",
                    f"The claim on {claim.about} cites {source.key} without a paragraph, though others give one.",
                    (claim.id,),
                )


def _baseless(view: View) -> Iterator[Point]:
    for source in view.sources():
        if source.is_analysis:
            for claim in view.claims_from(source.key):
                if not claim.rests_on:
                    yield Point(
                        "finding-without-basis",
                        f"The finding on {claim.about} is the team's own and names no claim that it rests on.",
                        (claim.id,),
                    )


def _fallen_basis(view: View) -> Iterator[Point]:
    for claim in view.claims():
        missing = [name for name in claim.rests_on if not view.has_claim(name)]
        if missing:
            yield Point(
                "basis-missing",
                f"The claim on {claim.about} rests on {len(missing)} claims that are not here or are retracted.",
                (claim.id, *missing),
            )


def _dangling(view: View) -> Iterator[Point]:
    """Properties that lead to an entity of which nothing is claimed, or to one of another type."""
    for claim in view.claims():
        schema = view.ontology.get(claim.schema)
        for name, values in claim.properties.items():
            target = schema.properties[name.partition("@")[0]]
            if target.is_entity:
                for value in values:
                    yield from _dangling_value(view, claim, name, value, target.range or "Thing")


def _dangling_value(view: View, claim: ReadableClaim, name: str, value: str, wanted: str) -> Iterator[Point]:
    kind = view.schema_of(value)
    if not kind:
        sentence = f"{claim.about} names {value} as its {name}, and nothing is claimed of that."
        yield Point("dangling-entity", sentence, (claim.id,), (value,))
    elif not view.ontology.is_a(kind, wanted):
        sentence = f"{claim.about} names {value} as its {name}, which is a {kind} and should be a {wanted}."
        yield Point("wrong-type", sentence, (claim.id,), (value,))


def _of_two_types(view: View) -> Iterator[Point]:
    for about, claims in _by_entity(view).items():
        kinds = sorted({claim.schema for claim in claims})
        settled = view.schema_of(about)
        strangers = [kind for kind in kinds if not view.ontology.is_a(settled, kind)]
        if strangers:
            sentence = f"{about} is claimed to be a {settled} and a {strangers[0]}."
            yield Point("two-types", sentence, tuple(c.id for c in claims if c.schema in strangers), (about,))


def _by_entity(view: View) -> dict[str, list[ReadableClaim]]:
    found: dict[str, list[ReadableClaim]] = defaultdict(list)
    for claim in view.claims():
        found[view.canonical(claim.about)].append(claim)
    return found


def _named_minors(view: View) -> Iterator[Point]:
    """People under 18 whose name the public could read."""
    for person in view.entities("Person"):
        ages = [int(text) for text in view.texts(person, "age") if text.isdigit()]
        if "yes" not in view.texts(person, "minor") and not any(age < ADULT for age in ages):
            continue
        named = [
            claim.id
            for name in ("name", "alias")
            for claim in view.values(person, name).claims
            if claim.visibility == "public"
        ]
        if named:
            yield Point("minor-named", f"{person} is under 18 and named in public.", tuple(named), (person,))


# warnings


def _ages(view: View) -> Iterator[Point]:
    for person in view.entities("Person"):
        ages = [int(text) for text in view.texts(person, "age") if text.isdigit()]
        said = view.texts(person, "minor")
        if ("yes" in said and any(age >= ADULT for age in ages)) or (
            "no" in said and any(age < ADULT for age in ages)
        ):
            claims = (*view.values(person, "age").claims, *view.values(person, "minor").claims)
            sentence = f"The age of {person} and whether the person is a minor do not fit."
            yield Point("age-and-minor", sentence, tuple(claim.id for claim in claims), (person,))


def _namesakes(view: View) -> Iterator[Point]:
    """Two people or two units under one name, not judged to be the same."""
    for schema in ("Person", "Organization"):
        by_name: dict[str, list[str]] = defaultdict(list)
        for entity in view.entities(schema):
            name = fold(view.text(entity, "name"))
            if name:
                by_name[name].append(entity)
        for entities in by_name.values():
            if len(entities) > 1:
                claims = [claim.id for entity in entities for claim in view.values(entity, "name").claims]
                sentence = f"{' and '.join(entities)} have one name; say whether they are the same."
                yield Point("namesakes", sentence, tuple(claims), tuple(entities))


# conflicts


def _unsettled(view: View) -> Iterator[Point]:
    for entity, claims in _by_entity(view).items():
        if len(claims) < 2:  # one claim gives all its values together, so they are not in conflict
            continue
        for name in dict.fromkeys(name for claim in claims for name in claim.properties if "@" not in name):
            values = view.values(entity, name)
            if values.is_conflict:
                texts = "; ".join(value.text for value in values.every)
                sentence = f"Sources differ on {name} of {entity}: {texts}."
                yield Point("unsettled", sentence, tuple(claim.id for claim in values.claims), (entity,))


def _disagreements(view: View) -> Iterator[Point]:
    for entity in view.entities("Disagreement"):
        state = view.text(entity, "state") or "open"
        claims = view.claims_about(entity)
        named = dict.fromkeys(name for claim in claims for name in (claim.id, *claim.rests_on))
        sentence = f"{view.text(entity, 'name')}: {view.text(entity, 'question')} ({state})"
        yield Point(f"disagreement-{state}", sentence, tuple(named), (entity,))
