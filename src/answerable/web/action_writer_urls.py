"""Addresses of writers' accounts, their list, and news by mail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
