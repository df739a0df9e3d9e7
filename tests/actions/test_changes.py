"""The acts of coordinators: each refusal, what is frozen, what reaches the queue, and that all of it is journaled."""

from datetime import timedelta
from itertools import count

import pytest

from answerable.actions import changes, freezing
from answerable.actions.counting import writer_key
from answerable.actions.hindrances import hindrances_of
from answerable.actions.models import ActionKey, Appeal, Frozen, Mail
from answerable.actions.new_rows import now
from answerable.actions.reads import (
    held_back,
    issue_of,
    issues_of,
    post_service,
    public_actions,
    related,
    stale_mark,
    stale_of,
    team_issue_of,
)
from answerable.kernel.errors import (
    ActRefusedError,
    HashMismatchError,
    NotAllowedError,
    NotFoundError,
    UserError,
    ValueRefusedError,
)
from answerable.publish import changes as publications
from answerable.publish import outputs
from answerable.publish.reads import public_ones
from answerable.record import journal
from answerable.record.actors import Actor, Role
from answerable.record.models import JournalEntry
from tests.actions.action_room import (
    EDITOR,
    SECOND,
    SLUG,
    TARGETS,
    TEXTS,
    WRITER,
    ActionRoom,
    action_text,
    draft_action_room,
    open_action_room,
)

pytestmark = pytest.mark.django_db
READER = Actor("inti", Role.READER)
NOTE = {
    "en": "The count was wrong.",
    "es": "La cifra era errónea.",
    "de": "Die Zahl war falsch.",
    "fr": "Chiffre erroné.",
}
_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def _page_alone(monkeypatch) -> None:
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})


@pytest.fixture
def room() -> ActionRoom:
    return open_action_room()


def later(monkeypatch, room: ActionRoom, days: int) -> None:
    """Let so many days pass for the acts."""
    day = room.today + timedelta(days)
    for module in (changes, freezing):
        monkeypatch.setattr(module, "today_of", lambda _: day)


def a_letter(room: ActionRoom, language: str = "es", state: str = "due", problem: str = "") -> Mail:
    """Put one letter into the queue, with its appeal."""
    number = next(_NUMBERS)
    issue = issue_of(room.dossier_id, SLUG).issue
    appeal = Appeal.objects.create(
        issue=issue, writer_key=f"key-{number}", target="justice-minister", channel="here", language=language,
        state="queued", day=room.today,
    )  # fmt: skip
    return Mail.objects.create(
        kind="letter", issue=issue, appeal=appeal, language=language, message_id=f"<{number}@example.org>",
        state=state, problem=problem, due_at=now(), addressee="minister@example.org",
    )  # fmt: skip


def states() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("number").values_list("state", "problem"))


# beginning


def test_a_number_that_is_taken_is_refused_with_the_next_that_is_free(room):
    with pytest.raises(ActRefusedError, match="UA 106/26"):
        changes.create_action(
            actor=WRITER, dossier_id="trial", slug="other", sequence=105, year=2026, country="PE", risk="low"
        )


def test_an_address_that_is_taken_is_refused(room):
    with pytest.raises(ActRefusedError, match="this address already"):
        changes.create_action(
            actor=WRITER, dossier_id="trial", slug=SLUG, sequence=106, year=2026, country="PE", risk="low"
        )


@pytest.mark.parametrize(
    "wrong",
    [{"slug": "new"}, {"slug": "en"}, {"slug": "A b"}, {"country": "Peru"}, {"risk": "none"}, {"sequence": 0},
     {"year": 26}, {"slug": "x" * 55}],
)  # fmt: skip
def test_what_cannot_be_an_action_is_refused(room, wrong):
    said = {"slug": "other", "sequence": 106, "year": 2026, "country": "PE", "risk": "low"} | wrong

    with pytest.raises(ValueRefusedError):
        changes.create_action(actor=WRITER, dossier_id="trial", **said)


def test_an_update_before_the_first_issue_is_out_is_refused():
    room = draft_action_room()

    with pytest.raises(ActRefusedError, match="not out yet"):
        changes.plan_issue(actor=WRITER, **room.where, kind="update")


