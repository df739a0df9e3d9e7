"""Who was in command above the units tied to an incident: one page a day on which something changes."""

from collections.abc import Sequence
from datetime import date

from answerable.command.answers import Chain, Holder, IncidentChains, IncidentUnit, Link, Rung, Tenure
from answerable.command.incidents import chains_of_incident
from answerable.command.lines_of_command import Level, levels_of, lines_of
from answerable.kernel.standing import Status
from answerable.publish.site.addresses import chain_page, page_of, way
from answerable.publish.site.edition import Edition
from answerable.publish.site.frame import Leaf, part, section_above
from answerable.publish.site.markup import NOTHING, Markup, element, entries, escaped, joined, link, table
from answerable.record.claims import ReadableClaim
from answerable.record.view import View


def days_shown(found: IncidentChains) -> tuple[date, ...]:
    """Return the first day of an incident and each later one on which some chain changes."""
    changed = {one.day for one in found.changes if one.changes}
    return tuple(day for at, day in enumerate(found.days) if at == 0 or day in changed)


def chains_of(view: View, incident: str) -> IncidentChains:
    """Return the chains above every unit tied to an incident."""
    return chains_of_incident(view, incident)


def command_leaves(edition: Edition, found: IncidentChains) -> list[Leaf]:
    """Return the pages of one incident's chains: the first day's, and one for each day of change."""
    days = days_shown(found)
    if not days:
        return [_leaf(edition, found, (), None)]
    return [_leaf(edition, found, days, day) for day in days]


def path_on(edition: Edition, incident: str, days: Sequence[date], day: date | None) -> str:
    """Return the path of the page for a day: the first day's has none in it."""
    is_later = day is not None and day != days[0]
    return chain_page(edition.language, incident, day.isoformat() if is_later and day else "")


def _leaf(edition: Edition, found: IncidentChains, days: Sequence[date], day: date | None) -> Leaf:
    t, here = edition.t, path_on(edition, found.incident, days, day)
    name = edition.name(found.incident)
    chains = [chain for unit in found.units for chain in unit.chains if chain.day == day]
    lines = lines_of(chains)
    levels = levels_of(lines)
    titled = t("chain-on", day=edition.day(day)) if day else t("chain")
    body = joined((
        element("p", t("chain-caution"), class_="meta"),
        _tabs(edition, here, found.incident, days, day),
        element("p", edition.say(found.why), class_="small soft") if not found.is_certain else NOTHING,
        part(titled, _tree(edition, here, levels), "chain"),
        part(t("chain-table"), _table(edition, here, levels), "table"),
        _endings(edition, chains),
        part(t("changes"), _changes(edition, found), "changes"),
        part(t("why-here"), entries(_tied(edition, here, unit) for unit in found.units), "why"),
        part(t("denied-here"), edition.denied(here, _denials(edition, chains, found)), "denied"),
    ))  # fmt: skip
    if not found.units:
        body = Markup(f'<div class="empty"><p><strong>{escaped(t("no-unit-tied"))}</strong></p></div>')
    above = (*section_above(edition, "incidents"), (name, page_of(edition.language, "Incident", found.incident)))
    title = t("command-title", name=name) if not day or day == days[0] else t(
        "command-title-on", name=name, day=edition.day(day)
    )  # fmt: skip
    data = {"@type": "WebPage", "name": title, "about": {"@type": "Event", "name": name}}
    return Leaf(here, title, body, "incidents", above, data, _lead(edition, found, chains, day))


def _lead(edition: Edition, found: IncidentChains, chains: Sequence[Chain], day: date | None) -> Markup:
    t = edition.t
    units = t("units-tied", count=len(found.units))
    if day is None or not found.units:
        return element("p", units, class_="lead")
    lines = lines_of(chains)
    links = [each for above in lines.above.values() for several in above.values() for each in several]
    sure = sum(each.standing.status is Status.EVIDENCED for each in links)
    dark = sum(not rung.holders for rung in lines.rungs.values())
    said = t("chain-lead", day=edition.day(day), sure=sure, links=len(links), dark=dark, levels=len(lines.rungs))
    return element("p", f"{units} {said}", class_="lead")


