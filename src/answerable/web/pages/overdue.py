"""What waits for an answer and is late, what is due next, and all of it as a calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.followup.calendar import calendar
from answerable.followup.deadlines import deadlines
from answerable.web.asking import Asked, asked
from answerable.web.pages.justice_words import standing_day
from answerable.web.pages.rows_justice import deadline_row
from answerable.web.templatetags.answerable import address_of, entity_address


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List the deadlines that passed without an answer, those that lie ahead, and those that were met."""
    here = asked(request, dossier_id)
    day = standing_day(here, request)
    rows = [deadline_row(here, each) for each in deadlines(here.view, day)]
    content = {
        "day": day,
        "late": sorted((row for row in rows if row.is_overdue), key=lambda row: -row.days_late),
        "ahead": [row for row in rows if not row.is_met and not row.is_overdue],
        "met": [row for row in rows if row.is_met],
        "calendar_href": address_of(here, "deadlines", day=request.GET.get("day", "")),
    }
    return render(request, "answerable/justice/overdue.html", content)


def as_calendar(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Hand out every deadline of the view as iCalendar, in the reader's language."""
    here = asked(request, dossier_id)
    found = deadlines(here.view, standing_day(here, request))

    def address(entity: str) -> str:
        return request.build_absolute_uri(entity_address(here, entity))

    written = calendar(here.view, found, here.language, address=address)
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(here)}"'
    return answer


def _file_name(here: Asked) -> str:
    return f"{here.dossier_id}-deadlines.ics"
