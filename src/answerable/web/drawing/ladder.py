"""The chain of command on one day: a ladder, the head of state on top and the ground below.

Each rung is a post with its holder, rank and since when; the line to the rung above is solid, dashed or dotted,
with the word on it. A vacant post is an empty rung; a post that nobody can name is a gap. The same stands beside
it as a nested list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from answerable.web.drawing.svg import NARROW_PX, clean, framed, link, number, tag, text, wrapped

RungKind = Literal["held", "vacant", "gap"]
LINK_PX = 46  # the stretch between two rungs, with a word on it
NAME_PX = 20  # one line of a branch's name
POST_PX, HOLDER_PX, NOTE_PX = 17, 18, 15
_FACES = {"post": (POST_PX, "post"), "holder": (HOLDER_PX, "serif"), "empty-text": (POST_PX, "serif")}


@dataclass(frozen=True, slots=True)
class Rung:
    """One post on the ladder; every text in the reader's language.

    Args:
        post: its title.
        holders: who held it, one line each; for `vacant` and `gap` the words that say so.
        rank, since: a line each below the holder, or empty.
        status: of the link to the rung above (`evidenced`, `possible`, `assumed`, `unknown` …); on top, ignored.
        status_word: that status in words.
        kind: `held`; `vacant` (known to be empty); `gap` (not known who, or which post).
        href: the page of the holder or post, on this site.
    """

    post: str
    holders: tuple[str, ...]
    rank: str = ""
    since: str = ""
    status: str = "evidenced"
    status_word: str = ""
    kind: RungKind = "held"
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of command from below the trunk to the ground, top first; `name` heads it, or is empty.

    `ground_status` and `ground_word` are of the link from the lowest rung to the ground (who was deployed there);
    empty draws no line.
    """

    rungs: tuple[Rung, ...]
    name: str = ""
    ground_status: str = ""
    ground_word: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    """A rung laid out: its parts at y = 0, and how tall it stands."""

    parts: tuple[str, ...]
    height: float


def draw_ladder(
    branches: Sequence[Branch],
    *,
    title: str,
    description: str,
    trunk: Sequence[Rung] = (),
    ground: str = "",
    width: int = 760,
) -> str:
    """The ladder: the rungs that all branches share (`trunk`), then the branches side by side.

    On a narrow sheet, or with more than four branches, the branches stand one under another on the trunk's rail.
    `ground` is what all of it stands on (the incident), written on the lowest line; or empty.
    """
    side_by_side = width >= NARROW_PX and 1 < len(branches) <= 4
    if len(branches) <= 1:
        width = min(width, 560)
    draw = _columns if side_by_side else _stack
    parts, height, feet = draw(branches, trunk, width)
    if ground:
        height += LINK_PX if any(branch.ground_status for branch in branches) else 8
        parts += [_foot(branch, x, y, height) for branch, (x, y) in zip(branches, feet, strict=True)]
        parts.append(tag("path", d=f"M0 {number(height)}H{width}", class_="rung ground"))
        lines = wrapped(ground, width, HOLDER_PX, "serif")
        parts += [text(0, height + 27 + 24 * place, words, "holder") for place, words in enumerate(lines)]
        height += 10 + 24 * len(lines)
    return framed("ladder", width, height + 4, parts, title=title, description=description)


def _foot(branch: Branch, x: float, y: float, ground_y: float) -> str:
    """The line from a branch's lowest rung down to the ground, its word beside it."""
    if not branch.ground_status:
        return ""
    drawn = tag(
        "path", d=f"M{number(x)} {number(y + 2)}V{number(ground_y)}", class_=f"link {branch.ground_status}"
    )
    return drawn + text(x + 14, ground_y - LINK_PX + 29, branch.ground_word, "soft-text")


def _columns(
    branches: Sequence[Branch], trunk: Sequence[Rung], width: int
) -> tuple[list[str], float, list[tuple[float, float]]]:
    gap = 36
    room = (width - gap * (len(branches) - 1)) / len(branches)
    parts, top = _run(trunk, 0, 0, min(width, 480))
    bottom, feet = top, []
    for place, branch in enumerate(branches):
        left = place * (room + gap)
        if trunk:
            parts.append(_elbow(branch.rungs[0].status, 6, left + 6, top) if branch.rungs else "")
        more, end = _run(branch.rungs, left, top, room, linked=bool(trunk), name=branch.name)
        parts += more
        feet.append((left + 6, end))
        bottom = max(bottom, end)
    return parts, bottom, feet


