"""Addresses of the pages about what came of it: proceedings, requests, calls, deadlines."""

from django.urls import URLPattern, path

from answerable.web.pages import justice, overdue, proceeding

urlpatterns: list[URLPattern] = [
    path("justice/", justice.page, name="justice"),
    path("justice/overdue/", overdue.page, name="overdue"),
    path("justice/deadlines.ics", overdue.as_calendar, name="deadlines"),
    path("justice/<str:entity>/", proceeding.page, name="proceeding"),
]
