"""Answers that are worked out once for a view and kept with it, as long as it lives.

A view is immutable, so what was worked out from it stays right.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from answerable.record.view import View

P = ParamSpec("P")
T = TypeVar("T")


def kept_with_view(answer: Callable[..., T]) -> Callable[..., T]:
    """Keep the answers of a function whose first argument is a view; the others must be hashable."""

    @wraps(answer)
    def kept(view: View, *more: object) -> T:
        answers = view.__dict__.setdefault("_answers", {})
        key = (answer.__module__, answer.__qualname__, *more)
        if key not in answers:
            answers[key] = answer(view, *more)
        return answers[key]  # type: ignore[no-any-return]

    return kept
