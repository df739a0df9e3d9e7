"""Addresses of the pages of figures."""

from django.urls import URLPattern, path

from answerable.web.pages import figures

urlpatterns: list[URLPattern] = [
    path("figures/", figures.page, name="figures"),
    path("figures/<str:entity>/", figures.one, name="figure"),
]
