"""Nothing that is not public is in any byte that leaves: words planted everywhere, and every output searched."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from answerable.interchange.followthemoney_out import followthemoney_export
from answerable.interchange.geojson_out import incidents_geojson
from answerable.interchange.package_writing import package_files
from answerable.publish import gate
from answerable.publish.checks import public_view
from answerable.publish.documents import as_docx, as_html, as_pdf
from answerable.publish.person_dossier import person_dossier
from answerable.publish.pictures import bare_pictures_in, without_metadata
from answerable.publish.reads import frozen_file, public_one
from answerable.publish.reply_letter import letter_of
from answerable.record.actors import Actor, Role
from answerable.record.audiences import TEAM
from answerable.record.changes import find_dossier, record_claims
from answerable.record.drafts import ClaimDraft
from answerable.record.holdings import Holdings
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.browser.addresses import READING
from tests.publish.canaries import Nest, a_picture, plant, publish_one
from tests.publish.printed import unpacked

pytestmark = pytest.mark.django_db
API = (
    "",
    "/toll",
    "/search?q=boluarte",
    "/justice",
    "/command/unit:brigade-2?day=2022-12-15",
    "/incidents/incident:juliaca-2023-01-09/command",
    "/officials/person:boluarte/conduct",
    "/entities/person:boluarte",
    "/entities/incident:juliaca-2023-01-09",
    "/sources/S1",
)
"""Reading addresses of the API, below the dossier; lists are gone through page by page."""


@pytest.fixture
def nest(peru: str) -> Nest:
    return plant(peru)


def test_the_words_are_there_for_the_team(nest: Nest, peru: str) -> None:
    """Else the other tests would find nothing because nothing was planted."""
    view = view_of(peru, ViewSpec(replace(TEAM, name="restricted", circles=frozenset({"witnesses"}))))

    told = "\n".join(f"{claim}" for claim in view.claims()) + "\n".join(f"{card}" for card in view.sources())

    assert len(nest.places) > 300
    assert len(nest.leaks(told)) > 250


def test_no_word_is_in_a_public_page(nest: Nest, peru: str) -> None:
    slug, client, found = publish_one(nest, peru), Client(), {}
    more = ("publications/", f"publications/{slug}/", "figures/")

    for language in ("en", "es"):
        for path in (*READING, *more):
            answer = client.get(f"/{language}/{peru}/{path}")
            assert answer.status_code == 200 or path == "figures/", path
            if leaks := nest.leaks(answer.content) + nest.leaks(str(answer.headers)):
                found[path] = leaks
    found |= {path: leaks for path in ("/", "/en/") if (leaks := nest.leaks(client.get(path).content))}

    assert not found, found


def test_no_word_is_in_an_answer_of_the_api(nest: Nest, peru: str) -> None:
    client, found = Client(), {}
    base = f"/api/dossiers/{peru}"

    for path in API:
        answer = client.get(base + path)
        assert answer.status_code == 200, path
        if leaks := nest.leaks(answer.content):
            found[path] = leaks
    for path in ("/claims?", "/sources?", "/entities?type=Thing&", "/entities?type=Interval&"):
        page, seen = 1, 0
        while True:
            answer = client.get(f"{base}{path}page={page}&size=200")
            assert answer.status_code == 200, answer.content
            if leaks := nest.leaks(answer.content):
                found[f"{path}page={page}"] = leaks
            body = json.loads(answer.content)
            page, seen = page + 1, seen + len(body["items"])
            if seen >= body["count"] or not body["items"]:
                break

    assert not found, found


def test_no_word_is_in_an_export_for_the_public(nest: Nest, peru: str) -> None:
    public = public_view(peru)

    for view in (public, gate.let_out(public)):
        assert nest.leaks("\n".join(followthemoney_export(view).lines)) == []
        assert nest.leaks(incidents_geojson(view)) == []


def test_no_word_is_in_an_officials_file_for_the_public(nest: Nest, peru: str) -> None:
    made = person_dossier(public_view(peru), "person:boluarte", "es", date(2026, 11, 21))

    assert nest.leaks(made) == []


def test_no_word_is_in_any_file_of_a_publication(nest: Nest, peru: str) -> None:
    slug = publish_one(nest, peru)

    frozen = public_one(peru, slug)[1].last

    assert set(frozen.outputs["en"]) == {"html", "pdf", "docx"}
    for form in frozen.outputs["en"]:
        assert nest.leaks(unpacked(frozen_file(frozen, "en", form))) == [], form


def test_no_word_is_in_a_letter_that_puts_an_allegation(nest: Nest, peru: str) -> None:
    """What it rests on may be the team's own or sealed: the letter says no more than that there is something."""
    team = view_of(peru, ViewSpec(TEAM))
    hidden = [claim for claim in team.claims() if claim.visibility == "team" and nest.leaks(claim.note)]
    own = next(card.key for card in team.sources() if card.is_analysis and nest.leaks(card.key))
    draft = ClaimDraft("reply:letter", "Reply", {
        "person": ("person:boluarte",), "allegation": ("You are said to have been told.",), "due": ("2026-12-15",)},
        source=own, visibility="team", grade=3,
        rests_on=(team.claims_about("person:boluarte")[0].id, *(claim.id for claim in hidden)))  # fmt: skip
    record_claims(actor=Actor("x", Role.OWNER), dossier=find_dossier(peru), drafts=[draft])

    made = letter_of(view_of(peru, ViewSpec(TEAM)), public_view(peru), "reply:letter", "en")

    assert len(hidden) > 20
    for write in (as_html, as_pdf, as_docx):
        content = write(made.html, language="en", title=made.title)
        assert nest.leaks(unpacked(content if isinstance(content, bytes) else content.encode())) == []


