"""A postal address as the destination's post reads it, and the country as the sender's does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.actions.addresses import block, country_line, country_of, problems_of
from answerable.actions.answers import Target
from answerable.actions.letter_paper import sheet_of

COUNTRIES = (
    "PE",
    "CH",
    "DE",
    "FR",
    "AT",
    "GB",
    "US",
    "ES",
    "BR",
    "CO",
    "MX",
    "CL",
    "AR",
    "BO",
    "CA",
    "BE",
    "NL",
    "IT",
)
PALACE = Target(
    "president", "addressee", "Ana Quispe", title={"es": "Presidenta de la República"}, language="es",
    post_lines=("Palacio de Gobierno", "Jr. de la Unión s/n", "Lima 15001"), country="PE",
)  # fmt: skip


def office(*lines: str, country: str) -> Target:
    return Target("office", "copy", "Embassy", post_lines=lines, country=country)


def test_a_letter_abroad_names_the_country_in_capitals_at_the_end():
    assert block(PALACE, "CH", "fr") == (
        "Ana Quispe", "Presidenta de la República", "Palacio de Gobierno", "Jr. de la Unión s/n", "Lima 15001", "PÉROU",
    )  # fmt: skip


def test_a_letter_within_the_country_does_not():
    assert block(PALACE, "PE", "es")[-1] == "Lima 15001"


@pytest.mark.parametrize(("destination", "origin", "language", "line"), [
    ("PE", "CH", "de", "PERU"),  # a language that the post of the sender's country reads
    ("DE", "CH", "de", "DEUTSCHLAND"),
    ("DE", "PE", "de", "GERMANY"),  # one that it does not read: English
    ("DE", "PE", "es", "ALEMANIA"),
    ("DE", "CH", "ar", "GERMANY"),
    ("DE", "CH", "fr", "ALLEMAGNE"),
    ("CH", "", "es", "SUIZA"),  # nobody knows where it is posted
    ("CH", "", "ar", "SWITZERLAND"),
    ("US", "CH", "en", "UNITED STATES OF AMERICA"),
    ("US", "FR", "fr", "ÉTATS-UNIS D’AMÉRIQUE"),
    ("NL", "BE", "nl", "NEDERLAND"),
    ("NL", "DE", "de-AT", "NIEDERLANDE"),
    ("pe", "PE", "es", ""),
    ("", "PE", "es", ""),
])  # fmt: skip
def test_the_country_is_named_so_that_the_post_of_the_sender_reads_it(destination, origin, language, line):
    assert country_line(destination, origin, language) == line


def test_an_address_is_printed_as_it_stands_and_never_translated():
    assert block(PALACE, "DE", "de")[:5] == block(PALACE, "FR", "fr")[:5]


def test_an_office_that_is_its_own_name_is_printed_once():
    twice = replace(PALACE, name="Presidencia de la República", title={"es": "Presidencia de la República"})
    thrice = replace(twice, post_lines=("Presidencia de la República", "Lima 15001"))

    assert block(twice, "CH", "es")[:2] == ("Presidencia de la República", "Palacio de Gobierno")
    assert block(thrice, "PE", "es") == ("Presidencia de la República", "Lima 15001")


def test_a_target_without_a_postal_address_has_only_its_name():
    assert block(replace(PALACE, post_lines=()), "CH", "de") == ("Ana Quispe", "Presidenta de la República")


@pytest.mark.parametrize(("lines", "country", "town"), [
    (("52 Sloane Street", "London", "SW1X 9SP"), "GB", ("LONDON", "SW1X 9SP")),
    (("1700 Massachusetts Ave NW", "Washington, DC 20036"), "US", ("WASHINGTON, DC 20036",)),
    (("50 avenue Kléber", "75116 Paris"), "FR", ("75116 PARIS",)),
    (("Thunstrasse 36", "3005 Bern"), "CH", ("3005 Bern",)),
    (("Mohrenstraße 42", "10117 Berlin"), "DE", ("10117 Berlin",)),
    (("Via Siacci 2/B", "00197 Roma RM"), "IT", ("00197 ROMA RM",)),
    (("130 Albert Street", "Ottawa ON K1P 5G4"), "CA", ("OTTAWA ON K1P 5G4",)),
])  # fmt: skip
def test_the_town_is_in_capitals_where_its_post_asks_for_it(lines, country, town):
    target = office(*lines, country=country)

    assert block(target, country, "en")[-len(town) :] == town
    assert block(target, country, "en")[1] == lines[0]
    assert problems_of(target) == ()


@pytest.mark.parametrize(("lines", "country", "word"), [
    (("Thunstrasse 36", "Bern"), "CH", "no postcode"),
    (("Thunstrasse 36", "Bern 3005"), "CH", "wrong side"),
    (("Jr. de la Unión s/n", "15001 Lima"), "PE", "wrong side"),
    (("Jr. de la Unión s/n", "Lima 15001", "Perú"), "PE", "repeats the country"),
    (("Jr. de la Unión s/n", "Lima 15001", "PERU"), "PE", "repeats the country"),
])  # fmt: skip
def test_a_coordinator_is_told_what_looks_wrong_in_an_address(lines, country, word):
    (said,) = problems_of(office(*lines, country=country))

    assert word in said


def test_nothing_is_found_wrong_where_a_country_has_no_postcodes_or_no_rules():
    assert problems_of(office("Calle 1", "La Paz", country="BO")) == ()
    assert problems_of(office("Some street", "Some town", country="KE")) == ()
    assert problems_of(replace(PALACE, post_lines=())) == ()


@pytest.mark.parametrize("code", COUNTRIES)
def test_each_country_that_matters_has_rules_of_its_own(code):
    assert country_of(code) is not country_of("ZZ")
    assert sheet_of(country_of(code).window).name == country_of(code).window


def test_a_country_without_rules_takes_the_plain_ones():
    assert country_of("KE") == country_of("")
    assert country_of("KE").window == "plain"


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=6), st.sampled_from(COUNTRIES))
def test_no_line_of_an_address_is_lost_or_changed_but_in_its_capitals(lines, country):
    found = block(office(*lines, country=country), country, "en")

    kept = found[-len(lines) :]
    assert [line.upper() for line in kept] == [line.upper() for line in lines]
