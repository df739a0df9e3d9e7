"""The incidents under a person's posts as rows: by which post, above which unit, how sure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from answerable.conduct.answers import IncidentUnder, Way
from answerable.web.asking import Asked
from answerable.web.pages.behind import claims_behind
from answerable.web.pages.citations import cited_at, link_to
from answerable.web.pages.command_words import status_word
from answerable.web.pages.rows_account import when_words
from answerable.web.pages.rows_events import kind_words, telling
from answerable.web.templatetags.answerable import address_of

MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way in which an incident lay under a post: which post, which unit, how far, how sure, and the claims."""

    post: SafeString
    unit: SafeString
    steps: str
    status: str
    status_word: str
    mark: SafeString


@dataclass(frozen=True, slots=True)
class UnderRow:
    """An incident under a person's posts, or in which a source gives them a part. `ways`: the strongest first."""

    incident: SafeString
    day: str
    killed: int
    href: str
    ways: tuple[WayRow, ...]
    own_parts: tuple[SafeString, ...]
    more_ways: int


def under_rows(asks: Asked, incidents: Iterable[IncidentUnder]) -> list[UnderRow]:
    """Return the rows of incidents in the chain of which a person's posts stood."""
    return [
        UnderRow(
            link_to(asks, one.incident),
            when_words(one.when),
            one.killed,
            address_of(asks, "incident_chain", one.incident, day=one.when.first),
            tuple(_way_row(asks, way) for way in one.ways[:MOST_WAYS]),
            tuple(_own_part(asks, part) for part in one.own_parts),
            max(0, len(one.ways) - MOST_WAYS),
        )
        for one in incidents
    ]


def _way_row(asks: Asked, way: Way) -> WayRow:
    steps = (
        pgettext("levels between a post and a unit", "the unit itself")
        if way.hops == 0
        else ngettext("%(n)s level below the post", "%(n)s levels below the post", way.hops) % {"n": way.hops}
    )
    status = way.standing
    mark = claims_behind(asks, way.claims, way.denials)
    post, ground = link_to(asks, way.post), link_to(asks, way.ground)
    return WayRow(post, ground, steps, status.word, status_word(status), mark)


def _own_part(asks: Asked, part: str) -> SafeString:
    """Return what a source says that the person did there, with its source."""
    view = asks.view
    claims = [claim for claim in view.claims_about(part) if claim.is_counted]
    schema = view.schema_of(part)
    told = telling(asks, schema, claims)
    words = told[1] if told else SafeString("")
    cited = cited_at(asks, told[0] if told else claims[0]) if claims else SafeString("")
    denials = [claim for claim in view.claims_about(part) if claim.stance == "denies"]
    denied = format_html_join("", "; {} {}", ((gettext("denied"), cited_at(asks, one)) for one in denials))
    kind = kind_words(asks, part, schema)
    return format_html('{}. {} <span class="meta">{}{}</span>', kind, words, cited, denied)