def _elbow(status: str, start_x: float, end_x: float, y: float) -> str:
    """The line from the trunk's rail across to a branch, as far as the branch's own rail."""
    if start_x == end_x:
        return ""
    return tag("path", d=f"M{number(start_x)} {number(y + 8)}H{number(end_x)}", class_=f"link {status}")


def _stack(
    branches: Sequence[Branch], trunk: Sequence[Rung], width: int
) -> tuple[list[str], float, list[tuple[float, float]]]:
    parts, y = _run(trunk, 0, 0, width)
    several = len(branches) > 1
    left, fork = (24.0, y) if several and trunk else (0.0, y)
    rail_end, feet = y, []
    for place, branch in enumerate(branches):
        if several and trunk and branch.rungs:
            rail_end = y + 8
            parts.append(_elbow(branch.rungs[0].status, 6, left + 6, y))
        more, y = _run(branch.rungs, left, y, width - left, linked=bool(trunk), name=branch.name)
        parts += more
        feet.append((left + 6, y))
        y += 28 if place < len(branches) - 1 else 0
    if rail_end > fork:
        parts.append(tag("path", d=f"M6 {number(fork)}V{number(rail_end)}", class_="link"))
    return parts, y, feet


def _run(
    rungs: Sequence[Rung], left: float, top: float, room: float, *, linked: bool = False, name: str = ""
) -> tuple[list[str], float]:
    """Rungs one under another from `top`; the first has a line above it only if it is `linked`."""
    parts: list[str] = []
    y = top
    if name and not linked:
        parts.append(text(left, y + NOTE_PX, name, "strong"))
        y += 26
    for place, rung in enumerate(rungs):
        if place or linked:
            heading = wrapped(name, room - 14, NOTE_PX) if place == 0 else []
            parts.append(_joint(rung, left, y, heading))
            y += LINK_PX + NAME_PX * len(heading)
        block = _block(rung, room)
        parts.append(tag("g", "".join(block.parts), transform=f"translate({number(left)} {number(y)})"))
        y += block.height
    return parts, y


def _joint(rung: Rung, left: float, y: float, heading: Sequence[str]) -> str:
    """The line down to a rung, its word beside it, and the lines of the branch's name if it begins here."""
    x, end = left + 6, y + LINK_PX + NAME_PX * len(heading)
    start = y + (8 if heading else 2)
    stop = end - (14 if rung.kind == "gap" else 0)
    drawn = tag("path", d=f"M{number(x)} {number(start)}V{number(stop)}", class_=f"link {rung.status}")
    names = "".join(text(x + 14, y + 30 + NAME_PX * at, line, "strong") for at, line in enumerate(heading))
    return drawn + names + text(x + 14, y + 30 + NAME_PX * len(heading), rung.status_word, "soft-text")


def _block(rung: Rung, room: float) -> _Block:
    """One rung: its bar, then post, holders, rank and since, wrapped to the room."""
    inset = 12 if rung.kind == "vacant" else 0
    lines = [(words, "post") for words in wrapped(rung.post, room - 2 * inset, POST_PX, "post")]
    holder = "holder" if rung.kind == "held" else "empty-text"
    for words in rung.holders:
        lines += [(part, holder) for part in wrapped(words, room - 2 * inset, HOLDER_PX, "serif")]
    for words in (rung.rank, rung.since):
        lines += [(part, "soft-text") for part in wrapped(words, room - 2 * inset, NOTE_PX)]
    y = 6.0 + inset / 2
    parts = []
    for words, class_ in lines:
        y += 23 if class_ != "soft-text" else 20
        shown = text(inset, y, words, class_)
        parts.append(link(shown, rung.href) if class_ == "holder" else shown)
    height = y + 8 + inset / 2
    return _Block((_bar(rung.kind, room, height), tag("title", clean(rung.post)), *parts), height)


def _bar(kind: RungKind, room: float, height: float) -> str:
    """The rung itself: a bar; an empty frame for a vacant post; two stubs with a gap for an unknown one."""
    if kind == "vacant":
        return tag("rect", x=0.5, y=0.5, width=float(room - 1), height=float(height - 1), class_="rung vacant")
    if kind == "gap":
        stub = min(28.0, room / 6)
        return tag("path", d=f"M0 .5h{number(stub)}M{number(room)} .5h-{number(stub)}", class_="rung gap")
    return tag("path", d=f"M0 .5h{number(room)}", class_="rung held")
