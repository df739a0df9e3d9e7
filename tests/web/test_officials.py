"""The page of an official: one axis of time, both sides, and what only the team may see."""

import re
from collections import Counter

import html5lib
import pytest

from answerable.record import changes
from answerable.record.actors import Actor, Role
from tests.builders import a_claim
from tests.web.official_room import ANA, GUILT, ONE, TWO, open_official_room, read, section, text_of
from tests.web.recording_room import Room

pytestmark = pytest.mark.django_db
PAGE = f"officials/{ANA}/"
FINDING = a_claim(
    "Finding", "finding:f", "2026-11-02", person=ANA, pattern="notice-before-incident", incident=TWO,
    gist="A notice came before the shots at the airport, according to two sources.", standard="reasonable-grounds",
    analyst="ana", source="MEMO",
)  # fmt: skip


@pytest.fixture
def room() -> Room:
    return open_official_room()


def rows_of(page: str) -> dict[str, str]:
    """Return the words of each numbered row, by what it says."""
    rows = re.findall(r'<tr id="[^"]*">(.*?)</tr>', page, re.DOTALL)
    return {text_of(row): row for row in rows}


def row_with(page: str, words: str) -> str:
    return next(text for text in rows_of(page) if words in text)


def test_a_row_says_when_what_where_it_stands_and_who_says_it(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(PAGE))

    row = row_with(page, "A report on the death at the bridge.")
    assert "20 December 2022" in row
    assert "Told, asked, met" in row
    assert "5 days after Bridge" in row
    assert "20 days before Airport" in row
    assert "A report" in row


def test_what_may_lie_on_either_side_is_said_to_be_unclear(room: Room) -> None:
    row = row_with(read(room.clients["nobody"], room.url(PAGE)), "The council met.")

    assert "unclear whether before or after Bridge" in row
    assert "before Airport" in row


def test_every_number_in_the_picture_is_a_row_of_the_table(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(PAGE))
    picture = page[page.index('class="drawing lanes"') : page.index("</figure>")]

    signs = set(re.findall(r'class="sign-word [^"]*" text-anchor="middle">([^<]+)<', picture))
    numbers = set(re.findall(r'row-number">(\d+)<', page))

    assert numbers
    assert {sign for sign in signs if sign.isdigit()} <= numbers
    assert set(re.findall(r'href="#([^"]+)"', picture)) <= set(re.findall(r' id="([^"]+)"', page))


def test_a_blurred_day_is_drawn_dashed_and_an_answer_with_corners(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(PAGE))
    picture = page[page.index('class="drawing lanes"') : page.index("</figure>")]

    assert 'class="sign possible"' in picture
    assert 'class="link possible"' in picture
    assert 'rx="1" class="sign evidenced"' in picture
    assert 'class="band"' in picture


def test_a_denial_stands_in_the_row_that_it_denies_and_at_the_top(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(PAGE))

    assert "denied" in row_with(page, "To clear the bridge.")
    assert "A newspaper" in row_with(page, "To clear the bridge.")
    assert "She says that she gave no order." in section(page, 'id="answers"')
    assert page.index('id="answers"') < page.index('id="record"')
    assert "Their answers on this incident" in row_with(page, "A report on the death")


def test_that_nothing_was_found_says_where_it_was_looked_for(room: Room) -> None:
    row = row_with(read(room.clients["nobody"], room.url(PAGE)), "No inquiry was found.")

    assert "Nothing found done" in row


def test_what_names_the_unit_stands_apart_from_what_names_the_person(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(PAGE))

    assert "The force withdrew." in section(page, 'id="of-units"')
    assert not [row for row in rows_of(page) if "The force withdrew." in row]


def test_what_a_duty_would_have_brought_is_expected_and_not_known(room: Room) -> None:
    page = read(room.clients["owner"], room.url(PAGE))

    told = section(page, 'id="expected"')
    assert "To report every shot to the commander." in told
    assert "expected, not known" in told
    numbered = page[page.index('id="record"') : page.index('id="expected"')]
    assert "That shots were fired." not in text_of(numbered)


