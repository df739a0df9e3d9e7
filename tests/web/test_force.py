"""The pages about force and inquiry: questions, both sides with sources, denials beside, states only where allowed."""

import re
from collections import Counter
from itertools import pairwise

import html5lib
import pytest
import yaml
from django.test import Client

from answerable.assess import said_words
from answerable.kernel.texts import fold
from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db

FORCE = "incidents/incident:bridge/force/"
INQUIRY = "incidents/incident:bridge/inquiry/"
CASE = f"{INQUIRY}?proceeding=proceeding:bridge"
CLAIMS = [
    a_unit("Squad", force="army"),
    a_claim("Incident", "incident:protests", "2022-12-07 / 2023-02-28", name="The protests"),
    a_claim("Incident", "incident:bridge", "2022-12-15", name="Shots at the bridge", place="Juliaca",
            partOf="incident:protests", kind="shooting"),
    a_claim("Tally", "tally:rounds", "2023-01-10", name="Rounds fired", what="rounds-fired", value="120",
            definition="Rounds fired at the bridge.", incident="incident:bridge"),
    a_claim("Involvement", "involvement:squad", "2022-12-15", actor="unit:squad", incident="incident:bridge",
            role="fired", gist="The squad is said to have fired."),
    a_claim("Involvement", "involvement:squad", "2022-12-15", actor="unit:squad", incident="incident:bridge",
            role="fired", stance="denies", source="B", gist="The squad did not fire."),
    a_claim("Remark", "remark:denial", "2022-12-20", speaker="unit:squad", kind="denial", source="B",
            gist="The squad denies that it fired its weapons.", incident="incident:bridge"),
    a_claim("Plan", "plan:all", "2022-12", title="Plans", label="terrorists", incident="incident:protests"),
    a_claim("Proceeding", "proceeding:bridge", name="The bridge case", kind="criminal",
            incident="incident:bridge"),
    a_claim("Step", "step:opened", "2023-01-14", proceeding="proceeding:bridge", stage="preliminary",
            gist="The inquiry was opened."),
    a_claim("Step", "step:shelved", "2024-01-14", proceeding="proceeding:bridge", stage="shelved", source="B",
            gist="The case was shelved."),
]  # fmt: skip


def assessment(code: str, subject: str, visibility: str, **said: object):
    framework = "use-of-force" if code.startswith("Q") else "minnesota"
    return a_claim(
        "Assessment", f"assessment:{framework}-{code.lower()}", "2024-02-01", framework=framework, element=code,
        subject=subject, state="weak", standard="reasonable-grounds", reason="Two sources, one of them denied.",
        analyst="Rosa", visibility=visibility, **said,
    )  # fmt: skip


@pytest.fixture
def room() -> Room:
    room = open_room()
    room.record(*CLAIMS)
    return room


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content[:400]
    return answer.content.decode()


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def section(page: str, key: str) -> str:
    """Return what stands under one question."""
    start = page.index(f'id="{key}"')
    return page[start : page.index("<h3", start + 1) if "<h3" in page[start + 1 :] else len(page)]


# the incident's page of force


def test_a_question_shows_both_sides_with_who_says_it(room: Room) -> None:
    page = section(read(room.clients["nobody"], room.url(FORCE)), "q16")

    assert "What speaks for yes: 1" in page
    assert "The squad denies that it fired its weapons." in page
    assert "A newspaper" in page
    assert "Rounds fired at the bridge." in page
    assert "A report" in page


def test_a_claim_that_is_denied_has_its_denial_beside_it(room: Room) -> None:
    page = section(read(room.clients["nobody"], room.url(FORCE)), "q12")

    assert 'class="standing denied"' in page


def test_what_those_concerned_answer_stands_once_before_the_questions(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(FORCE))

    answers = page[page.index('id="answers"') : page.index('id="legality"')]
    assert answers.count("The squad denies that it fired its weapons.") == 1


def test_what_is_said_of_the_wider_events_is_folded_apart(room: Room) -> None:
    page = section(read(room.clients["nobody"], room.url(FORCE)), "q5")

    own, wider = page.split("<details", 1)
    assert "Words that a plan uses" not in own
    assert "1 thing said of the wider events" in wider
    assert "Words that a plan uses" in wider


def test_nothing_is_assessed_until_an_analyst_says_so(room: Room) -> None:
    page = read(room.clients["owner"], room.url(FORCE))

    assert "No analyst has assessed any of them here." in page
    assert "Not assessed" in section(page, "q16")


def test_a_state_of_the_team_is_not_for_the_public(room: Room) -> None:
    room.record(assessment("Q16", "incident:bridge", "team"))

    assert "Rosa" in section(read(room.clients["reader"], room.url(FORCE)), "q16")
    public = read(room.clients["nobody"], room.url(FORCE))
    assert "Rosa" not in public
    assert "Weak support" not in public


