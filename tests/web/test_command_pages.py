"""The pages about command: who stood above whom, how sure, who says so, and what is denied."""

import re
from collections import Counter

import html5lib
import pytest
from django.test import Client

from answerable.command.chains import chain_of_unit
from answerable.command.lines_of_command import levels_of, lines_of
from answerable.record.drafts import ClaimDraft
from tests.builders import a_claim, a_unit, a_view, day
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db


def under(low: str, high: str, klass: str = "command", when: str = "2022-12-07 / 2023-01-31") -> ClaimDraft:
    return a_claim(
        "Subordination", f"subordination:{low}-{high}-{klass}", when,
        subordinate=f"unit:{low}", superior=f"unit:{high}", **{"class": klass},
    )  # fmt: skip


def held(person: str, unit: str, when: str, **said: object) -> list[ClaimDraft]:
    return [
        a_claim("Post", f"post:{unit}", title=f"Commander of {unit.title()}", unit=f"unit:{unit}",
                function="commander"),
        a_claim("Person", f"person:{person}", name=f"{person.title()} Quispe"),
        a_claim("Appointment", f"appointment:{person}-{unit}", when, person=f"person:{person}",
                post=f"post:{unit}", **said),
    ]  # fmt: skip


UNITS = [
    a_unit("Top", level="head-of-state"),
    a_unit("Ministry"),
    a_unit("Force", force="police"),
    a_unit("Squad"),
]
LINES = [under("squad", "force"), under("force", "ministry"), under("ministry", "top"), under("force", "top")]
INCIDENT = [
    a_claim("Incident", "incident:one", "2022-12-15 / 2022-12-16 starts ends", name="Shots at the bridge",
            place="Juliaca"),
    a_claim("Involvement", "involvement:one", "2022-12-15", actor="unit:squad", incident="incident:one",
            role="fired", gist="The squad is alleged to have fired."),
]  # fmt: skip


@pytest.fixture
def room() -> Room:
    room = open_room()
    room.record(
        *UNITS, *LINES, *INCIDENT,
        *held("ana", "top", "2022-12-01 / 2023-12-31 starts ends"),
        *held("luis", "force", "2022-12-01 / 2022-12-15 starts ends", kind="acting", rank="general"),
        *held("rosa", "force", "2022-12-16 / 2023-03-01 starts"),
        a_claim("Remark", "remark:no", "2022-12-20", speaker="person:ana", kind="denial", source="B",
                gist="She says that she gave no order.", incident="incident:one"),
        a_claim("Remark", "remark:of", "2023-01-20", speaker="person:rosa", regarding="person:ana", source="B",
                kind="characterisation", gist="A newspaper says that she could have stopped it."),
        a_claim("Proceeding", "proceeding:p", "2023-01-10", name="File 7", kind="criminal", person="person:ana",
                stage="preliminary"),
    )  # fmt: skip
    return room


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content[:600]
    return answer.content.decode()


def section(page: str, mark: str) -> str:
    return text_of(page[page.index(mark) :].partition("<h2")[0])


def test_the_chain_shows_every_level_with_its_holder_and_since_when(room: Room) -> None:
    page = text_of(read(room.clients["nobody"], room.url("command/unit:squad/?day=2022-12-15")))

    assert "Ana Quispe" in page
    assert "Luis Quispe" in page
    assert "acting" in page
    assert "1–15 December 2022" in page
    assert "Rosa Quispe" not in page.partition("Days on which this chain changes")[0]
    assert "Every link of this chain is evidenced on 15 December 2022." in page


def test_a_chain_is_called_no_stronger_than_its_weakest_link(room: Room) -> None:
    page = text_of(read(room.clients["nobody"], room.url("command/unit:squad/?day=2023-02-10")))

    assert "no stronger than its weakest link on 10 February 2023, which is unknown after the last mention" in page


def test_a_level_that_nobody_is_known_at_is_said_and_drawn_as_a_gap(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("command/unit:squad/?day=2022-12-15"))

    assert 'class="rung gap"' in page
    assert "At 2 of its 4 levels no one is known" in text_of(page)


def test_two_days_are_compared_in_sentences_with_their_sources(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("command/unit:squad/?day=2022-12-20&against=2022-12-10"))
    told = section(page, 'id="compare"')

    assert "Rosa Quispe comes to command Force." in told
    assert "Luis Quispe is no longer shown in command of Force." in told


def test_the_days_on_which_a_chain_changes_are_links_without_a_script(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("command/unit:squad/?day=2022-12-15"))

    assert "/command/unit:squad/?day=2022-12-16" in page
    assert '<input class="day" type="date" id="day" name="day" value="2022-12-15">' in page


def test_the_chain_without_a_source_is_offered_to_the_team_only(room: Room) -> None:
    path = room.url("command/unit:squad/?day=2022-12-15")

    assert "without=A" in read(room.clients["researcher"], path)
    assert "without=A" not in read(room.clients["nobody"], path)


def test_what_people_deny_stands_with_the_chain_that_shows_them(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("incidents/incident:one/command/"))
    told = text_of(page[page.index("deny or answer") :])

    assert "Denial Ana Quispe : She says that she gave no order." in told
    assert "A newspaper" in told or "1 February 2023" in told


