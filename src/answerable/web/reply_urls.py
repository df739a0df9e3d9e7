"""Addresses of the pages about the right of reply and of the letters."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
