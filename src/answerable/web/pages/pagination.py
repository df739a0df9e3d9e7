"""Long lists in pages, without scripts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of a list; `number` 0 is a gap."""

    number: int
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Pages(Generic[T]):
    """The part of a list that is shown, and links to the other parts; no links when all of it is."""

    shown: Sequence[T]
    links: tuple[PageLink, ...]
    previous: str
    next: str


def page_of(items: Sequence[T], asked: str, size: int, address: Callable[[object], str]) -> Pages[T]:
    """Return the page that `asked` names; the first when it names none."""
    last = max(1, -(-len(items) // size))
    here = min(max(1, int(asked)), last) if asked.isdecimal() and len(asked) < 9 else 1
    shown = items[(here - 1) * size : here * size]
    if last == 1:
        return Pages(shown, (), "", "")

    def link_to(number: int) -> str:
        return address("" if number == 1 else number)

    wanted = sorted({1, 2, here - 1, here, here + 1, last - 1, last} & set(range(1, last + 1)))
    links: list[PageLink] = []
    for number in wanted:
        if links and number - links[-1].number > 1:
            links.append(PageLink(0, "", is_here=False))
        links.append(PageLink(number, link_to(number), number == here))
    return Pages(
        shown, tuple(links), link_to(here - 1) if here > 1 else "", link_to(here + 1) if here < last else ""
    )
