"""The picture of one person's time: posts as lines, what is on record as numbered marks, incidents as bands."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from babel.dates import format_skeleton
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from answerable.command import Tenure
from answerable.conduct.answers import LANES, Expected, IncidentUnder, When
from answerable.kernel.standing import BEGINNING, NEVER, Status
from answerable.web.asking import Asked
from answerable.web.drawing.axis import AxisTick, month_starts
from answerable.web.drawing.lanes import Lane, LaneBand, LaneMark, LaneSpan, draw_lanes
from answerable.web.drawing.scale import Scale, even, pressed
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.command_words import status_word
from answerable.web.pages.rows_account import ItemRow
from answerable.web.pages.rows_events import lane_word
from answerable.web.pages.rows_expected import letter_of
from answerable.web.pages.words import language
from answerable.web.templatetags.answerable import address_of, locale_of, name_of

MARGIN = timedelta(days=10)
LONGEST = 14
"""A time with nothing to show is not drawn wider than so many days."""
MOST_BANDS = 60
MOST_WORDED = 5
LABEL_LETTERS = 34
NOT_DRAWN = (Status.EXCLUDED, Status.UNDATED)


def draw_account(
    asks: Asked,
    tenures: Sequence[Tenure],
    rows: Sequence[ItemRow],
    incidents: Sequence[IncidentUnder],
    main: Sequence[IncidentUnder],
    expected: Sequence[Expected] = (),
) -> SafeString:
    """Return the picture of the rows of one page; empty when nothing of them is dated."""
    scale = _scale(tenures, rows, main)
    if scale is None:
        return mark_safe("")
    lanes = [_power(asks, tenures, rows, scale), *(_lane(rows, lane) for lane in LANES[1:])]
    if expected:
        lanes.append(_expected(expected))
    bands = list(_bands(asks, incidents, main))
    picture = at_widths(
        lambda width: draw_lanes(
            lanes, scale.first, scale.last,
            title=gettext("Posts held, and what is on record of told, said, ordered, done and left undone"),
            description=gettext("The numbers are those of the rows in the table below."),
            empty_word=gettext("nothing on record"), bands=bands, ticks=list(_ticks(scale)), scale=scale,
            width=width,
        ),
        widest=1120,
    )  # fmt: skip
    return mark_safe(picture)  # noqa: S308, drawn by us, words escaped


def _scale(tenures: Sequence[Tenure], rows: Sequence[ItemRow], main: Sequence[IncidentUnder]) -> Scale | None:
    """Return where the days stand; None when there is none. Days of posts count where little else is dated."""
    days = {day for row in rows for day in (row.item.when.first, row.item.when.last) if day}
    days |= {day for one in main for day in (one.when.first, one.when.last) if day}
    edges = {day for one in tenures for day in (one.first_day, one.last_day) if day}
    if not days | edges:
        return None
    inside = {day for day in edges if days and min(days) <= day <= max(days)} if len(days) > 1 else edges
    every = days | inside
    first, last = min(every) - MARGIN, max(every) + MARGIN
    if (last - first).days <= 5 * LONGEST:
        return even(first, last)
    return pressed(every, first, last, LONGEST)


def _power(asks: Asked, tenures: Sequence[Tenure], rows: Sequence[ItemRow], scale: Scale) -> Lane:
    spans = [span for one in tenures for span in _spans(asks, one, scale)]
    return Lane(lane_word("power"), tuple(spans), _lane(rows, "power").points)


def _spans(asks: Asked, tenure: Tenure, scale: Scale) -> Iterator[LaneSpan]:
    """Yield the lines of one post held: runs of days of one status, as far as they are drawn."""
    label, href = name_of(asks, tenure.post), address_of(asks, "post", tenure.post)
    ends = [*(run.first for run in tenure.runs[1:]), NEVER]
    runs = [(run.standing.status, run.first, end - 1) for run, end in zip(tenure.runs, ends, strict=True)]
    for status, joined in groupby(runs, key=lambda run: run[0]):
        several = list(joined)
        first = date.fromordinal(max(several[0][1], BEGINNING + 1))
        last = date.fromordinal(min(several[-1][2], NEVER - 1))
        if status in NOT_DRAWN or last < scale.first or first > scale.last:
            continue
        yield LaneSpan(
            max(first, scale.first), min(last, scale.last), label, status.word, href, status_word(status)
        )
        label = ""


def _lane(rows: Sequence[ItemRow], lane: str) -> Lane:
    """Return the marks of a lane; those of one day as one mark, worded where the lane has few."""
    own = [row for row in rows if row.lane == lane and row.item.when.first and row.item.when.last]
    groups = [
        list(each)
        for _, each in groupby(own, key=lambda row: (row.item.when.first, row.item.when.last, row.is_answer))
    ]
    is_worded = len(groups) <= MOST_WORDED
    name = pgettext("lane of a person's time", "Done") if lane == "done" else lane_word(lane)
    return Lane(name, points=tuple(_mark(each, is_worded=is_worded) for each in groups))


def _mark(rows: Sequence[ItemRow], *, is_worded: bool) -> LaneMark:
    row, when = rows[0], rows[0].item.when
    first, last = when.first or date.min, when.last or date.max
    told = "; ".join(f"{each.number}: {each.kind}, {each.day}" for each in rows)
    label = _short(row.plain) if is_worded and len(rows) == 1 else ""
    status = "evidenced" if when.is_certain else "possible"
    return LaneMark(
        first, label, f"#{row.key}", _sign([each.number for each in rows]), told,
        None if first == last else last, status, row.is_answer, _sure(when),
    )  # fmt: skip


def _sure(when: When) -> tuple[date, date] | None:
    """Return the days on which something that lasted surely was; None for something of one day."""
    sure = when.sure
    if sure is None or sure.first is None or sure.last is None or sure.first == sure.last:
        return None
    return sure.first, sure.last


def _sign(numbers: Sequence[int]) -> str:
    """Return '4', '4–7', or '4, 6' for numbers in order."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(map(str, numbers[:3])) + ("…" if len(numbers) > 3 else "")


