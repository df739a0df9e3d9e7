"""appel-crises 0.0.37: a Django site on which people write to members of parliament, the nearest in a registry.

It is given what helps it: its static files collected, no error tracker, no captcha, no mail provider asked (its
own command would send the queue). Letters come in by its form without JavaScript.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from action_load.postgres import PeerMissingError, Postgres, free_port
from action_load.served import WORKERS, end_program, start_program, wait_for
from action_load.wire import Answer, one_answer, request_bytes

PINS = ("django==4.2.*", "psycopg2-binary", "getconf", "whitenoise[brotli]", "requests", "sentry-sdk==0.14.3",
        "importlib-metadata", "gunicorn")  # fmt: skip
ITSELF = "appel-crises==0.0.37"
FORM = "/interpeller-ses-elus"


def install(folder: Path) -> None:
    """Make its virtual environment."""
    subprocess.run(["python3", "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, *PINS], check=True)
    subprocess.run([*pip, "--no-deps", ITSELF], check=True)


class AppelCrises:
    """Started by gunicorn with two workers, on PostgreSQL."""

    name = "appel-crises"
    takes_letters = True

    def __init__(self, folder: Path, *, letters: int, signatures: int, text: str) -> None:
        self.binaries = folder / "appel-crises" / "bin"
        if not (self.binaries / "gunicorn").exists():
            raise PeerMissingError("appel-crises is not installed (benchmarks/actions.py --install-peers).")
        self.before, self.signatures, self.text = letters, signatures, text
        self.postgres = Postgres()
        self.about = f"appel-crises 0.0.37, gunicorn with {WORKERS} workers, PostgreSQL"
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="answerable-appel-"))
        self.program: subprocess.Popen[bytes] | None = None
        self.cookie = self.token = ""

    def start(self) -> None:
        self.postgres.start()
        version = self.postgres.sql("SHOW server_version").split()[0]
        self.about = f"{self.about} {version}"
        environment = self._environment()
        manage = [str(self.binaries / "python"), "-m", "django", "migrate", "--verbosity=0"]
        subprocess.run(manage, env=environment, cwd=self.folder, check=True, capture_output=True)
        self._fill()
        serve = [str(self.binaries / "gunicorn"), "--workers", str(WORKERS), "--bind", f"127.0.0.1:{self.port}",
                 "--log-level", "error", "--keep-alive", "5", "appel_crises.wsgi"]  # fmt: skip
        self.program = start_program(serve, environment, self.folder)
        wait_for(self.port, FORM)
        self._take_token()

    def stop(self) -> None:
        end_program(self.program)
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self) -> Mapping[str, Sequence[int]]:
        assert self.program is not None
        return {"app": [self.program.pid], "database": [self.postgres.pid]}

    def page(self, tag: str = "") -> bytes:
        return request_bytes("GET", FORM, self.port, headers={"If-None-Match": tag} if tag else {})

    def letters(self, count: int) -> Iterator[bytes]:
        headers = {"Cookie": f"csrftoken={self.cookie}", "Referer": f"http://127.0.0.1:{self.port}{FORM}"}
        start = self.held()
        for number in range(start, start + count):
            body = urlencode(
                {
                    "csrfmiddlewaretoken": self.token, "content": self.text, "subject": "Carta",
                    "sender": f"Writer {number}", "from_email": f"writer{number}@letters.example",
                    "postal_code": "75001", "template_id": "1", "send_to_government": "on",
                }
            ).encode()  # fmt: skip
            yield request_bytes("POST", "/api/call-out", self.port, body, headers)

    def took(self, answer: Answer) -> bool:
        return answer.status == 302

    def held(self) -> int:
        return int(self.postgres.sql("SELECT count(*) FROM appel_crises_calloutemail"))

    def _fill(self) -> None:
        self.postgres.sql(
            "INSERT INTO appel_crises_signature (created_at, email, first_name, surname, news,"
            " added_to_newsletter_list, has_captcha_verified, email_sent_at, email_verified_at)"
            " SELECT now(), 'w' || n || '@letters.example', 'Writer', n::text, false, false, true, now(), now()"
            f" FROM generate_series(1, {self.signatures}) n"
        )
        quoted = self.text.replace("'", "''")
        self.postgres.sql(
            "INSERT INTO appel_crises_calloutemail (created_at, content, subject, send_to_government, sender,"
            " from_email, postal_code, email_sent_at, verified_at)"
            f" SELECT now(), '{quoted}', 'Carta', true, 'Writer ' || n, 'w' || n || '@letters.example', '75001',"
            f" now(), now() FROM generate_series(1, {self.before}) n"
        )
        self.postgres.sql("VACUUM ANALYZE")

    def _take_token(self) -> None:
        answer = one_answer(self.port, self.page())
        self.cookie = answer.header("set-cookie").partition("csrftoken=")[2].partition(";")[0]
        mark = b'name="csrfmiddlewaretoken" value="'
        self.token = answer.body.partition(mark)[2].partition(b'"')[0].decode()

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "appel_crises.settings",
            "APPEL_CRISES_APP_MODE": "prod",
            "APPEL_CRISES_APP_SECRET_KEY": "only-for-this-run",
            "APPEL_CRISES_SITE_ALLOWED_HOSTS": "127.0.0.1",
            "APPEL_CRISES_DB_DATABASE": "postgresql",
            "APPEL_CRISES_DB_HOST": "127.0.0.1",
            "APPEL_CRISES_DB_PORT": str(self.postgres.port),
            "APPEL_CRISES_DB_NAME": "peer",
            "APPEL_CRISES_DB_USER": "peer",
        }
