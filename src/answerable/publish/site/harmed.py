"""People who were harmed, as people: the name if it may stand, age, who they were; how, and what is missing."""

from answerable.casualties.harms import Harm
from answerable.casualties.victims import Victim
from answerable.publish.site.edition import Edition
from answerable.publish.site.markup import NOTHING, Markup, element, escaped, joined


def victim_name(edition: Edition, victim: Victim) -> str:
    """Return what to call a person or a group without names; a word where the name is withheld."""
    view = edition.view
    if victim.person:
        return edition.name(victim.person) if victim.naming != "withheld" else edition.t("name-withheld")
    harm = victim.harms[0]
    group = view.text(harm.entity, "group", edition.language)
    return group or (
        edition.t("people-nameless", count=harm.people) if harm.people else edition.t("group-nameless")
    )


def victim_item(
    edition: Edition, here: str, victim: Victim, *, names_incident: bool = True, level: int = 3
) -> Markup:
    """Return a person or group as a list item's content, under a heading of a level."""
    t = edition.t
    name = escaped(victim_name(edition, victim))
    if victim.naming == "initials":
        word = t("minor-withheld" if victim.is_minor else "name-withheld")
        name += f' <span class="standing withheld">{escaped(word)}</span>'
    elif victim.naming == "withheld":
        name = f'<span class="standing withheld">{name}</span>'
    who = ", ".join(_who(edition, victim.person)) if victim.person else ""
    missing = [_label(edition, victim, each) for each in victim.missing]
    return joined((
        Markup(f'<h{level} class="name">{name}</h{level}>'),
        element("p", who, class_="meta") if who else NOTHING,
        *(_harm(edition, here, harm, names_incident=names_incident) for harm in victim.harms),
        element("p", t("not-known", missing=", ".join(missing)), class_="small soft") if missing else NOTHING,
        _denied(edition, here, victim),
    ))  # fmt: skip


def _who(edition: Edition, person: str) -> list[str]:
    view, language = edition.view, edition.language
    age = view.text(person, "age")
    texts = [view.text(person, name, language) for name in ("occupation", "community", "publicRole")]
    return [text for text in (edition.t("aged", age=age) if age else "", *texts) if text]


def _label(edition: Edition, victim: Victim, name: str) -> str:
    schema = "Person" if name in ("age", "sex", "community", "occupation") and victim.person else "Harm"
    label = edition.view.ontology.property(schema, name).label(edition.language)
    return label[:1].lower() + label[1:]


def _harm(edition: Edition, here: str, harm: Harm, *, names_incident: bool) -> Markup:
    view, t = edition.view, edition.t
    claims = view.claims_about(harm.entity)
    incident = edition.link(here, harm.incident) if names_incident and harm.incident else NOTHING
    died = t("died-on", day=edition.blur(harm.died)) if harm.died else ""
    role = edition.choice("Harm", "role", harm.role) if harm.role else ""
    line = (edition.choice("Harm", "kind", harm.kind), incident, edition.when_of(harm.entity), died, role)
    told = [*edition.said(here, claims, "circumstances"), *edition.said(here, claims, "cause")]
    cites = NOTHING if told else edition.cites(here, [claim for claim in claims if claim.is_counted])
    return joined((
        element("p", joined((*line, cites), " · "), class_="small"),
        *(element("p", each) for each in told),
        _attributed(edition, here, harm),
    ))  # fmt: skip


def _attributed(edition: Edition, here: str, harm: Harm) -> Markup:
    if not harm.attributed_to:
        return NOTHING
    word = edition.choice("Harm", "attributedTo", harm.attributed_to)
    cites = edition.claim_cites(here, harm.attributed_by)
    said = f'{escaped(edition.t("attributed"))} {escaped(word)} <span class="where soft">{cites}</span>'
    return element("p", Markup(said), class_="small")


def _denied(edition: Edition, here: str, victim: Victim) -> Markup:
    denials = [
        claim
        for entity in (victim.person, *(harm.entity for harm in victim.harms))
        if entity
        for claim in edition.view.claims_about(entity)
    ]
    found = edition.denied(here, denials)
    return element("p", found, class_="small") if found else NOTHING
