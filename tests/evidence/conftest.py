"""A dossier with a few invented sources, some of which not everybody may see."""

import pytest

from answerable.record.actors import Actor, Role
from answerable.record.changes import add_sources, new_dossier
from answerable.record.drafts import DossierDraft, SourceDraft

OWNER = Actor("Olga", Role.OWNER, frozenset({"voices"}))
RESEARCHER = Actor("Rosa", Role.RESEARCHER)
OTHER_RESEARCHER = Actor("Raúl", Role.RESEARCHER)
TRUSTED = Actor("Teresa", Role.RESEARCHER, frozenset({"voices"}))
READER = Actor("Rita", Role.READER)

PUBLIC_TEXT = "Eighteen people fell.\n\nThe police fired from the roof, said a witness.\n\nNobody answered.\n"
SECRET_TEXT = "An officer speaks.\n\nThe order came by telephone, and the police fired from the roof.\n"
SOURCES = [
    SourceDraft("P1", "news", "Eighteen people fell at the bridge", published="2023-01-10"),
    SourceDraft("P2", "report", "The roof: a report", published="2023-05-02"),
    SourceDraft("T1", "document", "An inner note", visibility="team", attribution="an internal document"),
    SourceDraft(
        "V1", "interview", "A talk with officer Zeta", visibility="restricted:voices", attribution="an officer"
    ),
]


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Give each test a home of its own for files."""
    settings.ANSWERABLE_HOME = tmp_path / "home"
    return settings.ANSWERABLE_HOME


@pytest.fixture
def dossier(db):
    """Open a dossier with the sources above."""
    opened = new_dossier(actor=OWNER, draft=DossierDraft("trial", {"en": "Trial"}, "America/Lima"))
    add_sources(actor=OWNER, dossier=opened, drafts=SOURCES)
    return opened


@pytest.fixture
def no_child(monkeypatch):
    """Read files in this process: for tests that are about what comes after reading."""
    from answerable.evidence import opening
    from answerable.evidence.reading import reading_to_json
    from answerable.evidence.text import read_text

    monkeypatch.setattr(opening, "run_limited", lambda file, **_: reading_to_json(read_text(file.read())))
