"""What the documents and the help tell a person to type is what the program takes, and it works."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from answerable.cli.program import COMMANDS, program
from tests.cli.running import BIN, ROOT, commands_in, environment, run_in_turn

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TUTORIAL = ROOT / "docs" / "tutorial.md"
PASSWORD = "three harbour cranes\n"
ELSEWHERE = {
    "demo": "the fixture runs it with --build-only",
    "serve": "the tutorial's test runs it",
    "ingest": "needs files of one's own; see test_endings",
    "bench": "measures, and takes minutes",
    "mail": "needs a mail server; its own tests start one",
    "check-text": "ends with 1 when a text is not held; its own tests run it",
}
WITHOUT_FILES = ("sheets/",)


def command_lines() -> list[tuple[str, list[str]]]:
    return [
        (f"{path.relative_to(ROOT)}: {' '.join(words)}", words[1:])
        for path in PAGES
        for words in commands_in(path.read_text(encoding="utf-8").replace("\n   ", "\n"))
        if words[0] == "answerable"
    ]


LINES = command_lines()


def lay_out(folder: Path) -> Path:
    """Lay the files that the pages speak of into a folder: the example, a sheet in two languages, an action, two texts."""
    (folder / "examples").symlink_to(ROOT / "examples")
    for language in ("en", "es"):
        sheet = ROOT / "examples" / "publications" / "peru-2022" / f"facts-and-figures.{language}.md"
        shutil.copy(sheet, folder / f"sheet.{language}.md")
    ours = (
        Path(shutil.copytree(ROOT / "examples" / "actions" / "peru-2022", folder / "our-action")) / "action.yaml"
    )
    text = ours.read_text(encoding="utf-8")
    ours.write_text(
        text.replace("slug: juliaca", "slug: our-action").replace("sequence: 1", "sequence: 2"), "utf-8"
    )
    for name in ("nota.txt", "release.docx"):
        (folder / name).write_text("Nothing.", encoding="utf-8")
    return folder


@pytest.mark.parametrize("line", [words for _, words in LINES], ids=[name for name, _ in LINES])
def test_a_command_line_in_a_page_is_one_that_the_program_takes(line, tmp_path, monkeypatch):
    monkeypatch.chdir(lay_out(tmp_path))
    name, *rest = line
    command = program.get_command(click.Context(program), name)

    assert command is not None
    if "--help" not in rest:
        command.make_context(name, list(rest), resilient_parsing=False)


def examples_in_help() -> Iterator[tuple[str, list[str]]]:
    import shlex

    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        assert command is not None
        for line in (command.help or "").splitlines():
            words = shlex.split(line)[1:] if line.strip().startswith("answerable ") else []
            if words:
                yield line.strip(), words


def is_tried(words: list[str]) -> bool:
    return words[0] not in ELSEWHERE and not any(word in WITHOUT_FILES for word in words)


def failures(home: Path, asked: list[tuple[str, list[str]]], where: Path) -> list[tuple[str, int, str]]:
    """Return each command that did not end with 0, with the end of what it complained of."""
    ends = run_in_turn(home, [words for _, words in asked], typed=PASSWORD * 2, where=where)
    return [
        (line, ended.status, ended.err[-300:])
        for (line, _), ended in zip(asked, ends, strict=True)
        if ended.status
    ]


def test_every_example_in_the_help_works_one_after_the_other(demo_copy, tmp_path):
    """In the order of the help: what one example opens, a later one uses."""
    asked = [(line, words) for line, words in examples_in_help() if is_tried(words)]

    assert failures(demo_copy, asked, lay_out(tmp_path)) == []


def test_every_reading_in_the_how_to_pages_works(demo_copy, tmp_path):
    # The sheets of the second are not here.
    asked = [(name, words) for name, words in LINES if "how-to/" in name and words != ["check", "nigeria"]]

    assert failures(demo_copy, [each for each in asked if is_tried(each[1])], lay_out(tmp_path)) == []


def test_the_tutorial_works_as_it_is_written(tmp_path):
    home = tmp_path / "tutorial"
    lines = commands_in(TUTORIAL.read_text(encoding="utf-8"))
    asked = [words[1:] for words in lines if words[0] == "answerable"]
    serving = next(at for at, words in enumerate(asked) if words[0] == "serve")
    said = _in_turn(home, asked[:serving], tmp_path)
    assert _serves(home, tmp_path)
    said |= _in_turn(home, asked[serving + 1 :], tmp_path)

    at_the_incident = said["chain harbour-2024 incident:harbour-2024-05-03"]
    assert "Teodora Salas (substantive, evidenced" in at_the_incident
    assert "weakest link: assumed" in at_the_incident
    assert "Head of the Harbour Police: not known" in at_the_incident
    without = said["chain harbour-2024 unit:harbour-police --day 2024-05-03 --without G1"]
    assert "Salas" not in without
    by_then = said["chain harbour-2024 unit:harbour-police --day 2024-05-03 --as-of 2024-05-05"]
    assert "Salas" not in by_then
    before = said["chain harbour-2024 unit:harbour-police --day 2022-06-01"]
    assert "Salas (" not in before
    assert "0 claims" in said["show harbour-2024 --audience public"]


def _in_turn(home: Path, commands: list[list[str]], where: Path) -> dict[str, str]:
    """Run commands, which must all end well, and return what each printed."""
    ends = run_in_turn(home, commands, where=where)
    assert [(words, ended.err) for words, ended in zip(commands, ends, strict=True) if ended.status] == []
    return {" ".join(words): ended.out for words, ended in zip(commands, ends, strict=True)}


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _serves(home: Path, where: Path) -> bool:
    """Start the server as the tutorial does, enter by the link it prints, and say whether the dossier is there."""
    server = subprocess.Popen(
        [sys.executable, "-m", "answerable", "serve", "--port", str(_free_port()), "--entry", "harbour-2024"],
        cwd=where, env=environment(home) | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        link = next(word for line in server.stdout for word in line.decode().split() if "/enter/" in word)
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        for _ in range(100):
            try:
                with visitor.open(link, timeout=10) as answer:
                    return answer.status == 200 and b"harbour" in answer.read().lower()
            except OSError:
                assert server.poll() is None
                time.sleep(0.2)
        return False
    finally:
        _stop(server)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    import os
    import signal

    os.killpg(server.pid, signal.SIGTERM)
    server.wait(20)
    if server.stdout:
        server.stdout.close()


def test_the_server_cannot_be_told_to_listen_to_other_machines():
    command = program.get_command(click.Context(program), "serve")
    assert command is not None

    assert not any(re.search(r"host|bind|address", name) for item in command.params for name in item.opts)


def test_the_words_of_make_in_the_pages_are_words_of_the_makefile():
    words = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in PAGES:
        for words_of_line in commands_in(path.read_text(encoding="utf-8")):
            if words_of_line[0] == "make":
                assert words_of_line[1] in words, path


def test_the_program_is_installed_where_the_pages_look_for_it():
    assert (BIN / "answerable").exists() or shutil.which("answerable")
