"""Addresses of the page that checks a text against a dossier."""

from django.urls import path

from answerable.web.pages import check_text

urlpatterns = [path("check-text/", check_text.page, name="check_text")]
