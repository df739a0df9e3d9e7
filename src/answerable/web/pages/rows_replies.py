"""Rights of reply as rows: whom, what, how it stands; and the claims about a person that can be put to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from answerable.publish.replies import STATES, Progress, PutReply, progress_on
from answerable.record.claims import ReadableClaim
from answerable.record.fairness import BEARS_ON
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.forms.fields import Option
from answerable.web.pages.citations import links_to, short_source, text_of
from answerable.web.pages.denials import ANSWERING
from answerable.web.pages.shown_values import NOTHING
from answerable.web.pages.words import blur_words, date_text_words, locator_words, time_words
from answerable.web.templatetags.answerable import address_of, day, name_of

OPEN_GROUP = 8
LONGEST = 220
_TOLD = ("gist", "fact", "raised", "allegation", "task", "name", "title")


def today_of(view: View) -> date:
    """Return the day that it is now in the dossier's zone."""
    return datetime.now(view.dossier.zone).date()


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One allegation: to whom, in which words, how it stands, and by which days."""

    href: str
    persons: SafeString
    allegation: SafeString
    state: str
    state_word: str
    days_word: str
    sent: str
    delivered: str
    due: str
    is_extended: bool
    received: str


def state_word(state: str) -> str:
    """Return the word for how an allegation stands."""
    return {
        "unsent": pgettext("how a right of reply stands", "to be sent"),
        "waiting": pgettext("how a right of reply stands", "sent, not due yet"),
        "silent": pgettext("how a right of reply stands", "due, no answer"),
        "answered": pgettext("how a right of reply stands", "answered"),
        "reported": pgettext("how a right of reply stands", "as a source tells it"),
    }[state]


def days_words(progress: Progress) -> str:
    """Return since when there is no answer, or how long there is time for one; empty when neither is known."""
    if progress.days is None:
        return ""
    if progress.state == "silent":
        return ngettext("no answer since %(n)s day", "no answer since %(n)s days", progress.days) % {
            "n": progress.days
        }
    return ngettext("due in %(n)s day", "due in %(n)s days", progress.days) % {"n": progress.days}


def reply_row(asks: Asked, put: PutReply, today: date) -> ReplyRow:
    """Return one allegation as a row."""
    progress = progress_on(put, today)
    return ReplyRow(
        address_of(asks, "reply", put.entity),
        links_to(asks, put.persons),
        allegation_text(asks, put.entity),
        progress.state,
        state_word(progress.state),
        days_words(progress),
        blur_words(put.sent) if put.sent else "",
        blur_words(put.delivered) if put.delivered else "",
        day(put.due) if put.due else "",
        put.is_extended,
        blur_words(put.received) if put.received else "",
    )


def reply_rows(asks: Asked, puts: Iterable[PutReply], today: date) -> list[ReplyRow]:
    """Return allegations as rows: those without an answer first, the longest silent on top."""
    puts = list(puts)
    progress = {put.entity: progress_on(put, today) for put in puts}

    def order(put: PutReply) -> tuple[int, int, str]:
        stands = progress[put.entity]
        days = stands.days or 0
        return STATES.index(stands.state), -days if stands.state == "silent" else days, put.entity

    return [reply_row(asks, put, today) for put in sorted(puts, key=order)]


def allegation_text(asks: Asked, entity: str) -> SafeString:
    """Return the allegation as it was put, in the reader's language where it is written in it."""
    for claim in asks.view.claims_about(entity):
        if claim.is_counted and (text := text_of(asks, claim, "allegation")):
            return text
    return NOTHING


# what can be put


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """The claims of one type that bear on a person, to be picked from."""

    label: str
    options: tuple[Option, ...]
    is_open: bool


def claims_on(view: View, person: str) -> Iterator[ReadableClaim]:
    """Yield the counted claims that tell of somebody's conduct, but for their own answers and earlier letters."""
    for schema, names in BEARS_ON.items():
        if schema == "Reply":
            continue
        entities = dict.fromkeys(one for name in names for one in view.pointing_at(person, schema, name))
        for entity in entities:
            own = view.ref(entity, "speaker") == person if schema == "Remark" else False
            if own and set(view.texts(entity, "kind")) & set(ANSWERING):
                continue
            yield from (claim for claim in view.claims_about(entity) if claim.is_counted)


def claim_groups(asks: Asked, person: str, picked: Iterable[str]) -> list[ClaimGroup]:
    """Return the claims that can be put to a person, by type; what the address names already stands first."""
    view, chosen = asks.view, list(picked)
    found = {claim.id: claim for claim in claims_on(view, person)}
    beyond = [view.claim(name) for name in chosen if name not in found and view.has_claim(name)]
    groups: dict[str, list[ReadableClaim]] = {}
    for claim in [*beyond, *found.values()]:
        groups.setdefault(view.schema_of(claim.about) or claim.schema, []).append(claim)
    made = []
    for schema, claims in groups.items():
        options = tuple(_option(asks, claim, claim.id in chosen) for claim in sorted(claims, key=_by_day))
        is_open = len(found) <= OPEN_GROUP or any(option.is_chosen for option in options)
        made.append(ClaimGroup(view.ontology.get(schema).plural(asks.language), options, is_open))
    return sorted(made, key=lambda group: (not group.is_open, group.label))


def _by_day(claim: ReadableClaim) -> tuple[date, str]:
    span = claim.time.possible
    return ((span.first or span.last if span else None) or date.max, claim.id)


def _option(asks: Asked, claim: ReadableClaim, is_chosen: bool) -> Option:
    texts = (_plain(asks, claim, name) for name in _TOLD)
    text = next((text for text in texts if text), name_of(asks, claim.about))
    told = text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    when = time_words(claim.time)
    place = locator_words(claim.locator)
    source = ", ".join(part for part in (short_source(asks.view.source(claim.source)), place) if part)
    team = "" if claim.visibility == "public" else gettext("for the team")
    return Option(
        claim.id, f"{when}: {told}" if when else told, is_chosen, " · ".join(filter(None, (source, team)))
    )


def _plain(asks: Asked, claim: ReadableClaim, name: str) -> str:
    values = claim.properties.get(f"{name}@{asks.language}") or claim.properties.get(name, ())
    return "; ".join(values)


def stages_of(put: PutReply) -> list[tuple[str, str, bool]]:
    """Return the stages of an allegation: the word, the day in words, whether it is reached."""
    dues = [day(each.latest) for each in put.dues if each.latest]
    due = dues[-1] if dues else ""
    return [
        (pgettext("stage of a right of reply", "written"), "", True),
        (pgettext("stage of a right of reply", "sent"), blur_words(put.sent) if put.sent else "", bool(put.sent)),
        (pgettext("stage of a right of reply", "delivered"), blur_words(put.delivered) if put.delivered else "",
         bool(put.delivered)),
        (pgettext("stage of a right of reply", "due, extended") if put.is_extended
         else pgettext("stage of a right of reply", "due"), due, False),
        (pgettext("stage of a right of reply", "answered"), blur_words(put.received) if put.received else "",
         put.is_answered),
    ]  # fmt: skip


__all__ = ["claim_groups", "date_text_words", "reply_rows", "stages_of", "today_of"]
