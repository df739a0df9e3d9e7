"""The pages for reading, on a small dossier: nothing without its source, nothing that its reader may not see."""

import re

import pytest

from answerable.record import changes
from answerable.record.drafts import SourceDraft
from tests.builders import a_claim, a_unit
from tests.web.recording_room import OWNER, Room, open_room

pytestmark = pytest.mark.django_db

WHOLE = "incident:all"
BRIDGE = "incident:bridge"


@pytest.fixture
def room() -> Room:
    room = open_room()
    hidden = SourceDraft(
        "C",
        "interview",
        "Talk with Officer Quispe",
        publisher="Notebook 7",
        visibility="team",
        attribution="a former officer",
    )
    changes.add_sources(actor=OWNER, dossier=room.dossier, drafts=[hidden])
    room.record(
        a_claim("Incident", WHOLE, "2022-12 / 2023-03", name="The protests"),
        a_claim("Incident", BRIDGE, "2022-12-15 starts ends", name="At the bridge", name__es="En el puente", kind="shooting",
                place="Lagunas", regionCode="PE-PUN", latitude="-15.5", longitude="-70.1", partOf=WHOLE,
                summary="Shots were fired, according to the report.", locator="paragraph:3"),
        a_claim("Incident", "incident:far", name="Somewhere else", partOf=WHOLE),
        a_unit("Guards", force="police"),
        a_unit("Office"),
        a_claim("Person", "person:dead-1", name="Rosa Mamani", age="22"),
        a_claim("Person", "person:dead-1", age="23", source="B", grade=3),
        a_claim("Harm", "harm:dead-1", "2022-12-15", person="person:dead-1", incident=BRIDGE, kind="killed",
                attributedTo="police", cause="gunshot, according to the hospital"),
        a_claim("Person", "person:dead-2", name="Hidden Name", visibility="team"),
        a_claim("Person", "person:dead-2", age="16", minor="yes"),
        a_claim("Harm", "harm:dead-2", person="person:dead-2", incident=BRIDGE, kind="killed"),
        a_claim("Deployment", "deployment:guards", "2022-12-15T14:05 / 2022-12-15T16:00", actor="unit:guards", incident=BRIDGE,
                task="Kept the bridge."),
        a_claim("Involvement", "involvement:guards", actor="unit:guards", incident=BRIDGE, role="fired",
                gist="Fired, according to a witness.", source="C", attribution="a former officer"),
        a_claim("Remark", "remark:denial", "2022-12-16", speaker="unit:guards", incident=BRIDGE, kind="denial",
                gist="No lethal weapons were carried.", source="B"),
        a_claim("Proceeding", "proceeding:bridge", "2023", name="Bridge case", kind="criminal", stage="preliminary",
                incident=BRIDGE),
        a_claim("Tally", "tally:a", what="killed", value="5", part=["civilians=3", "police=1"], speaker="unit:office",
                asOf="2022-12-20", definition="Everybody who died.", incident=WHOLE),
    )  # fmt: skip
    return room


