"""The folders that the ontology is read from, and what it refuses in them."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from answerable.ontology.building import OntologyBrokenError
from answerable.ontology.loading import (
    OUR_SCHEMATA,
    followthemoney_folder,
    load_ontology,
    read_ontology,
    read_specs,
)

LAMP = {
    "label": "Lamp",
    "plural": "Lamps",
    "description": "Something that gives light.",
    "extends": ["Thing"],
    "order": 10,
    "required": ["name"],
    "featured": ["name", "brightness"],
    "caption": ["name"],
    "export": {"schema": "Note", "properties": {"brightness": "summary"}},
    "properties": {"brightness": {"label": "Brightness", "type": "number"}},
}


def ontology_with(folder: Path, name: str, **changes: object):
    """Read FollowTheMoney with one file of ours: the lamp, changed; a change to None leaves the key out."""
    spec = {key: value for key, value in {**LAMP, **changes}.items() if value is not None}
    (folder / f"{name}.yaml").write_text(yaml.safe_dump({name: spec}, allow_unicode=True), encoding="utf-8")
    return read_ontology(folder, followthemoney_folder())


def test_a_new_type_is_one_file(tmp_path):
    lamp = ontology_with(tmp_path, "Lamp").get("Lamp")

    assert lamp.is_ours
    assert [one.name for one in lamp.offered] == ["name", "brightness"]
    assert lamp.properties["name"].required


def test_every_type_of_followthemoney_is_there_with_every_property():
    ontology = load_ontology()

    for name, spec in read_specs(followthemoney_folder() / "schema"):
        if name != "Call":
            assert set(spec.get("properties") or ()) <= set(ontology.get(name).properties), name


def test_ours_replaces_the_telephone_call():
    call = load_ontology().get("Call")

    assert "demand" in call.properties
    assert "callerNumber" not in call.properties


def test_additions_keep_what_was_there():
    person = load_ontology().get("Person")

    assert person.properties["birthDate"].type == "date"
    assert person.properties["consentToName"].enum
    assert person.properties["name"].type == "name"


def test_an_addition_to_thing_reaches_every_thing():
    assert load_ontology().get("Unit").properties["notes"].translatable


def test_loading_does_not_import_followthemoney():
    code = (
        "import sys; from answerable.ontology.loading import load_ontology; load_ontology();"
        "sys.exit('followthemoney' in sys.modules or 'django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_files_are_named_for_their_types():
    for path in OUR_SCHEMATA.glob("*.yaml"):
        assert list(yaml.safe_load(path.read_text(encoding="utf-8"))) == [path.stem]


def test_the_ontology_is_read_once():
    assert load_ontology() is load_ontology()


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("Vessel", {}, "FollowTheMoney already has a type Vessel"),
        ("Vessel", {"replaces": "Airplane"}, "FollowTheMoney already has a type Vessel"),
        ("Lamp", {"adds_to": "Lamp"}, "adds to a type that is not there"),
        ("Lamp", {"adds_to": "Vessel"}, "adds to a type that is not there"),
        ("Lamp", {"extends": None}, "extends nothing"),
        ("Lamp", {"extends": ["Lantern"]}, "extends Lantern, which is itself or not there"),
        ("Lamp", {"extends": ["Lamp"]}, "extends Lamp, which is itself or not there"),
        ("Lamp", {"requierd": ["name"]}, "'requierd' means nothing here. Did you mean 'required'?"),
        ("Lamp", {"properties": {"brightness": {"singel": True}}}, "'singel' means nothing here"),
        ("Lamp", {"required": ["light"]}, "no property 'light'"),
        ("Lamp", {"caption": ["light"]}, "no property 'light'"),
        ("Lamp", {"featured": ["light"]}, "no property 'light'"),
        ("Lamp", {"ordered": [["brightness", "light"]]}, "no property 'light'"),
        ("Lamp", {"edge": {"source": "name", "target": "light"}}, "no property 'light'"),
        ("Lamp", {"export": None}, "does not say as which type it is exported"),
        ("Lamp", {"export": {"schema": "Lantern"}}, "FollowTheMoney has no type Lantern"),
        ("Lamp", {"export": {"schema": "Note", "properties": {"light": "summary"}}}, "no property 'light'"),
        (
            "Lamp",
            {"export": {"schema": "Note", "properties": {"brightness": "light"}}},
            "Note has no property 'light'",
        ),
        ("Lamp", {"export": {"schema": "Note", "caption": "light"}}, "Note has no property 'light'"),
        ("Lamp", {"properties": {"brightness": {"type": "entity", "range": "Lantern"}}}, "leads to Lantern"),
        ("Lamp", {"properties": {"brightness": {"type": "entity"}}}, "the type 'entity' and a range"),
        ("Lamp", {"properties": {"brightness": {"type": "nmuber"}}}, "'nmuber', which is no type of value"),
        ("Lamp", {"properties": {"brightness": {"pattern": "("}}}, "pattern that is no regular expression"),
        ("Lamp", {"properties": {"brightness": {"enum": [{"code": True}]}}}, "Put yes and no in quotes"),
    ],
)
def test_a_file_that_would_fail_later_is_refused_by_name(tmp_path, name, changes, words):
    with pytest.raises(OntologyBrokenError) as refusal:
        ontology_with(tmp_path, name, **changes)

    assert words in str(refusal.value)
    assert refusal.value.where == f"{name}.yaml"


@pytest.mark.parametrize("text", ["Lamp: [", "- Lamp", "Lamp: bright", ""])
def test_a_file_that_defines_no_type_is_refused_by_name(tmp_path, text):
    (tmp_path / "Lamp.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(OntologyBrokenError) as refusal:
        read_ontology(tmp_path, followthemoney_folder())

    assert refusal.value.where == "Lamp.yaml"
