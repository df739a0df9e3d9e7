"""Urgent actions as they stand. Public pages and letters read only what was frozen; the team reads drafts too.

An issue is out from the moment at which its text was frozen. Its state on a day follows from its rows, as `life`
says; it is stored nowhere. Whether its text is still true is worked out from the record at each question.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet

from answerable.actions.answers import Risk, Target
from answerable.actions.life import PLANNED, Decision, IssueLife
from answerable.actions.models import Action, Frozen, Issue, Picture, PostService, Step
from answerable.actions.models import Target as TargetRow
from answerable.actions.numbers import Number
from answerable.actions.targets import read_target
from answerable.actions.wording import LANGUAGES
from answerable.kernel.errors import NotFoundError
from answerable.kernel.hashing import canonical_json, sha256_hex
from answerable.publish import reads as publications
from answerable.publish.action_sections import sections_in
from answerable.publish.checks import public_view
from answerable.publish.drafts import read_draft
from answerable.publish.life import WITHDRAWN
from answerable.publish.models import Approval
from answerable.publish.reads import StaleSentence
from answerable.publish.references import references_in
from answerable.record.changes import find_dossier

Row = TypeVar("Row", bound=Model)
LETTER_PARTS = frozenset({"letter", "letter-subject"})


@dataclass(frozen=True)
class HeldIssue:
    """One issue of an action, with everything that says how it stands.

    `life` holds the dates in force; those of the row `issue` are as they were first planned. `titles` and
    `languages` are of what is public, or else of its drafts. What takes a query of its own is asked for once, when
    it is wanted: `frozen`, `targets`, `publication`. `frozen_number` tells one frozen text from another.
    """

    dossier_id: str
    action: Action
    issue: Issue
    life: IssueLife
    titles: Mapping[str, str]
    is_public: bool
    frozen_number: int | None = None

    @property
    def number(self) -> Number:
        """Its number; the sequence and the year are those of the first issue."""
        return Number(self.action.sequence, self.action.year, self.issue.update)

    @property
    def slug(self) -> str:
        """The address of the action, the same for all its issues."""
        return self.action.slug

    @property
    def risk(self) -> Risk:
        """The risk of writing to the receiving State."""
        return self.action.risk  # type: ignore[return-value]

    @property
    def country(self) -> str:
        """The receiving State, two letters."""
        return self.action.country

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has, in our own order."""
        return in_order(self.titles or self.publication.life.texts)

    def title(self, language: str) -> str:
        """Return its title in a language, or in the first that it has; its address where it has none."""
        said = self.titles.get(language) or next((self.titles[code] for code in in_order(self.titles)), "")
        return said or self.publication.title(language)

    @cached_property
    def frozen(self) -> Frozen | None:
        """What it last said and to whom when it went out; None while it is a draft."""
        return self.issue.frozen.order_by("-number").first()

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """To whom it asks to write: as frozen, or for a draft as they stand. Addressees first."""
        frozen = self.frozen
        return targets_in(frozen.targets) if frozen is not None else targets_of(self.action)

    @cached_property
    def publication(self) -> publications.Held:
        """Its text with its own life: versions, review, what was frozen."""
        return publications.held(self.dossier_id, self.issue.publication.slug)

    def part(self, language: str, part: str) -> Mapping[str, str]:
        """Return one part of what is public as {'html': …, 'text': …}; both empty where it has none."""
        frozen = self.frozen
        found: Mapping[str, str] = {} if frozen is None else frozen.parts.get(language, {}).get(part, {})
        return found or {"html": "", "text": ""}


def in_order(languages: Iterable[str]) -> tuple[str, ...]:
    """Return languages in our own order, others after them by code."""
    return tuple(sorted(languages, key=lambda code: (LANGUAGES.index(code) if code in LANGUAGES else 99, code)))


def today_of(dossier_id: str) -> date:
    """Return which day it is at the dossier's place: deadlines are days there."""
    return datetime.now(ZoneInfo(find_dossier(dossier_id).zone)).date()


