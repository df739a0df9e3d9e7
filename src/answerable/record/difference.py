"""What falls and what comes between two views of a dossier: claims, entities, settled values."""

from dataclasses import dataclass

from answerable.record.claims import ReadableClaim
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A settled value that differs: empty text where one of the views has none."""

    entity: str
    property: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one view holds and the other does not."""

    lost_claims: tuple[ReadableClaim, ...]
    gained_claims: tuple[ReadableClaim, ...]
    lost_entities: tuple[str, ...]
    gained_entities: tuple[str, ...]
    changed_values: tuple[ValueChange, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether the two views hold the same."""
        return not (self.lost_claims or self.gained_claims or self.changed_values)


def difference(before: View, after: View) -> Difference:
    """Compare two views of one dossier; answers what would fall if a source went, or came since a day."""
    lost = tuple(claim for claim in before.claims() if not after.has_claim(claim.id))
    gained = tuple(claim for claim in after.claims() if not before.has_claim(claim.id))
    touched = dict.fromkeys(claim.about for claim in (*lost, *gained))
    return Difference(
        lost,
        gained,
        tuple(entity for entity in touched if before.has(entity) and not after.has(entity)),
        tuple(entity for entity in touched if after.has(entity) and not before.has(entity)),
        tuple(change for entity in touched for change in _changes(before, after, entity)),
    )


def _changes(before: View, after: View, entity: str) -> list[ValueChange]:
    claims = (*before.claims_about(entity), *after.claims_about(entity))
    names = sorted({name for claim in claims for name in claim.properties})
    pairs = ((name, before.text(entity, name), after.text(entity, name)) for name in names)
    return [ValueChange(entity, name, old, new) for name, old, new in pairs if old != new]