def text(room: Room, path: str, role: str = "nobody", language: str = "en") -> str:
    answer = room.clients[role].get(f"/{language}/{room.dossier.id}/{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


PAGES = (
    "", "incidents/", "incidents/?show=cards", "incidents/map/", "incidents/timeline/", f"incidents/{BRIDGE}/",
    f"incidents/{WHOLE}/", "victims/", "toll/", "toll/?what=injured", "sources/", "sources/A/",
    f"claims/about/{BRIDGE}/", f"claims/about/{BRIDGE}/?property=name", "entities/tally:a/", "entities/person:dead-1/",
    "entities/proceeding:bridge/", "search/", "search/?q=bridge", "without/",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_has_one_title_and_its_language(room: Room, path: str, language: str) -> None:
    page = text(room, path, language=language)

    assert page.count("<h1") == 1
    assert f'<html lang="{language}"' in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_for_the_public_holds_what_is_the_teams(room: Room, path: str) -> None:
    page = text(room, path)

    assert "Hidden Name" not in page
    assert "Officer Quispe" not in page
    assert "Notebook 7" not in page


def test_the_team_reads_the_name_and_as_the_public_does_not(room: Room) -> None:
    assert "Hidden Name" in text(room, "victims/", "reader")
    assert "Hidden Name" not in text(room, "victims/?audience=public", "reader")


def test_a_stranger_who_asks_for_the_teams_view_gets_the_public_one(room: Room) -> None:
    assert "Hidden Name" not in text(room, "victims/?audience=team")


def test_a_name_that_is_not_in_the_view_is_called_withheld_and_never_unknown(room: Room) -> None:
    page = text(room, "victims/")

    assert "name withheld" in page


def test_a_withheld_source_shows_its_attribution_alone(room: Room) -> None:
    page = text(room, f"incidents/{BRIDGE}/")

    assert "a former officer" in page
    key = re.search(r"sources/(withheld-[^/?]+)/", page)
    assert key
    assert "a former officer" in text(room, f"sources/{key[1]}/")


def test_an_allegation_stands_with_its_source_and_the_denial_beside_it(room: Room) -> None:
    page = text(room, f"incidents/{BRIDGE}/")

    assert "alleged: fired" in page
    assert "No lethal weapons were carried." in page
    assert page.index("Denials, justifications and replies") < page.index("No lethal weapons")


def test_hours_stand_in_their_order_under_the_incident(room: Room) -> None:
    assert "14:05–16:00" in text(room, f"incidents/{BRIDGE}/")


def test_the_incident_leads_to_who_was_in_command(room: Room) -> None:
    assert f"/incidents/{BRIDGE}/command/" in text(room, f"incidents/{BRIDGE}/")


def test_the_umbrella_is_no_row_of_the_list_and_what_has_no_place_or_date_is_counted(room: Room) -> None:
    page = text(room, "incidents/")

    assert "2 of 2 incidents" in page
    assert "1 without place · 1 without date" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("region=PE-PUN", 1), ("kind=shooting", 1), ("month=2022-12", 1), ("month=2023-01", 0), ("force=police", 1),
     ("force=army", 0), ("q=PUENTE", 1), ("q=nowhere", 0)],
)  # fmt: skip
def test_facets_narrow_all_forms_of_the_list_alike(room: Room, query: str, count: int) -> None:
    for form in ("incidents/?", "incidents/?show=cards&", "incidents/map/?", "incidents/timeline/?"):
        assert f"{count} of 2 incident" in text(room, form + query)


def test_the_table_is_sorted_by_link_both_ways(room: Room) -> None:
    by_name = text(room, "incidents/?sort=name")
    backwards = text(room, "incidents/?sort=-name")

    assert by_name.index("At the bridge") < by_name.index("Somewhere else")
    assert backwards.index("Somewhere else") < backwards.index("At the bridge")
    assert 'aria-sort="descending"' in backwards


def test_the_file_of_the_table_guards_what_a_spreadsheet_would_run(room: Room) -> None:
    room.record(a_claim("Incident", "incident:sly", name="=HYPERLINK(1)", partOf=WHOLE))

    lines = text(room, "incidents/?format=csv").splitlines()

    assert lines[0].startswith("id,name,kind")
    assert any("'=HYPERLINK" in line for line in lines)
    assert any(",-15.5,-70.1," in line for line in lines)


def test_claims_open_in_place_as_a_fragment_and_say_so_to_caches(room: Room) -> None:
    answer = room.clients["nobody"].get(room.url(f"claims/about/{BRIDGE}/"), headers={"HX-Request": "true"})

    assert b"<html" not in answer.content
    assert b"<h2>" in answer.content
    assert "HX-Request" in answer["Vary"]


def test_values_on_which_sources_differ_are_shown_with_both_and_marked(room: Room) -> None:
    page = text(room, "claims/about/person:dead-1/?property=age")

    assert "Sources disagree." in page
    assert "22" in page
    assert "23" in page
    assert "1 value on which sources differ" in text(room, "")


