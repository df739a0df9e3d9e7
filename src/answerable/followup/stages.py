"""The ladder of stages, and which stage may follow which without anybody saying why. The words are in stages.yaml.

A stage is a rung, or stands aside of the ladder (suspended, shelved, acquitted, closed). No stage implies
another: a case that is on trial has no day of charge here until a source gives one.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from answerable.kernel.errors import ValueRefusedError

CHARGED = "charged"
CONFIRMED = "confirmed"
ACQUITTED = "acquitted"
CONVICTED = "convicted"
SHELVED = "shelved"
TRIAL = "trial"
PERSONAL = ("mentioned", "witness")
"""What is said of a person alone: that somebody was heard as a witness is no stage of the case."""
DECISIONS = (CONVICTED, ACQUITTED, SHELVED)
"""What can be confirmed on appeal."""
_ANY_KIND = "criminal"


@cache
def _read() -> Any:
    return yaml.safe_load((Path(__file__).parent / "stages.yaml").read_text(encoding="utf-8"))


@cache
def rungs() -> tuple[str, ...]:
    """Return the rungs, the lowest first."""
    return tuple(_read()["rungs"])


@cache
def asides() -> tuple[str, ...]:
    """Return what stands beside the ladder, in the order in which one may follow another."""
    return tuple(_read()["asides"])


def rank(stage: str) -> int:
    """Return the place of a stage on the ladder, 0 the lowest; -1 for one that stands aside or is none."""
    return _ranks().get(stage, -1)


@cache
def _ranks() -> dict[str, int]:
    return {stage: place for place, stage in enumerate(rungs())}


def is_rung(stage: str) -> bool:
    """Say whether a stage is a rung of the ladder."""
    return stage in _ranks()


def is_aside(stage: str) -> bool:
    """Say whether a stage ends or halts a proceeding beside the ladder."""
    return stage in asides()


def drawn_rungs(kind: str) -> tuple[str, ...]:
    """Return the rungs to show for a kind of proceeding even where no source speaks of them, the lowest first."""
    return tuple(_read()["drawn"].get(kind or _ANY_KIND, ()))


def meaning(stage: str, language: str) -> str:
    """Return what it means that a stage is reached, and what it does not mean; English for another language.

    Raises:
        ValueRefusedError: there is no such stage.
    """
    said = _read()["rungs"].get(stage) or _read()["asides"].get(stage)
    if said is None:
        raise ValueRefusedError(f"'{stage[:40]}' is no stage of a proceeding.")
    return str(said.get(language.partition("-")[0], said["en"]))


def is_at_or_past(stage: str, wanted: str) -> bool:
    """Say whether a stage is a rung or a higher one; who was acquitted had been tried."""
    return rank(stage) >= rank(wanted) or (stage == ACQUITTED and rank(wanted) <= rank(TRIAL))


def leads_on(earlier: str, later: str) -> bool:
    """Say whether `later` may follow `earlier` without a step that says why: up the ladder, or off it.

    Coming back onto the ladder, going down it, and undoing what was confirmed on appeal ask for a step.
    """
    if is_rung(earlier) and is_rung(later):
        return rank(later) > rank(earlier)
    if is_rung(earlier):
        return earlier != CONFIRMED or later == "closed"
    if is_rung(later):
        return later == CONFIRMED and earlier in (ACQUITTED, SHELVED)
    order = _read()["asides"]
    return bool(order[later]["order"] > order[earlier]["order"])
