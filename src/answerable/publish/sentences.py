"""A text cut into sentences, each with the paragraph it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.evidence.paragraphs import paragraphs_of_text

_END = re.compile(
    r"[.!?\u2026\u061f](?:[\"'\u201c\u201d\u2019\u00bb)\]]|[ \u00a0\u202f]\u00bb)*"
    r"(?=\s+[\"'\u201c\u201e\u2018\u00ab(\u00bf\u00a1]?\s?[A-Z\u00c0-\u00dd0-9\u0621-\u064a])|;(?=\s)|\n"
)
_SHORTENED = re.compile(
    r"(?:\b(?:Gen|Col|Cap|Lt|Sr|Sra|Dr|Dra|Mr|Mrs|Ms|No|N|Nro|Jr|Av|St|art|arts|p|pp|approx|vs|etc|EE|UU|Ph|Nr|bzw|ca|Abs|Mme)|\b[A-Z])\.$"
)
_ORDINAL = re.compile(
    r"\b\d{1,2}\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
"""A day of the month in German, whose full stop ends nothing."""
_LONGEST = 1200
_WRAPPED_FROM = 50
"""A line at least this long that ends without a full stop is wrapped: its sentence goes on."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it begins and ends, and where its paragraph does; `paragraph` counts from 1."""

    start: int
    end: int
    paragraph: int
    paragraph_start: int
    paragraph_end: int


def sentences_of(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, in order; every sign that is not blank stands in one."""
    for paragraph in paragraphs_of_text(text):
        begin = 0
        for end in _short_enough(paragraph.text):
            if paragraph.text[begin:end].strip():
                yield Sentence(
                    paragraph.start + begin,
                    paragraph.start + end,
                    paragraph.number,
                    paragraph.start,
                    paragraph.end,
                )
            begin = end


def _short_enough(text: str) -> Iterator[int]:
    """Return where each sentence ends; a very long one is cut at a blank, so that no text takes long."""
    begin = 0
    for end in _ends(text):
        while end - begin > _LONGEST:
            blank = text.rfind(" ", begin + 1, begin + _LONGEST)
            begin = blank + 1 if blank > begin else begin + _LONGEST
            yield begin
        yield end
        begin = end


def _ends(text: str) -> Iterator[int]:
    line = 0
    for match in _END.finditer(text):
        if match[0] == "\n":
            is_wrapped = match.start() - line >= _WRAPPED_FROM
            line = match.end()
            if is_wrapped:
                continue
        elif match[0][0] == "." and _ends_nothing(text, match.start()):
            continue
        yield match.end()
    yield len(text)


def _ends_nothing(text: str, stop: int) -> bool:
    """Say whether a full stop belongs to a shortened word, or to a day of the month before its month."""
    is_shortened = _SHORTENED.search(text, max(0, stop - 8), stop + 1) is not None
    return is_shortened or any(_ORDINAL.match(text, at) for at in range(max(0, stop - 2), stop))
