"""Which day a page about command speaks of: the day asked, a usual one if none is, and the slider's range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from answerable.command.incidents import incident_days
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import parse_day
from answerable.record.view import View
from answerable.web.drawing.axis import AxisTick, DayMark, draw_days, month_starts
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.remembered import kept_with_view

EARLIEST, LATEST = date(1800, 1, 1), date(2200, 12, 31)
MARGIN_DAYS = 14
LONGEST_BLUR = 120
"""Days beyond which an incident's time is too blurred to stretch the slider."""


def day_asked(request: HttpRequest, name: str = "day") -> date | None:
    """Return the day that the address gives under `name`, None when it gives none.

    Raises:
        DateUnclearError: it is no calendar day, or one that no dossier can speak of.
    """
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    day = parse_day(text)
    if not EARLIEST <= day <= LATEST:
        raise DateUnclearError(
            gettext("The day lies too far away to be asked about."), remedy=gettext("Write a day as 2022-12-15.")
        )
    return day


@kept_with_view
def incident_bounds(view: View) -> tuple[tuple[str, date, date], ...]:
    """Return every dated incident with its first and last day, in order of time."""
    found = []
    for name in view.entities("Incident"):
        bounds = incident_days(view, name).bounds
        if bounds:
            found.append((name, *bounds))
    return tuple(sorted(found, key=lambda each: (each[1], each[2], each[0])))


@kept_with_view
def _usual_incident(view: View) -> date | None:
    """Return the first day of the first incident that has certain days and few of them; else of any."""
    bounds = incident_bounds(view)
    near = (
        first
        for name, first, last in bounds
        if (last - first).days <= MARGIN_DAYS and incident_days(view, name).is_certain
    )
    return next(near, bounds[0][1] if bounds else None)


def usual_day(view: View, incidents: Iterable[str] = ()) -> date | None:
    """Return the day to show when none is asked: that of the first of these incidents, else of all."""
    wanted = set(incidents)
    tied = (first for name, first, _ in incident_bounds(view) if name in wanted)
    return next(tied, None) or _usual_incident(view)


@kept_with_view
def usual_range(view: View) -> tuple[date, date] | None:
    """Return the time of the dossier's incidents with a margin; None when none of them is dated."""
    bounds = incident_bounds(view)
    near = [each for each in bounds if (each[2] - each[1]).days <= LONGEST_BLUR] or list(bounds)
    if not near:
        return None
    margin = timedelta(days=MARGIN_DAYS)
    return min(each[1] for each in near) - margin, max(each[2] for each in near) + margin


def days_offered(view: View, day: date) -> tuple[date, date]:
    """Return the range of the slider: the usual one, widened to the day asked."""
    usual, margin = usual_range(view), timedelta(days=MARGIN_DAYS)
    if usual is None:
        return day - 4 * margin, day + 4 * margin
    first, last = usual
    return (first if first <= day else day - margin), (last if day <= last else day + margin)


@dataclass(frozen=True, slots=True)
class Slider:
    """The day slider of a page: days counted from `first`, and the picture of what changes when."""

    day: date
    first: date
    last: date
    value: int
    longest: int
    picture: SafeString


def slider(day: date, first: date, last: date, marks: Sequence[DayMark], *, description: str) -> Slider:
    """Return the slider for a day, with a tick for each mark."""
    locale = (get_language() or "en").replace("-", "_")
    ticks = [AxisTick(start, format_skeleton("MMMy", start, locale=locale)) for start in month_starts(first, last)]
    picture = at_widths(
        lambda width: draw_days(
            marks, first, last, title=gettext("Days on which something changes"), description=description,
            chosen=day, ticks=ticks, width=width,
        ),
        widest=1120,
    )  # fmt: skip
    return Slider(day, first, last, (day - first).days, (last - first).days, mark_safe(picture))  # noqa: S308, drawn by us
