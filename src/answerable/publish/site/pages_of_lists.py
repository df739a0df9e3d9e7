"""The pages that open to others: overview, incidents as table, map and timeline, the people harmed, A to Z."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from babel.dates import format_skeleton

from answerable.casualties.comparison import compare
from answerable.casualties.victims import Victim, victims
from answerable.followup.answers import CountedStage
from answerable.followup.calls import calls
from answerable.followup.proceedings import counted_stages, proceedings
from answerable.publish.site.addresses import FILES, way
from answerable.publish.site.drawing import country_map
from answerable.publish.site.edition import Edition
from answerable.publish.site.frame import Leaf, part
from answerable.publish.site.harmed import victim_item
from answerable.publish.site.incident_cards import Card, cards, forces_at
from answerable.publish.site.markup import NOTHING, Markup, element, entries, escaped, heading, joined, link, table
from answerable.publish.site.numbers import number_of, speaker_of
from answerable.publish.site.pages_of_command import incident_way
from answerable.publish.site.pages_of_incident import figure
from answerable.publish.wording import LOCALES

T = TypeVar("T")
ON_A_PAGE = 250
CURRENT = ' aria-current="page"'
DEADLIEST = 8
DATA = (("datapackage.zip", "application/zip"), ("incidents.geojson", "application/geo+json"))


def overview_leaf(edition: Edition) -> Leaf:
    """Return the first page."""
    view, t = edition.view, edition.t
    here, found = f"{edition.language}/index.html", cards(view)
    summary = view.dossier.summaries.get(edition.language, "")
    body = joined((
        _overview_figures(edition, here, found),
        _where(edition, here, found),
        part(t("being-done"), _being_done(edition, here)),
        part(t("disagreements"), entries(_disagreements(edition, here))),
        part(t("about-site"), element("p", t("about-site-words"))),
    ))  # fmt: skip
    data = {
        "@type": "Dataset", "name": edition.title, "description": summary or edition.title,
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": _data_way(edition, name)}
            for name, kind in DATA
        ],
    }  # fmt: skip
    lead = element("p", summary, class_="lead") if summary else NOTHING
    return Leaf(here, edition.title, body, "index", (), data, lead)


def _where(edition: Edition, here: str, found: Sequence[Card]) -> Markup:
    """Return the map, and the deadliest incidents beside it."""
    deadliest = sorted((card for card in found if card.killed), key=lambda card: (-card.killed, card.entity))
    rows = entries(_brief(edition, here, card) for card in deadliest[:DEADLIEST])
    listed = joined((rows, _door(edition, here, "incidents", "every-incident")))
    drawn = country_map(edition, here, found)
    if not drawn:
        return part(edition.t("deadliest"), listed)
    inside = f'<div class="reading even"><div>{drawn}</div><div>{listed}</div></div>'
    return part(edition.t("where-deadliest"), Markup(inside))


def _data_way(edition: Edition, name: str) -> str:
    return f"{edition.base_url or '../'}{FILES}/{name}"


def _door(edition: Edition, here: str, section: str, name: str) -> Markup:
    return element("p", link(way(here, f"{edition.language}/{section}.html"), edition.t(name), class_="forward"))


def _overview_figures(edition: Edition, here: str, found: Sequence[Card]) -> Markup:
    view, t = edition.view, edition.t
    killed = compare(view, "killed")
    groups = t("more-in-groups", n=killed.documented.in_groups) if killed.documented.in_groups else ""
    items = [
        figure(killed.documented.one_by_one, t("killed-on-record", count=killed.documented.one_by_one), groups)
    ]
    for what in ("killed", "injured"):
        latest = next(iter(compare(view, what).latest), None)
        if latest:
            said = joined((t(f"{what}-as-stated"), speaker_of(edition, here, latest)), " ")
            as_of = t("as-of-day", day=edition.blur(latest.as_of)) if latest.as_of else ""
            items.append(figure(number_of(edition, latest), said, as_of))
    items.append(figure(len(found), t("incidents-counted", count=len(found)), _days(edition, found)))
    return Markup(f'<ul class="figures">{"".join(items)}</ul>')


def _days(edition: Edition, found: Sequence[Card]) -> str:
    firsts = [card.first_day for card in found if card.first_day]
    lasts = [card.last_day for card in found if card.last_day]
    return edition.span(min(firsts), max(lasts)) if firsts and lasts else ""


def _brief(edition: Edition, here: str, card: Card) -> Markup:
    killed = edition.t("killed-on-record", count=card.killed)
    when = edition.when_of(card.entity) or edition.t("date-unknown")
    meta = joined((when, f"{card.killed} {killed}", incident_way(edition, here, card.entity)), " · ")
    return joined((element("h3", edition.link(here, card.entity)), element("p", meta, class_="meta")))


def _being_done(edition: Edition, here: str) -> Markup:
    view, t = edition.view, edition.t
    found = proceedings(view)
    stages = [
        f"{_stage(edition, one)} {one.count}" for one in counted_stages(found) if one.stage or one.is_contested
    ]
    far = f" {t('how-far')} {', '.join(stages)}." if stages else ""
    said = t("proceedings-counted", count=len(found)) + far
    asked = calls(view)
    called = t("calls-counted", count=len(asked), n=sum(one.is_open for one in asked)) if asked else ""
    texts = [text for text in (said, called) if text]
    return joined((*(element("p", text) for text in texts), _door(edition, here, "justice", "every-proceeding")))


def _stage(edition: Edition, one: CountedStage) -> str:
    return edition.t("contested") if one.is_contested else edition.choice("Proceeding", "stage", one.stage).lower()


def _disagreements(edition: Edition, here: str) -> Iterator[Markup]:
    view = edition.view
    for entity in view.entities("Disagreement"):
        question = view.text(entity, "question", edition.language) or edition.name(entity)
        state = edition.choice("Disagreement", "state", view.text(entity, "state"))
        cites = edition.cites(here, [claim for claim in view.claims_about(entity) if claim.is_counted])
        told = edition.view.text(entity, "explanation", edition.language)
        where = Markup(f'<span class="where small soft">{cites}</span>')
        yield joined((element("p", joined((question, element("span", state, class_="tag"), where), " ")),
                      element("p", told, class_="small") if told else NOTHING))  # fmt: skip


# incidents


def incidents_leaves(edition: Edition) -> list[Leaf]:
    """Return the table of incidents, on as many pages as it needs; the first is the section's own."""
    t, found = edition.t, cards(edition.view)
    parts = chunks(found)
    leaves = []
    for at, chunk in enumerate(parts):
        here = _numbered(edition, "incidents", at)
        rows = [_row(edition, here, card) for card in chunk]
        heads = (
            t("incident"),
            t("when"),
            t("place"),
            t("kind"),
            t("killed"),
            t("stated-killed"),
            t("forces-word"),
        )
        body = joined((
            _tabs(edition, here, "incidents"),
            table(t("section-incidents"), heads, rows, frozenset({4, 5})),
            pages_nav(edition, here, "incidents", at, len(parts)),
        ))  # fmt: skip
        data = {"@type": "CollectionPage", "name": t("section-incidents")}
        title = t("section-incidents") if at == 0 else t("page-of", name=t("section-incidents"), n=at + 1)
        lead = element("p", t("incidents-lead", count=len(found)), class_="lead") if at == 0 else NOTHING
        leaves.append(Leaf(here, title, body, "incidents", (), data, lead))
    return leaves


