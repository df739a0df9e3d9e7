"""Who may open and do what: every address of recording × every role, as one table."""

import re

import pytest
from django.test import Client

from answerable.accounts.reads import members_of
from answerable.record.actors import Actor, Role
from answerable.record.models import Act, Claim, JournalEntry, Judgement, Source
from tests.builders import a_unit
from tests.web.recording_room import OWNER, Room, open_room

pytestmark = pytest.mark.django_db
ROLES = ("owner", "editor", "researcher", "reader", "stranger", "nobody")
IN, ASKED, ABSENT, REFUSED = 200, 302, 404, 403
TEAM = dict(zip(ROLES, (IN, IN, IN, IN, ABSENT, ASKED), strict=True))
RECORDING = dict(zip(ROLES, (IN, IN, IN, REFUSED, ABSENT, ASKED), strict=True))
RULING = dict(zip(ROLES, (IN, IN, REFUSED, REFUSED, ABSENT, ASKED), strict=True))
OWNING = dict(zip(ROLES, (IN, REFUSED, REFUSED, REFUSED, ABSENT, ASKED), strict=True))
PAGES = {
    "desk/": TEAM,
    "desk/journal/": TEAM,
    "desk/journal/?check=yes": TEAM,
    "desk/members/": TEAM,
    "desk/same/": RECORDING,
    "record/": RECORDING,
    "record/entities/?field=p.unit&leads_to=Unit": RECORDING,
    "record/whole-incident/": RECORDING,
    "record/Unit/": RECORDING,
    "record/Person/": RECORDING,
    "sources/add/": RECORDING,
    "claims/{claim}/correct/": RECORDING,
    "claims/{claim}/retract/": RECORDING,
    "claims/{claim}/verify/": RECORDING,
    "claims/{claim}/settle/": RULING,
}
CITED = {"source": "A", "grade": "2", "stance": "asserts", "visibility": "public"}
ACTS = {
    "record/Unit/": (RECORDING, CITED | {"p.name": "Gamma", "step": "save"}),
    "record/whole-incident/": (RECORDING, CITED | {"p.name": "The ford", "t.from": "2023-01-01", "step": "save"}),
    "sources/add/": (RECORDING, {"title": "A letter", "kind": "document", "visibility": "public"}),
    "claims/{claim}/correct/": (RECORDING, CITED | {"p.name": "Alpha", "p.force": "army", "why": "Misread.", "step": "save"}),
    "claims/{claim}/retract/": (RECORDING, {"why": "Withdrawn by its author."}),
    "claims/{claim}/verify/": (RECORDING, {"compared": "yes"}),
    "claims/{claim}/settle/": (RULING, {"status-{claim}": "accepted", "why": "It is the unit's own paper."}),
    "desk/same/": (RECORDING, {"left": "unit:alpha", "right": "unit:beta", "judgement": "different", "why": "Two towns.", "step": "judge"}),
    "desk/members/": (OWNING, {"step": "admit", "name": "eva", "role": "reader"}),
}  # fmt: skip


@pytest.fixture
def room() -> Room:
    return open_room()


def claim_in(room: Room) -> str:
    """Return a claim that somebody outside the table recorded, so that everybody in it may verify it."""
    (claim, _) = room.record(a_unit("Alpha"), a_unit("Beta"), actor=Actor("zoe", Role.OWNER))
    return claim


def without_tokens(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Claim, Source, Act, Judgement, JournalEntry))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_to_its_roles_only(room: Room, path: str, role: str) -> None:
    answer = room.clients[role].get(room.url(path.format(claim=claim_in(room))))

    assert answer.status_code == PAGES[path][role]
    if answer.status_code == ASKED:
        assert answer.url.startswith("/account/login/?next=")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", ACTS)
def test_an_act_is_done_for_its_roles_only_and_leads_on(room: Room, path: str, role: str) -> None:
    claim = claim_in(room)
    table, typed = ACTS[path]
    fields = {name.format(claim=claim): value for name, value in typed.items()}
    before, members = counts(), members_of(room.dossier.id)

    answer = room.clients[role].post(room.url(path.format(claim=claim)), fields)

    if table[role] == IN:
        assert answer.status_code == 302
        assert not answer.url.startswith("/account/")
        assert counts() != before
    else:
        assert answer.status_code == {ASKED: 401}.get(table[role], table[role])
        assert counts() == before
        assert members_of(room.dossier.id) == members


