"""Addresses of the pages for reading."""

from django.urls import path

from answerable.web.pages import (
    claims,
    difference,
    entity,
    incident,
    incidents,
    overview,
    search,
    sources,
    toll,
    victims,
)

urlpatterns = [
    path("", overview.page, name="overview"),
    path("incidents/", incidents.table, name="incidents"),
    path("incidents/map/", incidents.on_map, name="incidents_map"),
    path("incidents/timeline/", incidents.timeline, name="incidents_timeline"),
    path("incidents/<str:entity>/", incident.page, name="incident"),
    path("victims/", victims.page, name="victims"),
    path("toll/", toll.page, name="toll"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<str:key>/", sources.source, name="source"),
    path("claims/about/<str:entity>/", claims.claims, name="claims"),
    path("claims/<str:claim_id>/", claims.claim, name="claim"),
    path("entities/<str:entity>/", entity.page, name="entity"),
    path("search/", search.page, name="search"),
    path("without/", difference.page, name="difference"),
]
