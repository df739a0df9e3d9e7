"""Content hashes: the same content has the same name on every machine."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

CLAIM_ID_LENGTH = 32


def canonical_json(content: Mapping[str, Any]) -> bytes:
    """Return `content` as UTF-8 JSON with sorted keys and no spaces: equal content, equal bytes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_hex(content: bytes) -> str:
    """Return the SHA-256 of `content` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def content_id(content: Mapping[str, Any]) -> str:
    """Return the id of a record that is named by what it says: 128 bits of SHA-256, as 32 digits."""
    return sha256_hex(canonical_json(content))[:CLAIM_ID_LENGTH]