def _tabs(edition: Edition, here: str, incident: str, days: Sequence[date], day: date | None) -> Markup:
    if len(days) < 2:
        return NOTHING
    items = []
    for each in days:
        mark = ' aria-current="page"' if each == day else ""
        path = way(here, path_on(edition, incident, days, each))
        items.append(f'<li><a href="{path}"{mark}>{escaped(edition.day(each))}</a></li>')
    return Markup(f'<ul class="tabs">{"".join(items)}</ul>')


# the tree


def _tree(edition: Edition, here: str, levels: Sequence[Level]) -> Markup:
    if not levels:
        return NOTHING
    return Markup(f'<ol class="chain">{"".join(_level(edition, here, level) for level in levels)}</ol>')


def _level(edition: Edition, here: str, level: Level) -> str:
    rung = level.rung
    strongest = min((each.standing.status for each in level.links), default=None)
    css = f' class="{strongest.word}"' if strongest is not None else ""
    state = "" if rung.holders else " vacant" if rung.state == "vacant" else " gap"
    below = "".join(_level(edition, here, each) for each in level.below)
    return (
        f'<li{css}><div class="rung{state}">{_rung(edition, here, level)}</div>'
        f"{f'<ol>{below}</ol>' if below else ''}</li>"
    )


def _rung(edition: Edition, here: str, level: Level) -> Markup:
    rung = level.rung
    links = [*(_link(edition, here, each) for each in level.links),
             *(_link(edition, here, each, is_direct=True) for each in level.also)]  # fmt: skip
    post = edition.name(rung.post) if rung.post else edition.name(rung.unit)
    unit = edition.name(rung.unit)
    unit_part = "" if unit in post else f' <span class="meta">{escaped(unit)}</span>'
    head = Markup(f'<p><span class="post">{escaped(post)}</span>{unit_part}</p>')
    if level.is_repeat:
        return joined((*links, head, element("p", edition.t("shown-above"), class_="meta")))
    shown = (*rung.holders, *(rung.vacancies if rung.state == "conflict" else ()))
    why = NOTHING if rung.state == "held" and len(rung.holders) == 1 else edition.say(rung.why)
    return joined((
        *links,
        head,
        *(_holder(edition, here, holder) for holder in shown),
        element("p", empty_words(edition, rung), class_="holder") if not shown else NOTHING,
        element("p", why, class_="small soft") if why else NOTHING,
        _otherwise(edition, here, rung),
    ))  # fmt: skip


def _link(edition: Edition, here: str, one: Link, *, is_direct: bool = False) -> Markup:
    direct = f" · {edition.t('also-directly')}" if is_direct else ""
    status = one.standing.status.word
    return Markup(
        f'<p class="small"><span class="chip {status}">{escaped(edition.t(f"status-of-link-{status}"))}</span>'
        f'{escaped(direct)} · {escaped(edition.t(f"class-{one.klass}"))} <span class="where soft">'
        f"{edition.claim_cites(here, one.claims)}</span>{_denied(edition, here, one.denials)}</p>"
    )


def _holder(edition: Edition, here: str, holder: Holder) -> Markup:
    person = edition.link(here, holder.person) if holder.person else escaped(edition.t("post-vacant"))
    kind = edition.choice("Appointment", "kind", holder.kind) if holder.kind not in ("", "substantive") else ""
    tag = f' <span class="tag">{escaped(kind)}</span>' if kind else ""
    rank = edition.view.text(holder.appointment, "rank", edition.language)
    status = holder.standing.status.word
    return Markup(
        f'<p><span class="holder">{person}</span>{tag}{f", {escaped(rank)}" if rank else ""} '
        f'<span class="meta">{escaped(since(edition, holder))}</span></p>'
        f'<p class="small"><span class="chip {status}">'
        f'{escaped(edition.t(f"status-of-link-{status}"))}</span> <span class="where soft">'
        f"{edition.claim_cites(here, holder.claims)}</span>{_denied(edition, here, holder.denials)}</p>"
    )


def _denied(edition: Edition, here: str, denials: Sequence[str]) -> Markup:
    found = edition.denied(here, [edition.view.claim(each) for each in denials if edition.view.has_claim(each)])
    return Markup(f" {found}") if found else NOTHING


