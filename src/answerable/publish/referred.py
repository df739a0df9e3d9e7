"""What a reference comes to in a view: the words that stand for it, the claims behind them, or what is wrong."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from babel.dates import format_skeleton
from django.utils.translation import gettext

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.standing import Status
from answerable.kernel.times import Time, parse_day
from answerable.publish.amounts import WORDS, amount_words, digits, percentage, spelled
from answerable.publish.figure_answers import Amount, FigureValue, StatedAmount
from answerable.publish.figures import value_of
from answerable.publish.problems import nearest
from answerable.publish.records import name_of
from answerable.publish.references import CLAIM, Reference
from answerable.publish.wording import LOCALES, day_words, main_language, time_words, word
from answerable.record.claims import ReadableClaim
from answerable.record.view import View

PER_CENT = frozenset({"share"})
AT_LEAST = ("at least", "no fewer", "al menos", "por lo menos")
NOT_SURE = "post-not-sure"
"""The one code that is a warning."""


@dataclass(frozen=True, slots=True)
class Referred:
    """The words for a reference. `records`: how many were counted, when it is a count over them.

    `code`, `what` and `remedy` say what is wrong, and are empty when nothing is; the words are then a stopgap.
    `is_marked`: the text needs a note for it; a name by itself does not.
    """

    text: str
    claims: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    records: int = 0
    is_marked: bool = True
    code: str = ""
    what: str = ""
    remedy: str = ""


def referred(view: View, reference: Reference, language: str, day: date | None) -> Referred:
    """Return what a reference comes to.

    Args:
        view: the reader's; nothing outside it is used or hinted at.
        reference: from a draft.
        language: of the text.
        day: of the document; the post of a person is that held then.
    """
    answer: Callable[[], Referred]
    match reference.kind:
        case "cite":
            return _citation(view, reference)
        case "figure":
            answer = partial(_figure, view, reference, language)
        case "tally":
            answer = partial(_tally, view, reference, language)
        case "day":
            answer = partial(_day, view, reference, language)
        case _:
            answer = partial(_entity, view, reference, language, day)
    missing = _missing(view, reference)
    found = missing or answer()
    if "capital" in reference.filters:
        return replace(found, text=found.text[:1].upper() + found.text[1:])
    return found


def _wrong(code: str, what: str, remedy: str = "", text: str = "?") -> Referred:
    return Referred(text, is_marked=False, code=code, what=what, remedy=remedy)


def _missing(view: View, reference: Reference) -> Referred | None:
    """Return what is wrong when the view holds no such thing, with the nearest name it does hold."""
    schema = {"figure": "Figure", "tally": "Tally"}.get(reference.kind, "")
    is_there = view.has(reference.target)
    if is_there and (not schema or view.ontology.is_a(view.schema_of(reference.target), schema)):
        return None
    kinds = [schema] if schema else view.count_by_schema()
    known = [name for kind in kinds for name in view.entities(kind)]
    what = gettext("There is no '%(name)s' in this view.") % {"name": reference.target}
    return _wrong(f"unknown-{reference.kind}", what, nearest(reference.target, known))


# amounts


def tally_value(view: View, tally: str) -> FigureValue:
    """Return what one tally states, as a figure's value."""
    value, low, high = (view.values(tally, name).settled for name in ("value", "atLeast", "atMost"))
    best = float(value.text) if value else None
    settled = [each for each in ((value,) if value else (low, high)) if each]
    amount = (
        Amount(best, best, best)
        if best is not None
        else Amount(None, float(low.text) if low else None, float(high.text) if high else None)
    )
    amount = replace(
        amount, best=next((each for each in (best, amount.low, amount.high) if each is not None), None)
    )
    words = view.values(tally, "words").settled
    claims = [claim for each in settled or ([words] if words else []) for claim in each.claims]
    ids = tuple(dict.fromkeys(claim.id for claim in claims))
    as_of = _day_of(view.text(tally, "asOf"))
    source = claims[0].source if claims else ""
    stated = StatedAmount(amount, view.ref(tally, "speaker"), source, tally, as_of, ids)
    denials = tuple(
        claim.id for name in ("value", "atLeast", "atMost") for claim in view.values(tally, name).denials
    )
    return FigureValue(tally, amount, (stated,), as_of=as_of, claims=ids, denials=denials)


