"""Checks a text against a dossier: every number, date and name in it, with the claims that hold it or do not.

Nothing of the text is kept. What states nothing about a case is set aside and says why; a number that no rule
knows is unknown, never dropped.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from answerable.publish.counted_things import language_of, stems_of, things_in
from answerable.publish.dated_events import posts_begun
from answerable.publish.dates_in_text import DateInText, dates_in
from answerable.publish.figures import figures_by_claim
from answerable.publish.folding import plain
from answerable.publish.judging import Judgement, Verdict, judge_date, judge_number
from answerable.publish.masking import masked
from answerable.publish.names_in_text import NameInText, names_in, names_of
from answerable.publish.numbers_in_text import Number, numbers_in
from answerable.publish.page_furniture import asides_in
from answerable.publish.sentences import Sentence, sentences_of
from answerable.publish.stated_numbers import Stated, TextSoFar, main_speaker, stated_in, within
from answerable.publish.statements import statements_of
from answerable.record.view import View

ItemKind = Literal["number", "date", "name", "aside"]
VERDICTS: tuple[Verdict, ...] = ("contradicted", "stale", "unknown", "held", "aside")
_DATELINE_SIGNS = 400
_OLDEST = 115


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a text states, or that only looks so.

    `start` and `end` are offsets into the text, `line` and `column` count from 1. `states` is the code of what is
    counted, empty where none is known. `reason` is a code of `checked_words.yaml`. `claims` hold it, `against` do
    not. `figures` take up the same claims: the numbers that we publish ourselves.
    """

    start: int
    end: int
    line: int
    column: int
    written: str
    kind: ItemKind
    states: str
    verdict: Verdict
    reason: str
    sentence: str
    paragraph: int
    claims: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked text: what it states, in order, none overlapping; `day` is the day that it was read as of."""

    items: tuple[Item, ...]
    language: str
    day: date | None
    speaker: str

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many items have each verdict."""
        return {verdict: sum(item.verdict == verdict for item in self.items) for verdict in VERDICTS}

    @property
    def is_clean(self) -> bool:
        """Say whether all that the text states is held."""
        return all(item.verdict in ("held", "aside") for item in self.items)


def check_text(view: View, text: str, language: str = "", day: date | None = None) -> Checked:
    """Check a text against a view.

    Args:
        view: what its reader may see; nothing outside it is used or hinted at.
        text: any text, in English, Spanish or both.
        language: `en` or `es`, for passages that do not show it; told from the text when empty.
        day: the day the text is of. Failing it, a full date in its first lines; else counts are held against the
            latest there are.
    """
    main = language or language_of(text)
    asides = asides_in(text)
    blank = masked(text, [(each.start, each.end) for each in asides])
    day = day or _dateline(blank)
    dates = dates_in(text, day, masked=blank)
    blank = masked(blank, [(each.start, each.end) for each in dates])
    names = names_in(view, text)
    known = statements_of(view)
    sentences = list(sentences_of(text))
    numbers = _numbers(text, blank, sentences, main)
    folded, place_words = plain(text), names_of(view).places
    text_places = frozenset(
        word for name in names if (word := folded[name.start : name.end].strip(" .,'")) in place_words
    )
    so_far = TextSoFar(
        text, folded, numbers, dates, names, place_words, text_places, main_speaker(names, known.speakers), day
    )
    place = _Places(text)
    found = [
        place.item(each.start, each.end, "aside", "", Judgement("aside", each.reason), None) for each in asides
    ]
    for sentence in sentences:
        found += _in_sentence(view, so_far, sentence, place)
    by_claim = figures_by_claim(view)
    items = tuple(_with_figures(item, by_claim) for item in _in_order(found))
    return Checked(items, main, day, so_far.main_speaker)


def _with_figures(item: Item, by_claim: Mapping[str, tuple[str, ...]]) -> Item:
    if item.kind != "number":
        return item
    found = (each for claim in (*item.claims, *item.against) for each in by_claim.get(claim, ()))
    return replace(item, figures=tuple(dict.fromkeys(found)))


def _dateline(text: str) -> date | None:
    """Return the day that a text gives itself: a full date that ends a line among the first ones."""
    head = text[:_DATELINE_SIGNS]
    for found in dates_in(head):
        end = head.find("\n", found.end)
        rest = head[found.end : end if end >= 0 else len(head)].strip(" .,)")
        if found.day and not found.reckoned and not rest and (end >= 0 or len(text) < _DATELINE_SIGNS):
            line = head[head.rfind("\n", 0, found.start) + 1 : found.start]
            if len(line) < 60:
                return found.day
    return None


