"""The part of a form that says where a claim comes from: the source and the place in it."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.record.locators import Locator, locator_problem, parse_locator
from answerable.record.view import View
from answerable.web.forms.fields import Field, Problems, options_of, text_in

NUMBERS = ("page", "paragraph", "line")
PLACES = (*NUMBERS, "timecode", "cell")
MOST_LISTED = 400


@dataclass(frozen=True, slots=True)
class Cited:
    """A source by its key, and the text of the place in it."""

    source: str
    locator: str


def read_citation(view: View, typed: QueryDict, problems: Problems) -> Cited:
    """Return the citation typed; what is wrong is added to the problems."""
    source = text_in(typed, "source")
    if not source:
        problems.add("source", gettext("Every claim cites a source: choose one."))
    elif source not in view.source_cards or view.source(source).is_withheld:
        problems.add("source", gettext("There is no source by this key that you can cite."))
    return Cited(source, read_locator(typed, problems))


def read_locator(typed: QueryDict, problems: Problems, prefix: str = "") -> str:
    """Return the text of the place typed, such as 'page:3 paragraph:12 quote:the words'."""
    parts = []
    for name in PLACES:
        value = text_in(typed, prefix + name)
        if not value:
            continue
        part = f"{'time' if name == 'timecode' else name}:{value.upper() if name == 'cell' else value}"
        if locator_problem(part):
            problems.add(prefix + name, _place_problem(name))
        else:
            parts.append(part)
    quote = " ".join(text_in(typed, f"{prefix}quote").split())
    return " ".join([*parts, f"quote:{quote}"] if quote else parts)


def _place_problem(name: str) -> str:
    if name in NUMBERS:
        return gettext("Write a number, such as 12.")
    if name == "timecode":
        return gettext("Write hours, minutes and seconds, such as 00:01:23.")
    return gettext("Write a cell as a spreadsheet names it, such as B7.")


def citation_fields(view: View, typed: QueryDict, problems: Problems) -> list[Field]:
    """Return the fields for the source and the place."""
    cards = [card for card in view.sources() if not card.is_withheld]
    source = text_in(typed, "source")
    label = gettext("Which source says it?")
    if len(cards) <= MOST_LISTED:
        listed = ((card.key, f"{card.key} · {card.title[:90]}") for card in cards)
        options = options_of(listed, [source], none=gettext("Choose a source"))
        first = Field("source", "list", label, options=options, error=problems.of("source"), is_optional=False)
    else:
        help_ = gettext("The source's key, as it stands on its page.")
        first = Field("source", "line", label, help_, value=source, error=problems.of("source"), is_optional=False)
    quote = Field(
        "quote",
        "text",
        gettext("The words that say it"),
        gettext("A few words as they stand in the source. Select them in the text beside, or copy them."),
        value=text_in(typed, "quote"),
        error=problems.of("quote"),
    )
    return [first, *place_fields(typed, problems), quote]


def place_fields(typed: QueryDict, problems: Problems) -> list[Field]:
    """Return the small fields for the place in the source."""
    labels = {
        "page": gettext("Page"),
        "paragraph": gettext("Paragraph"),
        "line": gettext("Line"),
        "timecode": gettext("Time in a recording"),
        "cell": gettext("Cell of a table"),
    }
    return [
        Field(name, "short", labels[name], value=text_in(typed, name), error=problems.of(name)) for name in PLACES
    ]


def typed_place(locator: str) -> dict[str, str]:
    """Return the values of the place's fields for a locator; `read_locator` undoes it."""
    place = parse_locator(locator) or Locator()
    found = {name: str(getattr(place, name) or "") for name in NUMBERS}
    return found | {"timecode": place.time or "", "cell": place.cell or "", "quote": place.quote}
