"""What every page for writers has in common: its language, its doors, and an answer that leaves no trace.

Such a page is made without the request: no session, no token and no name of a reader can get into it.
"""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.template.loader import get_template
from django.urls import reverse

from answerable.actions.wording import direction, language_name

REFERRER = "no-referrer"  # an address of an action says what somebody cares about


def frame(dossier_id: str, language: str, *, others: Sequence[tuple[str, str]] = ()) -> dict[str, object]:
    """Return what `action/base.html` needs. `others` are the other languages of the page, as (code, address)."""
    return {
        "dossier_id": dossier_id,
        "language": language,
        "dir": direction(language),
        "list_href": reverse("action_list", args=[dossier_id, language]),
        "mine_href": f"{reverse('action_mine', args=[dossier_id])}?language={language}",
        "feed_href": f"{reverse('action_feed', args=[dossier_id])}?language={language}",
        "others": [(code, _capital(language_name(code, code)), href) for code, href in others],
    }


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def page(template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    """Return a page made of a template and what stands in `context` alone, in the language that it names."""
    return answer_of(rendered(template, context), str(context["language"]), status=status)


def rendered(template: str, context: Mapping[str, object]) -> str:
    """Return what a template and what stands in `context` alone make."""
    return str(get_template(template).render(dict(context)))


def answer_of(html: str, language: str, *, status: int = 200) -> HttpResponse:
    """Return a finished page as an answer."""
    answer = HttpResponse(html, status=status)
    answer["Content-Language"] = language
    answer["Referrer-Policy"] = REFERRER
    return answer


def missing(dossier_id: str, language: str) -> HttpResponse:
    """Return the answer to an address that there is nothing at, in the language that it names."""
    return message(dossier_id, language, "missing", status=404)


def message(dossier_id: str, language: str, code: str, *, href: str = "", status: int = 200) -> HttpResponse:
    """Return a page that says one thing and why (words `code` and `code`-why), and leads on."""
    words = frame(dossier_id, language) | {"code": code, "why": f"{code}-why", "href": href}
    return page("answerable/action/message.html", words, status=status)
