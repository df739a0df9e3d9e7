"""The package inside a BagIt bag: every file with its SHA-256, described by RO-Crate.

Source: BagIt 1.0 (RFC 8493); RO-Crate 1.1. A bag is checked whole before anything in it is read.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from answerable.interchange import opening
from answerable.interchange.package_writing import new_folder, package_files
from answerable.kernel.errors import FileRefusedError, HashMismatchError, PackageBrokenError
from answerable.record.drafts import DossierDraft
from answerable.record.holdings import Holdings

DECLARATION = "bagit.txt"
MANIFEST = "manifest-sha256.txt"
PAYLOAD = "data"
FILES = "files"
CRATE = "ro-crate-metadata.json"
_CHUNK = 1 << 20


def payload_folder(folder: Path) -> Path:
    """Return the folder that holds the package: `folder` itself, or the payload of the bag that it is.

    Raises:
        HashMismatchError: a file is not what the bag's manifest says. PackageBrokenError: the manifest is missing,
        cannot be read, or does not name exactly the files that are there.
    """
    if not (folder / DECLARATION).is_file():
        return folder
    named = dict(_manifest(opening.read_text(folder, MANIFEST) or ""))
    there = {str(path.relative_to(folder).as_posix()) for path in _files_under(folder / PAYLOAD)}
    for name in sorted(there ^ named.keys()):
        what = "is missing" if name in named else "is not in the manifest"
        raise PackageBrokenError(f"The file {what}.", where=name, remedy="Ask for the bag again.")
    for name, digest in named.items():
        if file_sha256(folder / name) != digest:
            raise HashMismatchError(f"The file {name} of the bag is not what its manifest says.")
    return folder / PAYLOAD


def _manifest(text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        digest, _, name = line.partition(" ")
        name = name.strip().replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if len(digest) != 64 or not name.startswith(f"{PAYLOAD}/") or ".." in name.split("/"):
            raise PackageBrokenError(f"Line {number} names no file of the bag.", where=MANIFEST)
        yield name, digest.lower()


def _files_under(folder: Path) -> Iterator[Path]:
    for path, folders, files in os.walk(folder):
        if any((Path(path) / name).is_symlink() for name in (*folders, *files)):
            raise FileRefusedError("The bag holds a link.", where=Path(path).name, remedy="Put the file there.")
        yield from (Path(path) / name for name in files)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    state = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


def write_bag(
    holdings: Holdings, folder: Path, *, day: date, files: Mapping[str, Path] | None = None
) -> Mapping[str, str]:
    """Write the package as a bag into `folder`, which must not be there yet. Return each payload file's SHA-256.

    Args:
        holdings: what to write.
        folder: appears whole or not at all.
        day: on which the bag is packed, for its description.
        files: evidence files by their SHA-256; each is checked as it is copied, into data/files/.

    Raises:
        FileRefusedError: the folder is there already. HashMismatchError: a file is not what it is named for.
    """
    with new_folder(folder) as started:
        for name, content in package_files(holdings).items():
            _write(started / PAYLOAD / name, content)
        for digest, path in (files or {}).items():
            _copy(path, started / PAYLOAD / FILES / digest, digest)
        names = sorted(path.relative_to(started).as_posix() for path in _files_under(started / PAYLOAD))
        crate = crate_metadata(holdings.dossier, [name.removeprefix(f"{PAYLOAD}/") for name in names], day)
        _write(started / PAYLOAD / CRATE, crate)
        names = sorted([*names, f"{PAYLOAD}/{CRATE}"])
        digests = {name: file_sha256(started / name) for name in names}
        octets = sum((started / name).stat().st_size for name in names)
        tags = {
            DECLARATION: "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": (
                f"Bagging-Date: {day}\nExternal-Identifier: {holdings.dossier.id}\n"
                f"Payload-Oxum: {octets}.{len(names)}\nBag-Software-Agent: answerable\n"
            ),
            MANIFEST: "".join(f"{digest}  {_encoded(name)}\n" for name, digest in digests.items()),
        }
        for name, content in tags.items():
            _write(started / name, content)
        tagged = "".join(f"{file_sha256(started / name)}  {name}\n" for name in sorted(tags))
        _write(started / "tagmanifest-sha256.txt", tagged)
    return digests


def _encoded(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")


def _copy(path: Path, target: Path, digest: str) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("rb") as source, target.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            copy.write(chunk)
    if file_sha256(target) != digest:
        raise HashMismatchError("An evidence file is not what it is named for.")


def crate_metadata(dossier: DossierDraft, names: Iterable[str], day: date) -> str:
    """Return RO-Crate 1.1 metadata, as JSON, of a folder that holds `names`."""
    parts = list(names)
    languages = dossier.languages
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": dossier.id,
        "name": dossier.titles.get(languages[0]) or next(iter(dossier.titles.values())),
        "description": dossier.summaries.get(languages[0]) or "A dossier: its sources and what they claim.",
        "datePublished": day.isoformat(),
        "inLanguage": list(languages),
        "license": "See the rights column of sources.csv; each source has its own.",
        "hasPart": [{"@id": name} for name in parts],
    }
    about = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    files = [{"@id": name, "@type": "File", "encodingFormat": _media_type(name)} for name in parts]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [about, root, *files]}
    return json.dumps(crate, ensure_ascii=False, indent=2) + "\n"


def _media_type(name: str) -> str:
    endings = {".csv": "text/csv", ".json": "application/json"}
    return endings.get(Path(name).suffix, "application/octet-stream")
