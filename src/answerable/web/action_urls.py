"""Addresses of the public pages of urgent actions, feeds and cards."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
