"""Addresses of the pages about conduct: accounts, patterns, legal tests, comparison."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
