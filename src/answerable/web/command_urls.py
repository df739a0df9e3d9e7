"""Addresses of the pages about command: chains, posts, officials and units."""

from django.urls import path

from answerable.web.pages import chain, chains, incident_chain, people, posts, units

urlpatterns = [
    path("command/", chains.page, name="chains"),
    path("command/<str:entity>/", chain.page, name="chain"),
    path("incidents/<str:entity>/command/", incident_chain.page, name="incident_chain"),
    path("posts/<str:entity>/", posts.page, name="post"),
    path("officials/", people.people, name="people"),
    path("officials/<str:entity>/", people.person, name="person"),
    path("units/", units.units, name="units"),
    path("units/<str:entity>/", units.unit, name="unit"),
]
