"""What the pages about justice share: the day they speak of, words for stages, small and large ladders."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from answerable.followup.answers import Ladder, Mark, Window
from answerable.followup.proceedings import view_day
from answerable.followup.stages import drawn_rungs, is_aside, rungs
from answerable.followup.wording import reason_of_mark, say, stage_word
from answerable.kernel.times import Blur
from answerable.record.view import View
from answerable.web.asking import Asked
from answerable.web.drawing.rungs import Tread, draw_climb, draw_small
from answerable.web.drawing.svg import at_widths
from answerable.web.pages.choice_of_day import day_asked
from answerable.web.pages.words import blur_words


def standing_day(asked: Asked, request: HttpRequest | None = None) -> date:
    """Return the day that a page speaks of: the one asked, else the view's own, else today at the place."""
    chosen = day_asked(request) if request else None
    return chosen or view_day(asked.view) or datetime.now(asked.view.dossier.zone).date()


def stage_label(asked: Asked, stage: str, *, is_confirmation: bool = False) -> str:
    """Return what a stage is called, as a label."""
    word = stage_word(asked.view, stage, asked.language, is_confirmation=is_confirmation)
    return word[:1].upper() + word[1:]


def label_of_mark(asked: Asked, mark: Mark) -> str:
    """Return what the stage of a mark is called; that a decision was confirmed is part of it."""
    return stage_label(asked, mark.stage, is_confirmation=mark.is_confirmation)


def since_words(asked: Asked, mark: Mark) -> str:
    """Return when a stage was reached, as exactly as the claim says."""
    return say(reason_of_mark(mark), asked.view, asked.language)


def window_words(window: Window) -> str:
    """Return the days of something in a few words; for what no claim dates, by when it had come."""
    if window.dating == "claim":
        return blur_words(Blur(window.first, window.last), briefly=True)
    return gettext("no date, by %(day)s") % {"day": blur_words(Blur(window.last, window.last))}


def days_given(marks: Iterable[Mark]) -> tuple[Window, ...]:
    """Return the exact days that sources give for one step, in order; of the step that `marks` begin with."""
    every = list(marks)
    windows = {mark.when for mark in every if mark.step and mark.step == every[0].step and mark.when.is_exact}
    return tuple(sorted(windows, key=lambda window: window.last))


def since_of(asked: Asked, marks: Sequence[Mark]) -> str:
    """Return when a stage was reached, by the first of its marks; every day given, where sources differ on it."""
    days = days_given(marks)
    if len(days) < 2:
        return since_words(asked, marks[0])
    said = gettext(" or ").join(window_words(window) for window in days)
    return gettext("Reached on %(days)s: sources differ") % {"days": said}


def brief_since(mark: Mark) -> str:
    """Return when a stage was reached in a few words; 'by' a day on which a source knows of it."""
    if mark.when.is_exact and not mark.is_start and mark.when.dating == "claim":
        return gettext("by %(day)s") % {"day": window_words(mark.when)}
    return window_words(mark.when)


def treads_of(asked: Asked, ladder: Ladder) -> tuple[Tread, ...]:
    """Return the stages of one proceeding as they are drawn: those of its kind, and all that are spoken of."""
    standing = {each.stage for each in ladder.stands}
    reached: dict[str, Mark] = {}
    for mark in ladder.marks:
        reached.setdefault(mark.stage, mark)
    may = {mark.stage: mark for mark in ladder.may}
    drawn = {*drawn_rungs(ladder.kind), *reached, *may}
    order = [stage for stage in rungs() if stage in drawn] + [stage for stage in drawn if is_aside(stage)]
    return tuple(_tread(asked, stage, reached.get(stage), may.get(stage), stage in standing) for stage in order)


def _tread(asked: Asked, stage: str, mark: Mark | None, possible: Mark | None, stands: bool) -> Tread:
    told = mark or possible
    return Tread(
        label_of_mark(asked, told) if told else stage_label(asked, stage),
        "reached" if mark else "possible" if possible else "none",
        stands,
        brief_since(told) if told else "",
        is_aside(stage),
    )


def climb_of(asked: Asked, ladder: Ladder, title: str, description: str) -> SafeString:
    """Return the large picture of one proceeding's stages."""
    treads = treads_of(asked, ladder)
    return mark_safe(  # noqa: S308, drawn by us, words escaped
        at_widths(lambda width: draw_climb(treads, title=title, description=description, width=width))
    )


def small_climb_of(asked: Asked, ladder: Ladder) -> SafeString:
    """Return the small picture of one proceeding's stages, its words being those of where it stands."""
    said = ", ".join(label_of_mark(asked, each.marks[-1]) for each in ladder.stands)
    title = said or gettext("No stage is certain")
    return mark_safe(draw_small(treads_of(asked, ladder), title=title))  # noqa: S308, drawn by us, words escaped


def first_incident(view: View, ladder: Ladder) -> str:
    """Return the incident that a proceeding is listed under: the widest that it names, else its only one."""
    named = [incident for incident in ladder.incidents if view.has(incident)]
    wider = [incident for incident in named if not view.refs(incident, "partOf")]
    return next(iter(wider or named), "")