def test_what_a_duty_would_have_brought_is_not_told_to_the_public(room: Room) -> None:
    assert "expected, not known" not in read(room.clients["nobody"], room.url(PAGE))


def test_incidents_under_a_post_say_by_which_way_and_how_sure(room: Room) -> None:
    told = section(read(room.clients["nobody"], room.url(PAGE)), 'id="incidents"')

    assert "Shots at the bridge" in told
    assert "Commander of Force" in told
    assert "Squad" in told
    assert "evidenced" in told


def test_somebody_of_whom_little_is_known_has_a_page_that_says_so(room: Room) -> None:
    room.record(
        a_claim("Person", "person:new", name="Nuevo Mamani"),
        a_claim("Appointment", "appointment:new", person="person:new", post="post:squad"),
    )

    page = read(room.clients["nobody"], room.url("officials/person:new/"))

    assert "No denial or reply is on record. That is not an admission." in text_of(page)
    assert "Nothing is on record of what this person was told" in text_of(page)


def test_a_long_record_is_cut_into_pages_with_a_link_to_the_rest(room: Room) -> None:
    room.record(*(a_claim("Remark", f"remark:x{n}", "2023-02-02", speaker=ANA, gist=f"Remark number {n}.")
                  for n in range(120)))  # fmt: skip

    first = read(room.clients["nobody"], room.url(PAGE))
    second = read(room.clients["nobody"], room.url(f"{PAGE}?page=2"))

    assert first.count("Remark number") < 130
    assert "page=2#record" in first
    assert set(re.findall(r'row-number">(\d+)<', first)).isdisjoint(re.findall(r'row-number">(\d+)<', second))


# patterns: the team's own


def test_the_team_sees_a_pattern_with_its_rule_both_sides_and_what_the_public_would_need(room: Room) -> None:
    room.record(FINDING)

    told = section(read(room.clients["owner"], room.url(PAGE)), 'id="patterns"')

    assert "Notice before a deadly incident" in told
    assert "The rule" in told
    assert "What speaks against it" in told
    assert "denials and replies" in told or "denial" in told
    assert "A notice came before the shots at the airport" in told
    assert "A second source that does not derive from the first." in told
    assert "that do not fit, and why" in told


@pytest.mark.parametrize(
    "path", [PAGE, f"{PAGE}print/", f"{PAGE}?audience=public", f"{PAGE}beside/?other=person:luis"]
)
@pytest.mark.parametrize("role", ["nobody", "stranger", "owner"])
def test_no_reader_as_the_public_sees_a_pattern_of_a_named_person(room: Room, role: str, path: str) -> None:
    """Not that one fits, not that none does, and not the word."""
    room.record(FINDING)
    path = path if "audience" in path or role != "owner" else f"{path}{'&' if '?' in path else '?'}audience=public"

    told = text_of(read(room.clients[role], room.url(path)))

    assert "Patterns in what is on record" not in told
    assert "Notice before a deadly incident" not in told
    assert "A notice came before the shots" not in told


def test_the_public_sees_a_pattern_once_a_finding_of_it_is_open(room: Room) -> None:
    owner, editor = Actor("ana", Role.OWNER), Actor("luis", Role.EDITOR)
    notice, other = room.record(
        a_claim("Notice", "notice:one", "2022-12-20", person=ANA, incident=ONE, ref="n1", fact="A report came."),
        a_claim("Notice", "notice:one", "2022-12-20", person=ANA, incident=ONE, ref="n2", source="B",
                fact="A report came, the newspaper says."),
        actor=owner,
    )  # fmt: skip
    found = a_claim("Finding", "finding:f", "2026-11-02", person=ANA, pattern="notice-before-incident", incident=TWO,
                    gist="A notice came first, according to two sources.", standard="reasonable-grounds",
                    analyst="ana", source="MEMO", rests_on=(notice, other))  # fmt: skip
    (finding,) = room.record(found, actor=owner)
    room.record(a_claim("Reply", "reply:ana", person=ANA, regarding="finding:f", sent="2026-11-03",
                        allegation="That a notice came first.", source="MEMO", rests_on=(finding,)))  # fmt: skip
    changes.verify(actor=editor, dossier=room.dossier, claim=finding, standard="reasonable-grounds")

    page = read(room.clients["nobody"], room.url(PAGE))
    told = section(page, 'id="patterns"')

    assert "Notice before a deadly incident" in told
    assert "A notice came first, according to two sources." in told
    assert "In command at more than one deadly incident" not in text_of(page)
    assert "that do not fit" not in told
    assert "Record a finding" not in told


