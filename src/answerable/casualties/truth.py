"""Three-valued logic: true, false, or not known (None), as Kleene set it out.

Knowing more may turn not known into true or false, and never true into false; the tests hold the definitions of
tolls to that.
"""

from collections.abc import Iterable

Truth = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return true when all are true, false when one is false, else not known; true for none at all."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            found = None
    return found


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return true when one is true, false when all are false, else not known; false for none at all."""
    return negation(all_of(negation(truth) for truth in truths))


def negation(truth: Truth) -> Truth:
    """Return the contrary; what is not known stays not known."""
    return None if truth is None else not truth


def is_among(possible: frozenset[str], wanted: frozenset[str]) -> Truth:
    """Say whether a value, known only to be one of `possible`, is one of `wanted`."""
    if possible <= wanted:
        return True
    return None if possible & wanted else False
