"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files and the tags that templates use."""

    name = "answerable.web"
    label = "web"
    verbose_name = "Pages"
