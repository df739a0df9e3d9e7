"""The part of a form that says when what is claimed held."""

from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext

from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import Time, parse_time, time_texts
from answerable.web.forms.fields import Field, Option, Problems, text_in

FLAGS = ("starts", "ends", "ongoing")


def read_time(typed: QueryDict, zone: ZoneInfo, problems: Problems, prefix: str = "t.") -> Time:
    """Return the time typed; what is wrong is added to the problems, and the time is then undated."""
    first, last = text_in(typed, f"{prefix}from"), text_in(typed, f"{prefix}to")
    wrong = [name for name, text in (("from", first), ("to", last)) if text and not _reads(text, zone)]
    for name in wrong:
        problems.add(
            prefix + name,
            gettext("“%(text)s” is no date that can be read in one way only.")
            % {"text": (first, last)[name == "to"][:40]},
            gettext("Write 2022-12-15, 2022-12, 2022, [2022-12-01..2022-12-06] or 2022-12-15T16:00."),
        )
    if wrong:
        return Time()
    flags = {flag: bool(text_in(typed, prefix + flag)) for flag in FLAGS}
    try:
        return parse_time(first, last, zone=zone, **flags)
    except DateUnclearError:
        if not first and not last:
            said = gettext(
                "A real start or end is marked, but no date is given. Give the date, or clear the mark."
            )
            problems.add(f"{prefix}from", said)
        else:
            problems.add(f"{prefix}to", gettext("The two dates are reversed. Put the earlier one first."))
        return Time()


def _reads(text: str, zone: ZoneInfo) -> bool:
    try:
        parse_time(text, zone=zone)
    except DateUnclearError:
        return False
    return True


def time_fields(typed: QueryDict, problems: Problems) -> list[Field]:
    """Return the fields for when it held."""
    forms = gettext(
        "A day 2022-12-15, a month 2022-12, a year 2022, some day between two [2022-12-01..2022-12-06], "
        "or a moment 2022-12-15T16:00."
    )
    last = gettext("Leave it empty if the source speaks of that one day, month or year only.")
    return [
        Field("t.from", "day", gettext("From"), forms, text_in(typed, "t.from"), error=problems.of("t.from")),
        Field("t.to", "day", gettext("To"), last, text_in(typed, "t.to"), error=problems.of("t.to")),
        _tick(typed, "t.starts", gettext("It began then"), gettext(
            "The first date is the real beginning, not only the first time that somebody mentions it.")),
        _tick(typed, "t.ends", gettext("It ended then"), gettext(
            "The last date is the real end, not only the last mention.")),
        _tick(typed, "t.ongoing", gettext("It is assumed to go on"), gettext(
            "After the last date it is then shown as assumed, with a dashed line, never as known.")),
    ]  # fmt: skip


def _tick(typed: QueryDict, name: str, label: str, help_: str) -> Field:
    return Field(name, "tick", label, help_, options=(Option("yes", label, bool(text_in(typed, name))),))


def typed_time(when: Time, zone: ZoneInfo) -> dict[str, str]:
    """Return the values of the time's fields; `read_time` undoes it."""
    first, last = time_texts(when, zone)
    flags = {f"t.{flag}": "yes" for flag in FLAGS if getattr(when, flag)}
    return {"t.from": first, "t.to": last} | flags
