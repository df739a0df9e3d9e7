"""What an audience may know of a source: the whole of it, or only its attribution under an opaque word."""

from collections.abc import Iterable

from answerable.record.audiences import Audience
from answerable.record.claims import ReadableSource
from answerable.record.models import Source


def withheld_key(opaque: str) -> str:
    """Return the word that stands for a source that may not be named."""
    return f"withheld-{opaque}"


def readable_sources(rows: Iterable[Source], audience: Audience) -> dict[str, ReadableSource]:
    """Return every source as `audience` may see it, by the key that it may know."""
    rows = list(rows)
    shown = {row.key: row.key if audience.sees(row.visibility) else withheld_key(row.opaque) for row in rows}
    return {shown[row.key]: _readable(row, shown, audience) for row in rows}


def _readable(row: Source, shown: dict[str, str], audience: Audience) -> ReadableSource:
    origins = tuple(shown[key] for key in row.derives_from if key in shown)
    if not audience.sees(row.visibility):
        return ReadableSource(
            key=shown[row.key],
            kind="withheld",
            title=row.attribution,
            attribution=row.attribution,
            derives_from=origins,
            visibility="public",
            is_withheld=True,
        )
    return ReadableSource(
        key=row.key,
        kind=row.kind,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        created=row.created,
        published=row.published,
        obtained=row.obtained,
        language=row.language,
        rights=row.rights,
        access=row.access,
        reliability=row.reliability,
        derives_from=origins,
        visibility=row.visibility,
        attribution=row.attribution,
        sha256=row.sha256,
        note=row.note,
    )
