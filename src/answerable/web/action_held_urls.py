"""Addresses of the letters that wait for a person."""

from django.urls import URLPattern, path

from answerable.web.pages import action_held

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/held/", action_held.held, name="action_held"),
]
