"""Addressees and who gets a copy: what is kept of each, which ways lead to them, and whether they hold the office.

The content of a row is a mapping with the names of `answers.Target`, but for the key; what is empty is left out.
Nobody is written to who holds no public office: an addressee has a post of the dossier, and so has every person.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any

from babel import Locale
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from answerable.actions.answers import Target, Term
from answerable.actions.contacts import email_of, form_of, handle_of, line_of, number_of
from answerable.actions.terms import term_of, term_words
from answerable.kernel.errors import ValueRefusedError

__all__ = ["Term", "channels_of", "content_of", "read_target", "term_of", "term_words", "usable_emails"]

MOST_LINES = 6
MOST_EMAILS = 5
LONGEST_NAME = 120
_NAMES = tuple(field.name for field in fields(Target) if field.name != "key")
_WAYS = ("post_lines", "emails", "fax", "phone", "handle", "form")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ENTITY = re.compile(r"[a-z][a-z0-9-]*:[a-z0-9][a-z0-9.-]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")


def read_target(key: str, content: Mapping[str, Any]) -> Target:
    """Return the target that a row's content describes.

    Args:
        key: its short name within the action, such as president.
        content: see the module; `emails` and `post_lines` are lists, `salutation` and `title` texts by language.

    Raises:
        ValueRefusedError: no address at all, a person without a post, or a value that its field does not admit.
    """
    if not _KEY.fullmatch(key):
        raise ValueRefusedError(
            gettext("This is no short name."), where=key[:60], remedy=gettext("Write it like interior-minister.")
        )
    unknown = sorted(set(map(str, content)) - set(_NAMES))
    if unknown:
        raise ValueRefusedError(
            gettext("There is no such field of a target."),
            where=f"{key}: {unknown[0][:40]}",
            remedy=gettext("Use one of: %(names)s.") % {"names": ", ".join(_NAMES)},
        )
    given = {name: value for name, value in content.items() if value not in (None, "", [], (), {})}
    values = {name: _READERS[name](value, f"{key}: {name}") for name, value in given.items()}
    if "role" not in values or "name" not in values:
        raise ValueRefusedError(
            gettext("A target needs a role and a name."), where=key, remedy=gettext("Give both `role` and `name`.")
        )
    target = Target(key=key, **values)
    _refuse_private_person(target)
    _refuse_unreachable(target)
    return target


def content_of(target: Target) -> dict[str, Any]:
    """Return what is kept of a target, ready for JSON; `read_target` undoes it."""
    found: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(target, name)
        if isinstance(value, Mapping):
            value = dict(value)
        elif isinstance(value, tuple):
            value = list(value)
        if value:
            found[name] = value
    return found


def usable_emails(dossier_id: str, target: Target) -> tuple[str, ...]:
    """Return the e-mail addresses of a target that letters may be sent to, in order; what bounced is left out."""
    if not target.emails:
        return ()
    places = ", ".join(["%s"] * len(target.emails))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT address FROM actions_mailaddress WHERE dossier_id = %s AND address IN ({places})"
            " AND state <> 'active'",
            (dossier_id, *(each.lower() for each in target.emails)),
        )
        closed = {address for (address,) in cursor.fetchall()}
    return tuple(each for each in target.emails if each.lower() not in closed)


def channels_of(target: Target, *, emails: Iterable[str] | None = None, sends: bool = False) -> tuple[str, ...]:
    """Return the channels by which a target can be reached, in the order in which they are offered.

    Args:
        target: whom to reach.
        emails: those of its addresses that can be used (`usable_emails`); all of them if None.
        sends: whether this installation sends mail.
    """
    has_mail = bool(target.emails if emails is None else tuple(emails))
    offered = {
        "here": has_mail and sends,
        "mail-program": has_mail,
        "copied": True,
        "paper": bool(target.post_lines),
        "post": bool(target.post_lines),
        "fax": bool(target.fax),
        "phone": bool(target.phone),
        "social": bool(target.handle),
        "form": bool(target.form),
        "e-mail": has_mail,
    }
    return tuple(channel for channel, is_offered in offered.items() if is_offered)


def _refuse_private_person(target: Target) -> None:
    if target.post or (target.role == "copy" and not target.person):
        return
    raise ValueRefusedError(
        gettext("Only the holders of a public office are written to, and this target has no office."),
        where=target.key,
        remedy=gettext(
            "Give the office as `post`, such as post:president; leave `person` empty for the office itself."
        ),
    )


def _refuse_unreachable(target: Target) -> None:
    if not any(getattr(target, name) for name in _WAYS):
        raise ValueRefusedError(
            gettext("There is no address to write to."),
            where=target.key,
            remedy=gettext("Give at least one of: post_lines, emails, fax, phone, handle, form."),
        )
    if target.post_lines and not target.country:
        raise ValueRefusedError(
            gettext("The postal address has no country."),
            where=target.key,
            remedy=gettext("Give its two letters."),
        )


def _word_of(words: tuple[str, ...]) -> Callable[[object, str], str]:
    def read(value: object, field: str) -> str:
        if value not in words:
            raise ValueRefusedError(
                gettext("This is none of the words that are known here."),
                where=field,
                remedy=gettext("Use one of: %(names)s.") % {"names": ", ".join(words)},
            )
        return str(value)

    return read


def _shaped(pattern: re.Pattern[str], remedy: Promise) -> Callable[[object, str], str]:
    def read(value: object, field: str) -> str:
        text = line_of(value, field)
        if not pattern.fullmatch(text):
            raise ValueRefusedError(gettext("This cannot be read."), where=field, remedy=str(remedy))
        return text

    return read


def _name(value: object, field: str) -> str:
    return line_of(value, field, longest=LONGEST_NAME)


def _country(value: object, field: str) -> str:
    code = line_of(value, field).upper()
    if len(code) != 2 or not code.isalpha() or code not in Locale.parse("en").territories:
        raise ValueRefusedError(
            gettext("This is no country."), where=field, remedy=gettext("Give its two letters, such as PE.")
        )
    return code


def _lines(value: object, field: str) -> tuple[str, ...]:
    texts = value.splitlines() if isinstance(value, str) else _listed(value, field)
    found = tuple(line for text in texts if (line := line_of(text, field)))
    if len(found) > MOST_LINES:
        raise ValueRefusedError(
            gettext("A postal address has at most %(most)s lines here.") % {"most": MOST_LINES},
            where=field,
            remedy=gettext("Leave out name and country, which are printed by themselves, and join short lines."),
        )
    return found


def _emails(value: object, field: str) -> tuple[str, ...]:
    texts = value.split() if isinstance(value, str) else _listed(value, field)
    found = tuple(dict.fromkeys(email_of(text, field) for text in texts))
    if len(found) > MOST_EMAILS:
        raise ValueRefusedError(
            gettext("A target has at most %(most)s e-mail addresses.") % {"most": MOST_EMAILS},
            where=field,
            remedy=gettext("Keep those that are read."),
        )
    return found


def _listed(value: object, field: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise ValueRefusedError(
            gettext("This is not a list."), where=field, remedy=gettext("Give a list of texts.")
        )
    return list(value)


def _texts(value: object, field: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise ValueRefusedError(
            gettext("This is not given by language."),
            where=field,
            remedy=gettext("Give a text for each language."),
        )
    return {_language(code, field): _name(text, f"{field} {code}") for code, text in value.items() if text}


_language = _shaped(_LANGUAGE, gettext_lazy("Give the code of a language, such as es."))
_entity = _shaped(_ENTITY, gettext_lazy("Give the id of an entity of the dossier, such as post:president."))
_READERS: Mapping[str, Callable[[object, str], Any]] = {
    "role": _word_of(("addressee", "copy")),
    "name": _name,
    "person": _entity,
    "post": _entity,
    "section": _country,
    "salutation": _texts,
    "title": _texts,
    "language": _language,
    "post_lines": _lines,
    "country": _country,
    "emails": _emails,
    "fax": number_of,
    "phone": number_of,
    "handle": handle_of,
    "form": form_of,
}
