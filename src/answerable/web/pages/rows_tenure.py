"""Posts held over time as rows and as a picture: who, how, from when to when, how sure, and what lies between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from babel.dates import format_skeleton
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from answerable.command import CommandHistory, Gap, SharedTime, Tenure
from answerable.command.histories import tenure_at
from answerable.command.structure import structure_of
from answerable.command.wording import say
from answerable.kernel.standing import BEGINNING, NEVER, Run, Status
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.drawing.axis import AxisTick
from answerable.web.drawing.lanes import Lane, LaneMark, LaneSpan, draw_lanes
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.citations import link_to
from answerable.web.pages.command_words import choice_word, kind_word, rank_of, since_words
from answerable.web.pages.rows_rung import mark_of
from answerable.web.templatetags.answerable import name_of

SEEN_DAYS = 3
"""A line of fewer days would not be seen; a dot stands in its place."""
DRAWN = (Status.EVIDENCED, Status.POSSIBLE, Status.ASSUMED)


@dataclass(frozen=True, slots=True)
class TenureRow:
    """One appointment: who, which post, how, when, how it began and ended, and the claims."""

    who: SafeString
    post: SafeString
    unit: SafeString
    rank: str
    kind: str
    when: str
    ways: str
    mark: SafeString


@dataclass(frozen=True, slots=True)
class BetweenRow:
    """A gap between tenures, or days that two of them share; a sentence."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TenureTable:
    """Appointments in order of time; which columns have anything to show."""

    rows: tuple[TenureRow, ...]
    has_rank: bool
    has_ways: bool


def tenure_table(asks: Asked, tenures: Iterable[Tenure]) -> TenureTable:
    """Return the table of some appointments."""
    rows = tuple(tenure_row(asks, one) for one in tenures)
    return TenureTable(rows, any(row.rank for row in rows), any(row.ways for row in rows))


def tenure_row(asks: Asked, tenure: Tenure) -> TenureRow:
    """Return the row of one appointment."""
    view = asks.view
    vacant = gettext("The post was vacant")
    unit = view.ref(tenure.post, "unit")
    ways = [
        choice_word(asks, "Appointment", name, code)
        for name in ("beganBy", "endedBy")
        for code in view.texts(tenure.appointment, name)
    ]
    return TenureRow(
        link_to(asks, tenure.person) if tenure.person else mark_safe(f'<span class="soft">{vacant}</span>'),  # noqa: S308
        link_to(asks, tenure.post),
        link_to(asks, unit) if unit else mark_safe(""),
        rank_of(asks, tenure.appointment),
        kind_word(tenure.kind) if tenure.person else "",
        since_words(asks, tenure.appointment),
        "; ".join(dict.fromkeys(ways)),
        mark_of(asks, tenure.appointment, tenure.claims, tenure.denials),
    )


