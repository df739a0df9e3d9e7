"""Patterns of speech: deaths left out, versions that later evidence disputes, labels for people who protest."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from answerable.command.cited import each_once, origins
from answerable.conduct.answers import Against, Instance, Item, Reason, ReasonValue
from answerable.conduct.parts import LEFT_OUT
from answerable.conduct.patterns.case import Case, bare, of_items
from answerable.conduct.patterns.setting import LABEL, Setting
from answerable.conduct.patterns.weighing import Found
from answerable.record.claims import ReadableClaim
from answerable.record.view import published_day

VERSIONS = frozenset({"denial", "description", "justification", "characterisation", "finding", "reply"})
"""Kinds of remarks that say how something was; praise, labels, orders, calls and regret do not."""
EXPLAINED = "explained"
ABLE_TO_RAISE = ("Meeting", "Communication")
"""Types of what may leave something out."""


# deaths left out


def deaths_left_out(case: Case) -> Found:
    """Find the meetings and messages of the person that left something out after a deadly incident had begun."""
    found, unclear = Found(), []
    left_out = [item for item in case.of_type(*ABLE_TO_RAISE) if item.part == LEFT_OUT]
    for item in left_out:
        incidents = _deadly_before(case, item)
        if incidents:
            why = Reason("left-out", {"person": case.person, "item": item.entity, "incident": incidents[0]})
            found.add(case.instance(why, incidents, (item,)), is_inferred=item.is_inferred)
        else:
            unclear.append(item)
    found.note(of_items("left-out-not-after", tuple(unclear)))
    maybe = tuple(item for item in case.of_units_of_type(*ABLE_TO_RAISE) if item.part == LEFT_OUT)
    found.note(of_items("left-out-by-office", maybe, person=case.person))
    if found.instances:
        raised = tuple(
            item
            for item in case.of_type("Meeting")
            if item.part == "participant" and item.entity in case.setting.raising
        )
        found.note(of_items("raised-elsewhere", raised, person=case.person))
    elif not left_out:
        found.note(bare("nothing-left-out"))
    return found


def _deadly_before(case: Case, item: Item) -> tuple[str, ...]:
    """Return the incidents with deaths that had surely begun on a day before an item; those that it names first.

    If it names none, the last of those under the person's posts.
    """
    first, setting = item.when.first, case.setting
    if first is None:
        return ()
    if item.incidents:
        known = setting.first_death
        return tuple(incident for incident in item.incidents if incident in known and known[incident] < first)
    at = bisect_left(case.begun, (first, ""))
    return (case.begun[at - 1][1],) if at else ()


# versions


def version_contradicted(case: Case) -> Found:
    """Find the statements of the person that others' claims, made public later, dispute."""
    found, explained, not_later = Found(), dict[str, Item](), dict[str, Item]()
    versions = [item for item in case.of_type("Remark") if not VERSIONS.isdisjoint(item.kinds)]
    for item in versions:
        for disagreement in _disagreements(case.setting, item):
            if case.setting.view.text(disagreement, "state") == EXPLAINED:
                explained[disagreement] = item
                continue
            later = _later_claims(case, item, disagreement)
            if later:
                found.add(_disputed(case, item, disagreement, later), is_inferred=item.is_inferred)
            else:
                not_later[disagreement] = item
        view = case.setting.view
        denied = [claim for claim in item.denials if _is_later(case.setting, view.claim(claim), item)]
        if denied:
            found.add(_denied(case, item, denied), is_inferred=item.is_inferred)
    found.note(_about("disagreement-explained", explained), _about("nothing-later", not_later))
    if not found.instances and not explained and not not_later:
        found.note(bare("no-dispute" if versions else "no-version"))
    return found


def _disagreements(setting: Setting, item: Item) -> tuple[str, ...]:
    disputes = setting.disputes
    return tuple(dict.fromkeys(one for claim in item.claims for one in disputes.get(claim, ())))


