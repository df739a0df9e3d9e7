"""What the tests with real processes do in a home of their own: build it, stop the action, send as of later, count.

Run as `python -m tests.actions.mail_process build 40`, with ANSWERABLE_HOME and the mail settings in the environment.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta


def build(count: str) -> object:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from tests.actions.action_room import open_action_room
    from tests.actions.mail_room import a_letter, no_cap

    issue = open_action_room().held.issue
    for _ in range(int(count)):
        a_letter(issue)
    no_cap()
    return None


def more(count: str) -> object:
    from answerable.actions.models import Issue
    from tests.actions.mail_room import a_letter

    for _ in range(int(count)):
        a_letter(Issue.objects.get())
    return None


def stop() -> object:
    """Stop the action; return when it was asked for and when it was decided."""
    from answerable.actions import changes, mail_queue
    from answerable.actions.models import Issue
    from tests.actions.action_room import EDITOR, SLUG

    issue = Issue.objects.get()
    asked = time.time()
    changes.stop(actor=EDITOR, dossier_id=issue.dossier_id, slug=SLUG)
    decided = time.time()
    return {"asked": asked, "decided": decided, "own": mail_queue.own_domain()}


def send(hours: str) -> object:
    """Send what is due as if some hours had passed."""
    from answerable.actions.mail_sender import send_due
    from tests.actions.mail_room import no_cap

    no_cap()
    return send_due(clock=lambda: datetime.now(UTC) + timedelta(hours=float(hours))).ends


def count() -> object:
    """Return the states of mails and appeals, and what is counted as accepted."""
    from answerable.actions.counting import ledger_of
    from answerable.actions.models import Appeal, Issue, Mail

    issue = Issue.objects.get()
    return {
        "mails": sorted(Mail.objects.values_list("state", flat=True)),
        "appeals": sorted(Appeal.objects.values_list("state", flat=True)),
        "ids": sorted(Mail.objects.values_list("message_id", flat=True)),
        "counted": sum(value for (_, state, _), value in ledger_of(issue).items() if state == "accepted"),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
