"""Addresses of the way from a letter's text to a letter that is counted."""

from django.urls import URLPattern, path

from answerable.web import action_languages  # noqa: F401, registers the converter "language"
from answerable.web.pages import action_confirming, action_writing

urlpatterns: list[URLPattern] = [
    path("confirm/<str:token>/", action_confirming.confirm, name="action_confirm"),
    path("<language:language>/<slug:slug>/write/", action_writing.write, name="action_write"),
    path("<language:language>/<slug:slug>/done/", action_writing.done, name="action_done"),
    path("<language:language>/<slug:slug>/send/", action_writing.send, name="action_send"),
    path("<language:language>/<slug:slug>/own.<slug:form>", action_writing.own_file, name="action_own_file"),
]
