"""An action as a folder: `action.yaml` and one draft a language, `en.md`, `es.md`, … .

What is in `action.yaml`: slug, sequence, year, country, risk, themes; issue (kind, outcome, opens, until,
without); targets by their key; post-service and imported as lists; picture (file, credit, text). `until` is a day
or, counted from today, such as `50 days`. Reading needs no dossier; loading is all or nothing, but for the
publishing at its end.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext

from answerable.actions import changes
from answerable.actions.models import Action
from answerable.actions.reads import team_issue_of, today_of
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import ActRefusedError, DateUnclearError, FileRefusedError, UserError
from answerable.kernel.times import parse_day
from answerable.publish import changes as publications
from answerable.publish.checks import look_over
from answerable.publish.draft_heads import plain_of
from answerable.publish.problems import Problem, nearest
from answerable.record.actors import Actor

FILE = "action.yaml"
KEYS = (
    "slug", "sequence", "year", "country", "risk", "themes", "issue", "targets", "post-service", "imported",
    "picture",
)  # fmt: skip
NEEDED = ("slug", "sequence", "year", "country", "risk", "issue")
ISSUE_KEYS = ("kind", "outcome", "opens", "until", "without")
POST_KEYS = ("origin", "destination", "state", "as_of", "words", "postage", "source")
NUMBERS = ("sequence", "year")
FORMS: Mapping[str, type] = {
    "issue": dict, "targets": dict, "picture": dict, "themes": list, "post-service": list, "imported": list,
}  # fmt: skip
LARGEST_BYTES = 2 * 2**20
_IN_DAYS = re.compile(r"([1-9]\d{0,2}) days?")


@dataclass(frozen=True, slots=True)
class ActionFolder:
    """What a folder says. `values` are texts, lists and mappings; `places` gives line and column of each path."""

    folder: Path
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    places: Mapping[tuple[str, ...], tuple[int, int]]
    problems: tuple[Problem, ...]

    def place(self, *path: str) -> str:
        """Return file, line and column of a value, as an error names them."""
        line, column = self.places.get(path, (1, 1))
        return f"{self.folder / FILE}:{line}:{column}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a folder: the issue, what warns, and whether it is out or waits for a second person."""

    slug: str
    update: int
    is_public: bool
    warnings: tuple[Problem, ...]


