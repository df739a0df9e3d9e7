"""A letter on paper: one sheet, address in the window, the day, room to sign; as PDF, Word, HTML or mail draft.

The writer's words are plain text: nothing of them is read as markup, and nothing is fetched. So the PDF is set in
this very process, in about 0.2 s. Model letters are kept by their content; what a writer typed is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from typing import Any, Literal

import yaml
from django.utils.translation import gettext

from answerable.actions.addresses import block, country_of
from answerable.actions.answers import Letter, Target
from answerable.actions.contacts import email_of, line_of
from answerable.actions.mailto import body_of
from answerable.actions.typefaces import faces_for, text_direction
from answerable.actions.wording import day_words, direction, say
from answerable.kernel.errors import SettingsError, ValueRefusedError

Form = Literal["pdf", "docx", "html", "eml"]
FORMS: tuple[Form, ...] = ("pdf", "docx", "html", "eml")
LONGEST_TEXT = 12_000
"""How long a letter may be, in characters: about six sheets. What is longer would hold up everybody else."""
MOST_SENDER_LINES = 6
KEPT_FILES = 64
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "eml": "message/rfc822",
}
_MARGIN_TOP, _MARGIN_SIDE, _MARGIN_BOTTOM = 20.0, 25.0, 18.0  # millimetres
_SIZES = ((1500, 11.0, 1.42), (2100, 10.5, 1.36), (LONGEST_TEXT * 2, 10.5, 1.4))
"""Up to so many letters, the size in points and the height of a line: an ordinary letter stays on one sheet."""
_LINE, _LEAST_LINE = 44, 26  # tenths of a millimetre from one line of the address to the next
_LETTERS_A_MILLIMETRE = 0.56  # at the size that goes with _LINE
_POINTS_A_MILLIMETRE = 2.24  # the size of the letters that goes with the height of their line


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter sheet: where its window is and what goes where; millimetres. See paper/windows.yaml."""

    name: str
    sheet: tuple[float, float]
    window: tuple[float, float, float, float] | None
    text: tuple[float, float, float, float]
    body: float
    sender: Literal["start", "end"]
    folds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A letter as a file: its bytes, what kind they are, and a name that tells nothing of the writer."""

    content: bytes
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Laid:
    """Everything that stands on the sheet, in words, ready for any form of file."""

    letter: Letter
    sheet: Sheet
    address: tuple[str, ...]
    sender: tuple[str, ...]
    mark: str
    day: str
    paragraphs: tuple[str, ...]
    copies: str

    @property
    def line_height(self) -> float:
        """Millimetres from one line of the address to the next, so that all of them fit the window."""
        tries = [tenths / 10 for tenths in range(_LEAST_LINE, _LINE + 1)]
        width, height = self.sheet.text[2:]
        return max(
            (pitch for pitch in tries if pitch * self._printed_lines(width, pitch) <= height), default=tries[0]
        )

    def _printed_lines(self, width: float, pitch: float) -> int:
        letters = int(width * _LETTERS_A_MILLIMETRE * _LINE / 10 / pitch)
        return sum(max(1, -(-len(line) // letters)) for line in self.address)


@cache
def sheet_of(profile: str) -> Sheet:
    """Return a letter sheet by its name; the plain one for a name that is not known."""
    text = files("answerable.actions").joinpath("paper", "windows.yaml").read_text(encoding="utf-8")
    every: Mapping[str, Any] = yaml.safe_load(text)
    name = profile if profile in every else "plain"
    row: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in every[name].items()
    }
    return Sheet(name, **row)


def profile_of(origin: str) -> str:
    """Return the name of the letter sheet that people in a country use."""
    return country_of(origin).window


def laid(
    letter: Letter,
    target: Target,
    *,
    day: date,
    origin: str,
    profile: str = "",
    sender: Sequence[str] = (),
    copies: Sequence[str] = (),
    language: str = "",
) -> Laid:
    """Return what stands where on the sheet.

    Args:
        letter: what is written.
        target: whom to.
        day: printed on it.
        origin: the country in which it is posted, two letters; empty if not known.
        profile: the letter sheet, a name of paper/windows.yaml; that of the origin if empty.
        sender: the writer's own address, if wanted, line by line.
        copies: names of those who get a copy.
        language: of the writer, in which the country may be named; the letter's own if empty.

    Raises:
        ValueRefusedError: the letter is too long or holds control characters, or so does a line of the sender.
    """  # fmt: skip
    if len(letter.text) > LONGEST_TEXT:
        raise ValueRefusedError(
            gettext("The letter has more than %(longest)s letters.") % {"longest": LONGEST_TEXT},
            remedy=gettext("Shorten it: one page is read, six are not."),
        )
    text = body_of(letter.body).replace("\r\n", "\n")
    abroad = bool(target.post_lines and origin and target.country.upper() != origin.upper())
    return Laid(
        letter=letter,
        sheet=sheet_of(profile or profile_of(origin)),
        address=block(target, origin, language or letter.language),
        sender=tuple(line_of(line, "sender") for line in sender if line.strip())[:MOST_SENDER_LINES],
        mark=country_of(origin).mark if abroad else "",
        day=day_words(day, letter.language),
        paragraphs=tuple(part.strip("\n") for part in text.split("\n\n") if part.strip()),
        copies=say("paper", "copies", letter.language, names=_joined(copies)) if copies else "",
    )


def _joined(names: Sequence[str]) -> str:
    return "; ".join(line_of(name, "copies", longest=120) for name in names)


def paper_html(
    letter: Letter,
    target: Target,
    *,
    day: date,
    origin: str,
    profile: str = "",
    sender: Sequence[str] = (),
    copies: Sequence[str] = (),
    language: str = "",
) -> str:
    """Return a letter as one HTML page that prints as a letter sheet and asks nobody for anything; see `laid`."""
    return html_of(laid(letter, target, day=day, origin=origin, profile=profile, sender=sender, copies=copies,
                        language=language))  # fmt: skip


def as_file(
    letter: Letter,
    target: Target,
    *,
    form: Form,
    day: date,
    origin: str,
    profile: str = "",
    sender: Sequence[str] = (),
    copies: Sequence[str] = (),
    language: str = "",
    is_model: bool = False,
) -> PaperFile:
    """Return a letter as a file. What is not said here is as for `laid`.

    `form` is pdf, docx, html, or eml: a draft that opens in a mail program. `is_model`: nothing of a writer is in
    it, so it may be kept for the next reader.

    Raises:
        ValueRefusedError: see `laid`; for eml also when the target has no e-mail address.
        SettingsError: the machine lacks Pango, which sets PDF.
    """  # fmt: skip
    if form not in FORMS:
        raise ValueRefusedError(gettext("There is no such form."), remedy=gettext("Use pdf, docx, html or eml."))
    name = f"{target.key}-{letter.language}.{form}"
    if form == "eml":
        return PaperFile(as_eml(letter, target.emails), _TYPES[form], name)
    made = laid(letter, target, day=day, origin=origin, profile=profile, sender=sender, copies=copies,
                language=language)  # fmt: skip
    make = _kept if is_model else _made
    return PaperFile(make(made, form), _TYPES[form], name)


def _made(made: Laid, form: Form) -> bytes:
    from answerable.actions.letter_word import word_of

    if form == "docx":
        return word_of(made)
    return html_of(made).encode("utf-8") if form == "html" else _pdf(html_of(made, has_faces=True))


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
    draft = EmailMessage(policy=SMTP)
    draft["To"] = ", ".join(email_of(address, "to") for address in to)
    if cc:
        draft["Cc"] = ", ".join(email_of(address, "cc") for address in cc)
    draft["Subject"] = line_of(letter.subject, "subject", longest=300)
    draft["Content-Language"] = letter.language
    draft["X-Unsent"] = "1"  # asks Outlook to open it for writing
    draft.set_content(body_of(letter.text).replace("\r\n", "\n") + "\n", charset="utf-8", cte="quoted-printable")
    return draft.as_bytes()


def html_of(made: Laid, *, has_faces: bool = False) -> str:
    """Return the page of a laid letter; `has_faces`: with our typefaces, which only the PDF writer can reach."""
    letter = made.letter
    words = " ".join((letter.text, letter.subject, made.day, *made.address, *made.sender, made.copies))
    style = f"{faces_for(words) if has_faces else ''}\n{_css()}\n{_measures(made)}"
    return (
        f'<!doctype html>\n<html lang="{escape(letter.language)}" dir="{direction(letter.language)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(letter.subject)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"{_head(made)}\n{_text(made)}\n</main>\n</body>\n</html>\n"
    )


def _head(made: Laid) -> str:
    sender = "".join(_line(line) for line in made.sender)
    folds = "".join(f'<div class="fold" style="top:{at - _MARGIN_TOP:g}mm"></div>' for at in made.sheet.folds)
    return (
        '<div class="head">'
        + (f'<div class="from">{sender}</div>' if sender else "")
        + (f'<p class="mark" dir="ltr">{escape(made.mark)}</p>' if made.mark else "")
        + f'<address class="to">{"".join(_line(line) for line in made.address)}</address>{folds}</div>'
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


def _measures(made: Laid) -> str:
    """Return the rules that put each thing where the sheet has it."""
    sheet, pitch = made.sheet, made.line_height
    left, top, width, height = sheet.text
    size, line = next((size, line) for most, size, line in _SIZES if len(made.letter.text) <= most)
    x, y = left - _MARGIN_SIDE, top - _MARGIN_TOP  # places are counted from the corner within the page's margins
    side = "right" if sheet.sender == "end" else "left"
    rules = (
        f"body {{ font-size: {size}pt; line-height: {line}; }}",
        f".head {{ position: relative; height: {sheet.body - _MARGIN_TOP:g}mm; }}",
        f".head .to {{ left: {x:g}mm; top: {y:g}mm; width: {width}mm; height: {height}mm; }}",
        f".head .to {{ font-size: {pitch * _POINTS_A_MILLIMETRE:.1f}pt; line-height: {pitch}mm; }}",
        f".head .mark {{ left: {x:g}mm; top: {y - 6:g}mm; font-size: 8pt; line-height: 4mm; }}",
        f".head .from {{ {side}: 0; top: 0; max-width: 75mm; font-size: 9.5pt; line-height: 4.4mm; }}",
        f".head .fold {{ left: {4 - _MARGIN_SIDE:g}mm; }}",
    )
    page = "mm ".join(f"{length:g}" for length in sheet.sheet)
    return (
        f"@page {{ size: {page}mm; margin: {_MARGIN_TOP}mm {_MARGIN_SIDE}mm {_MARGIN_BOTTOM}mm; }}\n"
        f"@media print {{ {' '.join(rules)} }}"
    )


@cache
def _css() -> str:
    return files("answerable.actions").joinpath("paper", "letter.css").read_text(encoding="utf-8")
