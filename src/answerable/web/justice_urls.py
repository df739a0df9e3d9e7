"""Addresses of the pages about what came of it: proceedings, requests, calls, deadlines."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
