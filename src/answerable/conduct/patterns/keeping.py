"""A value worked out when it is first asked for and kept from then on."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class kept(Generic[T]):  # noqa: N801, used as a decorator, as property is
    """What functools.cached_property does, without the lock that it takes each time up to Python 3.11.

    For values that belong to one question or that any thread would work out alike.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make, self.name, self.__doc__ = make, make.__name__, make.__doc__

    def __get__(self, owner: Any, kind: type | None = None) -> T:
        """Work the value out and put it in this descriptor's place."""
        value = owner.__dict__[self.name] = self.make(owner)
        return value
