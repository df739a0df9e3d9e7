"""Makes the state that the load runs on: the example dossier, one action that is written for, and its many kin.

    python state.py HOME SEED ACTIONS ROWS HOT

The first action is begun, written, reviewed and published by the acts of the program. Its kin are copies of its
rows with names, numbers and ids of their own; the ledger is written in bulk. The same seed gives the same
state.
"""

import hashlib
import json
import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "es", "de", "fr")
DOSSIER, HOT_SLUG = "peru-2022", "everybody-writes"
ADDRESSEES = ("president", "prime-minister", "justice-minister", "interior-minister")
CHANNELS = ("here", "here", "mail-program", "copied", "paper", "post", "e-mail", "social", "form", "phone")
DAYS = 60
TARGETS: dict[str, dict[str, Any]] = {
    key: {
        "role": "addressee", "name": f"Office of the {key}", "post": f"post:{key}", "language": "es",
        "country": "PE", "emails": [f"{key}@authority.example.org"], "post_lines": ["Plaza Mayor s/n", "Lima 1"],
        "salutation": {"en": "Dear Sir or Madam", "es": "Señoras y señores", "de": "Sehr geehrte Damen und Herren",
                       "fr": "Madame, Monsieur"},
    }
    for key in ADDRESSEES
}  # fmt: skip


