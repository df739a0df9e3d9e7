"""Addresses of the team's page on mail: letters that did not leave, and addresses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
