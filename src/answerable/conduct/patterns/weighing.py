"""What a rule found, both sides, and the answer that it makes."""

from dataclasses import dataclass, field

from answerable.conduct.answers import Against, Instance, PatternAnswer
from answerable.conduct.patterns.case import Case, bare
from answerable.kernel.standing import Status


@dataclass(slots=True)
class Found:
    """What one rule found for one person. `standings`: for each instance its weakest link or holding."""

    instances: list[Instance] = field(default_factory=list)
    against: list[Against] = field(default_factory=list)
    standings: list[Status | None] = field(default_factory=list)
    inferred: list[bool] = field(default_factory=list)

    def add(self, instance: Instance, standing: Status | None = None, *, is_inferred: bool = False) -> None:
        """Take one time that the rule is met."""
        self.instances.append(instance)
        self.standings.append(standing)
        self.inferred.append(is_inferred)

    def note(self, *against: Against | None) -> None:
        """Take what speaks against it, or says why the rule is not met."""
        self.against += [one for one in against if one]


def answer(case: Case, code: str, found: Found) -> PatternAnswer:
    """Return the answer: what was found, then weak links, then what the person and others answer."""
    if not found.instances:
        return PatternAnswer(code, case.person, False, (), (*found.against, *case.answers), None)
    used = [standing for standing in found.standings if standing is not None]
    weakest = max(used, default=None)
    is_inferred = all(found.inferred)
    against = [*found.against, *_weak_links(found.standings, weakest)]
    if any(found.inferred):
        against.append(bare("inference-only" if is_inferred else "inference-in-part"))
    return PatternAnswer(
        code, case.person, True, tuple(found.instances), (*against, *case.answers), weakest, is_inferred
    )


def _weak_links(standings: list[Status | None], weakest: Status | None) -> list[Against]:
    """Say how weak the weakest link is, and whether all of the pattern rests on such links or a part of it."""
    if weakest is None or weakest is Status.EVIDENCED:
        return []
    is_part = any(standing in (None, Status.EVIDENCED) for standing in standings)
    return [bare(f"links-{'partly-' if is_part else ''}{weakest.word}")]
