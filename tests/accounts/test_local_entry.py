"""The link for the person at the machine: once, from here, when switched on, to an account without a password."""

import stat
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from answerable.accounts import changes as accounts
from answerable.accounts import local_entry
from answerable.accounts.local_entry import local_entry_link
from answerable.kernel.errors import ActRefusedError
from answerable.record.actors import Actor, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def switched_on(settings, tmp_path: Path) -> None:
    settings.ANSWERABLE_LOCAL_SIGN_IN = "1"
    settings.ANSWERABLE_HOME = tmp_path


def path_of(link: str) -> str:
    return urlsplit(link).path


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_link_signs_in_once_and_not_twice(client: Client) -> None:
    path = path_of(local_entry_link("http://127.0.0.1:8000"))

    assert client.get(path).status_code == 302
    assert signed_in(client)
    assert get_user_model().objects.get(pk=client.session["_auth_user_id"]).username == "owner"

    second = Client()
    assert second.get(path).status_code == 404
    assert not signed_in(second)


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "::2", "", "127.0.0.1.example"])
def test_the_link_opens_nothing_from_another_address(client: Client, address: str) -> None:
    path = path_of(local_entry_link("http://127.0.0.1:8000"))

    assert client.get(path, REMOTE_ADDR=address).status_code == 404
    assert not signed_in(client)
    assert client.get(path, REMOTE_ADDR="::1").status_code == 302


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA"])
def test_the_link_opens_nothing_through_a_proxy_on_the_same_machine(client: Client, header: str) -> None:
    path = path_of(local_entry_link("http://127.0.0.1:8000"))

    assert client.get(path, **{header: "203.0.113.9"}).status_code == 404
    assert not signed_in(client)


@pytest.mark.parametrize("setting", ["", "0", "true"])
def test_the_link_opens_nothing_unless_the_server_was_started_for_it(
    client: Client, settings, setting: str
) -> None:
    path = path_of(local_entry_link("http://127.0.0.1:8000"))
    settings.ANSWERABLE_LOCAL_SIGN_IN = setting

    assert client.get(path).status_code == 404
    assert not signed_in(client)


def test_the_link_runs_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of(local_entry_link("http://127.0.0.1:8000"))
    later = local_entry.time.time() + local_entry.SECONDS + 1
    monkeypatch.setattr(local_entry.time, "time", lambda: later)

    assert client.get(path).status_code == 404
    assert not signed_in(client)


def test_a_wrong_word_opens_nothing_and_spends_nothing(client: Client) -> None:
    path = path_of(local_entry_link("http://127.0.0.1:8000"))

    assert client.get("/enter/guess/").status_code == 404
    assert client.get(path).status_code == 302


def test_a_new_link_puts_the_one_before_it_out_of_use(client: Client) -> None:
    old = path_of(local_entry_link("http://127.0.0.1:8000"))
    new = path_of(local_entry_link("http://127.0.0.1:8000"))

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 302


def test_the_word_itself_is_not_kept_and_the_file_is_for_this_user_alone(tmp_path: Path) -> None:
    token = path_of(local_entry_link("http://127.0.0.1:8000")).split("/")[2]
    kept = tmp_path / "local-entry"

    assert token not in kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_an_account_with_a_password_is_not_opened_by_a_link(client: Client) -> None:
    accounts.make_account(actor=Actor("x", Role.OWNER), name="ana", password="thirteen plain grey herons")
    with pytest.raises(ActRefusedError):
        local_entry_link("http://127.0.0.1:8000", "ana")

    path = path_of(local_entry_link("http://127.0.0.1:8000", "eva"))
    user = get_user_model().objects.get(username="eva")
    user.set_password("thirteen plain grey herons")
    user.save()
    assert client.get(path).status_code == 404
