"""Makes claims out of cells: one for each cited source, each with the dates that this source is cited for.

A sheet cites one source for the first mention of a link and another for the last, and its collectors join the two
to one range. The first source's claim is of its own day; the last source's claim holds the whole range, and its
note says who joined it and with what.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from answerable.interchange.sfm.citing import Citations, Cited, Report, weakest
from answerable.interchange.sfm.dates import blurs_of_ranges, date_from, date_of, is_none, not_future
from answerable.interchange.sfm.parts import Cell, DateCell, Dates, Ranges, RowPlace, Stretch, When
from answerable.kernel.errors import DateUnclearError, UserError
from answerable.kernel.hashing import sha256_hex
from answerable.kernel.texts import slug
from answerable.kernel.times import Blur, Time, blur_text
from answerable.ontology.validation import check_properties, clean_properties
from answerable.record.drafts import ClaimDraft, claim_id

_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
Properties = Mapping[str, tuple[str, ...]]
UNDATED = Dates()


def entity_id(kind: str, *key: str) -> str:
    """Return an entity id made of a key: the key itself where it is one UUID, else its words and a short hash.

    The same key gives the same id in every file, and different keys different ids.
    """
    if len(key) == 1 and _UUID.fullmatch(key[0]):
        return f"{kind}:{key[0].lower()}"
    mark = sha256_hex("\x1f".join(key).encode())[:8]
    return f"{kind}:{slug(key[0], longest=48) or 'unnamed'}-{mark}"


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says of an entity, and who is cited for it. `is_base`: it says that the entity is there."""

    properties: Properties
    cited: Cited
    is_base: bool = False


