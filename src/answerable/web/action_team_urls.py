"""Addresses of the team's work on urgent actions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
