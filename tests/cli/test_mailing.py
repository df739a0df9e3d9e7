"""The commands of mail, as a person or a mail server runs them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.actions.mail_room import BOUNCES, SENDER, Server, a_server
from tests.actions.test_bounces import a_report, a_text
from tests.cli.running import run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mail") / "home"


@pytest.fixture
def server() -> Iterator[Server]:
    with a_server() as one:
        yield one


def named(server: Server) -> dict[str, str]:
    return {
        "ANSWERABLE_MAIL_HOST": "127.0.0.1", "ANSWERABLE_MAIL_PORT": str(server.port),
        "ANSWERABLE_MAIL_SENDER": SENDER, "ANSWERABLE_MAIL_BOUNCES": BOUNCES,
    }  # fmt: skip


def test_without_a_mail_server_sending_says_what_to_set(home: Path) -> None:
    ended = run(home, "mail", "send")

    assert ended.status == 1
    assert "ANSWERABLE_MAIL_HOST" in ended.err


def test_with_nothing_due_it_says_so(home: Path, server: Server) -> None:
    ended = run(home, "mail", "send", **named(server))

    assert (ended.status, ended.out) == (0, "Nothing was due.\n")


def test_a_trial_message_leaves_at_once(home: Path, server: Server) -> None:
    ended = run(home, "mail", "test", "me@example.org", "--language", "es", **named(server))

    assert ended.status == 0, ended.err
    (arrival,) = server.arrivals
    assert arrival.recipient == "me@example.org"
    assert "aktion.example.net" in arrival.message.get_content()


@pytest.mark.parametrize("address", ["me", "me@example.org\r\nBcc: x@example.org", ""])
def test_a_trial_to_no_address_is_refused(home: Path, server: Server, address: str) -> None:
    assert run(home, "mail", "test", address, **named(server)).status == 1
    assert server.recipients == []


def test_status_of_an_empty_home_says_that_nothing_is_set(home: Path) -> None:
    ended = run(home, "mail", "status")

    assert ended.status == 0
    assert "ANSWERABLE_MAIL_HOST" in ended.out
    assert run(home, "mail", "status", "--json").out.strip() == "{}"


def test_what_comes_back_is_read_from_standard_input(home: Path) -> None:
    report = a_report("back+1-aaaaaaaaaaaaaaaaaaaaaaaaaa@example.net", "failed", "5.1.1", "550").decode()

    assert run(home, "mail", "bounce", typed=report).out == "unknown\n"
    away = a_text("Fuera de la oficina", "Vuelvo.").decode()
    assert run(home, "mail", "bounce", "--recipient", "back@example.net", typed=away).out == "auto-reply\n"
    assert run(home, "mail", "bounce", typed="").status == 0


def test_where_the_database_cannot_be_had_the_message_is_to_come_again(home: Path) -> None:
    ended = run(home, "mail", "bounce", typed="x", ANSWERABLE_DATABASE="/nowhere/at/all.sqlite3")

    assert ended.status == 75
    assert "Traceback" not in ended.err
