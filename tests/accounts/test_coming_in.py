"""The doors: signing in and out, no sign-up, a second step, and pages that ask no other host."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from answerable.accounts import changes as accounts
from answerable.record.actors import Actor, Role

pytestmark = pytest.mark.django_db
PASSWORD = "thirteen plain grey herons"


@pytest.fixture
def ana():
    accounts.make_account(actor=Actor("x", Role.OWNER), name="ana", password=PASSWORD)
    return get_user_model().objects.get(username="ana")


def test_a_person_signs_in_with_name_and_password(client: Client, ana) -> None:
    page = client.get("/account/login/")
    assert page.status_code == 200
    assert b'class="masthead"' in page.content

    answer = client.post("/account/login/", {"login": "ana", "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(ana.pk)


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client, ana) -> None:
    answer = client.post("/account/login/", {"login": "ana", "password": "wrong"})

    assert answer.status_code == 200
    assert b"error-summary" in answer.content
    assert b'value="ana"' in answer.content


def test_nobody_signs_up(client: Client) -> None:
    fields = {"username": "eva", "password1": PASSWORD, "password2": PASSWORD}
    for answer in (client.get("/account/signup/"), client.post("/account/signup/", fields)):
        assert b"Nobody signs up here" in answer.content
    assert not get_user_model().objects.exists()


def test_signing_out_asks_for_a_post(client: Client, ana) -> None:
    client.force_login(ana)
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session

    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path", ["password/change/", "2fa/", "2fa/totp/activate/", "2fa/recovery-codes/generate/"]
)
def test_the_pages_of_an_account_wear_our_look_and_ask_no_other_host(client: Client, ana, path: str) -> None:
    client.post("/account/login/", {"login": "ana", "password": PASSWORD})
    page = client.get(f"/account/{path}", follow=True)

    text = page.content.decode()
    assert page.status_code == 200
    assert 'class="masthead"' in text
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", text)
    assert "data:" not in text.replace("data-", "")
    assert "style=" not in text


@pytest.mark.parametrize("path", ["email/", "password/reset/", "confirm-email/"])
def test_pages_that_would_need_mail_are_not_there(client: Client, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404
