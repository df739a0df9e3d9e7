"""What the front door shows of each dossier."""

from dataclasses import dataclass

from django.urls import reverse

from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One dossier in the list: its title and summary in the reader's language, and how much it holds."""

    title: str
    summary: str
    href: str
    claims: int
    sources: int


def dossier_row(view: View, language: str) -> DossierRow:
    """Return the row of a view's dossier."""
    card = view.dossier
    return DossierRow(
        card.title(language),
        card.summaries.get(language) or next(iter(card.summaries.values()), ""),
        reverse("overview", args=[card.id]),
        len(view),
        len(view.sources()),
    )
