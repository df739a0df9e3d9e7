"""Commands that ask the rooms of conduct, tests of law and follow-up: conduct, patterns, assess, gaps, overdue."""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from answerable.cli.asking import as_json, language, print_json, reading, set_up, view_for
from answerable.kernel.errors import NotAllowedError
from answerable.kernel.times import parse_day

if TYPE_CHECKING:
    from answerable.assess.answers import Matrix
    from answerable.conduct.answers import Account, IncidentUnder, Item, PatternAnswer, When
    from answerable.record.view import View, ViewSpec

MOST_SOURCES = 3


def _sources(view: "View", claims: tuple[str, ...]) -> str:
    """Return the keys of the sources of some claims, the first few."""
    keys = list(dict.fromkeys(view.claim(name).source for name in claims if view.has_claim(name)))
    return ", ".join(keys[:MOST_SOURCES]) + (
        f" and {len(keys) - MOST_SOURCES} more" if len(keys) > MOST_SOURCES else ""
    )


def _days(when: "When") -> str:
    if when.first is None and when.last is None:
        return "no date"
    if when.first == when.last:
        return str(when.first)
    return f"{when.first or 'up'} to {when.last or 'open'}"


def _for_the_team(spec: "ViewSpec", what: str) -> None:
    """Refuse to give the public what is the team's own about named people."""
    if spec.audience.name == "public":
        raise NotAllowedError(
            f"{what} about named people are the team's own and are not public.",
            remedy="Ask without '--audience public'. What may be public stands on the pages as a finding.",
        )


@click.command()
@click.argument("dossier")
@click.argument("person")
@as_json
@reading
def conduct(dossier: str, person: str, spec: "ViewSpec", *, is_json: bool) -> None:
    """Print what an official was told, said, ordered, did and left undone, against the incidents under command.

    Example:

    \b
        answerable conduct peru-2022 person:gomez-de-la-torre
    """
    set_up()
    from answerable.conduct.accounts import account_of

    view = view_for(dossier, spec)
    account = account_of(view, person)
    if is_json:
        print_json(asdict(account))
        return
    _print_account(view, account)


def _print_account(view: "View", account: "Account") -> None:
    from answerable.conduct.answers import LANES
    from answerable.conduct.wording import say

    lang = language()
    click.echo(f"{view.caption(account.person, lang) or account.person}\n\nPosts held")
    for tenure in account.tenures:
        ends = f"{tenure.first_day or 'not known'} to {tenure.last_day or 'not known'}"
        click.echo(f"  {ends}  {view.caption(tenure.post, lang)}  [{_sources(view, tenure.claims)}]")
    click.echo("\nIncidents under a post of the person, or in which a source names the person")
    for incident in account.incidents:
        click.echo(f"  {_incident(view, incident, lang)}")
    for lane in LANES:
        items = account.lane(lane)
        click.echo(f"\n{lane.capitalize()}: {len(items) or 'nothing on record'}")
        for item in items:
            click.echo(f"  {_item(view, item, lang)}")
    if account.of_units:
        click.echo("\nNames a unit or post that the person headed, not the person")
        for item in account.of_units:
            click.echo(f"  {_item(view, item, lang)}")
    if account.expected:
        click.echo("\nExpected from a duty to report, and not known to have happened")
        for expected in account.expected:
            click.echo(f"  {say(expected.why, view, lang)}")


def _incident(view: "View", incident: "IncidentUnder", lang: str) -> str:
    name = view.caption(incident.incident, lang)
    if not incident.ways:
        return f"{_days(incident.when)}  {name}: named there, not by a chain"
    way = incident.ways[0]
    weakest = way.weakest.word if way.weakest is not None else "its own unit"
    return f"{_days(incident.when)}  {name}: {incident.killed} killed on record; weakest link {weakest}"


def _item(view: "View", item: "Item", lang: str) -> str:
    said = view.caption(item.entity, lang) or item.entity
    marks = [word for word, is_so in (
        ("inferred", item.is_inferred), ("left out", item.is_left_out), ("under oath", item.is_under_oath),
        (f"{len(item.denials)} denial(s)", bool(item.denials)),
    ) if is_so]  # fmt: skip
    kind = f"{item.schema} {item.kind}".strip()
    return f"{_days(item.when)}  {kind}: {said}  [{_sources(view, item.claims)}]" + "".join(
        f" ({m})" for m in marks
    )


