"""An issue goes to another section as one file, is published there with what is its own, and its counts come back."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answerable.actions import changes, counting, hand_over
from answerable.actions.authority_replies import calls_of
from answerable.actions.counting import counts_of
from answerable.actions.hand_over import Overlay
from answerable.actions.hand_over_overlay import read_overlay
from answerable.actions.models import Appeal, HandOver, Imported
from answerable.actions.numbers import Number
from answerable.actions.reads import issue_of, stale_of, team_issue_of, today_of
from answerable.cli.acting import action
from answerable.followup.calls import call_of
from answerable.kernel.errors import ActRefusedError, NotAllowedError, PackageBrokenError, ValueRefusedError
from answerable.kernel.hashing import canonical_json, sha256_hex
from answerable.publish import changes as publications
from answerable.publish import outputs
from answerable.record import changes as record
from answerable.record.actors import Actor, Role
from answerable.record.audiences import TEAM
from answerable.record.drafts import DossierDraft
from answerable.record.journal import verify
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.actions.action_room import EDITOR, SLUG, ActionRoom, draft_action_room, open_action_room

pytestmark = pytest.mark.django_db

OWNER, SECOND = Actor("mia", Role.OWNER), Actor("urs", Role.EDITOR)
SECTION = DossierDraft(
    "section-ch", {"en": "Swiss section", "de": "Schweizer Sektion"}, "Europe/Zurich", ("en", "de")
)
EMBASSY = {
    "role": "copy", "name": "Embassy in Bern", "section": "CH", "language": "de", "country": "CH",
    "post_lines": ["Beispielstrasse 1", "3000 Bern"], "emails": ["bern@example.org"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _only_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})


@pytest.fixture
def section() -> str:
    return record.new_dossier(actor=OWNER, draft=SECTION).id


def package_of(actions: ActionRoom) -> hand_over.Package:
    return hand_over.read(hand_over.write(actions.held))


def take(dossier_id: str, package: hand_over.Package, overlay: Overlay | None = None) -> hand_over.Taken:
    return hand_over.take(actor=OWNER, dossier_id=dossier_id, package=package, overlay=overlay)


def publish(dossier_id: str, slug: str = SLUG) -> None:
    told = {"dossier_id": dossier_id, "slug": team_issue_of(dossier_id, slug).publication.row.slug}
    publications.submit(actor=OWNER, **told)
    publications.review(actor=SECOND, **told, approve=True)
    changes.publish_issue(actor=OWNER, dossier_id=dossier_id, slug=slug)


def changed(file: bytes, **other: Any) -> bytes:
    told = json.loads(file) | other
    return json.dumps(told).encode()


def sealed_again(told: dict[str, Any]) -> bytes:
    told["sha256"] = sha256_hex(canonical_json({name: value for name, value in told.items() if name != "sha256"}))
    return json.dumps(told).encode()


# the file


def test_the_file_holds_texts_with_their_values_and_the_claims_behind_them() -> None:
    actions = open_action_room()

    package = package_of(actions)

    assert package.number == Number(105, 2026, 0)
    assert set(package.texts) == {"en", "es", "de", "fr"}
    assert "{{" not in "".join(package.texts.values())
    assert "18 people were killed on 9 January 2023" in package.texts["en"]
    assert [one.call for one in package.asks] == ["call:inquiry", "call:redress"]
    assert package.asks[0].words["de"] == "Jeden Todesfall untersuchen."
    assert set(package.targets) == {"justice-minister", "former-minister", "embassy-ch"}
    valued = {row["reference"]: row for row in package.values["en"]}
    assert valued["{{ tally:k }}"]["value"] == "18"
    assert valued["{{ tally:k }}"]["claims"]


def test_the_file_says_the_same_in_the_names_of_the_open_standard() -> None:
    actions = open_action_room()

    osdi = package_of(actions).content["osdi"]

    campaign = osdi["advocacy_campaigns"]["en"]
    assert campaign["title"] == "Justice for those killed at the bridge"
    assert campaign["name"] == "UA 105/26"
    assert "total_outreaches" not in campaign
    outreach = osdi["outreaches"]["es"]
    assert outreach["subject"] == "Muertes del 9 de enero de 2023"
    assert outreach["targets"][0]["email_addresses"] == [{"address": "minister@example.org"}]


def test_the_same_issue_gives_the_same_file() -> None:
    actions = open_action_room()

    assert hand_over.write(actions.held) == hand_over.write(actions.held)


def test_a_draft_and_a_stopped_issue_are_not_handed_over() -> None:
    actions = draft_action_room()
    with pytest.raises(ActRefusedError):
        hand_over.write(actions.held)
    actions.publish()

    changes.stop(actor=EDITOR, **actions.where)

    with pytest.raises(ActRefusedError):
        hand_over.write(actions.held)


@pytest.mark.parametrize(
    "file", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"format": "other", "version": 1}', b"[" * 9000]
)
def test_what_is_no_such_file_is_refused_kindly(file: bytes) -> None:
    with pytest.raises(PackageBrokenError, match="holds no urgent action"):
        hand_over.read(file)


def test_another_version_changed_bytes_and_missing_parts_are_refused_kindly() -> None:
    file = hand_over.write(open_action_room().held)

    with pytest.raises(PackageBrokenError, match="another version"):
        hand_over.read(changed(file, version=2))
    with pytest.raises(PackageBrokenError, match="its hash differs"):
        hand_over.read(file.replace(b"18 people", b"81 people"))
    told = json.loads(file)
    del told["action"]["texts"]
    with pytest.raises(PackageBrokenError, match="not whole"):
        hand_over.read(sealed_again(told))
    with pytest.raises(PackageBrokenError, match="too large"):
        hand_over.read(b" " * 5_000_001)


# taking an issue


def test_a_section_takes_an_issue_lays_its_own_over_it_and_publishes_it_by_two_people(section: str) -> None:
    actions = open_action_room()
    until = today_of(section) + timedelta(days=20)
    overlay = Overlay(
        until=until, languages=("de", "es"), copies={"embassy-bern": EMBASSY}, publisher="Schweizer Sektion",
        contacts=({"name": "Ua-Koordination", "email": "ua@example.org"},),
        post=({"origin": "CH", "destination": "PE", "state": "running", "as_of": date(2026, 11, 1),
               "postage": "CHF 2.50"},),
    )  # fmt: skip

    taken = take(section, package_of(actions), overlay)

    assert (taken.what, taken.slug, taken.update) == ("issue", SLUG, 0)
    draft = team_issue_of(section, SLUG)
    assert not draft.is_public
    assert draft.number == actions.held.number
    publish(section)
    held = issue_of(section, SLUG)
    assert held.languages == ("es", "de")
    assert held.life.deadline == until
    assert "18 Menschen" in held.part("de", "letter")["text"]
    assert {target.key for target in held.targets} == {
        "justice-minister", "former-minister", "embassy-ch", "embassy-bern"}  # fmt: skip
    assert stale_of(held) == ()


def test_the_asks_become_calls_of_the_section_which_its_own_file_demands(section: str) -> None:
    package = package_of(open_action_room())

    take(section, package)
    publish(section)

    view = view_of(section, ViewSpec(TEAM))
    assert calls_of(issue_of(section, SLUG)) == ("call:inquiry", "call:redress")
    assert view.text("call:inquiry", "demand", "de") == "Jeden Todesfall untersuchen."
    assert call_of(view, "call:inquiry", today_of(section)).state == "unknown"
    (claim,) = view.claims_about("call:inquiry")
    assert view.source(claim.source).sha256 == package.digest


def test_a_number_that_is_taken_here_is_refused_kindly() -> None:
    actions = open_action_room()

    with pytest.raises(ActRefusedError, match="105/26 is taken here"):
        take(actions.dossier_id, package_of(actions))


def test_the_same_issue_twice_and_an_update_before_its_first_are_refused_kindly(section: str) -> None:
    actions = open_action_room()
    first = package_of(actions)
    actions.update(until=actions.today + timedelta(days=60))
    second = package_of(actions)

    with pytest.raises(ActRefusedError, match="issues before it are not here"):
        take(section, second)
    take(section, first)
    with pytest.raises(ActRefusedError, match="here already"):
        take(section, first)


def test_an_update_follows_the_first_issue_under_the_same_number(section: str) -> None:
    actions = open_action_room()
    take(section, package_of(actions), Overlay(languages=("en", "es")))
    publish(section)
    actions.update(until=actions.today + timedelta(days=60))

    taken = take(section, package_of(actions), Overlay(languages=("en",)))
    publish(section)

    assert taken.update == 1
    assert issue_of(section, SLUG).number == Number(105, 2026, 1)
    assert issue_of(section, SLUG).languages == ("en",)


def test_a_language_that_is_not_in_the_file_and_a_bad_copy_leave_nothing_behind(section: str) -> None:
    package = package_of(open_action_room())

    with pytest.raises(ValueRefusedError):
        take(section, package, Overlay(languages=("ar",)))
    with pytest.raises(ValueRefusedError):
        take(section, package, Overlay(copies={"embassy": {"role": "copy", "name": "Embassy"}}))

    assert not HandOver.objects.exists()
    take(section, package)


def test_only_who_may_import_may_take(section: str) -> None:
    package = package_of(open_action_room())

    with pytest.raises(NotAllowedError):
        hand_over.take(actor=Actor("rosa", Role.RESEARCHER), dossier_id=section, package=package)


def test_what_was_taken_is_under_the_journal(section: str) -> None:
    take(section, package_of(open_action_room()))

    verify(record.find_dossier(section))


# counts that come back


def write_letters(dossier_id: str, channel: str, count: int, state: str = "counted") -> None:
    issue = issue_of(dossier_id, SLUG).issue
    start = Appeal.objects.count()
    Appeal.objects.bulk_create(
        Appeal(issue=issue, writer_key=f"{start + n:064d}", target="justice-minister", channel=channel, language="de",
               state=state, day=today_of(dossier_id))
        for n in range(count)
    )  # fmt: skip


def test_what_a_section_counted_comes_back_as_counted_elsewhere_and_only_what_is_new(section: str) -> None:
    actions = open_action_room()
    take(section, package_of(actions))
    publish(section)
    write_letters(section, "copied", 7)
    write_letters(section, "post", 3)

    back = take(actions.dossier_id, hand_over.read(fresh(section)))

    assert (back.what, back.added) == ("counts", {"handed-off": 7, "reported": 3})
    assert counts_of(actions.held.issue).imported == 10
    assert {row.count for row in Imported.objects.all()} == {7, 3}
    assert all("Swiss section" in row.words for row in Imported.objects.all())

    write_letters(section, "copied", 2)
    again = take(actions.dossier_id, hand_over.read(fresh(section)))

    assert again.added == {"handed-off": 2}
    assert counts_of(actions.held.issue).imported == 12
    with pytest.raises(ActRefusedError, match="nothing new"):
        take(actions.dossier_id, hand_over.read(fresh(section)))


def fresh(section: str) -> bytes:
    """Return the file as it is once the counter has looked again."""
    counting._looked.clear()
    return hand_over.write(issue_of(section, SLUG))


# the overlay as a file


def test_an_overlay_is_read_from_yaml() -> None:
    overlay = read_overlay(
        "until: 2027-01-31\nlanguages: [de]\npublisher: Swiss section\ncontacts: [{name: Desk}]\n"
        "copies: {embassy: {role: copy, name: Embassy, country: CH, post_lines: [Street 1]}}\n"
        "post-service: [{origin: CH, destination: PE, state: running, as_of: 2026-11-01}]\n"
    )

    assert overlay.until == date(2027, 1, 31)
    assert overlay.copies["embassy"]["post_lines"] == ["Street 1"]
    assert overlay.post[0]["as_of"] == date(2026, 11, 1)
    assert read_overlay("") == Overlay()


@pytest.mark.parametrize(
    "text", ["[", "- until", "untill: 2027-01-31", "copies: [a]", "languages: de", "post-service: [{origin: CH}]"]
)
def test_what_an_overlay_does_not_say_is_refused_kindly(text: str) -> None:
    with pytest.raises(ValueRefusedError):
        read_overlay(text)


def test_the_commands_write_a_file_and_take_it(section: str, tmp_path: Path) -> None:
    open_action_room()
    file, overlay = tmp_path / "action.json", tmp_path / "overlay.yaml"
    overlay.write_text("languages: [es]\n", encoding="utf-8")
    run = CliRunner()

    written = run.invoke(action, ["export", SLUG, str(file), "--dossier", "trial"])
    taken = run.invoke(action, ["import", str(file), "--dossier", section, "--overlay", str(overlay)])

    assert written.exit_code == 0, written.output
    assert taken.exit_code == 0, taken.output
    assert team_issue_of(section, SLUG).languages == ("es",)
    again = run.invoke(action, ["import", str(file), "--dossier", section])
    assert isinstance(again.exception, ActRefusedError)
