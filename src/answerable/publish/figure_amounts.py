"""Reckoning with amounts that have bounds: sums, differences, shares, rates, and whether two can be the same."""

from collections.abc import Sequence
from typing import Literal

from answerable.kernel.errors import ValueRefusedError
from answerable.publish.figure_answers import Amount

NOTHING = Amount(None, None, None)
SCALES = {"share": 100.0, "rate": 100_000.0}


def exactly(number: float) -> Amount:
    """Return an amount without doubt."""
    return Amount(number, number, number)


def against(stated: Amount, other: Amount) -> Literal["", "over", "under", "unknown"]:
    """Say whether an amount lies wholly over or under another; nothing when both may be the same number."""
    if stated.bound == "none" or other.bound == "none":
        return "unknown"
    if stated.low is not None and other.high is not None and stated.low > other.high:
        return "over"
    if stated.high is not None and other.low is not None and stated.high < other.low:
        return "under"
    return ""


def combined(operation: str, parts: Sequence[Amount]) -> Amount:
    """Return what a figure made from others comes to.

    A sum takes any number of parts. A difference, a share (in per cent) and a rate (for each 100,000) take two, in
    order: of the first, the second is taken away, or it is divided by it. A bound that cannot be had is None.

    Raises:
        ValueRefusedError: the operation does not exist, or has not the parts that it needs.
    """
    if operation not in ("sum", "difference", *SCALES):
        raise ValueRefusedError(f"There is no operation called '{operation[:30]}'.")
    if not parts or (operation != "sum" and len(parts) != 2):
        needed = "at least one figure" if operation == "sum" else "two figures, in order"
        raise ValueRefusedError(
            f"A {operation} is made from {needed}, and {len(parts)} can be read here.",
            remedy="Name the figures that it is made from.",
        )
    if any(part.bound == "none" for part in parts):
        return NOTHING
    if operation == "sum":
        return Amount(*(_added([getattr(part, side) for part in parts]) for side in ("best", "low", "high")))
    left, right = parts
    if operation == "difference":
        return Amount(_minus(left.best, right.best), _minus(left.low, right.high), _minus(left.high, right.low))
    scale = SCALES[operation]
    return Amount(
        _divided(left.best, right.best, scale),
        _divided(left.low, right.high, scale),
        _divided(left.high, right.low, scale),
    )


def _added(numbers: Sequence[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _minus(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left - right


def _divided(left: float | None, right: float | None, scale: float) -> float | None:
    return None if left is None or not right else left * scale / right
