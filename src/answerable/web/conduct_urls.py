"""Addresses of the pages about conduct: accounts, patterns, legal tests, comparison."""

from django.urls import URLPattern, path

from answerable.web.pages import assess_element, beside, gaps_to_investigate, patterns, person_print, tests

urlpatterns: list[URLPattern] = [
    path("officials/<str:entity>/tests/", tests.tests, name="tests"),
    path(
        "officials/<str:entity>/tests/<str:framework>/<str:element>/",
        assess_element.assess_element,
        name="assess_element",
    ),
    path("officials/<str:entity>/beside/", beside.beside, name="beside"),
    path("officials/<str:entity>/print/", person_print.person_print, name="person_print"),
    path("patterns/", patterns.patterns, name="patterns"),
    path("gaps/", gaps_to_investigate.gaps_to_investigate, name="gaps"),
]
