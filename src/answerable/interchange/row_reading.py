"""One row of a package's table as a claim, a source, an act or a judgement, or what is wrong with it by column."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from answerable.interchange.cells import split_values
from answerable.interchange.package import (
    CLAIM_ID,
    CLAIM_LIMITS,
    FRAME,
    SOURCE_LIMITS,
    column_of,
    property_of,
    suggestion,
)
from answerable.kernel.errors import DateUnclearError, UserError
from answerable.kernel.times import Time, parse_time
from answerable.ontology.schema import Schema
from answerable.ontology.validation import check_entity_id, check_properties, clean_properties
from answerable.record.drafts import SOURCE_KINDS, STATUSES, ClaimDraft, DossierDraft, SourceDraft
from answerable.record.holdings import ACT_KINDS, JUDGEMENTS, HeldAct, HeldJudgement

FLAGS = ("starts", "ends", "ongoing")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOMENT = "Write a moment as 2026-11-21T12:00:00Z."


class RowProblem(NamedTuple):
    """What is wrong with one cell: its column, the cell, why it is refused, what to do, a word for counting."""

    column: str
    value: str
    reason: str
    remedy: str
    code: str


Row = Mapping[str, str]


def _unseen(row: Row) -> Iterable[RowProblem]:
    for column, cell in row.items():
        found = _UNSEEN.search(cell)
        if found:
            reason = f"The cell holds the control character U+{ord(found.group()):04X}."
            yield RowProblem(column, cell[: found.start()], reason, "Take it out.", "control-character")


def _too_long(row: Row, limits: Mapping[str, int]) -> Iterable[RowProblem]:
    for column, limit in limits.items():
        if len(row.get(column, "")) > limit:
            reason = f"The cell has {len(row[column])} characters, and {limit} are allowed."
            yield RowProblem(column, row[column], reason, "Shorten it; a note may be longer.", "too-long")


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


# sources

_GOOD_SOURCE = SourceDraft("key", "document", "title")


def read_source(row: Row) -> tuple[SourceDraft | None, list[RowProblem]]:
    """Return the source that a row of sources.csv tells of, and what is wrong with the row."""
    plain = {name: row.get(name, "") for name in SourceDraft.__slots__ if name != "derives_from"}
    for name in ("key", "kind", "reliability", "created", "published", "obtained", "visibility", "sha256"):
        plain[name] = plain[name].strip()
    plain["visibility"] = plain["visibility"] or "public"
    draft = SourceDraft(**plain, derives_from=_listed(row.get("derives_from", "")))
    problems = [*_unseen(row), *_too_long(row, SOURCE_LIMITS)]
    told = draft.problems()
    for name in SourceDraft.__slots__:
        probe = replace(_GOOD_SOURCE, **{name: getattr(draft, name)})
        for sentence in probe.problems():
            if sentence in told:
                told.remove(sentence)
                problems.append(_source_problem(name, row.get(name, ""), sentence))
    problems.extend(RowProblem("", "", sentence, "", "source-refused") for sentence in told)
    return draft, problems


def _source_problem(name: str, cell: str, sentence: str) -> RowProblem:
    if name == "kind":
        return RowProblem(name, cell, sentence, suggestion(cell, SOURCE_KINDS), "unknown-source-kind")
    column = "attribution" if sentence.endswith("in its place.") else name
    return RowProblem(column, cell, sentence, "", f"source-{name}".replace("_", "-"))


# claims

_GOOD_CLAIM = ClaimDraft("person:a", "Person", {"name": ("a",)}, "source")


def read_claim(
    schema: Schema, row: Row, dossier: DossierDraft, sources: set[str]
) -> tuple[ClaimDraft | None, str, list[RowProblem]]:
    """Return the claim that a row of a type's file makes, the id it gives itself, and what is wrong with it.

    Whether the claim has all that its type requires is not asked here, for several rows may give it together.
    """
    problems = [*_unseen(row), *_too_long(row, CLAIM_LIMITS)]
    properties = _properties(schema, row, problems)
    time = _time(row, ZoneInfo(dossier.zone), problems)
    recorded_at = _recorded_at(row, problems)
    draft = ClaimDraft(
        about=row.get("about", "").strip(),
        schema=schema.name,
        properties=properties,
        source=row.get("source", "").strip(),
        locator=row.get("locator", ""),
        time=time,
        stance=row.get("stance", "").strip() or "asserts",
        grade=_grade(row, problems),
        status=row.get("status", "").strip() or "recorded",
        visibility=row.get("visibility", "").strip() or "public",
        attribution=row.get("attribution", ""),
        note=row.get("note", ""),
        rests_on=_listed(row.get("rests_on", "")),
        ref=row.get("ref", "").strip(),
        recorded_at=recorded_at,
        recorded_by=row.get("recorded_by", ""),
    )
    problems.extend(_form_problems(draft, row))
    problems.extend(_citation_problems(draft, sources))
    return draft, _given_id(row, problems), problems


def _properties(schema: Schema, row: Row, problems: list[RowProblem]) -> dict[str, tuple[str, ...]]:
    given: dict[str, tuple[str, ...]] = {}
    for column, cell in row.items():
        if column not in FRAME and cell:
            values = split_values(cell)
            if values:
                given[property_of(column)] = values
    try:
        clean = clean_properties(schema.name, given, whole=False)
        if not any("" in values for values in given.values()):
            return clean
    except UserError:
        pass
    found = check_properties(schema.name, given, whole=False)
    problems.extend(
        RowProblem(column_of(one.property), one.value, one.message, one.remedy, one.code) for one in found
    )
    return {}


def _time(row: Row, zone: ZoneInfo, problems: list[RowProblem]) -> Time:
    flags: dict[str, bool] = {}
    for name in FLAGS:
        word = row.get(name, "").strip()
        if word not in ("", "yes", "no"):
            problems.append(RowProblem(name, word, "This is neither yes nor empty.", "Write yes.", "not-a-flag"))
        flags[name] = word == "yes"
    first, last = row.get("from", "").strip(), row.get("to", "").strip()
    try:
        return parse_time(first, last, **flags, zone=zone)
    except DateUnclearError as error:
        column, cell = ("from", first) if not last or _is_unclear(first, zone) else ("to", last)
        problems.append(RowProblem(column, cell, error.what, error.remedy, error.code))
        return Time()


def _is_unclear(text: str, zone: ZoneInfo) -> bool:
    try:
        parse_time(text, zone=zone)
    except DateUnclearError:
        return True
    return False


def read_moment(text: str) -> datetime | None:
    """Return the moment in UTC that `text` names, or None when it names none or leaves the zone open."""
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _recorded_at(row: Row, problems: list[RowProblem]) -> datetime | None:
    text = row.get("recorded_at", "").strip()
    at = read_moment(text) if text else None
    if text and at is None:
        problems.append(RowProblem("recorded_at", text, "This is no moment in UTC.", _MOMENT, "not-a-moment"))
    return at


def _grade(row: Row, problems: list[RowProblem]) -> int:
    text = row.get("grade", "").strip()
    if not text:
        return _GOOD_CLAIM.grade
    if len(text) == 1 and text in "123456":
        return int(text)
    problems.append(
        RowProblem("grade", text, "This is no grade.", "Write a number from 1 (confirmed) to 6.", "not-a-grade")
    )
    return _GOOD_CLAIM.grade


def _form_problems(draft: ClaimDraft, row: Row) -> Iterable[RowProblem]:
    """Ask the draft's own rules, field by field, so that each answer has its column."""
    if draft.problems():
        for name in ("stance", "status", "ref", "visibility", "locator"):
            for sentence in replace(_GOOD_CLAIM, **{name: getattr(draft, name)}).problems():
                remedy = suggestion(draft.status, STATUSES) if name == "status" else ""
                yield RowProblem(name, row.get(name, ""), sentence, remedy, f"claim-{name}")
    if not any(cell.strip() for column, cell in row.items() if column not in FRAME):
        yield RowProblem("", "", "The row claims nothing.", "Fill in a property, or take it out.", "empty-claim")
    if CLAIM_ID.fullmatch(draft.ref):
        yield RowProblem("ref", draft.ref, "A ref must not look like a claim's id.", "Choose a word.", "claim-ref")
    try:
        check_entity_id(draft.about)
    except UserError as error:
        yield RowProblem("about", draft.about, error.what, error.remedy, "not-an-entity-id")


