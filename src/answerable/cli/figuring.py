"""Commands that print numbers as they are computed: figures."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from answerable.cli.asking import as_json, language, print_json, reading, set_up, view_for

if TYPE_CHECKING:
    from answerable.publish.figure_answers import Amount, FigureValue
    from answerable.record.view import View, ViewSpec

MARKS = {
    "parts-disagree": "the parts do not add up",
    "stated-over-documented": "stated above what is documented",
    "stated-under-documented": "stated below what is documented",
    "same-number-other-people": "the same number is given elsewhere for other people",
    "speakers-disagree": "those who state it differ",
}


@click.command(name="figures")
@click.argument("dossier")
@click.argument("figure", required=False)
@as_json
@reading
def figures(dossier: str, figure: str | None, spec: "ViewSpec", *, is_json: bool) -> None:
    """Print the figures of a dossier, or one of them with who states it, its records and its parts.

    Examples:

    \b
        answerable figures peru-2022
        answerable figures peru-2022 figure:killed --audience public
        answerable figures peru-2022 figure:killed-everyone --json
    """
    set_up()
    from answerable.publish.figures import figures as every_figure
    from answerable.publish.figures import value_of

    view = view_for(dossier, spec)
    if figure is not None:
        value = value_of(view, figure)
        print_json(_plain(view, value)) if is_json else _print_one(view, value)
        return
    values = [value_of(view, each) for each in every_figure(view)]
    if is_json:
        print_json([_plain(view, value) for value in values])
        return
    for value in values:
        click.echo(f"{_words(value.shown, value.operation):>16}  {_name(view, value)}{_marks(value)}")
    if not values:
        click.echo("No figure is defined in this view.")


def _plain(view: "View", value: "FigureValue") -> dict[str, Any]:
    return {
        **asdict(value),
        "name": _name(view, value),
        "definition": view.text(value.figure, "definition", language()),
        "bound": value.shown.bound,
    }


def _name(view: "View", value: "FigureValue") -> str:
    return f"{view.caption(value.figure, language())}  [{value.figure}]"


def _marks(value: "FigureValue") -> str:
    return "".join(f"\n{'':>18}≠ {MARKS.get(code, code)}" for code in value.conflicts)


def _words(amount: "Amount", operation: str = "") -> str:
    """Return an amount in a few signs: '50', '≥ 1200', '21 (21 to 27)', '22.2%'."""
    if amount.best is None:
        return "not known"
    sign = {"at-least": "≥ ", "at-most": "≤ "}.get(amount.bound, "")
    around = f" ({_digits(amount.low)} to {_digits(amount.high)})" if amount.bound == "range" else ""
    return f"{sign}{_digits(amount.best)}{'%' if operation == 'share' else ''}{around}"


def _digits(number: float | None) -> str:
    return "?" if number is None else str(round(number, 1)).removesuffix(".0")


def _print_one(view: "View", value: "FigureValue") -> None:
    click.echo(f"{_words(value.shown, value.operation)}  {_name(view, value)}{_marks(value)}")
    click.echo(f"\n{view.text(value.figure, 'definition', language())}")
    if value.stated:
        click.echo("\nStated")
        for one in value.stated:
            who = view.caption(one.speaker, language()) if one.speaker else view.source(one.source).publisher
            click.echo(f"  {_words(one.amount):>10}  {one.as_of or 'no day'}  {who}  [{one.tally}]")
    if value.documented is not None:
        click.echo(f"\nDocumented: {_words(value.documented)}")
        for record in value.records:
            click.echo(f"  {record:<44} {view.caption(record, language())}")
    if value.parts:
        click.echo(f"\nMade as a {value.operation} from")
        for part in value.parts:
            click.echo(f"  {_words(part.shown, part.operation):>10}  {_name(view, part)}")
    click.echo(f"\n{len(value.claims)} claims behind it, {len(value.denials)} denials.")
