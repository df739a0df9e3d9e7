"""Whatever is sent to the API, it answers as its description says, and never falls over."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

pytestmark = pytest.mark.django_db
APPLICATION = get_wsgi_application()
FEW = settings(
    max_examples=4, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip


@pytest.fixture
def room() -> Room:
    room = open_room()
    room.record(
        a_unit("Alpha"),
        a_claim("Incident", "incident:one", "2022-12-15 / 2022-12-15 starts ends", name="One", place="Juliaca"),
        a_claim("Involvement", "involvement:one", "2022-12-15", actor="unit:alpha", incident="incident:one"),
    )
    return room


schema = schemathesis.openapi.from_wsgi("/api/openapi.json", APPLICATION)


@schema.parametrize()
@FEW
def test_the_api_answers_as_described(case: schemathesis.Case, room: Room) -> None:
    _ask(case, room, "nobody")


@schema.parametrize()
@FEW
def test_the_api_answers_an_owner_as_described(case: schemathesis.Case, room: Room) -> None:
    _ask(case, room, "owner")


def _ask(case: schemathesis.Case, room: Room, role: str) -> None:
    if "dossier_id" in (case.path_parameters or {}):
        case.path_parameters["dossier_id"] = room.dossier.id
    if "unit" in (case.path_parameters or {}):
        case.path_parameters["unit"] = "unit:alpha"
    if "incident" in (case.path_parameters or {}):
        case.path_parameters["incident"] = "incident:one"
    cookies = {name: morsel.value for name, morsel in room.clients[role].cookies.items()}

    answer = case.call(cookies=cookies, headers={"Host": "testserver"})

    assert answer.status_code < 500
    case.validate_response(
        answer, checks=[schemathesis.checks.not_a_server_error, schemathesis.checks.response_schema_conformance]
    )
