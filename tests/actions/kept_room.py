"""The room of an action, opened once for all tests of a module: to open one takes a second.

A module has it by `kept_room = pytest.fixture(scope="module")(keep_room)`. Each test works in a transaction inside the module's own, and leaves the room as it found it.
"""

from collections.abc import Iterator

from django.db import transaction

from tests.actions.action_room import ActionRoom, open_action_room


def keep_room(django_db_setup: None, django_db_blocker) -> Iterator[ActionRoom]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield open_action_room()
        transaction.set_rollback(True)
