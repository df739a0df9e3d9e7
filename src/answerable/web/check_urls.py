"""Addresses of the page that checks a text against a dossier."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
