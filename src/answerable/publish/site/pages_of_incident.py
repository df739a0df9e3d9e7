"""One incident: what happened, who was harmed, which forces, who says so, what is disputed and what followed."""

from answerable.casualties.victims import victims
from answerable.publish.site.addresses import chain_page, page_of, way
from answerable.publish.site.drawing import close_up
from answerable.publish.site.edition import Edition
from answerable.publish.site.frame import Leaf, part, section_above
from answerable.publish.site.harmed import victim_item
from answerable.publish.site.incident_cards import Card, card_of, counts_by_scope
from answerable.publish.site.markup import NOTHING, Markup, element, entries, escaped, joined, link
from answerable.publish.site.numbers import count_table
from answerable.publish.site.proceedings import proceeding_item
from answerable.publish.site.statements import is_answer, statements
from answerable.publish.small_counts import told_counts
from answerable.record.claims import ReadableClaim

MOST_CLAIMS = 60


def incident_leaf(edition: Edition, incident: str) -> Leaf:
    """Return the page of one incident."""
    view, t = edition.view, edition.t
    here = page_of(edition.language, "Incident", incident)
    card, claims = card_of(view, incident), view.claims_about(incident)
    accounts = edition.said(here, claims, "summary", "setting")
    unknown = element("p", t("no-account"), class_="unknown-value")
    harmed = [victim_item(edition, here, each, names_incident=False) for each in victims(view, incident=incident)]
    chain = way(here, chain_page(edition.language, incident))
    body = joined((
        _figures(edition, card),
        element("p", link(chain, t("who-was-in-command"), class_="forward")),
        part(t("accounts"), joined(element("p", each) for each in accounts) or unknown, "accounts"),
        part(t("disagreements"), _disagreements(edition, here, incident, claims), "disagreements"),
        part(t("harmed"), entries(harmed, "entries people"), "harmed"),
        part(t("numbers-stated"), count_table(edition, here, counts_by_scope(view).get(incident, ())), "numbers"),
        *_acts(edition, here, incident),
        part(t("followed"), _followed(edition, here, incident), "followed"),
        _related(edition, here, incident),
        part(t("map"), close_up(edition, card), "map"),
        part(t("claims-here"), claim_list(edition, here, claims), "claims"),
    ))  # fmt: skip
    return Leaf(
        here, edition.name(incident), body, "incidents", section_above(edition, "incidents"),
        _data(edition, card), _meta(edition, here, card),
    )  # fmt: skip


def _meta(edition: Edition, here: str, card: Card) -> Markup:
    view = edition.view
    where = edition.where(card.entity)
    whole = edition.names(here, view.refs(card.entity, "partOf"))
    parts = (
        edition.when_of(card.entity) or edition.t("date-unknown"),
        where or edition.t("place-unknown"),
        edition.choice("Incident", "kind", card.kind),
        Markup(f"{escaped(edition.t('part-of'))} {whole}") if whole else NOTHING,
    )
    return element("p", joined(parts, " · "), class_="meta")


def _figures(edition: Edition, card: Card) -> Markup:
    t = edition.t
    stated = t("stated", numbers=", ".join(map(str, card.stated))) if card.stated else ""
    items = [figure(card.killed, t("killed-on-record", count=card.killed), stated)]
    if told_counts([card.injured])[0]:
        items.append(figure(card.injured, t("injured-on-record", count=card.injured)))
    return Markup(f'<ul class="figures">{"".join(items)}</ul>')


def figure(value: int | str, counts: str, behind: str = "") -> Markup:
    """Return one number, what it counts, and what is behind it."""
    return element(
        "li",
        element("span", str(value), class_="value"),
        element("p", counts, class_="counts"),
        element("p", element("span", behind), class_="behind") if behind else NOTHING,
        class_="figure",
    )


def _acts(edition: Edition, here: str, incident: str) -> list[Markup]:
    view, t = edition.view, edition.t

    def of(*schemata: str) -> list[str]:
        return [each for schema in schemata for each in view.pointing_at(incident, schema, "incident")]

    remarks = of("Remark", "Reply")
    answers = [each for each in remarks if is_answer(edition, each) or view.schema_of(each) == "Reply"]
    others = [each for each in remarks if each not in set(answers)]
    forces = statements(edition, here, of("Deployment", "Involvement"))
    return [
        part(t("forces"), forces or element("p", t("no-forces"), class_="unknown-value"), "forces"),
        part(t("orders"), statements(edition, here, of("Operation", "Plan", "Order")), "orders"),
        part(t("told"), statements(edition, here, of("Notice", "Communication")), "told"),
        part(t("answers"), statements(edition, here, answers), "answers"),
        part(t("remarks"), statements(edition, here, others), "remarks"),
        part(t("findings"), statements(edition, here, of("Finding", "Assessment")), "findings"),
    ]


