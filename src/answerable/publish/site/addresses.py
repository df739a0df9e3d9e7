"""Where each page of the site lies, and how one page leads to another: always relative, always to a file.

A page is a file of its own, not a folder, for a browser that reads from disk opens no folder's index.
"""

import re
from hashlib import sha256

LOOK = "look"
"""The folder of the stylesheet, the script and the typefaces."""
FILES = "files"
"""The folder of what can be downloaded."""
FOLDERS = {"Incident": ("incidents", "incident"), "Person": ("officials", "person"), "Source": ("sources", "")}
LONGEST = 100
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*\Z")


def file_name(entity: str, kind: str = "") -> str:
    """Return an id as the name of a file, without its ending; no two ids share one, on any file system.

    'incident:juliaca' of the kind 'incident' gives 'juliaca'; other kinds keep theirs. A name that a file system
    might not keep apart or not take, is made from a digest.
    """
    head, mark, tail = entity.partition(":")
    name = tail if head == kind and "." not in tail else f"{head}.{tail}"
    return name if mark and _is_sound(name) else _digested(entity)


def source_name(key: str) -> str:
    """Return the key of a source as the name of a file: S1 as it is, and others so that no two share one."""
    name = key if key.isupper() else f"key-{key}"
    return name if (key.isupper() or key.islower()) and _is_sound(name.lower()) else _digested(key)


def _is_sound(name: str) -> bool:
    return bool(_PLAIN.match(name)) and len(name) <= LONGEST and not name.startswith(("x-", "index"))


def _digested(text: str) -> str:
    return f"x-{sha256(text.encode()).hexdigest()[:24]}"


def page_of(language: str, schema: str, entity: str) -> str:
    """Return the path of an entity's page from the root of the site."""
    folder, kind = FOLDERS[schema]
    name = file_name(entity, kind) if kind else source_name(entity)
    return f"{language}/{folder}/{name}.html"


def chain_page(language: str, incident: str, day: str = "") -> str:
    """Return the path of the chain of command of an incident: on its first day, or on the day given."""
    name = file_name(incident, "incident")
    return f"{language}/command/{name}{f'.{day}' if day else ''}.html"


def way(here: str, there: str) -> str:
    """Return the relative address that leads from one page to another; both are paths from the root."""
    return "../" * here.count("/") + there
