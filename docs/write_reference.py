"""Writes docs/reference from the code, so that it says what the program does: `make docs`.

`pages` returns the text of every page; a test holds the files to it. Words that no code carries, such as what a
setting is for or what a term means, stand in the YAML files of docs/words.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import yaml
from reading_code import (
    SOURCE,
    every_command,
    every_error,
    every_path,
    every_route,
    first_sentence,
    help_parts,
)

DOCS = Path(__file__).parent
WRITTEN = "This page is written by `make docs` from {origin}; change it there."


def words(name: str) -> Any:
    """Return what a YAML file of docs/words holds."""
    return yaml.safe_load((DOCS / "words" / f"{name}.yaml").read_text(encoding="utf-8"))


def cell(text: object) -> str:
    """Return `text` as one cell of a Markdown table."""
    plain = " ".join(str(text).split()).replace("|", "\\|")
    return plain if plain.startswith("`") else plain.replace("<", "&lt;")


def code(text: object) -> str:
    """Return `text` set as code, or nothing for nothing."""
    return f"`{text}`" if str(text) else ""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(' --- ' for _ in head)}|"
    for row in rows:
        yield f"| {' | '.join(cell(one) for one in row)} |"
    yield ""


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, each in one line with an empty one after it."""
    for part in text.split("\n\n"):
        if part.strip():
            yield from (" ".join(part.split()), "")


def introduction(page: str) -> Iterator[str]:
    """Yield what stands at the head of a page."""
    yield from paragraphs(words("introductions")[page])


# commands


def commands() -> Iterator[str]:
    """Yield the page of commands."""
    from answerable.cli.program import program

    yield from ("# Commands", "", WRITTEN.format(origin="the commands themselves"), "")
    yield from introduction("commands")
    yield from table(("Option", "What for"), _options(program))
    for name, command in every_command().items():
        said, examples = help_parts(command)
        yield from (f"## {name}", "", *paragraphs(said), "```sh", *examples, "```", "")
        usage = " ".join(command.collect_usage_pieces(click.Context(command)))
        yield from (f"`answerable {name} {usage}`", "")
        rows = list(_options(command))
        if rows:
            yield from table(("Option", "What for"), rows)


def _options(command: click.Command) -> Iterator[tuple[str, str]]:
    for item in command.params:
        if isinstance(item, click.Option):
            record = item.get_help_record(click.Context(command, show_default=False))
            if record:
                yield code(record[0].replace("INTEGER RANGE", "NUMBER")), record[1]


# routes


def routes() -> Iterator[str]:
    """Yield the page of addresses."""
    yield from ("# Addresses", "", WRITTEN.format(origin="the address tables of the site"), "")
    yield from introduction("routes")
    yield from table(
        ("Address", "Name", "What it answers"),
        ((code(address), code(name), said) for address, name, said in every_route()),
    )


# entity types


def entity_types() -> Iterator[str]:
    """Yield the page of what can be claimed."""
    from answerable.ontology.loading import load_ontology

    ours = load_ontology().ours()
    yield from (
        "# Entity types",
        "",
        WRITTEN.format(origin="the YAML files of `src/answerable/ontology/schemata`"),
        "",
    )
    yield from introduction("entity-types")
    yield from table(
        ("Type", "English", "Spanish"),
        ((f"[{one.name}](#{one.name.lower()})", one.label("en"), one.label("es")) for one in ours),
    )
    for schema in ours:
        yield from _entity_type(schema)


def _entity_type(schema: Any) -> Iterator[str]:
    yield from (f"## {schema.name}", "", f"English *{schema.label('en')}*, Spanish *{schema.label('es')}*.", "")
    yield from paragraphs(schema.description("en"))
    extends = ", ".join(code(name) for name in schema.extends)
    edge = f" A link from `{schema.edge[0]}` to `{schema.edge[1]}`." if schema.edge else ""
    yield from (f"Extends {extends}.{edge}" if extends else "The root of the types.", "")
    rows = [
        (code(one.name), one.label("en"), one.label("es"), _kind(one), _marks(schema, one), one.help_in("en"))
        for one in schema.offered
    ]
    yield from table(("Property", "English", "Spanish", "Holds", "Marks", "What to write"), rows)
    for one in schema.offered:
        if one.enum:
            listed = ", ".join(f"`{each.code}` ({each.label('en')} · {each.label('es')})" for each in one.enum)
            yield from (f"- `{one.name}`: {listed}.",)
    if any(one.enum for one in schema.offered):
        yield ""
    offered = {one.name for one in schema.offered}
    leaving = {ours: theirs for ours, theirs in schema.export.properties.items() if ours in offered}
    pairs = ", ".join(f"`{ours}` as `{theirs}`" for ours, theirs in leaving.items())
    yield from (f"Leaves as `{schema.export.schema}`" + (f": {pairs}." if pairs else "."), "")


def _kind(one: Any) -> str:
    if one.is_entity:
        return f"a {one.range or 'Thing'}"
    return "one of a list" if one.enum else one.type


def _marks(schema: Any, one: Any) -> str:
    flags = {"required": one.name in schema.required, "single": one.single, "@": one.translatable}
    bounds = [f"from {one.minimum:g}"] if one.minimum is not None else []
    bounds += [f"to {one.maximum:g}"] if one.maximum is not None else []
    bounds += [f"as {one.example}"] if one.example else []
    return ", ".join([*(name for name, holds in flags.items() if holds), *bounds])


