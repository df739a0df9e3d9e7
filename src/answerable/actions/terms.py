"""Whether a target holds the office on a day, by the appointments that a view holds.

A letter is closed only by what a source says: an end that may lie before or after the day leaves it open, and the
reader is told so. What somebody assumed to go on counts as going on, as it does for chains of command.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from answerable.actions.answers import Target, Term
from answerable.actions.wording import day_words, say
from answerable.command.cited import Cited, cited
from answerable.kernel.standing import Status
from answerable.kernel.times import Blur
from answerable.record.view import View

_VACANT = "vacant"
_BESIDE = frozenset({"acting", "temporary"})  # who stands in for somebody does not take the office from them


@dataclass(frozen=True, slots=True)
class _Tenure:
    """One appointment, as it stands on the day that is asked for."""

    link: Cited
    status: Status
    kind: str

    def mark(self, end: str) -> Blur | None:
        """Return the blurred day of the real start or end that the claims agree on best, or None."""
        flag, side = ("starts", "first") if end == "start" else ("ends", "last")
        blurs = [getattr(claim.time, side) for claim in self.link.counted if getattr(claim.time, flag)]
        return min(blurs, key=_width, default=None)


def _width(blur: Blur) -> int:
    """Return how many days a blurred day leaves open."""
    return (blur.latest - blur.earliest).days if blur.latest and blur.earliest else date.max.toordinal()


def term_of(view: View, target: Target, day: date) -> Term:
    """Say whether a target holds the office on a calendar day of the dossier's zone.

    `why` is a code of words/paper.yaml; `term_words` makes the sentence. `claims` are those of the appointments
    that the answer rests on, and the denials beside them.
    """
    if not target.person:
        return Term("office", why="term-office")
    person, post = view.canonical(target.person), view.canonical(target.post)
    own = [one for one in _tenures(view, view.pointing_at(person, "Appointment", "person"), day)
           if view.ref(one.link.entity, "post") == post]  # fmt: skip
    if not own:
        return Term("unknown", why="term-no-source")
    found = _by_own(min(own, key=_strength), day)
    return found if found.state in ("left", "not-yet") else _beside_others(view, found, person, post, day)


def _tenures(view: View, appointments: Iterable[str], day: date) -> list[_Tenure]:
    links = [cited(view, appointment) for appointment in appointments]
    return [_Tenure(link, link.standing(day).status, view.text(link.entity, "kind")) for link in links]


def _strength(tenure: _Tenure) -> tuple[int, int]:
    """Order the strongest first; of terms that are all over or all to come, the latest."""
    last = tenure.link.last_day
    return int(tenure.status), -(last.toordinal() if last else 0)


def _by_own(tenure: _Tenure, day: date) -> Term:
    """Return what the appointment alone says."""
    link, start, end = tenure.link, tenure.mark("start"), tenure.mark("end")
    claims = (*link.claims, *link.denials)
    since, left = start.latest if start else None, end.latest if end else None
    if tenure.status is Status.EXCLUDED:
        if left and left < day:
            return Term("left", since, left, claims, "term-left" if _is_day(end) else "term-left-at-latest", left)
        return Term("not-yet", start.earliest if start else None, left, claims, "term-not-yet", None)
    if link.denials:
        return Term("unknown", since, left, claims, "term-disputed", link.last_day)
    if tenure.status is Status.EVIDENCED:
        code = "term-named" if not start else "term-since" if _is_day(start) else "term-since-at-latest"
        return Term("in-office", since, left, claims, code, link.last_day)
    if tenure.status is Status.ASSUMED:
        return Term("in-office", since, left, claims, "term-assumed", link.last_day)
    code = {
        Status.POSSIBLE: "term-possible",
        Status.UNKNOWN_AFTER: "term-last-named",
        Status.UNKNOWN_BEFORE: "term-first-named",
    }.get(tenure.status, "term-undated")
    seen = link.first_day if tenure.status is Status.UNKNOWN_BEFORE else link.last_day
    return Term("unknown", since, left, claims, code, seen)


def _is_day(blur: Blur | None) -> bool:
    return blur is not None and blur.earliest == blur.latest


def _beside_others(view: View, found: Term, person: str, post: str, day: date) -> Term:
    """Return a term as it stands beside others who are named in the same office on the day."""
    every = _tenures(view, view.pointing_at(post, "Appointment", "post"), day)
    present = [one for one in every if one.status in (Status.EVIDENCED, Status.ASSUMED)]
    vacancies = [one for one in present if one.kind == _VACANT]
    others = [one for one in present if one.kind not in (_VACANT, *_BESIDE)
              and view.ref(one.link.entity, "person") not in ("", person)]  # fmt: skip
    own = 1 if found.state == "in-office" else 0
    if vacancies:
        return _unsure(found, vacancies, "term-vacant")
    if len({view.ref(one.link.entity, "person") for one in others}) + own > _seats(view, post) and others:
        return _unsure(found, others, "term-another")
    return found


def _seats(view: View, post: str) -> int:
    text = view.text(post, "seats")
    return int(text) if text.isdecimal() and int(text) > 0 else 1


def _unsure(found: Term, others: Iterable[_Tenure], why: str) -> Term:
    claims = dict.fromkeys((*found.claims, *(claim for one in others for claim in one.link.claims)))
    return Term("unknown", found.since, found.left, tuple(claims), why, found.seen)


def term_words(term: Term, language: str) -> str:
    """Return a term as one sentence in a language."""
    days = {"since": term.since, "left": term.left, "seen": term.seen}
    return say(
        "paper", term.why, language, **{name: day_words(day, language) for name, day in days.items() if day}
    )
