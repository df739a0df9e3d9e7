"""A reading's claims as lines of text, to be compared with a golden table."""

from pathlib import Path
from zoneinfo import ZoneInfo

from answerable.interchange.cells import csv_line, join_values
from answerable.interchange.package import PackageReading
from answerable.kernel.times import time_texts

FIXTURES = Path(__file__).parent.parent / "fixtures"
GOLDEN = Path(__file__).parent.parent.parent / "golden"
HEADER = ["schema", "about", "said", "source", "locator", "from", "to", "flags", "grade", "status", "note"]


def claim_table(reading: PackageReading) -> str:
    """Return every claim as a row, by type, entity and source."""
    lines = []
    for draft in reading.claims:
        first, last = time_texts(draft.time, ZoneInfo("UTC"))
        flags = " ".join(name for name in ("starts", "ends", "ongoing") if getattr(draft.time, name))
        said = "; ".join(f"{name}={join_values(values)}" for name, values in sorted(draft.properties.items()))
        cells = [draft.schema, draft.about, said, draft.source[-4:], draft.locator, first, last, flags]
        lines.append(csv_line([*cells, str(draft.grade), draft.status, draft.note]))
    return csv_line(HEADER) + "".join(sorted(lines))


def refusal_table(reading: PackageReading) -> list[tuple[str, int | None, str, str]]:
    """Return every refusal's place and code."""
    return sorted((one.file, one.row, one.column, one.code) for one in reading.refusals)