def test_a_published_state_names_its_analyst_and_standard(room: Room) -> None:
    room.record(assessment("Q16", "incident:bridge", "public"))

    page = section(read(room.clients["nobody"], room.url(FORCE)), "q16")
    assert "Weak support" in page
    assert "according to Rosa" in page
    assert "Reasonable grounds to believe" in page


def test_the_day_of_the_incident_chooses_the_wording(room: Room) -> None:
    page = text_of(read(room.clients["nobody"], room.url(FORCE)))

    assert "the texts in force on its own day, 15 December 2022" in page
    assert "Edition of 2020" in page
    assert "Not counted here: Advance version of August 2019" in page


def test_law_of_another_country_is_not_held_against_an_incident(room: Room) -> None:
    assert "Decree 1186, art. 8" not in read(room.clients["nobody"], room.url(FORCE))


def test_an_article_that_nobody_read_says_so(room: Room) -> None:
    page = text_of(section(read(room.clients["nobody"], room.url(FORCE)), "q13"))

    assert "Basic Principles, principle 4, 5(a), 14 (to be checked)" in page
    assert "Code of Conduct, art. 3 (read)" in page


def test_one_group_can_be_read_alone(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(f"{FORCE}?group=necessity"))

    assert 'id="q16"' in page
    assert 'id="q1"' not in page


def test_there_is_no_page_for_a_group_that_is_not(room: Room) -> None:
    read(room.clients["nobody"], room.url(f"{FORCE}?group=nothing"), 404)


def test_only_an_incident_has_a_page_of_force(room: Room) -> None:
    read(room.clients["nobody"], room.url("incidents/unit:squad/force/"), 404)
    read(room.clients["nobody"], room.url("incidents/unit:squad/inquiry/"), 404)


def test_an_undated_incident_shows_every_wording(room: Room) -> None:
    room.record(a_claim("Incident", "incident:undated", name="Some day"))

    page = text_of(read(room.clients["nobody"], room.url("incidents/incident:undated/force/")))
    assert "No source dates this incident, so every wording is shown." in page


def test_the_incident_itself_leads_to_both_pages(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("incidents/incident:bridge/"))

    assert f'href="{room.url(FORCE)}"' in page
    assert f'href="{room.url(INQUIRY)}"' in page
    assert "1 inquiry on record" in page


# the inquiry


def test_days_are_counted_and_not_judged(room: Room) -> None:
    page = text_of(read(room.clients["nobody"], room.url(INQUIRY)))

    assert "The earliest dated act: 14 January 2023, 30 days after it." in page
    assert "Longest time without a recorded act: 365 days, between 14 January 2023 and 14 January 2024." in page
    assert not re.search(
        r"\b(late|slow|too long|delayed)\b", page[: page.index("Each standard, inquiry by inquiry")]
    )


def test_the_view_as_of_a_day_counts_to_that_day(room: Room) -> None:
    room.record(a_claim("Step", "step:recent", "2025-01-10", proceeding="proceeding:bridge", stage="trial",
                        gist="The trial began."))  # fmt: skip
    page = text_of(read(room.clients["nobody"], room.url(f"{INQUIRY}?published_by=2025-01-20")))

    assert "Since the last recorded act, up to 20 January 2025: 10 days." in page


def test_each_standard_can_be_read_for_one_inquiry(room: Room) -> None:
    page = read(room.clients["nobody"], room.url(CASE))

    assert "The inquiry asked about" in page
    assert "The case was shelved." in section(page, "m17")


def test_an_inquiry_about_something_else_is_refused(room: Room) -> None:
    room.record(a_claim("Proceeding", "proceeding:other", name="Another", incident="incident:protests"),
                a_claim("Proceeding", "proceeding:far", name="Far"))  # fmt: skip

    read(room.clients["nobody"], room.url(f"{INQUIRY}?proceeding=proceeding:far"), 404)
    assert "wider events" in read(room.clients["nobody"], room.url(f"{INQUIRY}?proceeding=proceeding:other"))


def test_an_incident_without_an_inquiry_says_what_to_do(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("incidents/incident:protests/inquiry/"))

    assert "No inquiry into this incident itself is on record." in page
    assert "Ask which office holds the file" in page


# assessing


def test_the_team_is_led_to_assess_and_the_public_is_not(room: Room) -> None:
    address = room.url("incidents/incident:bridge/force/Q16/")

    assert f'href="{address}"' in read(room.clients["researcher"], room.url(FORCE))
    assert address not in read(room.clients["nobody"], room.url(FORCE))
    assert room.clients["nobody"].get(address).status_code in (302, 403, 404)