def _citation_problems(draft: ClaimDraft, sources: set[str]) -> Iterable[RowProblem]:
    if not draft.source:
        yield RowProblem("source", "", "The claim cites no source.", "Name one by its key.", "no-source")
    elif draft.source not in sources:
        remedy = suggestion(draft.source, sources) or "Add the source to sources.csv, or mend its row there."
        yield RowProblem("source", draft.source, "There is no such source.", remedy, "unknown-source")


def _given_id(row: Row, problems: list[RowProblem]) -> str:
    text = row.get("id", "").strip()
    if text and not CLAIM_ID.fullmatch(text):
        problems.append(RowProblem("id", text, "This is no claim id.", "Empty the cell.", "id-mismatch"))
    return text


# acts and judgements


def read_act(row: Row, id_by_ref: Mapping[str, str], known: set[str]) -> tuple[HeldAct | None, list[RowProblem]]:
    """Return the act that a row of acts.csv tells of; its claim is named by ref or id."""
    name = row.get("claim", "").strip()
    claim = id_by_ref.get(name, name)
    at = read_moment(row.get("at", "").strip())
    problems = [*_unseen(row), *_chosen(row, "kind", ACT_KINDS), *_signed(row, at)]
    if claim not in known:
        problems.append(
            RowProblem(
                "claim", name, "There is no such claim in the package.", "Name it by its ref.", "unknown-claim"
            )
        )
    if row.get("kind") == "rule":
        problems.extend(_chosen(row, "value", STATUSES))
    if at is None or problems:
        return None, problems
    act = HeldAct(claim, row["kind"], row.get("value", ""), row.get("why", ""), row["by"], at)
    return act, list(_own_id(row, act.id))