def _later_claims(case: Case, item: Item, disagreement: str) -> list[str]:
    """Return what a disagreement rests on that is not the person's own word and was made public after it."""
    view = case.setting.view
    resting = [claim for claim in view.claims_about(disagreement) if claim.is_counted]
    named = dict.fromkeys(each for claim in resting for each in claim.rests_on)
    said = [claim for each in named if (claim := case.setting.disputed(each))]
    return [
        claim.id
        for claim in said
        if view.canonical(claim.about) not in case.spoken and _is_later(case.setting, claim, item)
    ]


def _is_later(setting: Setting, claim: ReadableClaim, item: Item) -> bool:
    """Say whether a claim was made public, or speaks of a day, surely after a statement."""
    last = item.when.last
    if last is None:
        return False
    card = setting.view.source_cards.get(claim.source)
    published = published_day(card) if card else None
    spoken_of = claim.time.first.earliest if claim.time.first else None
    return (published is not None and published > last.toordinal()) or (spoken_of is not None and spoken_of > last)


def _disputed(case: Case, item: Item, disagreement: str, later: list[str]) -> Instance:
    why = Reason(
        "version-disputed",
        {"person": case.person, "item": item.entity, "other_item": disagreement, "count": len(later)},
    )
    setting = [claim.id for claim in case.setting.view.claims_about(disagreement) if claim.is_counted]
    claims = each_once([item.claims, later, setting])
    return Instance(item.incidents, (item.entity, disagreement), claims, item.denials, None, why)


def _denied(case: Case, item: Item, denied: list[str]) -> Instance:
    why = Reason("version-denied", {"person": case.person, "item": item.entity, "count": len(denied)})
    return Instance(item.incidents, (item.entity,), each_once([item.claims, denied]), item.denials, None, why)


def _about(code: str, disagreements: dict[str, Item]) -> Against | None:
    if not disagreements:
        return None
    claims = each_once(item.claims for item in disagreements.values())
    values: dict[str, ReasonValue] = {"count": len(disagreements), "item": next(iter(disagreements))}
    return Against(tuple(disagreements), claims, Reason(code, values))


# labels


def labels_protesters(case: Case) -> Found:
    """Find the words by which the person labelled people who protest, said or signed by name."""
    found = Found()
    for item in case.of_type("Remark", "Plan"):
        code = _label_code(case.setting, item)
        if code and not item.via:
            why = Reason(code, {"person": case.person, "item": item.entity, "day": _one_day(item)})
            found.add(
                Instance(item.incidents, (item.entity,), item.claims, item.denials, None, why),
                is_inferred=item.is_inferred,
            )
    every = case.of_units_of_type("Remark", "Plan")
    of_units = tuple(item for item in every if _label_code(case.setting, item))
    found.note(of_items("label-of-unit", of_units, person=case.person))
    if not found.instances:
        found.note(None if of_units else bare("no-label"))
        return found
    regret = tuple(item for item in case.of_type("Remark") if "regret" in item.kinds)
    found.note(_one_source(case, found.instances), of_items("regret", regret, person=case.person))
    return found


def _label_code(setting: Setting, item: Item) -> str:
    if item.schema == "Remark" and item.part == "speaker" and LABEL in item.kinds:
        return "label-said"
    is_plan = item.schema == "Plan" and item.part in ("signedBy", "issuedBy")
    return "label-signed" if is_plan and item.entity in setting.labelling else ""


def _one_day(item: Item) -> date | None:
    return item.when.first if item.when.first == item.when.last else None


def _one_source(case: Case, instances: Iterable[Instance]) -> Against | None:
    """Say that all of it comes from one source, those that copy it not counted."""
    claims, labels = each_once(one.claims for one in instances), case.setting.labels
    sources = origins(case.setting.view, {labels[claim] for claim in claims if claim in labels})
    return Against((), claims, Reason("one-source")) if len(sources) == 1 else None
