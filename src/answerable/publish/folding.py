"""Text made plain for looking things up, sign by sign, so that every place in it is the same place in the text."""

import unicodedata


class _Plain(dict[int, str]):
    """Each sign without its accent and in lower case, where that is one sign too; filled as signs are met."""

    def __missing__(self, sign: int) -> str:
        letter = chr(sign)
        plain = unicodedata.normalize("NFD", letter)[0].lower() if letter.isalpha() else letter
        plain = {"\u2019": "'", "\u2018": "'", "\u2011": "-", "\u2010": "-"}.get(plain, plain)
        found = self[sign] = plain if len(plain) == 1 else letter
        return found


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Return `text` in lower case and without accents, exactly as long as it was."""
    return text.translate(_PLAIN)
