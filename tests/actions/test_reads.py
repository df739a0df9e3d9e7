"""Issues as they stand: what is public, what is a draft, what is stale, and what waits because of it."""

import pytest

from answerable.actions.reads import issue_of, public_actions, stale_of
from tests.actions.action_room import SLUG, open_action_room

pytestmark = pytest.mark.django_db


def test_a_published_issue_has_its_parts_in_every_language():
    room = open_action_room()

    held = issue_of(room.dossier_id, SLUG)

    assert held.languages == ("en", "es", "de", "fr")
    assert "18" in held.part("de", "letter")["text"]
    assert str(held.number) == "UA 105/26"
    assert [one.key for one in held.targets] == ["justice-minister", "former-minister", "embassy-ch"]
    assert [one.slug for one in public_actions(room.dossier_id)] == [SLUG]
    assert stale_of(held) == ()
