"""The calls that the asks of a handed-over issue stand for, where the dossier has none of them.

A section follows up an ask as a call of its own dossier. Where it does not hold the first dossier's call, the file
itself is the source that says who demands what; whatever an authority answers is then recorded on that call.
"""

from collections.abc import Sequence

from django.utils.translation import gettext

from answerable.actions.hand_over_format import Package, PackedAsk
from answerable.actions.numbers import number_text
from answerable.kernel.hashing import content_id
from answerable.publish.checks import public_view
from answerable.record.actors import Actor
from answerable.record.changes import add_sources, find_dossier, record_claims
from answerable.record.drafts import ClaimDraft, SourceDraft

GRADE = 1
"""That a section demands something is certain when its own file says so."""


def asks_here(actor: Actor, dossier_id: str, package: Package) -> list[str]:
    """Return the calls of a dossier for the asks of a package, in order; those that are not there are recorded."""
    dossier, view = find_dossier(dossier_id), public_view(dossier_id)
    missing = [ask for ask in package.asks if not view.has(ask.call)]
    if missing:
        source = _source(package)
        add_sources(actor=actor, dossier=dossier, drafts=[source])
        drafts = [_section(package, source), *(_call(package, source, ask, dossier.languages) for ask in missing)]
        record_claims(actor=actor, dossier=dossier, drafts=drafts)
    return [ask.call for ask in package.asks]


def _source(package: Package) -> SourceDraft:
    title = gettext("Urgent action %(number)s, as handed over") % {"number": number_text(package.number)}
    return SourceDraft(
        key=f"handed-over-{package.digest[:12]}", kind="document", title=title, publisher=package.section,
        created=package.written_on.isoformat(), obtained=package.written_on.isoformat(), sha256=package.digest,
        note=gettext("The hash is the one that the file bears for its content."),
    )  # fmt: skip


def _entity(package: Package) -> str:
    return f"organization:section-{content_id({'section': package.section})[:12]}"


def _section(package: Package, source: SourceDraft) -> ClaimDraft:
    return ClaimDraft(_entity(package), "Organization", {"name": (package.section,)}, source.key, grade=GRADE)


def _call(package: Package, source: SourceDraft, ask: PackedAsk, languages: Sequence[str]) -> ClaimDraft:
    plain = next((code for code in (*languages, "en") if code in ask.words), next(iter(ask.words), ""))
    demands = {
        ("demand" if code == plain else f"demand@{code}"): (words,) for code, words in sorted(ask.words.items())
    }
    return ClaimDraft(ask.call, "Call", {"by": (_entity(package),)} | demands, source.key, grade=GRADE)
