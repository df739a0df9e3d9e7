"""Which of our typefaces a text needs, and which way it runs. Faces that no letter of it needs are not loaded.

Each face that is loaded costs some milliseconds each time that a PDF is set, and the first time much more.
"""

import unicodedata

_SERIF, _ARABIC = "Source Serif 4", "Amiri"
_LATIN = "U+0-FF, U+131, U+152-153, U+2BB-2BC, U+2C6, U+2DA, U+2DC, U+2000-206F, U+20AC, U+2122, U+2212, U+2215"
_LATIN_MORE = "U+100-2FF, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20C4, U+2113, U+2C60-2C7F, U+A720-A7FF"
_ARABIC_RANGE = "U+20, U+A0, U+600-6FF, U+200C-200D"  # brackets and figures are those of the serif
_FIRST_BEYOND_LATIN_1, _LAST_OF_LATIN = 0x100, 0x2FF
_ARABIC_SCRIPT = range(0x600, 0x700)


def faces_for(text: str) -> str:
    """Return the @font-face rules of what a text needs, regular and semi-bold."""
    codes = set(map(ord, text))
    faces = [_face(_SERIF, "source-serif-4-latin", weight, _LATIN) for weight in (400, 600)]
    beyond = {code for code in codes if _FIRST_BEYOND_LATIN_1 <= code <= _LAST_OF_LATIN} - {0x131, 0x152, 0x153}
    if beyond or any(0x1E00 <= code <= 0x1EFF for code in codes):
        faces += [_face(_SERIF, "source-serif-4-latin-ext", weight, _LATIN_MORE) for weight in (400, 600)]
    if any(code in _ARABIC_SCRIPT for code in codes):
        faces += [_face(_ARABIC, "amiri-cut-arabic", weight, _ARABIC_RANGE) for weight in (400, 700)]
    return "\n".join(faces)


def _face(family: str, file: str, weight: int, letters: str) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f"src: url(font:{file}-{weight}-normal.woff2); unicode-range: {letters}; }}"
    )


def text_direction(text: str, otherwise: str) -> str:
    """Return 'rtl' or 'ltr' by the first letter of a text that has a direction, else what is given."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return otherwise