# targets


def targets_in(contents: Mapping[str, Mapping[str, object]]) -> tuple[Target, ...]:
    """Return targets from what a row or a frozen issue holds, addressees first, else as they were entered."""
    found = [read_target(key, content) for key, content in contents.items() if content]
    return tuple(sorted(found, key=lambda one: one.role != "addressee"))


def target_rows(action: Action) -> Mapping[str, TargetRow]:
    """Return the version in force of every target of an action by its key, in the order in which they came."""
    latest: dict[str, TargetRow] = {}
    for row in action.targets.order_by("number"):
        latest[row.key] = row
    return {key: row for key, row in latest.items() if row.content}


def targets_of(action: Action) -> tuple[Target, ...]:
    """Return the targets of an action as they stand now, frozen or not."""
    return targets_in({key: row.content for key, row in target_rows(action).items()})


# issues


def team_actions(dossier_id: str) -> tuple[HeldIssue, ...]:
    """Return the latest issue of every action, drafts too, the newest action first."""
    every = _gathered(dossier_id, Action.objects.filter(dossier_id=dossier_id))
    return tuple(held[-1] for held in every if held)


def public_actions(dossier_id: str) -> tuple[HeldIssue, ...]:
    """Return the latest public issue of every action that has one, the newest action first."""
    every = _gathered(dossier_id, Action.objects.filter(dossier_id=dossier_id))
    public = ([one for one in held if one.is_public] for held in every)
    return tuple(held[-1] for held in public if held)


def issues_of(dossier_id: str, slug: str) -> tuple[HeldIssue, ...]:
    """Return every issue of an action, drafts too, the first one first; none where none was planned yet.

    Raises:
        NotFoundError: there is no such action.
    """
    found = _gathered(dossier_id, Action.objects.filter(dossier_id=dossier_id, slug=slug))
    if not found:
        raise NotFoundError("There is no such action here.")
    return found[0]


def team_issue_of(dossier_id: str, slug: str, update: int | None = None) -> HeldIssue:
    """Return an issue, public or not; without `update` the latest. The caller shows it to the team alone.

    Raises:
        NotFoundError: there is none.
    """
    return _one_of(issues_of(dossier_id, slug), update)


def issue_of(dossier_id: str, slug: str, update: int | None = None) -> HeldIssue:
    """Return an issue that is public; without `update` the latest of them.

    Raises:
        NotFoundError: there is none; the same words whether there is a draft or not.
    """
    return _one_of([one for one in issues_of(dossier_id, slug) if one.is_public], update)


def _one_of(issues: Sequence[HeldIssue], update: int | None) -> HeldIssue:
    for one in reversed(issues):
        if update is None or one.issue.update == update:
            return one
    raise NotFoundError("There is no such action here.")


def held_issue(issue: Issue) -> HeldIssue:
    """Return an issue from its row, public or not."""
    return team_issue_of(issue.dossier_id, issue.action.slug, issue.update)


def _gathered(dossier_id: str, actions: QuerySet[Action]) -> list[tuple[HeldIssue, ...]]:
    """Return the issues of actions, in order, with one query a table however many actions there are."""
    rows = list(actions.order_by("-year", "-sequence"))
    if not rows:
        return []
    about = {"issue__action__in": rows} if len(rows) == 1 else {"issue__dossier_id": dossier_id}
    which = {"action__in": rows} if len(rows) == 1 else {"dossier_id": dossier_id}
    issues = list(Issue.objects.filter(**which).select_related("publication").order_by("update"))
    frozen = {
        one["issue_id"]: (one["number"], one["snapshot__titles"])
        for one in Frozen.objects.filter(**about)
        .order_by("number")
        .values("issue_id", "number", "snapshot__titles")
    }
    steps = _by(Step.objects.filter(**about).order_by("number"), "issue_id")
    withdrawn = frozenset(
        Approval.objects.filter(step=WITHDRAWN, dossier_id=dossier_id).values_list("publication_id", flat=True)
    )
    zone = ZoneInfo(find_dossier(dossier_id).zone)
    by_action = _by(issues, "action_id")
    found = []
    for action in rows:
        own = by_action.get(action.number, [])
        last_out = max((one.update for one in own if one.number in frozen), default=-1)
        held = tuple(
            HeldIssue(
                dossier_id, action, one,
                _life(one, steps.get(one.number, []), zone, is_out=one.number in frozen,
                      is_replaced=one.update < last_out, is_withdrawn=one.publication_id in withdrawn),
                frozen.get(one.number, (None, {}))[1], one.number in frozen, frozen.get(one.number, (None, {}))[0],
            )
            for one in own
        )  # fmt: skip
        found.append(held)
    return found