def _row(edition: Edition, here: str, card: Card) -> tuple[str, ...]:
    view = edition.view
    return (
        edition.link(here, card.entity),
        edition.when_of(card.entity) or edition.t("date-unknown"),
        edition.where(card.entity),
        edition.choice("Incident", "kind", card.kind),
        str(card.killed),
        ", ".join(map(str, card.stated)),
        ", ".join(edition.choice("Unit", "force", force) for force in forces_at(view, card.entity)),
    )


def _tabs(edition: Edition, here: str, chosen: str) -> Markup:
    items = []
    for name in ("incidents", "map", "timeline"):
        mark = ' aria-current="page"' if name == chosen else ""
        path = way(here, f"{edition.language}/{name}.html")
        items.append(f'<li><a href="{path}"{mark}>{escaped(edition.t(f"tab-{name}"))}</a></li>')
    return Markup(f'<ul class="tabs">{"".join(items)}</ul>')


def chunks(found: Sequence[T]) -> list[Sequence[T]]:
    """Return what goes on each page; one empty page where there is nothing."""
    return [found[at : at + ON_A_PAGE] for at in range(0, len(found), ON_A_PAGE)] or [()]


def _numbered(edition: Edition, name: str, at: int) -> str:
    return f"{edition.language}/{name}{f'-{at + 1}' if at else ''}.html"


