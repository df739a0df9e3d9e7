"""Commands that ask a view and print the answer: show, chain, toll."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from answerable.cli.asking import as_json, language, print_json, reading, set_up, view_for
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.kernel.times import parse_day

if TYPE_CHECKING:
    from answerable.casualties.tolls import StatedCount
    from answerable.command.answers import Chain, Holder, IncidentChains, Rung
    from answerable.record.claims import ReadableClaim
    from answerable.record.view import View, ViewSpec


def _citation(view: "View", claim: "ReadableClaim") -> str:
    source = view.source(claim.source)
    dated = f", {source.published}" if source.published else ""
    place = f", {claim.locator}" if claim.locator else ""
    return f"{source.title or source.attribution} [{source.key}]{dated}{place}"


@click.command()
@click.argument("dossier", required=False)
@click.argument("what", required=False)
@as_json
@reading
def show(dossier: str | None, what: str | None, spec: "ViewSpec", *, is_json: bool) -> None:
    """Show the dossiers; what one holds; its sources; the entities of a type; or all that is claimed of one.

    WHAT is 'sources', the name of a type such as Incident, an entity id, or a claim id.

    Examples:

    \b
        answerable show
        answerable show peru-2022 Incident --audience public
        answerable show peru-2022 unit:ombudsman --as-of 2023-02-28
    """
    set_up()
    from answerable.record.reads import dossier_ids

    if dossier is None:
        names = dossier_ids()
        print_json(names) if is_json else click.echo("\n".join(names) or "No dossier yet: run 'answerable demo'.")
        return
    view = view_for(dossier, spec)
    if what is None:
        _show_counts(view, is_json=is_json)
    elif what == "sources":
        _show_sources(view, is_json=is_json)
    elif what in view.ontology.schemata:
        rows = [(entity, view.caption(entity, language())) for entity in view.entities(what)]
        print_json([{"id": name, "caption": caption} for name, caption in rows]) if is_json else click.echo(
            "\n".join(f"{name:<44} {caption}" for name, caption in rows) or "None in this view."
        )
    elif view.has_claim(what):
        _show_claims(view, [view.claim(what)], is_json=is_json)
    elif view.has(what):
        _show_claims(view, view.claims_about(what), is_json=is_json, title=view.caption(what, language()))
    else:
        raise NotFoundError(
            "Nothing by this name is in this view.", remedy="Try 'answerable show DOSSIER Person'."
        )


def _show_counts(view: "View", *, is_json: bool) -> None:
    counts = {kind: view.count_by_schema()[kind] for kind in sorted(view.count_by_schema())}
    if is_json:
        print_json(
            {"dossier": view.dossier.id, "claims": len(view), "left_out": view.left_out, "entities": counts}
        )
        return
    click.echo(f"{view.dossier.title(language())}: {len(view)} claims from {len(view.sources())} sources")
    if view.left_out:
        click.echo(f"{view.left_out} claims are left out by what you asked.")
    for kind, count in counts.items():
        click.echo(f"{count:>7}  {kind}")


def _show_sources(view: "View", *, is_json: bool) -> None:
    if is_json:
        print_json([asdict(source) for source in view.sources()])
        return
    for source in view.sources():
        count = len(view.claims_from(source.key))
        click.echo(f"{source.key:<12} {source.published or 'no date':<12} {count:>5} claims  {source.title}")


def _show_claims(
    view: "View", claims: "list[ReadableClaim] | tuple[ReadableClaim, ...]", *, is_json: bool, title: str = ""
) -> None:
    from answerable.kernel.times import time_texts

    if is_json:
        print_json([asdict(claim) for claim in claims])
        return
    if title:
        click.echo(f"{title}\n")
    for claim in claims:
        first, last = time_texts(claim.time, view.dossier.zone)
        said = "; ".join(f"{name}: {', '.join(values)}" for name, values in claim.properties.items())
        stance = " DENIES" if claim.stance == "denies" else ""
        click.echo(f"{claim.id}  {claim.schema}{stance}  grade {claim.grade}, {claim.status}")
        click.echo(f"  {said}")
        if first:
            click.echo(f"  when: {first}{' to ' + last if last else ''}")
        click.echo(f"  says: {_citation(view, claim)}\n")


@click.command()
@click.argument("dossier")
@click.argument("entity")
@click.option("--day", metavar="DAY", help="Needed for a unit or person; an incident brings its own days.")
@as_json
@reading
def chain(dossier: str, entity: str, day: str | None, spec: "ViewSpec", *, is_json: bool) -> None:
    """Print who was in command on a day, or at an incident, up to the top, and how sure that is.

    Examples:

    \b
        answerable chain peru-2022 unit:brigade-2 --day 2022-12-15
        answerable chain peru-2022 incident:ayacucho-2022-12-15 --audience public
    """
    set_up()
    view = view_for(dossier, spec)
    view.require(entity)
    schema = view.schema_of(entity)
    if view.ontology.is_a(schema, "Incident"):
        _print_incident(view, entity, is_json=is_json)
        return
    if day is None:
        raise ValueRefusedError("A chain is asked on a day.", remedy="Add --day 2022-12-15.")
    from answerable.command.chains import chain_of_person, chain_of_unit

    is_person = view.ontology.is_a(schema, "Person")
    found = (
        chain_of_person(view, entity, parse_day(day))
        if is_person
        else (chain_of_unit(view, entity, parse_day(day)),)
    )
    if is_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        _print_chain(view, each)
    if not found:
        click.echo("No source says that this person held a post on that day.")


def _print_incident(view: "View", incident: str, *, is_json: bool) -> None:
    from answerable.command.incidents import chains_of_incident
    from answerable.command.wording import say

    found: IncidentChains = chains_of_incident(view, incident)
    if is_json:
        print_json(asdict(found))
        return
    click.echo(f"{view.caption(incident, language())}\n")
    for unit in found.units:
        for tie in unit.ties:
            click.echo(f"  {say(tie.why, view, language())}")
        for each in unit.chains[:1]:
            _print_chain(view, each)
    for change in found.changes:
        for each_change in change.changes:
            click.echo(f"{change.day}: {say(each_change.why, view, language())}")


def _print_chain(view: "View", chain: "Chain") -> None:
    from answerable.command.wording import say

    lang = language()
    click.echo(f"{view.caption(chain.unit, lang)}, {chain.day}: {len(chain.branches)} branch(es)")
    for number, branch in enumerate(chain.branches, start=1):
        kind = "operational" if branch.is_operational else "organic"
        weakest = branch.weakest.word if branch.weakest is not None else "no link"
        click.echo(f"\nBranch {number}, {kind}; weakest link: {weakest}")
        for rung in reversed(branch.rungs):
            post = view.caption(rung.post, lang) if rung.post else view.caption(rung.unit, lang)
            click.echo(f"  {post}: {_holders(view, rung, lang)}")
            click.echo(f"      {say(rung.why, view, lang)}")
            if rung.link:
                click.echo(
                    f"      ↑ {rung.link.klass}, {rung.link.standing.status.word} ({len(rung.link.claims)} claims)"
                )
    for report in chain.reports:
        click.echo(f"  Note: {say(report.why, view, lang)}")
    click.echo("")


def _holders(view: "View", rung: "Rung", lang: str) -> str:
    if not rung.holders:
        return {"vacant": "vacant", "placeholder": "unknown level"}.get(rung.state, "not known")
    return "; ".join(_holder(view, holder, lang) for holder in rung.holders)


def _holder(view: "View", holder: "Holder", lang: str) -> str:
    name = (view.caption(holder.person, lang) or "name withheld") if holder.person else "vacant"
    rank = f", {holder.rank}" if holder.rank else ""
    kind, status = holder.kind or "kind not stated", holder.standing.status.word
    return f"{name}{rank} ({kind}, {status}, {len(holder.claims)} claims)"


@click.command()
@click.argument("dossier")
@as_json
@click.option("--what", default="killed", show_default=True, help="killed, injured, rounds-fired …")
@reading
def toll(dossier: str, what: str, spec: "ViewSpec", *, is_json: bool) -> None:
    """Print the counts as each speaker gave them over time, against the people on record.

    Example:

    \b
        answerable toll peru-2022 --audience public
    """
    set_up()
    from answerable.casualties.comparison import compare
    from answerable.casualties.tolls import series, stated_counts

    view = view_for(dossier, spec)
    lines, compared = series(stated_counts(view, what)), compare(view, what)
    if is_json:
        print_json({"series": [asdict(line) for line in lines], "compared": asdict(compared)})
        return
    for line in lines:
        speaker = view.caption(line.speaker, language()) or view.source(line.source).title
        click.echo(f"{speaker}: {line.definition or 'no definition given'}")
        for count in line.counts:
            day, claims = str(count.day or "no date"), len(count.claims)
            unsure = "  parts do not add up" if count.parts_disagree else ""
            click.echo(f"  {day:<12} {_number(count):<18} {claims} claim(s){unsure}")
    people = compared.documented
    click.echo(f"\nOn record, one by one: {people.one_by_one} people and {people.in_groups} in groups.")


def _number(count: "StatedCount") -> str:
    if count.value is not None:
        return str(count.value)
    if count.at_least is not None:
        return f"at least {count.at_least}"
    return f"at most {count.at_most}" if count.at_most is not None else count.words
