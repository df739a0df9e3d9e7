"""Which wording of a law counts is decided by the day of the incident, and a date that is not exact is no date."""

from datetime import date

import pytest

from answerable.assess.texts_in_force import cited_on, for_country, on_the_days, provisions, text_of, texts
from answerable.kernel.errors import NotFoundError
from tests.builders import day

AYACUCHO = (date(2022, 12, 15), date(2022, 12, 15))


def names(found):
    return [version.name.get("en", "") for version in found]


@pytest.mark.parametrize(
    "text, held",
    [
        ("dl-1186", "After Law 31012"),
        ("dl-1095", "As read by the Constitutional Court in case 00022-2011-PI/TC"),
        ("ds-012-2016-in", "First wording"),
        ("ll-2020", "Edition of 2020"),
        ("minnesota", "Revision of 2016 (HR/PUB/17/4)"),
    ],
)
def test_on_the_day_of_ayacucho_the_wording_of_that_day_counts(text, held):
    found = on_the_days(text, AYACUCHO)

    assert found.standing == "in-force"
    assert names(found.held) == [held]


def test_a_reform_after_the_events_is_never_held_against_them():
    found = on_the_days("dl-1186", AYACUCHO)

    assert "As amended by Law 32291" in names(found.others)


def test_a_comment_adopted_after_the_day_is_not_yet_a_standard():
    found = on_the_days("gc37-2020", (day("2019-11-01"), day("2019-11-02")))

    assert found.standing == "not-yet"
    assert not found.counts


def test_a_day_inside_a_date_that_is_not_exact_leaves_both_wordings_open():
    found = on_the_days("dl-1186", (day("2025-06-01"), day("2025-06-01")))

    assert found.standing == "unclear"
    assert names(found.held) == ["After Law 31012", "As amended by Law 32291"]


def test_an_incident_that_spans_a_change_is_held_against_both_wordings():
    found = on_the_days("dl-1186", (day("2020-03-01"), day("2020-05-01")))

    assert found.standing == "changed"
    assert len(found.held) == 2


def test_an_undated_incident_shows_every_version_and_says_so():
    found = on_the_days("dl-1186", None)

    assert found.standing == "undated"
    assert len(found.held) == 4
    assert found.counts


def test_a_version_ends_on_the_eve_of_the_next():
    for text in texts().values():
        for version, successor in zip(text.versions, text.versions[1:], strict=False):
            assert version.last is not None
            assert version.last.latest < successor.first.latest
        assert text.versions[-1].last is None


def test_what_nobody_read_must_be_checked_by_a_lawyer():
    assert on_the_days("dl-1186", AYACUCHO).must_be_checked
    assert not on_the_days("cc-1979", AYACUCHO).must_be_checked


def test_laws_of_another_country_are_left_out():
    found = [on_the_days(name, AYACUCHO) for name in ("bp-1990", "dl-1186")]

    assert [each.text.id for each in for_country(found, "CL")] == ["bp-1990"]


@pytest.mark.parametrize("text", texts())
def test_every_text_speaks_both_languages_and_says_what_was_read(text):
    found = text_of(text)

    assert found.short.keys() == found.title.keys() == {"en", "es"}
    for version in found.versions:
        assert version.wording in ("S", "T", "UM")
        assert version.dates in ("S", "UM")
        assert version.seen or version.wording == "UM", "a mark of having read names where"
        for words in (version.name, version.seen, version.note):
            assert words.keys() in ({"en", "es"}, set())


def test_an_unknown_text_is_refused():
    with pytest.raises(NotFoundError):
        text_of("no-such-law")


@pytest.mark.parametrize(
    "at, names",
    [
        ("", ()),
        ("9", ("9",)),
        ("3-5, 20", ("3", "4", "5", "20")),
        ("7.1-7.3", ("7.1", "7.2", "7.3")),
        ("5(c), 11(f)", ("5(c)", "11(f)")),
        ("Tit. II-III", ("Tit. II-III",)),
    ],
)
def test_a_citation_names_each_of_its_provisions(at, names):
    assert provisions(at) == names


@pytest.mark.parametrize(
    "text, at, mark, elsewhere",
    [
        ("dl-1186", "8", "S", False),
        ("dl-1186", "4.1(c)", "UM", True),
        ("dl-1186", "11.2, 11.5", "UM", True),
        ("bp-1990", "9", "UM", False),
        ("cc-1979", "3", "S", False),
        ("cc-1979", "3, 6", "UM", False),
        ("ll-2020", "7.3, 7.5", "T", False),
        ("dl-1095", "", "UM", False),
        ("minnesota", "glossary", "S", False),
    ],
)
def test_a_provision_counts_as_read_only_in_the_wording_of_the_day(text, at, mark, elsewhere):
    found = cited_on(text, at, AYACUCHO)

    assert (found.mark, found.is_read_elsewhere) == (mark, elsewhere)
