"""Things on record that bear on a question, as rows: what each source says, who says it, and who denies it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from answerable.assess.answers import Candidate, Cell, Element, Query
from answerable.assess.inquiries import is_close
from answerable.assess.said_words import says
from answerable.assess.texts_in_force import in_language
from answerable.command.answers import ClaimIds
from answerable.record.claims import ReadableClaim
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, link_to, links_to, text_of
from answerable.web.pages.remembered import kept_with_view
from answerable.web.pages.rows_account import denials_in, place_word
from answerable.web.pages.shown_values import NOTHING, label_of, shown
from answerable.web.templatetags.answerable import entity_address, support_mark

MOST_SAID = 3
"""So many sources are shown word for word under one thing; the mark of support opens all."""
FEW = 4
"""So many things of one kind are shown; the rest is folded."""
PLACED = ("before", "during", "after")
"""Places in time that are worth saying; that something cannot be placed is no news here."""
_WHO: Mapping[str, tuple[str, ...]] = {
    "Remark": ("speaker",), "Order": ("givenBy",), "Deployment": ("actor",), "Involvement": ("actor",),
    "Measure": ("by",), "Notice": ("person",), "Communication": ("sender", "recipient"), "Call": ("by",),
    "Request": ("by", "addressee"), "Tally": ("speaker",), "Plan": ("issuedBy",), "Harm": ("person",),
    "Step": ("proceeding",),
}  # fmt: skip
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "Notice": ("fact",), "Call": ("demand",), "Request": ("asked", "answer"), "Operation": ("summary", "name"),
    "Incident": ("summary", "setting"), "Tally": ("words", "value", "atLeast", "atMost", "definition"),
    "Deployment": ("weapon", "task", "number"), "Plan": ("label", "forceRules", "gist"),
    "Harm": ("role", "cause", "weapon", "injury", "circumstances", "attributedTo"),
    "Proceeding": ("stage", "gist", "outcome"), "Step": ("stage", "gist"), "Measure": ("kind", "gist"),
    "Communication": ("gist", "leftOut"), "Order": ("gist", "forceRules"), "Involvement": ("role", "gist"),
}  # fmt: skip
_UNLABELLED = frozenset({"gist", "summary", "setting", "demand", "fact", "asked", "definition", "words", "name"})
"""Properties that read as sentences by themselves; every other is shown under its label."""


@dataclass(frozen=True, slots=True)
class SideRows:
    """One side of a question, made here, for a template is slow where there are hundreds of things.

    `html`: what concerns the incident itself, and folded below it what concerns the whole that it is part of.
    `count` and `count_wider` are how many there are of each.
    """

    html: SafeString
    count: int
    count_wider: int


Key = tuple[str, str, bool, str | None, int | None, ClaimIds]


class FactBook:
    """Makes items for a page and keeps them with the view, for one thing often bears on several questions."""

    def __init__(self, asks: Asked) -> None:
        self.asks = asks
        self._kept = _items_kept(asks.view, asks.language, asks.query())
        self._nothing = format_html(
            '<p class="unknown-value">{}</p>', gettext("Nothing on record about this incident.")
        )

    def side(self, element: Element, cell: Cell, found: Sequence[Candidate]) -> SideRows:
        """Return one side of a question, each thing under the query that found it."""
        queries = {query.name: query for each in element.looks_for.values() for query in each}
        close = [each for each in found if is_close(each, cell.subject)]
        wider = [each for each in found if not is_close(each, cell.subject)]
        said = ngettext(
            "%(n)s thing said of the wider events", "%(n)s things said of the wider events", len(wider)
        ) % {"n": len(wider)}
        own = self._kinds(close, queries) if close else self._nothing
        around = folded(said, self._kinds(wider, queries)) if wider else NOTHING
        return SideRows(own + around, len(close), len(wider))

    def _kinds(self, found: Iterable[Candidate], queries: Mapping[str, Query]) -> SafeString:
        """Return things under what they would show, in the order in which the question asks for them."""
        by_query: dict[str, list[Candidate]] = {name: [] for name in queries}
        for each in found:
            by_query.setdefault(each.indicator, []).append(each)
        parts = (self._kind(several, queries.get(name)) for name, several in by_query.items() if several)
        return SafeString("".join(parts))

    def _kind(self, several: list[Candidate], query: Query | None) -> SafeString:
        few, more = self._items(several[:FEW], query), several[FEW:]
        said = ngettext("%(n)s more", "%(n)s more", len(more)) % {"n": len(more)}
        return format_html(
            '<p class="small soft found">{}</p>{}{}',
            in_language(several[0].words, self.asks.language),
            few,
            folded(said, self._items(more, query)) if more else "",
        )

    def _items(self, several: Iterable[Candidate], query: Query | None) -> SafeString:
        items = SafeString("".join(self.item(each, query) for each in several))
        return format_html('<ul class="facts-found">{}</ul>', items)

    def item(self, each: Candidate, query: Query | None) -> SafeString:
        """Return one thing as a list item: whom it names, what sources say and where, when, and who denies it."""
        key = (each.entity, each.indicator, each.is_denial, each.placed, each.days, each.claims)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._made(each, query)
        return found

    def _made(self, each: Candidate, query: Query | None) -> SafeString:
        asks = self.asks
        claims = [asks.view.claim(name) for name in each.claims]
        names = tuple(query.says) + query.has if query else ()
        is_itself = query is not None and query.find == "own"
        who = NOTHING if is_itself else _who(asks, each)
        said = list(self._said(each, speaking_claims(asks, claims, query), names))[:MOST_SAID]
        denied = (
            format_html('<span class="standing denied">{}</span> ', gettext("denied")) if each.is_denial else ""
        )
        place = place_word(each.placed, each.days) if each.placed in PLACED else ""
        denials = denials_in(asks, each.denials)
        return format_html(
            "<li>{}{}{}{} {}{}{}</li>",
            denied,
            who,
            ": " if who and said else "",
            format_html_join(SafeString("<br>"), "{}", ((one,) for one in said)),
            support_mark(asks, each.entity, "", tuple(claims)),
            format_html(' <span class="small soft">{}</span>', place) if place else "",
            format_html(' <span class="small">{}</span>', denials) if denials else "",
        )

    def _said(
        self, each: Candidate, claims: Iterable[ReadableClaim], names: tuple[str, ...]
    ) -> Iterable[SafeString]:
        told: set[str] = set()
        for claim in claims:
            text = said_words(self.asks, each.schema, claim, names)
            if text and f"{text}|{claim.source}" not in told:
                told.add(f"{text}|{claim.source}")
                yield format_html('{} <span class="small soft">{}</span>', text, cited_at(self.asks, claim))


def folded(summary: str, html: SafeString) -> SafeString:
    """Return something folded under a summary."""
    return format_html('<details class="more"><summary>{}</summary>{}</details>', summary, html)


@kept_with_view
def _items_kept(view: View, language: str, query: str) -> dict[Key, SafeString]:  # noqa: ARG001, kept for each
    """Return the items made so far for readers of one language whose addresses carry the same conditions."""
    return {}


def speaking_claims(asks: Asked, claims: Sequence[ReadableClaim], query: Query | None) -> Sequence[ReadableClaim]:
    """Return those of a thing's claims that say what the query asked for; all where none is singled out."""
    if query is None:
        return claims
    asked = [claim for claim in claims if query.says and says(asks.view, claim, query.says, query.unless)]
    if asked:
        return asked
    names = (*query.has, *query.where, *query.properties)
    return [claim for claim in claims if any(claim.properties.get(name) for name in names)] or claims