@click.command()
@click.argument("dossier")
@click.argument("person", required=False)
@as_json
@reading
def patterns(dossier: str, person: str | None, spec: "ViewSpec", *, is_json: bool) -> None:
    """Print which patterns of conduct are met, for one official or for all, and what speaks against each.

    A pattern is a question that the claims raise. It is no verdict.

    Examples:

    \b
        answerable patterns peru-2022
        answerable patterns peru-2022 person:otarola
    """
    set_up()
    _for_the_team(spec, "Patterns")
    from answerable.conduct.patterns import all_patterns, patterns_of

    view = view_for(dossier, spec)
    found = {view.require(person, "Person"): patterns_of(view, person)} if person else dict(all_patterns(view))
    if is_json:
        print_json({name: [asdict(each) for each in answers] for name, answers in found.items()})
        return
    for name, answers in found.items():
        met = [each for each in answers if each.is_met]
        if met or person:
            click.echo(f"\n{view.caption(name, language()) or name}")
        for each in answers if person else met:
            _print_pattern(view, each, whole=bool(person))


def _print_pattern(view: "View", answer: "PatternAnswer", *, whole: bool) -> None:
    from answerable.conduct.patterns import PATTERNS
    from answerable.conduct.wording import say

    lang = language()
    state = "met" if answer.is_met else "not met"
    click.echo(f"  {PATTERNS[answer.code].title(lang)}: {state}{', inferred' if answer.is_inferred else ''}")
    for instance in answer.instances if whole else answer.instances[:1]:
        click.echo(f"    {say(instance.why, view, lang)}  [{_sources(view, instance.claims)}]")
    if not whole and len(answer.instances) > 1:
        click.echo(f"    and {len(answer.instances) - 1} more times")
    for against in answer.against if whole else ():
        click.echo(f"    Against: {say(against.why, view, lang)}  [{_sources(view, against.claims)}]")


def _today(day: str | None, view: "View") -> date:
    """Return the day to count to: the one asked for, that of the view, or today where the dossier is."""
    from datetime import datetime

    if day:
        return parse_day(day)
    return view.spec.published_by or view.spec.recorded_by or datetime.now(view.dossier.zone).date()


def _plain(rows: Any) -> Any:
    return [asdict(row) for row in rows]


@click.command()
@click.argument("dossier")
@click.argument("subject")
@click.option(
    "--framework", "names", multiple=True, metavar="ID", help="Which test; may be repeated. Default: all."
)
@click.option("--incident", metavar="ID", help="Confine the question to one incident.")
@as_json
@reading
def assess(
    dossier: str, subject: str, names: tuple[str, ...], incident: str | None, spec: "ViewSpec", *, is_json: bool
) -> None:
    """Print which elements of a legal test the claims speak for, against or leave open. It concludes nothing.

    SUBJECT is a person, an incident or a proceeding; each test says what it can be held against.

    Examples:

    \b
        answerable assess peru-2022 person:otarola --framework rome-28b --incident incident:ayacucho-2022-12-15
        answerable assess peru-2022 incident:juliaca-2023-01-09 --framework use-of-force
    """
    set_up()
    from answerable.assess.gaps import kind_of
    from answerable.assess.loading import frameworks
    from answerable.assess.matrix import matrix_of

    view = view_for(dossier, spec)
    kind = kind_of(view, view.require(subject))
    if kind == "person":
        _for_the_team(spec, "Assessments")
    chosen = names or tuple(each.id for each in frameworks() if kind in each.about)
    matrices = [matrix_of(view, name, subject, incident) for name in chosen]
    if is_json:
        print_json(_plain(matrices))
        return
    for matrix in matrices:
        _print_matrix(view, matrix)


