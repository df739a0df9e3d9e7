"""The example dossier as a site, made without a database, and what tests ask of a folder."""

import io
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from answerable.interchange.package import PackageReading
from answerable.interchange.package_reading import read_package
from answerable.record.drafts import ClaimDraft
from answerable.record.unsaved import view_of_drafts
from answerable.record.view import View, ViewSpec

PERU = Path(__file__).parents[2] / "examples" / "peru-2022"


@cache
def peru_package() -> PackageReading:
    return read_package(PERU)


def peru_view(more: Sequence[ClaimDraft] = (), without: frozenset[int] = frozenset(), **spec: Any) -> View:
    """Return the public view of the example with some claims more, and without those at some places."""
    package = peru_package()
    kept = [claim for at, claim in enumerate(package.claims) if at not in without]
    return view_of_drafts(package.dossier, package.sources, [*kept, *more], ViewSpec(**spec))


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths of files that are not the same in both."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def texts_in(folder: Path) -> dict[str, bytes]:
    """Return every file, and every file inside an archive, by its path."""
    found = files_in(folder)
    for path, content in list(found.items()):
        if path.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found |= {f"{path}/{name}": archive.read(name) for name in archive.namelist()}
    return found
