"""What many tests share: the example dossier, loaded once, and a wall against the network."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from answerable.record.actors import Actor, Role

ROOT = Path(__file__).parents[1]
PERU = ROOT / "examples" / "peru-2022"
COMPILER = Actor("Example compilers", Role.OWNER)


@pytest.fixture(autouse=True, scope="session")
def _no_other_host() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "local"
        if host not in ("127.0.0.1", "::1", "localhost", "local"):
            raise OSError(f"A test tried to reach {host}.")
        connect(self, address)

    socket.socket.connect = only_here  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _pages_of_actions_are_never_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is kept of a public page be looked at again on each request, not once a second."""
    for name in ("answerable.web.action_cache", "answerable.web.pages.action_facts"):
        if name in sys.modules:
            monkeypatch.setattr(sys.modules[name], "FRESH", 0.0)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what reads the example dossier after what counts on empty tables, and browsers last of all."""
    items.sort(key=lambda item: ("tests/browser" in str(item.path), "peru" in getattr(item, "fixturenames", ())))


@pytest.fixture
def peru(django_db_setup: None, django_db_blocker: object) -> str:
    """Return the id of the example dossier, loaded into the test database once and kept there.

    Tests that write to it do so in a transaction that is rolled back; after a test that empties the tables it is
    loaded again.
    """
    from answerable.interchange.loading import load_package
    from answerable.record.reads import dossier_ids

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        if PERU.name not in dossier_ids():
            report = load_package(COMPILER, PERU)
            assert report.is_loaded, [str(refusal) for refusal in report.refusals[:5]]
    return PERU.name
