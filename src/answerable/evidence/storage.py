"""Files by their hash, on disk. A file appears whole or not at all, and is never altered.

Invariant: the bytes are on the disk, synced, before any row speaks of them. So a crash can leave a file that no
row knows, never a row without its file. Source: measured with killed writers, docs/how-it-works/evidence.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from answerable.kernel.errors import FileRefusedError, HashMismatchError, NotFoundError

CHUNK_BYTES = 1 << 20
STALE_SECONDS = 24 * 3600
_SHA256 = re.compile(r"[0-9a-f]{64}")
_INCOMING = "incoming"


class Readable(Protocol):
    """Anything that hands out bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes that have come in and are hashed, but are not kept yet."""

    path: Path
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of files named by their SHA-256: aa/bb/<all 64 digits>; readable by this user alone."""

    root: Path
    largest_bytes: int

    def stage(self, stream: Readable) -> Staged:
        """Take bytes in, hashing them as they come; nothing is kept until `keep`.

        Raises:
            FileRefusedError: there are more bytes than a file may have. Nothing of them stays.
        """
        incoming = self._folder(_INCOMING)
        path = incoming / f"{secrets.token_hex(16)}.part"
        digest, size = hashlib.sha256(), 0
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                while piece := stream.read(CHUNK_BYTES):
                    size += len(piece)
                    if size > self.largest_bytes:
                        raise _too_large(self.largest_bytes)
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Staged(path, digest.hexdigest(), size)

    def keep(self, staged: Staged) -> Path:
        """Give staged bytes their place; the same bytes a second time change nothing.

        Raises:
            HashMismatchError: what is in that place already is no longer what was put there.
        """
        place = self.path_of(staged.sha256)
        if place.exists():
            self.verify(staged.sha256)
            self.discard(staged)
            return place
        folder = self._folder(*place.parent.relative_to(self.root).parts)
        staged.path.rename(place)
        _sync(folder)
        return place

    def discard(self, staged: Staged) -> None:
        """Remove staged bytes."""
        staged.path.unlink(missing_ok=True)

    def put(self, stream: Readable) -> Staged:
        """Take bytes in and keep them. See `stage` and `keep`."""
        staged = self.stage(stream)
        return Staged(self.keep(staged), staged.sha256, staged.size_bytes)

    def path_of(self, sha256: str) -> Path:
        """Return where the file of a hash is or would be.

        Raises:
            NotFoundError: `sha256` is no hash, so that no name from outside can lead elsewhere on the disk.
        """
        if not _SHA256.fullmatch(sha256):
            raise NotFoundError(_("There is no such file here."))
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def has(self, sha256: str) -> bool:
        """Say whether a file of this hash is kept."""
        return self.path_of(sha256).is_file()

    def open(self, sha256: str) -> BinaryIO:
        """Open a kept file for reading; its hash is not checked, see `verify`.

        Raises:
            NotFoundError: no file of this hash is kept.
        """
        try:
            return self.path_of(sha256).open("rb")
        except FileNotFoundError:
            raise NotFoundError(_("There is no such file here.")) from None

    def verify(self, sha256: str) -> int:
        """Hash a kept file again and return its size in bytes.

        Raises:
            HashMismatchError: its bytes are not those that its name stands for. NotFoundError: it is gone.
        """
        digest, size = hashlib.sha256(), 0
        with self.open(sha256) as file:
            while piece := file.read(CHUNK_BYTES):
                size += len(piece)
                digest.update(piece)
        if digest.hexdigest() != sha256:
            raise HashMismatchError(f"The file {sha256[:12]}… is not the one that was stored.")
        return size

    def hashes(self) -> Iterator[str]:
        """Yield the hash of every file kept, sorted."""
        for place in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if _SHA256.fullmatch(place.name):
                yield place.name

    def sweep(self, older_than_seconds: float = STALE_SECONDS) -> int:
        """Remove what killed writers left half-written, and return how many such files there were."""
        limit, swept = time.time() - older_than_seconds, 0
        for path in (self.root / _INCOMING).glob("*.part"):
            try:
                if path.stat().st_mtime <= limit:
                    path.unlink()
                    swept += 1
            except FileNotFoundError:
                continue  # its writer has finished meanwhile
        return swept

    def incoming(self) -> Path:
        """Return the folder in which bytes are staged, on the same disk and as closed as the rest."""
        return self._folder(_INCOMING)

    def _folder(self, *names: str) -> Path:
        """Return a folder within the store; each level is closed to others and synced into the one above."""
        folder = self.root
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in names:
            above, folder = folder, folder / name
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
                _sync(above)
        return folder


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _too_large(limit_bytes: int) -> FileRefusedError:
    return FileRefusedError(
        _("The file is larger than %(limit)s MB, and was not taken in.") % {"limit": limit_bytes // 2**20},
        remedy=_("Split it, or have the limit ANSWERABLE_MAX_FILE_MB raised."),
    )


def the_store() -> Store:
    """Return the store of this installation."""
    return Store(Path(settings.ANSWERABLE_HOME) / "files", settings.ANSWERABLE_MAX_FILE_MB * 2**20)
