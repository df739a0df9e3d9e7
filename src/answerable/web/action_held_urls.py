"""Addresses of the letters that wait for a person."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
