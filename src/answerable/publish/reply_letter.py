"""The letter that puts allegations to the person they concern, in one language, as HTML for `documents`.

What was alleged is read from the team's view; who says it, when and where only from the public's. What the public
may not know shows as its attribution, and a letter that would name a secret all the same is not made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.translation import gettext

from answerable.kernel.errors import ActRefusedError
from answerable.kernel.standing import BEGINNING
from answerable.kernel.times import Blur
from answerable.publish.filling import filled
from answerable.publish.replies import PutReply, in_one_letter
from answerable.publish.unsaid import secrets_between
from answerable.publish.wording import (
    day_words,
    lines,
    locator_words,
    made_language,
    source_words,
    time_words,
    word,
)
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

WORDS = "letters/right_of_reply.yaml"
TEMPLATE = "letters/right_of_reply.html"
OPEN_REASONS = frozenset({"public-office", "court", "own"})
"""Why the holder of a name may be written to by it; see docs/explanation/naming."""
NOT_IN_CHARGE = frozenset({"", "other"})
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its text as HTML, its title, and what to call its file without the ending."""

    html: str
    title: str
    file_name: str
    language: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the letter is for: by name or, for low ranks and those the public may not know, by function."""

    name: str
    office: str
    is_body: bool


def letter_of(team: View, public: View, entity: str, language: str) -> Letter:
    """Return the letter that puts an allegation and those that go with it.

    Args:
        team: the view of whoever makes it; the allegations are read from it.
        public: what everybody may know; sources, days and names are read from it.
        entity: one right of reply.
        language: of the letter, whatever its maker reads.

    Raises:
        NotFoundError: the team's view holds no such right of reply.
        ActRefusedError: the allegation is not written in that language, or the letter would let out a name or a
            source that the public may not know.
    """
    puts = in_one_letter(team, entity)
    language = made_language(language)
    allegations = [_allegation(team, public, each, language) for each in puts]
    addressee = addressee_of(public, puts[0].persons, language)
    words = _words(team, puts, addressee, language, has_unnamed=any(one["has_unnamed"] for one in allegations))
    html = filled(TEMPLATE, {
        "words": words, "name": addressee.name, "office": addressee.office, "allegations": allegations,
        "is_dated": _one_day(puts[0].sent) is not None, "is_due": bool(puts[0].dues),
    })  # fmt: skip
    _refuse_secrets(html, team, public)
    title = word("title", language, WORDS)
    return Letter(html, title, f"{entity.partition(':')[2]}-{language}", language)


def written_in(team: View, entity: str, language: str) -> str:
    """Return the allegation as it is written in one language; empty when it is not."""
    return _text_in(team, entity, "allegation", language)


def _text_in(view: View, entity: str, name: str, language: str) -> str:
    settled = view.values(entity, f"{name}@{language}").settled
    if settled is None and view.dossier.languages[:1] == (language,):
        settled = view.values(entity, name).settled
    return settled.text if settled else ""


def _allegation(team: View, public: View, put: PutReply, language: str) -> dict[str, Any]:
    text = written_in(team, put.entity, language)
    if not text:
        raise ActRefusedError(
            gettext("The allegation is not written in the language of this letter."),
            remedy=gettext("Add it in that language, or take the letter in the other."),
        )
    entries = list(dict.fromkeys(_entries(team, public, put.alleged, language)))
    return {
        "paragraphs": [part for part in text.split("\n") if part.strip()],
        "evidence": _text_in(team, put.entity, "evidence", language),
        "entries": [said for said, _ in entries],
        "has_unnamed": any(is_unnamed for _, is_unnamed in entries),
    }


def _entries(team: View, public: View, alleged: Iterable[str], language: str) -> Iterator[tuple[str, bool]]:
    """Yield, for each claim, when and according to whom, and whether the origin is told in general words only."""
    known = [_basis(team, name) for name in alleged if team.has_claim(name)]
    claims = {claim.id: claim for basis in known for claim in basis}
    for claim in sorted(claims.values(), key=_by_day):
        yield _entry(team, public, claim, language)


def _basis(team: View, name: str, seen: frozenset[str] = frozenset()) -> list[ReadableClaim]:
    """Return what a claim stands on: the team's own analysis is followed down to the claims of its sources."""
    claim = team.claim(name)
    below = [each for each in claim.rests_on if team.has_claim(each) and each not in seen]
    if not team.source(claim.source).is_analysis or not below:
        return [claim]
    return [one for each in below for one in _basis(team, each, seen | {name})]


def _by_day(claim: ReadableClaim) -> tuple[int, str]:
    span = claim.time.possible
    first = (span.first or span.last) if span else None
    return (first.toordinal() if first else BEGINNING, claim.id)


def _entry(team: View, public: View, claim: ReadableClaim, language: str) -> tuple[str, bool]:
    if not public.has_claim(claim.id):
        source = team.source(claim.source)
        told = claim.attribution or (source.attribution if source.visibility != "public" else "")
        return told or word("unnamed-source", language, WORDS), True
    known = public.claim(claim.id)
    source = public.source(known.source)
    cited = known.attribution if source.is_withheld and known.attribution else source_words(source, language)
    place = locator_words(known.locator, language)
    day, incident = time_words(known.time, language), _incident(public, known, language)
    form = f"entry{'' if day else '-undated'}{'-about' if incident else ''}"
    cited = f"{cited}, {place}" if place else cited
    return word(form, language, WORDS, day=day, incident=incident, cited=cited), source.is_withheld


