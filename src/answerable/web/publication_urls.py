"""Addresses of the pages of publications: drafts, reviews, corrections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
