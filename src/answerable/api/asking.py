"""What a request to the API asks for: the same conditions as a page's address, and never a wider audience."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints

from answerable.accounts.reads import actor_of, is_open_to
from answerable.kernel.errors import NotFoundError
from answerable.record.actors import Actor
from answerable.record.audiences import parse_audience
from answerable.record.reads import narrowed, view_of
from answerable.record.view import View, ViewSpec

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2200, 12, 31)


def _storable(text: str) -> str:
    """Refuse what a database or a page cannot hold: lone surrogates and control characters other than breaks."""
    if any("\ud800" <= letter <= "\udfff" or (letter < " " and letter not in "\t\n\r") for letter in text):
        raise ValueError("The text holds characters that cannot be stored.")
    return text


Storable = AfterValidator(_storable)
DossierId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
EntityId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,40}:[a-z0-9][a-z0-9.-]{0,118}$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
TypeName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z]{0,39}$")]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY, examples=["2023-01-09"])]
Line = Annotated[str, StringConstraints(max_length=500), Storable]
Text = Annotated[str, StringConstraints(max_length=20_000), Storable]


class Conditions(Schema):
    """Which view is meant. What is left out stands for the reader's own audience, today, with every source."""

    audience: Annotated[Line, Field(description="public, team or restricted:NAME; never wider than your own.")] = (
        ""
    )
    recorded_by: Annotated[Day | None, Field(description="The record as it stood at the end of this day.")] = None
    published_by: Annotated[Day | None, Field(description="Only what had been published by this day.")] = None
    without: Annotated[
        Line, Field(description="Keys of sources or ids of claims to leave out, joined by commas; team only.")
    ] = ""
    language: Annotated[
        Literal["", "en", "es"],
        Field(description="For captions and sentences; else as the request's headers say."),
    ] = ""


class Paging(Schema):
    """Which part of a long list."""

    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    size: Annotated[int, Field(ge=1, le=200)] = 50


@dataclass(frozen=True)
class Asking:
    """Who asks for which view of which dossier, in which language."""

    dossier_id: str
    actor: Actor
    spec: ViewSpec
    language: str

    @cached_property
    def view(self) -> View:
        """The view that the caller may have."""
        return view_of(self.dossier_id, self.spec)


def asking(request: HttpRequest, dossier_id: str, conditions: Conditions | None = None) -> Asking:
    """Read what a request asks for.

    Raises:
        NotFoundError: there is no such dossier, or nothing of it is for this caller; the same words for both.
        ValueRefusedError: the audience is none.
    """
    actor = actor_of(request.user, dossier_id)
    if not is_open_to(actor, dossier_id):
        raise NotFoundError("There is no such dossier here.")
    conditions = conditions or Conditions()
    audience = parse_audience(conditions.audience) if conditions.audience else actor.audience
    names = frozenset(name.strip() for name in conditions.without.split(",") if name.strip())
    spec = ViewSpec(
        audience,
        conditions.recorded_by,
        conditions.published_by,
        names if actor.may("read-team") else frozenset(),
    )
    return Asking(dossier_id, actor, narrowed(actor, spec), conditions.language or get_language() or "en")
