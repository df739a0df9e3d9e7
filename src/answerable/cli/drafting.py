"""The command that makes documents from drafts: draft."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.asking import reading, set_up, view_for
from answerable.kernel.errors import FileRefusedError

if TYPE_CHECKING:
    from answerable.publish.drafts import Draft
    from answerable.publish.kinds.document import Document
    from answerable.record.view import View, ViewSpec

LARGEST_BYTES = 2 * 2**20


@click.command("draft")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE…", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--dossier", required=True, help="The dossier that every number, date and name comes from.")
@click.option("--as", "form", type=click.Choice(["html", "pdf", "docx"]), help="Make a document, not only check.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write; a folder for several. Default: beside each draft.",
)
@click.option(
    "--template", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A template of your own."
)
@click.option("--strict", is_flag=True, help="Let warnings stop it too.")
@reading
def draft(
    files: tuple[Path, ...], spec: "ViewSpec", *, dossier: str, form: str | None, out: Path | None,
    template: Path | None, strict: bool,
) -> None:  # fmt: skip
    """Check drafts against a dossier, and make documents from them.

    FILE… are the languages of one document, such as sheet.en.md and sheet.es.md. Each problem is printed as
    file:line:column; with any but a warning, nothing is written and the command ends with 1.

    Examples:

    \b
        answerable draft sheet.en.md sheet.es.md --dossier peru-2022
        answerable draft sheet.en.md --dossier peru-2022 --audience public --as pdf --out sheet.pdf
    """
    set_up()
    from answerable.publish.draft_languages import lint_together
    from answerable.publish.drafts import read_draft
    from answerable.publish.kinds.drafted import document_of
    from answerable.publish.typed_by_hand import typed_by_hand

    view = view_for(dossier, spec)
    drafts = [read_draft(_text(file), str(file)) for file in files]
    own, also = (_text(template) if template else ""), tuple(each.language for each in drafts)
    documents = [
        document_of(view, each, folder=file.parent, template=own, template_file=str(template or ""), also_in=also)
        for file, each in zip(files, drafts, strict=True)
    ]
    problems = [problem for document in documents for problem in document.problems]
    problems += lint_together(drafts)
    problems += [problem for each in drafts for problem in typed_by_hand(view, each)]
    for problem in problems:
        click.echo(f"{problem} [{problem.code}]", err=not problem.is_warning)
    if any(strict or not problem.is_warning for problem in problems):
        raise click.exceptions.Exit(1)
    for file, each, document in zip(files, drafts, documents, strict=True):
        _say(view, each, document)
        if form:
            _write(document, form, _target(file, form, out, several=len(files) > 1))


def _text(file: Path) -> str:
    if file.stat().st_size > LARGEST_BYTES:
        raise FileRefusedError("The draft is larger than 2 MB.", where=str(file), remedy="Cut it into parts.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FileRefusedError("The draft is not in UTF-8.", where=str(file), remedy="Save it as UTF-8.") from None


def _say(view: "View", each: "Draft", document: "Document") -> None:
    claims = {name for used in document.used for name in used.claims if view.has_claim(name)}
    click.echo(f"{each.file}: {len(document.used)} references, {len(claims)} claims.")


def _target(file: Path, form: str, out: Path | None, *, several: bool) -> Path | None:
    name = f"{file.name.removesuffix('.md')}.{form}"
    if out is None:
        return file.with_name(name)
    if str(out) == "-" and not several:
        return None
    if out.is_dir() or several:
        out.mkdir(parents=True, exist_ok=True)
        return out / name
    return out


def _write(document: "Document", form: str, target: Path | None) -> None:
    from answerable.publish.documents import as_docx, as_html, as_pdf

    make = {"pdf": as_pdf, "docx": as_docx}.get(form)
    if make:
        content = make(document.html, language=document.language, title=document.title)
    else:
        content = as_html(document.html, language=document.language, title=document.title).encode("utf-8")
    if target is None:
        sys.stdout.buffer.write(content)
        return
    target.write_bytes(content)
    click.echo(str(target))