def main() -> None:
    home, seed, actions, rows, hot = sys.argv[1], *map(int, sys.argv[2:6])
    os.environ["ANSWERABLE_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    Path(home).mkdir(parents=True, exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    load_dossier()
    made = hot_action()
    issues = multiply(actions, made)
    fill_ledger(Path(home) / "answerable.sqlite3", issues, seed=seed, rows=rows, hot=hot)
    (Path(home) / "made.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def load_dossier() -> None:
    from answerable.interchange.loading import load_package
    from answerable.record.actors import Actor, Role

    report = load_package(Actor("Load", Role.OWNER), ROOT / "examples" / "peru-2022")
    if not report.is_loaded:
        raise SystemExit(f"The example dossier is refused: {report.refusals[0]}")


def hot_action() -> dict[str, Any]:
    """Begin, write, review and publish the action that everybody writes for."""
    from answerable.actions import changes, reads
    from answerable.publish import changes as publications
    from answerable.record.actors import Actor, Role

    owner, second = Actor("Load", Role.OWNER), Actor("Second", Role.OWNER)
    where = {"dossier_id": DOSSIER, "slug": HOT_SLUG}
    changes.create_action(
        actor=owner, **where, sequence=9000, year=2026, country="PE", risk="low", themes=["impunity"]
    )
    changes.plan_issue(actor=owner, **where, kind="first", until=reads.today_of(DOSSIER) + timedelta(days=50))
    for key, content in list(TARGETS.items())[:2]:
        changes.set_target(actor=owner, **where, key=key, content=content)
    held = reads.team_issue_of(DOSSIER, HOT_SLUG)
    text_slug = held.publication.row.slug
    told = {"dossier_id": DOSSIER, "slug": text_slug}
    publications.save_text(actor=owner, **told, texts=texts())
    publications.submit(actor=owner, **told)
    publications.review(actor=second, **told, approve=True)
    changes.publish_issue(actor=owner, **where)
    held = reads.team_issue_of(DOSSIER, HOT_SLUG)
    parts = held.frozen.parts if held.frozen else {}
    shown = parts["en"]
    return {
        "dossier": DOSSIER,
        "languages": [code for code in LANGUAGES if code in parts],
        "hot": held.issue.pk,
        "action": held.action.pk,
        "until": held.life.deadline.isoformat() if held.life.deadline else "",
        "target": next(iter(TARGETS)),
        "letter": parts["es"]["letter"]["text"],
        "letter-subject": parts["es"]["letter-subject"]["text"],
        "html": "".join(shown[name]["html"] for name in ("summary", "background", "asks", "to-do", "letter")),
        "slugs": [HOT_SLUG],
    }


def texts() -> dict[str, str]:
    """Return the drafts of the example's action, with its number of this run left to the program."""
    folder = ROOT / "examples" / "actions" / "peru-2022"
    return {code: (folder / f"{code}.md").read_text(encoding="utf-8") for code in LANGUAGES}


def multiply(actions: int, made: dict[str, Any]) -> list[int]:
    """Copy the rows of the published action under other names, numbers and ids; return all issues, it first."""
    from django.db import transaction

    from answerable.actions.models import Action, Frozen, Issue
    from answerable.actions.models import Target as TargetRow
    from answerable.publish.models import Publication, PublicationText, Snapshot

    hot = Issue.objects.select_related("action", "publication").get(pk=made["hot"])
    texts_of = list(PublicationText.objects.filter(publication=hot.publication))
    snapshot = Snapshot.objects.get(publication=hot.publication)
    frozen = Frozen.objects.get(issue=hot)
    targets = list(TargetRow.objects.filter(action=hot.action))
    found = [hot.pk]
    with transaction.atomic():
        for number in range(1, actions):
            slug = f"action-{number:04d}"
            keys = ADDRESSEES[: 2 + number % 3]
            action = again(Action, hot.action, number, slug=slug, sequence=number, year=2025,
                           country=("PE", "BO", "CO", "MX")[number % 4])  # fmt: skip
            publication = again(Publication, hot.publication, number, slug=f"{slug}-0")
            issue = again(Issue, hot, number, action=action, publication=publication)
            PublicationText.objects.bulk_create(
                again(PublicationText, one, number, save=False, publication=publication) for one in texts_of
            )
            shot = again(Snapshot, snapshot, number, primary="row", publication=publication)
            contents = {key: TARGETS[key] for key in keys}
            again(Frozen, frozen, number, issue=issue, snapshot=shot, targets=contents)
            TargetRow.objects.bulk_create(
                again(TargetRow, targets[0], number, save=False, action=action, key=key, content=content)
                for key, content in contents.items()
            )
            made["slugs"].append(slug)
            found.append(issue.pk)
    return found


def again(model: Any, row: Any, number: int, *, primary: str = "number", save: bool = True, **other: Any) -> Any:
    """Return a copy of a row with another key and id, and what else differs."""
    columns = type(row)._meta.concrete_fields  # noqa: SLF001, Django's own list of columns
    values = {column.attname: getattr(row, column.attname) for column in columns}
    del values[primary]
    told = f"{model.__name__}{row.id}{number}{sorted(map(str, other.values()))}"
    copy = model(**(values | {"id": hashlib.sha256(told.encode()).hexdigest()[:32]}))
    for name, value in other.items():
        setattr(copy, name, value)
    if save:
        copy.save(force_insert=True)
    return copy


def fill_ledger(file: Path, issues: list[int], *, seed: int, rows: int, hot: int) -> None:
    """Write the ledger in bulk: so many rows for the first issue, the others spread; then their projection."""
    from datetime import UTC, date, datetime

    chance = random.Random(seed)
    today = date.today()  # noqa: DTZ011, the day of the run is what the state is dated by
    days = [(today - timedelta(days=ago)).isoformat() for ago in range(DAYS)]

    def ledger() -> Iterator[tuple[Any, ...]]:
        for number in range(rows):
            issue = issues[0] if number < hot else chance.choice(issues[1:] or issues)
            channel = chance.choice(CHANNELS)
            yield (issue, f"{chance.getrandbits(256):064x}", ADDRESSEES[number % 2], channel,
                   chance.choices(LANGUAGES, (6, 3, 2, 1))[0], "accepted" if channel == "here" else "counted",
                   False, chance.choice(days), "")  # fmt: skip

    with sqlite3.connect(file) as base:
        base.execute("PRAGMA synchronous=OFF")
        base.executemany(
            "INSERT INTO actions_appeal (issue_id, writer_key, target, channel, language, state, is_late, day,"
            " held_for) VALUES (?,?,?,?,?,?,?,?,?)",
            ledger(),
        )
        base.execute(
            "INSERT INTO actions_count (issue_id, channel, state, is_late, value, through, made_at)"
            " SELECT issue_id, channel, state, is_late, count(*), max(number), ? FROM actions_appeal"
            " GROUP BY issue_id, channel, state, is_late",
            (datetime.now(UTC).isoformat(sep=" "),),
        )
    with sqlite3.connect(file) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    main()
