"""A post: who held it over time, and everything under it on a day."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from answerable.command import Subtree
from answerable.command.histories import commanders_of
from answerable.command.lines_of_command import Level
from answerable.command.subtrees import under_post
from answerable.command.wording import say
from answerable.record.view import View
from answerable.web.asking import Asked, asked
from answerable.web.pages.chain import ChangeRow, change_row
from answerable.web.pages.choice_of_day import day_asked, incident_bounds, usual_day
from answerable.web.pages.citations import link_to
from answerable.web.pages.command_words import choice_word
from answerable.web.pages.rows_rung import RungRow, rung_rows
from answerable.web.pages.rows_tenure import between_rows, draw_tenures, tenure_table, tenures_of_post
from answerable.web.templatetags.answerable import name_of


@dataclass(frozen=True, slots=True)
class Under:
    """Everything under a post on a day: the list from the post down, how many units, and what to know of it."""

    day: date
    rows: list[RungRow]
    units: int
    reports: list[ChangeRow]


def page(request: HttpRequest, dossier_id: str, entity: str) -> HttpResponse:
    """Show the holders of a post and what stood under it on the day asked."""
    asks = asked(request, dossier_id)
    view = asks.view
    post = view.require(entity, "Post")
    unit = view.ref(post, "unit")
    tenures = tenures_of_post(view, post)
    low, high = incident_time(view)
    day = day_asked(request) or usual_day(view)
    content = {
        "post": post,
        "name": name_of(asks, post),
        "unit": link_to(asks, unit) if unit else "",
        "function": choice_word(asks, "Post", "function", view.text(post, "function")),
        "rank": ", ".join(view.texts(post, "rankExpected")),
        "seats": view.text(post, "seats"),
        "tenures": tenure_table(asks, tenures),
        "picture": draw_tenures(
            asks, tenures, low, high, title=gettext("Who held the post, and when"), by_post=False
        )
        if low and high
        else "",
        "between": between_rows(asks, commanders_of(view, unit), post) if view.has(unit) else [],
        "day": day,
        "under": _under(asks, post, day) if day and view.has(unit) else None,
    }
    return render(request, "answerable/command/post.html", content)


def incident_time(view: View) -> tuple[date | None, date | None]:
    """Return the first and last day of the dossier's incidents."""
    bounds = incident_bounds(view)
    return (bounds[0][1], max(last for _, _, last in bounds)) if bounds else (None, None)


def _under(asks: Asked, post: str, day: date) -> Under:
    found = under_post(asks.view, post, day)
    reports = [change_row(asks, say(one.why, asks.view, asks.language), one.claims) for one in found.reports]
    return Under(day, rung_rows(asks, _trees(found)), len({node.unit for node in found.nodes}), reports)


def _trees(found: Subtree) -> tuple[Level, ...]:
    """Return the nodes of a subtree, each of which comes before all that is under it, as trees."""
    nodes = list(found.nodes)

    def level(place: int) -> Level:
        node = nodes[place]
        children = []
        for later in range(place + 1, len(nodes)):
            if nodes[later].depth <= node.depth:
                break
            if nodes[later].depth == node.depth + 1:
                children.append(level(later))
        return Level(node.rung, (node.link,), (), tuple(children), node.is_repeat)

    top = min((node.depth for node in nodes), default=0)
    return tuple(level(place) for place, node in enumerate(nodes) if node.depth == top)