def test_an_incident_shows_each_of_its_days_and_what_changes_between_them(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("incidents/incident:one/command/"))
    told = text_of(page)

    assert "?day=2022-12-16" in page
    assert "Sources tie 1 unit to this incident." in told
    assert "Rosa Quispe comes to command Force." in told
    assert "The squad is alleged to have fired." in told
    assert "Luis Quispe" not in text_of(
        read(room.clients["nobody"], room.url("incidents/incident:one/command/?day=2022-12-16"))
    ).partition("What changes")[0]  # fmt: skip


def test_an_official_is_shown_with_the_incidents_then_under_them_and_with_their_denials(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("officials/person:ana/"))

    assert "Shots at the bridge" in section(page, 'id="incidents"')
    assert "She says that she gave no order." in section(page, 'id="answers"')
    assert "A newspaper says that she could have stopped it." in section(page, 'id="said-of-them"')
    assert "Stage on record: Preliminary inquiry" in section(page, 'id="proceedings"')
    assert "charged" in section(page, 'id="proceedings"')


def test_an_incident_under_somebody_is_only_as_sure_as_the_weakest_link_to_it(room: Room) -> None:
    room.record(
        a_claim("Incident", "incident:late", "2023-02-10 / 2023-02-10 starts ends", name="Later shots"),
        a_claim("Involvement", "involvement:late", "2023-02-10", actor="unit:squad", incident="incident:late"),
    )

    rows = read(room.clients["nobody"], room.url("officials/person:ana/")).split("<tr>")
    told = [row.partition("</tr>")[0] for row in rows]
    statuses = {
        name: text_of(row) for row in told for name in ("Later shots", "Shots at the bridge") if name in row
    }

    assert "unknown after the last mention" in statuses["Later shots"]
    assert "evidenced" in statuses["Shots at the bridge"]


def test_ends_on_which_sources_differ_are_both_given(room: Room) -> None:
    room.record(
        a_claim("Appointment", "appointment:rosa-force", "2022-12-20 / 2023-02-20 starts ends", person="person:rosa",
                post="post:force", source="B"),
    )  # fmt: skip

    page = text_of(read(room.clients["nobody"], room.url("posts/post:force/?day=2022-12-25")))

    assert "16 December 2022 or 20 December 2022 to 20 February 2023" in page


def test_a_blurred_end_is_not_made_exact(room: Room) -> None:
    room.record(*held("inti", "ministry", "2022-12 / 2023 starts ends"))

    page = text_of(read(room.clients["nobody"], room.url("posts/post:ministry/")))

    assert "December 2022 to 2023" in page


def test_who_left_before_an_incident_does_not_have_it_under_them(room: Room) -> None:
    room.record(*held("inti", "ministry", "2022-12-07 / 2022-12-14 starts ends"))

    page = read(room.clients["nobody"], room.url("officials/person:inti/"))

    assert 'id="incidents"' not in page


def test_a_name_that_is_not_public_is_said_to_be_withheld_by_function(room: Room) -> None:
    room.record(
        a_claim("Person", "person:chief", publicRole="Chief of the squad"),
        a_claim("Person", "person:chief", name="Secret Name", visibility="team"),
        a_claim("Post", "post:squad", title="Chief", unit="unit:squad", function="commander"),
        a_claim("Appointment", "appointment:chief", "2022-12-15", person="person:chief", post="post:squad"),
    )

    for path in ("officials/", "officials/person:chief/", "command/unit:squad/?day=2022-12-15", "posts/post:squad/",
                 "units/unit:squad/", "incidents/incident:one/command/"):  # fmt: skip
        page = read(room.clients["nobody"], room.url(path))
        assert "Secret Name" not in page
        assert "Chief of the squad" in page
    assert "Secret Name" in read(room.clients["reader"], room.url("officials/person:chief/"))


def test_a_person_who_was_only_harmed_is_not_shown_as_an_official(room: Room) -> None:
    room.record(
        a_claim("Person", "person:dead-01", name="Somebody"),
        a_claim("Harm", "harm:dead-01", person="person:dead-01", incident="incident:one", kind="killed"),
    )

    assert "Somebody" not in read(room.clients["nobody"], room.url("officials/"))
    answer = room.clients["nobody"].get(room.url("officials/person:dead-01/"))
    assert answer.status_code == 302
    assert answer["Location"].endswith("/entities/person:dead-01/")


def test_a_post_shows_its_holders_and_what_stood_under_it(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("posts/post:force/?day=2022-12-15"))

    assert "Luis Quispe" in page
    assert "since 16 December 2022; last mentioned 1 March 2023" in text_of(page)
    assert "Squad" in section(page, 'id="under"')


def test_the_entry_leads_to_a_chain_and_lists_incidents_with_their_forces(room: Room) -> None:
    client = room.clients["nobody"]
    answer = client.get(room.url("command/?unit=unit:squad&day=2022-12-15"))

    assert answer.status_code == 302
    assert answer["Location"].endswith("/command/unit:squad/?day=2022-12-15")
    assert "Squad" in read(client, room.url("command/"))


