"""Addresses of the pages for reading."""

from django.urls import path

from answerable.web.pages import claims, incident, incidents, placeholder, toll, victims

urlpatterns = [
    path("", placeholder.page, name="overview"),
    path("incidents/", incidents.table, name="incidents"),
    path("incidents/map/", incidents.on_map, name="incidents_map"),
    path("incidents/timeline/", incidents.timeline, name="incidents_timeline"),
    path("incidents/<str:entity>/", incident.page, name="incident"),
    path("victims/", victims.page, name="victims"),
    path("toll/", toll.page, name="toll"),
    path("sources/", placeholder.page, name="sources"),
    path("sources/<str:key>/", placeholder.page, name="source"),
    path("claims/about/<str:entity>/", claims.claims, name="claims"),
    path("claims/<str:claim_id>/", claims.claim, name="claim"),
    path("entities/<str:entity>/", placeholder.page, name="entity"),
    path("search/", placeholder.page, name="search"),
    path("without/", placeholder.page, name="difference"),
]