@dataclass(slots=True)
class Claims:
    """Gathers claims; the same claim made by several rows is one."""

    citations: Citations
    report: Report
    today: date
    drafts: dict[str, ClaimDraft] = field(default_factory=dict)

    def said(self, place: RowPlace, schema: str, cell: Cell, properties: Properties) -> Said | None:
        """Return what a cell says, or None when it is empty, refused, or cites no source that is there."""
        if not cell.is_given or not (clean := self.clean(place, schema, cell, properties)):
            return None
        cited = self.citations.cited(place, cell)
        return Said(clean, cited) if cited else None

    def clean(self, place: RowPlace, schema: str, cell: Cell, properties: Properties) -> Properties | None:
        """Return properties in canonical form, or None when the ontology refuses one of them."""
        try:
            return clean_properties(schema, properties, whole=False)
        except UserError:
            for one in check_properties(schema, properties, whole=False):
                self.report.refuse(place, cell.column, one.value, one.message, one.remedy, one.code)
            return None

    def dates(self, place: RowPlace, when: When) -> Dates | None:
        """Return when something held; None when the dates are reversed, which refuses the part of the row."""
        if isinstance(when, Ranges):
            return self._from_ranges(place, when)
        first = self._date(place, when.first)
        last = self._date(place, when.last)
        if first and last and _is_reversed(first[0], last[0]):
            text = f"{when.first.cell.text} to {when.last.cell.text}"
            reason = "The last date lies before the first."
            remedy = "Correct one of them; they are never swapped."
            self.report.refuse(place, when.last.cell.column, text, reason, remedy, "date-reversed")
            return None
        return Dates(
            first[0] if first else None,
            last[0] if last else None,
            self._starts(place, when, has_date=first is not None),
            *self._ends(place, when, last is not None),
            first[1].keys if first else (),
            last[1].keys if last else (),
            first[1].grade if first else 1,
            last[1].grade if last else 1,
        )

    def _from_ranges(self, place: RowPlace, when: Ranges) -> Dates | None:
        column = when.first_precise.column
        try:
            blurs = blurs_of_ranges(when)
            for blur in blurs or ():
                not_future(blur, self.today)
        except DateUnclearError as error:
            self.report.refuse(place, column, error.where, error.what, error.remedy, "date-unclear")
            return None
        if blurs is None:
            return UNDATED
        cited = self.citations.cited(place, replace(when.first_precise, text="dates"))
        if cited is None:
            return None
        flags = [cell.text.strip().upper() == "Y" for cell in (when.starting, when.ending)]
        return Dates(*blurs, flags[0], flags[1], False, cited.keys, cited.keys, cited.grade, cited.grade)

    def _date(self, place: RowPlace, given: DateCell) -> tuple[Blur, Cited] | None:
        cell = given.cell
        if is_none(cell.text) and not given.year.strip():
            return None
        try:
            blur = not_future(self._blur(place, given), self.today)
        except DateUnclearError as error:
            value = cell.text or f"{given.year}-{given.month}-{given.day}"
            self.report.refuse(place, cell.column, value, error.what, error.remedy, "date-unclear")
            return None
        cited = self.citations.cited(place, replace(cell, text=cell.text or given.year))
        return (blur, cited) if cited else None

    def _blur(self, place: RowPlace, given: DateCell) -> Blur:
        """Return the date of the columns where the year is given, and of the text where those cannot be read."""
        cell = given.cell
        if not given.year.strip():
            return date_of(cell.text)
        try:
            blur = date_from(given.year, given.month, given.day)
        except DateUnclearError:
            blur = date_of(cell.text)
            reason = "The columns of year, month and day cannot be read; the text was taken."
            self.report.alter(place, cell.column, cell.text, reason, "date-text-taken")
            return blur
        self._compare(place, cell, blur)
        return blur

    def _compare(self, place: RowPlace, cell: Cell, blur: Blur) -> None:
        try:
            differs = not is_none(cell.text) and date_of(cell.text) != blur
        except DateUnclearError:
            differs = True
        if differs:
            reason = f"The columns of year, month and day say {blur.earliest} to {blur.latest}; they were taken."
            self.report.alter(place, cell.column, cell.text, reason, "date-columns-taken")

    def _starts(self, place: RowPlace, when: Stretch, *, has_date: bool) -> bool:
        word = when.start.text.strip().upper()
        if word == "Y" and not has_date:
            reason = "A real start is marked, but there is no first date."
            self.report.alter(place, when.start.column, word, reason, "flag-without-date")
        elif word not in ("", "Y", "N"):
            self.report.alter(place, when.start.column, word, "The mark is neither Y nor N.", "unknown-flag")
        return word == "Y" and has_date

    def _ends(self, place: RowPlace, when: Stretch, has_date: bool) -> tuple[bool, bool]:
        """Return whether the last date is the real end, and whether it is assumed to go on after it."""
        word = when.end.text.strip().upper()
        is_end = word == "E" or (word == "Y" and not when.end_is_open)
        is_open = word == "Y" and when.end_is_open
        last_is_given = not is_none(when.last.cell.text) or bool(when.last.year.strip())
        if is_end and not has_date:
            reason = "A real end is marked, but there is no last date."
            self.report.alter(place, when.end.column, word, reason, "flag-without-date")
        elif word not in ("", "Y", "N", "E"):
            self.report.alter(place, when.end.column, word, "The mark is none of Y, N, E.", "unknown-flag")
        return is_end and has_date, is_open and (has_date or not last_is_given)

    def add(
        self,
        schema: str,
        about: str,
        said: Sequence[Said | None],
        dates: Dates = UNDATED,
        *,
        base: Properties | None = None,
        note: str = "",
        place: RowPlace | None = None,
    ) -> None:
        """Make the claims about one entity: one for each source, with all that the source is cited for.

        Args:
            schema: the entity's type.
            about: its id.
            said: what cells say; None is passed over.
            dates: when it held; a source that is cited for a date says that the entity was there then.
            base: what a source says that is cited for the entity itself or for one of its dates.
            note: goes with every claim.
            place: says who assumes that it goes on, and the status.
        """
        told: dict[str, dict[str, tuple[str, ...]]] = {}
        grades: dict[str, list[int]] = {}
        basic: set[str] = {*dates.first_sources, *dates.last_sources}
        for key in (*dates.first_sources, *dates.last_sources):
            told.setdefault(key, {}).update(base or {})
        for one in said:
            for key in one.cited.keys if one else ():
                if one:
                    told.setdefault(key, {}).update({**one.properties, **((base or {}) if one.is_base else {})})
                    grades.setdefault(key, []).append(one.cited.grade)
                    basic |= {key} if one.is_base else set()
        for key, properties in told.items():
            time = _time_of(key, dates) if key in basic else Time()
            if properties:
                grade = _grade_of(key, dates, grades)
                draft = ClaimDraft(about, schema, dict(properties), key, time=time, grade=grade)
                self._add_one(draft, f"{note} {_joined(key, dates)}".strip(), place)

    def _add_one(self, draft: ClaimDraft, note: str, place: RowPlace | None) -> None:
        owner = place.owner if place else ""
        assumption = f"Assumed by {owner or 'the collectors'} to go on." if draft.time.ongoing else ""
        draft = replace(
            draft,
            locator=self.citations.locator(draft.source),
            status=place.status if place else draft.status,
            note=" ".join(part for part in (note.strip(), assumption) if part),
        )
        self.drafts.setdefault(claim_id(draft), draft)


def _is_reversed(first: Blur, last: Blur) -> bool:
    return bool(first.earliest and last.latest and first.earliest > last.latest)


def _time_of(key: str, dates: Dates) -> Time:
    """Return when one source's claim holds: at the first mention, through to the last, or undated.

    What is assumed to go on goes on after the last date, or after the first where there is no last.
    """
    is_first, is_last = key in dates.first_sources, key in dates.last_sources
    if is_first and is_last:
        return Time(dates.first, dates.last, dates.starts, dates.ends, dates.ongoing)
    if is_first:
        return Time(dates.first, dates.first, starts=dates.starts, ongoing=dates.ongoing and not dates.last)
    if is_last:
        return Time(dates.first or dates.last, dates.last, ends=dates.ends, ongoing=dates.ongoing)
    return Time(ongoing=dates.ongoing and not dates.first and not dates.last)


def _joined(key: str, dates: Dates) -> str:
    """Say that a claim's range was made by the collectors, where its source is cited for the last date alone."""
    if dates.first is None or key not in dates.last_sources or key in dates.first_sources:
        return ""
    return f"Joined by the collectors with the first mention, {blur_text(dates.first)}."


def _grade_of(key: str, dates: Dates, grades: Mapping[str, list[int]]) -> int:
    found = list(grades.get(key, ()))
    found += [dates.first_grade] if key in dates.first_sources else []
    found += [dates.last_grade] if key in dates.last_sources else []
    return weakest(found)
