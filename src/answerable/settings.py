"""Settings for one laptop, offline. Every value that a deployment changes is an environment name ANSWERABLE_….

Read docs/reference/settings for each name, its default and what it is for.
"""

import os
import secrets
from pathlib import Path

from answerable.record.database import SQLITE_OPTIONS

ANSWERABLE_HOME = Path(os.environ.get("ANSWERABLE_HOME", "var")).resolve()
ANSWERABLE_LOCAL_SIGN_IN = os.environ.get("ANSWERABLE_LOCAL_SIGN_IN", "")
ANSWERABLE_MAX_FILE_MB = int(os.environ.get("ANSWERABLE_MAX_FILE_MB", "200"))
# Letters go out only where a mail server is named.
ANSWERABLE_MAIL_HOST = os.environ.get("ANSWERABLE_MAIL_HOST", "")
ANSWERABLE_MAIL_PORT = int(os.environ.get("ANSWERABLE_MAIL_PORT", "25"))
ANSWERABLE_MAIL_USER = os.environ.get("ANSWERABLE_MAIL_USER", "")
ANSWERABLE_MAIL_PASSWORD = os.environ.get("ANSWERABLE_MAIL_PASSWORD", "")
ANSWERABLE_MAIL_STARTTLS = os.environ.get("ANSWERABLE_MAIL_STARTTLS", "")
ANSWERABLE_MAIL_SENDER = os.environ.get("ANSWERABLE_MAIL_SENDER", "")
ANSWERABLE_MAIL_BOUNCES = os.environ.get("ANSWERABLE_MAIL_BOUNCES", "")
ANSWERABLE_MAIL_ONLY_TO = os.environ.get("ANSWERABLE_MAIL_ONLY_TO", "")
ANSWERABLE_ADDRESS = os.environ.get("ANSWERABLE_ADDRESS", "http://127.0.0.1:8000")
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
    "answerable.evidence",
    "answerable.accounts",
    "answerable.publish",
    "answerable.actions",
    "answerable.web",  # before allauth, so that its pages wear our look
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ninja",
]
MIDDLEWARE = [
    "answerable.web.action_cache.ActionCacheMiddleware",  # first: what it keeps has been through all the others
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "answerable.web.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "answerable.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "answerable.web.context.asked",
            ],
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "answerable.record.sqlite",
        "NAME": os.environ.get("ANSWERABLE_DATABASE", str(ANSWERABLE_HOME / "answerable.sqlite3")),
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": 10,  # opening and closing costs as much as a letter; a replaced file is noticed soon
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]

LOCALE_PATHS = [str(Path(__file__).parent / "locale")]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# People come in through allauth, without mail and without asking any other host.
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # closing the browser signs out: a machine may change hands
ACCOUNT_ADAPTER = "answerable.accounts.adapter.ClosedDoorAdapter"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "answerable.web.pages.signed_out.token_refused"
SESSION_SAVE_EVERY_REQUEST = False
# What was saved is named in messages, so they are not kept in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# No page asks another host for anything, sends one a referrer, or may be framed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
# Not "no-referrer": then browsers send "Origin: null" with a form, and every form is refused as if forged.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Nothing of a dossier is written to logs: only what went wrong, and where in the code.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
