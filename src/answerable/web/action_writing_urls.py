"""Addresses of the way from a letter's text to a letter that is counted."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
