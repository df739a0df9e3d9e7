"""The outlines that maps are drawn on: every division there, named right, in the right place."""

import json
from importlib.resources import files

import pytest

from answerable.web.outlines import build_outlines, read_outline, unit_at

PERU = {
    "PE-AMA": "Amazonas", "PE-ANC": "Áncash", "PE-APU": "Apurímac", "PE-ARE": "Arequipa", "PE-AYA": "Ayacucho",
    "PE-CAJ": "Cajamarca", "PE-CAL": "Callao", "PE-CUS": "Cusco", "PE-HUV": "Huancavelica", "PE-HUC": "Huánuco",
    "PE-ICA": "Ica", "PE-JUN": "Junín", "PE-LAL": "La Libertad", "PE-LAM": "Lambayeque", "PE-LIM": "Lima",
    "PE-LOR": "Loreto", "PE-MDD": "Madre de Dios", "PE-MOQ": "Moquegua", "PE-PAS": "Pasco", "PE-PIU": "Piura",
    "PE-PUN": "Puno", "PE-SAM": "San Martín", "PE-TAC": "Tacna", "PE-TUM": "Tumbes", "PE-UCA": "Ucayali",
}  # fmt: skip

# Seats of government, well inside their division (latitude, longitude).
CAPITALS = [
    ("PE", -15.48389, -70.13333, "PE-PUN"),  # Juliaca: the source of the shapes labels Puno as Callao
    ("PE", -15.84028, -70.02806, "PE-PUN"),
    ("PE", -13.65611, -73.38972, "PE-APU"),
    ("PE", -13.16028, -74.22528, "PE-AYA"),
    ("PE", -13.51917, -71.97667, "PE-CUS"),
    ("PE", -16.39333, -71.52889, "PE-ARE"),
    ("PE", -12.04528, -77.03083, "PE-LIM"),
    ("PE", -12.05, -77.13, "PE-CAL"),
    ("PE", -8.36806, -74.54333, "PE-UCA"),
    ("NG", 9.06, 7.49, "NG-FC"),
    ("NG", 11.83, 13.15, "NG-BO"),
    ("NG", 8.49, 8.52, "NG-NA"),
    ("NG", 12.0, 8.52, "NG-KN"),
]


def test_peru_has_exactly_its_25_divisions_each_named_right() -> None:
    outline = read_outline("PER")

    assert {unit.code: unit.name for unit in outline.units} == PERU
    assert len(outline.units) == 25


def test_nigeria_has_36_states_and_its_capital_territory() -> None:
    units = read_outline("NGA").units

    assert len({unit.code for unit in units}) == 37
    assert [unit.name for unit in units if unit.code == "NG-FC"] == ["Abuja Federal Capital Territory"]


@pytest.mark.parametrize(("country", "latitude", "longitude", "code"), CAPITALS)
def test_a_town_lies_in_its_division(country: str, latitude: float, longitude: float, code: str) -> None:
    unit = unit_at(read_outline(country), latitude, longitude)

    assert unit is not None
    assert unit.code == code


def test_a_point_at_sea_lies_in_no_division() -> None:
    assert unit_at(read_outline("PE"), -14.0, -80.0) is None


def test_no_point_lies_in_two_divisions_and_none_falls_between() -> None:
    """Neighbours share one simplified border: a grid over the inland highlands finds each point exactly once."""
    outline = read_outline("PE")
    grid = [(-16.0 + 0.11 * row, -74.0 + 0.13 * column) for row in range(40) for column in range(22)]

    counts = {sum(unit_at_only(unit, *point) for unit in outline.units) for point in grid}

    assert counts == {1}


def unit_at_only(unit: object, latitude: float, longitude: float) -> bool:
    from answerable.web.outlines.outline import Outline, OutlineUnit

    assert isinstance(unit, OutlineUnit)
    return unit_at(Outline("one", (unit,)), latitude, longitude) is not None


def test_limas_municipality_is_known_to_lie_in_limas_region() -> None:
    (lima,) = (unit for unit in read_outline("PE").units if unit.code == "PE-LIM")

    assert lima.also == ("PE-LMA",)
    assert len(lima.rings) == 1


def test_a_country_without_an_outline_gives_an_empty_one() -> None:
    assert read_outline("xx").units == ()


def test_the_stored_outline_says_where_it_comes_from() -> None:
    stored = json.loads(files("answerable.web.outlines").joinpath("PER.json").read_text(encoding="utf-8"))

    assert "Natural Earth" in stored["source"]


def test_a_label_that_the_table_does_not_know_stops_the_build(tmp_path) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}
    feature = {"properties": {"gn_name": "Region de Nowhere"}, "geometry": square}
    (tmp_path / "per.json").write_text(json.dumps({"features": [feature]}))

    with pytest.raises(SystemExit, match="Nowhere"):
        build_outlines.build(tmp_path, "PER")