def read_folder(folder: Path) -> ActionFolder:
    """Return what a folder holds; what cannot be read is among its problems.

    Raises:
        FileRefusedError: it has no action.yaml, no text, or a file that is too large or not in UTF-8.
    """
    texts = {code: _text(folder / f"{code}.md") for code in LANGUAGES if (folder / f"{code}.md").exists()}
    if not texts:
        raise FileRefusedError(
            gettext("The folder holds no text of an action."), where=str(folder),
            remedy=gettext("Put one draft a language into it: en.md, es.md …"),
        )  # fmt: skip
    name = str(folder / FILE)
    try:
        node = yaml.compose(_text(folder / FILE), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = Problem("yaml-unreadable", gettext("This is not valid YAML from here on."), *place, "", name)
        return ActionFolder(folder, {}, texts, {}, (problem,))
    if not isinstance(node, yaml.MappingNode):
        problem = Problem("yaml-unreadable", gettext("This is no list of names and values."), 1, 1, "", name)
        return ActionFolder(folder, {}, texts, {}, (problem,))
    places = dict(_places(node, ()))
    values: dict[str, Any] = plain_of(node)

    def told(code: str, what: str, *path: str, remedy: str = "") -> Problem:
        return Problem(code, what, *places.get(path, (1, 1)), remedy, name)

    return ActionFolder(folder, values, texts, places, tuple(_problems(values, told)))


def _text(file: Path) -> str:
    if not file.is_file():
        raise FileRefusedError(gettext("This file is missing."), where=str(file))
    if file.stat().st_size > LARGEST_BYTES:
        raise FileRefusedError(gettext("This file is larger than 2 MB."), where=str(file))
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FileRefusedError(
            gettext("This file is not in UTF-8."), where=str(file), remedy=gettext("Save it as UTF-8.")
        ) from None


def _places(node: yaml.Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            own = (*path, str(key.value))
            yield own, (key.start_mark.line + 1, key.start_mark.column + 1)
            yield from _places(value, own)
    elif isinstance(node, yaml.SequenceNode):
        for step, value in enumerate(node.value):
            yield (*path, str(step)), (value.start_mark.line + 1, value.start_mark.column + 1)
            yield from _places(value, (*path, str(step)))


def _problems(values: Mapping[str, Any], told: Callable[..., Problem]) -> Iterator[Problem]:
    """Yield what is wrong with the values themselves; `told` makes a problem of a code, a sentence and a path."""
    yield from _unknown_keys(values, told)
    for key in NEEDED:
        if not values.get(key):
            yield told("missing-key", gettext("'%(word)s' is missing.") % {"word": key}, key)
    for key in NUMBERS:
        if values.get(key) and not re.fullmatch(r"\d{1,4}", str(values[key]), re.ASCII):
            yield told("no-number", gettext("A whole number is wanted here."), key)
    for key, form in FORMS.items():
        if values.get(key) and not isinstance(values[key], form):
            yield told("wrong-form", gettext("'%(word)s' is a list of another form.") % {"word": key}, key)


def _unknown_keys(values: Mapping[str, Any], told: Callable[..., Problem]) -> Iterator[Problem]:
    what = gettext("'%(word)s' means nothing here.")
    for key in values:
        if key not in KEYS:
            yield told("unknown-key", what % {"word": key}, key, remedy=nearest(key, KEYS) or ", ".join(KEYS))
    issue = values.get("issue")
    for key in issue if isinstance(issue, dict) else ():
        if key not in ISSUE_KEYS:
            yield told("unknown-key", what % {"word": key}, "issue", key, remedy=", ".join(ISSUE_KEYS))


# into a dossier


def load_folder(*, actor: Actor, dossier_id: str, read: ActionFolder, reviewer: Actor | None = None) -> Loaded:
    """Lay an action, or the next issue of one that is there, into a dossier, and submit it for review.

    Args:
        actor: whose name it is recorded under.
        dossier_id: the dossier that its references are of.
        read: the folder, without problems.
        reviewer: a second person who has read it; then it is published as well.

    Raises:
        UserError: what `changes` refuses, with the place in the folder; ActRefusedError: the texts have problems
            (`text_problems`), or the second person is the first.
    """
    if reviewer is not None and reviewer.name == actor.name:
        raise ActRefusedError(
            gettext("Whoever lays it in cannot be its second person."),
            remedy=gettext("Give another name, or leave it to be reviewed."),
        )
    with transaction.atomic():
        slug, update = _laid(actor, dossier_id, read)
        held = team_issue_of(dossier_id, slug)
        publication = held.publication.row.slug
        publications.save_text(actor=actor, dossier_id=dossier_id, slug=publication, texts=read.texts)
        found = text_problems(dossier_id, read)
        if wrong := [one for one in found if not one.is_warning]:
            raise ActRefusedError(
                gettext("There is something to mend in the texts: %(what)s") % {"what": wrong[0].what},
                where=wrong[0].place, remedy=wrong[0].remedy,
            )  # fmt: skip
        publications.submit(actor=actor, dossier_id=dossier_id, slug=publication)
    if reviewer is not None:
        publications.review(actor=reviewer, dossier_id=dossier_id, slug=publication, approve=True)
        changes.publish_issue(actor=reviewer, dossier_id=dossier_id, slug=slug)
        _imported(actor, dossier_id, read)
    return Loaded(slug, update, reviewer is not None, tuple(one for one in found if one.is_warning))


def text_problems(dossier_id: str, read: ActionFolder) -> tuple[Problem, ...]:
    """Return what is wrong with the texts of a folder on the public view, under the names of its own files."""
    checked = look_over(dossier_id, str(read.values.get("slug") or "action"), read.texts)
    return tuple(
        replace(one, file=str(read.folder / f"{one.file.rsplit('.', 2)[-2]}.md")) if one.file else one
        for one in (*checked.problems, *checked.warnings)
    )


def _laid(actor: Actor, dossier_id: str, read: ActionFolder) -> tuple[str, int]:
    """Enter what action.yaml says, and return the address and the update."""
    values = read.values
    where: dict[str, Any] = {"actor": actor, "dossier_id": dossier_id}
    slug, issue = str(values["slug"]), dict(values["issue"])
    is_new = not Action.objects.filter(dossier_id=dossier_id, slug=slug).exists()
    if is_new or issue.get("kind", "first") == "first":
        with _Placed(read, "slug"):
            changes.create_action(
                **where, slug=slug, sequence=int(values["sequence"]), year=int(values["year"]),
                country=str(values["country"]), risk=str(values["risk"]), themes=values.get("themes") or (),
            )  # fmt: skip
    where["slug"] = slug
    with _Placed(read, "issue"):
        update = changes.plan_issue(
            **where, kind=issue.get("kind") or "first", outcome=issue.get("outcome") or "",
            opens=_day(dossier_id, read, issue.get("opens") or "", "issue", "opens"),
            until=_day(dossier_id, read, issue.get("until") or "", "issue", "until"),
            without=issue.get("without") or (),
        )  # fmt: skip
    for key, content in (values.get("targets") or {}).items():
        with _Placed(read, "targets", key):
            changes.set_target(**where, key=key, content=content)
    _beside(actor, dossier_id, read)
    return slug, update


def _beside(actor: Actor, dossier_id: str, read: ActionFolder) -> None:
    for step, row in enumerate(read.values.get("post-service") or ()):
        path = ("post-service", str(step))
        with _Placed(read, *path):
            unknown = sorted(set(row) - set(POST_KEYS)) if isinstance(row, dict) else ["?"]
            if unknown:
                raise ActRefusedError(
                    gettext("'%(word)s' means nothing here.") % {"word": unknown[0]}, remedy=", ".join(POST_KEYS)
                )
            said = {name: str(value) for name, value in row.items() if name != "as_of"}
            as_of = _day(dossier_id, read, row.get("as_of", ""), *path) or today_of(dossier_id)
            changes.set_post_service(actor=actor, dossier_id=dossier_id, as_of=as_of, **said)
    picture = read.values.get("picture")
    if picture:
        with _Placed(read, "picture"):
            file = read.folder / str(picture.get("file", ""))
            if not file.is_file() or file.resolve().parent != read.folder.resolve():
                raise FileRefusedError(
                    gettext("The picture is not in the folder."), remedy=gettext("Put it there.")
                )
            changes.set_picture(
                actor=actor, dossier_id=dossier_id, slug=str(read.values["slug"]), content=file.read_bytes(),
                credit=str(picture.get("credit", "")), text=dict(picture.get("text") or {}),
            )  # fmt: skip


def _imported(actor: Actor, dossier_id: str, read: ActionFolder) -> None:
    for step, row in enumerate(read.values.get("imported") or ()):
        with _Placed(read, "imported", str(step)):
            said = row if isinstance(row, dict) else {}
            count, words = str(said.get("count", "")), str(said.get("words", ""))
            changes.import_count(
                actor=actor, dossier_id=dossier_id, slug=str(read.values["slug"]),
                count=int(count) if re.fullmatch(r"\d{1,9}", count, re.ASCII) else 0, words=words,
            )  # fmt: skip


def _day(dossier_id: str, read: ActionFolder, text: str, *path: str) -> date | None:
    if not text:
        return None
    if in_days := _IN_DAYS.fullmatch(text):
        return today_of(dossier_id) + timedelta(days=int(in_days[1]))
    try:
        return parse_day(text)
    except DateUnclearError as error:
        raise DateUnclearError(error.what, where=read.place(*path), remedy=error.remedy) from None


class _Placed:
    """Give an error that comes from inside the place in the folder that it is about."""

    def __init__(self, read: ActionFolder, *path: str) -> None:
        self.place = read.place(*path)

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Name the place, unless the error has one of a file already."""
        if isinstance(error, UserError) and FILE not in error.where:
            raise type(error)(error.what, where=self.place, remedy=error.remedy) from None
