"""The claims behind a value, as a page and as the fragment that opens in place; and one claim whole."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.vary import vary_on_headers

from answerable.ontology.schema import LANGUAGE_MARK
from answerable.record.claims import ReadableClaim
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.fairness import missing_words
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_claims import claim_row, claim_rows
from answerable.web.pages.shown_values import declared, label_of, shown
from answerable.web.pages.words import reliability_word
from answerable.web.templatetags.answerable import address_of, entity_address, name_of

LONGEST_LIST = 200


@vary_on_headers("HX-Request")
def claims(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """List the claims about an entity; with `property` in the address, those that fill it."""
    here = asked(request, dossier_id)
    about = here.view.require(entity)
    name = request.GET.get("property", "").partition(LANGUAGE_MARK)[0]
    schema = here.view.schema_of(about)
    found = [claim for claim in here.view.claims_about(about) if not name or _fills(claim, name)]
    is_known = bool(name) and declared(here, schema, name) is not None
    page = {
        "name": name_of(here, about),
        "href": entity_address(here, about),
        "property": label_of(here, schema, name) if is_known else "",
        "rows": claim_rows(here, found[:LONGEST_LIST], only=name),
        "count": len(found),
        "is_conflict": is_known and here.view.values(about, name).is_conflict,
        "all_href": address_of(here, "claims", about) if name else "",
    }
    is_fragment = request.headers.get("HX-Request") == "true"
    return render(request, f"answerable/claims{'_fragment' if is_fragment else ''}.html", page)


def _fills(claim: ReadableClaim, name: str) -> bool:
    return any(each.partition(LANGUAGE_MARK)[0] == name for each in claim.properties)


# one claim


@dataclass(frozen=True, slots=True)
class OtherValue:
    """Another value that counts for a property of which there should be one."""

    label: str
    value: SafeString
    href: str
    count: int


def claim(request: HttpRequest, dossier_id: str, claim_id: str) -> HttpResponse:
    """Show one claim whole: what, when, by whom, how sure, what speaks against it and what rests on it."""
    here = asked(request, dossier_id)
    view = here.view
    found = view.claim(claim_id)
    source = view.source(found.source)
    resting = resting_on(view).get(claim_id, ())
    page = {
        "claim": found,
        "row": claim_row(here, found),
        "type": view.ontology.get(found.schema).label(here.language),
        "source": source,
        "source_href": address_of(here, "source", found.source),
        "reliability": reliability_word(source.reliability),
        "others": _other_values(here, found),
        "denials": claim_rows(here, _answers_to(here, found)),
        "rests_on": claim_rows(here, [view.claim(each) for each in found.rests_on if view.has_claim(each)]),
        "rests_on_missing": sum(not view.has_claim(each) for each in found.rests_on),
        "resting": claim_rows(here, [view.claim(each) for each in resting[:LONGEST_LIST]]),
        "without_href": address_of(here, "difference", without=claim_id) if here.shows_team else "",
        "missing": missing_words(view, claim_id) if here.shows_team else [],
        "may_record": here.shows_team and here.actor.may("record"),
        "may_rule": here.shows_team and here.actor.may("rule"),
    }
    return render(request, "answerable/claim.html", page)


@kept_with_view
def resting_on(view: View) -> dict[str, tuple[str, ...]]:
    """Return, for each claim that others rest on, the ids of those others."""
    found: dict[str, list[str]] = {}
    for each in view.claims():
        for ground in each.rests_on:
            found.setdefault(ground, []).append(each.id)
    return {ground: tuple(ids) for ground, ids in found.items()}


def _other_values(here: Asked, found: ReadableClaim) -> tuple[OtherValue, ...]:
    others = []
    for name, own in found.properties.items():
        values = here.view.values(found.about, name)
        if not values.is_conflict:
            continue
        others += [
            OtherValue(
                label_of(here, found.schema, name),
                shown(here, found.schema, name, [value.text]),
                address_of(here, "claims", found.about, property=name),
                len(value.claims),
            )
            for value in values.every
            if value.text not in own and any(claim.is_counted for claim in value.claims)
        ]
    return tuple(others)


def _answers_to(here: Asked, found: ReadableClaim) -> list[ReadableClaim]:
    """Return the claims that deny what this one says; for a denial, those that say what it denies."""
    against = "denies" if found.stance == "asserts" else "asserts"
    return [
        other
        for other in here.view.claims_about(found.about)
        if other.stance == against
        and any(set(other.properties.get(name, ())) & set(own) for name, own in found.properties.items())
    ]
