"""The outlines of countries, read from the files that the program ships for its maps."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import answerable

_FOLDER = Path(answerable.__file__).parent / "web" / "outlines"
_THREE_LETTERS = {"PE": "PER", "NG": "NGA"}


@cache
def outline_of(country: str) -> Mapping[str, Any]:
    """Return the divisions and border of a country by its ISO 3166-1 code; empty where none is shipped."""
    code = country.strip().upper()
    code = _THREE_LETTERS.get(code, code)
    if code not in _THREE_LETTERS.values():
        return {"units": [], "border": []}
    found: Mapping[str, Any] = json.loads((_FOLDER / f"{code}.json").read_text(encoding="utf-8"))
    return found


@cache
def division_names(country: str) -> Mapping[str, str]:
    """Return the names of a country's divisions by their ISO 3166-2 codes."""
    return {code: unit["name"] for unit in outline_of(country)["units"] for code in (*unit["also"], unit["code"])}
