"""Reads the ontology: FollowTheMoney's YAML as it is installed, then ours on top.

FollowTheMoney itself is not imported, for that takes over a second; its folder is enough. A file of ours may
not take a name of theirs by accident: it says `adds_to` (their type, with more) or `replaces` (ours instead).
"""

import gettext
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from answerable.kernel.errors import SettingsError
from answerable.ontology.building import OntologyBrokenError, Spec, build_ontology
from answerable.ontology.schema import Ontology

# The compiled loader is about ten times faster; a Python built without libyaml still has the other.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
OUR_SCHEMATA = Path(__file__).parent / "schemata"
TRANSLATED_LANGUAGES = ("es",)


def followthemoney_folder() -> Path:
    """Return where FollowTheMoney is installed, without importing it.

    Raises:
        SettingsError: it is not installed.
    """
    spec = find_spec("followthemoney")
    if spec is None or not spec.submodule_search_locations:
        raise SettingsError(
            "The package followthemoney is not installed, and the entity types are built on its files.",
            remedy="Install the program again with all that it depends on.",
        )
    return Path(next(iter(spec.submodule_search_locations)))


def read_yaml(path: Path) -> Any:
    """Return what the YAML file at `path` holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  both loaders are safe ones


def read_specs(folder: Path) -> Iterator[tuple[str, Spec]]:
    """Yield each type that the YAML files of `folder` define, as it stands there, by file name.

    Raises:
        OntologyBrokenError: a file is not YAML, or is not a type's name with its definition.
    """
    for path in sorted(folder.glob("*.y*ml")):
        try:
            content = read_yaml(path)
        except yaml.YAMLError as error:
            raise OntologyBrokenError("The file is not valid YAML.", where=path.name, remedy=str(error)) from None
        if not isinstance(content, dict) or not all(isinstance(spec, dict) for spec in content.values()):
            raise OntologyBrokenError(
                "The file does not define an entity type.",
                where=path.name,
                remedy="Begin it with the type's name and a colon, and indent what follows.",
            )
        for name, spec in content.items():
            yield str(name), spec


def _translated(spec: Spec, catalogues: Mapping[str, gettext.NullTranslations]) -> Spec:
    """Return their type with the words that their own translation catalogues have for it."""

    def words(text: str | None) -> dict[str, str]:
        found = {lang: catalogue.gettext(text) for lang, catalogue in catalogues.items()} if text else {}
        return {lang: word for lang, word in found.items() if word != text}

    properties = {
        name: {**one, "labels": words(one.get("label"))} for name, one in (spec.get("properties") or {}).items()
    }
    edge = spec.get("edge")
    return {
        **spec,
        "labels": words(spec.get("label")),
        "plurals": words(spec.get("plural")),
        "properties": properties,
        **({"edge": {**edge, "labels": words(edge.get("label"))}} if edge else {}),
    }


def read_ontology(ours: Path, theirs: Path) -> Ontology:
    """Return the ontology of two folders: `ours` with our YAML, `theirs` with FollowTheMoney's package.

    Raises:
        OntologyBrokenError: a file of ours cannot be read, takes a name of theirs, or names nothing.
    """
    catalogues = {
        lang: gettext.translation("followthemoney", theirs / "translations", [lang], fallback=True)
        for lang in TRANSLATED_LANGUAGES
    }
    base = {name: _translated(spec, catalogues) for name, spec in read_specs(theirs / "schema")}
    return build_ontology(base, dict(read_specs(ours)))


@cache
def load_ontology() -> Ontology:
    """Return the ontology of this installation. The first call reads about a hundred small files."""
    return read_ontology(OUR_SCHEMATA, followthemoney_folder())