@pytest.mark.parametrize("path", ["patterns/", "gaps/", f"gaps/?subject={ANA}"])
def test_the_lists_of_patterns_and_gaps_are_the_teams(room: Room, path: str) -> None:
    assert room.clients["nobody"].get(room.url(path)).status_code == 302
    assert room.clients["stranger"].get(room.url(path)).status_code == 404
    assert room.clients["reader"].get(room.url(path)).status_code == 200


def test_the_list_of_patterns_counts_how_often_each_fits_whom(room: Room) -> None:
    page = read(room.clients["reader"], room.url("patterns/"))

    row = next(text_of(row) for row in page.split("<tr>") if "Ana Quispe" in row)
    assert re.search(r"\b1\b", row)
    assert f"/{PAGE}#pattern-notice-before-incident" in page


# two side by side


def test_two_officials_stand_side_by_side_with_the_chain_between_them(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(f"{PAGE}beside/?other=person:luis"))

    assert "shared" in section(page, 'id="relation"')
    assert "Shots at the bridge" in section(page, 'id="shared"')
    told = section(page, 'id="record"')
    assert "A report on the death at the bridge." in told
    assert "That shots were fired." in told


def test_whom_to_set_beside_is_found_by_name_and_offered_from_the_chain(room: Room) -> None:
    offered = read(room.clients["nobody"], room.url(f"{PAGE}beside/"))
    found = read(room.clients["nobody"], room.url(f"{PAGE}beside/?find=luis"))

    for page in (offered, found):
        assert "beside/?other=person%3Aluis" in page


# everything together

PATHS = [
    ("nobody", PAGE), ("owner", PAGE), ("nobody", f"{PAGE}print/"), ("owner", f"{PAGE}tests/?incident={ONE}"),
    ("owner", f"{PAGE}tests/rome-28a/R28A.5a/?incident={ONE}"), ("nobody", f"{PAGE}beside/"),
    ("nobody", f"{PAGE}beside/?other=person:luis"), ("owner", "patterns/"), ("owner", "gaps/"),
    ("owner", f"gaps/?subject={ANA}"), ("nobody", "officials/"), ("nobody", "officials/?name=squad&sort=name"),
]  # fmt: skip


@pytest.mark.parametrize(("role", "path"), PATHS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_are_valid_their_ids_their_own_and_they_state_no_verdict(
    room: Room, role: str, path: str, language: str
) -> None:
    page = read(room.clients[role], room.url(path).replace("/en/", f"/{language}/"))

    html5lib.HTMLParser(strict=True).parse(page)
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    marks = {mark.partition("#")[2] for mark in re.findall(r'href="(#[^"]+)"', page)}
    assert marks <= set(ids), marks - set(ids)
    assert not GUILT.findall(text_of(page))


def test_the_page_to_print_leads_the_team_to_the_whole_file(room: Room) -> None:
    answer = room.clients["owner"].get(room.url(f"{PAGE}print/?as=pdf"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(room.url(f"officials/{ANA}/file.pdf"))
    assert "The whole file: PDF" in text_of(read(room.clients["reader"], room.url(f"{PAGE}print/")))
    assert "The whole file" not in text_of(read(room.clients["nobody"], room.url(f"{PAGE}print/")))
