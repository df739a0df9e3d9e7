"""A letter on paper: one sheet, address in the window, the day, room to sign; as PDF, Word, HTML or mail draft.

The writer's words are plain text: nothing of them is read as markup, and nothing is fetched. So the PDF is set in
this very process, in under 0.1 s. Model letters are kept by their content; what a writer typed is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from typing import Literal

from django.utils.translation import gettext

from answerable.actions.answers import Letter, Target
from answerable.actions.contacts import email_of
from answerable.actions.letter_sheet import (
    HAND,
    LONGEST_TEXT,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    POINTS_A_MILLIMETRE,
    RIGHT_TO_LEFT_GROWTH,
    RIGHT_TO_LEFT_LINE,
    Laid,
    Sheet,
    checked,
    laid,
    profile_of,
    sheet_of,
)
from answerable.actions.letter_word import word_of
from answerable.actions.typefaces import faces_for, text_direction
from answerable.actions.wording import direction
from answerable.kernel.errors import SettingsError, ValueRefusedError

__all__ = [
    "FORMS",
    "LONGEST_TEXT",
    "Laid",
    "PaperFile",
    "Sheet",
    "as_eml",
    "as_file",
    "laid",
    "paper_html",
    "profile_of",
    "sheet_of",
]

Form = Literal["pdf", "docx", "html", "eml"]
FORMS: tuple[Form, ...] = ("pdf", "docx", "html", "eml")
KEPT_FILES = 64
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "eml": "message/rfc822",
}
_NEXT_SHEETS = """@page :nth(n+2) { margin-top: 25mm;
@top-center { content: counter(page); font: 9pt "Source Serif 4", serif; } }"""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A letter as a file: its bytes, what kind they are, and a name that tells nothing of the writer."""

    content: bytes
    media_type: str
    name: str


def paper_html(
    letter: Letter, target: Target, *, day: date, origin: str, profile: str = "", sender: Sequence[str] = (),
    copies: Sequence[str] = (), language: str = "", postage: str = "",
) -> str:  # fmt: skip
    """Return a letter as one HTML page that prints as a letter sheet and asks nobody for anything; see `laid`."""
    made = laid(letter, target, day=day, origin=origin, profile=profile, sender=sender, copies=copies,
                language=language, postage=postage)  # fmt: skip
    return _page(made)


def as_file(
    letter: Letter, target: Target, *, form: Form, day: date, origin: str, profile: str = "",
    sender: Sequence[str] = (), copies: Sequence[str] = (), language: str = "", postage: str = "",
    is_model: bool = False,
) -> PaperFile:  # fmt: skip
    """Return a letter as a file. What is not said here is as for `laid`.

    `form` is pdf, docx, html, or eml: a draft that opens in a mail program. `is_model`: nothing of a writer is in
    it, so it may be kept for the next reader.

    Raises:
        ValueRefusedError: see `laid`; for eml also when the target has no e-mail address.
        SettingsError: the machine lacks Pango, which sets PDF.
    """
    if form not in FORMS:
        raise ValueRefusedError(gettext("There is no such form."), remedy=gettext("Use pdf, docx, html or eml."))
    name = f"{target.key}-{letter.language}.{form}"
    if form == "eml":
        return PaperFile(as_eml(letter, target.emails), _TYPES[form], name)
    made = laid(letter, target, day=day, origin=origin, profile=profile, sender=sender, copies=copies,
                language=language, postage=postage)  # fmt: skip
    return PaperFile((_kept if is_model else _made)(made, form), _TYPES[form], name)


def _made(made: Laid, form: Form) -> bytes:
    if form == "docx":
        return word_of(made)
    return _page(made).encode("utf-8") if form == "html" else _pdf(_page(made, has_faces=True))


@lru_cache(maxsize=KEPT_FILES)
def _kept(made: Laid, form: Form) -> bytes:
    return _made(made, form)


def _pdf(page: str) -> bytes:
    try:
        from answerable.publish.pdf_writer import write_pdf

        return write_pdf(page.encode("utf-8"))
    except OSError:
        raise SettingsError(
            gettext("A PDF cannot be made here: the library Pango is missing."),
            remedy=gettext("On Debian or Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0. The page as "
                           "HTML can be printed from any browser."),
        ) from None  # fmt: skip


def as_eml(letter: Letter, to: Sequence[str], cc: Sequence[str] = ()) -> bytes:
    """Return a letter as a draft that mail programs open unsent, whatever its length.

    Raises:
        ValueRefusedError: no address, one that is none, or a line break where none may be.
    """
    if not to:
        raise ValueRefusedError(gettext("There is no address to write to."), remedy=gettext("Choose another way."))
    sound = checked(letter)
    draft = EmailMessage(policy=SMTP)
    draft["To"] = ", ".join(email_of(address, "to") for address in to)
    if cc:
        draft["Cc"] = ", ".join(email_of(address, "cc") for address in cc)
    draft["Subject"] = sound.subject
    draft["X-Unsent"] = "1"  # asks Outlook to open it for writing
    draft.set_content(sound.text + "\n", charset="utf-8", cte="quoted-printable")
    draft["Content-Language"] = sound.language
    return draft.as_bytes()


