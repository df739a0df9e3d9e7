"""Addresses of the pages of publications: what is public, and the team's drafts, reviews and corrections."""

from django.urls import path

from answerable.web.pages import publication_editor, publication_steps, publications

urlpatterns = [
    path("publications/", publications.publications, name="publications"),
    path("publications/new/", publication_editor.new_publication, name="new_publication"),
    path("publications/<slug:slug>/", publications.publication, name="publication"),
    path("publications/<slug:slug>/text/", publication_editor.edit_publication, name="edit_publication"),
    path("publications/<slug:slug>/steps/", publication_steps.publication_steps, name="publication_steps"),
    path(
        "publications/<slug:slug>/<str:number>/<slug:language>.<str:ext>",
        publications.publication_file,
        name="publication_file",
    ),
]
