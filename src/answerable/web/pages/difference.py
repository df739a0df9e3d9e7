"""What would fall if a source or a claim were taken away: claims, entries, values, numbers, links of command."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from answerable.casualties.harms import documented, harms
from answerable.command import Chain, chain_difference, chains_of_incident, say
from answerable.record.difference import Difference, ValueChange, difference
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.citations import link_to
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_claims import claim_rows
from answerable.web.pages.rows_sources import claims_per_source, title_of
from answerable.web.pages.shown_values import label_of, shown
from answerable.web.templatetags.answerable import address_of

LONGEST_LIST = 40


@dataclass(frozen=True, slots=True)
class GoneGroup:
    """Entries of one type of which nothing would be left."""

    type: str
    count: int
    links: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A value that would read differently; an empty text where it would not be known at all."""

    entity: SafeString
    property: str
    before: SafeString
    after: SafeString


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number that is counted here, with and without."""

    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CommandRow:
    """What would change in the chains of command over an incident, in sentences."""

    incident: SafeString
    sentences: tuple[str, ...]


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """Show what would fall, or ask without what."""
    here = asked(request, dossier_id)
    whole = here.on(without=frozenset())
    content: dict[str, object] = {
        "choices": _choices(whole) if here.is_team else [],
        "is_asked": bool(here.spec.without),
    }
    if here.spec.without:
        found = difference(whole.view, here.view)
        content |= {
            "without": [_what(whole, each) for each in sorted(here.spec.without)],
            "lost_count": len(found.lost_claims),
            "lost": claim_rows(whole, found.lost_claims[:LONGEST_LIST]),
            "gone_count": len(found.lost_entities),
            "gone": _gone(whole, found),
            "changed_count": sum(here.view.has(change.entity) for change in found.changed_values),
            "changed": list(_changed(whole, here, found))[:LONGEST_LIST],
            "numbers": _numbers(whole.view, here.view),
            "command": _command(whole, here),
            "read_href": address_of(here, "overview"),
        }
    return render(request, "answerable/difference.html", content)


def _choices(whole: Asked) -> list[tuple[str, str, int]]:
    counts = claims_per_source(whole.view)
    cards = sorted(whole.view.sources(), key=lambda card: (-counts[card.key], card.key))
    return [(card.key, title_of(card), counts[card.key]) for card in cards if counts[card.key]]


def _what(whole: Asked, key: str) -> tuple[str, str]:
    """Return what is left out under its title, and the address of its page."""
    view = whole.view
    card = next((card for card in view.sources() if card.key == key), None)
    if card is not None:
        return title_of(card), address_of(whole, "source", key)
    if view.has_claim(key):
        return gettext("the claim %(id)s") % {"id": key}, address_of(whole, "claim", key)
    return gettext("%(key)s, which is not in this view") % {"key": key}, ""


def _gone(whole: Asked, found: Difference) -> tuple[GoneGroup, ...]:
    by_type: dict[str, list[str]] = {}
    for entity in found.lost_entities:
        by_type.setdefault(whole.view.schema_of(entity), []).append(entity)
    ontology = whole.view.ontology
    return tuple(
        GoneGroup(
            ontology.get(schema).plural(whole.language),
            len(names),
            tuple(link_to(whole, name) for name in names[:LONGEST_LIST]),
        )
        for schema, names in sorted(by_type.items(), key=lambda item: ontology.get(item[0]).order)
    )


def _changed(whole: Asked, here: Asked, found: Difference) -> Iterable[ChangeRow]:
    """Rows for entries that stay; what is gone altogether stands in its own list."""
    for change in found.changed_values:
        if here.view.has(change.entity) and not _is_other_language(whole, change):
            schema = whole.view.schema_of(change.entity)
            yield ChangeRow(
                link_to(whole, change.entity),
                label_of(whole, schema, change.property),
                shown(whole, schema, change.property, [change.before] if change.before else []),
                shown(whole, schema, change.property, [change.after] if change.after else []),
            )


def _is_other_language(whole: Asked, change: ValueChange) -> bool:
    """Say whether the change is of a translation into a language that the reader does not read."""
    language = change.property.partition("@")[2]
    return bool(language) and language != whole.language


def _numbers(before: View, after: View) -> tuple[NumberRow, ...]:
    def killed(view: View) -> int:
        counted = documented(harms(view, kind="killed"))
        return counted.one_by_one + counted.in_groups

    rows = (
        NumberRow(gettext("people killed, with a record here"), killed(before), killed(after)),
        NumberRow(gettext("incidents"), len(before.entities("Incident")), len(after.entities("Incident"))),
        NumberRow(gettext("proceedings"), len(before.entities("Proceeding")), len(after.entities("Proceeding"))),
        NumberRow(gettext("stated numbers"), len(before.entities("Tally")), len(after.entities("Tally"))),
        NumberRow(gettext("claims"), len(before), len(after)),
    )
    return tuple(row for row in rows if row.before != row.after)


# command


@kept_with_view
def chains_by_incident(view: View) -> dict[str, dict[str, Chain]]:
    """Return the chain above every unit tied to an incident, on the incident's first day."""
    return {
        incident: {each.unit: each.chain for each in chains_of_incident(view, incident).units if each.chain}
        for incident in view.entities("Incident")
    }


def _command(whole: Asked, here: Asked) -> tuple[CommandRow, ...]:
    before, after = chains_by_incident(whole.view), chains_by_incident(here.view)
    rows = []
    for incident, chains in before.items():
        left = after.get(incident, {})
        sentences = [
            gettext("%(unit)s is no longer tied to the incident.")
            % {"unit": whole.view.caption(unit, whole.language)}
            for unit in chains
            if unit not in left
        ]
        for unit, chain in chains.items():
            if unit in left:
                sentences += [
                    say(change.why, whole.view, whole.language) for change in chain_difference(chain, left[unit])
                ]
        if sentences:
            rows.append(CommandRow(link_to(whole, incident), tuple(dict.fromkeys(sentences))))
    return tuple(rows)