@pytest.mark.parametrize(
    "path", ["command/unit:no/", "officials/person:no/", "posts/unit:squad/", "units/person:ana/"]
)
def test_what_is_not_in_the_view_or_of_another_type_is_not_found(room: Room, path: str) -> None:
    assert room.clients["nobody"].get(room.url(path)).status_code == 404


@pytest.mark.parametrize("day_text", ["2022-13-01", "9999-12-31", "tomorrow"])
def test_a_day_that_is_none_is_refused_kindly(room: Room, day_text: str) -> None:
    answer = room.clients["nobody"].get(room.url(f"command/unit:squad/?day={day_text}"))

    assert answer.status_code == 400
    assert "2022-12-15" in answer.content.decode()


def test_pages_of_an_empty_dossier_say_what_to_do_next() -> None:
    room = open_room()

    for path in ("command/", "officials/", "units/"):
        assert 'class="empty"' in read(room.clients["reader"], room.url(path))


def test_a_rank_given_in_another_language_is_no_unexpected_rank(room: Room) -> None:
    room.record(a_claim("Post", "post:force", rankExpected="general de brigada"))
    path = room.url("command/unit:squad/?day=2022-12-15")
    assert "the post is expected to have general de brigada" in read(room.clients["nobody"], path)

    room.record(
        a_claim("Appointment", "appointment:luis-force", "2022-12-15", post="post:force", person="person:luis",
                rank="brigade general", rank__es="general de brigada"),
    )  # fmt: skip

    assert "the post is expected to have" not in read(room.clients["nobody"], path)


# the tree of lines


def test_a_direct_link_to_a_higher_unit_is_a_note_and_not_a_second_line() -> None:
    view = a_view([*UNITS, *LINES])
    lines = lines_of([chain_of_unit(view, "unit:squad", day("2022-12-15"))])
    (top,) = levels_of(lines)
    force = top.below[0].below[0]

    assert top.rung.unit == "unit:top"
    assert force.rung.unit == "unit:force"
    assert [link.superior for link in force.also] == ["unit:top"]
    assert list(lines.paths("unit:squad")) == [("unit:squad", "unit:force", "unit:ministry", "unit:top")]


def test_a_unit_under_two_others_stands_in_full_once_and_no_link_is_lost() -> None:
    view = a_view([*UNITS, a_unit("Army"), *LINES, under("squad", "army", "operational"), under("army", "top")])
    lines = lines_of([chain_of_unit(view, "unit:squad", day("2022-12-15"))])

    def walk(level):
        yield level
        for each in level.below:
            yield from walk(each)

    squads = [level for top in levels_of(lines) for level in walk(top) if level.rung.unit == "unit:squad"]
    assert sorted(level.is_repeat for level in squads) == [False, True]
    assert {link.superior for level in squads for link in level.links} == {"unit:force", "unit:army"}


def test_lines_that_would_lead_in_a_circle_are_cut() -> None:
    view = a_view([*UNITS, under("squad", "force"), under("force", "squad")])
    chains = [chain_of_unit(view, unit, day("2022-12-15")) for unit in ("unit:squad", "unit:force")]

    assert len(levels_of(lines_of(chains))) == 1


# the example dossier, whole

PAGES = [
    "command/", "command/unit:pnp-puno/?day=2023-01-09&against=2022-12-15", "command/unit:patrols-ayacucho/",
    "command/unit:airport-team-andahuaylas/?day=2022-12-12", "officials/", "officials/?sort=name&name=puno",
    "officials/person:boluarte/", "officials/person:officer-airport-team/", "units/", "units/?force=army",
    "units/unit:pnp/", "units/unit:unknown-andahuaylas-level/", "posts/post:president/?day=2023-01-09",
    "posts/post:pnp-general-commander/", "incidents/incident:juliaca-2023-01-09/command/",
    "incidents/incident:andahuaylas-2022-12/command/", "incidents/incident:chala-2022-12-19/command/",
    "incidents/incident:protests-2022-2023/command/",
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_the_example_are_valid_and_their_ids_are_their_own(
    peru: str, client: Client, path: str, language: str
) -> None:
    page = read(client, f"/{language}/{peru}/{path}")

    html5lib.HTMLParser(strict=True).parse(page)
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    marks = set(re.findall(r'href="#([^"]+)"', page))
    assert marks <= set(ids), marks - set(ids)


def test_every_chain_and_person_of_the_example_can_be_shown(peru: str, client: Client) -> None:
    from answerable.record.reads import view_of

    view = view_of(peru)
    pages = [("command", "Unit"), ("units", "Unit"), ("officials", "Person"), ("posts", "Post")]
    for page, schema in pages:
        for entity in view.entities(schema):
            assert client.get(f"/en/{peru}/{page}/{entity}/").status_code in (200, 302), entity


def test_no_page_of_the_example_says_guilt(peru: str, client: Client) -> None:
    for path in PAGES:
        told = text_of(read(client, f"/en/{peru}/{path}")).lower()
        assert not re.search(r"\b(guilty|murderers?|criminals who|convicted of)\b", told), path
