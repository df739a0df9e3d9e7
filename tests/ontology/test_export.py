"""Every type of ours leaves as one of FollowTheMoney's, checked against FollowTheMoney itself."""

import shutil

import pytest
from followthemoney import model
from followthemoney.model import Model

from answerable.ontology.loading import OUR_SCHEMATA, followthemoney_folder, load_ontology, read_specs

OURS = load_ontology().ours()


@pytest.fixture(params=OURS, ids=lambda schema: schema.name)
def schema(request):
    return request.param


def test_the_type_is_one_that_can_be_stored_there(schema):
    there = model.get(schema.export.schema)

    assert there is not None
    assert not there.abstract


def test_every_property_leads_to_one_that_is_there(schema):
    there = model.get(schema.export.schema)

    for ours, theirs in schema.export.properties.items():
        assert ours in schema.properties
        assert there.get(theirs) is not None, (ours, theirs)


def test_references_lead_to_references_and_texts_to_texts(schema):
    there = model.get(schema.export.schema)

    for ours, theirs in schema.export.properties.items():
        assert schema.properties[ours].is_entity == (there.get(theirs).type.name == "entity"), (ours, theirs)


def test_what_they_require_is_filled(schema):
    there = model.get(schema.export.schema)
    filled = {*schema.export.properties.values(), schema.export.caption}

    assert set(there.required) <= filled


def test_a_link_stays_a_link_where_theirs_is_one(schema):
    there = model.get(schema.export.schema)

    if there.edge and schema.edge:
        assert tuple(schema.export.properties[end] for end in schema.edge) == (
            there.edge_source,
            there.edge_target,
        )


def test_what_points_back_is_a_reference_of_theirs(schema):
    for ours, theirs in schema.export.links.items():
        there = model.get(load_ontology().get(schema.properties[ours].range).export.schema)
        assert there.get(theirs).type.name == "entity"


def test_numbers_and_days_survive_the_way_out(schema):
    there = model.get(schema.export.schema)

    for ours, theirs in schema.export.properties.items():
        if schema.properties[ours].type in {"number", "date"}:
            value = "15" if schema.properties[ours].type == "number" else "2022-12-15"
            assert there.get(theirs).type.clean(value) == value, (ours, theirs)


def test_a_lower_or_upper_bound_never_leaves_as_the_number():
    mapped = load_ontology().get("Tally").export.properties

    assert not {"atLeast", "atMost"} & set(mapped)


def test_what_was_left_out_never_leaves_as_what_was_said():
    for schema in OURS:
        assert "leftOut" not in schema.export.properties


def test_followthemoney_itself_can_read_our_files(tmp_path):
    shutil.copytree(followthemoney_folder() / "schema", tmp_path, dirs_exist_ok=True)
    new = [name for name, spec in read_specs(OUR_SCHEMATA) if "adds_to" not in spec]
    for name in new:
        shutil.copy(OUR_SCHEMATA / f"{name}.yaml", tmp_path)

    theirs = Model(str(tmp_path))

    assert all(set(load_ontology().get(name).properties) >= {"summary"} for name in new)
    assert theirs.get("Harm").edge_target == "incident"
