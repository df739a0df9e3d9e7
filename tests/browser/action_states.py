"""A dossier with one action in each state, built into the database of ANSWERABLE_HOME. Everybody in it is invented.

Run as a module: `python -m tests.browser.action_states`. The texts are in five languages.
"""

import os
from datetime import timedelta

import django

ARABIC = {
    "title": "العدالة لمن قُتلوا عند الجسر",
    "concern": "تقول الأسر إن أحدًا لم يُتهم",
    "subject": "وفيات {{ day:incident:bridge }}",
    "role": "reading",
    "summary": "وفق تقرير قُتل {{ tally:k }} شخصًا في {{ day:incident:bridge }}.",
    "background": "لا تزال الأسر تنتظر تحقيقًا.",
    "ask_one": "التحقيق في كل وفاة.",
    "ask_two": "جبر ضرر الأسر.",
    "to_do": "اكتبوا إلى {{ entity:person:holder }} قبل اليوم الأخير.",
    "point": "للأسر حق في معرفة ما حدث.",
    "letter": "وفق تقرير قُتل {{ tally:k }} شخصًا في {{ day:incident:bridge }}.",
    "letter_end": "أطلب منكم التحقيق في كل وفاة.",
    "social": "{{ tally:k }} وفاة ولا اتهام. الأسر تنتظر.",
}
STATES = (
    "open", "high-risk", "stale", "stopped", "good-news", "ended", "late", "updated", "information", "nobody",
)  # fmt: skip
"""The address of each action is its state; `updated` has an older issue, that was replaced."""
ARABIC_ACTION = "nur-market"
"""The address of the action whose letter is in Arabic; it has English beside it."""
REASON = {"en": "The family asks for it.", "es": "Lo pide la familia.", "ar": "بطلب من الأسرة."}


def main() -> None:
    """Build the dossier `trial`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    build()


def build() -> None:
    from answerable.actions import changes
    from answerable.actions.models import Issue
    from answerable.publish import outputs
    from tests.actions import action_room
    from tests.actions.action_room import EDITOR, FACTS, TARGETS, WRITER, ActionRoom, action_text
    from tests.actions.ar_action import open_arabic_action
    from tests.builders import a_claim
    from tests.web.recording_room import open_room

    outputs._WRITERS = {"html": outputs.as_html}
    action_room._WORDS["ar"] = ARABIC
    texts = {code: action_text(code) for code in action_room._WORDS}
    room = open_room()
    room.record(
        *FACTS, a_claim("Tally", "tally:m", name="Killed later", what="killed", value="5"),
        a_claim("Post", "post:other", title="Minister of Roads", unit="unit:justice", function="minister"),
    )  # fmt: skip

    def action(number: int, slug: str, *, risk: str = "low", targets=TARGETS, said=texts) -> ActionRoom:
        one = ActionRoom(room, slug=slug)
        changes.create_action(
            actor=WRITER, **one.where, sequence=number, year=2026, country="PE", risk=risk, themes=["impunity"]
        )
        last = one.today + timedelta(days=37)
        changes.plan_issue(actor=WRITER, **one.where, kind="first", until=last)
        for key, content in targets.items():
            changes.set_target(actor=WRITER, **one.where, key=key, content=content)
        one.write(said)
        one.publish()
        return one

    action(1, "open", risk="raised", targets=TARGETS | _more_targets(TARGETS))
    action(2, "high-risk", risk="high")
    stale = {code: text.replace("tally:k", "tally:m") for code, text in texts.items()}
    action(3, "stale", said=stale)
    room.record(a_claim("Tally", "tally:m", name="Killed later", what="killed", value="7", source="B",
                        status="accepted"))  # fmt: skip
    changes.stop(actor=EDITOR, **action(4, "stopped").where, words=REASON)
    for slug, kind, outcome in (("good-news", "closing", "good-news"), ("information", "information", "")):
        action(5 if outcome else 6, slug).update(kind=kind, texts=_without_letter(texts), **_outcome(outcome))
    changes.end(actor=EDITOR, **action(7, "ended").where, words=REASON)
    late = action(8, "late")
    Issue.objects.filter(pk=late.held.issue.pk).update(until=late.today - timedelta(days=3))
    action(19, "updated").update(texts=texts, until=late.today + timedelta(days=20))
    action(10, "nobody", targets={key: one for key, one in TARGETS.items() if key == "former-minister"})
    open_arabic_action(late)
    for origin, state in (("CH", "running"), ("DE", "suspended")):
        changes.set_post_service(
            actor=EDITOR, dossier_id=room.dossier.id, origin=origin, destination="PE", state=state,
            as_of=late.today, words="", postage="CHF 2.90" if origin == "CH" else "", source="",
        )  # fmt: skip


def _outcome(outcome: str) -> dict[str, str]:
    return {"outcome": outcome} if outcome else {}


def _without_letter(texts: dict[str, str]) -> dict[str, str]:
    """Return the same texts without a letter, and without anything to do."""
    found = {}
    for code, text in texts.items():
        head, _, body = text.removeprefix("---").partition("\n---\n")
        lines = [line for line in head.splitlines() if not line.startswith(("letter-", "asks:"))]
        kept = body[: body.index("# asks")]
        found[code] = "---" + "\n".join([*lines, "letter-role: none"]) + "\n---\n" + kept
    return found


def _more_targets(targets):
    """Return a second addressee with every kind of address, and an embassy in another country."""
    office = {
        "role": "addressee", "name": "Ministerio de Caminos", "post": "post:other", "language": "es",
        "post_lines": ["Avenida Dos 456", "Lima 15001"], "country": "PE", "phone": "+51 1 555 0101",
        "form": "https://example.org/contacto", "handle": "@caminos_example @prensa_example",
        "emails": ["caminos@example.org", "prensa@example.org"],
    }  # fmt: skip
    embassy = targets["embassy-ch"] | {"section": "DE", "country": "DE", "post_lines": ["Allee 5", "10117 Berlin"]}
    return {"roads": office, "embassy-de": embassy}


if __name__ == "__main__":
    main()
