"""Addresses of the pages for reading."""

from django.urls import path

from answerable.web.pages import placeholder

urlpatterns = [
    path("", placeholder.page, name="overview"),
    path("incidents/", placeholder.page, name="incidents"),
    path("incidents/map/", placeholder.page, name="incidents_map"),
    path("incidents/timeline/", placeholder.page, name="incidents_timeline"),
    path("incidents/<str:entity>/", placeholder.page, name="incident"),
    path("victims/", placeholder.page, name="victims"),
    path("toll/", placeholder.page, name="toll"),
    path("sources/", placeholder.page, name="sources"),
    path("sources/<str:key>/", placeholder.page, name="source"),
    path("claims/about/<str:entity>/", placeholder.page, name="claims"),
    path("claims/<str:claim_id>/", placeholder.page, name="claim"),
    path("entities/<str:entity>/", placeholder.page, name="entity"),
    path("search/", placeholder.page, name="search"),
    path("without/", placeholder.page, name="difference"),
]
