"""The site's folder: whole or as it was, whatever fails and whenever."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from answerable.kernel.errors import ActRefusedError, FileRefusedError
from answerable.publish.site.addresses import file_name, source_name
from answerable.publish.site.folder import MANIFEST, SiteFolder
from answerable.publish.site.links import LinkCheck
from tests.publish.sites import files_in


def fill(target: Path, files: dict[str, bytes]) -> SiteFolder:
    with SiteFolder(target) as folder:
        for path, content in files.items():
            folder.write(path, content)
        folder.finish()
    return folder


OLD = {"en/a.html": b"old a", "en/b.html": b"old b", "robots.txt": b"all"}
NEW = {"en/a.html": b"new a", "en/c.html": b"new c", "robots.txt": b"all"}


def left_beside(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir() if path != target]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("failing", range(3))
def test_when_a_write_fails_the_earlier_site_is_left_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, code: int
) -> None:
    target = tmp_path / "site"
    fill(target, OLD)
    before = files_in(target)
    written = 0
    real = SiteFolder.write_new

    def full(self: SiteFolder, path: str, content: bytes) -> None:
        nonlocal written
        written += 1
        if written > failing:
            raise OSError(code, "No space left on device")
        real(self, path, content)

    monkeypatch.setattr(SiteFolder, "write_new", full)
    with pytest.raises(FileRefusedError, match="is as it was") as refused:
        fill(target, NEW)

    assert files_in(target) == before
    assert left_beside(target) == []
    assert ("disk is full" in str(refused.value)) == (code != errno.EIO)


def test_when_the_last_step_fails_the_earlier_site_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    fill(target, OLD)
    before = files_in(target)
    real = Path.rename

    def failing(self: Path, to: Path) -> Path:
        if self.name.endswith(".part"):
            raise OSError(errno.EIO, "broken")
        return real(self, to)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(FileRefusedError):
        fill(target, NEW)
    monkeypatch.undo()

    assert files_in(target) == before
    assert left_beside(target) == []


def test_a_run_that_was_killed_between_its_last_steps_is_put_right(tmp_path: Path) -> None:
    target = tmp_path / "site"
    fill(target, OLD)
    target.rename(tmp_path / ".site.previous")
    folder = fill(target, NEW)

    assert folder.counts.kept == 1
    assert left_beside(target) == []
    assert (target / "en" / "c.html").read_bytes() == b"new c"


def test_a_real_disk_that_is_full_leaves_the_earlier_site_whole(tmp_path: Path) -> None:
    """On a file system of 200 kB, in a namespace of its own; skipped where this machine does not let one mount."""
    script = """
import pathlib, sys
from answerable.kernel.errors import FileRefusedError
from answerable.publish.site.folder import SiteFolder
target = pathlib.Path(sys.argv[1]) / "site"
def fill(files):
    with SiteFolder(target) as folder:
        for path, content in files.items():
            folder.write(path, content)
        folder.finish()
fill({"en/a.html": b"old"})
try:
    fill({f"en/{n}.html": bytes(20000) + str(n).encode() for n in range(40)})
except FileRefusedError as error:
    left = sorted(path.name for path in target.parent.iterdir())
    print("refused" if "disk is full" in str(error) else error, (target / "en" / "a.html").read_bytes(), left)
"""
    mounted = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
               'mount -t tmpfs -o size=200k none "$0" && exec "$1" -c "$2" "$0"',
               str(tmp_path), sys.executable, script]  # fmt: skip
    try:
        done = subprocess.run(mounted, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("There is no 'unshare' here, so no full disk was tried.")
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("This machine lets nobody mount, so no full disk was tried.")

    assert done.stdout.strip() == "refused b'old' ['site']", done.stderr


@pytest.mark.parametrize("there", ["file", "folder", "link", "foreign"])
def test_what_is_no_earlier_site_is_refused_and_left_alone(tmp_path: Path, there: str) -> None:
    target = tmp_path / "site"
    if there == "file":
        target.write_text("mine")
    elif there == "link":
        (tmp_path / "real").mkdir()
        target.symlink_to(tmp_path / "real")
    else:
        target.mkdir()
        (target / "mine.txt").write_text("mine")
        if there == "foreign":
            (target / MANIFEST).write_text(json.dumps({"files": {}, "works": {}, "made_by": "another"}))
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(FileRefusedError, match="not touched"):
        fill(target, NEW)

    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    fill(tmp_path / "site", NEW)

    assert (tmp_path / "site" / "robots.txt").exists()


def test_two_pages_in_one_file_are_refused(tmp_path: Path) -> None:
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("a", b"1")
        with pytest.raises(FileRefusedError, match="one file"):
            folder.write("a", b"2")


@pytest.mark.parametrize(
    ("tag", "fault"),
    [
        ('<a href="gone.html">', "'en/gone.html' is not there"),
        ('<a href="b.html#nowhere">', "'en/b.html#nowhere' is not there"),
        ('<a href="#nowhere">', "'en/a.html#nowhere' is not there"),
        ('<a href="/en/b.html">', "leads out of the site"),
        ('<a href="../../b.html">', "leads out of the site"),
        ('<script src="https://other.example/x.js">', "<script> asks for"),
        ('<img alt="" src="//other.example/x.png">', "<img> asks for"),
        ('<link rel="stylesheet" href="https://other.example/x.css">', "<link> asks for"),
        ('<a href="javascript:alert(1)">', "<a> asks for"),
    ],
)
def test_a_bad_link_fails_the_run_and_names_its_page(tag: str, fault: str) -> None:
    pages = {
        "en/a.html": f'{tag}<a href="b.html#here">',
        "en/b.html": '<p id="here"><a href="https://source.example/">',
    }
    check = LinkCheck()
    for path, text in pages.items():
        check.page(path, text)
    with pytest.raises(ActRefusedError) as refused:
        check.finish(frozenset(pages), pages.__getitem__)

    assert "(1): en/a.html: " in str(refused.value)
    assert fault in str(refused.value)


def test_good_links_are_counted() -> None:
    pages = {
        "en/a.html": '<a href="b.html#here"><link rel="alternate" href="https://site.example/">',
        "en/b.html": '<p id="here">',
    }
    check = LinkCheck()
    for path, text in pages.items():
        check.page(path, text)

    assert check.finish(frozenset(pages), pages.__getitem__) == 2


def test_no_two_ids_share_a_file() -> None:
    ids = ["incident:a", "event:a", "incident:a.b", "incident:" + "a" * 200, "incident:" + "a" * 201, "incident:x-1",
           "incident:index", "incident:ü", "incident:A", "incident:../a", "incident:con"]  # fmt: skip
    names = [file_name(each, "incident") for each in ids]
    keys = ["S1", "s1", "compilers", "Compilers", "COMPILERS", "../S", "x-1", "X-1", "key-s1", "Ñ"]

    assert len({name.casefold() for name in names}) == len(ids)
    assert len({source_name(key).casefold() for key in keys}) == len(keys)
    assert all("/" not in name and len(name) <= 110 for name in names)
