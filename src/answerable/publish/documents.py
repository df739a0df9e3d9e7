"""One text as PDF, as a Word document, and as a page by itself.

The caller gives what stands inside the body, as HTML that it has made and escaped. Notes are links with the role
`doc-noteref` to the items of a section with the role `doc-endnotes`: notes at the end in PDF, footnotes in Word.
Both programs run as children without the network; the same text gives the same bytes.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext

from answerable.kernel.errors import SettingsError, ValueRefusedError
from answerable.publish.pdf_writer import NO_PANGO

CLOCK_SECONDS = 240
CPU_SECONDS = 180
MEMORY_BYTES = 3 * 2**30
WRITTEN_BYTES = 256 * 2**20
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
_FACE = re.compile(r"@font-face \{[^}]*\}\n")
_COLUMNS = re.compile(r"<colgroup>.*?</colgroup>", re.DOTALL)  # widths for paper, which a browser need not keep
_NOTE_MARK = re.compile(r'<a href="#([^"]+)" role="doc-noteref">([^<]*)</a>')
_NOT_IN_WORD = re.compile(r'<(h[2-6]|p) class="paper-only".*?</\1>', re.DOTALL)
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def as_pdf(html: str, *, language: str, title: str) -> bytes:
    """Return a text as tagged PDF with bookmarks and embedded typefaces.

    Args:
        html: what stands inside the body.
        language: its code, such as es.
        title: what a reader's window shows.

    Raises:
        SettingsError: the machine has no Pango, or the text could not be set in time.
    """
    page = _page(html, language, title, stylesheet() + _running(title)).encode("utf-8")
    limits = (str(CPU_SECONDS), str(MEMORY_BYTES), str(WRITTEN_BYTES))
    # The sandbox sets the limits on itself and then becomes the writer; nothing touches the disk on the way.
    program = [sys.executable, "-I", "-m", "answerable.evidence.sandbox", "answerable.publish.pdf_writer", *limits]
    code, made = _run(program, page, {"LC_ALL": "C.UTF-8"})
    if code == NO_PANGO:
        raise SettingsError(
            gettext("A PDF cannot be made here: the library Pango is missing."),
            remedy=gettext("On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0. The page as "
                           "HTML can be printed from any browser."),
        )  # fmt: skip
    if code or not made.startswith(b"%PDF-"):
        raise SettingsError(
            gettext("The PDF could not be made within the limits of time and memory."),
            remedy=gettext("Take the page as HTML and print it from a browser."),
        )
    return made


def as_docx(html: str, *, language: str, title: str) -> bytes:
    """Return a text as a Word document in our look, with real footnotes.

    Raises:
        SettingsError: the extra `office` is not installed, or the text could not be made in time.
    """
    if find_spec("pypandoc") is None:
        raise SettingsError(
            gettext("A Word document cannot be made here: the extra 'office' is not installed."),
            remedy=gettext("Install it with: pip install 'answerable[office]'. PDF and page need nothing more."),
        )  # fmt: skip
    import pypandoc

    body = _one_footnote_a_note(_NOT_IN_WORD.sub("", html))
    page = f'<!doctype html><html lang="{_checked(language)}"><body>{body}</body></html>'.encode()
    with tempfile.TemporaryDirectory() as folder:
        look = Path(folder) / "look.docx"
        look.write_bytes(_look("reference.docx"))
        command = [
            pypandoc.get_pandoc_path(), "--sandbox", "--from", "html+native_divs+native_spans", "--to",
            "docx", f"--reference-doc={look}", "--metadata", f"lang={language}", "--output", "-",
        ]  # fmt: skip
        # In its sandbox pandoc reads no file but these, and its clock stands still.
        code, made = _run(command, page, {"LC_ALL": "C.UTF-8", "HOME": folder})
    if code or not made.startswith(b"PK"):
        raise SettingsError(
            gettext("The Word document could not be made."), remedy=gettext("Take the page as HTML instead.")
        )
    return _settled(made, title)


def _one_footnote_a_note(html: str) -> str:
    """Return a text in which only the first mark of a note makes a footnote; the others are its number."""
    seen: set[str] = set()

    def once(mark: re.Match[str]) -> str:
        is_first = mark[1] not in seen
        seen.add(mark[1])
        return mark[0] if is_first else f"<sup>{mark[2]}</sup>"

    return _NOTE_MARK.sub(once, html)


def as_html(html: str, *, language: str, title: str) -> str:
    """Return a text as a page by itself: one file, in its own look, that asks nobody for anything."""
    return _page(_COLUMNS.sub("", html), language, title, screen_stylesheet())


def _page(html: str, language: str, title: str, style: str) -> str:
    direction = "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    return (
        f'<!doctype html>\n<html lang="{_checked(language)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{html}\n</body>\n</html>\n"
    )


def _checked(language: str) -> str:
    if not _LANGUAGE.fullmatch(language):
        raise ValueRefusedError("This is no code of a language.", remedy="Use a code such as es or en.")
    return language


def _running(title: str) -> str:
    """Return the rule that puts the title at the foot of every page; no letter of it can end the string."""
    words = "".join(f"\\{ord(letter):06x}" for letter in title)
    return f'@page {{ @bottom-left {{ content: "{words}" }} }}'


@cache
def stylesheet() -> str:
    """Return the stylesheet of what is printed."""
    return _look("paper.css").decode("utf-8")


@cache
def screen_stylesheet() -> str:
    """Return the stylesheet of a page by itself: the same, with the typefaces that its reader has."""
    return _FACE.sub("", stylesheet())


def _look(name: str) -> bytes:
    return files("answerable.publish").joinpath("look", name).read_bytes()


def _run(command: list[str], given: bytes, environment: dict[str, str]) -> tuple[int, bytes]:
    """Run a program with an empty environment but for what is named; return how it ended and what it wrote."""
    try:
        done = subprocess.run(
            command, input=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd=os.sep,
            timeout=CLOCK_SECONDS, check=False, start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return 1, b""
    return done.returncode, done.stdout


def _settled(made: bytes, title: str) -> bytes:
    """Return a Word document with its title set and every part under one fixed day."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _with_title(content.decode("utf-8"), title).encode("utf-8")
            elif name == "word/document.xml":
                content = _TABLE.sub(_as_wide_as_the_page, content.decode("utf-8")).encode("utf-8")
            part = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, content)
    return found.getvalue()


_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)


def _as_wide_as_the_page(table: re.Match[str]) -> str:
    """Return a table in the style of cells, over the whole width, no row torn in two; pandoc sets none of it."""
    wide = re.sub(r"<w:tblW [^>]*/>", '<w:tblW w:type="pct" w:w="5000"/>', table[0])
    whole = re.sub(r"<w:tr>(?!\s*<w:trPr>)", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", wide)
    return whole.replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="Cell"/>')


_TITLE_AND_DAYS = re.compile(r"<dc:title>.*?</dc:title>|<dc:title\s*/>|<dcterms:\w+ .*?</dcterms:\w+>", re.DOTALL)


def _with_title(core: str, title: str) -> str:
    told = f"<dc:title>{escape(title)}</dc:title>"
    bare = re.sub(
        r"<dc:title>.*?</dc:title>|<dc:title\s*/>|<dcterms:\w+ .*?</dcterms:\w+>", "", core, flags=re.DOTALL
    )
    return bare.replace("</cp:coreProperties>", f"{told}</cp:coreProperties>")