@pytest.mark.parametrize("path", [path for path in ACTS if path != "record/whole-incident/"])
def test_an_act_needs_the_token_of_its_own_page(room: Room, path: str) -> None:
    claim = claim_in(room)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = room.clients["owner"].cookies
    before = counts()

    answer = strict.post(room.url(path.format(claim=claim)), ACTS[path][1])

    assert answer.status_code == 403
    assert counts() == before


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("path", ["desk/", "record/Unit/", "claims/{claim}/retract/", "desk/members/"])
def test_other_methods_do_nothing(room: Room, path: str, method: str) -> None:
    claim = claim_in(room)
    assert getattr(room.clients["owner"], method)(room.url(path.format(claim=claim))).status_code == 405


@pytest.mark.parametrize("path", ["claims/{claim}/retract/", "claims/{claim}/verify/", "claims/{claim}/settle/"])
def test_asking_for_a_page_of_an_act_does_not_do_it(room: Room, path: str) -> None:
    claim = claim_in(room)
    before = counts()
    room.clients["owner"].get(room.url(path.format(claim=claim)), {"why": "x", "compared": "yes"})

    assert counts() == before


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("role", ["stranger", "nobody"])
def test_a_dossier_that_is_not_there_and_one_that_is_not_theirs_answer_the_same(
    room: Room, path: str, role: str
) -> None:
    path = path.format(claim=claim_in(room))
    here = room.clients[role].get(room.url(path))
    nowhere = room.clients[role].get(f"/en/nowhere/{path}")

    assert here.status_code == nowhere.status_code
    assert without_tokens(here).replace("trial", "nowhere") == without_tokens(nowhere)


def test_a_claim_that_is_not_theirs_and_one_that_is_not_there_answer_the_same(room: Room) -> None:
    (hidden,) = room.record(a_unit("Hidden", visibility="restricted:witnesses"))
    for act in ("correct", "retract", "verify"):
        one = room.clients["researcher"].get(room.url(f"claims/{hidden}/{act}/"))
        other = room.clients["researcher"].get(room.url(f"claims/{'0' * 32}/{act}/"))
        assert one.status_code == other.status_code == 404
        assert without_tokens(one).replace(hidden, "0" * 32) == without_tokens(other)
    assert room.clients["researcher"].post(room.url(f"claims/{hidden}/retract/"), {"why": "x"}).status_code == 404


@pytest.mark.parametrize("path", ["desk/", "desk/members/"])
def test_a_reader_sees_no_forms(room: Room, path: str) -> None:
    claim_in(room)
    text = room.clients["reader"].get(room.url(path)).content.decode()
    main = text[text.index("<main") : text.index("</main>")]

    assert "<form" not in main
    for word in ("/record/", "/verify/", "/settle/", "/sources/add/", "/correct/"):
        assert word not in main


@pytest.mark.parametrize("path", [path for path in PAGES if "check" not in path])
@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_of_the_team_are_not_kept_by_the_browser_and_ask_no_other_host(
    room: Room, path: str, language: str
) -> None:
    answer = room.clients["owner"].get(f"/{language}/trial/{path.format(claim=claim_in(room))}")

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    assert "style=" not in text
    assert 'src="http' not in text
    assert OWNER.name in text or "record/entities" in path


READING = (
    "",
    "incidents/",
    "victims/",
    "toll/",
    "sources/",
    "command/",
    "officials/",
    "units/",
    "search/?q=a",
    "journal/",
)


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("role", ["stranger", "nobody"])
def test_a_dossier_without_anything_public_is_not_there_for_strangers(room: Room, path: str, role: str) -> None:
    room.record(a_unit("Hidden", visibility="team"))
    here = room.clients[role].get(room.url(path))
    nowhere = room.clients[role].get(f"/en/nowhere/{path}")

    assert here.status_code == nowhere.status_code == 404
    assert without_tokens(here).replace("trial", "nowhere") == without_tokens(nowhere)
    assert room.clients["reader"].get(room.url("")).status_code == 200


@pytest.mark.parametrize("role", ["stranger", "nobody"])
def test_the_front_page_does_not_tell_of_a_dossier_without_anything_public(room: Room, role: str) -> None:
    room.record(a_unit("Hidden", visibility="team"))
    for path in ("/", "/en/"):
        answer = room.clients[role].get(path)
        assert "trial" not in answer.get("Location", "")
        assert "Trial" not in answer.content.decode()
        assert "trial" not in answer.content.decode()

    room.record(a_unit("Shown"))
    assert "trial" in room.clients[role].get("/").get("Location", "")
