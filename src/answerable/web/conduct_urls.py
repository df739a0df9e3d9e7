"""Addresses of the pages about conduct: accounts, patterns, legal tests, comparison."""

from django.urls import URLPattern, path

from answerable.web.pages import people

urlpatterns: list[URLPattern] = [
    path("officials/<str:entity>/tests/", people.person, name="tests"),
    path("officials/<str:entity>/tests/<str:framework>/<str:element>/", people.person, name="assess_element"),
    path("officials/<str:entity>/beside/", people.person, name="beside"),
    path("officials/<str:entity>/print/", people.person, name="person_print"),
    path("patterns/", people.people, name="patterns"),
    path("gaps/", people.people, name="gaps"),
]
