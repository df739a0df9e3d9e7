"""Finished answers: given unseen for a second, made anew only where something changed, the same for everybody."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from answerable.actions import changes
from answerable.web import action_cache
from answerable.web.action_cache import ActionCacheMiddleware, Shelf, keep, key_of
from tests.actions.action_room import EDITOR, SLUG, open_action_room


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(action_cache, "FRESH", 60.0)
    action_cache.shelf.clear()
    yield
    action_cache.shelf.clear()


class Maker:
    """A view that counts how often it was asked, over a mark that can be changed."""

    def __init__(self, status: int = 200) -> None:
        self.made, self.mark, self.status = 0, 0, status

    def __call__(self, request) -> HttpResponse:
        self.made += 1
        answer = HttpResponse(f"made {self.made} " + "x" * 2000, status=self.status)
        answer["Content-Security-Policy"] = "default-src 'self'"
        return keep(answer, mark=self.mark, look=lambda: self.mark, issues=frozenset({7}))


def ask(maker: Maker, path: str = "/actions/trial/en/", **meta: str):
    return ActionCacheMiddleware(maker)(RequestFactory().get(path, **meta))


def let_a_second_pass() -> None:
    for kept in action_cache.shelf._kept.values():
        kept.until = 0.0


def test_an_answer_is_made_once():
    maker = Maker()

    first, second = ask(maker), ask(maker)

    assert maker.made == 1
    assert first.content == second.content


def test_an_old_answer_stays_where_its_mark_is_the_same():
    maker = Maker()
    ask(maker)
    let_a_second_pass()

    ask(maker)

    assert maker.made == 1


def test_an_old_answer_goes_where_its_mark_differs():
    maker = Maker()
    ask(maker)
    maker.mark = 1
    assert ask(maker).content.startswith(b"made 1")  # for a second nobody looks

    let_a_second_pass()

    assert ask(maker).content.startswith(b"made 2")


def test_what_shows_an_issue_is_looked_at_again_when_told():
    maker = Maker()
    ask(maker)
    maker.mark = 1

    action_cache.forget(8)
    assert ask(maker).content.startswith(b"made 1")
    action_cache.forget(7)
    assert ask(maker).content.startswith(b"made 2")


def test_an_answer_is_packed_for_whoever_reads_that_under_the_same_tag():
    maker = Maker()

    plain, packed = ask(maker), ask(maker, HTTP_ACCEPT_ENCODING="br, gzip")

    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert packed["ETag"] == plain["ETag"]
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"


def test_whoever_has_it_gets_no_body_and_the_same_policy():
    maker = Maker()
    tag = ask(maker)["ETag"]

    again = ask(maker, HTTP_IF_NONE_MATCH=tag)

    assert again.status_code == 304
    assert again.content == b""
    assert again["Content-Security-Policy"] == "default-src 'self'"
    assert "Content-Type" not in again
    assert ask(maker, HTTP_IF_NONE_MATCH='W/"another"').status_code == 200


def test_only_words_that_matter_make_an_answer_of_their_own():
    def key(path: str):
        return key_of(RequestFactory().get(path))

    assert key("/actions/a/en/b/?utm=1&fbclid=2") == key("/actions/a/en/b/?x=2")
    assert key("/actions/a/en/b/?section=CH") != key("/actions/a/en/b/?section=DE")


def test_another_host_gets_an_answer_of_its_own():
    maker = Maker()
    ask(maker, HTTP_HOST="one.example")

    ask(maker, HTTP_HOST="two.example")

    assert maker.made == 2


@pytest.mark.parametrize("status", [302, 404, 410, 500])
def test_only_what_is_well_is_kept(status):
    maker = Maker(status)
    ask(maker)
    ask(maker)

    assert maker.made == 2


def test_nothing_is_kept_of_what_is_sent_or_stands_elsewhere():
    maker = Maker()
    ActionCacheMiddleware(maker)(RequestFactory().post("/actions/trial/en/"))
    ActionCacheMiddleware(maker)(RequestFactory().get("/en/trial/"))

    assert len(action_cache.shelf) == 0


def test_the_shelf_drops_what_is_wanted_least(monkeypatch):
    monkeypatch.setattr(action_cache, "MOST_ANSWERS", 2)
    maker, shelf = Maker(), Shelf()
    monkeypatch.setattr(action_cache, "shelf", shelf)
    for path in ("/actions/a/", "/actions/b/", "/actions/a/", "/actions/c/"):
        ask(maker, path)

    assert [key[1] for key in shelf._kept] == ["/actions/a/", "/actions/c/"]


def test_the_shelf_never_holds_more_bytes_than_it_may(monkeypatch):
    monkeypatch.setattr(action_cache, "MOST_BYTES", 5000)
    for path in "abcdef":
        ask(Maker(), f"/actions/{path}/")

    held = action_cache.shelf
    assert held._bytes == sum(kept.size for kept in held._kept.values()) <= 5000


@pytest.mark.django_db
def test_a_decision_shows_at_the_next_look_whoever_is_signed_in():
    room = open_action_room()
    path = f"/actions/{room.dossier_id}/en/{SLUG}/"
    stranger, editor = Client().get(path), room.room.clients["editor"].get(path)
    assert stranger.content == editor.content
    assert not editor.cookies

    changes.stop(actor=EDITOR, **room.where)
    let_a_second_pass()

    assert b"minister@example.org" not in Client().get(path).content


@pytest.mark.django_db
def test_a_counted_letter_shows_at_the_next_look():
    room = open_action_room()
    path = f"/actions/{room.dossier_id}/en/{SLUG}/"
    before = Client().get(path).content
    changes.import_count(actor=EDITOR, **room.where, count=1, words="Counted in Bern.")

    action_cache.forget(room.held.issue)

    assert Client().get(path).content != before
