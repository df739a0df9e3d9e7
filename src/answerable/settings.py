"""Settings for one laptop, offline. Every value that a deployment changes is an environment name ANSWERABLE_….

Read docs/reference/settings for each name, its default and what it is for.
"""

import os
import secrets
from pathlib import Path

from answerable.record.database import SQLITE_OPTIONS

ANSWERABLE_HOME = Path(os.environ.get("ANSWERABLE_HOME", "var")).resolve()
ANSWERABLE_LOCAL_SIGN_IN = os.environ.get("ANSWERABLE_LOCAL_SIGN_IN", "")
DEBUG = False


def _secret_key() -> str:
    """Return the key from the environment, or one made once and kept in the home folder, readable by its owner."""
    given = os.environ.get("ANSWERABLE_SECRET_KEY")
    if given:
        return given
    kept = ANSWERABLE_HOME / "secret-key"
    if not kept.exists():
        ANSWERABLE_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("ANSWERABLE_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "answerable.record",
]
ROOT_URLCONF = "answerable.web.urls"
DATABASES = {
    "default": {
        "ENGINE": "answerable.record.sqlite",
        "NAME": os.environ.get("ANSWERABLE_DATABASE", str(ANSWERABLE_HOME / "answerable.sqlite3")),
        "OPTIONS": SQLITE_OPTIONS,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