def test_an_update_before_there_is_a_first_issue_is_refused(room):
    changes.create_action(
        actor=WRITER, dossier_id="trial", slug="other", sequence=106, year=2026, country="PE", risk="low"
    )

    with pytest.raises(ActRefusedError, match="no first issue"):
        changes.plan_issue(actor=WRITER, dossier_id="trial", slug="other", kind="update")


def test_a_deadline_before_the_opening_is_refused(room):
    opens = room.today + timedelta(10)

    with pytest.raises(ValueRefusedError, match="before the day on which it opens"):
        changes.plan_issue(actor=WRITER, **room.where, kind="update", opens=opens, until=opens - timedelta(1))


def test_a_deadline_that_is_over_is_refused_when_planned(room):
    with pytest.raises(ValueRefusedError, match="over already"):
        changes.plan_issue(actor=WRITER, **room.where, kind="update", until=room.today - timedelta(1))


@pytest.mark.parametrize(
    "wrong", [{"kind": "closing"}, {"kind": "update", "outcome": "ended"}, {"kind": "more"}, {"kind": "first"}]
)
def test_what_does_not_fit_an_issue_is_refused(room, wrong):
    with pytest.raises(UserError):
        changes.plan_issue(actor=WRITER, **room.where, **wrong)


def test_a_draft_can_be_planned_anew_and_what_is_out_cannot(room):
    until = room.today + timedelta(99)
    with pytest.raises(ActRefusedError, match="out already"):
        changes.replan_issue(actor=WRITER, **room.where, kind="first", until=until)
    changes.plan_issue(actor=WRITER, **room.where, kind="update")

    changes.replan_issue(actor=WRITER, **room.where, kind="closing", outcome="good-news", without=["fr"])

    now_planned = room.held.life
    assert (now_planned.kind, now_planned.outcome, list(now_planned.without)) == ("closing", "good-news", ["fr"])


def test_days_and_kind_stand_still_while_it_is_read_or_after_the_approval():
    """Who approves an issue approves when it is over, and whether it closes the action."""
    room = draft_action_room()
    room.approve()

    with pytest.raises(ActRefusedError, match="in review or approved"):
        changes.replan_issue(actor=WRITER, **room.where, kind="first", until=room.today + timedelta(400))


# going out


def test_nothing_goes_out_without_a_second_person():
    room = draft_action_room()
    publications.submit(actor=WRITER, dossier_id="trial", slug=room.held.publication.row.slug)

    with pytest.raises(ActRefusedError, match="No second person"):
        changes.publish_issue(actor=EDITOR, **room.where)
    assert not public_actions("trial")


def test_who_wrote_it_is_no_second_person():
    room = draft_action_room()
    told = {"dossier_id": "trial", "slug": room.held.publication.row.slug}
    publications.submit(actor=WRITER, **told)

    with pytest.raises(ActRefusedError, match="second person"):
        publications.review(actor=WRITER, **told, approve=True)


def test_who_entered_an_addressee_is_no_second_person():
    """The text may be another's: whoever chose to whom thousands write must not be the one who approves it."""
    room = draft_action_room()
    changed = TARGETS["justice-minister"] | {"emails": ["mine@example.org"]}
    changes.set_target(actor=SECOND, **room.where, key="justice-minister", content=changed)

    room.approve()

    assert [one.code for one in hindrances_of(room.held, room.today)] == ["not-second"]
    with pytest.raises(ActRefusedError, match="entered an addressee"):
        changes.publish_issue(actor=EDITOR, **room.where)


def test_a_target_cannot_be_changed_while_it_is_read_or_after_the_approval():
    room = draft_action_room()
    room.approve()

    with pytest.raises(ActRefusedError, match="in review or approved"):
        changes.set_target(actor=WRITER, **room.where, key="other", content=TARGETS["justice-minister"])
    with pytest.raises(ActRefusedError, match="in review or approved"):
        changes.remove_target(actor=WRITER, **room.where, key="embassy-ch")


