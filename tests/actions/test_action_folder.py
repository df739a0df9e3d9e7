"""An action as a folder: what is read, what is refused and where, and what loading leaves."""

from pathlib import Path

import pytest
import yaml

from answerable.actions.action_folder import load_folder, read_folder, text_problems
from answerable.actions.models import Action
from answerable.actions.reads import issue_of, picture_of, post_service, team_issue_of
from answerable.kernel.errors import ActRefusedError, FileRefusedError, UserError
from answerable.publish import outputs
from answerable.record.actors import Actor, Role
from tests.actions.action_room import FACTS, SLUG, TARGETS, TEXTS, action_text
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
ACTOR, SECOND = Actor("rosa", Role.OWNER), Actor("inés", Role.OWNER)
WANTED = {
    "slug": SLUG, "sequence": 105, "year": 2026, "country": "PE", "risk": "raised", "themes": ["impunity"],
    "issue": {"kind": "first", "until": "50 days"},
    "targets": TARGETS,
    "post-service": [{"origin": "CH", "destination": "PE", "state": "limited", "as_of": "2026-11-01"}],
    "imported": [{"count": 12, "words": "Swiss section, counted by hand"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _page_alone(monkeypatch) -> None:
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})


@pytest.fixture
def room() -> Room:
    found = open_room()
    found.record(*FACTS)
    return found


def a_folder(path: Path, texts=TEXTS, **other) -> Path:
    said = {key: value for key, value in (WANTED | other).items() if value is not None}
    (path / "action.yaml").write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for code, text in texts.items():
        (path / f"{code}.md").write_text(text, encoding="utf-8")
    return path


def test_a_folder_becomes_a_submitted_action(room, tmp_path):
    loaded = load_folder(actor=ACTOR, dossier_id="trial", read=read_folder(a_folder(tmp_path)))

    held = team_issue_of("trial", SLUG)
    assert (loaded.is_public, held.publication.life.work) == (False, "in-review")
    assert [one.key for one in held.targets] == list(TARGETS)
    assert post_service("trial", "CH", "PE").state == "limited"


def test_with_a_second_person_it_is_published_and_its_imported_letters_counted(room, tmp_path):
    read = read_folder(a_folder(tmp_path))

    load_folder(actor=ACTOR, dossier_id="trial", read=read, reviewer=SECOND)

    held = issue_of("trial", SLUG)
    assert held.languages == ("en", "es", "de", "fr")
    assert [row.count for row in held.issue.imported.all()] == [12]


def test_who_lays_it_in_is_no_second_person(room, tmp_path):
    with pytest.raises(ActRefusedError, match="second person"):
        load_folder(actor=ACTOR, dossier_id="trial", read=read_folder(a_folder(tmp_path)), reviewer=ACTOR)

    assert not Action.objects.exists()


def test_a_reference_that_resolves_to_nothing_is_refused_with_its_place_and_nothing_is_kept(room, tmp_path):
    texts = TEXTS | {"de": action_text("de", background="{{ tally:gone }} Menschen warten.")}
    read = read_folder(a_folder(tmp_path, texts))
    line = texts["de"].split("\n").index("{{ tally:gone }} Menschen warten.") + 1

    with pytest.raises(ActRefusedError) as told:
        load_folder(actor=ACTOR, dossier_id="trial", read=read)

    assert told.value.where == f"{tmp_path}/de.md:{line}:1"
    assert any(one.place == told.value.where for one in text_problems("trial", read))
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("other", "said", "line_of"),
    [
        ({"sequence": None}, "'sequence' is missing", ""),
        ({"year": "last"}, "whole number", "year:"),
        ({"targetss": {}}, "means nothing", "targetss:"),
        ({"issue": {"kind": "first", "til": "2030-01-01"}}, "means nothing", "  til:"),
        ({"targets": ["a"]}, "another form", "targets:"),
    ],
)
def test_what_action_yaml_has_wrong_is_told_with_its_line(tmp_path, other, said, line_of):
    folder = a_folder(tmp_path, **other)
    lines = (folder / "action.yaml").read_text(encoding="utf-8").split("\n")

    problem = read_folder(folder).problems[0]

    assert said in problem.what
    if line_of:
        assert lines[problem.line - 1].startswith(line_of)


@pytest.mark.parametrize(
    ("other", "said", "line_of"),
    [
        ({"issue": {"kind": "first", "until": "2020-01-01"}}, "over already", "issue:"),
        ({"issue": {"kind": "first", "until": "soon"}}, "not a calendar day", "  until:"),
        ({"targets": {"nobody": {"role": "addressee", "name": "X", "post": "post:x"}}}, "no address", "  nobody:"),
        ({"post-service": [{"origin": "CH", "to": "PE"}]}, "means nothing", "- origin:"),
        ({"picture": {"file": "../secret.jpg"}}, "not in the folder", "picture:"),
    ],
)
def test_what_an_act_refuses_names_its_place_in_the_folder(room, tmp_path, other, said, line_of):
    folder = a_folder(tmp_path, **other)
    lines = (folder / "action.yaml").read_text(encoding="utf-8").split("\n")

    with pytest.raises(UserError, match=said) as told:
        load_folder(actor=ACTOR, dossier_id="trial", read=read_folder(folder))

    line = int(told.value.where.split(":")[-2])
    assert lines[line - 1].startswith(line_of)
    assert not Action.objects.exists()


def test_a_folder_without_a_text_is_refused(tmp_path):
    with pytest.raises(FileRefusedError, match="no text"):
        read_folder(a_folder(tmp_path, {}))


def test_broken_yaml_is_told_with_its_line(tmp_path):
    (a_folder(tmp_path) / "action.yaml").write_text("slug: a\nissue: {kind: first\n", encoding="utf-8")

    problem = read_folder(tmp_path).problems[0]

    assert (problem.code, problem.line > 1) == ("yaml-unreadable", True)


def test_the_picture_loses_what_its_file_tells_and_keeps_its_credit(room, tmp_path):
    from PIL import Image

    picture = Image.new("RGB", (1600, 800), "red")
    exif = picture.getexif()
    exif[0x010F] = "A camera of somebody"
    picture.save(tmp_path / "bridge.jpg", exif=exif)
    said = {"file": "bridge.jpg", "credit": "Photo: nobody", "text": {"en": "The bridge", "de": "Die Brücke"}}

    load_folder(
        actor=ACTOR, dossier_id="trial", read=read_folder(a_folder(tmp_path, picture=said)), reviewer=SECOND
    )

    shown = picture_of(issue_of("trial", SLUG))
    assert shown is not None
    assert (shown.row.width, shown.row.height, shown.row.media_type) == (960, 480, "image/webp")
    assert b"camera" not in bytes(shown.row.content)
    assert (shown.credit, shown.describe("de"), shown.describe("fr")) == (
        "Photo: nobody",
        "Die Brücke",
        "The bridge",
    )
