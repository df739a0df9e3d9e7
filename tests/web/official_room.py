"""A small dossier about officials: two deadly incidents under one post, a notice between them, both sides on record.

Everybody in it is invented.
"""

import re

from django.test import Client

from answerable.record.drafts import ClaimDraft, SourceDraft
from tests.builders import a_claim, a_unit
from tests.web.recording_room import Room, open_room

MEMO = SourceDraft("MEMO", "analysis", "Memo of the team", created="2026-11-01", visibility="public")
ONE, TWO, ANA = "incident:one", "incident:two", "person:ana"
GUILT = re.compile(r"\b(guilt|guilty|culpable|murderers?|perpetrators?|proven|proved)\b", re.IGNORECASE)


def harmed(name: str, incident: str, when: str) -> list[ClaimDraft]:
    return [
        a_claim("Person", f"person:dead-{name}", publicRole="a student"),
        a_claim("Harm", f"harm:{name}", when, person=f"person:dead-{name}", incident=incident, kind="killed"),
    ]


def appointed(person: str, unit: str, when: str) -> list[ClaimDraft]:
    return [
        a_claim("Person", f"person:{person}", name=f"{person.title()} Quispe", consentToName="public-office"),
        a_claim("Post", f"post:{unit}", title=f"Commander of {unit.title()}", unit=f"unit:{unit}",
                function="commander"),
        a_claim("Appointment", f"appointment:{person}-{unit}", when, person=f"person:{person}",
                post=f"post:{unit}"),
    ]  # fmt: skip


GROUND = [
    a_unit("Force", force="police", level="high-command"),
    a_unit("Squad", force="police"),
    a_claim("Subordination", "subordination:squad-force", "2022-12-01 / 2023-03-31", subordinate="unit:squad",
            superior="unit:force", **{"class": "command"}),
    a_claim("Incident", ONE, "2022-12-15 / 2022-12-15 starts ends", name="Shots at the bridge", place="Bridge"),
    a_claim("Incident", TWO, "2023-01-09 / 2023-01-09 starts ends", name="Shots at the airport", place="Airport"),
    a_claim("Involvement", "involvement:one", "2022-12-15", actor="unit:squad", incident=ONE, role="fired"),
    a_claim("Involvement", "involvement:two", "2023-01-09", actor="unit:squad", incident=TWO, role="fired"),
    *harmed("a", ONE, "2022-12-15"),
    *harmed("b", TWO, "2023-01-09"),
    *appointed("ana", "force", "2022-12-01 / 2023-03-31 starts ends"),
    *appointed("luis", "squad", "2022-12-01 / 2023-03-31 starts ends"),
]  # fmt: skip
CONDUCT = [
    a_claim("Notice", "notice:one", "2022-12-20", person=ANA, incident=ONE, receipt="delivered",
            fact="A report on the death at the bridge."),
    a_claim("Remark", "remark:no", "2023-01-20", speaker=ANA, kind="denial", source="B", incident=ONE,
            gist="She says that she gave no order."),
    a_claim("Order", "order:one", "2022-12-14", givenBy=ANA, givenTo="person:luis", form="written",
            gist="To clear the bridge.", incident=ONE),
    a_claim("Order", "order:one", "2022-12-14", givenBy=ANA, source="B", stance="denies"),
    a_claim("Measure", "measure:none", "2023-02-01", by=ANA, kind="none", incident=ONE,
            gist="No inquiry was found.", search="The force's bulletins of 2023."),
    a_claim("Meeting", "meeting:m", "[2022-12-10..2022-12-20]", participant=ANA, kind="cabinet",
            gist="The council met."),
    a_claim("Measure", "measure:unit", "2023-01-02", by="unit:force", kind="withdrawal", gist="The force withdrew."),
    a_claim("Duty", "duty:report", "2022-12-01 / 2023-03-31", holder="post:squad", kind="report",
            towards="post:force", gist="To report every shot to the commander."),
    a_claim("Notice", "notice:below", "2022-12-16", person="person:luis", incident=ONE, receipt="read",
            fact="That shots were fired."),
]  # fmt: skip


def open_official_room() -> Room:
    """Open the dossier with everything above, and sign everybody in."""
    from answerable.record import changes
    from tests.web.recording_room import OWNER

    room = open_room()
    changes.add_sources(actor=OWNER, dossier=room.dossier, drafts=[MEMO])
    room.record(*GROUND, *CONDUCT)
    return room


def text_of(page: str) -> str:
    """Return a page's words."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def read(client: Client, path: str, status: int = 200) -> str:
    """Return a page, which must answer with `status`."""
    answer = client.get(path)
    assert answer.status_code == status, answer.content[:600]
    return answer.content.decode()


def section(page: str, mark: str) -> str:
    """Return the words from a mark up to the next heading of the second level."""
    return text_of(page[page.index(mark) :].partition("<h2")[0])
