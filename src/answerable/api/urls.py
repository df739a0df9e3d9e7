"""The JSON API: where it is mounted, and what its description says."""

from ninja import NinjaAPI
from ninja.openapi.docs import Swagger

from answerable.api import answers, command, conduct, reading, recording  # noqa: F401, each fills the list of addresses
from answerable.api.refusals import answer_refusals
from answerable.api.routes import router

DESCRIPTION = """
The record and its answers for programs. Every reading answers for the audience that the caller belongs to, and
takes the same conditions as a page: `audience`, `recorded_by`, `published_by`, `without`.

Nothing here is a fact; a source says it. Every value comes with the ids of the claims that assert it and of those
that deny it. To record, sign in at `/account/login/`, send the session's cookie, and the header `X-CSRFToken`.
"""


class Docs(Swagger):
    """The description as a page. Without a validator it asks no other host for anything."""

    template = "answerable/api_docs.html"


api = NinjaAPI(
    title="Answerable",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs=Docs(settings={"validatorUrl": None, "docExpansion": "list"}),
)
answer_refusals(api)
api.add_router("", router)
