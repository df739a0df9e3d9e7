"""The annex of chains of command: for each incident, who stood above whom on that day. Made from a view."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from answerable.command import IncidentChains, chains_of_incident, say
from answerable.kernel.errors import NotFoundError
from answerable.publish.kinds.document import Document
from answerable.publish.kinds.incident_dossier import NO_HEAD, Head, finished, tied_units, words_of
from answerable.publish.person_parts import Setting, setting_of
from answerable.publish.wording import made_language
from answerable.record.view import View


def chain_annex(
    view: View, language: str, day: date, incidents: Sequence[str] = (), *, head: Head = NO_HEAD
) -> Document:
    """Return the annex as HTML for `documents`.

    Args:
        view: the reader's.
        language: of the annex.
        day: on which it is made.
        incidents: which ones; all that have units tied to them if none is named.
        head: what a draft's head says of it: title, index, embargo, contacts.

    Raises:
        NotFoundError: the view holds no such incident, or no incident at all.
    """
    named = [view.require(incident, "Incident") for incident in incidents]
    every = named or sorted(view.entities("Incident"), key=lambda one: (view.days_of(one) or (date.max,), one))
    if not every:
        raise NotFoundError("There is no incident in this view.")
    own = setting_of(view, every[0], made_language(language), day)
    found = (chains_of_incident(view, incident) for incident in every)
    parts = [_part(own, each) for each in found if each.units or named]
    words = words_of(own, "annex-title", "annex-what", "")
    return finished(own, "chain_annex.html", words["annex_title"], {"words": words, "incidents": parts}, head)


def _part(own: Setting, chains: IncidentChains) -> dict[str, Any]:
    return {
        "name": own.named(chains.incident),
        "why": say(chains.why, own.view, own.language),
        "units": tied_units(own, chains),
    }
