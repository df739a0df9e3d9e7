"""Published texts and sheets that the project may not carry: found in a folder `shared` beside the checkout, or in the
one that ANSWERABLE_SHARED names. Tests that need them are skipped without.
"""

import os
from pathlib import Path


def published(*parts: str) -> Path | None:
    """Return a folder of published material, or None when it is not here."""
    named = os.environ.get("ANSWERABLE_SHARED")
    places = [Path(named)] if named else [above / "shared" for above in Path(__file__).resolve().parents]
    return next((place.joinpath(*parts) for place in places if place.joinpath(*parts).is_dir()), None)
