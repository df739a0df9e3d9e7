"""What a request asks for: which dossier, for whom, as of when, without what. All of it stands in the address.

So that any view can be cited and sent, and that a page never decides by itself what its reader may see.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language

from answerable.accounts.reads import actor_of, is_open_to
from answerable.kernel.errors import NotFoundError
from answerable.kernel.times import parse_day
from answerable.record.actors import Actor
from answerable.record.audiences import parse_audience
from answerable.record.reads import narrowed, view_of
from answerable.record.view import View, ViewSpec

STATE = ("audience", "recorded_by", "published_by", "without")


@dataclass(frozen=True)
class Asked:
    """Who asks for which view of which dossier, in which language."""

    dossier_id: str
    actor: Actor
    spec: ViewSpec
    language: str

    @cached_property
    def view(self) -> View:
        """The view that the reader may have; see `record.reads`."""
        return view_of(self.dossier_id, self.spec)

    @property
    def is_team(self) -> bool:
        """Say whether the reader belongs to the team of this dossier."""
        return self.actor.may("read-team")

    @property
    def shows_team(self) -> bool:
        """Say whether the view itself is the team's: a member who reads as the public sees as little."""
        return self.is_team and self.spec.audience.name != "public"

    @property
    def is_default(self) -> bool:
        """Say whether nothing but the reader's own audience shapes the view."""
        return self.spec == ViewSpec(self.actor.audience)

    @cached_property
    def state(self) -> dict[str, str]:
        """The parts of the address that shape the view; what is default is left out."""
        found = {}
        if self.spec.audience != self.actor.audience:
            found["audience"] = self.spec.audience.word
        if self.spec.recorded_by:
            found["recorded_by"] = self.spec.recorded_by.isoformat()
        if self.spec.published_by:
            found["published_by"] = self.spec.published_by.isoformat()
        if self.spec.without:
            found["without"] = ",".join(sorted(self.spec.without))
        return found

    def query(self, **more: object) -> str:
        """Return the query string that keeps this view, with `more` in it; '?…' or empty."""
        words = self.state | {name: str(value) for name, value in more.items() if value not in (None, "")}
        return f"?{urlencode(words)}" if words else ""

    def on(self, **changes: object) -> "Asked":
        """Return the same question with another view condition."""
        return replace(self, spec=replace(self.spec, **changes))  # type: ignore[arg-type]


def asked(request: HttpRequest, dossier_id: str) -> Asked:
    """Read what a request asks for. A reader is given no wider audience than their role has.

    Raises:
        DateUnclearError: a day in the address is no day. ValueRefusedError: the audience is none.
        NotFoundError: there is no such dossier, or nothing in it is for this reader; the same words for both.
    """
    actor = actor_of(request.user, dossier_id)
    if not is_open_to(actor, dossier_id):
        raise NotFoundError("There is no such dossier here.", remedy="Run 'answerable show' for a list.")
    words = request.GET
    audience = parse_audience(words["audience"]) if words.get("audience") else actor.audience
    without = frozenset(part.strip() for part in words.get("without", "").split(",") if part.strip())
    spec = ViewSpec(
        audience,
        _day(words.get("recorded_by", "")),
        _day(words.get("published_by", "")),
        without if actor.may("read-team") else frozenset(),
    )
    found = Asked(dossier_id, actor, narrowed(actor, spec), get_language() or "en")
    request.asked = found  # type: ignore[attr-defined]
    return found


def _day(text: str) -> date | None:
    return parse_day(text.strip()) if text.strip() else None