def _sorted(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Order by the first day on which each is certain, failing that possible; undated ones last."""

    def key(tenure: Tenure) -> tuple[date, date, str]:
        spans = tenure.certain or tenure.possible
        first = (spans[0].first or date.min) if spans else date.max
        return first, tenure.last_day or date.max, tenure.appointment

    return sorted(tenures, key=key)


def tenures_of_person(view: View, person: str) -> list[Tenure]:
    """Return every appointment of a person to a post that the view holds, in order of time."""
    structure = structure_of(view)
    code = structure.code(person)
    places = structure.appointments_by_person.of(code) if code is not None else []
    posts = structure.appointments.ends["post"]
    return _sorted(tenure_at(structure, place) for place in places if posts[place] >= 0)


def tenures_of_post(view: View, post: str) -> list[Tenure]:
    """Return every appointment to a post, in order of time."""
    structure = structure_of(view)
    code = structure.code(post)
    places = structure.appointments_of.of(code) if code is not None else []
    return _sorted(tenure_at(structure, place) for place in places)


def between_rows(asks: Asked, history: CommandHistory, post: str = "") -> list[BetweenRow]:
    """Return the gaps and the shared days of a unit's commanders, of one of its posts if given."""
    both: list[Gap | SharedTime] = [*history.gaps, *history.overlaps]
    return [
        BetweenRow(
            pgettext("between two tenures", "nobody on record")
            if isinstance(one, Gap)
            else pgettext("between two tenures", "hand-over")
            if one.is_handover
            else pgettext("between two tenures", "overlap"),
            say(one.why, asks.view, asks.language),
        )
        for one in both
        if not post or one.post == post
    ]


def spans_of(
    runs: Sequence[Run], label: str, low: date, high: date, href: str | None = None
) -> tuple[LaneSpan, ...]:
    """Return the lines that a dated link draws between two days: solid where evidenced, dashed where it may be."""
    spans: list[LaneSpan] = []
    for place, run in enumerate(runs):
        if run.standing.status not in DRAWN:
            continue
        end = runs[place + 1].first - 1 if place + 1 < len(runs) else NEVER
        before = spans[-1] if spans else None
        if before and before.status == run.standing.status.word and before.last.toordinal() + 1 == run.first:
            spans[-1] = replace(before, last=min(high, date.fromordinal(min(end, NEVER - 1))))
            continue
        first = max(low, date.fromordinal(max(run.first, BEGINNING + 1)))
        last = min(high, date.fromordinal(min(end, NEVER - 1)))
        if first <= last:
            spans.append(LaneSpan(first, last, "" if spans else label, run.standing.status.word, href))
    return tuple(spans)


def bounds_of(tenures: Sequence[Tenure], low: date, high: date) -> tuple[date, date]:
    """Return the days to draw: those of the tenures as far as they are known, at least from `low` to `high`."""
    days = [day for tenure in tenures for day in (tenure.first_day, tenure.last_day) if day]
    margin = timedelta(days=20)
    return min([*days, low]) - margin, max([*days, high]) + margin


def ticks_between(first: date, last: date) -> list[AxisTick]:
    """Return the words under an axis: months over a short time, years over a long one."""
    locale = (get_language() or "en").replace("-", "_")
    edge = last - (last - first) / 30  # a word closer to the end would be cut
    if (last - first).days > 900:
        years = (date(year, 1, 1) for year in range(first.year + 1, last.year + 1))
        return [AxisTick(start, str(start.year)) for start in years if start <= edge]
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    starts = (date(month // 12, month % 12 + 1, 1) for month in months)
    return [AxisTick(start, format_skeleton("MMMy", start, locale=locale)) for start in starts if start <= edge]


def draw_tenures(
    asks: Asked, tenures: Sequence[Tenure], low: date, high: date, *, title: str, by_post: bool
) -> SafeString:
    """Return the picture of tenures, a lane for each, named by the post or the holder; empty for less than two."""
    dated = [tenure for tenure in tenures if tenure.first_day or tenure.last_day]
    if len(dated) < 2:
        return mark_safe("")
    first, last = bounds_of(dated, low, high)
    lanes = []
    for tenure in dated:
        other = tenure.post if by_post else tenure.person
        name = name_of(asks, other) if other else gettext("vacant")
        spans = spans_of(tenure.runs, "", first, last)
        is_seen = any((span.last - span.first).days > SEEN_DAYS for span in spans)
        dots = () if is_seen else tuple(LaneMark(span.first, "") for span in spans)
        lanes.append(Lane(name, spans, dots))
    drawn = at_widths(
        lambda width: draw_lanes(
            lanes, first, last, title=title,
            description=gettext("Solid where evidenced, dashed where possible or assumed."),
            empty_word=gettext("on days that no source gives"), ticks=ticks_between(first, last), width=width,
        ),
        widest=1080,
    )  # fmt: skip
    return mark_safe(drawn)  # noqa: S308, drawn by us, words escaped