def read_judgement(row: Row) -> tuple[HeldJudgement | None, list[RowProblem]]:
    """Return the judgement that a row of judgements.csv tells of."""
    at = read_moment(row.get("at", "").strip())
    problems = [*_unseen(row), *_chosen(row, "judgement", JUDGEMENTS), *_signed(row, at)]
    for column in ("left", "right"):
        try:
            check_entity_id(row[column])
        except UserError as error:
            problems.append(RowProblem(column, row[column], error.what, error.remedy, "not-an-entity-id"))
    if row["left"] == row["right"]:
        problems.append(RowProblem("right", row["right"], "The two ids are one.", "Name two.", "same-entity"))
    if at is None or problems:
        return None, problems
    one = HeldJudgement(row["left"], row["right"], row["judgement"], row.get("why", ""), row["by"], at)
    return one, list(_own_id(row, one.id))


def _chosen(row: Row, column: str, words: Sequence[str]) -> Iterable[RowProblem]:
    word = row.get(column, "")
    if word not in words:
        remedy = suggestion(word, words) or f"Use one of: {', '.join(words)}."
        yield RowProblem(column, word, "This word means nothing here.", remedy, "unknown-word")


def _signed(row: Row, at: datetime | None) -> Iterable[RowProblem]:
    if not row.get("by", "").strip():
        yield RowProblem("by", "", "Nobody has signed this.", "Write who did it.", "unsigned")
    if at is None:
        yield RowProblem("at", row.get("at", ""), "This is no moment in UTC.", _MOMENT, "not-a-moment")


def _own_id(row: Row, found: str) -> Iterable[RowProblem]:
    given: Any = row.get("id", "").strip()
    if given and given != found:
        yield RowProblem("id", given, f"What the row says has the id {found}.", "Empty the cell.", "id-mismatch")
