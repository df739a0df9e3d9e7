"""Conduct, tests of law and follow-up by the API: who may ask what."""

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
BASE = "/api/dossiers/peru-2022"
OTAROLA = "person:otarola"


def got(client: Client, address: str, status: int = 200) -> object:
    answer = client.get(f"{BASE}/{address}")
    assert answer.status_code == status, answer.content[:300]
    return json.loads(answer.content)


def test_the_public_reads_an_account_without_what_would_only_be_expected(peru: str, client: Client) -> None:
    account = got(client, f"officials/{OTAROLA}/conduct")

    assert isinstance(account, dict)
    assert {item["lane"] for item in account["items"]} >= {"power", "told", "said"}
    assert account["expected"] == []
    assert all(item["claims"] for item in account["items"])


@pytest.mark.parametrize("address", [f"officials/{OTAROLA}/patterns", f"assessments/rome-28b/{OTAROLA}"])
def test_patterns_and_tests_of_a_named_person_are_not_public(peru: str, client: Client, address: str) -> None:
    refused = got(client, address, 404)

    assert isinstance(refused, dict)
    assert refused["code"] == "not-found"


def test_where_proceedings_stand_is_told_for_the_day_asked(peru: str, client: Client) -> None:
    july = got(client, "justice?day=2024-07-18")
    later = got(client, "justice?day=2026-03-01")

    assert isinstance(july, dict)
    assert isinstance(later, dict)
    stages = {name: {stage for each in when["proceedings"] for stage in each["stages"]}
              for name, when in (("july", july), ("later", later))}  # fmt: skip
    assert "formalised" in stages["july"]
    assert "charged" not in stages["july"]
    assert "shelved" in stages["later"]


def test_the_checklist_of_an_incident_is_open_to_all(peru: str, client: Client) -> None:
    matrix = got(client, "assessments/use-of-force/incident:ayacucho-2022-12-15")

    assert isinstance(matrix, dict)
    assert any(cell["supports"] for cell in matrix["cells"])
    assert all(cell["state"] == "not-assessed" for cell in matrix["cells"])