def _short(text: str) -> str:
    return text if len(text) <= LABEL_LETTERS else text[: LABEL_LETTERS - 1].rsplit(" ", 1)[0] + "…"


def _expected(expected: Iterable[Expected]) -> Lane:
    marks = tuple(
        LaneMark(one.when.first, "", f"#expected-{letter_of(number)}", letter_of(number),
                 gettext("expected, not known"), status="unknown")
        for number, one in enumerate(expected)
        if one.when.first
    )  # fmt: skip
    return Lane(pgettext("lane of a person's time", "Expected, not known"), points=marks)


def _bands(asks: Asked, incidents: Sequence[IncidentUnder], main: Sequence[IncidentUnder]) -> Iterator[LaneBand]:
    named = {one.incident for one in main}
    for one in (*main, *(each for each in incidents[:MOST_BANDS] if each.incident not in named)):
        if one.when.first is None or (one.incident not in named and _is_long(one)):
            continue
        href = address_of(asks, "incident", one.incident) if one.incident in named else None
        label = name_of(asks, one.incident) if one.incident in named else ""
        yield LaneBand(one.when.first, label, one.when.last, href)


def _is_long(incident: IncidentUnder) -> bool:
    """Say whether an incident may have lasted so long that its band would cover what it is held against."""
    when = incident.when
    return bool(when.first and when.last and (when.last - when.first).days > LONGEST)


def _ticks(scale: Scale) -> Iterator[AxisTick]:
    """Yield the words under the axis: months; after a break the month or day with which time goes on."""
    locale, before = locale_of(language()), ""
    for first, last in scale.stretches():
        for day in list(month_starts(first, last)) or ([first] if scale.breaks else []):
            word = str(format_skeleton("yMMM", day, locale=locale))
            yield AxisTick(day, str(format_skeleton("yMMMd", day, locale=locale)) if word == before else word)
            before = word
