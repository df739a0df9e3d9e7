"""Addresses of what comes after an action: answers, statistics, handing over."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
