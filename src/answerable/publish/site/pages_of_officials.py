"""Officials: the posts they held, incidents in whose chain of command those stood, what is on record, replies.

Nothing is drawn from it here: a pattern or the state of a legal element shows only where it was published as such.
"""

from collections.abc import Sequence

from answerable.command.answers import Tenure
from answerable.conduct.accounts import account_of
from answerable.conduct.answers import LANES, Account, IncidentUnder
from answerable.conduct.index import index_of
from answerable.publish.site.addresses import page_of
from answerable.publish.site.edition import Edition
from answerable.publish.site.frame import Leaf, part, section_above
from answerable.publish.site.markup import NOTHING, Markup, element, joined, table
from answerable.publish.site.pages_of_incident import claim_list
from answerable.publish.site.statements import statements
from answerable.record.view import View

MOST_INCIDENTS = 200
MOST_ITEMS = 200


def officials(view: View) -> tuple[str, ...]:
    """Return everybody who has a page: people in a post, a force or on record, whom the view may name."""
    return tuple(person for person in index_of(view).officials() if view.caption(person))


def official_leaf(edition: Edition, person: str) -> Leaf:
    """Return the page of one official."""
    view, t = edition.view, edition.t
    here, account = page_of(edition.language, "Person", person), account_of(view, person)
    replies = [item.entity for item in account.replies]
    body = joined((
        element("p", t("official-caution"), class_="meta"),
        part(t("posts"), _posts(edition, here, account.tenures), "posts"),
        part(t("answers-of-person"), statements(edition, here, replies, names_incident=True), "answers"),
        part(t("incidents-under"), _incidents(edition, here, account.incidents), "incidents"),
        *_lanes(edition, here, account, frozenset(replies)),
        part(t("findings"), _published(edition, here, person), "findings"),
        part(t("claims-here"), claim_list(edition, here, view.claims_about(person)), "claims"),
    ))  # fmt: skip
    role = view.text(person, "publicRole", edition.language)
    posts = list(dict.fromkeys(edition.name(tenure.post) for tenure in account.tenures))
    data: dict[str, object] = {
        "@type": "ProfilePage",
        "mainEntity": {"@type": "Person", "name": edition.name(person)},
    }
    if posts:
        data["mainEntity"] = {"@type": "Person", "name": edition.name(person), "jobTitle": posts}
    meta = element("p", role, class_="standfirst") if role and role != edition.name(person) else NOTHING
    above = section_above(edition, "officials")
    return Leaf(here, edition.name(person), body, "officials", above, data, meta)


def _posts(edition: Edition, here: str, tenures: Sequence[Tenure]) -> Markup:
    from answerable.publish.site.pages_of_command import since

    t, rows = edition.t, []
    for one in tenures:
        unit = edition.view.ref(one.post, "unit")
        kind = edition.choice("Appointment", "kind", one.kind) if one.kind else ""
        denied = edition.denied(here, [edition.view.claim(each) for each in one.denials])
        cites = joined((edition.claim_cites(here, one.claims), denied), " ")
        rows.append((
            edition.name(one.post), edition.name(unit) if unit else "", since(edition, one), kind,
            edition.view.text(one.appointment, "rank", edition.language), cites,
        ))  # fmt: skip
    heads = (t("post"), t("unit"), t("when"), t("how-held"), t("rank"), t("source"))
    return table(t("posts"), heads, rows) if rows else element("p", t("no-post"), class_="unknown-value")


def _incidents(edition: Edition, here: str, found: Sequence[IncidentUnder]) -> Markup:
    if not found:
        return NOTHING
    t, rows = edition.t, []
    for one in found[:MOST_INCIDENTS]:
        best = one.ways[0] if one.ways else None
        post = edition.name(best.post) if best else ""
        sure = t(f"status-of-link-{best.standing.word}") if best else t("named-in-it")
        when = edition.span(one.when.first, one.when.last) if one.when.first or one.when.last else t("undated")
        rows.append((edition.link(here, one.incident), when, str(one.killed), post, sure))
    heads = (t("incident"), t("when"), t("killed"), t("post"), t("how-sure"))
    more = len(found) - MOST_INCIDENTS
    rest = element("p", t("more-in-downloads", count=more), class_="small soft") if more > 0 else NOTHING
    caution = element("p", t("under-caution"), class_="small soft")
    return joined((caution, table(t("incidents-under"), heads, rows, frozenset({2})), rest))


def _lanes(edition: Edition, here: str, account: Account, shown: frozenset[str]) -> list[Markup]:
    parts = []
    for lane in LANES:
        if lane == "power":
            continue
        items = list(dict.fromkeys(item.entity for item in account.lane(lane) if item.entity not in shown))
        more = len(items) - MOST_ITEMS
        rest = (
            element("p", edition.t("more-in-downloads", count=more), class_="small soft") if more > 0 else NOTHING
        )
        body = joined((statements(edition, here, items[:MOST_ITEMS], names_incident=True), rest))
        parts.append(part(edition.t(f"lane-{lane}"), body, lane))
    return parts


def _published(edition: Edition, here: str, person: str) -> Markup:
    """Return the findings and assessments that the view holds of a person; it holds only published ones."""
    view = edition.view
    of = (*view.pointing_at(person, "Finding", "person"), *view.pointing_at(person, "Assessment", "subject"))
    return statements(edition, here, of, names_incident=True)


def officials_leaf(edition: Edition, people: Sequence[str]) -> Leaf:
    """Return the list of officials, by name."""
    t, here = edition.t, f"{edition.language}/officials.html"
    index = index_of(edition.view)
    rows = []
    for person in sorted(people, key=lambda each: (edition.name(each).casefold(), each)):
        posts = dict.fromkeys(edition.name(tenure.post) for tenure in index.tenures_of(person))
        rows.append((edition.link(here, person), "; ".join(posts)))
    body = table(t("section-officials"), (t("name"), t("posts")), rows)
    lead = element("p", t("officials-lead", count=len(rows)), class_="lead")
    data = {"@type": "CollectionPage", "name": t("section-officials")}
    return Leaf(here, t("section-officials"), body, "officials", (), data, lead)
