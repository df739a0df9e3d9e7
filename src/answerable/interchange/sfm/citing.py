"""The sources of the sheets, and which of them a cell cites.

A cell cites access points: pages, clips or snapshots of a source. Each becomes a source here, with its place as
the locator of the claims that cite it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from answerable.interchange.package import SOURCE_LIMITS, Alteration, Refusal, shown
from answerable.interchange.sfm.dates import date_of, is_none, not_future
from answerable.interchange.sfm.parts import Cell, RowPlace, SourcePart
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import blur_text
from answerable.record.drafts import SourceDraft

GRADES = {"high": 2, "medium": 3, "low": 4, "": 4, "ungraded": 6}
"""Confidence as a grade. A blank is Low, as Security Force Monitor's own importer has it.

The claims of 2026 have no confidence at all: 'ungraded' is 6, which cannot be judged.
"""
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_KINDS = {"video": "video", "photo": "photo", "image": "photo", "book": "book", "press_release": "press-release"}
_RESTRICTED = "source restricted by its collectors"


@dataclass(slots=True)
class Report:
    """Gathers what is refused, altered and counted while sheets are read."""

    refusals: list[Refusal] = field(default_factory=list)
    alterations: list[Alteration] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def refuse(self, place: RowPlace, column: str, value: str, reason: str, remedy: str, code: str) -> None:
        """Note that a cell or row is not taken."""
        self.refusals.append(Refusal(place.file, place.row, column, shown(value), reason, remedy, code))

    def alter(self, place: RowPlace, column: str, value: str, reason: str, code: str) -> None:
        """Note that a cell is taken otherwise than it stands."""
        self.alterations.append(Alteration(place.file, place.row, column, shown(value), reason, code))

    def count(self, what: str, outcome: str) -> None:
        """Count one row's part under what became of it."""
        key = f"{what}: {outcome}"
        self.counts[key] = self.counts.get(key, 0) + 1


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources that a cell cites and that are there, and the grade that its confidence comes to."""

    keys: tuple[str, ...]
    grade: int


class Citations:
    """The sources that were read, and those of them that some claim came to cite."""

    def __init__(self, parts: Iterable[SourcePart], report: Report, today: date) -> None:
        self._report, self._today = report, today
        self._drafts: dict[str, SourceDraft] = {}
        self._locators: dict[str, str] = {}
        self._cited: dict[str, None] = {}
        for part in parts:
            self._take(part)

    def sources(self) -> tuple[SourceDraft, ...]:
        """Return the sources that were cited, in the order of their sheet."""
        return tuple(draft for key, draft in self._drafts.items() if key in self._cited)

    def locator(self, key: str) -> str:
        """Return the place in the source that a citation of `key` means."""
        return self._locators.get(key, "")

    def cited(self, place: RowPlace, cell: Cell) -> Cited | None:
        """Return what a cell cites, or None when no source of it is there; that is refused by row and column."""
        names = list(dict.fromkeys(name.strip() for name in re.split(r"[;,\s]+", cell.sources) if name.strip()))
        known = tuple(name for name in names if name in self._drafts)
        missing = [name for name in names if name not in self._drafts]
        column = f"{cell.column} (source)"
        if not names:
            reason = "The cell has a value and no source."
            self._report.refuse(place, cell.column, cell.text, reason, "Name its source.", "no-source")
            return None
        if not known:
            reason = "None of the sources that the cell cites is in the sheet of sources."
            self._report.refuse(place, column, cell.sources, reason, "Add them there.", "unknown-source")
            return None
        if missing:
            reason = "A source that the cell cites is not in the sheet of sources; the others stand."
            self._report.alter(place, column, missing[0], reason, "citation-passed-over")
        self._cited.update(dict.fromkeys(known))
        return Cited(known, self._grade(place, cell))

    def _grade(self, place: RowPlace, cell: Cell) -> int:
        word = cell.confidence.strip().lower()
        if word not in GRADES:
            reason = "The confidence is none of High, Medium, Low; it counts as Low."
            self._report.alter(place, f"{cell.column} (confidence)", cell.confidence, reason, "unknown-confidence")
        return GRADES.get(word, GRADES[""])

    def _take(self, part: SourcePart) -> None:
        draft, locator = self._draft(part)
        known = self._drafts.get(draft.key)
        if known is not None:
            self._report.count("sources", "merged" if known == draft else "refused")
            if known != draft:
                reason = "Another source has this id already."
                self._report.refuse(
                    part.place, "id", part.id, reason, "Give one of them another.", "duplicate-key"
                )
            return
        problems = [] if _KEY.fullmatch(draft.key) else ["It has no id that can be cited."]
        problems += draft.problems()[:1]
        if problems:
            self._report.count("sources", "refused")
            self._report.refuse(part.place, "", part.id or part.title, problems[0], "", "source-refused")
            return
        self._report.count("sources", "read")
        self._drafts[draft.key] = draft
        self._locators[draft.key] = locator

    def _draft(self, part: SourcePart) -> tuple[SourceDraft, str]:
        locator = locator_of(part.where_kind, part.where)
        archive = part.archive if part.archive.startswith("http") else ""
        access = f"Archived: {archive}" if archive else part.archive
        notes = [
            f"Part cited: {part.where_kind} {part.where}".rstrip() if part.where and not locator else "",
            f"Archived at {part.archived_at}" if part.archived_at else "",
            f"Author: {part.author}" if part.author else "",
        ]
        if len(access) > SOURCE_LIMITS["access"]:
            notes.append(access)
            access = "Archived; the address is in the note."
        draft = SourceDraft(
            key=part.id,
            kind=_KINDS.get(part.kind.strip().lower(), "web-page"),
            title=part.title.strip() or "Untitled",
            publisher=part.publisher.strip(),
            url=part.url if part.url.startswith("http") else "",
            created=self._date(part, "created"),
            published=self._date(part, "published"),
            obtained=self._date(part, "accessed"),
            access=access,
            sha256=part.sha256.strip().lower(),
            note=". ".join(note for note in notes if note),
        )
        if part.is_restricted:
            draft = replace(draft, visibility="team", attribution=_RESTRICTED)
        return self._shortened(part, draft), locator

    def _date(self, part: SourcePart, name: str) -> str:
        text: str = getattr(part, name)
        if is_none(text):
            return ""
        try:
            return blur_text(not_future(date_of(text), self._today))
        except DateUnclearError as error:
            column = part.columns.get(name, name)
            self._report.alter(part.place, column, text, f"{error.what} The source has no date here.", error.code)
            return ""

    def _shortened(self, part: SourcePart, draft: SourceDraft) -> SourceDraft:
        def cut(name: str, text: str) -> str:
            if len(text) > SOURCE_LIMITS[name]:
                self._report.alter(part.place, name, text, "The text is too long and was cut.", "too-long")
            return text[: SOURCE_LIMITS[name]]

        return replace(
            draft,
            title=cut("title", draft.title),
            publisher=cut("publisher", draft.publisher),
            url=cut("url", draft.url),
        )


def locator_of(kind: str, where: str) -> str:
    """Return the locator of a citation: page 12, line 4, paragraph 3, cell B7, or a clip from 1:31; else empty."""
    kind, where = kind.strip().lower() or "page", where.strip()
    if kind in ("page", "paragraph", "line") and re.fullmatch(r"[1-9]\d{0,5}", where):
        return f"{kind}:{where}"
    if kind == "cell" and re.fullmatch(r"[A-Z]{1,3}[1-9]\d{0,6}", where):
        return f"cell:{where}"
    clip = re.fullmatch(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:-.*)?", where)
    if kind in ("clip", "frame", "time") and clip:
        hours, minutes, seconds = (int(part or 0) for part in clip.groups())
        return f"time:{hours:02d}:{minutes:02d}:{seconds:02d}"
    return ""


def weakest(grades: Sequence[int]) -> int:
    """Return the weakest of several grades."""
    return max(grades, default=GRADES[""])
