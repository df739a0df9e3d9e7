"""A reply of an authority becomes evidence, and says of the asks what became of them."""

import io
from datetime import timedelta

import pytest

from answerable.actions.authority_replies import AskAnswered, calls_of, record_reply, replies_to
from answerable.actions.statistics import asks_of
from answerable.evidence.reads import original_of
from answerable.followup.calls import call_of
from answerable.kernel.errors import FileRefusedError, NotAllowedError, ValueRefusedError
from answerable.record.actors import Actor, Role
from answerable.record.audiences import PUBLIC
from answerable.record.view import ViewSpec
from tests.actions.action_room import WRITER, ActionRoom, open_action_room

pytestmark = pytest.mark.django_db

LETTER = b"Ministry of Justice. San Blas. We have received your letters and opened an inquiry into each death."
ANSWERED = (
    AskAnswered("call:inquiry", "partly", "An inquiry was opened into some of the deaths."),
    AskAnswered("call:redress", "refused", "Redress was refused."),
)


def reply(actions: ActionRoom, answered=ANSWERED, **other):
    told = {
        "actor": WRITER, **actions.where, "content": io.BytesIO(LETTER), "name": "reply.txt",
        "title": "Reply of the Ministry", "publisher": "Ministry of Justice", "day": actions.today,
        "language": "en", "answered": answered,
    }  # fmt: skip
    return record_reply(**(told | other))


def test_a_reply_is_evidence_of_the_team_and_says_what_became_of_each_ask() -> None:
    actions = open_action_room()

    key, ids = reply(actions)

    view = actions.room.view()
    source = view.source(key)
    assert (source.kind, source.visibility, source.publisher) == ("official-reply", "team", "Ministry of Justice")
    assert original_of(view, key).sha256 == source.sha256
    assert len(ids) == 2
    assert call_of(view, "call:inquiry", actions.today + timedelta(days=1)).state == "partly"
    assert call_of(view, "call:redress", actions.today + timedelta(days=1)).state == "refused"


def test_the_public_learns_of_it_only_when_it_may_and_never_sees_the_letter() -> None:
    actions = open_action_room()
    tomorrow = actions.today + timedelta(days=1)

    reply(actions, ANSWERED[:1])
    public = actions.room.view(ViewSpec(PUBLIC))
    assert [one.state for one in asks_of(actions.held, public, tomorrow)] == ["unanswered", "unanswered"]

    reply(actions, ANSWERED[1:], content=io.BytesIO(LETTER + b" Second letter."), visibility="public")
    public = actions.room.view(ViewSpec(PUBLIC))
    assert [one.state for one in asks_of(actions.held, public, tomorrow)] == ["unanswered", "refused"]
    (told,) = replies_to(actions.held, public)
    assert told.title == "Reply of an authority to our letters: Ministry of Justice"
    assert told.day == actions.today
    assert "Reply of the Ministry" not in repr(told)


def test_the_team_sees_every_reply_with_the_claims_behind_it() -> None:
    actions = open_action_room()

    key, ids = reply(actions)

    (told,) = replies_to(actions.held, actions.room.view())
    assert (told.source, told.title) == (key, "Reply of the Ministry")
    assert {claim.id for _, claim in told.answered} == set(ids)
    assert calls_of(actions.held) == ("call:inquiry", "call:redress")


def test_the_same_letter_twice_is_one_source_and_can_answer_another_ask() -> None:
    actions = open_action_room()

    first, _ = reply(actions, ANSWERED[:1])
    again, _ = reply(actions, ANSWERED[1:], title="Another title")

    assert first == again
    (told,) = replies_to(actions.held, actions.room.view())
    assert [one.call for one, _ in told.answered] == ["call:inquiry", "call:redress"]


@pytest.mark.parametrize(
    "answered",
    [
        (),
        (AskAnswered("call:other", "met", "Done."),),
        (AskAnswered("call:inquiry", "met", "Done."), AskAnswered("call:inquiry", "refused", "Not done.")),
        (AskAnswered("call:inquiry", "met", " "),),
        (AskAnswered("call:inquiry", "perhaps", "Done."),),
    ],
)
def test_a_reply_that_answers_no_ask_of_the_issue_clearly_is_refused(answered) -> None:
    actions = open_action_room()

    with pytest.raises(ValueRefusedError):
        reply(actions, answered)

    assert not [key for key in actions.room.view().source_cards if key.startswith("reply-")]


def test_a_day_to_come_and_an_empty_file_are_refused_and_nothing_stays() -> None:
    actions = open_action_room()

    with pytest.raises(ValueRefusedError):
        reply(actions, day=actions.today + timedelta(days=1))
    with pytest.raises(FileRefusedError):
        reply(actions, content=io.BytesIO(b""))

    assert replies_to(actions.held, actions.room.view()) == ()


def test_a_reader_may_not_record_a_reply() -> None:
    actions = open_action_room()

    with pytest.raises(NotAllowedError):
        reply(actions, actor=Actor("inti", Role.READER))
