"""The assessments of a person that a view holds, as rows: for readers to whom the whole test is not open."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, text_of
from answerable.web.pages.command_words import choice_word
from answerable.web.templatetags.answerable import address_of, name_of


@dataclass(frozen=True, slots=True)
class PublicAssessment:
    """One analyst's assessment of one element, as it is published."""

    framework: str
    element: str
    incident: str
    state: str
    standard: str
    analyst: str
    reason: SafeString
    cited: SafeString
    href: str


def public_assessments(asks: Asked, person: str) -> list[PublicAssessment]:
    """Return the assessments of a person that are in the view, by framework and element."""
    view, rows = asks.view, []
    for entity in view.pointing_at(person, "Assessment", "subject"):
        for claim in view.claims_about(entity):
            said = {name: values[0] for name, values in claim.properties.items() if values}
            if claim.is_counted and said.get("state"):
                incident = said.get("incident", "")
                rows.append(
                    PublicAssessment(
                        said.get("framework", ""),
                        said.get("element", ""),
                        name_of(asks, view.canonical(incident)) if incident else "",
                        choice_word(asks, "Assessment", "state", said["state"]),
                        choice_word(asks, "Assessment", "standard", said.get("standard", "")),
                        said.get("analyst", ""),
                        text_of(asks, claim, "reason"),
                        cited_at(asks, claim),
                        address_of(asks, "claim", claim.id),
                    )
                )
    return sorted(rows, key=lambda row: (row.framework, row.element, row.analyst))
