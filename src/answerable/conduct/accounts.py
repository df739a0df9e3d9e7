"""The account of one person: everything on record of the person's conduct, on one time axis."""

from answerable.command.answers import Tenure
from answerable.command.cited import each_once
from answerable.conduct.answers import Account, Expected, IncidentUnder, Item
from answerable.conduct.expected import expected_of
from answerable.conduct.index import index_of
from answerable.conduct.parts import ANSWERING
from answerable.record.audiences import PUBLIC
from answerable.record.view import View


def is_answer(item: Item) -> bool:
    """Say whether by an item a person denies, replies to or answers what is alleged or asked."""
    if item.lane != "said":
        return False
    return item.schema == "Reply" or not ANSWERING.get(item.schema, frozenset()).isdisjoint(item.kinds)


def account_of(view: View, person: str) -> Account:
    """Return everything on record of a person's conduct; see `Account`.

    What would only follow from a duty is the team's own inference about a named person: a public view has none.

    Raises:
        NotFoundError: the view holds nothing about the person.
    """
    person = view.require(person, "Person")
    index = index_of(view)
    tenures, incidents = index.tenures_of(person), index.incidents_of(person)
    items, of_units = index.items_of(person), index.of_units(person)
    expected = () if view.spec.audience == PUBLIC else expected_of(view, person)
    parts: list[Tenure | IncidentUnder | Item | Expected] = [*tenures, *incidents, *items, *of_units, *expected]
    return Account(
        person,
        tenures,
        incidents,
        items,
        of_units,
        expected,
        tuple(item for item in items if is_answer(item)),
        each_once(part.claims for part in parts),
        each_once(part.denials for part in parts),
    )
