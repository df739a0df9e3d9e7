"""What a publication says in each language, as it would leave now: HTML, every value with its claims and sentence.

The one place where the life of a publication meets the rendering of drafts. The same text on another day's view
gives other values; comparing the two tells what has become untrue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from answerable.kernel.hashing import canonical_json, sha256_hex
from answerable.publish.draft_languages import lint_together
from answerable.publish.drafts import Draft, read_draft
from answerable.publish.gate import let_out
from answerable.publish.kinds.drafted import document_of
from answerable.publish.problems import Problem, in_order
from answerable.record.view import View


@dataclass(frozen=True, slots=True)
class Use:
    """One reference in a text and what stands for it: `reference` as written, `sentence` with the values in it."""

    reference: str
    value: str
    claims: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What would leave in one language. `problems`: why it may not yet."""

    language: str
    title: str
    html: str
    uses: tuple[Use, ...]
    problems: tuple[Problem, ...]


def file_name(slug: str, language: str) -> str:
    """Return the name of a text's file, which problems name."""
    return f"{slug}.{language}.md"


def outgoing(view: View, slug: str, texts: Mapping[str, str]) -> tuple[Outgoing, ...]:
    """Return what a publication says on a public view, in every language that it has a text in, by code.

    Raises:
        ActRefusedError: the view was not made for the public.
    """
    open_view = let_out(view)
    drafts = {code: read_draft(text, file_name(slug, code)) for code, text in sorted(texts.items())}
    between = lint_together(list(drafts.values()))
    return tuple(
        _said(open_view, code, draft, [one for one in between if one.file == draft.file], tuple(drafts))
        for code, draft in drafts.items()
    )


def said_digest(outgoings: Iterable[Outgoing]) -> str:
    """Return one hash of everything that is said, in every language."""
    return sha256_hex(canonical_json({one.language: [one.title, one.html] for one in outgoings}))


def _said(
    view: View, language: str, draft: Draft, between: Iterable[Problem], others: tuple[str, ...]
) -> Outgoing:
    made = document_of(view, draft, also_in=others)
    uses = tuple(Use(one.reference, one.text, one.claims, one.sentence) for one in made.used)
    return Outgoing(language, made.title, made.html, uses, in_order([*made.problems, *between]))
