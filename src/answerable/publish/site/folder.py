"""Writes the site's files beside the earlier site and puts them in its place at the end: whole, or not at all.

What did not change is carried over from the earlier site after its bytes were checked. The earlier site is not
touched before the new one is whole; when anything fails, the full disk too, it stays as it was.
"""

import errno
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from answerable.kernel.errors import FileRefusedError

MANIFEST = "manifest.json"
MADE_BY = "answerable publish"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the manifest of the earlier site says: `works` by name (inputs, paths), `files` by path (digest)."""

    works: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """How many files were written, carried over as they were, and left behind."""

    written: int = 0
    kept: int = 0
    removed: int = 0


class SiteFolder:
    """One run of writing; use it as a context. `finish` puts the new site in the earlier one's place."""

    def __init__(self, target: Path) -> None:
        self.target = target.absolute()
        self.started = self.target.with_name(f".{self.target.name}.{os.getpid()}.part")
        self.aside = self.target.with_name(f".{self.target.name}.previous")
        self.counts = Counts()
        self.files: dict[str, str] = {}
        self.works: dict[str, tuple[str, tuple[str, ...]]] = {}
        self.earlier = Earlier()
        self._folders: set[Path] = set()

    def __enter__(self) -> Self:
        try:
            self._put_back_what_was_interrupted()
            self.earlier = earlier_site(self.target)
            self.target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self.started, ignore_errors=True)
            self.started.mkdir()
        except OSError as error:
            raise self._refusal(error) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if kind is not None:
            shutil.rmtree(self.started, ignore_errors=True)
        if isinstance(error, OSError):
            raise self._refusal(error) from None

    def _put_back_what_was_interrupted(self) -> None:
        """A run that was killed between its last two steps left the earlier site beside its place."""
        if self.aside.exists() and not self.target.exists():
            self.aside.rename(self.target)

    def _refusal(self, error: OSError) -> FileRefusedError:
        what = "The disk is full." if error.errno in _FULL else f"The site could not be written: {error.strerror}."
        there = "The site that was there is as it was." if self.earlier.files else "Nothing was left behind."
        remedy = "Free some space" if error.errno in _FULL else "Check the folder and its permissions"
        return FileRefusedError(f"{what} {there}", where=self.target.name, remedy=f"{remedy}, and publish again.")

    # files

    def read_kept(self, path: str) -> bytes | None:
        """Return a file of the earlier site if its bytes are still those that were written; else None."""
        known = self.earlier.files.get(path)
        if known is None:
            return None
        try:
            content = (self.target / path).read_bytes()
        except OSError:
            return None
        return content if sha256(content).hexdigest() == known else None

    def keep(self, path: str) -> None:
        """Carry a file over from the earlier site, as the same file where the file system can."""
        there, here = self.target / path, self._place(path)
        try:
            os.link(there, here)
        except OSError as error:
            if error.errno in _FULL:
                raise
            shutil.copyfile(there, here)
        self.files[path] = self.earlier.files[path]
        self.counts.kept += 1

    def write(self, path: str, content: bytes) -> None:
        """Write a file, or carry it over when the earlier site has the very same."""
        named = sha256(content).hexdigest()
        if self.earlier.files.get(path) == named and self.read_kept(path) is not None:
            self.keep(path)
            return
        self.write_new(path, content)
        self.files[path] = named
        self.counts.written += 1

    def write_new(self, path: str, content: bytes) -> None:
        """Put bytes on the disk; every write of a run goes through here."""
        self._place(path).write_bytes(content)

    def _place(self, path: str) -> Path:
        if path in self.files:
            raise FileRefusedError("Two pages would be written to one file.", where=path)
        place = self.started / path
        if place.parent not in self._folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(place.parent)
        return place

    # the end

    def finish(self) -> None:
        """Write the manifest and put the new site where the earlier one was."""
        self.write_new(MANIFEST, self._manifest())
        self.counts.removed = len(self.earlier.files.keys() - self.files.keys())
        shutil.rmtree(self.aside, ignore_errors=True)
        if not self.target.exists():
            self.started.rename(self.target)
            return
        self.target.rename(self.aside)
        try:
            self.started.rename(self.target)
        except OSError:
            self.aside.rename(self.target)
            raise
        shutil.rmtree(self.aside, ignore_errors=True)

    def _manifest(self) -> bytes:
        content = {
            "made_by": MADE_BY,
            "files": dict(sorted(self.files.items())),
            "works": {name: {"inputs": inputs, "files": list(paths)}
                      for name, (inputs, paths) in sorted(self.works.items())},
        }  # fmt: skip
        return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def earlier_site(target: Path) -> Earlier:
    """Return what the manifest of the site at `target` says; nothing where there is no folder, or an empty one.

    Raises:
        FileRefusedError: something else is there, which is left alone.
    """
    if not target.exists() and not target.is_symlink():
        return Earlier()
    refusal = FileRefusedError(
        "There is something else there, which was not touched.",
        where=target.name,
        remedy="Name a folder that is not there yet, is empty, or holds an earlier site.",
    )
    if target.is_symlink() or not target.is_dir():
        raise refusal
    if not any(target.iterdir()):
        return Earlier()
    try:
        content: Any = json.loads((target / MANIFEST).read_bytes())
        if content["made_by"] != MADE_BY:
            raise refusal
        works = {name: (one["inputs"], tuple(one["files"])) for name, one in content["works"].items()}
        return Earlier(works, dict(content["files"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise refusal from None
