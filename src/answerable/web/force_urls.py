"""Addresses of the pages that ask whether force was lawful and whether it was investigated as it should be."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
