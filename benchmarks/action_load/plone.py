"""Plone 6.2: what the pages of urgent actions have long been served from. Only its reading is measured.

One process with its own server and storage, as its instance script makes it, nobody signed in, and no cache in
front: what a section has before anybody tunes it. A second process would need a storage server of its own.
"""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from action_load.postgres import PeerMissingError, free_port
from action_load.served import end_program, start_program, wait_for
from action_load.wire import Answer, request_bytes

PINS = ("setuptools<80", "plone.app.layout==6.0.2", "Plone==6.2.2")
MAKE_SITE = """
import sys
from pathlib import Path
from AccessControl.SecurityManagement import newSecurityManager
from Testing.makerequest import makerequest
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.distribution.api import site as sites
from zope.component.hooks import setSite
from zope.globalrequest import setRequest
import transaction

app = makerequest(app)
setRequest(app.REQUEST)
newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))
answers = {"site_id": "site", "title": "Site", "description": "", "default_language": "en",
           "portal_timezone": "UTC", "setup_content": False}
site = sites.create(app, "classic", answers)
setSite(site)
text = Path(sys.argv[-1]).read_text(encoding="utf-8")
page = api.content.create(container=site, type="Document", id="action", title="Urgent action",
                          text=RichTextValue(text, "text/html", "text/x-html-safe"))
api.content.transition(obj=page, transition="publish")
transaction.commit()
"""


def install(folder: Path) -> None:
    """Make its virtual environment; it takes a few minutes."""
    subprocess.run(["python3", "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, *PINS], check=True)


class Plone:
    """One process of Plone with one page of the same text."""

    name = "Plone"
    takes_letters = False
    about = "Plone 6.2.2, Classic UI, waitress, one process, file storage"

    def __init__(self, folder: Path, *, html: str) -> None:
        self.binaries = folder / "plone" / "bin"
        if not (self.binaries / "mkwsgiinstance").exists():
            raise PeerMissingError("Plone is not installed (benchmarks/actions.py --install-peers).")
        self.html = html
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="answerable-plone-"))
        self.program: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        instance = self.folder / "instance"
        user = f"admin:{secrets.token_hex(12)}"
        self._run("mkwsgiinstance", "-d", str(instance), "-u", user)
        settings = instance / "etc" / "zope.ini"
        text = settings.read_text().replace("port = 8080", f"port = {self.port}")
        settings.write_text(text.replace("level = INFO", "level = ERROR"))
        (instance / "make_site.py").write_text(MAKE_SITE, encoding="utf-8")
        (instance / "text.html").write_text(self.html, encoding="utf-8")
        configuration = str(instance / "etc" / "zope.conf")
        self._run("zconsole", "run", configuration, str(instance / "make_site.py"), str(instance / "text.html"))
        self.program = start_program([str(self.binaries / "runwsgi"), str(settings)], os.environ, self.folder)
        answer = wait_for(self.port, "/site/action")
        if answer.status != 200:
            raise PeerMissingError(f"Plone answered {answer.status} for its page.")

    def stop(self) -> None:
        end_program(self.program)
        shutil.rmtree(self.folder, ignore_errors=True)

    def processes(self) -> Mapping[str, Sequence[int]]:
        assert self.program is not None
        return {"app": [self.program.pid]}

    def page(self, tag: str = "") -> bytes:
        return request_bytes("GET", "/site/action", self.port, headers={"If-None-Match": tag} if tag else {})

    def letters(self, count: int) -> Iterator[bytes] | None:
        del count
        return None

    def took(self, answer: Answer) -> bool:
        return answer.status == 200

    def held(self) -> int:
        return 0

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.binaries / program), *words]
        done = subprocess.run(command, cwd=self.folder, check=False, capture_output=True, text=True)
        if done.returncode:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise PeerMissingError(f"Plone's {program} did not work: {last}")
