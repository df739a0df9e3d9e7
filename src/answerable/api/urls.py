"""The JSON API: where it is mounted, and what its description says."""

from ninja import NinjaAPI
from ninja.openapi.docs import Swagger

from answerable.api import command, reading, recording
from answerable.api.refusals import answer_refusals

DESCRIPTION = """
The record and its answers for programs. Every reading answers for the audience that the caller belongs to, and
takes the same conditions as a page: `audience`, `recorded_by`, `published_by`, `without`.

Nothing here is a fact; a source says it. Every value comes with the ids of the claims that assert it and of those
that deny it. To record, sign in at `/account/login/`, send the session's cookie, and the header `X-CSRFToken`.
"""

# Without a validator the page of the description asks no other host for anything.
api = NinjaAPI(
    title="Answerable",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs=Swagger(settings={"validatorUrl": None, "docExpansion": "list"}),
)
answer_refusals(api)
api.add_router("", reading.router)
api.add_router("", command.router)
api.add_router("", recording.router)
