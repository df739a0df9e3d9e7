"""Every address of the site. Each room of pages lists its own."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from answerable.api.urls import api
from answerable.web.pages import entry, local_sign_in

handler404 = "answerable.web.pages.nowhere.nothing_here"
handler500 = "answerable.web.pages.nowhere.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", entry.front, name="front"),
    path("account/", include("answerable.accounts.urls")),
    path("enter/<str:token>/", local_sign_in.enter, name="enter"),
    path("api/", api.urls),
    # What anybody may read and do stands outside the site's own languages: an action has its own.
    path("actions/<slug:dossier_id>/", include("answerable.web.action_writer_urls")),
    path("actions/<slug:dossier_id>/", include("answerable.web.action_writing_urls")),
    path("actions/<slug:dossier_id>/", include("answerable.web.action_urls")),
    *i18n_patterns(
        path("", entry.dossiers, name="dossiers"),
        # The team's addresses come first: 'sources/add/' is not a source called 'add'.
        path("<slug:dossier_id>/", include("answerable.web.recording_urls")),
        path("<slug:dossier_id>/", include("answerable.web.reply_urls")),
        path("<slug:dossier_id>/", include("answerable.web.conduct_urls")),
        path("<slug:dossier_id>/", include("answerable.web.force_urls")),
        path("<slug:dossier_id>/", include("answerable.web.justice_urls")),
        path("<slug:dossier_id>/", include("answerable.web.figure_urls")),
        path("<slug:dossier_id>/", include("answerable.web.publication_urls")),
        path("<slug:dossier_id>/", include("answerable.web.check_urls")),
        path("<slug:dossier_id>/actions/", include("answerable.web.action_afterwards_urls")),
        path("<slug:dossier_id>/actions/", include("answerable.web.action_mail_urls")),
        path("<slug:dossier_id>/actions/", include("answerable.web.action_held_urls")),
        path("<slug:dossier_id>/actions/", include("answerable.web.action_team_urls")),
        path("<slug:dossier_id>/", include("answerable.web.command_urls")),
        path("<slug:dossier_id>/", include("answerable.web.reading_urls")),
    ),
]