def test_one_claim_says_grade_and_ruling_in_words_and_shows_team_fields_to_the_team_alone(room: Room) -> None:
    view = room.view()
    claim = view.claims_about(BRIDGE)[0].id

    public, team = text(room, f"claims/{claim}/"), text(room, f"claims/{claim}/", "researcher")

    assert "probably true" in public
    assert "paragraph 3" in public
    assert "Not yet verified" not in public
    assert "Not yet verified" in team
    assert f"/claims/{claim}/correct/" in team
    assert f"/claims/{claim}/correct/" not in public
    assert f"/claims/{claim}/correct/" not in text(room, f"claims/{claim}/?audience=public", "researcher")


def test_a_claim_of_the_team_is_not_found_by_the_public(room: Room) -> None:
    secret = next(claim.id for claim in room.view().claims() if claim.visibility == "team")

    assert room.clients["nobody"].get(room.url(f"claims/{secret}/")).status_code == 404
    assert room.clients["reader"].get(room.url(f"claims/{secret}/")).status_code == 200


def test_parts_that_do_not_add_up_are_said_to(room: Room) -> None:
    page = text(room, "toll/")

    assert "come to 4" in page
    assert "In 1 count the parts do not add up" in page


def test_a_proceeding_says_that_the_people_in_it_are_not_for_that_said_to_have_done_anything(room: Room) -> None:
    room.record(a_claim("Person", "person:officer", name="An Officer"),
                a_claim("Membership", "membership:officer", member="person:officer", organization="unit:force"),
                a_claim("Proceeding", "proceeding:bridge", person="person:officer", source="B"))  # fmt: skip

    assert "are not for that said to have done anything" in text(room, f"incidents/{BRIDGE}/")


def test_search_folds_accents_and_case_and_groups_what_it_finds(room: Room) -> None:
    page = text(room, "search/?q=PUENTE")

    assert "At the bridge" in page
    assert "Incidents" in page


def test_search_finds_no_name_that_the_view_does_not_hold(room: Room) -> None:
    assert "Nothing is found" in text(room, "search/?q=Hidden")
    assert "person:dead-2" in text(room, "search/?q=Hidden", "reader")


def test_what_rests_on_one_source_alone_is_counted(room: Room) -> None:
    page = text(room, "sources/B/")

    assert "1 entry of this dossier is known from this source alone" in page


def test_the_team_sees_what_would_fall_and_strangers_are_told_whose_question_it_is(room: Room) -> None:
    team = text(room, "without/?without=B", "reader")

    assert "2 claims would fall" in team
    assert "No lethal weapons were carried." in team
    assert "This question is for the team" in text(room, "without/?without=B")


def test_the_address_of_a_view_keeps_its_conditions_from_page_to_page(room: Room) -> None:
    page = text(room, "incidents/?published_by=2023-01-15")

    assert "as the public could know on 15 January 2023" in page
    assert f"/incidents/{BRIDGE}/?published_by=2023-01-15" in page


def test_what_was_published_later_is_not_yet_known(room: Room) -> None:
    assert "No lethal weapons" not in text(room, f"incidents/{BRIDGE}/?published_by=2023-01-15")


@pytest.mark.parametrize(
    ("path", "status"),
    [("sources/none/", 404), ("entities/none/", 404), ("claims/none/", 404), ("incidents/person:dead-1/", 404),
     ("?published_by=yesterday", 400), ("incidents/?sort=none&page=-3", 200), ("toll/?what=none", 200)],
)  # fmt: skip
def test_what_is_not_there_is_refused_kindly(room: Room, path: str, status: int) -> None:
    answer = room.clients["nobody"].get(room.url(path))

    assert answer.status_code == status
    assert b"<h1" in answer.content


def test_a_dossier_that_does_not_exist_is_not_found(room: Room) -> None:
    assert room.clients["nobody"].get("/en/none/").status_code == 404


def test_the_front_door_leads_to_the_only_dossier(room: Room) -> None:
    assert room.clients["nobody"].get("/")["Location"] == f"/en/{room.dossier.id}/"
    assert "Trial" in room.clients["nobody"].get("/en/").content.decode()


def test_spanish_pages_show_the_spanish_name(room: Room) -> None:
    assert "En el puente" in text(room, f"incidents/{BRIDGE}/", language="es")


def test_no_page_says_guilt(room: Room) -> None:
    for path in PAGES:
        assert not re.search(r"\b(guilty|culprit|murderer|perpetrator)", text(room, path), re.IGNORECASE)
