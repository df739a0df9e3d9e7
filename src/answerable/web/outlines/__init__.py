"""Where the first-level divisions of a country lie: outlines for the maps, made once from Natural Earth.

An outline is a JSON file in this folder, built by hand with `build_outlines.py` and checked in. A country without
one still has maps: circles on an empty sheet.
"""

from answerable.web.outlines.outline import Outline, OutlineUnit, Ring, read_outline, unit_at

__all__ = ["Outline", "OutlineUnit", "Ring", "read_outline", "unit_at"]
