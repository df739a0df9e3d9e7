"""Claims as rows: what is said, who says it and where, how sure, and what is ruled."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from answerable.ontology.schema import LANGUAGE_MARK
from answerable.record.claims import ReadableClaim
from answerable.web.asking import Asked
from answerable.web.pages.citations import cited_at, place_in_source
from answerable.web.pages.shown_values import NOTHING, in_words, label_of, readable_names
from answerable.web.pages.words import grade_word, status_word, time_words
from answerable.web.templatetags.answerable import address_of, entity_address, name_of


@dataclass(frozen=True, slots=True)
class SaidValue:
    """One property that a claim fills."""

    label: str
    value: SafeString


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim, in words. `line` has all that it says under labels, but what its subject is called already."""

    id: str
    href: str
    about: str
    about_href: str
    said: tuple[SaidValue, ...]
    line: SafeString
    where: SafeString
    place_href: str
    grade: int
    grade_word: str
    status: str
    status_word: str
    is_denial: bool
    is_finding: bool
    is_out: bool
    when: str
    note: str
    attribution: str
    is_verified: bool
    recorded_at: str


def claim_row(asked: Asked, claim: ReadableClaim, *, only: str = "", is_cited: bool = True) -> ClaimRow:
    """Return a claim as a row.

    Args:
        asked: the reader's question.
        claim: one of its view.
        only: a property; what the claim says in it alone is shown.
        is_cited: name the source and the place in it; not needed on the source's own page.
    """
    names = readable_names(asked, claim)
    if only:
        names = [name for name in names if name.partition(LANGUAGE_MARK)[0] == only] or names
    about = name_of(asked, claim.about)
    said = tuple(SaidValue(label_of(asked, claim.schema, name), in_words(asked, claim, name)) for name in names)
    return ClaimRow(
        id=claim.id,
        href=address_of(asked, "claim", claim.id),
        about=about,
        about_href=entity_address(asked, claim.about),
        said=said,
        line=_line(said, about),
        where=cited_at(asked, claim, full=True) if is_cited else NOTHING,
        place_href=place_in_source(asked, claim) if is_cited else "",
        grade=claim.grade,
        grade_word=grade_word(claim.grade),
        status=claim.status,
        status_word=status_word(claim.status),
        is_denial=claim.stance != "asserts",
        is_finding=asked.view.source(claim.source).is_analysis,
        is_out=claim.status in ("conflict", "rejected"),
        when=time_words(claim.time),
        note=claim.note,
        attribution=claim.attribution,
        is_verified=bool(claim.verified_by),
        recorded_at=claim.recorded_at[:10],
    )


def _line(said: tuple[SaidValue, ...], about: str) -> SafeString:
    """Join what a claim says in one line; done here, for a template is slow where there are many."""
    parts = ((one.label, one.value) for one in said if one.value != about)
    return format_html_join(" · ", '<span class="soft">{}:</span> {}', parts)


def claim_rows(asked: Asked, claims: Iterable[ReadableClaim], *, only: str = "") -> tuple[ClaimRow, ...]:
    """Return claims as rows; see `claim_row`."""
    return tuple(claim_row(asked, claim, only=only) for claim in claims)