def _numbers(text: str, blank: str, sentences: Sequence[Sentence], main: str) -> tuple[Number, ...]:
    """Return the numbers of each sentence, read in the language that the sentence is in."""
    found: list[Number] = []
    for sentence in sentences:
        part = blank[sentence.start : sentence.end]
        language = language_of(text[sentence.start : sentence.end], main)
        read = numbers_in(part, language if language in ("en", "es") else "")
        found += [replace(each, start=each.start + sentence.start, end=each.end + sentence.start) for each in read]
    return tuple(found)


def _in_sentence(view: View, so_far: TextSoFar, sentence: Sentence, place: "_Places") -> list[Item]:
    found: list[Item] = []
    names: list[NameInText] = within(so_far.names, sentence.start, sentence.end)  # type: ignore[assignment]
    for name in names:
        judged = Judgement(
            "held", "named" if name.how == "name" else "named-in-part", name.claims[:8], (), name.kind
        )
        found.append(place.item(name.start, name.end, "name", name.kind, judged, sentence, name.entities))
    read = stated_in(so_far, sentence)
    numbers = _uncrossed(read, [_number(view, so_far, stated, names, place) for stated in read])
    beside = frozenset(claim for item in numbers for claim in item.claims)
    found += numbers
    dates: list[DateInText] = within(so_far.dates, sentence.start, sentence.end)  # type: ignore[assignment]
    found += [_date(view, so_far, sentence, each, names, beside, place) for each in dates]
    return found


def _uncrossed(read: tuple[Stated, ...], items: Sequence[Item]) -> list[Item]:
    """Return the numbers of a sentence; two of them that each hold what the other is said to count hold nothing.

    '36 were sanctioned of 8 investigated': each number is one of the dossier's, and stands in the other's place.
    """
    found = list(items)
    for at, (stated, item) in enumerate(zip(read, items, strict=True)):
        others = zip(read[:at] + read[at + 1 :], (*items[:at], *items[at + 1 :]), strict=True)
        if any(_are_crossed(stated, item, other, beside) for other, beside in others):
            found[at] = replace(item, verdict="unknown", reason="crossed", claims=(), against=item.claims)
    return found


def _are_crossed(first: Stated, at_first: Item, second: Stated, at_second: Item) -> bool:
    if not at_first.verdict == at_second.verdict == "held" or not (first.kinds and second.kinds):
        return False
    said, had = (first.kinds[0], second.kinds[0]), (at_first.states, at_second.states)
    return had[0] != had[1] and said == (had[1], had[0])


def _number(view: View, so_far: TextSoFar, stated: Stated, names: list[NameInText], place: "_Places") -> Item:
    number = stated.number
    if number.form == "both":
        judged = Judgement("aside", "joins-two")
    elif number.form == "words" and number.value == 1 and number.bound == "exact" and not stated.near:
        judged = Judgement("aside", "idiom")
    else:
        judged = _age(view, so_far, stated, names) or judge_number(
            stated, statements_of(view), so_far.main_speaker, so_far.day, so_far.folded[number.start : number.end]
        )
    kind: ItemKind = "aside" if judged.verdict == "aside" else "number"
    return place.item(number.start, number.end, kind, judged.kind, judged, stated.sentence)


_AGED = re.compile(r"\b(?:aged|edad de|de)\s+$")
_OF_AGE = re.compile(r"[\s-]*(?:years?[\s-]olds?|anos de edad|anos)\b")


def _age(view: View, so_far: TextSoFar, stated: Stated, names: list[NameInText]) -> Judgement | None:
    """Judge a number that is a person's age: right after the name, or said to be years of age."""
    number = stated.number
    if number.bound != "exact" or not 0 < number.value < _OLDEST:
        return None
    people = [name for name in names if name.kind == "person" and len(name.entities) == 1]
    right_before = next(
        (name for name in people if so_far.text[name.end : number.start] in (", ", " (", ", de ")), None
    )
    closes = so_far.text[number.end : number.end + 1] in (",", ")", ";")
    says_so = _OF_AGE.match(so_far.folded, number.end) and (
        _AGED.search(so_far.folded, max(0, number.start - 12), number.start)
        or "old" in so_far.folded[number.end : number.end + 12]
    )
    if not ((right_before and closes) or (says_so and people)):
        return None
    person = (right_before or min(people, key=lambda name: abs(name.start - number.start))).entities[0]
    ages = view.values(person, "age").every
    if not ages:
        return Judgement("unknown", "no-age", (), (), "age")
    same = [claim.id for age in ages if age.text == f"{number.value:g}" for claim in age.claims]
    if same:
        return Judgement("held", "same-age", tuple(same), (), "age")
    return Judgement(
        "contradicted", "other-age", (), tuple(claim.id for age in ages for claim in age.claims)[:8], "age"
    )