def said_words(asks: Asked, schema: str, claim: ReadableClaim, names: tuple[str, ...]) -> SafeString:
    """Return what a claim says in the properties that matter for its type, those asked for before the others."""
    known = _TEXTS.get(schema, ("gist",))
    wanted = tuple(dict.fromkeys(name for name in (*names, *known) if name in known or name in names))
    parts = [
        (words if name in _UNLABELLED else format_html("{}: {}", label_of(asks, schema, name), words))
        for name in wanted
        if (words := _value(asks, schema, claim, name))
    ]
    return format_html_join(" · ", "{}", ((part,) for part in parts)) if parts else NOTHING


def _value(asks: Asked, schema: str, claim: ReadableClaim, name: str) -> SafeString:
    declared = asks.view.ontology.get(schema).properties.get(name)
    if declared is None or not claim.properties.get(name):
        return text_of(asks, claim, name) if declared else NOTHING
    return (
        text_of(asks, claim, name) if declared.translatable else shown(asks, schema, name, claim.properties[name])
    )


def _who(asks: Asked, each: Candidate) -> SafeString:
    """Return whom a thing names as speaking, acting or hit; the thing's own name where it names nobody."""
    view = asks.view
    if each.schema in ("Proceeding", "Operation", "Plan"):
        return link_to(asks, each.entity)
    people = [one for name in _WHO.get(each.schema, ()) for one in view.refs(each.entity, name)]
    if people:
        return links_to(asks, people) if each.schema != "Communication" else _from_to(asks, each.entity)
    group = view.text(each.entity, "group", asks.language) if each.schema == "Harm" else ""
    label = group or view.ontology.get(each.schema).label(asks.language)
    return format_html('<a href="{}">{}</a>', entity_address(asks, each.entity), label)


def _from_to(asks: Asked, entity: str) -> SafeString:
    sender, recipient = asks.view.refs(entity, "sender"), asks.view.refs(entity, "recipient")
    if not (sender and recipient):
        return links_to(asks, sender or recipient)
    said = pgettext("who wrote or called, and to whom", "%(sender)s to %(recipient)s")
    marked = said.replace("%(sender)s", "{0}").replace("%(recipient)s", "{1}")
    return format_html(marked, links_to(asks, sender), links_to(asks, recipient))
