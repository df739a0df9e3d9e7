"""The program that sets a page as PDF: HTML on its input, PDF on its output. `documents` runs it as a child.

Nothing but our own typefaces and pictures inside the page itself can be fetched: the fetcher knows no file of the
machine and no other host. The page holds no date, so the same page gives the same bytes.
"""

import hashlib
import io
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import answerable

NO_PANGO = 3
# The typefaces are files of the wheel that the pages serve; nothing of the web room is imported for them.
FONTS = Path(answerable.__file__).parent / "web" / "static" / "answerable" / "fonts"
_FONT = re.compile(r"font:([a-z0-9-]+\.woff2)")
_PICTURE = re.compile(r"data:image/(?:png|jpeg|svg\+xml)[;,]")


def fetcher_of_ours() -> Any:
    """Return what WeasyPrint fetches with: typefaces of the wheel, and pictures that stand in the page."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OursAlone(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            found = _FONT.fullmatch(url)
            if found and (FONTS / found[1]).is_file():
                return URLFetcherResponse(url, unpacked_face(found[1]), {"Content-Type": "font/ttf"})
            if _PICTURE.match(url):
                return super().fetch(url)
            raise ValueError("Only what is in the page itself is fetched.")

    return OursAlone(allowed_protocols=("data",), allow_redirects=False)


@cache
def unpacked_face(name: str) -> bytes:
    """Return one of our typefaces unpacked: done for each PDF anew, this would be most of what a letter costs."""
    from fontTools.ttLib.woff2 import decompress  # type: ignore[import-untyped]

    found = io.BytesIO()
    decompress(FONTS / name, found)
    return found.getvalue()


def write_pdf(page: bytes) -> bytes:
    """Return a whole HTML page, in UTF-8, as tagged PDF (PDF/UA-1) with every typeface embedded."""
    from weasyprint import HTML

    whole = HTML(string=page.decode("utf-8"), url_fetcher=fetcher_of_ours(), base_url=None)
    found: bytes = whole.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(page).digest()[:16], optimize_images=False
    )
    return found


def _main() -> None:
    try:
        import weasyprint  # noqa: F401, only whether its libraries are here
    except OSError:
        sys.exit(NO_PANGO)
    sys.stdout.buffer.write(write_pdf(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _main()
