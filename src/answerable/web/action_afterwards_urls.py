"""Addresses of what comes after an action: answers, statistics, handing over."""

from django.urls import URLPattern, path

from answerable.web.pages import action_afterwards, action_statistics

urlpatterns: list[URLPattern] = [
    path("statistics/", action_statistics.outcomes, name="action_outcomes"),
    path("statistics.<slug:form>", action_statistics.outcomes_file, name="action_outcomes_file"),
    path("hand-over/", action_afterwards.take, name="take_action"),
    path("<slug:slug>/statistics/", action_statistics.statistics, name="action_statistics"),
    path("<slug:slug>/statistics.<slug:form>", action_statistics.statistics_file, name="action_statistics_file"),
    path("<slug:slug>/replies/", action_afterwards.replies, name="action_replies"),
    path("<slug:slug>/hand-over.json", action_afterwards.give, name="give_action"),
]
