"""The doing of what can be done with an issue from its page, with what was typed into the forms."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from answerable.actions import changes
from answerable.actions.reads import HeldIssue, stale_mark, stale_of
from answerable.kernel.times import parse_day
from answerable.publish import changes as publications
from answerable.web import action_cache
from answerable.web.asking import Asked
from answerable.web.forms.fields import picked_in, text_in


def done(asked: Asked, held: HeldIssue, act: str, typed: QueryDict, files: Mapping[str, Any]) -> str:
    """Do one act with what was typed, and return what was done, as a sentence.

    Raises:
        UserError: as `changes`.
    """
    where: dict[str, Any] = {"actor": asked.actor, "dossier_id": asked.dossier_id, "slug": held.slug}
    said = _done_to_text(asked, held, act, typed) or _done_to_issue(where, held, act, typed, files)
    action_cache.forget(held.issue)
    return said


def _done_to_text(asked: Asked, held: HeldIssue, act: str, typed: QueryDict) -> str:
    where: dict[str, Any] = {
        "actor": asked.actor, "dossier_id": asked.dossier_id, "slug": held.publication.row.slug,
    }  # fmt: skip
    if act == "submit":
        publications.submit(**where)
        return gettext("Submitted. A second person reviews it now.")
    if act in ("approve", "send_back"):
        publications.review(**where, approve=act == "approve", words=text_in(typed, f"{act}.words"))
        return gettext("Approved.") if act == "approve" else gettext("Sent back to the writer.")
    return ""


def _done_to_issue(
    where: dict[str, Any], held: HeldIssue, act: str, typed: QueryDict, files: Mapping[str, Any]
) -> str:
    words = _by_language(typed, act)
    if act == "publish_issue":
        changes.publish_issue(**where)
        return gettext("It is out.")
    if act == "correct_issue":
        changes.correct_issue(**where, words=words)
        return gettext("The correction is out.")
    if act in ("plan_issue", "replan_issue"):
        getattr(changes, act)(**where, **_planned(typed, act))
        return gettext("Planned.")
    if act == "extend":
        changes.extend(**where, until=parse_day(text_in(typed, "extend.until")), words=words)
        return gettext("Extended.")
    if act in ("pause", "resume"):
        return _paused(where, held, act, typed)
    if act in ("stop", "end"):
        count = getattr(changes, act)(**where, words=words)
        told = ngettext("%(n)s mail that waited was cancelled.", "%(n)s mails that waited were cancelled.", count)
        first = gettext("Stopped: no letter leaves any more.") if act == "stop" else gettext("Ended.")
        return f"{first} {told % {'n': count}}"
    if act == "import_count":
        count = text_in(typed, "import_count.count")
        number = int(count) if re.fullmatch(r"\d{1,9}", count, re.ASCII) else 0
        changes.import_count(**where, count=number, words=text_in(typed, "import_count.words"))
        return gettext("Added.")
    if act == "remove_target":
        changes.remove_target(**where, key=text_in(typed, "key"))
        return gettext("Taken out of what comes next.")
    if act == "remove_picture":
        changes.remove_picture(**where)
        return gettext("The picture is taken out of what comes next.")
    upload = files.get("set_picture.file")
    texts = {
        code.removeprefix("text-"): text
        for code, text in _all(typed, "set_picture").items()
        if code[:5] == "text-"
    }
    content = upload.read() if upload is not None else None
    changes.set_picture(**where, content=content, credit=text_in(typed, "set_picture.credit"), text=texts)
    return gettext("The picture is kept.")


def _paused(where: dict[str, Any], held: HeldIssue, act: str, typed: QueryDict) -> str:
    language = text_in(typed, f"{act}.language")
    if act == "pause":
        count = changes.pause(**where, language=language)
        return ngettext("Paused; %(n)s letter waits.", "Paused; %(n)s letters wait.", count) % {"n": count}
    looked = text_in(typed, "resume.looked") == "yes"
    codes = [language] if language or not looked else list(held.languages)
    count = 0
    for code in codes:
        head = stale_mark(stale_of(held), code) if looked else ""
        count += changes.resume(**where, language=code, head=head, older=text_in(typed, "resume.older") == "yes")
    return ngettext("%(n)s letter may leave.", "%(n)s letters may leave.", count) % {"n": count}


def _all(typed: QueryDict, act: str) -> dict[str, str]:
    start = f"{act}."
    return {name.removeprefix(start): text_in(typed, name) for name in typed if name.startswith(start)}


def _by_language(typed: QueryDict, act: str) -> dict[str, str]:
    return {name.removeprefix("words-"): text for name, text in _all(typed, act).items() if name[:6] == "words-"}


def _planned(typed: QueryDict, act: str) -> dict[str, Any]:
    def day(name: str) -> date | None:
        said = text_in(typed, f"{act}.{name}")
        return parse_day(said) if said else None

    kind = text_in(typed, f"{act}.kind")
    return {
        "kind": kind, "opens": day("opens"), "until": day("until"), "without": picked_in(typed, f"{act}.without"),
        "outcome": text_in(typed, f"{act}.outcome") if kind == "closing" else "",
    }  # fmt: skip