def test_it_does_not_go_out_by_the_door_of_publications_either_when_something_is_in_the_way():
    room = draft_action_room()
    for key in TARGETS:
        changes.remove_target(actor=WRITER, **room.where, key=key)
    room.approve()

    with pytest.raises(ActRefusedError, match="Nobody is named"):
        publications.publish(actor=EDITOR, dossier_id="trial", slug=room.held.publication.row.slug)

    assert not room.held.publication.snapshots
    assert not Frozen.objects.exists()


def test_by_the_door_of_publications_it_is_frozen_as_well():
    room = draft_action_room()
    room.approve()

    publications.publish(actor=EDITOR, dossier_id="trial", slug=room.held.publication.row.slug)

    assert issue_of("trial", SLUG).part("es", "letter")["text"].startswith("Según un informe, 18")


def test_a_text_of_the_kind_without_an_action_cannot_be_published(room):
    told = {"dossier_id": "trial", "slug": "lone"}
    publications.create(actor=WRITER, **told, kind="urgent-action")
    publications.save_text(actor=WRITER, **told, texts={"en": TEXTS["en"]})
    publications.submit(actor=WRITER, **told)
    publications.review(actor=SECOND, **told, approve=True)

    with pytest.raises(ActRefusedError, match="belongs to no action"):
        publications.publish(actor=EDITOR, **told)


def test_a_past_deadline_is_refused_at_publishing(monkeypatch):
    room = draft_action_room(days=5)
    room.approve()
    later(monkeypatch, room, 6)

    with pytest.raises(ActRefusedError, match="is over"):
        changes.publish_issue(actor=EDITOR, **room.where)


def test_it_does_not_go_out_before_it_opens(room):
    changes.plan_issue(actor=WRITER, **room.where, kind="update", opens=room.today + timedelta(3))
    room.write()
    room.approve()

    with pytest.raises(ActRefusedError, match="It opens on"):
        changes.publish_issue(actor=EDITOR, **room.where)


def test_a_missing_translation_is_refused_unless_it_is_planned_without(room):
    changes.plan_issue(actor=WRITER, **room.where, kind="update")
    room.write({code: text for code, text in TEXTS.items() if code != "fr"})
    room.approve()
    with pytest.raises(ActRefusedError, match="no text in French"):
        changes.publish_issue(actor=EDITOR, **room.where)

    told = {"dossier_id": "trial", "slug": room.held.publication.row.slug}
    publications.review(actor=SECOND, **told, approve=False, words="Without French, then.")
    changes.replan_issue(actor=WRITER, **room.where, kind="update", without=["fr"])
    room.publish()

    assert issue_of("trial", SLUG).languages == ("en", "es", "de")


def test_a_reference_that_no_longer_resolves_is_refused():
    from answerable.record import changes as record

    room = draft_action_room()
    room.approve()
    claim = room.room.view().claims_about("tally:k")[0]
    record.retract(actor=Actor("ana", Role.OWNER), dossier=room.room.dossier, claim=claim.id, why="It was wrong.")

    with pytest.raises(ActRefusedError, match="something to mend"):
        changes.publish_issue(actor=EDITOR, **room.where)


def test_a_target_without_an_address_is_refused(room):
    with pytest.raises(ValueRefusedError, match="no address"):
        changes.set_target(
            actor=WRITER, **room.where, key="x", content={"role": "addressee", "name": "X", "post": "post:x"}
        )


def test_without_a_letter_to_be_sent_it_does_not_go_out():
    room = draft_action_room()
    room.write(
        {code: text.replace("letter-role: to-send", "letter-role: reading") for code, text in TEXTS.items()}
    )
    room.approve()

    with pytest.raises(ActRefusedError, match="letter to be sent"):
        changes.publish_issue(actor=EDITOR, **room.where)


def test_a_changed_target_is_public_only_after_a_reviewed_correction(room):
    moved = TARGETS["embassy-ch"] | {"emails": ["new@example.org"]}
    changes.set_target(actor=WRITER, **room.where, key="embassy-ch", content=moved)
    assert [one.emails for one in issue_of("trial", SLUG).targets][-1] == ("embassy@example.org",)

    room.approve()
    changes.correct_issue(actor=EDITOR, **room.where, words=NOTE)

    assert [one.emails for one in issue_of("trial", SLUG).targets][-1] == ("new@example.org",)


