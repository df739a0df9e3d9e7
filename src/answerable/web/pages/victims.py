"""The people who were harmed: what is known of each, what is missing, and where the inquiry stands."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from answerable.casualties.harms import KILLED, documented
from answerable.casualties.victims import Victim, victims
from answerable.followup.answers import Death
from answerable.interchange.cells import csv_line, guarded
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.justice_words import standing_day
from answerable.web.pages.pagination import page_of
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_incidents import Facet, FacetChoice
from answerable.web.pages.rows_justice import death_code, death_word, deaths_by_name
from answerable.web.pages.rows_victims import victim_row
from answerable.web.pages.words import region_word
from answerable.web.templatetags.answerable import address_of, name_of

PAGE = 60
FACETS = ("kind", "region", "incident", "attributed", "justice")


@kept_with_view
def every_victim(view: View) -> tuple[Victim, ...]:
    """Return all people and groups harmed, by day."""
    return victims(view)


def page(request: HttpRequest, dossier_id: str) -> HttpResponse:
    """List the people harmed, or hand the list out as CSV."""
    here = asked(request, dossier_id)
    chosen = {name: request.GET.get(name, "")[:80] for name in FACETS}
    found = [victim for victim in every_victim(here.view) if _is_found(here, victim, chosen)]
    if request.GET.get("format") == "csv":
        return _csv(here, found)
    counted = documented(tuple(harm for victim in found for harm in victim.harms))
    kept = {name: value for name, value in chosen.items() if value}
    pages = page_of(
        found, request.GET.get("page", ""), PAGE, lambda n: address_of(here, "victims", **kept, page=n)
    )
    content = {
        "rows": [victim_row(here, victim) for victim in pages.shown],
        "pages": pages,
        "counted": counted,
        "total": len(every_victim(here.view)),
        "count": len(found),
        "facets": _facets(here, chosen),
        "chosen": chosen,
        "incident_name": name_of(here, chosen["incident"]) if chosen["incident"] else "",
        "is_narrowed": any(chosen.values()),
        "withheld": sum(victim.naming in ("withheld", "initials") for victim in found),
        "csv_href": address_of(here, "victims", **kept, format="csv"),
    }
    return render(request, "answerable/victims.html", content)


def _values(here: Asked, victim: Victim, name: str) -> set[str]:
    if name == "kind":
        return {harm.kind for harm in victim.harms}
    if name == "incident":
        return {harm.incident for harm in victim.harms}
    if name == "justice":
        death = _deaths(here).get(victim.person or victim.harms[0].entity)
        return {_code(death)} if death else set()
    if name == "region":
        return {here.view.text(harm.incident, "regionCode") for harm in victim.harms}
    return {harm.attributed_to for harm in victim.harms}


def _deaths(here: Asked) -> dict[str, Death]:
    return deaths_by_name(here.view, standing_day(here))


def _code(death: Death) -> str:
    return death_code(death.word, death.stage, is_contested=death.is_contested)


def _is_found(here: Asked, victim: Victim, chosen: dict[str, str], *, but: str = "") -> bool:
    return all(name == but or not value or value in _values(here, victim, name) for name, value in chosen.items())


def _facets(here: Asked, chosen: dict[str, str]) -> tuple[Facet, ...]:
    labels = {
        "kind": gettext("What they suffered"),
        "region": gettext("Region"),
        "attributed": gettext("Attributed by sources to"),
        "justice": gettext("What was done about the death"),
    }
    found = []
    for name, label in labels.items():
        here_found = [each for each in every_victim(here.view) if _is_found(here, each, chosen, but=name)]
        counts = Counter(value for victim in here_found for value in _values(here, victim, name) if value)
        order = sorted(counts, key=lambda value: (-counts[value], value))
        found.append(
            Facet(name, label, tuple(_choice(here, chosen, name, value, counts[value]) for value in order))
        )
    return tuple(facet for facet in found if len(facet.choices) > 1 or chosen[facet.name])


def _choice(here: Asked, chosen: dict[str, str], name: str, value: str, count: int) -> FacetChoice:
    is_taken = chosen[name] == value
    href = address_of(here, "victims", **{**chosen, name: "" if is_taken else value})
    return FacetChoice(_word(here, name, value), count, href, is_taken)


def _word(here: Asked, name: str, value: str) -> str:
    if name == "justice":
        death = next(one for one in _deaths(here).values() if _code(one) == value)
        return death_word(here, death.word, death.stage, is_contested=death.is_contested)
    if name == "region":
        return region_word(here.view.dossier.country, value)
    property_name = {"kind": "kind", "attributed": "attributedTo"}[name]
    return here.view.ontology.property("Harm", property_name).choice_label(value, here.language)


def _csv(here: Asked, found: list[Victim]) -> HttpResponse:
    """Hand out one row a harm; cells that a spreadsheet would run are guarded."""
    head = ["person", "name", "age", "minor", "people", "kind", "incident", "region", "died_on", "attributed_to"]
    lines = [csv_line([*head, "justice", "proceedings", "not_known"])]
    for victim in found:
        for harm in victim.harms:
            view, person = here.view, victim.person
            cells = [person, name_of(here, person) if person else view.text(harm.entity, "group", here.language)]
            cells += [view.text(person, "age"), view.text(person, "minor")] if person else ["", ""]
            cells += ["" if harm.people is None else str(harm.people), harm.kind, harm.incident]
            cells += [view.text(harm.incident, "regionCode"), view.text(harm.entity, "diedOn"), harm.attributed_to]
            death = _deaths(here).get(victim.person or harm.entity) if harm.kind == KILLED else None
            cells += [_code(death), "|".join(case.proceeding for case in death.cases)] if death else ["", ""]
            lines.append(csv_line([guarded(cell) for cell in [*cells, "|".join(victim.missing)]]))
    answer = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{here.dossier_id}-victims.csv"'
    return answer
