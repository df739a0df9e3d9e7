"""The text of a web page: its blocks as paragraphs, its scripts and styles gone before anything is read."""

import re
from html.parser import HTMLParser

import nh3

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_KEPT = _BLOCKS | _CELLS | {"br"}
_EMPTIED = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "textarea", "select",
}  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
CELL_BREAK = " | "


class _Blocks(HTMLParser):
    """Collects text; a block stands between blank lines, a line break stays one, cells of a row share a line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.verbatim = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "br":
            self.parts.append("\n")
        elif tag in _CELLS:
            if self.cells:
                self.parts.append(CELL_BREAK)
            self.cells += 1
        elif tag in _BLOCKS:
            self._end_block(tag)
            self.verbatim += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block(tag)
            self.verbatim = max(0, self.verbatim - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self.verbatim else _SPACES.sub(" ", data))

    def _end_block(self, tag: str) -> None:
        if tag == "tr":
            self.cells = 0
        self.parts.append("\n\n")


def html_text(page: str) -> str:
    """Return the text of a web page; its paragraphs are what stands between blank lines.

    What only a browser would run or hide goes: scripts, styles, frames, drawings, and the title of the window.
    Nothing else is left out, so menus and captions count as paragraphs, as they do on the page.
    """
    clean = nh3.clean(page, tags=set(_KEPT), attributes={}, clean_content_tags=_EMPTIED, link_rel=None)
    walk = _Blocks()
    walk.feed(clean)
    walk.close()
    lines = _AROUND_BREAK.sub("\n", "".join(walk.parts))
    return re.sub(r"\n{3,}", "\n\n", lines).strip(" \n")
