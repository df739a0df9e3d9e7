"""What every picture here is made of: escaped SVG text, measured words, one frame.

A drawer takes words that are already in the reader's language and gives back SVG as a string. It sets no colour
and no inline style: classes only, which the stylesheet of the pages colours for light, dark and print. For a
document that cannot reach that stylesheet (PDF, DOCX), `standalone` puts one for black ink inside.
"""

import re
from collections.abc import Callable, Iterable
from html import escape
from importlib.resources import files
from zlib import crc32

NARROW_PX = 520
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Widths of letters in ems, about right for Source Sans 3; the serif runs a little wider.
_LETTER_EM = {
    **dict.fromkeys("iljtfrI.,;:'’|!()[] ·", 0.27),
    **dict.fromkeys("mwMW@—%", 0.80),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZÁÉÍÓÚÑ", 0.59),
}
_FACE = {"sans": 1.0, "strong": 1.05, "serif": 1.12, "post": 1.34}


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def clean(words: str) -> str:
    """Words escaped, without the control characters that XML forbids."""
    return escape(_CONTROL.sub("", words))


def tag(name: str, content: str | None = None, /, **attributes: object) -> str:
    """One element. `content` is SVG already; attributes are escaped here, and None leaves one out.

    An underscore in an attribute's name stands for what Python cannot write: `class_`, `text_anchor`.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        shown = number(value) if isinstance(value, float) else str(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{clean(shown)}"')
    head = " ".join(parts)
    return f"<{head}/>" if content is None else f"<{head}>{content}</{name}>"


def text(x: float, y: float, words: str, class_: str = "", anchor: str | None = None) -> str:
    """Words on one line; `y` is the baseline."""
    return tag("text", clean(words), x=float(x), y=float(y), class_=class_, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    """A straight line."""
    return tag("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def link(content: str, href: str | None) -> str:
    """The content inside a link, or as it is where there is nowhere to go.

    Only addresses of this site: a scheme such as `javascript:` cannot come in through a dossier.
    """
    if not href or not href.startswith(("/", "?", "#")) or href.startswith("//"):
        return content
    return tag("a", content, href=href)


def width_of(words: str, size_px: float, face: str = "sans") -> float:
    """About how wide the words stand, in pixels; a little too wide rather than too narrow."""
    return sum(_LETTER_EM.get(letter, 0.51) for letter in words) * size_px * _FACE[face]


def wrapped(words: str, room_px: float, size_px: float, face: str = "sans") -> list[str]:
    """The words broken into lines that fit; a single word longer than the room keeps its own line."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size_px, face) <= room_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def key_of(kind: str, *words: str) -> str:
    """An id for the picture or a part of it: the same words give the same id, on every run."""
    return f"{kind}-{crc32(' '.join(words).encode()):08x}"


def framed(
    kind: str,
    width: float,
    height: float,
    parts: Iterable[str],
    *,
    title: str,
    description: str,
    natural: float | None = None,
) -> str:
    """The whole picture, `kind` being its class (`map`, `ladder` …).

    `natural` is the width in pixels beyond which it is not enlarged; its own width if not given.

    With links inside, its role is `group`, for an `img` hides its children from those who listen or tab.
    """
    body = "".join(parts)
    key = key_of(kind, title, description, number(width), body)
    head = tag("title", clean(title), id=f"{key}-title") + tag("desc", clean(description), id=f"{key}-desc")
    return tag(
        "svg",
        head + body,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"drawing {kind}",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=float(natural or width),
        role="group" if "<a " in body else "img",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def at_widths(draw: Callable[[int], str], *, narrow: int = 360, wide: int = 760, widest: int | None = None) -> str:
    """The same picture drawn for several widths, of which the stylesheet shows the one that fits."""
    shown = [("widest", widest), ("wide", wide), ("narrow", narrow)]
    return "".join(f'<div class="{class_}">{draw(width)}</div>' for class_, width in shown if width)


def standalone(svg: str) -> str:
    """The picture with its own stylesheet in black, for paper and for documents that carry it as a file."""
    style = files(__package__).joinpath("on_paper.css").read_text(encoding="utf-8")
    return re.sub(r"(<svg[^>]*>)", lambda found: f"{found[1]}<style>{style}</style>", svg, count=1)
