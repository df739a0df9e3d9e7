"""What a section lays over an issue that it takes, written in a file of YAML.

until: 2027-01-31
languages: [de, fr]
publisher: Swiss section
contacts: [{name: Coordination, email: ua@example.org}]
copies:
  embassy-bern: {role: copy, name: Embassy, section: CH, post_lines: [Street 1, 3000 Bern], country: CH}
post-service:
  - {origin: CH, destination: PE, state: running, as_of: 2026-11-01, postage: CHF 2.50}
"""

from collections.abc import Mapping
from typing import Any

import yaml
from django.utils.translation import gettext

from answerable.actions.hand_over import Overlay
from answerable.kernel.errors import ValueRefusedError
from answerable.kernel.times import parse_day
from answerable.publish.draft_heads import plain_of
from answerable.publish.problems import nearest

KEYS = ("until", "languages", "publisher", "contacts", "copies", "post-service")
_POST = ("origin", "destination", "state", "as_of", "words", "postage", "source")


def read_overlay(text: str) -> Overlay:
    """Return what a file lays over an issue.

    Raises:
        ValueRefusedError: it cannot be read, or says something that an overlay does not. DateUnclearError.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _refused(gettext("This is not valid YAML."), str(error.problem_mark)) from error
    said = plain_of(node) if node is not None else {}
    if not isinstance(said, dict):
        raise _refused(gettext("An overlay is a list of names and values."), ", ".join(KEYS))
    for key in said:
        if key not in KEYS:
            what = gettext("'%(word)s' means nothing in an overlay.") % {"word": key[:40]}
            raise _refused(what, nearest(key, KEYS) or ", ".join(KEYS))
    return Overlay(
        until=parse_day(said["until"]) if said.get("until") else None,
        languages=tuple(_list(said, "languages")),
        copies={str(key): dict(one) for key, one in _mapping(said, "copies").items()},
        post=tuple(_post(one) for one in _list(said, "post-service")),
        contacts=tuple(dict(one) for one in _list(said, "contacts")),
        publisher=str(said.get("publisher", "")),
    )


def _refused(what: str, remedy: str) -> ValueRefusedError:
    return ValueRefusedError(what, remedy=remedy)


def _list(said: Mapping[str, Any], name: str) -> list[Any]:
    found = said.get(name) or []
    if not isinstance(found, list):
        raise _refused(
            gettext("'%(word)s' is a list.") % {"word": name}, gettext("Begin each entry with a hyphen.")
        )
    return found


def _mapping(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name) or {}
    if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise _refused(
            gettext("'%(word)s' holds a short name for each, and what it is.") % {"word": name},
            gettext("As in: embassy-bern: {role: copy, name: Embassy}."),
        )
    return found


def _post(one: Any) -> dict[str, Any]:
    if not isinstance(one, dict) or set(one) - set(_POST) or not one.get("as_of"):
        raise _refused(gettext("An entry of 'post-service' says more or less than it can."), ", ".join(_POST))
    return {**one, "as_of": parse_day(one["as_of"])}