def _print_matrix(view: "View", matrix: "Matrix") -> None:
    lang = language()
    about = view.caption(matrix.subject, lang) or matrix.subject
    place = (
        f", {view.caption(matrix.incident, lang)}" if matrix.incident and matrix.incident != matrix.subject else ""
    )
    click.echo(f"\n{matrix.framework.titles[lang]}: {about}{place}")
    for element in matrix.framework.elements:
        indent = "  " * (matrix.framework.depth(element.code) + 1)
        cell = matrix.cell(element.code)
        if cell is None:
            click.echo(f"{indent}{element.code} ({element.logic} of {len(element.parts)}) {element.short[lang]}")
            continue
        sides = f"for {len(cell.supports)}, against {len(cell.against)}, either {len(cell.either)}"
        mark = "" if element.mark == "text" else "; to be checked by a lawyer"
        weakest = f"; weakest link {cell.weakest.word}" if cell.weakest is not None else ""
        click.echo(f"{indent}{element.code} {element.question[lang]}")
        click.echo(f"{indent}    {cell.state}; {sides}{weakest}{mark}  [{_sources(view, cell.claims)}]")
        for stated in cell.assessed:
            click.echo(f"{indent}    {stated.analyst}: {stated.state}, by {stated.standard}")


@click.command()
@click.argument("dossier")
@click.argument("subject", required=False)
@click.option("--incident", metavar="ID", help="Confine the questions to one incident.")
@click.option("--most", default=40, show_default=True, help="How many to print.")
@as_json
@reading
def gaps(
    dossier: str, subject: str | None, incident: str | None, most: int, spec: "ViewSpec", *, is_json: bool
) -> None:
    """Print what to investigate next: the questions of legal tests on which nothing, or little, is on record.

    Examples:

    \b
        answerable gaps peru-2022
        answerable gaps peru-2022 incident:juliaca-2023-01-09
    """
    set_up()
    _for_the_team(spec, "Questions to investigate")
    from answerable.assess.gaps import gaps_of
    from answerable.assess.wording import say

    view = view_for(dossier, spec)
    found = gaps_of(view, subject, incident=incident)
    if is_json:
        print_json(_plain(found))
        return
    lang = language()
    for question in found[:most]:
        about = view.caption(question.subject, lang) or question.subject
        place = f", {view.caption(question.incident, lang)}" if question.incident else ""
        click.echo(f"{about}{place}: {question.question[lang]}")
        click.echo(f"    {say(question.why, view, lang)}")
        for words in question.seek:
            click.echo(f"    Look for: {words[lang]}")
    click.echo(f"\n{len(found)} questions." + (f" --most {len(found)} prints all." if len(found) > most else ""))


@click.command()
@click.argument("dossier")
@click.option("--day", metavar="DAY", help="Count to this day. Default: the view's, or today.")
@click.option("--calendar", type=click.Path(dir_okay=False), help="Write every deadline to this iCalendar file.")
@as_json
@reading
def overdue(dossier: str, day: str | None, calendar: str | None, spec: "ViewSpec", *, is_json: bool) -> None:
    """Print who was to answer by a day and has not: requests, demands, rights of reply; and what has no deadline.

    Examples:

    \b
        answerable overdue peru-2022
        answerable overdue peru-2022 --day 2024-07-18 --calendar deadlines.ics
    """
    set_up()
    from answerable.followup.calls import calls
    from answerable.followup.deadlines import overdue as late_on
    from answerable.followup.wording import say

    view = view_for(dossier, spec)
    at, lang = _today(day, view), language()
    late, open_calls = late_on(view, at), [each for each in calls(view, at) if each.is_open]
    if calendar:
        _write_calendar(view, at, calendar)
    if is_json:
        print_json({"day": at, "overdue": _plain(late), "open_calls": _plain(open_calls)})
        return
    click.echo(f"Overdue on {at}: {len(late)}")
    for each in late:
        click.echo(f"  {each.days_late} days: {say(each.why, view, lang)}  [{_sources(view, each.claims)}]")
    click.echo(f"Demands without an answer on record, with or without a deadline: {len(open_calls)}")
    for call in open_calls:
        click.echo(f"  {view.caption(call.entity, lang)}")
        click.echo(f"      {say(call.why, view, lang)}  [{_sources(view, call.claims)}]")


def _write_calendar(view: "View", day: date, path: str) -> None:
    from pathlib import Path

    from answerable.followup.calendar import calendar
    from answerable.followup.deadlines import deadlines

    Path(path).write_text(calendar(view, deadlines(view, day), language()), encoding="utf-8", newline="")
    click.echo(f"Wrote {path}.", err=True)
