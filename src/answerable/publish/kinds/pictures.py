"""Pictures of a document: read from beside its draft and put inside the page, so that nothing is fetched."""

from base64 import b64encode
from pathlib import Path

from django.utils.translation import gettext

from answerable.publish.draft_heads import Picture
from answerable.publish.problems import Problem

LARGEST_BYTES = 8 * 2**20
_SIGNS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def picture_address(picture: Picture, folder: Path | None, file: str) -> str | Problem:
    """Return a picture as an address that holds it whole, or what is wrong with it."""
    if folder is None:
        return _refused(picture, file, gettext("'%(name)s' cannot be read here; pictures stand beside the draft."))
    root = folder.resolve()
    path = (root / picture.file).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return _refused(picture, file, gettext("There is no picture '%(name)s' in the folder of the draft."))
    if path.stat().st_size > LARGEST_BYTES:
        return _refused(picture, file, gettext("'%(name)s' is larger than 8 MB."))
    content = path.read_bytes()
    kind = next((kind for sign, kind in _SIGNS if content.startswith(sign)), "")
    if not kind:
        return _refused(picture, file, gettext("'%(name)s' is neither PNG nor JPEG."))
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"


def _refused(picture: Picture, file: str, what: str) -> Problem:
    return Problem("picture", what % {"name": picture.file}, 1, 1, file=file)
