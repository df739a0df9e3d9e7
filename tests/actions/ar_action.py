"""An action whose letter is in Arabic, for the tests of pages and paper that run from right to left. All invented.

`arabic_parts()` gives its parts and target without a database; `open_arabic_action(found)` publishes it in the
dossier of an `ActionRoom`, beside the action that is there.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from answerable.actions import changes
from answerable.actions.answers import Target
from answerable.actions.targets import read_target
from answerable.publish import outputs
from answerable.publish.drafts import read_draft
from answerable.publish.kinds.urgent_action import parts_of
from answerable.record.audiences import PUBLIC
from answerable.record.view import View, ViewSpec
from tests.actions.action_room import EDITOR, WRITER, ActionRoom
from tests.builders import OTHER_SOURCE, SOURCE, a_claim, a_view

FOLDER = Path(__file__).parent / "ar-action"
LANGUAGES = ("ar", "en")
FACTS = (
    a_claim("Tally", "tally:market", name="Killed at the market", what="killed", value="7"),
    a_claim("Tally", "tally:market-injured", name="Injured at the market", what="injured", atLeast="31"),
    a_claim("Tally", "tally:market-rounds", name="Rounds fired", what="rounds-fired", atLeast="1201"),
    a_claim("Incident", "incident:market", "2026-03-12", name="The market", kind="shooting", place="Nur"),
    a_claim("PublicBody", "unit:nur-justice", name="Ministry of Justice of Nur"),
    a_claim("Post", "post:nur-justice-minister", title="Minister of Justice of Nur", unit="unit:nur-justice",
            function="minister"),
    a_claim("Person", "person:layla", name="Layla Haddad", consentToName="public-office"),
    a_claim("Appointment", "appointment:layla", "2025-01-01 / 2028-01-01 starts ongoing", person="person:layla",
            post="post:nur-justice-minister", kind="substantive"),
    a_claim("Organization", "organization:nur-families", name="Families of Nur"),
    a_claim("Call", "call:market-inquiry", "2026-04-01", by="organization:nur-families",
            addressee="unit:nur-justice", demand="Inquire into every death.", state="unanswered"),
    a_claim("Call", "call:market-redress", "2026-04-01", by="organization:nur-families",
            addressee="unit:nur-justice", demand="Give the families redress.", state="unanswered"),
)  # fmt: skip


def arabic_texts() -> dict[str, str]:
    """Return the drafts by language."""
    return {code: (FOLDER / f"{code}.md").read_text(encoding="utf-8") for code in LANGUAGES}


def arabic_action() -> Mapping[str, Any]:
    """Return what action.yaml says."""
    found: Mapping[str, Any] = yaml.safe_load((FOLDER / "action.yaml").read_text(encoding="utf-8"))
    return found


def arabic_targets() -> dict[str, Target]:
    """Return the targets by key."""
    return {key: read_target(key, content) for key, content in arabic_action()["targets"].items()}


def arabic_view() -> View:
    """Return a public view of the facts."""
    return a_view([*FACTS], (SOURCE, OTHER_SOURCE), spec=ViewSpec(PUBLIC))


def arabic_parts() -> dict[str, dict[str, dict[str, str]]]:
    """Return the parts of every language as they are frozen."""
    view = arabic_view()
    return {code: parts_of(view, read_draft(text, f"{code}.md")).frozen for code, text in arabic_texts().items()}


def open_arabic_action(found: ActionRoom, until: date | None = None) -> ActionRoom:
    """Record the facts in a room's dossier and publish the action there; return it as a room of its own."""
    found.room.record(*FACTS)
    action = arabic_action()
    here = replace(found, slug=action["slug"])
    named = {name: action[name] for name in ("sequence", "year", "country", "risk", "themes")}
    changes.create_action(actor=WRITER, **here.where, **named)
    changes.plan_issue(actor=WRITER, **here.where, kind="first", until=until or found.today + timedelta(days=56))
    for key, content in action["targets"].items():
        changes.set_target(actor=WRITER, **here.where, key=key, content=content)
    here.write(arabic_texts())
    here.approve()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})
        changes.publish_issue(actor=EDITOR, **here.where)
    return here
