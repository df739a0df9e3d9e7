"""One official's whole file to hand to a prosecutor: as PDF, as a Word document, or as a page by itself."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET

from answerable.publish.person_dossier import person_dossier, person_title
from answerable.publish.wording import made_language
from answerable.web.asking import asked
from answerable.web.forms.fields import picked_in, text_in
from answerable.web.pages.given_files import check_form, file_of
from answerable.web.pages.rows_replies import today_of


@require_GET
def person_file(request: HttpRequest, dossier_id: str, entity: str, ext: str) -> HttpResponse:
    """Give an official's file; '?language=' and '?framework=' choose, and the view is that of the address.

    It takes the machine seconds to set, so it is made for the team alone. With '?audience=public' it holds what
    everybody may read, and can be handed to anybody.

    Raises:
        NotAllowedError: the reader is not of the team. NotFoundError: there is no such person or form.
        SettingsError: this machine lacks what the form needs.
    """
    asks = asked(request, dossier_id)
    asks.actor.require("read-team")
    check_form(ext)
    language = made_language(text_in(request.GET, "language") or asks.language)
    chosen = tuple(picked_in(request.GET, "framework"))
    html = person_dossier(asks.view, entity, language, today_of(asks.view), framework_ids=chosen)
    name = f"{entity.partition(':')[2]}-{language}"
    answer = file_of(html, ext, language=language, title=person_title(asks.view, entity, language), name=name)
    add_never_cache_headers(answer)
    return answer