def _followed(edition: Edition, here: str, incident: str) -> Markup:
    view = edition.view
    cases = [proceeding_item(edition, here, each) for each in view.pointing_at(incident, "Proceeding", "incident")]
    measures = [each for kind in ("Measure", "Request") for each in view.pointing_at(incident, kind, "incident")]
    unknown = element("p", edition.t("no-proceeding"), class_="unknown-value")
    return joined((entries(cases) or unknown, statements(edition, here, measures)))


def _related(edition: Edition, here: str, incident: str) -> Markup:
    parts = edition.view.pointing_at(incident, "Incident", "partOf")
    return part(edition.t("parts"), entries((edition.link(here, each) for each in parts), "plain"), "parts")


def _disagreements(edition: Edition, here: str, incident: str, claims: tuple[ReadableClaim, ...]) -> Markup:
    """Return values on which sources differ, and what is denied of the incident itself."""
    view, items = edition.view, []
    schema = view.ontology.get("Incident")
    for name in dict.fromkeys(name for claim in claims for name in claim.properties if "@" not in name):
        values = view.values(incident, name)
        if values.is_conflict and name in schema.properties:
            label = schema.properties[name].label(edition.language)
            said = [
                joined((schema.properties[name].choice_label(value.text, edition.language),
                        Markup(f'<span class="where small soft">{edition.cites(here, value.claims)}</span>')), " ")
                for value in values.every
            ]  # fmt: skip
            items.append(joined((label, joined(said, f" {edition.t('or')} ")), ": "))
    denials = [claim_item(edition, here, claim) for claim in claims if claim.stance == "denies"]
    return entries([*items, *denials])


def claim_item(edition: Edition, here: str, claim: ReadableClaim) -> Markup:
    """Return one claim: what it says, whether it asserts or denies, who says it and how credible it is."""
    view = edition.view
    declared = view.ontology.get(claim.schema).properties
    said = []
    for name in dict.fromkeys(name.partition("@")[0] for name in claim.properties):
        one = declared.get(name)
        if one is None:
            continue
        if one.is_entity:
            value: str = edition.names(here, map(view.canonical, claim.properties[name]))
        elif one.enum:
            value = "; ".join(one.choice_label(code, edition.language) for code in claim.properties[name])
        else:
            value = edition.text(claim, name)
        said.append(joined((one.label(edition.language), value), ": "))
    when = edition.when(claim.time)
    stance = (
        element("span", edition.t("denied"), class_="standing denied") if claim.stance == "denies" else NOTHING
    )
    grade = edition.t("credibility", grade=claim.grade)
    ruling = edition.t(f"status-{claim.status}")
    return joined((
        element("p", joined((stance, joined(said, "; ")), " "), class_="said"),
        element("p", joined((edition.cited(here, claim), when, grade, ruling), " · "), class_="where"),
    ))  # fmt: skip


def claim_list(edition: Edition, here: str, claims: tuple[ReadableClaim, ...]) -> Markup:
    """Return the claims behind a page, folded away; of very many, the best."""
    if not claims:
        return NOTHING
    items = "".join(f'<li class="claim">{claim_item(edition, here, each)}</li>' for each in claims[:MOST_CLAIMS])
    more = len(claims) - MOST_CLAIMS
    rest = element("p", edition.t("more-in-downloads", count=more), class_="small soft") if more > 0 else NOTHING
    summary = element("summary", edition.t("claims-count", count=len(claims)))
    return Markup(f'<details class="more">{summary}<ol class="claims">{items}</ol>{rest}</details>')


def _data(edition: Edition, card: Card) -> dict[str, object]:
    view = edition.view
    found: dict[str, object] = {"@type": "Event", "name": edition.name(card.entity)}
    if card.first_day and card.last_day:
        found |= {"startDate": card.first_day.isoformat(), "endDate": card.last_day.isoformat()}
    summary = view.text(card.entity, "summary", edition.language)
    if summary:
        found["description"] = summary
    place = view.text(card.entity, "place", edition.language) or edition.region(card.region)
    if place:
        location: dict[str, object] = {"@type": "Place", "name": place}
        if card.point:
            location["geo"] = {
                "@type": "GeoCoordinates", "latitude": card.point[1], "longitude": card.point[0],
            }  # fmt: skip
        found["location"] = location
    return found
