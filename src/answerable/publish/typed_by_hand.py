"""Warns of numbers, dates and names that a draft has typed by hand where a reference could stand."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from answerable.publish.checker import Item, check_text
from answerable.publish.drafts import Draft
from answerable.publish.figures import figures_by_claim
from answerable.publish.masking import masked
from answerable.publish.problems import Problem
from answerable.record.view import View


def typed_by_hand(view: View, draft: Draft) -> tuple[Problem, ...]:
    """Return a warning for each number, date and person's name that stands in a draft's text as typed."""
    blank = masked(draft.body, [(each.start, each.end) for each in draft.parsed.references])
    by_claim = figures_by_claim(view)
    checked = check_text(view, blank, draft.language, draft.day)
    return tuple(_warnings(draft, checked.items, by_claim))


def _warnings(draft: Draft, items: tuple[Item, ...], by_claim: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for item in items:
        has_digit = any(sign.isdigit() for sign in item.written)
        # 'two counts' and 'today' are speech: no claim and no kind of thing is behind them.
        if item.kind == "number" and (has_digit or item.states):
            figure = next((by_claim[claim][0] for claim in item.claims if claim in by_claim), "")
            offer = (
                gettext("Write {{ %(name)s }}.") % {"name": figure}
                if figure
                else gettext("Write a reference to a figure or a tally, so that it changes when the claims do.")
            )
            yield _warning(draft, item, "typed-number", gettext("'%(word)s' is typed by hand."), offer)
        elif item.kind == "date" and has_digit:
            offer = gettext("Write {{ day:… }} with what happened then, such as {{ day:incident:… }}.")
            yield _warning(draft, item, "typed-date", gettext("The date '%(word)s' is typed by hand."), offer)
        elif item.kind == "name" and item.states == "person":
            entity = item.entities[0] if len(item.entities) == 1 else "person:…"
            offer = gettext("Write {{ entity:%(name)s }}, which shows the name as each reader may know it.")
            said = gettext("The name '%(word)s' is typed by hand.")
            yield _warning(draft, item, "typed-name", said, offer % {"name": entity})


def _warning(draft: Draft, item: Item, code: str, what: str, remedy: str) -> Problem:
    said = what % {"word": " ".join(item.written.split())}
    return Problem(code, said, draft.line_of(item.line), item.column, remedy, draft.file, is_warning=True)
