"""Chains of command in print: a list within a list from the top down, and the same as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from answerable.command import Branch, Chain, Holder, IncidentUnit, Rung, say
from answerable.kernel.standing import Status
from answerable.publish.person_parts import Setting, status_words
from answerable.publish.wording import day_words, word

WORDS = "kinds/view_made.yaml"


@dataclass(frozen=True, slots=True)
class Ladder:
    """One way up from a unit: its title, the nested list, and the rows of the table, the top first."""

    title: str
    nested: SafeString
    rows: tuple[dict[str, Any], ...]


def ladders_of(own: Setting, tied: IncidentUnit, told: set[tuple[str, str]]) -> Iterator[Ladder]:
    """Yield every way up from a unit that is tied to an incident, on the incident's first day.

    `told` holds the rungs that tables of this incident have set out, and is added to: none is set out twice.
    """
    chain = tied.chain
    for number, branch in enumerate(chain.branches if chain else (), 1):
        title = (
            _said(own, "chain-of", unit=own.named(tied.unit), day=day_words(chain.day, own.language))
            if chain
            else ""
        )
        if number > 1:
            title = f"{title} · {_said(own, 'another-way', n=number)}"
        rungs = tuple(reversed(branch.rungs))
        rows = tuple(_row(own, rung) for rung in rungs if _key(rung) not in told)
        told |= {_key(rung) for rung in rungs}
        yield Ladder(title, _nested(own, branch), rows)


def _key(rung: Rung) -> tuple[str, str]:
    return rung.unit, rung.link.superior if rung.link else ""


def reports_of(own: Setting, chain: Chain | None) -> list[SafeString]:
    """Return what a reader must know beside a chain, in sentences with their notes."""
    reports = chain.reports if chain else ()
    return [
        format_html("{}{}", say(report.why, own.view, own.language), own.notes.mark(report.claims))
        for report in reports
    ]


def _said(own: Setting, name: str, /, **values: object) -> str:
    return word(name, own.language, WORDS, **values)


def _nested(own: Setting, branch: Branch) -> SafeString:
    """Return a branch as lists within one another; each unit stands inside the one above it."""
    html = SafeString("")
    for step, rung in enumerate(branch.rungs):
        line = format_html(
            '<strong>{}</strong>{}: {} <span class="soft">({})</span>',
            own.named(rung.unit),
            f", {own.named(rung.post)}" if rung.post else "",
            _holders(own, rung),
            _sure(own, rung),
        )
        is_top = step == len(branch.rungs) - 1
        opening = SafeString('<ol class="ladder">' if is_top else "<ol>")
        html = format_html("{}<li>{}{}</li></ol>", opening, line, html)
    return html


def _holders(own: Setting, rung: Rung) -> str:
    if rung.post is None:
        return _said(own, "no-post")
    names = [_name(own, holder) for holder in rung.holders]
    if names:
        return "; ".join(names)
    return _said(own, "vacant" if rung.vacancies else "not-known")


def _name(own: Setting, holder: Holder) -> str:
    if holder.person is None:
        return _said(own, "vacant")
    rank = own.view.text(holder.appointment, "rank", own.language)
    return ", ".join(part for part in (own.named(holder.person), rank) if part)


def _sure(own: Setting, rung: Rung) -> str:
    status = min((holder.standing.status for holder in rung.holders), default=None)
    return status_words(own, status) if status is not None else _said(own, "not-known")


def _link(own: Setting, rung: Rung) -> str:
    if rung.link is None:
        return _said(own, "top")
    kind = "link-operational" if rung.link.klass == "operational" else "link-command"
    return _said(own, kind, status=status_words(own, Status(rung.link.standing.status)))


def _row(own: Setting, rung: Rung) -> dict[str, Any]:
    shown = rung.holders or rung.vacancies
    claims = [name for holder in shown for name in holder.claims] + list(rung.link.claims if rung.link else ())
    denials = [name for holder in shown for name in holder.denials] + list(rung.link.denials if rung.link else ())
    reasons = format_html_join(" ", "{}", ((say(holder.why, own.view, own.language),) for holder in shown[:1]))
    return {
        "unit": own.named(rung.unit),
        "post": own.named(rung.post) if rung.post else _said(own, "no-post"),
        "held": _holders(own, rung),
        "why": reasons,
        "sure": _sure(own, rung),
        "above": _link(own, rung),
        "notes": own.notes.mark(claims),
        "denials": own.notes.mark(denials),
    }