# errors


def errors() -> Iterator[str]:
    """Yield the page of errors."""
    from answerable.kernel.errors import UserError

    kinds = every_error()
    yield from ("# Errors", "", WRITTEN.format(origin="the classes of errors and the lists of refusals"), "")
    yield from introduction("errors")
    yield from ("## Errors that a reader can mend", "")
    yield from table(
        ("Code", "Status", "When"),
        ((code(one.code), one.http_status, first_sentence(one)) for one in kinds if issubclass(one, UserError)),
    )
    yield from ("Three more come from the API alone:", "")
    yield from table(("Code", "When"), ((code(name), said) for name, said in words("codes")["api"].items()))
    yield from ("## Broken trust", "")
    yield from introduction("broken-trust")
    yield from table(
        ("Code", "When"),
        ((code(one.code), first_sentence(one)) for one in kinds if not issubclass(one, UserError)),  # type: ignore[attr-defined]
    )
    yield from _refused_values()
    for title, key in (("Why a row of a package is refused", "rows"), ("What a check finds", "points")):
        yield from (f"## {title}", "")
        yield from table(("Code", "When"), ((code(name), said) for name, said in words("codes")[key].items()))


def _refused_values() -> Iterator[str]:
    said = yaml.safe_load((SOURCE / "ontology" / "refusals.yaml").read_text(encoding="utf-8"))
    yield from ("## Why a value is refused", "")
    yield from table(
        ("Code", "English", "Spanish"),
        (
            (code(name), *(f"{one[lang]['message']} {one[lang]['remedy']}" for lang in ("en", "es")))
            for name, one in said.items()
        ),
    )


# settings


def settings() -> Iterator[str]:
    """Yield the page of settings."""
    yield from (
        "# Settings",
        "",
        WRITTEN.format(origin="`docs/words/settings.yaml`, which a test holds to the code"),
        "",
    )
    yield from introduction("settings")
    rows = ((code(name), one["default"], one["for"]) for name, one in sorted(words("settings").items()))
    yield from table(("Name", "Default", "What for"), rows)


# the API


def api() -> Iterator[str]:
    """Yield the page of the API."""
    yield from ("# API", "", WRITTEN.format(origin="the description of the API"), "")
    yield from introduction("api")
    for path, methods in every_path().items():
        for method, one in methods.items():
            yield from (f"## {method.upper()} {path}", "", *paragraphs(one.get("description", "")))
            rows = [
                (
                    code(item["name"]),
                    item["in"],
                    "yes" if item.get("required") else "",
                    item.get("description", ""),
                )
                for item in one.get("parameters", [])
            ]
            if rows:
                yield from table(("Parameter", "In", "Required", "What for"), rows)
            yield from (f"Answers: {', '.join(str(status) for status in one['responses'])}.", "")


# the exchange format and the words


def exchange_format() -> Iterator[str]:
    """Yield the page of the exchange format."""
    from answerable.interchange import package
    from answerable.record import drafts

    said = words("columns")
    yield from (
        "# Exchange format",
        "",
        WRITTEN.format(origin="the column lists of the code and `docs/words/columns.yaml`"),
        "",
    )
    yield from paragraphs(said["introduction"])
    tables = {
        "sources.csv": package.SOURCE_COLUMNS,
        "claims/<Type>.csv": (*package.BEFORE, "*properties*", *package.AFTER),
        "acts.csv": package.ACT_COLUMNS,
        "judgements.csv": package.JUDGEMENT_COLUMNS,
    }
    for name, columns in tables.items():
        yield from (f"## {code(name)}", "")
        yield from table(("Column", "Holds"), ((code(one), said[name.partition(".")[0]][one]) for one in columns))
    yield from ("## Closed lists", "")
    lists = {"kind of source": drafts.SOURCE_KINDS, "stance": drafts.STANCES, "status": drafts.STATUSES}
    for name, choices in lists.items():
        yield f"- {name}: {', '.join(code(one) for one in choices)}"
    yield from ("", "## Texts of dates", "")
    yield from table(("Text", "Means"), ((code(text), meaning) for text, meaning in said["dates"].items()))


def glossary() -> Iterator[str]:
    """Yield the glossary."""
    yield from ("# Glossary", "", WRITTEN.format(origin="`docs/words/glossary.yaml`"), "")
    yield from introduction("glossary")
    for title, rows in words("glossary").items():
        yield from (f"## {title}", "")
        yield from table(("Word", "Spanish", "Meaning"), ((f"**{word}**", es, said) for word, es, said in rows))


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands": commands,
    "routes": routes,
    "entity-types": entity_types,
    "errors": errors,
    "settings": settings,
    "api": api,
    "exchange-format": exchange_format,
    "glossary": glossary,
}


def page(name: str) -> str:
    """Return the text of one page."""
    return "\n".join(PAGES[name]()).rstrip() + "\n"


def main() -> None:
    """Write every page that can be written; says which cannot, and then ends with status 1."""
    amiss = 0
    for name in PAGES:
        try:
            text = page(name)
        except (ImportError, AttributeError) as error:
            print(f"not written: {name}: {error}", file=sys.stderr)  # noqa: T201
            amiss += 1
            continue
        (DOCS / "reference" / f"{name}.md").write_text(text, encoding="utf-8")
    sys.exit(1 if amiss else 0)


if __name__ == "__main__":
    main()