def _day_of(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except DateUnclearError:
        return None


def figure_value(view: View, figure: str) -> FigureValue:
    """Return what a figure comes to, without the claims that define it: those of the team's own analysis."""
    value = value_of(view, figure)
    of_others = tuple(name for name in value.claims if view.claim(name).schema != "Figure")
    return replace(value, claims=of_others)


def _tally(view: View, reference: Reference, language: str) -> Referred:
    value = tally_value(view, reference.target)
    return _written(view, reference, language, value.shown, value, value.claims)


def _figure(view: View, reference: Reference, language: str) -> Referred:
    value = figure_value(view, reference.target)
    if "documented" in reference.filters:
        if value.documented is None:
            what = gettext("'%(name)s' is not counted from records.") % {"name": reference.target}
            return _wrong("no-value", what, gettext("Leave '|documented' out, or give the figure a search."))
        return _written(view, reference, language, value.documented, value, value.claims, is_count=True)
    if "stated" in reference.filters:
        if not value.stated:
            what = gettext("No source of this view states '%(name)s'.") % {"name": reference.target}
            return _wrong("no-value", what)
        return _written(view, reference, language, value.stated[0].amount, value, value.stated[0].claims)
    stated = value.stated[0] if value.stated else None
    if stated and stated.amount == value.shown and not value.parts:
        return _written(view, reference, language, value.shown, value, stated.claims)
    is_count = value.documented is not None and value.documented == value.shown
    return _written(view, reference, language, value.shown, value, value.claims, is_count=is_count)


def _written(
    view: View, reference: Reference, language: str, amount: Amount, value: FigureValue, claims: tuple[str, ...],
    *, is_count: bool = False,
) -> Referred:  # fmt: skip
    write = _writer(reference, value, language)
    if "low" in reference.filters or "high" in reference.filters:
        side = amount.low if "low" in reference.filters else amount.high
        said = write(side) if side is not None else ""
    else:
        told = value.stated[0].tally if value.stated else ""
        said = amount_words(amount, language, write, says_at_least=_says_at_least(view, told))
        said = said or (view.text(told, "words", language) if told else "")
    if not said:
        what = gettext("'%(name)s' has no value in this view.") % {"name": reference.target}
        return _wrong("no-value", what, text=word("not-known", language, WORDS))
    records = len(value.records) if is_count else 0
    about = {view.claim(name).about for name in claims}
    denials = [name for name in value.denials if view.has_claim(name) and view.claim(name).about in about]
    return Referred(said, tuple(dict.fromkeys(claims)), tuple(dict.fromkeys(denials)), records)


def _writer(reference: Reference, value: FigureValue, language: str) -> Callable[[float], str]:
    if "share" in reference.filters or value.operation in PER_CENT:
        return partial(percentage, language=language)
    if "words" in reference.filters:
        return partial(spelled, language=language, feminine="feminine" in reference.filters)
    return partial(digits, language=language)


def _says_at_least(view: View, tally: str) -> bool:
    """Say whether the source's own words are 'at least', and not 'more than'."""
    return bool(tally) and view.text(tally, "words").casefold().startswith(AT_LEAST)


# names and days


def _entity(view: View, reference: Reference, language: str, day: date | None) -> Referred:
    entity = reference.target
    if "post" in reference.filters:
        return _post(view, entity, language, day)
    schema = view.ontology.get(view.schema_of(entity))
    named = next((values for name in schema.caption if (values := view.values(entity, name)).settled), None)
    claims = tuple(claim.id for claim in named.settled.claims) if named and named.settled else ()
    return Referred(name_of(view, entity, language), claims, is_marked=False)


def _post(view: View, person: str, language: str, day: date | None) -> Referred:
    if day is None:
        return _wrong("no-value", gettext("The draft has no date, and a post is that of a day."))
    held = [
        (view.standing(one, day).status, one)
        for one in view.pointing_at(person, "Appointment", "person")
        if view.standing(one, day).status <= Status.ASSUMED and view.ref(one, "post")
    ]
    if not held:
        said = {"name": person, "day": day_words(day, language)}
        return _wrong("no-value", gettext("No post of '%(name)s' is on record on %(day)s.") % said)
    status, appointment = min(held)
    if status is not Status.EVIDENCED:
        what = gettext("It is not sure that '%(name)s' held the post on %(day)s.")
        said = {"name": person, "day": day_words(day, language)}
        return replace(_post_words(view, appointment, language), code=NOT_SURE, what=what % said)
    return _post_words(view, appointment, language)


def _post_words(view: View, appointment: str, language: str) -> Referred:
    claims = tuple(claim.id for claim in view.claims_about(appointment) if claim.is_counted)
    denials = tuple(claim.id for claim in view.claims_about(appointment) if claim.stance == "denies")
    return Referred(name_of(view, view.ref(appointment, "post"), language), claims, denials)


def _day(view: View, reference: Reference, language: str) -> Referred:
    entity = reference.target
    if view.ontology.is_a(view.schema_of(entity), "Figure"):
        value = figure_value(view, entity)
        if value.as_of is None:
            return _undated(entity)
        first = value.stated[0] if value.stated else None
        claims = first.claims if first and first.as_of == value.as_of else value.claims
        return _in_time(value.as_of, value.as_of, claims, reference, language)
    claim = next(_dated(view.claims_about(entity)), None)
    if claim is None:
        return _undated(entity)
    if {"month", "year"} & set(reference.filters) and (days := view.days_of(entity)):
        return _in_time(*days, (claim.id,), reference, language)
    bare = Time(claim.time.first, claim.time.last, claim.time.starts, claim.time.ends, claim.time.ongoing)
    return Referred(time_words(bare, language), (claim.id,))


def _dated(claims: Iterable[ReadableClaim]) -> Iterator[ReadableClaim]:
    return (claim for claim in claims if claim.is_counted and claim.time.first is not None)


def _undated(entity: str) -> Referred:
    return _wrong("no-value", gettext("No source of this view dates '%(name)s'.") % {"name": entity})


def _in_time(first: date, last: date, claims: tuple[str, ...], reference: Reference, language: str) -> Referred:
    def said(day: date) -> str:
        if "year" in reference.filters:
            return str(day.year)
        if "month" in reference.filters:
            return str(format_skeleton("yMMMM", day, locale=LOCALES[main_language(language)]))
        return day_words(day, language)

    texts = tuple(dict.fromkeys((said(first), said(last))))
    return Referred(texts[0] if len(texts) == 1 else word("span", language, first=texts[0], last=texts[1]), claims)


# citations


def _citation(view: View, reference: Reference) -> Referred:
    if reference.target.startswith(CLAIM):
        handle = reference.target.removeprefix(CLAIM)
        if view.has_claim(handle):
            return Referred("", (handle,))
        by_handle = {claim.ref: claim.id for claim in view.claims() if claim.ref}
        if handle in by_handle:
            return Referred("", (by_handle[handle],))
        what = gettext("There is no claim '%(name)s' in this view.") % {"name": handle}
        return _wrong("unknown-claim", what, nearest(handle, by_handle), "")
    if reference.target not in view.source_cards:
        what = gettext("There is no source '%(name)s' in this view.") % {"name": reference.target}
        return _wrong("unknown-source", what, nearest(reference.target, view.source_cards), "")
    here = [claim for claim in view.claims_from(reference.target) if claim.locator == reference.locator]
    if not here:
        said = {"name": reference.target, "place": reference.locator}
        what = gettext("No claim of this view cites '%(name)s' at '%(place)s'.") % said
        return _wrong("unknown-place", what, gettext("Record the claim, or cite another place."), "")
    return Referred("", tuple(claim.id for claim in here))