def test_no_word_is_in_any_file_of_the_site(nest: Nest, peru: str, tmp_path) -> None:
    making = pytest.importorskip("answerable.publish.site.making")

    making.write_site(public_view(peru), tmp_path / "site")

    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    found = {str(path): leaks for path in files if (leaks := nest.leaks(unpacked(path.read_bytes())))}
    assert len(files) > 10
    assert not found, found
    assert not nest.leaks("\n".join(map(str, files)))


# what the allow-list adds to the audience


def test_a_field_that_is_not_on_the_list_does_not_leave_though_its_claim_is_public(peru: str) -> None:
    nest, dossier = Nest(), find_dossier(peru)
    hand = Actor("x", Role.OWNER)
    said = {"phone": (f"+51 1 {nest.word('phone')}",), "notes": (nest.word("notes"),), "name": ("A Person",)}
    drafts = [
        ClaimDraft("person:canary", "Person", said, source="S1", locator="paragraph:3", grade=2,
                   note=nest.word("note of a public claim")),
        ClaimDraft("address:canary", "Passport", {"passportNumber": (nest.word("type not on the list"),)},
                   source="S1", locator="paragraph:3", grade=2),
    ]  # fmt: skip
    for draft in drafts:
        record_claims(actor=hand, dossier=dossier, drafts=[draft], values_checked=True)

    public = public_view(peru)
    told = "\n".join(map(str, public.claims()))
    left = gate.let_out(public)

    assert len(nest.leaks(told)) == len(nest.places)
    assert left.text("person:canary", "name") == "A Person"
    assert nest.leaks("\n".join(map(str, left.claims())) + "\n".join(map(str, left.sources()))) == []
    assert nest.leaks("\n".join(followthemoney_export(left).lines)) == []


def test_an_id_of_somebody_that_the_public_view_does_not_hold_goes_with_its_reference(peru: str) -> None:
    nest = Nest()
    witness = f"person:{nest.word('id of a witness')}"
    draft = ClaimDraft("involvement:canary", "Involvement", {
        "actor": ("unit:pnp", witness), "incident": ("incident:juliaca-2023-01-09",), "role": ("present",)},
        source="S1", locator="paragraph:3", grade=2)  # fmt: skip
    record_claims(actor=Actor("x", Role.OWNER), dossier=find_dossier(peru), drafts=[draft])

    left = gate.let_out(public_view(peru))

    assert left.texts("involvement:canary", "actor") == ("unit:pnp",)
    assert nest.leaks("\n".join(map(str, left.claims()))) == []


def test_a_picture_leaves_with_its_pixels_alone() -> None:
    import base64

    nest = Nest()
    picture = a_picture(nest)
    html = f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}" alt="">'

    bare = bare_pictures_in(html)

    assert len(nest.leaks(picture)) == 3
    assert nest.leaks(without_metadata(picture)) == []
    for write in (as_html, as_pdf, as_docx):
        made = write(bare, language="en", title="A picture")
        assert nest.leaks(unpacked(made if isinstance(made, bytes) else made.encode())) == []
    assert nest.leaks(base64.b64decode(bare.partition("base64,")[2].partition('"')[0])) == []


def test_what_was_made_for_the_team_is_refused(peru: str) -> None:
    from answerable.kernel.errors import ActRefusedError

    with pytest.raises(ActRefusedError):
        gate.let_out(view_of(peru, ViewSpec(TEAM)))


def test_a_package_holds_only_what_its_hand_may_see(nest: Nest, peru: str) -> None:
    """A package is a copy for colleagues; for somebody outside a circle it holds nothing of the circle's."""
    from answerable.record.holdings import holdings_of

    held: Holdings = holdings_of(Actor("luis", Role.EDITOR), peru)

    told = "".join(package_files(held).values())

    assert [leak for leak in nest.leaks(told) if "circle" in leak or "restricted" in leak] == []
