"""The description of the API: whole, local, and true about who may do what."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_of_the_description_names_no_other_host(client: Client) -> None:
    page = client.get("/api/docs")

    assert page.status_code == 200
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page.content.decode())
    assert '"validatorUrl": null' in page.content.decode()
    assert "default-src 'self'" in page["Content-Security-Policy"]


def test_every_operation_is_described_and_says_how_it_refuses(client: Client) -> None:
    described = client.get("/api/openapi.json").json()

    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], path
            if path != "/api/dossiers":
                assert "404" in operation["responses"], (method, path)
            if method == "post":
                assert operation["security"], path
