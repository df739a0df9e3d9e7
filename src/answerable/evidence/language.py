"""Which language a text is in: a guess that a person can correct. A wrong script rules a guess out."""

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

FEWEST_LETTERS = 40
"""Below this there is no guess, for a few words are easily taken for another language: ours, not measured."""
FEWEST_LETTERS_OF_SCRIPT = 10
_READ_LETTERS = 20_000
_SURE_FROM = 0.8
_SCRIPTS: dict[str, frozenset[str]] = {
    "ARABIC": frozenset({"ar", "fa", "ps", "ur", "ug", "ckb", "sd", "ku"}),
    "CYRILLIC": frozenset({"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "ba", "cv"}),
    "GREEK": frozenset({"el"}),
    "HEBREW": frozenset({"he", "yi"}),
    "ETHIOPIC": frozenset({"am", "ti"}),
    "MYANMAR": frozenset({"my"}),
    "GEORGIAN": frozenset({"ka"}),
    "ARMENIAN": frozenset({"hy"}),
    "KHMER": frozenset({"km"}),
    "LAO": frozenset({"lo"}),
    "THAI": frozenset({"th"}),
    "TIBETAN": frozenset({"bo", "dz"}),
    "SINHALA": frozenset({"si"}),
    "TAMIL": frozenset({"ta"}),
    "TELUGU": frozenset({"te"}),
    "KANNADA": frozenset({"kn"}),
    "MALAYALAM": frozenset({"ml"}),
    "BENGALI": frozenset({"bn", "as"}),
    "GUJARATI": frozenset({"gu"}),
    "GURMUKHI": frozenset({"pa"}),
    "ORIYA": frozenset({"or"}),
    "DEVANAGARI": frozenset({"hi", "mr", "ne", "sa", "bho", "mai"}),
    "HANGUL": frozenset({"ko"}),
    "HIRAGANA": frozenset({"ja"}),
    "KATAKANA": frozenset({"ja"}),
    "CJK": frozenset({"zh", "ja", "yue", "wuu"}),
}
_ALSO_LATIN = frozenset({"sr", "ku", "kk", "mn", "tt", "ug"})
_NEVER_LATIN = frozenset().union(*_SCRIPTS.values()) - _ALSO_LATIN


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def script_of(text: str) -> str:
    """Return the script that most letters of a text are in, as Unicode names it: LATIN, CYRILLIC, MYANMAR."""
    letters = [letter for letter in text if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "UNKNOWN").split()[0] for letter in letters)
    return scripts.most_common(1)[0][0] if scripts else ""


def guess_language(text: str) -> str:
    """Return the code of the language that a text seems to be in, or an empty text when that is not clear.

    Where a script is written in one language only, the script decides; elsewhere a guess that contradicts the
    script, or is not sure of itself, is dropped.
    """
    text = text[:_READ_LETTERS]
    letters = sum(letter.isalpha() for letter in text)
    written_in = _SCRIPTS.get(script_of(text))
    if written_in is not None and len(written_in) == 1 and letters >= FEWEST_LETTERS_OF_SCRIPT:
        return next(iter(written_in))
    if letters < FEWEST_LETTERS:
        return ""
    code, sureness = _identifier().classify(text)
    if sureness < _SURE_FROM or (written_in is not None and code not in written_in):
        return ""
    return "" if written_in is None and code in _NEVER_LATIN else str(code)
