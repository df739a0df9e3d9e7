"""One question about force or inquiry at an incident, and what an analyst makes of it. The team reads it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from answerable.assess.inquiries import FORCE, MINNESOTA, matrix_of_case
from answerable.assess.loading import framework
from answerable.assess.matrix import inquiry_of
from answerable.web.asking import Asked
from answerable.web.forms.fields import text_in
from answerable.web.pages.assess_element import held_question
from answerable.web.pages.team import for_team
from answerable.web.templatetags.answerable import address_of, name_of

TEMPLATE = "answerable/force/assess.html"


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def of_force(request: HttpRequest, asks: Asked, entity: str, element: str) -> HttpResponse:
    """Show one question about the force used at an incident."""
    incident, known = asks.view.require(entity, "Incident"), framework(FORCE)
    name = name_of(asks, incident)
    back = address_of(asks, "force", incident)
    around = {"name": name, "incident_name": name, "of_incident": incident, "incident": "", "tests_href": back}
    here = address_of(asks, "assess_force", incident, element)
    inquiry = inquiry_of(asks.view, known, incident, None)
    return held_question(request, asks, inquiry, known, element, here=here, around=around, template=TEMPLATE)


@require_http_methods(["GET", "POST"])
@for_team("read-team")
def of_inquiry(request: HttpRequest, asks: Asked, entity: str, element: str) -> HttpResponse:
    """Show one standard for the inquiries into an incident, or for the one that the address names."""
    view, known = asks.view, framework(MINNESOTA)
    incident, chosen = view.require(entity, "Incident"), text_in(request.GET, "proceeding")
    if chosen:
        chosen = matrix_of_case(view, chosen, incident).subject
    name, of = name_of(asks, incident), {"proceeding": chosen} if chosen else {}
    around = {
        "name": name_of(asks, chosen) if chosen else name,
        "incident_name": name,
        "proceeding_name": name_of(asks, chosen) if chosen else "",
        "of_incident": incident,
        "incident": incident if chosen else "",
        "tests_href": address_of(asks, "inquiry", incident, **of),
    }
    here = address_of(asks, "assess_inquiry", incident, element, **of)
    inquiry = inquiry_of(view, known, chosen or incident, incident if chosen else None)
    return held_question(request, asks, inquiry, known, element, here=here, around=around, template=TEMPLATE)