def since(edition: Edition, holder: Holder | Tenure) -> str:
    """Return from when to when an appointment is cited; which ends are real and which only mentions."""
    t = edition.t
    first, last = holder.first_day, holder.last_day
    if first is None and last is None:
        return t("on-unknown-days")
    if first is None or last is None:
        form = "tenure-since" if first else "tenure-until"
        return t(form, day=edition.day(first or last or date.min))
    words = {
        "first": edition.day(first),
        "last": edition.day(last),
    }
    ends = ("start" if holder.is_start else "mention") + ("-end" if holder.is_end else "-mention")
    if first == last and ends == "mention-mention":
        return t("tenure-once", **words)
    return t(f"tenure-{ends}", **words)


def empty_words(edition: Edition, rung: Rung) -> str:
    """Return what stands where a holder would."""
    if rung.state == "placeholder":
        return edition.t("level-unidentified")
    if rung.state == "vacant":
        return edition.t("post-vacant")
    return edition.t("holder-unknown") if rung.post else edition.t("post-unknown")


def _otherwise(edition: Edition, here: str, rung: Rung) -> Markup:
    people = [
        joined((edition.link(here, one.person), since(edition, one)), ", ") for one in rung.others if one.person
    ]
    if not people:
        return NOTHING
    return element("p", joined((edition.t("also-on-record"), joined(people, "; ")), ": "), class_="small")


# the table, endings, changes, ties


def _table(edition: Edition, here: str, levels: Sequence[Level]) -> Markup:
    t, rows = edition.t, []

    def walk(level: Level, above: str) -> None:
        rung = level.rung
        unit = edition.name(rung.unit)
        status = min((each.standing.status for each in level.links), default=None)
        link_word = t(f"status-of-link-{status.word}") if status is not None else ""
        holders = [
            joined((edition.link(here, one.person) if one.person else t("post-vacant"),
                    t(f"status-of-link-{one.standing.status.word}")), ", ")
            for one in rung.holders
        ]  # fmt: skip
        post = edition.name(rung.post) if rung.post else ""
        rows.append((unit, post, joined(holders, "; ") or empty_words(edition, rung), above, link_word))
        for each in level.below:
            walk(each, unit)

    for level in levels:
        walk(level, "")
    heads = (t("unit"), t("post"), t("held-by"), t("under"), t("link"))
    return table(t("chain-table"), heads, rows) if rows else NOTHING


def _endings(edition: Edition, chains: Sequence[Chain]) -> Markup:
    whys = (branch.why for chain in chains for branch in chain.branches if branch.ending != "head-of-state")
    said = dict.fromkeys(edition.say(why) for why in whys)
    return joined(element("p", each, class_="small soft") for each in said)


def _changes(edition: Edition, found: IncidentChains) -> Markup:
    items = []
    for one in found.changes:
        said = joined(element("p", edition.say(change.why)) for change in one.changes)
        when = f'<time datetime="{one.day.isoformat()}">{escaped(edition.day(one.day))}</time>'
        items.append(
            f'<li><span class="when">{when}</span><div><p>{escaped(edition.name(one.unit))}</p>{said}</div></li>'
        )
    return Markup(f'<ol class="hours">{"".join(items)}</ol>') if items else NOTHING


def _tied(edition: Edition, here: str, unit: IncidentUnit) -> Markup:
    view = edition.view
    ties = []
    for tie in unit.ties:
        cites = Markup(f'<span class="where small soft">{edition.claim_cites(here, tie.claims)}</span>')
        denied = edition.denied(here, [view.claim(each) for each in tie.denials])
        ties.append(element("p", joined((edition.say(tie.why), cites, denied), " ")))
    return joined((element("h3", edition.link(here, unit.unit)), *ties))


def _denials(edition: Edition, chains: Sequence[Chain], found: IncidentChains) -> list[ReadableClaim]:
    names = dict.fromkeys((*(each for chain in chains for each in chain.denials), *found.denials))
    return [edition.view.claim(each) for each in names if edition.view.has_claim(each)]


def incident_way(edition: Edition, here: str, incident: str) -> Markup:
    """Return the link to an incident's chain of command."""
    return link(way(here, chain_page(edition.language, incident)), edition.t("who-was-in-command"))
