"""Opens files that strangers send: inside their folder, plain, not too large, UTF-8 and without surprises."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from answerable.kernel.errors import FileRefusedError, PackageBrokenError

LARGEST_FILE = 1 << 30


def read_text(folder: Path, name: str, *, optional: bool = False) -> str | None:
    """Return the text of the file `name` in `folder`; None when it is optional and not there.

    Links, pipes and devices are refused, for they could lead out of the folder or never end.

    Raises:
        PackageBrokenError: it is missing. FileRefusedError: it is no plain file, too large, or not UTF-8 text.
    """
    try:
        content = _read(folder / name, name)
    except FileNotFoundError:
        if optional:
            return None
        raise PackageBrokenError(
            "The file is missing.", where=name, remedy="Choose the folder that holds the whole package."
        ) from None
    except OSError as error:
        raise FileRefusedError(f"The file cannot be opened: {error.strerror}.", where=name) from None
    return decoded(content, name)


def _read(path: Path, name: str) -> bytes:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise FileRefusedError(
            "This is a link or a device, not a file.", where=name, remedy="Put the file itself into the folder."
        )
    if status.st_size > LARGEST_FILE:
        raise FileRefusedError("The file is larger than 1 GB.", where=name, remedy="Divide it into several files.")
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def decoded(content: bytes, name: str) -> str:
    """Return `content` as text, without a byte order mark.

    Raises:
        FileRefusedError: it is not UTF-8, or holds a NUL byte; the message names the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefusedError(
            f"Line {line} is not UTF-8 text.", where=name, remedy="Save the file again as CSV in UTF-8."
        ) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileRefusedError(
            f"Line {line} holds a NUL byte.", where=name, remedy="Save the file again as plain CSV in UTF-8."
        )
    return text


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names of what is in `folder`, sorted, hidden ones left out; none when there is no folder.

    Raises:
        FileRefusedError: `folder` is a link.
    """
    if folder.is_symlink():
        raise FileRefusedError(
            "This is a link, not a folder.", where=folder.name, remedy="Put the folder itself there."
        )
    try:
        entries: Iterable[os.DirEntry[str]] = tuple(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(sorted(entry.name for entry in entries if not entry.name.startswith(".")))
