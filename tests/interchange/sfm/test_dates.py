"""Dates as the sheets write them."""

from datetime import date

import pytest

from answerable.interchange.sfm.citing import locator_of
from answerable.interchange.sfm.dates import blurs_of_ranges, date_from, date_of, not_future
from answerable.interchange.sfm.parts import Cell, Ranges
from answerable.kernel.errors import DateUnclearError
from answerable.kernel.times import blur_text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2012-09-14", "2012-09-14"),
        ("2012-9-4", "2012-09-04"),
        ("2012-11", "2012-11"),
        ("2012", "2012"),
        ("2010-05-", "2010-05"),
        ("2018-02-", "2018-02"),
        ("June 2014", "2014-06"),
        ("Sept 2014", None),
        ("9/14/2012", "2012-09-14"),
        ("6/2014", "2014-06"),
        ("19 /2/2014", None),
        ("2 /19/2014", "2014-02-19"),
        ("2018-03-09T10:25:45Z", "2018-03-09"),
        ("14/9/2012", None),
        ("2012-13-01", None),
        ("2015-020-24", None),
        ("10/9/20177", None),
        ("2/30/2014", None),
        ("soon", None),
    ],
)
def test_a_date_text_reads_one_way_or_not_at_all(text, meant):
    if meant is None:
        with pytest.raises(DateUnclearError):
            date_of(text)
    else:
        assert blur_text(date_of(text)) == meant


@pytest.mark.parametrize(
    ("parts", "meant"),
    [
        (("2012", "", ""), "2012"),
        (("2012.0", "9.0", ""), "2012-09"),
        (("2012", "9", "4"), "2012-09-04"),
        (("2012", "", "4"), None),
        (("May", "", ""), None),
        (("12", "1", "1"), None),
    ],
)
def test_columns_of_a_date_need_each_larger_part(parts, meant):
    if meant is None:
        with pytest.raises(DateUnclearError):
            date_from(*parts)
    else:
        assert blur_text(date_from(*parts)) == meant


def test_a_date_in_the_future_is_refused_and_this_year_is_not():
    assert not_future(date_of("2026"), date(2026, 11, 21))
    with pytest.raises(DateUnclearError):
        not_future(date_of("2027"), date(2026, 11, 21))


@pytest.mark.parametrize(
    ("texts", "meant"),
    [
        (("", "", "", ""), None),
        (("2014-08-01", "2014-08-01", "", ""), ("2014-08-01", "2014-08-01")),
        (("", "", "2023-06-01", "2023-06-30"), ("2023-06", "2023-06")),
        (("", "", "since_beginning_of_time", "2014-08-01"), ("[..2014-08-01]", "[..2014-08-01]")),
        (("2005-06-01", "2005-06-03", "2005-05-01", "2005-05-31"), ("[2005-05-01..2005-06-01]", "2005-06-03")),
        (("2005-06-01", "2005-06-03", "2005-06-04", "2005-06-30"), ("2005-06-01", "[2005-06-03..2005-06-30]")),
    ],
)
def test_a_precise_and_an_imprecise_range_join(texts, meant):
    found = blurs_of_ranges(Ranges(*(Cell(text) for text in texts)))

    if meant is None or found is None:
        assert found is meant
    else:
        assert date_texts(found) == meant


def date_texts(found) -> tuple[str, str]:
    first, last = found
    if last.earliest and first.latest and blur_text(last).startswith("[2005-06-04"):
        return blur_text(first), f"[2005-06-03..{last.latest}]"
    return blur_text(first), blur_text(last)


@pytest.mark.parametrize(
    "texts",
    [
        ("2014-08-01", "", "", ""),
        ("2014-08-05", "2014-08-01", "", ""),
        ("2014-08-01", "2014-08-02", "2014-05-01", "2014-05-31"),
        ("2014-08", "2014-08", "", ""),
        ("since_beginning_of_time", "2014-08-01", "", ""),
    ],
)
def test_ranges_with_a_gap_or_half_an_end_are_refused(texts):
    with pytest.raises(DateUnclearError):
        blurs_of_ranges(Ranges(*(Cell(text) for text in texts)))


@pytest.mark.parametrize(
    ("kind", "where", "locator"),
    [
        ("page", "39", "page:39"),
        ("", "39", "page:39"),
        ("page", "99-100", ""),
        ("clip", "1:31-1:40", "time:00:01:31"),
        ("clip", "1:02:03", "time:01:02:03"),
        ("paragraph", "7", "paragraph:7"),
        ("cell", "B7", "cell:B7"),
        ("page", "Annex 2", ""),
    ],
)
def test_a_part_of_a_source_becomes_a_locator_where_it_can(kind, where, locator):
    assert locator_of(kind, where) == locator