def _by(rows: Iterable[Row], name: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _life(
    row: Issue, steps: Sequence[Step], zone: ZoneInfo, *, is_out: bool, is_replaced: bool, is_withdrawn: bool
) -> IssueLife:
    """Return the life of an issue: as it was planned last, and every decision on it since."""
    said: Mapping[str, object] = {"kind": row.kind, "outcome": row.outcome, "opens": row.opens}
    until = row.until
    for one in steps:
        if one.step == PLANNED:
            opens = one.words.get("opens")
            said = {**one.words, "opens": date.fromisoformat(opens) if opens else None}
            until = one.until
    decisions = tuple(
        Decision(one.step, one.at.astimezone(zone).date(), one.until, one.language, dict(one.words), one.head)
        for one in steps
        if one.step != PLANNED
    )
    return IssueLife(
        **said, until=until, is_out=is_out, is_replaced=is_replaced, is_withdrawn=is_withdrawn,  # type: ignore[arg-type]
        decisions=decisions,
    )  # fmt: skip


# its picture


@dataclass(frozen=True, slots=True)
class PictureShown:
    """The picture of an issue as it is shown; `row` holds its bytes, its size and its media type."""

    row: Picture
    credit: str
    text: Mapping[str, str]

    def describe(self, language: str) -> str:
        """Return what is to be seen on it, in a language or in another that there is."""
        return self.text.get(language) or next((self.text[code] for code in in_order(self.text)), "")


def current_picture(action: Action) -> Picture | None:
    """Return the picture of an action as it stands now, frozen or not; None where it has none."""
    row = action.pictures.order_by("-version").first()
    return row if row is not None and row.sha256 else None


def picture_of(held: HeldIssue) -> PictureShown | None:
    """Return the picture of an issue: as frozen, or for a draft as it stands. None where it has none."""
    if held.frozen is None:
        now = current_picture(held.action)
        return PictureShown(now, now.credit, now.text) if now is not None else None
    told = {code: parts["picture"] for code, parts in held.frozen.parts.items() if "picture" in parts}
    first = next(iter(told.values()), None)
    row = held.action.pictures.filter(sha256=first["sha256"]).first() if first else None
    if first is None or row is None:
        return None
    return PictureShown(row, first["credit"], {code: one["text"] for code, one in told.items() if one["text"]})


# still true?


@dataclass(frozen=True, slots=True)
class StaleInIssue:
    """A public sentence whose value is another now.

    `parts` of the issue hold its reference, and so its value; in those of `stands_in` the sentence itself stands.
    """

    sentence: StaleSentence
    parts: tuple[str, ...]
    stands_in: tuple[str, ...]

    @property
    def language(self) -> str:
        """The language of the sentence."""
        return self.sentence.language

    @property
    def is_in_letter(self) -> bool:
        """Say whether the letter or its subject holds the value, so that one that leaves would carry it."""
        return bool(LETTER_PARTS & set(self.parts))


def stale_of(held: HeldIssue) -> tuple[StaleInIssue, ...]:
    """Return what an issue says to the public that no longer holds, by language and place. Nothing for a draft.

    Worked out once for each frozen text and state of the record: a sender asks before every letter.
    """
    if not held.is_public or held.life.is_withdrawn:
        return ()
    view = public_view(held.dossier_id)
    kept: dict[int | None, tuple[StaleInIssue, ...]] = vars(view).setdefault("_stale_in_issues", {})
    if held.frozen_number not in kept:
        found = publications.needs_correction(held.publication, view)
        texts = held.publication.snapshots[-1].texts if found else {}
        parts = {code: references_by_part(text) for code, text in texts.items()}
        kept[held.frozen_number] = tuple(_placed(held, one, parts[one.language]) for one in found)
    return kept[held.frozen_number]


def _placed(held: HeldIssue, one: StaleSentence, references: Mapping[str, frozenset[str]]) -> StaleInIssue:
    has = tuple(part for part, found in references.items() if one.reference in found)
    said = " ".join(one.sentence.split())
    shown = (part for part in has if said and said in " ".join(held.part(one.language, part)["text"].split()))
    return StaleInIssue(one, has, tuple(shown) or has)


def references_by_part(text: str) -> Mapping[str, frozenset[str]]:
    """Return the references that each part of a draft holds; a part is a section, or a line of the head."""
    draft = read_draft(text)
    lines = draft.body.split("\n")
    head = {"title": draft.title, "concern": draft.concern, "letter-subject": draft.letter_subject}
    body = {one.key: "\n".join(lines[one.first - 1 : one.last]) for one in sections_in(draft)}
    return {name: _references(said) for name, said in (head | body).items()}


def _references(text: str) -> frozenset[str]:
    return frozenset(str(one.reference) for one in references_in(text).references)


def stale_mark(stale: Iterable[StaleInIssue], language: str) -> str:
    """Return one hash of what no longer holds in the letter of a language; empty where all of it does."""
    told = [
        [one.sentence.reference, one.sentence.old, one.sentence.new]
        for one in stale
        if one.language == language and one.is_in_letter
    ]
    return sha256_hex(canonical_json({"stale": told})) if told else ""


def held_back(held: HeldIssue) -> Mapping[str, str]:
    """Return the languages whose letters may not leave from here now, with why: 'paused' or 'stale'.

    A letter that carries a value which no longer holds waits until an editor resumes it with exactly that before
    their eyes, or a correction is out; if another value moves after that, it waits again.
    """
    stale = stale_of(held)
    found: dict[str, str] = {}
    for language in held.languages:
        mark = stale_mark(stale, language)
        if held.life.is_paused(language):
            found[language] = "paused"
        elif mark and mark not in held.life.looked_at(language):
            found[language] = "stale"
    return found


# beside it


def post_service(dossier_id: str, origin: str, destination: str) -> PostService | None:
    """Return how the post goes from one country to another by what was entered last; None where nobody said."""
    rows = PostService.objects.filter(
        dossier_id=dossier_id, origin=origin.upper(), destination=destination.upper()
    )
    return rows.order_by("-as_of", "-number").first()


def postage_for(dossier_id: str, origin: str, destination: str) -> str:
    """Return what a stamp costs from one country to another, as it was entered last; empty where nobody said."""
    service = post_service(dossier_id, origin, destination) if origin else None
    return service.postage if service else ""


def post_services(dossier_id: str) -> tuple[PostService, ...]:
    """Return what was entered last for each pair of countries, by origin and destination."""
    latest: dict[tuple[str, str], PostService] = {}
    for row in PostService.objects.filter(dossier_id=dossier_id).order_by("as_of", "number"):
        latest[row.origin, row.destination] = row
    return tuple(latest[pair] for pair in sorted(latest))


def related(held: HeldIssue) -> tuple[HeldIssue, ...]:
    """Return public actions of the dossier on the same State or a theme in common; those that are open first."""
    day, themes = today_of(held.dossier_id), set(held.action.themes)
    near = [
        one
        for one in public_actions(held.dossier_id)
        if one.slug != held.slug and (one.country == held.country or themes & set(one.action.themes))
    ]
    return tuple(sorted(near, key=lambda one: one.life.state(day) != "open"))
