"""The picture of a chain: what all lines share on top, the lines side by side, what they share at the bottom."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from django.utils.translation import gettext, pgettext

from answerable.command import Link, Rung
from answerable.command.lines_of_command import Lines
from answerable.web.asking import Asked
from answerable.web.drawing import ladder
from answerable.web.drawing.svg import NARROW_PX, at_widths
from answerable.web.pages.command_words import class_word, rank_of, since_words, status_word
from answerable.web.pages.rows_rung import empty_words, plain_holder, post_title
from answerable.web.templatetags.answerable import entity_address, name_of

MOST_LINES = 4
Path = tuple[str, ...]


def _drawn(asked: Asked, rung: Rung, links: Sequence[Link]) -> ladder.Rung:
    """One rung in words; `links` lead to the rung drawn above it."""
    best = min(links, key=lambda link: link.standing.status, default=None)
    shown = (*rung.holders, *(rung.vacancies if rung.state == "conflict" else ()))
    one = rung.holders[0] if len(rung.holders) == 1 else None
    known = next((other for other in rung.last_known if other.person), None)
    since = since_words(asked, one.appointment) if one else ""
    if known and known.person:
        said = pgettext("in a picture of a chain", "on record at another time: %(name)s, %(days)s")
        since = said % {"name": name_of(asked, known.person), "days": since_words(asked, known.appointment)}
    target = one.person if one else rung.post or rung.unit
    return ladder.Rung(
        post=post_title(asked, rung),
        holders=tuple(plain_holder(asked, holder) for holder in shown) or (empty_words(rung),),
        rank=rank_of(asked, one.appointment) if one else "",
        since=since,
        status=best.standing.status.word if best else "evidenced",
        status_word=_words(links),
        kind="held" if rung.holders else "vacant" if rung.state == "vacant" else "gap",
        href=entity_address(asked, target) if target else None,
    )


def _words(links: Sequence[Link]) -> str:
    """How each link stands and its kind, where it is not plain command."""
    said = (
        status_word(link.standing.status)
        if link.klass == "command"
        else f"{status_word(link.standing.status)} · {class_word(link.klass)}"
        for link in sorted(links, key=lambda link: link.standing.status)
    )
    return "; ".join(dict.fromkeys(said))


def _shared(paths: Sequence[Path]) -> int:
    """How many units all paths have in common, counted from their first."""
    return sum(1 for _ in takewhile(lambda units: len(set(units)) == 1, zip(*paths, strict=False)))


def line_name(asked: Asked, lines: Lines, path: Path) -> str:
    """Return what to call one of several lines, given from the ground up: its kind, and where it leads first."""
    kinds = {link.klass for low, high in pairwise(path) for link in lines.above[low][high]}
    kind = class_word("command" if kinds == {"command"} else "operational")
    return pgettext("name of a line of command", "%(kind)s, through %(unit)s") % {
        "kind": kind[:1].upper() + kind[1:],
        "unit": name_of(asked, path[1]),
    }


def _run(asked: Asked, lines: Lines, path: Path, above: str | None = None) -> tuple[ladder.Rung, ...]:
    """The rungs of a path from the top down; the first hangs on `above`, if that is given."""
    found = []
    for unit in path:
        links = lines.above.get(unit, {}).get(above, []) if above else []
        found.append(_drawn(asked, lines.rungs[unit], links))
        above = unit
    return tuple(found)


def draw_chain(asked: Asked, lines: Lines, unit: str, *, title: str, description: str) -> str:
    """Return the picture of the lines above one unit, wide and narrow; empty when there are too many."""
    paths = sorted({path[::-1] for path in lines.paths(unit)}, key=lambda path: -len(path))
    if len(paths) > MOST_LINES:
        return ""
    if len(paths) == 1:
        trunk = _run(asked, lines, paths[0])
        return at_widths(
            lambda width: ladder.draw_ladder((), trunk=trunk, title=title, description=description, width=width)
        )
    low = _shared([path[::-1] for path in paths])
    high = _shared([path[: len(path) - low] for path in paths])
    top, bottom = paths[0][:high], paths[0][len(paths[0]) - low :]
    trunk = _run(asked, lines, top)
    branches = [_branch(asked, lines, path[high : len(path) - low], top, bottom[0]) for path in paths]
    foot = _run(asked, lines, bottom)
    whole = [_down_to(branch, foot[0]) for branch in branches]

    def draw(width: int) -> str:
        is_narrow = width < NARROW_PX
        above = ladder.draw_ladder(
            whole if is_narrow else branches,
            trunk=trunk, title=title, description=description, ground="" if is_narrow else " ", width=width,
        )  # fmt: skip
        if is_narrow and len(foot) == 1:
            return above
        meeting = gettext("Where the lines meet")
        return above + ladder.draw_ladder((), trunk=foot, title=meeting, description=description, width=width)

    return at_widths(draw)


def _down_to(branch: ladder.Branch, meeting: ladder.Rung) -> ladder.Branch:
    """A line that ends at the unit where all meet, for a sheet too narrow to show them side by side."""
    last = replace(meeting, status=branch.ground_status, status_word=branch.ground_word)
    return ladder.Branch((*branch.rungs, last), branch.name)


def _branch(asked: Asked, lines: Lines, middle: Path, top: Path, ground: str) -> ladder.Branch:
    """One line between what all lines share above and below it, from the top down."""
    rungs = _run(asked, lines, middle, top[-1] if top else None)
    way = (ground, *reversed(middle), *reversed(top[-1:]))
    links = lines.above[ground][way[1]]
    best = min(link.standing.status for link in links)
    return ladder.Branch(rungs, line_name(asked, lines, way), best.word, _words(links))
