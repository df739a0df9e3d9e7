"""Addresses of writers' accounts, their list, and news by mail."""

from django.urls import URLPattern, path

from answerable.web.pages import action_writers

urlpatterns: list[URLPattern] = [
    path("mine/", action_writers.mine, name="action_mine"),
    path("mine/asked/", action_writers.asked, name="action_mine_asked"),
    path("mine/open/<str:token>/", action_writers.open_account, name="action_mine_open"),
    path("mine/out/", action_writers.out, name="action_mine_out"),
    path("mine/leave/", action_writers.leave, name="action_mine_leave"),
    path("mine/list/<int:line>/", action_writers.remove, name="action_mine_remove"),
    path("mine/wishes/", action_writers.wishes, name="action_mine_wishes"),
    path("mine/data/", action_writers.export, name="action_mine_export"),
    path("mine/delete/", action_writers.delete, name="action_mine_delete"),
    path("news/<str:code>/", action_writers.news, name="action_news"),
]