def pages_nav(edition: Edition, here: str, name: str, at: int, count: int) -> Markup:
    """Return the ways to the other pages of a list; empty when there is one."""
    if count < 2:
        return NOTHING
    ways = [way(here, _numbered(edition, name, n)) for n in range(count)]
    items = "".join(
        f'<li><a{CURRENT if n == at else ""} href="{there}">{n + 1}</a></li>' for n, there in enumerate(ways)
    )
    return Markup(f'<nav class="pagination" aria-label="{escaped(edition.t("pages"))}"><ol>{items}</ol></nav>')


def map_leaf(edition: Edition) -> Leaf:
    """Return the map with its list."""
    t, here, found = edition.t, f"{edition.language}/map.html", cards(edition.view)
    placed = sorted((card for card in found if card.point), key=lambda card: (-card.killed, card.order))
    rows = [
        (edition.link(here, card.entity), edition.region(card.region), str(card.killed))
        for card in placed[: 4 * ON_A_PAGE]
    ]
    missing = len(found) - len(placed)
    body = joined((
        _tabs(edition, here, "map"),
        country_map(edition, here, found) or element("p", t("no-map"), class_="unknown-value"),
        element("p", t("without-place", count=missing), class_="small soft") if missing else NOTHING,
        table(t("map-list"), (t("incident"), t("region"), t("killed")), rows, frozenset({2})) if rows else NOTHING,
    ))  # fmt: skip
    return Leaf(here, t("map"), body, "incidents", (), {"@type": "Map", "name": t("map")})


def timeline_leaf(edition: Edition) -> Leaf:
    """Return the incidents by month and day."""
    t, here, found = edition.t, f"{edition.language}/timeline.html", cards(edition.view)
    parts = [_tabs(edition, here, "timeline")]
    for month, of in groupby(found, key=lambda card: card.first_day.replace(day=1) if card.first_day else None):
        title = str(format_skeleton("yMMMM", month, locale=LOCALES[edition.language])) if month else t("undated")
        items = "".join(_moment(edition, here, card) for card in of)
        parts.append(joined((heading(2, title), Markup(f'<ol class="hours">{items}</ol>'))))
    return Leaf(
        here, t("tab-timeline"), joined(parts), "incidents", (), {"@type": "WebPage", "name": t("tab-timeline")}
    )


def _moment(edition: Edition, here: str, card: Card) -> str:
    when = escaped(edition.when_of(card.entity) or edition.t("date-unknown"))
    if card.first_day:
        when = f'<time datetime="{card.first_day.isoformat()}">{when}</time>'
    killed = f", {card.killed} {edition.t('killed-on-record', count=card.killed)}" if card.killed else ""
    line = f"<p>{edition.link(here, card.entity)}{escaped(killed)}</p>"
    return f'<li><span class="when">{when}</span><div>{line}</div></li>'


# people harmed


def people_leaves(edition: Edition) -> list[Leaf]:
    """Return the people harmed, by day, on as many pages as it needs."""
    t, found = edition.t, victims(edition.view)
    parts = chunks(found)
    leaves = []
    for at, chunk in enumerate(parts):
        here = _numbered(edition, "people", at)
        items = "".join(f"<li>{victim_item(edition, here, each, level=2)}</li>" for each in chunk)
        body = joined((Markup(f'<ul class="entries people">{items}</ul>') if items else NOTHING,
                       pages_nav(edition, here, "people", at, len(parts))))  # fmt: skip
        title = t("section-people") if at == 0 else t("page-of", name=t("section-people"), n=at + 1)
        lead = element("p", t("people-lead", count=len(found)), class_="lead") if at == 0 else NOTHING
        data = {"@type": "CollectionPage", "name": t("section-people")}
        leaves.append(Leaf(here, title, body, "people", (), data, lead))
    return leaves


def victims_by_page(edition: Edition) -> Iterator[tuple[Victim, str]]:
    """Yield each victim with the page on which they stand."""
    for at, chunk in enumerate(chunks(victims(edition.view))):
        for each in chunk:
            yield each, _numbered(edition, "people", at)
