"""What the public may not read yet about a named person, and what is missing, in words."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from answerable.ontology.loading import load_ontology
from answerable.record.fairness import MISSING, gate_of
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.forms.fields import Field, options_of, vocabulary

MISSING_WORDS: Mapping[str, Callable[[], str]] = {
    "office": lambda: gettext("An appointment that shows which public office the person held."),
    "second-source": lambda: gettext("A second source that does not derive from the first."),
    "reply": lambda: gettext("That the person was asked for a reply to this very allegation."),
    "standard": lambda: gettext("The standard of proof that was applied."),
    "approval": lambda: gettext("The approval of a second person."),
}
assert tuple(MISSING_WORDS) == MISSING  # noqa: S101, a word for each


def missing_words(view: View, claim_id: str) -> list[str]:
    """Return, in sentences, what a claim still needs before the public may read it; empty when it may."""
    return [MISSING_WORDS[word]() for word in gate_of(view, claim_id).missing]


def standard_field(asked: Asked, value: str) -> Field:
    """Return the field in which a second person declares the standard of proof; it may stay empty."""
    choices = vocabulary(load_ontology().property("Finding", "standard").enum, asked.language)
    help_text = gettext("Needed before the public may read the team's own words about a named person.")
    options = options_of(choices, [value], none=gettext("None declared"))
    return Field("standard", "list", gettext("Standard of proof"), help_text, value, options)