def _incident(public: View, claim: ReadableClaim, language: str) -> str:
    about = public.canonical(claim.about)
    incidents = [about] if public.ontology.is_a(claim.schema, "Incident") else public.refs(about, "incident")
    return "; ".join(name for one in incidents if (name := public.caption(one, language)))


def addressee_of(public: View, persons: tuple[str, ...], language: str) -> Addressee:
    """Return whom a letter is for, from what the public may know.

    Somebody is addressed by name who holds an office that is in charge of something, was named by a court, or
    agreed to it; anybody else by function.
    """
    known = [person for person in persons if public.has(person)]
    if known and not public.ontology.is_a(public.schema_of(known[0]), "Person"):
        return Addressee("; ".join(public.caption(one, language) for one in known), "", is_body=True)
    if len(known) != 1:
        return Addressee("", "", is_body=False)
    (person,) = known
    function, is_in_charge = _function(public, person, language)
    name = public.text(person, "name", language)
    if name and (is_in_charge or OPEN_REASONS & set(public.texts(person, "consentToName"))):
        return Addressee(name, public.text(person, "publicRole", language) or function, is_body=False)
    role = public.text(person, "publicRole", language)
    return Addressee(role or _in_words(public, person, function, language), "", is_body=False)


def _function(public: View, person: str, language: str) -> tuple[str, bool]:
    """Return the post that was held last, and whether any post held is in charge of something."""
    held = sorted(
        public.pointing_at(person, "Appointment", "person"), key=lambda one: (_last_day(public, one), one)
    )
    posts = [post for one in held if (post := public.ref(one, "post"))]
    functions = {public.text(post, "function") for post in posts}
    return (public.caption(posts[-1], language) if posts else ""), bool(functions - NOT_IN_CHARGE)


def _last_day(public: View, appointment: str) -> int:
    days = public.days_of(appointment)
    return days[1].toordinal() if days else BEGINNING


def _in_words(public: View, person: str, function: str, language: str) -> str:
    units = [
        public.caption(unit, language)
        for one in public.pointing_at(person, "Membership", "member")
        for unit in public.refs(one, "organization")
    ]
    if function:
        return word("holder-of", language, WORDS, post=function)
    return word("member-of", language, WORDS, unit=units[-1]) if units and units[-1] else ""


def _one_day(blur: Blur | None) -> Any:
    return blur.earliest if blur and blur.earliest == blur.latest else None


def _words(
    team: View, puts: tuple[PutReply, ...], addressee: Addressee, language: str, *, has_unnamed: bool
) -> Mapping[str, Any]:
    """Return every sentence of the letter, filled in."""

    def said(name: str, /, **values: object) -> str:
        return word(name, language, WORDS, **values)

    sent, count = _one_day(puts[0].sent), len(puts)
    due = puts[0].dues[0].latest if puts[0].dues else None  # what the letter asked for, whatever was given later
    dated = said("place-and-day", day=day_words(sent, language)) if sent else said("place-without-day")
    return {
        "sender": lines("sender", language, WORDS),
        "address": said("address"),
        "somebody": said("somebody"),
        "dated": dated,
        "subject": said("subject-body" if addressee.is_body else "subject", count=count),
        "greeting": said("greeting", name=addressee.name) if addressee.name else "",
        "purpose": said("purpose", dossier=team.dossier.title(language)),
        "nature": said("nature"),
        "alleged": said("what-is-alleged", count=count),
        "evidence": said("evidence"),
        "sources": said("sources"),
        "unnamed": said("unnamed-sources-note") if has_unnamed else "",
        "ask_title": said("what-we-ask-title"),
        "ask": lines("what-we-ask", language, WORDS),
        "when_title": said("by-when-title"),
        "due": said("due", day=day_words(due, language, with_weekday=True)) if due else said("due-open"),
        "due_days": said("due-days", count=(due - sent).days) if due and sent else "",
        "longer": said("longer"),
        "print_title": said("how-printed-title"),
        "how_printed": said("how-printed"),
        "silence": said("silence"),
        "closing": said("closing"),
        "signature": lines("signature", language, WORDS),
        "reference": said("reference", reference=", ".join(each.entity for each in puts)),
    }


def _refuse_secrets(html: str, team: View, public: View) -> None:
    kinds = secrets_between(team, public).let_out_by(unescape(_TAG.sub(" ", html)))
    if kinds:
        raise secret_error(kinds)


def secret_error(kinds: Iterable[str]) -> ActRefusedError:
    """Return the refusal of a text that lets out a secret; it never repeats which."""
    if "person" in kinds:
        return ActRefusedError(
            gettext("The letter would name a person whose name the public may not know."),
            remedy=gettext("Word the allegation and the summary of the evidence without that name."),
        )
    return ActRefusedError(
        gettext("The letter would tell of a source that the public may not know."),
        remedy=gettext("Word the allegation and the summary of the evidence without it."),
    )
