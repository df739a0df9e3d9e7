"""Officials: the list by name and post, and the page of one of them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from answerable.command import Tenure
from answerable.command.overlaps import subordinates_of, superiors_of
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.drawing.lanes import Lane, LaneBand, LaneMark, LaneSpan, draw_lanes
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.citations import links_to
from answerable.web.pages.denials import denials_of
from answerable.web.pages.posts import incident_time
from answerable.web.pages.rows_events import LANES, OF_THEM, OWN, EventRow, events_of, lane_word
from answerable.web.pages.rows_people import (
    officials,
    overlap_rows,
    person_rows,
    proceeding_rows,
    reach_rows,
)
from answerable.web.pages.rows_tenure import spans_of, tenure_table, tenures_of_person, ticks_between
from answerable.web.pages.ties import Reach, reach_of_everyone
from answerable.web.templatetags.answerable import address_of, name_of

MARGIN = timedelta(days=30)
MOST_BANDS = 4
MOST_WORDED = 5
LABEL_LETTERS = 30


def people(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List the officials, or those whose name or post holds the words asked for."""
    asks = asked(request, dossier_id)
    words = request.GET.get("name", "")[:200]
    by_name = request.GET.get("sort") == "name"
    rows = person_rows(asks, words, by_name=by_name)
    content = {
        "rows": rows,
        "all": len(officials(asks.view)),
        "words": words,
        "by_name": by_name,
        "sort_name": address_of(asks, "people", name=words, sort="name"),
        "sort_level": address_of(asks, "people", name=words),
    }
    return render(request, "answerable/command/people.html", content)


def person(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show one official; somebody who is in the dossier only as harmed is shown on the page of an entity."""
    asks = asked(request, dossier_id)
    view = asks.view
    name = view.require(entity, "Person")
    if name not in officials(view) and view.pointing_at(name, "Harm", "person"):
        return redirect(address_of(asks, "entity", name))
    tenures = tenures_of_person(view, name)
    own, of_them = events_of(asks, name, OWN), events_of(asks, name, OF_THEM)
    reaches = reach_of_everyone(view).get(name, ())
    content = {
        "person": name,
        "name": name_of(asks, name),
        "is_by_function": not view.text(name, "name") and bool(view.text(name, "publicRole")),
        "aliases": view.texts(name, "alias"),
        "memberships": _memberships(asks, name),
        "tenures": tenure_table(asks, tenures),
        "picture": _picture(asks, tenures, own, reaches),
        "reaches": reach_rows(asks, reaches),
        "events": own,
        "of_them": of_them,
        "answers": denials_of(asks, name),
        "proceedings": proceeding_rows(asks, name),
        "superiors": overlap_rows(asks, superiors_of(view, name)),
        "subordinates": overlap_rows(asks, subordinates_of(view, name)),
    }
    return render(request, "answerable/command/person.html", content)


def _memberships(asks: Asked, person: str) -> SafeString:
    found = asks.view.pointing_at(person, "Membership", "member")
    return links_to(asks, dict.fromkeys(unit for one in found for unit in asks.view.refs(one, "organization")))


def _label(row: EventRow, *, is_worded: bool) -> str:
    """Return a short label: the first words where the lane has few marks, else nothing but the mark itself."""
    if not is_worded:
        return ""
    text = row.plain
    return text if len(text) <= LABEL_LETTERS else text[: LABEL_LETTERS - 1].rsplit(" ", 1)[0] + "…"


def _lane(rows: Sequence[EventRow], lane: str) -> Lane:
    own = [row for row in rows if row.lane == lane and row.day]
    is_worded = len(own) <= MOST_WORDED
    marks = tuple(LaneMark(row.day, _label(row, is_worded=is_worded), f"#{row.key}") for row in own if row.day)
    return Lane(lane_word(lane), points=marks)


def _time_drawn(view: View, tenures: Sequence[Tenure], rows: Sequence[EventRow]) -> tuple[date, date] | None:
    """Return the days to draw: those of the incidents with a margin, and what the person did close to them."""
    low, high = incident_time(view)
    if low is None or high is None:
        days = [row.day for row in rows if row.day] + [one.first_day for one in tenures if one.first_day]
        return (min(days) - MARGIN, max(days) + MARGIN) if days else None
    near = [row.day for row in rows if row.day and low - 6 * MARGIN <= row.day <= high + 18 * MARGIN]
    return min([low, *near]) - MARGIN, max([high, *near]) + MARGIN


def _power(asks: Asked, tenures: Sequence[Tenure], first: date, last: date) -> Lane:
    spans: list[LaneSpan] = []
    for one in tenures:
        spans += spans_of(one.runs, name_of(asks, one.post), first, last, address_of(asks, "post", one.post))
    return Lane(lane_word("power"), tuple(spans))


def _gravest(view: View, reaches: Sequence[Reach]) -> list[Reach]:
    """Return the incidents to draw: those with most people harmed, not one that others are part of."""
    single = [one for one in reaches if not view.pointing_at(one.incident, "Incident", "partOf")]
    return sorted(single, key=lambda one: -len(view.pointing_at(one.incident, "Harm", "incident")))[:MOST_BANDS]


def _picture(
    asks: Asked, tenures: Sequence[Tenure], rows: Sequence[EventRow], reaches: Sequence[Reach]
) -> SafeString:
    """Return the person's time in lanes; empty when nothing of it is dated."""
    drawn = _time_drawn(asks.view, tenures, rows)
    if drawn is None or not (tenures or rows):
        return mark_safe("")
    first, last = drawn
    lanes = [_power(asks, tenures, first, last), *(_lane(rows, lane) for lane in LANES)]
    bands = [LaneBand(one.day, name_of(asks, one.incident)) for one in _gravest(asks.view, reaches)]
    picture = at_widths(
        lambda width: draw_lanes(
            lanes, first, last, title=gettext("Posts held, and what is on record of told, said, ordered and done"),
            description=gettext("Every mark stands in the list below, with its source."),
            empty_word=gettext("nothing on record"), bands=bands, ticks=ticks_between(first, last), width=width,
        ),
        widest=1120,
    )  # fmt: skip
    return mark_safe(picture)  # noqa: S308, drawn by us, words escaped
