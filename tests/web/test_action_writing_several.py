"""Writing for an action with several addressees: after one letter, the page leads to the next."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from answerable.actions import changes
from answerable.actions.proof_of_work import give, new_word
from answerable.publish import outputs
from tests.actions.action_room import CITIZEN_POST, SLUG, TARGETS, WRITER, draft_action_room

pytestmark = pytest.mark.django_db


def test_the_counted_letter_leads_to_the_addressee_who_was_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})
    actions = draft_action_room(risk="low")
    other = TARGETS["justice-minister"] | {"name": "Deputy", "post": CITIZEN_POST, "person": ""}
    changes.set_target(actor=WRITER, **actions.where, key="deputy", content=other)
    actions.publish()
    word = new_word()
    reader = Client()
    reader.cookies["writing"] = word
    form = {
        "target": "justice-minister", "letter_language": "es", "text": "Le escribo.", "sign_as": "nobody",
        "update": "0", "given": give(word, datetime.now(UTC) - timedelta(minutes=1)), "channel": "copied",
    }  # fmt: skip

    answer = reader.post(f"/actions/{actions.dossier_id}/en/{SLUG}/done/", form)

    assert answer.status_code == 200
    assert "target=deputy" in answer.content.decode()