def _page(made: Laid, *, has_faces: bool = False) -> str:
    """Return the page of a laid letter; `has_faces`: with our typefaces, which only the PDF writer can reach."""
    letter = made.letter
    words = " ".join((letter.text, letter.subject, made.day, *made.address, *made.sender, made.copies, made.hint))
    more = f"{faces_for(words)}\n{_NEXT_SHEETS}\n" if has_faces else ""
    style = f"{more}{_css()}\n{_measures(made)}"
    return (
        f'<!doctype html>\n<html lang="{escape(letter.language)}" dir="{direction(letter.language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(letter.subject)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"{_head(made)}\n{_text(made)}\n</main>\n</body>\n</html>\n"
    )


def _head(made: Laid) -> str:
    sender = "".join(_line(line) for line in made.sender)
    folds = "".join(f'<div class="fold" style="top:{at - MARGIN_TOP:g}mm"></div>' for at in made.sheet.folds)
    return (
        '<div class="head">'
        + (f'<div class="from">{sender}</div>' if sender else "")
        + (f'<p class="mark" dir="ltr">{escape(made.mark)}</p>' if made.mark else "")
        + f'<address class="to">{"".join(_line(line) for line in made.address)}</address>{folds}'
        + (f'<p class="hint" {_tongue(made.hint_language)}>{escape(made.hint)}</p>' if made.hint else "")
        + "</div>"
    )


def _line(text: str) -> str:
    return f'<p dir="{text_direction(text, "ltr")}">{escape(text)}</p>'


def _text(made: Laid) -> str:
    letter = made.letter
    own = direction(letter.language)
    paragraphs = "".join(
        f'<p dir="{text_direction(part, own)}">{"<br>".join(escape(line) for line in part.split(chr(10)))}</p>'
        for part in made.paragraphs
    )
    signature = "<br>".join(escape(line) for line in letter.signature.split("\n"))
    return (
        f'<p class="dated">{escape(made.day)}</p>\n<h1 class="subject">{escape(letter.subject)}</h1>\n'
        f'<p class="greeting">{escape(letter.salutation)}</p>\n<div class="text">{paragraphs}</div>\n'
        f'<div class="end"><p class="closing">{escape(letter.closing)}</p><div class="hand"></div>'
        + (f'<p class="signed"><bdi>{signature}</bdi></p>' if signature else "")
        + (f'<p class="copies">{escape(made.copies)}</p>' if made.copies else "")
        + "</div>"
    )


def _tongue(language: str) -> str:
    return f'lang="{escape(language)}" dir="{direction(language)}"'


def _measures(made: Laid) -> str:
    """Return the rules that put each thing where the sheet has it."""
    sheet, (left, top, width, height), (size, line) = made.sheet, made.address_box, made.size
    x, y = left - MARGIN_SIDE, top - MARGIN_TOP  # places are counted from the corner within the page's margins
    side = "right" if sheet.sender == "end" else "left"
    if direction(made.letter.language) == "rtl":
        size, line = round(size * RIGHT_TO_LEFT_GROWTH, 1), round(line * RIGHT_TO_LEFT_LINE, 2)
    rules = (
        f"body {{ font-size: {size}pt; line-height: {line}; }}",
        f".head {{ position: relative; height: {sheet.body - MARGIN_TOP:g}mm; }}",
        f".head .to {{ left: {x:g}mm; top: {y:g}mm; width: {width}mm; height: {height}mm; }}",
        f".head .to {{ font-size: {made.pitch * POINTS_A_MILLIMETRE:.1f}pt; line-height: {made.pitch}mm; }}",
        f".head .to p {{ text-align: {made.address_side}; }}",
        f".head .mark {{ left: {x:g}mm; top: {y - 5.5:g}mm; font-size: 8pt; line-height: 4mm; }}",
        f".head .from {{ {side}: 0; top: 0; max-width: 75mm; font-size: 9.5pt; line-height: 4.4mm; }}",
        f".head .fold {{ left: {4 - MARGIN_SIDE:g}mm; }}",
        f".hand {{ height: {HAND}mm; }}",
        f".hint {{ top: {sheet.sheet[1] - MARGIN_TOP - 10:g}mm; width: {sheet.sheet[0] - 2 * MARGIN_SIDE:g}mm; }}",
    )
    page = "mm ".join(f"{length:g}" for length in sheet.sheet)
    return (
        f"@page {{ size: {page}mm; margin: {MARGIN_TOP}mm {MARGIN_SIDE}mm {MARGIN_BOTTOM}mm; }}\n"
        f"@media print {{ {' '.join(rules)} }}"
    )


@cache
def _css() -> str:
    return files("answerable.actions").joinpath("paper", "letter.css").read_text(encoding="utf-8")
