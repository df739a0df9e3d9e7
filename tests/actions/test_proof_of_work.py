"""A form's token: of ours, of this hour, and with its work done."""

from datetime import UTC, datetime, timedelta

import pytest

from answerable.actions import proof_of_work
from answerable.actions.proof_of_work import bits_for, give, is_proven, is_word, new_word, read

NOW = datetime(2026, 11, 22, 10, 20, tzinfo=UTC)


def solved(text: str) -> str:
    token, _ = read(text, NOW)
    return next(str(n) for n in range(10_000_000) if is_proven(text, token, str(n)))


def test_a_token_says_its_word_and_its_work() -> None:
    word = new_word()
    token, age = read(give(word, NOW - timedelta(minutes=5), bits=13), NOW)

    assert is_word(word)
    assert (token.word, token.bits, age) == (word, 13, "good")


@pytest.mark.parametrize(
    ("given", "age"),
    [(timedelta(), "too-fast"), (timedelta(seconds=1), "too-fast"), (timedelta(seconds=2), "good"),
     (timedelta(hours=11), "good"), (timedelta(hours=13), "too-old"), (timedelta(minutes=-5), "too-old")],
)  # fmt: skip
def test_a_form_is_taken_neither_at_once_nor_after_half_a_day(given, age) -> None:
    assert read(give(new_word(), NOW - given), NOW)[1] == age


@pytest.mark.parametrize("text", ["", "x", "a.1.2:b", "x" * 5000, "a.b.c:d", "é"])
def test_what_is_not_ours_is_no_token(text) -> None:
    assert read(text, NOW) == (None, "forged")


def test_a_token_with_less_work_than_it_asked_for_is_not_ours() -> None:
    text = give(new_word(), NOW, bits=18)

    assert read(text.replace(".18:", ".01:"), NOW) == (None, "forged")


def test_the_work_is_taken_if_it_was_done_for_this_token() -> None:
    one, other = give(new_word(), NOW, bits=10), give(new_word(), NOW, bits=10)
    answer = solved(one)
    token, _ = read(other, NOW)

    assert is_proven(one, read(one, NOW)[0], answer)
    assert not is_proven(one, read(one, NOW)[0], answer + "x")
    assert not is_proven(one, read(one, NOW)[0], "")
    assert not is_proven(other, token, answer) or solved(other) == answer


def test_the_more_posts_an_issue_gets_the_more_work_is_asked() -> None:
    found = [bits_for(posts) for posts in (0, 200, 1000, 2000, 3000, 10**6)]

    assert found == sorted(found)
    assert found[0] == proof_of_work.LIGHT
    assert found[-1] == proof_of_work.HEAVY
