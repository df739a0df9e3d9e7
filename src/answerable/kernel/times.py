"""When a claim holds: a certain span inside a possible span, and what is known of its ends.

Days are calendar days in the dossier's time zone; both ends of a span are included. Unknown is None,
never a stand-in. A partial date widens the possible span and never shifts the certain one.

Text forms (the first three are EDTF): '2022-12-15', '2022-12', '2022', '[2022-12-01..2022-12-06]' for some
day between the two, '[..2014-08-01]' for some day up to it, '2022-12-15T16:00' for a moment.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from answerable.kernel.errors import DateUnclearError

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_BETWEEN = re.compile(r"\[(\S*?)\.\.(\S*?)\]")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_REMEDY = "Write a day as 2022-12-15, a month as 2022-12, a year as 2022, or [2022-12-01..2022-12-06]."


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included; None leaves that side open."""

    first: date | None
    last: date | None

    def covers(self, day: date) -> bool:
        """Say whether `day` lies in the span."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Blur:
    """One day, known only to lie from `earliest` to `latest`, both included; None leaves that side open."""

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise DateUnclearError(
                f"The dates {self.earliest} and {self.latest} are reversed.",
                remedy="Put the earlier day first.",
            )


@dataclass(frozen=True, slots=True)
class Time:
    """The time of one claim.

    `first` and `last` bound what the source speaks of; both are None when it gives no date. `starts`: the
    first day is the real start, not the first mention. `ends`: likewise the last. `ongoing`: someone assumes
    that it goes on. The clocks are minutes after midnight in the dossier's zone, where a source gives hours.
    """

    first: Blur | None = None
    last: Blur | None = None
    starts: bool = False
    ends: bool = False
    ongoing: bool = False
    first_clock: int | None = None
    last_clock: int | None = None

    def __post_init__(self) -> None:
        """Narrow the two ends by each other: what began in 2016 and was over on 5 March began by 5 March."""
        if (self.first is None) != (self.last is None):
            raise DateUnclearError("A time has one end only.", remedy="Give the same day twice for a mention.")
        if self.first is None or self.last is None:
            return
        latest, earliest = self.first.latest, self.last.earliest
        if self.last.latest and (latest is None or latest > self.last.latest):
            object.__setattr__(self, "first", Blur(self.first.earliest, self.last.latest))
        if self.first.earliest and (earliest is None or earliest < self.first.earliest):
            object.__setattr__(self, "last", Blur(self.first.earliest, self.last.latest))

    @property
    def is_dated(self) -> bool:
        """Say whether the source gives any date."""
        return self.first is not None

    @property
    def certain(self) -> Span | None:
        """The days on every one of which the claim holds, or None."""
        if self.first is None or self.last is None:
            return None
        if self.first.latest is None or self.last.earliest is None or self.first.latest > self.last.earliest:
            return None
        return Span(self.first.latest, self.last.earliest)

    @property
    def possible(self) -> Span | None:
        """The days outside which the claim does not speak, or None when it is undated."""
        if self.first is None or self.last is None:
            return None
        return Span(self.first.earliest, self.last.latest)


def parse_day(text: str) -> date:
    """Return the one day that `text` names.

    Raises:
        DateUnclearError: it is not a full calendar day.
    """
    try:
        if len(text) != len("2022-12-15"):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise DateUnclearError(
            f"'{text[:40]}' is not a calendar day.", remedy="Write a day as 2022-12-15."
        ) from None


def parse_blur(text: str) -> Blur:
    """Return what a date text leaves open: a day, a month, a year, or some day between two.

    Raises:
        DateUnclearError: the text is none of these, or names a day that does not exist, or is reversed.
    """
    between = _BETWEEN.fullmatch(text)
    if between:
        low, high = between.groups()
        if not low and not high:
            raise DateUnclearError(f"'{text}' leaves both sides open.", remedy=_REMEDY)
        return Blur(parse_day(low) if low else None, parse_day(high) if high else None)
    partial = _PARTIAL.fullmatch(text)
    if not partial:
        raise DateUnclearError(f"'{text[:40]}' is not a date.", remedy=_REMEDY)
    year, month, day = (int(part) if part else None for part in partial.groups())
    if year is None:  # the pattern always gives a year; this is for the type checker
        raise DateUnclearError(f"'{text}' has no year.", remedy=_REMEDY)
    try:
        if day is not None and month is not None:
            return Blur(date(year, month, day), date(year, month, day))
        if month is not None:
            return Blur(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Blur(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        raise DateUnclearError(f"'{text}' is no day of the calendar.", remedy=_REMEDY) from None


def _parse_end(text: str, zone: ZoneInfo) -> tuple[Blur, int | None]:
    moment = _MOMENT.fullmatch(text)
    if not moment:
        return parse_blur(text), None
    day, clock, offset = moment.groups()
    parse_day(day)
    try:
        at = datetime.fromisoformat(f"{day}T{clock}{'+00:00' if offset == 'Z' else offset or ''}")
    except ValueError:
        raise DateUnclearError(f"'{text}' is no moment of a day.", remedy="Write 2022-12-15T16:00.") from None
    local = at.astimezone(zone) if at.tzinfo else at
    return Blur(local.date(), local.date()), local.hour * 60 + local.minute


def parse_time(
    first: str,
    last: str = "",
    *,
    starts: bool = False,
    ends: bool = False,
    ongoing: bool = False,
    zone: ZoneInfo,
) -> Time:
    """Return the time that two date texts and three flags give.

    Args:
        first: text of the first day; empty when only a last mention is known.
        last: text of the last day; empty for a single mention.
        starts: the first day is the real start.
        ends: the last day is the real end.
        ongoing: it is assumed to go on after the last day.
        zone: the dossier's zone; a moment with another offset is moved into it.

    Raises:
        DateUnclearError: a text is no date, the two are reversed, or a flag stands without its date.
    """
    first, last = first.strip(), last.strip()
    if not first and not last:
        if starts or ends:
            raise DateUnclearError(
                "A real start or end is marked, but no date is given.", remedy="Give the date, or clear the mark."
            )
        return Time(ongoing=ongoing)
    from_blur, from_clock = _parse_end(first or last, zone)
    to_blur, to_clock = _parse_end(last or first, zone)
    if from_blur.earliest and to_blur.latest and from_blur.earliest > to_blur.latest:
        raise DateUnclearError(f"The dates '{first}' and '{last}' are reversed.", remedy="Put the earlier first.")
    same_day = from_blur == to_blur
    if same_day and from_clock is not None and to_clock is not None and from_clock > to_clock:
        raise DateUnclearError(f"The hours '{first}' and '{last}' are reversed.", remedy="Put the earlier first.")
    return Time(from_blur, to_blur, starts, ends, ongoing, from_clock, to_clock)


def blur_text(blur: Blur) -> str:
    """Return the shortest text that reads back as `blur`."""
    low, high = blur.earliest, blur.latest
    if low is None or high is None:
        return f"[{low or ''}..{high or ''}]"
    if low == high:
        return low.isoformat()
    if low.year == high.year and (low.month, low.day, high.month, high.day) == (1, 1, 12, 31):
        return f"{low.year:04d}"
    same_month = (low.year, low.month) == (high.year, high.month)
    if same_month and low.day == 1 and high.day == monthrange(low.year, low.month)[1]:
        return f"{low.year:04d}-{low.month:02d}"
    return f"[{low}..{high}]"


def _end_text(blur: Blur, clock: int | None, zone: ZoneInfo) -> str:
    if clock is None or blur.earliest is None:
        return blur_text(blur)
    at = datetime.combine(blur.earliest, time(clock // 60, clock % 60), zone)
    return at.isoformat(timespec="minutes")


def time_texts(when: Time, zone: ZoneInfo) -> tuple[str, str]:
    """Return the two date texts of `when`; the second is empty for a single mention. `parse_time` undoes it."""
    if when.first is None or when.last is None:
        return "", ""
    first = _end_text(when.first, when.first_clock, zone)
    last = _end_text(when.last, when.last_clock, zone)
    return first, "" if last == first else last


def moment_text(at: datetime) -> str:
    """Return a moment as the journal hashes and writes it: UTC, microseconds, always of one length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
