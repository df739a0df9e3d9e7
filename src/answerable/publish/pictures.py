"""Pictures without what their file tells beside the picture: camera, place, hour, names, previews, comments.

The pixels are decoded and written anew into a file of the same kind; nothing else is carried over but how the
picture is to be turned, which is done, and its colour profile's effect, which is left to plain sRGB.
"""

import base64
import binascii
import io
import re

from PIL import Image, ImageOps, UnidentifiedImageError

from answerable.kernel.errors import FileRefusedError

_FORMS = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
_INSIDE = re.compile(r"data:image/([a-z+.-]+);base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
MOST_PIXELS = 60_000_000


def without_metadata(content: bytes) -> bytes:
    """Return a picture with its pixels alone, in the form that it came in.

    Raises:
        FileRefusedError: it is no JPEG, PNG, WebP or GIF, or is too large to be decoded safely.
    """
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_FORMS)) as picture:
            form = picture.format or ""
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefusedError("The picture is too large.", remedy="Make it smaller first.")
            turned = ImageOps.exif_transpose(picture)
            plain = turned if form == "GIF" else turned.convert("RGBA" if _is_clear(turned) else "RGB")
            bare = Image.new(plain.mode, plain.size)
            if plain.mode == "P":
                bare.putpalette(plain.getpalette() or [])
            bare.paste(plain)
            written = io.BytesIO()
            options = {"quality": 92} if form in ("JPEG", "WEBP") else {}
            (bare.convert("RGB") if form == "JPEG" else bare).save(written, form, **options)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FileRefusedError(
            "This picture cannot be read.", remedy="Give it as JPEG, PNG, WebP or GIF."
        ) from error
    return written.getvalue()


def _is_clear(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA") or "transparency" in picture.info


def bare_pictures_in(html: str) -> str:
    """Return HTML in which every picture that stands inside it has its pixels alone.

    Drawings (SVG) are left as they are: they are text, which the last look reads.

    Raises:
        FileRefusedError: a picture cannot be read.
    """

    def bare(found: re.Match[str]) -> str:
        if found[1].lower().startswith("svg"):
            return found[0]
        try:
            content = base64.b64decode(found[2])
        except binascii.Error as error:
            raise FileRefusedError("A picture inside the text cannot be read.") from error
        made = base64.b64encode(without_metadata(content)).decode("ascii")
        return f"data:image/{found[1].lower()};base64,{made}"

    return _INSIDE.sub(bare, html)
