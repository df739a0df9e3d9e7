"""Blanks in place of what has been read already, so that nothing is read twice and every offset stays right."""

from collections.abc import Iterable


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text`, as long as it was, with a mark that is no letter over each span; line ends stay."""
    parts, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)  # noqa: PLW2901, spans that overlap
        if end <= start:
            continue
        parts += [text[at:start], "".join(sign if sign == "\n" else "\x01" for sign in text[start:end])]
        at = end
    return "".join([*parts, text[at:]])