_BEGAN = re.compile(
    r"\b(?:became|sworn in|took office|took over|appointed|named|was promoted|asumio|juramento|juro|"
    r"fue nombrad[oa]|nombr[oa]d?|fue designad[oa]|fue ascendid[oa])\b"
)


def _date(
    view: View,
    so_far: TextSoFar,
    sentence: Sentence,
    found: DateInText,
    names: list[NameInText],
    beside: frozenset[str],
    place: "_Places",
) -> Item:
    passage = so_far.folded[sentence.start : sentence.end]
    judged = _post_begun(view, found, names, passage)
    if judged is None:
        places = _places_named(so_far, names)
        kinds = {each.code for each in things_in(passage) if each.family == "things"}
        judged = judge_date(
            view,
            found,
            stems_of(passage),
            places,
            beside,
            is_of_deaths="killed" in kinds and _is_of(found, passage, sentence),
        )
    first, last = (found.blur.earliest, found.blur.latest) if found.blur else (None, None)
    return place.item(found.start, found.end, "date", "date", judged, sentence, (), first, last)


def _is_of(found: DateInText, passage: str, sentence: Sentence) -> bool:
    """Say whether a date is that of what the sentence tells, by the word before: 'on 9 January'."""
    head = passage[max(0, found.start - sentence.start - 6) : found.start - sentence.start]
    return bool(re.search(r"(?:^|\b)(?:on|el)\s+$", head)) or head.strip() == ""


def _places_named(so_far: TextSoFar, names: list[NameInText]) -> tuple[str, ...]:
    words = [so_far.folded[name.start : name.end].strip(" .,'") for name in names]
    return tuple(dict.fromkeys(word for word in words if word in so_far.place_words))


def _post_begun(view: View, found: DateInText, names: list[NameInText], passage: str) -> Judgement | None:
    """Judge a date on which a sentence says that somebody took up a post."""
    people = {name.entities[0] for name in names if name.kind == "person" and len(name.entities) == 1}
    if len(people) != 1 or found.day is None or not _BEGAN.search(passage):
        return None
    begun = posts_begun(view, people.pop())
    if found.day in begun:
        return Judgement("held", "post-began", tuple(dict.fromkeys(begun[found.day]))[:8])
    if begun:
        return Judgement(
            "contradicted", "post-began-otherwise", (), tuple(c for each in begun.values() for c in each)[:8]
        )
    return None


class _Places:
    """Where each offset of a text stands, as line and column."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def item(
        self,
        start: int,
        end: int,
        kind: ItemKind,
        states: str,
        judged: Judgement,
        sentence: Sentence | None,
        entities: tuple[str, ...] = (),
        first: date | None = None,
        last: date | None = None,
    ) -> Item:
        """Return an item with its place."""
        line = bisect_right(self.starts, start)
        passage = " ".join(self.text[sentence.start : sentence.end].split()) if sentence else ""
        return Item(
            start,
            end,
            line,
            start - self.starts[line - 1] + 1,
            self.text[start:end],
            kind,
            states,
            judged.verdict,
            judged.reason,
            passage,
            sentence.paragraph if sentence else 0,
            judged.claims,
            judged.against,
            entities,
            first,
            last,
        )


def _in_order(found: list[Item]) -> tuple[Item, ...]:
    """Return items in the order of the text; where two overlap, numbers and dates come before names."""
    rank = {"number": 0, "date": 0, "aside": 1, "name": 2}
    kept: list[Item] = []
    taken: list[tuple[int, int]] = []
    for item in sorted(found, key=lambda each: (rank[each.kind], each.start)):
        at = bisect_right(taken, (item.start, item.start))
        clashes = any(low < item.end and item.start < high for low, high in taken[max(0, at - 1) : at + 1])
        if not clashes:
            taken.insert(at, (item.start, item.end))
            kept.append(item)
    return tuple(sorted(kept, key=lambda each: each.start))
