"""A first draft: the same references in every language, nothing wrong with it, and no going out with a gap."""

from dataclasses import replace

import pytest

from answerable.actions import changes
from answerable.actions.first_draft import GAP, Beginning, first_draft
from answerable.actions.hindrances import hindrances_of
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import ActRefusedError
from answerable.publish.checks import look_over, public_view
from tests.actions.action_room import EDITOR, draft_action_room
from tests.builders import a_claim

pytestmark = pytest.mark.django_db


def drafts(room, **said):
    view = public_view(room.dossier_id)
    begun = Beginning(
        "Justice at the bridge", room.today, "incident:bridge", ("tally:k",), ("call:inquiry", "call:redress")
    )
    begun = replace(begun, **said)
    return {code: first_draft(view, code, begun) for code in LANGUAGES}


def test_a_first_draft_has_no_problem_in_any_language_and_they_agree():
    room = draft_action_room()

    checked = look_over(room.dossier_id, "a-0", drafts(room))

    assert [str(one) for one in (*checked.problems, *checked.hindrances)] == []


def test_a_first_draft_from_nothing_but_a_title_can_be_written_on():
    room = draft_action_room()

    checked = look_over(room.dossier_id, "a-0", drafts(room, incident="", counts=(), calls=()))

    assert {one.code for one in checked.problems} <= {"asks-differ"}


def test_words_of_another_language_are_a_gap_to_be_translated():
    room = draft_action_room()

    texts = drafts(room)

    assert "- Inquire into every death." in texts["en"]
    assert f"- {GAP} Inquire into every death." in texts["de"]


def test_what_the_record_says_becomes_no_markup():
    room = draft_action_room()
    demand = "Stop *this* {{ figure:x }} [now](http://a)"
    room.room.record(a_claim("Call", "call:x", by="organization:us", demand=demand, state="met"))

    text = first_draft(public_view(room.dossier_id), "en", Beginning("T", room.today, calls=("call:x",)))

    assert r"Stop \*this\* \{\{ figure:x \}\} \[now\](http://a)" in text


def test_no_issue_goes_out_with_a_gap_in_it():
    room = draft_action_room()
    text = room.held.publication.life.texts["de"].markdown.replace("Die Familien warten", f"Die {GAP} warten")
    room.write({"de": text})

    codes = [(one.code, one.where) for one in hindrances_of(room.held, room.today)]
    room.approve()

    assert codes == [("gap", "de")]
    with pytest.raises(ActRefusedError, match="gap is left"):
        changes.publish_issue(actor=EDITOR, **room.where)