def test_an_update_replaces_the_issue_before_it(room):
    room.update()

    first, second = issues_of("trial", SLUG)
    assert (first.life.state(room.today), second.life.state(room.today)) == ("replaced", "open")
    assert str(second.number) == "FI 105/26-1"
    assert issue_of("trial", SLUG).issue.update == 1
    assert issue_of("trial", SLUG, 0).issue.update == 0


def test_a_draft_of_an_update_is_nowhere_to_be_read(room):
    changes.plan_issue(actor=WRITER, **room.where, kind="update")

    with pytest.raises(NotFoundError):
        issue_of("trial", SLUG, 1)
    assert issue_of("trial", SLUG).issue.update == 0
    assert team_issue_of("trial", SLUG).issue.update == 1


# still true?


def test_a_changed_figure_shows_in_each_language_and_holds_its_letters_back(room):
    room.record_count("20")

    held = issue_of("trial", SLUG)
    stale = stale_of(held)

    assert {one.language for one in stale} == {"en", "es", "de", "fr"}
    assert {(one.sentence.old, one.sentence.new) for one in stale} == {("18", "20")}
    assert dict(held_back(held)) == dict.fromkeys(("en", "es", "de", "fr"), "stale")


def test_a_name_that_stands_outside_the_letter_holds_nothing_back(room):
    from tests.builders import a_claim

    room.room.record(a_claim("Person", "person:holder", name="Ilse Quenta", source="B", status="accepted",
                             consentToName="public-office"))  # fmt: skip

    held = issue_of("trial", SLUG)
    assert [one.stands_in for one in stale_of(held) if one.language == "en"] == [("to-do",)]
    assert not held_back(held)


def test_an_editor_lets_letters_go_with_what_they_looked_at_and_with_nothing_newer(room):
    room.record_count("20")
    held = issue_of("trial", SLUG)
    looked = stale_mark(stale_of(held), "es")
    letter = a_letter(room, state="paused", problem="stale")

    changes.resume(actor=EDITOR, **room.where, language="es", head=looked)

    assert sorted(held_back(issue_of("trial", SLUG))) == ["de", "en", "fr"]
    assert states() == [("due", "")]
    letter.delete()
    room.room.record(*_count("21"))
    assert "es" in held_back(issue_of("trial", SLUG))
    with pytest.raises(ActRefusedError, match="has changed since you looked"):
        changes.resume(actor=EDITOR, **room.where, language="es", head=looked)


def _count(value: str):
    from tests.builders import SOURCE, a_claim

    return [a_claim("Tally", "tally:k", name="Killed at the bridge", what="killed", value=value, source=SOURCE.key,
                    status="accepted", grade=1, locator="paragraph:9")]  # fmt: skip


def test_letters_of_a_corrected_text_wait_for_a_decision_and_others_do_not(room):
    a_letter(room, "es")
    a_letter(room, "en")
    room.write({"es": action_text("es", letter_end="Le pido una investigación imparcial.")})
    room.approve()

    changes.correct_issue(actor=EDITOR, **room.where, words=NOTE)

    assert states() == [("paused", "older-text"), ("due", "")]
    changes.resume(actor=EDITOR, **room.where)
    assert states()[0] == ("paused", "older-text")
    changes.resume(actor=EDITOR, **room.where, older=True)
    assert states()[0] == ("due", "")


# decisions


def test_stop_cancels_what_waits_in_every_issue_of_the_action(room):
    a_letter(room)
    room.update()
    a_letter(room, "en")
    a_letter(room, state="left")

    count_ = changes.stop(actor=WRITER, **room.where)

    assert count_ == 2
    assert [state for state, _ in states()] == ["cancelled", "cancelled", "left"]
    assert all(one.life.is_stopped for one in issues_of("trial", SLUG))
    assert {one.state for one in Appeal.objects.filter(mail__state="cancelled")} == {"cancelled"}


