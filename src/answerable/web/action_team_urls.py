"""Addresses of the team's work on urgent actions."""

from django.urls import URLPattern, path

from answerable.web.pages import (
    action_team,
    action_team_new,
    action_team_post,
    action_team_target,
    action_team_work,
)

urlpatterns: list[URLPattern] = [
    path("", action_team.team_actions, name="team_actions"),
    path("new/", action_team_new.new_action, name="new_action"),
    path("post/", action_team_post.post_services, name="post_services"),
    path("<slug:slug>/", action_team_work.work_on_action, name="work_on_action"),
    path("<slug:slug>/targets/new/", action_team_target.new_target, name="new_target"),
    path("<slug:slug>/targets/<slug:key>/", action_team_target.edit_target, name="edit_target"),
    path("<slug:slug>/picture/", action_team_target.picture, name="team_picture"),
]
