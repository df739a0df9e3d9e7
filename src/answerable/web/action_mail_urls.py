"""Addresses of the team's page on mail: letters that did not leave, and addresses."""

from django.urls import URLPattern, path

from answerable.web.pages import action_mail

urlpatterns: list[URLPattern] = [path("mail/", action_mail.mail, name="action_mail")]
