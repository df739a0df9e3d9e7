"""Deadlines as a calendar that any program reads: RFC 5545, all-day events, nothing that the view does not hold.

The same view gives the same bytes: an event is stamped with the moment at which its latest claim was
recorded, and its id is made from the dossier and the entity, so that a program which reads it again finds
what it knows.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from answerable.followup.answers import Deadline
from answerable.followup.wording import say
from answerable.kernel.hashing import content_id
from answerable.record.view import View

LONGEST_LINE = 75  # octets, without the line end; RFC 5545 section 3.1
PRODUCT = "-//Answerable//Deadlines//EN"
TEXT_OF = {"request": "asked", "call": "demand", "reply": "allegation"}
"""The property that says what each kind of deadline is about."""


def calendar(
    view: View, found: Iterable[Deadline], language: str, *, address: Callable[[str], str] | None = None
) -> str:
    """Return deadlines as one iCalendar text, lines ended by CR LF.

    Args:
        view: the reader's view, which names and words everything.
        found: the deadlines to write, each once.
        language: of the words.
        address: gives the page of an entity as an absolute address; without it no link is written.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(view.dossier.title(language))}",
    ]
    for deadline in found:
        lines += _event(view, deadline, language, address)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(view: View, deadline: Deadline, language: str, address: Callable[[str], str] | None) -> Iterator[str]:
    about = view.text(deadline.entity, TEXT_OF[deadline.kind], language)
    basis = view.text(deadline.entity, "basis", language) if deadline.basis else ""
    said = say(deadline.why, view, language)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(view.dossier.id, deadline.entity)}"
    yield f"DTSTAMP:{_stamp(view, deadline):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{deadline.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{deadline.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={language}:{escaped(said)}"
    if about or basis:
        described = "\n".join(part for part in (about, basis) if part)
        yield f"DESCRIPTION;LANGUAGE={language}:{escaped(described)}"
    if address:
        yield f"URL:{address(deadline.entity)}"
    yield f"CATEGORIES:{deadline.kind.upper()}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def uid(dossier: str, entity: str) -> str:
    """Return the id of an entity's deadline: the same in every export, saying nothing of what it is about."""
    return f"{content_id({'dossier': dossier, 'deadline': entity})}@answerable"


def _stamp(view: View, deadline: Deadline) -> datetime:
    moments = [datetime.fromisoformat(view.claim(name).recorded_at) for name in deadline.claims]
    return max(moments)


def escaped(words: str) -> str:
    """Return a text with the signs that RFC 5545 keeps for itself escaped, other control characters left out."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, written)
    return "".join(letter for letter in plain if letter >= " " and letter != "\x7f")


def folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, each after the first begun by a space; no letter is cut."""
    part, octets = "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LONGEST_LINE:
            yield part
            part, octets = " ", 1
        part, octets = part + letter, octets + size
    yield part
