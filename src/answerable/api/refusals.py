"""Refusals as JSON: a stable code, what happened, where, and what to do, with the status that fits."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel

from answerable.kernel.errors import UserError


class Refusal(BaseModel):
    """Why something was not done."""

    code: str
    what: str
    where: str = ""
    remedy: str = ""


READING: dict[int, type[BaseModel]] = dict.fromkeys((400, 404, 422), Refusal)
RECORDING: dict[int, type[BaseModel]] = dict.fromkeys((400, 401, 403, 404, 409, 422), Refusal)
_CODES = {
    400: ("request-malformed", "The request cannot be read.", "Send JSON as the description of the API says."),
    401: ("not-signed-in", "Nobody is signed in.", "Sign in at /account/login/ and send the session's cookie."),
    403: ("not-allowed", "The request does not carry the sign of its own page.", "Send the header X-CSRFToken."),
}


def answer_refusals(api: NinjaAPI) -> None:
    """Make every refusal of the API answer in the one shape."""

    def answer(request: HttpRequest, status: int, refusal: Refusal) -> HttpResponse:
        return api.create_response(request, refusal.model_dump(), status=status)

    @api.exception_handler(UserError)
    def _user_error(request: HttpRequest, error: UserError) -> HttpResponse:
        told = Refusal(code=error.code, what=error.what, where=error.where, remedy=error.remedy)
        return answer(request, error.http_status, told)

    @api.exception_handler(ValidationError)
    def _malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first = error.errors[0] if error.errors else {}
        where = " ".join(str(part) for part in first.get("loc", ()))
        told = Refusal(code="request-malformed", what=f"{first.get('msg', 'It is not in the form asked for')}.",
                       where=where, remedy="See the description of the API at /api/docs.")  # fmt: skip
        return answer(request, 422, told)

    @api.exception_handler(HttpError)
    def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        code, what, remedy = _CODES.get(error.status_code, ("refused", str(error), ""))
        return answer(request, error.status_code, Refusal(code=code, what=what, remedy=remedy))

    @api.exception_handler(Http404)
    def _absent(request: HttpRequest, _: Http404) -> HttpResponse:
        return answer(request, 404, Refusal(code="not-found", what="There is nothing at this address."))
