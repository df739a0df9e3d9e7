"""One sign-in by link, for the person who sits at the machine that the program runs on.

The command that starts the server writes the hash of a random word into the home folder, readable by this user
alone, and prints the link with the word in it. The link opens the door once, within minutes, only to a request
that comes from this machine itself, only when the server was started for it, and only to an account without a
password: whoever can write to the home folder owns the database anyway, so nothing is given away.
"""

import json
import os
import secrets
import time
from hmac import compare_digest
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User

from answerable.accounts.changes import make_account
from answerable.kernel.errors import ActRefusedError
from answerable.kernel.hashing import sha256_hex
from answerable.record.actors import Actor, Role

LOCAL_NAME = "owner"
SECONDS = 15 * 60
_FILE = "local-entry"
HERE = frozenset({"127.0.0.1", "::1"})


def local_entry_link(base_url: str, name: str = LOCAL_NAME) -> str:
    """Return a link that signs in once as the account `name`, which is made if it is missing.

    The link before it no longer works. The account has no role in a dossier until `changes.admit` gives it one.

    Args:
        base_url: where the server answers, such as 'http://127.0.0.1:8000'.
        name: of the account; it must not have a password.

    Raises:
        ActRefusedError: the account has a password, so its owner signs in with that.
    """
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        make_account(actor=Actor(name, Role.OWNER), name=name, password=None)
    elif user.has_usable_password():
        raise ActRefusedError("This account has a password.", remedy="Sign in with it, or name another account.")
    token = secrets.token_urlsafe(32)
    _write({"hash": sha256_hex(token.encode()), "until": time.time() + SECONDS, "name": name})
    return f"{base_url.rstrip('/')}/enter/{token}/"


def spend_token(token: str, *, address: str, is_forwarded: bool) -> User | None:
    """Return the account that the link opens, or None; a right word is used up by this.

    Args:
        token: the word in the link.
        address: where the request came from.
        is_forwarded: a proxy passed the request on, so that `address` says nothing of who asks.
    """
    if settings.ANSWERABLE_LOCAL_SIGN_IN != "1" or address not in HERE or is_forwarded:
        return None
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not compare_digest(str(kept["hash"]), sha256_hex(token.encode())):
        return None
    try:
        _path().unlink()  # of two requests at once only one finds the file
    except FileNotFoundError:
        return None
    user = get_user_model().objects.filter(username=kept["name"], is_active=True).first()
    return user if user and kept["until"] > time.time() and not user.has_usable_password() else None


def _path() -> Path:
    return Path(settings.ANSWERABLE_HOME) / _FILE


def _write(content: dict[str, object]) -> None:
    _path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _path().unlink(missing_ok=True)
    descriptor = os.open(_path(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)
