"""The form of entity ids: a kind and a slug, 'person:a-name', safe in URLs and the same everywhere."""

import re

_ENTITY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*:[a-z0-9][a-z0-9.\-]{0,118}")


def is_entity_id(text: str) -> bool:
    """Say whether `text` has the form of an entity's id."""
    return _ENTITY.fullmatch(text) is not None