def test_the_sheet_of_a_stopped_action_is_handed_out_no_more(room):
    assert [one.row.slug for _, one in public_ones("trial")]

    changes.stop(actor=WRITER, **room.where)

    assert public_ones("trial") == ()


def test_what_is_stopped_is_neither_extended_nor_let_go_nor_corrected(room):
    changes.stop(actor=WRITER, **room.where)

    for act in (
        lambda: changes.extend(actor=EDITOR, **room.where, until=room.today + timedelta(99)),
        lambda: changes.resume(actor=EDITOR, **room.where),
        lambda: changes.pause(actor=EDITOR, **room.where),
        lambda: changes.correct_issue(actor=EDITOR, **room.where, words=NOTE),
        lambda: changes.stop(actor=EDITOR, **room.where),
    ):
        with pytest.raises(ActRefusedError):
            act()


def test_a_stop_that_comes_between_the_approval_and_a_correction_holds(room):
    room.write({"en": action_text("en", background="They wait.")})
    room.approve()
    changes.stop(actor=WRITER, **room.where)

    with pytest.raises(ActRefusedError, match="stopped"):
        publications.correct(actor=EDITOR, dossier_id="trial", slug=room.held.publication.row.slug, words=NOTE)


def test_a_withdrawn_text_counts_as_stopped_and_cancels_what_waits(room):
    a_letter(room)

    publications.withdraw(actor=EDITOR, dossier_id="trial", slug=room.held.publication.row.slug, why=NOTE)

    assert states() == [("cancelled", "stopped")]
    assert issue_of("trial", SLUG).life.state(room.today) == "stopped"


def test_after_a_stop_an_update_can_say_why(room):
    changes.stop(actor=WRITER, **room.where)

    room.update("information", {code: _without_letter(code) for code in TEXTS})

    assert issue_of("trial", SLUG).life.state(room.today) == "information"
    assert issue_of("trial", SLUG, 0).life.state(room.today) == "stopped"


def _without_letter(code: str) -> str:
    text = action_text(code, role="none")
    kept = text.split("# asks")[0]
    return kept.replace("asks: [call:inquiry, call:redress]\n", "")


def test_pause_and_resume_hold_back_and_let_go_one_language(room):
    a_letter(room, "es")
    a_letter(room, "en")

    assert changes.pause(actor=WRITER, **room.where, language="es") == 1
    assert dict(held_back(issue_of("trial", SLUG))) == {"es": "paused"}
    assert states() == [("paused", "paused"), ("due", "")]

    assert changes.resume(actor=EDITOR, **room.where, language="es") == 1
    assert states() == [("due", ""), ("due", "")]


def test_an_extension_is_later_than_the_last_day_and_opens_again_what_was_over(room, monkeypatch):
    last = room.held.life.deadline
    a_letter(room, state="paused", problem="late")
    with pytest.raises(ValueRefusedError, match="later last day"):
        changes.extend(actor=EDITOR, **room.where, until=last)
    later(monkeypatch, room, 51)

    changes.extend(actor=EDITOR, **room.where, until=last + timedelta(30), words={"en": "They still wait."})

    held = issue_of("trial", SLUG)
    assert held.life.deadline == last + timedelta(30)
    assert held.life.state(last + timedelta(1)) == "open"
    assert held.issue.steps.get().words == {"en": "They still wait."}
    assert states() == [("due", "")]


def test_ending_destroys_the_keys_and_cancels_what_waits(room):
    a_letter(room)
    key = writer_key(room.held.action, "a@example.org")

    changes.end(actor=EDITOR, **room.where)

    assert states() == [("cancelled", "stopped")]
    assert ActionKey.objects.get().secret is None
    assert not Appeal.objects.filter(writer_key=key).exists()
    with pytest.raises(ActRefusedError, match="closed"):
        changes.plan_issue(actor=WRITER, **room.where, kind="update")


@pytest.mark.parametrize("outcome", ["good-news", "ended"])
def test_a_closing_cancels_what_waits_and_destroys_the_keys(room, outcome):
    a_letter(room)
    writer_key(room.held.action, "a@example.org")

    room.update("closing", {code: _without_letter(code) for code in TEXTS}, outcome=outcome)

    assert issue_of("trial", SLUG).life.state(room.today) == outcome
    assert states() == [("cancelled", "stopped")]
    assert ActionKey.objects.get().secret is None


