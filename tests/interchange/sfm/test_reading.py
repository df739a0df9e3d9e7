"""Three generations of sheets, each in a small delivery with invented names, against golden tables of claims."""

from datetime import date

import pytest

from answerable.interchange.checking import check_dossier, view_of_package
from answerable.interchange.package_reading import read_package
from answerable.interchange.package_writing import package_files, write_package
from answerable.interchange.sfm.reading import read_sfm
from answerable.kernel.errors import PackageBrokenError
from answerable.kernel.standing import Status
from answerable.record.audiences import TEAM
from tests.builders import day
from tests.interchange.sfm.tables import FIXTURES, GOLDEN, claim_table, refusal_table

TODAY = date(2026, 11, 21)
SUPERIOR = "OrganizationOrganization:parent_id"


def reading(year: str):
    return read_sfm(FIXTURES / f"sfm_{year}", today=TODAY)


def view(year: str):
    return view_of_package(reading(year), TEAM)


def link(one, schema: str, **ends: str) -> list[str]:
    return [each for each in one.entities(schema) if all(one.ref(each, name) == end for name, end in ends.items())]


@pytest.mark.parametrize("year", ["2019", "2021", "2026"])
def test_every_cell_becomes_the_claims_of_its_sources(year):
    assert claim_table(reading(year)) == (GOLDEN / f"interchange-sfm-{year}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("year", ["2019", "2021", "2026"])
def test_a_delivery_written_as_a_package_reads_back_the_same(year, tmp_path):
    first = reading(year)

    write_package(first.holdings, tmp_path / "package")

    again = read_package(tmp_path / "package")
    assert again.refusals == ()
    assert package_files(again.holdings) == package_files(first.holdings)


@pytest.mark.parametrize("year", ["2019", "2021", "2026"])
def test_nothing_that_is_imported_leads_to_nothing(year):
    assert check_dossier(view(year)).errors == ()


def test_every_refused_cell_of_2019_is_told_by_row_and_column():
    assert refusal_table(reading("2019")) == [
        ("persons.csv", 6, "Name", "no-source"),
        ("persons.csv", 7, "", "not-ready"),
        ("units.tsv", 7, "OrganizationOrganization:date_last_cited", "date-reversed"),
        ("units.tsv", 9, "OrganizationOrganization:classification (source)", "unknown-source"),
        ("units.tsv", 9, "OrganizationOrganization:date_first_cited (source)", "unknown-source"),
        ("units.tsv", 9, f"{SUPERIOR} (source)", "unknown-source"),
        ("units.tsv", 11, "", "not-ready"),
        ("units.tsv", 12, "Organization:date_first_cited", "date-unclear"),
        ("units.tsv", 13, "Organization:Name", "no-source"),
    ]


@pytest.mark.parametrize(("kind", "rows"), [("units", 12), ("superiors", 9), ("postings", 6), ("persons", 6)])
def test_imported_merged_refused_and_not_ready_make_up_the_rows(kind, rows):
    counts = reading("2019").counts

    assert sum(count for name, count in counts.items() if name.startswith(f"{kind}:")) == rows


def test_two_periods_under_one_superior_stay_two_links():
    one = view("2019")
    brigade, guard = (f"unit:{n:08x}-0000-4000-8000-{n:012x}" for n in (102, 101))

    assert len(link(one, "Subordination", subordinate=brigade, superior=guard)) == 2


def test_a_month_of_the_last_mention_reaches_to_its_last_day_and_ends_there():
    one = view("2019")
    brigade, guard = (f"unit:{n:08x}-0000-4000-8000-{n:012x}" for n in (102, 101))
    links = link(one, "Subordination", subordinate=brigade, superior=guard)
    ended = next(each for each in links if any(time.ends for time in one.times(each)))

    assert one.standing(ended, day("2012-05-01")).status is Status.EVIDENCED
    assert one.standing(ended, day("2012-06-30")).status is Status.POSSIBLE
    assert one.standing(ended, day("2012-07-01")).status is Status.EXCLUDED
    assert one.standing(ended, day("2011-03-03")).status is Status.EXCLUDED


def test_what_is_assumed_to_go_on_is_never_evidence():
    one = view("2019")
    brigade, guard = (f"unit:{n:08x}-0000-4000-8000-{n:012x}" for n in (102, 101))
    links = link(one, "Subordination", subordinate=brigade, superior=guard)
    open_ended = next(each for each in links if any(time.ongoing for time in one.times(each)))

    assert one.standing(open_ended, day("2020-01-01")).status is Status.ASSUMED


def test_postings_alike_but_for_the_title_are_one_appointment_with_two_titles():
    one = view("2019")
    appointments = [each for each in one.entities("Appointment") if "ana-quist" in each]

    assert len(appointments) == 1
    assert set(one.texts(appointments[0], "summary")) == {"Brigade Commander", "Officer Commanding"}


def test_an_unknown_unit_is_a_placeholder():
    assert view("2019").text(f"unit:{103:08x}-0000-4000-8000-{103:012x}", "placeholder") == "yes"


def test_two_units_of_one_name_stay_two():
    one = view("2021")

    assert len([unit for unit in one.entities("Unit") if one.text(unit, "name") == "Gamma Guard"]) == 2


def test_a_name_that_two_units_share_is_refused_where_it_is_used(tmp_path):
    folder = tmp_path / "delivery"
    folder.mkdir()
    for name in ("units.tsv", "persons.csv", "sources.csv"):
        (folder / name).write_bytes((FIXTURES / "sfm_2019" / name).read_bytes())
    table = (folder / "units.tsv").read_text(encoding="utf-8")
    other = f"{777:08x}-0000-4000-8000-{777:012x}"
    second = next(line for line in table.splitlines() if "\tFerry Post\t" in line and "River Office" in line)
    (folder / "units.tsv").write_text(table + second.rpartition("\t")[0] + f"\t{other}\n", encoding="utf-8")

    codes = refusal_table(read_sfm(folder, today=TODAY))

    assert ("persons.csv", 4, "Organization", "ambiguous-unit") in codes


def only_posting(tmp_path):
    """Read one claim about a posting of which neither the person nor the unit is told of."""
    for name in ("postings.csv", "citations.csv", "sources.csv"):
        (tmp_path / name).write_bytes((FIXTURES / "sfm_2026" / name).read_bytes())
    return read_sfm(tmp_path, today=TODAY)


def test_a_unit_known_by_its_id_alone_is_refused_and_told(tmp_path):
    found = only_posting(tmp_path)

    assert refusal_table(found) == [("postings.csv", 2, "posting:unit:refs:assertion", "required-missing")]
    assert found.claims == ()


def test_an_incident_text_with_a_semicolon_stays_whole():
    one = view("2021")

    assert one.text(one.entities("Incident")[0], "summary") == "Held on the ferry ; taken to the base"


def test_a_restricted_source_shows_the_public_its_attribution_only():
    from answerable.record.audiences import PUBLIC

    withheld = [each for each in view_of_package(reading("2021"), PUBLIC).sources() if each.is_withheld]

    assert [each.title for each in withheld] == ["source restricted by its collectors"]


def test_a_claim_that_began_within_a_range_is_possible_there_and_evidenced_after():
    one = view("2026")
    appointment = f"appointment:{505:08x}-0000-4000-8000-{505:012x}"

    assert one.standing(appointment, day("2005-05-15")).status is Status.POSSIBLE
    assert one.standing(appointment, day("2005-06-02")).status is Status.EVIDENCED
    assert one.standing(appointment, day("2005-06-04")).status is Status.UNKNOWN_AFTER


def test_the_related_unit_is_the_superior():
    one = view("2026")
    only = one.entities("Subordination")[0]

    assert one.text(one.ref(only, "superior"), "name") == "Iron Wharf Division"


def test_what_has_no_place_here_is_told():
    codes = {code for _, _, _, code in refusal_table(reading("2026"))}

    assert codes == {"not-ready", "unsupported-type", "date-unclear"}


def test_files_with_unknown_headers_are_refused_by_name(tmp_path):
    (tmp_path / "flowers.csv").write_text("rose,lily\n1,2\n", encoding="utf-8")

    with pytest.raises(PackageBrokenError, match=r"flowers\.csv"):
        read_sfm(tmp_path)


def test_a_column_that_is_not_carried_over_is_told(tmp_path):
    for name in ("units.csv", "sources.csv"):
        (tmp_path / name).write_bytes((FIXTURES / "sfm_2021" / name).read_bytes())
    table = (tmp_path / "units.csv").read_text(encoding="utf-8").splitlines()
    table[0] += ",unit:mascot"
    table[1] += ",goat"
    table[2:] = [f"{line}," for line in table[2:]]
    (tmp_path / "units.csv").write_text("\n".join(table) + "\n", encoding="utf-8")

    told = [one for one in read_sfm(tmp_path, today=TODAY).alterations if one.code == "column-passed-over"]

    assert [one.column for one in told] == ["unit:mascot"]
