"""Addresses of the public pages of urgent actions, feeds and cards."""

from django.urls import path

from answerable.web import action_languages  # noqa: F401, registers the converter "language"
from answerable.web.pages import action_feeds, action_files, action_reading

urlpatterns = [
    path("", action_reading.front, name="action_front"),
    path("feed.atom", action_feeds.feed, name="action_feed"),
    path("actions.json", action_feeds.as_json, name="action_json"),
    path("<language:language>/", action_reading.actions, name="action_list"),
    path("<language:language>/<slug:slug>/", action_reading.action, name="action_page"),
    path("<language:language>/<slug:slug>/<int:update>/", action_reading.issue, name="action_issue"),
    path("<language:language>/<slug:slug>/card/", action_feeds.card, name="action_card"),
    path("<language:language>/<slug:slug>/sheet.<str:ext>", action_files.sheet, name="action_sheet"),
    path("<language:language>/<slug:slug>/picture.webp", action_files.picture, name="action_picture"),
    path(
        "<language:language>/<slug:slug>/letters/<slug:target>.<str:ext>",
        action_files.letter_file,
        name="action_letter_file",
    ),
]