def test_words_that_would_tell_a_secret_are_refused_and_nothing_is_stopped(room):
    from tests.builders import a_claim

    room.room.record(a_claim("Person", "person:hidden", name="Basilia Choque Flores", visibility="team"))

    with pytest.raises(ActRefusedError, match="may not know"):
        changes.stop(actor=WRITER, **room.where, words={"en": "Basilia Choque Flores asked for it."})

    assert issue_of("trial", SLUG).life.state(room.today) == "open"


def test_letters_that_others_counted_stay_a_number_of_their_own(room):
    with pytest.raises(ValueRefusedError, match="who counted"):
        changes.import_count(actor=WRITER, **room.where, count=12, words=" ")
    with pytest.raises(ValueRefusedError, match="no number"):
        changes.import_count(actor=WRITER, **room.where, count=-3, words="Swiss section")

    changes.import_count(actor=WRITER, **room.where, count=12, words="Swiss section, by hand")

    assert [row.count for row in issue_of("trial", SLUG).issue.imported.all()] == [12]


def test_the_latest_day_says_how_the_post_goes(room):
    said = {"actor": WRITER, "dossier_id": "trial", "origin": "ch", "destination": "pe"}
    changes.set_post_service(**said, state="running", as_of=room.today)
    changes.set_post_service(**said, state="suspended", as_of=room.today - timedelta(9))

    assert post_service("trial", "CH", "PE").state == "running"
    assert post_service("trial", "PE", "CH") is None
    with pytest.raises(ValueRefusedError, match="still to come"):
        changes.set_post_service(**said, state="running", as_of=room.today + timedelta(1))


def test_related_actions_share_the_state_or_a_theme(room):
    assert related(issue_of("trial", SLUG)) == ()


@pytest.mark.parametrize("actor", [READER, Actor("", Role.STRANGER)])
def test_readers_and_strangers_decide_nothing(room, actor):
    acts = {
        "stop": {}, "pause": {}, "resume": {}, "end": {}, "publish_issue": {}, "plan_issue": {},
        "correct_issue": {"words": NOTE}, "extend": {"until": room.today}, "remove_target": {"key": "embassy-ch"},
        "set_target": {"key": "x", "content": {}}, "import_count": {"count": 1, "words": "x"},
        "set_picture": {"credit": "x", "text": {}}, "remove_picture": {}, "replan_issue": {"kind": "first"},
    }  # fmt: skip
    for act, said in acts.items():
        with pytest.raises(NotAllowedError):
            getattr(changes, act)(actor=actor, **room.where, **said)


@pytest.mark.parametrize("act", ["resume", "end", "publish_issue", "extend", "correct_issue"])
def test_letting_go_takes_an_editor(room, act):
    said = {"extend": {"until": room.today + timedelta(99)}, "correct_issue": {"words": NOTE}}.get(act, {})

    with pytest.raises(NotAllowedError):
        getattr(changes, act)(actor=WRITER, **room.where, **said)


# the journal


def test_every_decision_is_in_the_journal_and_an_altered_one_is_found(room):
    changes.set_post_service(actor=WRITER, dossier_id="trial", origin="CH", destination="PE", state="running",
                             as_of=room.today)  # fmt: skip
    changes.extend(actor=EDITOR, **room.where, until=room.today + timedelta(99))
    changes.stop(actor=WRITER, **room.where)

    acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert {
        "create-action", "plan-issue", "set-target", "freeze-issue", "set-post-service", "action-extended",
        "action-stopped",
    } <= acts  # fmt: skip
    journal.verify(room.room.dossier)

    Frozen.objects.update(targets={})
    with pytest.raises(HashMismatchError):
        journal.verify(room.room.dossier)


def test_what_writers_do_is_not_in_the_journal(room):
    before = journal.head_of("trial")

    a_letter(room)

    assert journal.head_of("trial") == before
