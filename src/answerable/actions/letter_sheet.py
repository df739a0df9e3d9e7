"""What stands where on a letter sheet: the address in the window, the letter on one page where it can be.

Nothing is drawn here. `letter_paper` and `letter_word` make files of what is laid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

import yaml
from django.utils.translation import gettext

from answerable.actions.addresses import block, country_name, country_of
from answerable.actions.answers import Letter, Target
from answerable.actions.contacts import line_of
from answerable.actions.mailto import body_of
from answerable.actions.typefaces import text_direction
from answerable.actions.wording import day_words, direction, known, say
from answerable.kernel.errors import ValueRefusedError

LONGEST_TEXT = 12_000
"""How long a letter may be, in characters: about six sheets. What is longer would hold up everybody else."""
LONGEST_SUBJECT = 300
MOST_SENDER_LINES = 6
MARGIN_TOP, MARGIN_SIDE, MARGIN_BOTTOM = 20.0, 25.0, 16.0  # millimetres
HAND = 16.0  # room to sign by hand, in millimetres
POINTS_A_MILLIMETRE = 2.24  # the size of the address's letters that goes with the height of their line
_LINE, _LEAST_LINE = 44, 26  # tenths of a millimetre from one line of the address to the next
_SIZES = ((11.0, 1.42), (10.5, 1.38), (10.5, 1.32), (10.0, 1.32), (10.0, 1.26))
_SIZE_OF_MANY_SHEETS = (10.5, 1.4)
_POINT = 25.4 / 72  # millimetres
_WIDTH_OF_A_LETTER = (
    0.52  # of its size, on average, the ragged edge counted in; measured on the four Latin languages
)
_WIDTH_IN_ADDRESS = 0.56  # likewise; addresses have more capitals
RIGHT_TO_LEFT_GROWTH, RIGHT_TO_LEFT_LINE = 1.15, 1.04
"""How much larger than Latin ones Arabic letters are set, and how much higher their lines are in sizes."""
_WIDTH_OF_AN_ARABIC_LETTER = 0.41
_GAP = 0.55  # sizes between two paragraphs
_GAPS = 15.0  # millimetres between day, subject, greeting, closing and name that do not change with the size


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter sheet: where its window is and what goes where, in millimetres. See paper/windows.yaml."""

    name: str
    sheet: tuple[float, float]
    window: tuple[float, float, float, float] | None
    text: tuple[float, float, float, float]
    first: float
    mark: bool
    body: float
    sender: Literal["start", "end"]
    folds: tuple[float, ...]


@dataclass(frozen=True)
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
    hint: str = ""
    hint_language: str = ""

    @cached_property
    def pitch(self) -> float:
        """Millimetres from one line of the address to the next, so that all of them fit the window."""
        tries = [tenths / 10 for tenths in range(_LEAST_LINE, _LINE + 1)]
        height = self.sheet.text[3]
        return max((pitch for pitch in tries if pitch * self._lines(pitch) <= height), default=tries[0])

    @cached_property
    def address_box(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the address; a long one begins higher up in the window."""
        left, top, width, height = self.sheet.text
        begins = min(self.sheet.first, top + height - self.pitch * self._lines(self.pitch))
        begins = round(max(top, begins), 2)
        return left, begins, width, round(top + height - begins, 2)

    @cached_property
    def address_side(self) -> Literal["left", "right"]:
        """The side at which all lines of the address begin: that of the script that most of them are in."""
        rightward = sum(text_direction(line, "ltr") == "rtl" for line in self.address)
        return "right" if 2 * rightward > len(self.address) else "left"

    def _lines(self, pitch: float) -> int:
        """Return how many lines the address takes, with what is too long for one going on below."""
        letters = int(self.sheet.text[2] / (pitch * POINTS_A_MILLIMETRE * _POINT * _WIDTH_IN_ADDRESS))
        return sum(max(1, -(-len(line) // letters)) for line in self.address)

    @cached_property
    def size(self) -> tuple[float, float]:
        """The size of letters in points, and the height of a line in sizes, that keep the letter on one sheet."""
        room = self.sheet.sheet[1] - self.sheet.body - MARGIN_BOTTOM
        return next((each for each in _SIZES if self._height(*each) <= room), _SIZE_OF_MANY_SHEETS)

    def _height(self, points: float, line: float) -> float:
        width = self.sheet.sheet[0] - 2 * MARGIN_SIDE
        size, letter = points * _POINT, _WIDTH_OF_A_LETTER
        if direction(self.letter.language) == "rtl":
            size, line = size * RIGHT_TO_LEFT_GROWTH, line * RIGHT_TO_LEFT_LINE
            letter = _WIDTH_OF_AN_ARABIC_LETTER
        letters = int(width / (size * letter))
        parts = [part for paragraph in self.paragraphs for part in paragraph.split("\n")]
        parts += [*self.letter.signature.split("\n"), self.letter.subject, *filter(None, [self.copies])]
        printed = sum(max(1, -(-len(part) // letters)) for part in parts) + 3  # day, greeting and closing
        return (printed * line + len(self.paragraphs) * _GAP) * size + HAND + _GAPS


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
    letter: Letter, target: Target, *, day: date, origin: str, profile: str = "", sender: Sequence[str] = (),
    copies: Sequence[str] = (), language: str = "", postage: str = "",
) -> Laid:  # fmt: skip
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
        postage: what the stamp costs, such as 'CHF 2.50'; printed small at the foot, for the writer.

    Raises:
        ValueRefusedError: the letter is too long or holds control characters, or so does a line of the sender.
    """
    sound = checked(letter)
    sheet = sheet_of(profile or profile_of(origin))
    is_abroad = bool(target.post_lines and origin and target.country.upper() != origin.upper())
    return Laid(
        letter=sound,
        sheet=sheet,
        address=block(target, origin, language or letter.language),
        sender=tuple(line_of(line, "sender") for line in sender if line.strip())[:MOST_SENDER_LINES],
        mark=country_of(origin).mark if is_abroad and sheet.mark else "",
        day=day_words(day, letter.language),
        paragraphs=tuple(part.strip("\n") for part in sound.body.split("\n\n") if part.strip()),
        copies=say("paper", "copies", letter.language, names=_joined(copies)) if copies else "",
        hint=_hint(sheet, target, postage, language or letter.language),
        hint_language=known(language or letter.language),
    )


def _hint(sheet: Sheet, target: Target, postage: str, language: str) -> str:
    if not postage or not target.post_lines:
        return ""
    said = say("paper", "hint-postage", language, country=country_name(target.country, known(language)),
               postage=line_of(postage, "postage", longest=80))  # fmt: skip
    return f"{said} {say('paper', 'hint-fold', language)}" if sheet.window else said


def checked(letter: Letter) -> Letter:
    """Return a letter with one kind of line end.

    Raises:
        ValueRefusedError: it is too long, or holds a control character.
    """
    if len(letter.body) > LONGEST_TEXT or len(letter.text) > LONGEST_TEXT:
        raise ValueRefusedError(
            gettext("The letter has more than %(longest)s characters.") % {"longest": LONGEST_TEXT},
            remedy=gettext("Shorten it: one page is read, six are not."),
        )
    salutation, body, closing, signature = (
        body_of(part).replace("\r\n", "\n")
        for part in (letter.salutation, letter.body, letter.closing, letter.signature)
    )
    subject = line_of(letter.subject, "subject", longest=LONGEST_SUBJECT)
    return Letter(letter.target, letter.language, letter.role, subject, salutation, body, closing, signature)


def _joined(names: Sequence[str]) -> str:
    return "; ".join(line_of(name, "copies", longest=120) for name in names)
