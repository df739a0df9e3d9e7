"""Takes files in and is killed at a given step, again and again. Run by test_kills in a home of its own.

Prints nothing; what it leaves behind is looked at by the test.
"""

import io
import os
import pathlib
import random
import signal
import sys
import time

import django


def die() -> None:
    """End this process as a power cut would, with nothing tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


class DiesWhileRead:
    """A stream whose reader is killed in the middle."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, size: int) -> bytes:
        self.reads += 1
        if self.reads > 2:
            die()
        return b"half of it "


def kill_at(step: str) -> None:
    """Arrange that this process dies at `step` of taking a file in."""
    from answerable.evidence import changes
    from answerable.record import journal

    rename, write = pathlib.Path.rename, changes._write

    def renamed_then_dies(self: pathlib.Path, target: pathlib.Path) -> None:
        rename(self, target)
        die()

    def written_then_dies(*args: object) -> None:
        write(*args)
        die()

    if step == "before-rename":
        pathlib.Path.rename = lambda *_: die()  # type: ignore[method-assign, assignment]
    elif step == "after-rename":
        pathlib.Path.rename = renamed_then_dies  # type: ignore[method-assign, assignment]
    elif step == "before-rows":
        changes._record = lambda *_: die()  # type: ignore[assignment]
    elif step == "within-rows":
        journal.append = lambda *_, **__: die()  # type: ignore[assignment]
    elif step == "before-commit":
        changes._write = written_then_dies


def take_in(text: str, stream: object = None) -> str:
    """Take one file in and return its hash."""
    from answerable.evidence.changes import ingest
    from answerable.record.actors import Actor, Role
    from answerable.record.changes import find_dossier

    actor = Actor("Writer", Role.OWNER)
    content = stream or io.BytesIO(text.encode())
    return ingest(actor=actor, dossier=find_dossier("trial"), content=content, name="a.txt", source_key="A").sha256


def in_child(act: object, *, killed_after: float | None = None) -> None:
    """Run `act` in a forked process and wait for its end."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if not child:
        act()  # type: ignore[operator]
        os._exit(0)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main() -> None:
    """Set a dossier up, then be killed at each step, then a few times at no step in particular."""
    from django.core.management import call_command

    from answerable.record.actors import Actor, Role
    from answerable.record.changes import add_sources, new_dossier
    from answerable.record.drafts import DossierDraft, SourceDraft

    call_command("migrate", verbosity=0, skip_checks=True)
    owner = Actor("Owner", Role.OWNER)
    dossier = new_dossier(actor=owner, draft=DossierDraft("trial", {"en": "Trial"}, "America/Lima"))
    add_sources(actor=owner, dossier=dossier, drafts=[SourceDraft("A", "report", "A report")])

    in_child(lambda: take_in("", DiesWhileRead()))
    for step in ("before-rename", "after-rename", "before-rows", "within-rows", "before-commit"):
        in_child(lambda step=step: (kill_at(step), take_in(f"The words of {step}.")))

    acked = pathlib.Path(os.environ["ANSWERABLE_HOME"]) / "acked"

    def keep_on(seed: int) -> None:
        for number in range(1000):
            sha256 = take_in(f"Words {seed} {number}.")
            with acked.open("a", encoding="ascii") as file:
                file.write(sha256 + "\n")
                file.flush()

    for seed in range(3):
        in_child(lambda seed=seed: keep_on(seed), killed_after=0.8 + random.Random(seed).random())


if __name__ == "__main__":
    sys.path.insert(0, str(pathlib.Path(__file__).parents[2]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    django.setup()
    main()
