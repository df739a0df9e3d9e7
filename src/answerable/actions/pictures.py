"""The picture of an action: small enough for a phone, and without what its file tells beside the picture."""

import io
from dataclasses import dataclass

from PIL import Image

from answerable.kernel.errors import FileRefusedError
from answerable.kernel.hashing import sha256_hex
from answerable.publish.pictures import without_metadata

MEDIA_TYPE = "image/webp"
WIDEST, HIGHEST = 960, 960
LARGEST_FILE = 20 * 1024 * 1024
QUALITY = 72


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as pages show it; `width` and `height` in pixels."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return sha256_hex(self.content)


def shown_picture(content: bytes) -> ShownPicture:
    """Return a picture as WebP, at most 960 pixels wide and high, its pixels alone.

    Raises:
        FileRefusedError: it is no JPEG, PNG, WebP or GIF, or too large.
    """
    if len(content) > LARGEST_FILE:
        raise FileRefusedError("The picture is too large.", remedy="Make it smaller first.")
    with Image.open(io.BytesIO(without_metadata(content))) as picture:
        small = picture.convert("RGB")
    small.thumbnail((WIDEST, HIGHEST))
    written = io.BytesIO()
    small.save(written, "WEBP", quality=QUALITY, method=6)
    return ShownPicture(written.getvalue(), small.width, small.height)
