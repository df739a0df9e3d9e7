"""Every word that a reader sees is there in Spanish, and the compiled catalogue is the one that was translated."""

import io
import re
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path
from typing import BinaryIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1] / "src" / "answerable"
FOLDER = ROOT / "locale" / "es" / "LC_MESSAGES"
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "gettext_noop": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
PLACE = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def spoken() -> Iterator[tuple[str | None, str, str]]:
    """Yield the context and text of every message, and the file that says it."""
    for path in sorted([*ROOT.rglob("*.py"), *ROOT.rglob("templates/**/*.html")]):
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            text = templatize(text, origin=str(path))
        for _, message, _, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
            for each in message if isinstance(message, tuple) else (message,):
                if each:
                    yield context, each, str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="es")


def translation(catalog: Catalog, context: str | None, text: str) -> object:
    found = catalog.get(text, context)
    if found is None:
        plural = next((each for each in catalog if isinstance(each.id, tuple) and text in each.id), None)
        return plural.string if plural else None
    return found.string


def test_every_message_has_a_spanish_translation(spanish: Catalog) -> None:
    missing = []
    for context, text, file in spoken():
        found = translation(spanish, context, text)
        parts = found if isinstance(found, tuple) else (found,)
        if not all(parts):
            missing.append(f"{file}: {text}")

    assert missing == []


def test_no_translation_is_a_guess_that_nobody_read(spanish: Catalog) -> None:
    assert [message.id for message in spanish if message.fuzzy and message.id] == []


def test_a_translation_names_the_same_values(spanish: Catalog) -> None:
    for message in spanish:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        allowed = {place.group() for text in ids for place in PLACE.finditer(text)}
        for string in strings:
            assert {place.group() for place in PLACE.finditer(string)} <= allowed, message.id


def test_the_compiled_catalogue_is_in_step(spanish: Catalog) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, spanish)
    fresh.seek(0)

    def words(file: BinaryIO) -> dict[object, str]:
        return {key: text for key, text in GNUTranslations(file)._catalog.items() if key}  # type: ignore[attr-defined]

    with (FOLDER / "django.mo").open("rb") as kept:
        assert words(kept) == words(fresh)


def test_no_status_is_called_proven(spanish: Catalog) -> None:
    """What the sources bear out is not therefore proven; a court says what is."""
    told = " ".join(str(message.string) for message in spanish)

    assert "probad" not in told.casefold().replace("aprobad", "").replace("comprobad", "")