@pytest.mark.parametrize(
    ("page", "element", "subject", "incident"),
    [
        (FORCE, "Q16", "incident:bridge", ()),
        (INQUIRY, "M2", "incident:bridge", ()),
        (CASE, "M2", "proceeding:bridge", ("incident:bridge",)),
    ],
)
def test_an_analyst_records_what_a_question_comes_to(room: Room, page, element, subject, incident) -> None:
    path, _, query = page.partition("?")
    address = room.url(f"{path}{element}/" + (f"?{query}" if query else ""))
    form = read(room.clients["researcher"], address)
    weighed = re.search(r'name="weighed" value="([^"]+)"', form)
    typed = {"state": "contested", "standard": "lead", "reason.en": "One says so, another denies it.",
             "visibility": "team", "weighed": weighed[1] if weighed else ""}  # fmt: skip

    answer = room.clients["researcher"].post(address, typed, follow=True)

    assert answer.status_code == 200, answer.content[:800]
    entity = room.view().entities("Assessment")[0]
    assert room.view().ref(entity, "subject") == subject
    assert room.view().refs(entity, "incident") == incident
    assert "Contested" in section(read(room.clients["researcher"], room.url(page)), element.lower())


def test_a_word_of_guilt_is_refused_in_an_assessment(room: Room) -> None:
    address = room.url("incidents/incident:bridge/force/Q16/")
    typed = {"state": "no-evidence", "standard": "lead", "reason.en": "They are guilty.", "visibility": "team"}

    answer = room.clients["researcher"].post(address, typed)

    assert answer.status_code == 422
    assert room.view().entities("Assessment") == ()


# the frameworks as texts


def test_every_framework_can_be_read_as_a_text(room: Room) -> None:
    from answerable.assess.loading import frameworks

    page = read(room.clients["nobody"], room.url("frameworks/"))
    for each in frameworks():
        assert each.titles["en"] in page
        read(room.clients["nobody"], room.url(f"frameworks/{each.id}/"))


def test_a_framework_shows_what_is_looked_for_and_what_is_disputed(room: Room) -> None:
    page = read(room.clients["nobody"], room.url("frameworks/use-of-force/"))

    assert "A wound from behind, or somebody who was fleeing, according to a source." in page
    assert "Deaths must be compared with the number of protests" in page


def test_a_framework_can_be_read_as_of_a_day(room: Room) -> None:
    page = text_of(read(room.clients["nobody"], room.url("frameworks/use-of-force/?day=2019-12-01")))

    assert "not yet adopted that day" in page
    read(room.clients["nobody"], room.url("frameworks/use-of-force/?day=soon"), 400)


def test_there_is_no_framework_by_another_name(room: Room) -> None:
    read(room.clients["nobody"], room.url("frameworks/nothing/"), 404)


# the example dossier

PAGES = (
    "incidents/incident:ayacucho-2022-12-15/force/", "incidents/incident:juliaca-2023-01-09/force/?group=necessity",
    "incidents/incident:andahuaylas-2022-12/force/", "incidents/incident:pichanaqui-2022-12-16/force/",
    "incidents/incident:ayacucho-2022-12-15/inquiry/", "incidents/incident:protests-2022-2023/inquiry/",
    "incidents/incident:ayacucho-2022-12-15/inquiry/?proceeding=proceeding:ayacucho-formalised",
    "incidents/incident:ayacucho-2022-12-15/inquiry/?proceeding=proceeding:ayacucho-formalised&group=effective",
    "frameworks/", "frameworks/use-of-force/?day=2022-12-15", "frameworks/minnesota/", "frameworks/rome-28a/",
)  # fmt: skip
SLOWEST = 0.1  # seconds of one core, warm


def words_of_guilt() -> list[str]:
    from answerable.assess.assessing import VERDICTS

    return [word for words in yaml.safe_load(VERDICTS.read_text(encoding="utf-8")).values() for word in words]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_page_is_sound_and_says_no_guilt(peru: str, client: Client, language: str, path: str) -> None:
    page = read(client, f"/{language}/{peru}/{path}")

    html5lib.HTMLParser(strict=True).parse(page)
    assert "&lt;" not in page, "marks shown as text"
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    told = said_words.plain(fold(text_of(page)))
    assert not [word for word in words_of_guilt() if said_words.plain(word) in told]


def test_every_incident_of_the_example_has_both_pages(peru: str, client: Client) -> None:
    from answerable.record.reads import view_of

    for incident in view_of(peru).entities("Incident"):
        for page in ("force", "inquiry"):
            assert client.get(f"/en/{peru}/incidents/{incident}/{page}/").status_code == 200, (incident, page)
