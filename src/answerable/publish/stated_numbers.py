"""What a number of a text states: which things are counted, where, as of when and according to whom.

Everything is read from the sentence first, then from the paragraph, then from the whole text.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from answerable.publish.counted_things import Thing, stems_of, things_in
from answerable.publish.dates_in_text import DateInText
from answerable.publish.folding import plain
from answerable.publish.names_in_text import NameInText
from answerable.publish.numbers_in_text import Number
from answerable.publish.sentences import Sentence

_FARTHEST_UNIT = 2
_NEXT_NUMBER = 2  # 'in Juliaca 18': the place belongs to the number that follows at once
_FARTHEST_GROUP = 30
_BACKWARDS, _PAST_NUMBER, _PAST_COMMA = 45, 40, 12
_FRAGMENT, _HEADING, _LONGEST_PARAGRAPH = 60, 100, 2000
_A_LIST = 3
_OF_KIND = ("things", "anybody")
_DATELINE = tuple("\u2013\u2014-:|")


@dataclass(frozen=True, slots=True)
class TextSoFar:
    """What was found in a whole text, each in order; the readers of its numbers look things up here.

    `by_paragraph` keeps the places and the words of each paragraph that was asked for, by where it begins.
    """

    text: str
    folded: str
    numbers: Sequence[Number]
    dates: Sequence[DateInText]
    names: Sequence[NameInText]
    place_words: frozenset[str]
    text_places: frozenset[str]
    main_speaker: str
    day: date | None
    by_paragraph: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """What one number states. `kinds` are codes of things counted, likeliest first; `unit` is a measure's code.

    `places` are those of its clause, the nearest first, none where it lists several; `around` are those of the
    paragraph, `elsewhere` those of the whole text. `as_of` is the day that
    the sentence gives the number for. `beside` are the other
    numbers of the sentence that are of the same place. `spoken_by` are the entities named in the sentence.
    """

    number: Number
    sentence: Sentence
    kinds: tuple[str, ...]
    unit: str
    groups: frozenset[str]
    is_people: bool
    kind_stems: frozenset[str]
    beside: frozenset[float]
    near: frozenset[str]
    stems: frozenset[str]
    places: tuple[str, ...]
    around: frozenset[str]
    elsewhere: frozenset[str]
    dates: tuple[DateInText, ...]
    as_of: date | None
    spoken_by: frozenset[str]


def within(found: Sequence[object], start: int, end: int) -> list[object]:
    """Return those of some sorted finds that lie between two places."""
    first = bisect_left(found, start, key=lambda each: each.start)  # type: ignore[attr-defined]
    last = bisect_left(found, end, key=lambda each: each.start)  # type: ignore[attr-defined]
    return list(found[first:last])


def stated_in(so_far: TextSoFar, sentence: Sentence) -> tuple[Stated, ...]:
    """Return what each number of one sentence states."""
    numbers: list[Number] = within(so_far.numbers, sentence.start, sentence.end)  # type: ignore[assignment]
    if not numbers:
        return ()
    passage = so_far.folded[sentence.start : sentence.end]
    things = things_in(passage)
    kind_stems = stems_of(" ".join(passage[each.start : each.end] for each in things if each.family in _OF_KIND))
    around, words = _of_paragraph(so_far, sentence)
    stems = stems_of(passage) if len(passage) > _FRAGMENT else words
    dates: tuple[DateInText, ...] = tuple(within(so_far.dates, sentence.start, sentence.end))  # type: ignore[arg-type]
    names: list[NameInText] = within(so_far.names, sentence.start, sentence.end)  # type: ignore[assignment]
    places = _places(so_far, sentence.start, sentence.end)
    spoken = frozenset(entity for name in names for entity in name.entities)
    edges = (
        [sentence.start, *(each.end for each in numbers)],
        [*(each.start for each in numbers[1:]), sentence.end],
    )
    where = [
        _nearest_places(places, number, edges[0][at], edges[1][at], sentence.end)
        for at, number in enumerate(numbers)
    ]
    found = []
    for at, number in enumerate(numbers):
        before, after = edges[0][at], edges[1][at]
        kinds, unit = _kinds(passage, things, number, sentence.start, [each.start for each in numbers])
        groups, is_people = _groups(things, number.end - sentence.start, after - sentence.start)
        found.append(
            Stated(
                number,
                sentence,
                kinds,
                unit,
                groups,
                is_people,
                kind_stems,
                _numbers_beside(numbers, where, at),
                stems_of(so_far.folded[before:after]),
                stems,
                where[at],
                around,
                so_far.text_places,
                dates,
                _as_of(dates, number, before, after),
                spoken,
            )
        )
    return tuple(found)


def _numbers_beside(numbers: Sequence[Number], where: Sequence[tuple[str, ...]], at: int) -> frozenset[float]:
    """Return the other numbers of a sentence that are of the same place: those of another count something else."""
    return frozenset(
        other.value for place, other in enumerate(numbers) if place != at and where[place][:1] == where[at][:1]
    )


def _of_paragraph(so_far: TextSoFar, sentence: Sentence) -> tuple[frozenset[str], frozenset[str]]:
    """Return the places that a sentence's paragraph names, and the beginnings of its words."""
    start, end = sentence.paragraph_start, sentence.paragraph_end
    kept = so_far.by_paragraph.get(start)
    if kept is None:
        places = frozenset(word for _at, word in _places(so_far, start, _end_of_context(so_far, sentence)))
        kept = so_far.by_paragraph[start] = places, stems_of(so_far.folded[start:end])
    return kept


def _end_of_context(so_far: TextSoFar, sentence: Sentence) -> int:
    """Return where a paragraph ends; of a heading, where the paragraph below it does."""
    start, end = sentence.paragraph_start, sentence.paragraph_end
    heading = so_far.text[start:end].rstrip()
    if len(heading) > _HEADING or "\n" in heading or heading.endswith((".", ":", ";")):
        return end
    below = so_far.text.find("\n\n", end + 2)
    return min(below if below >= 0 else len(so_far.text), end + _LONGEST_PARAGRAPH)


def _places(so_far: TextSoFar, start: int, end: int) -> list[tuple[int, str]]:
    """Return the places named in a passage; one that begins a paragraph before a dash is where it was written."""
    found = []
    for name in within(so_far.names, start, end):
        word = so_far.folded[name.start : name.end].strip(" .,'")  # type: ignore[attr-defined]
        if word not in so_far.place_words:
            continue
        line = so_far.text.rfind("\n", max(0, name.start - 3), name.start) + 1  # type: ignore[attr-defined]
        line = line or (0 if name.start < 3 else -3)  # type: ignore[attr-defined]
        tail = so_far.text[name.end : name.end + 12].lstrip()  # type: ignore[attr-defined]
        is_dateline = name.start - line < 3 and (  # type: ignore[attr-defined]
            tail.startswith(_DATELINE) or (tail.startswith(",") and any(sign in tail for sign in "\u2013\u2014-"))
        )
        if not is_dateline:
            found.append((name.start, word))  # type: ignore[attr-defined]
    return found


def _nearest_places(
    places: list[tuple[int, str]], number: Number, before: int, after: int, end: int
) -> tuple[str, ...]:
    """Return the places of a number's clause: after it up to the next number, else before, else near."""
    ahead = [
        (at, word)
        for at, word in places
        if number.end <= at < after and (after == end or after - at - len(word) > _NEXT_NUMBER)
    ]
    behind = [(at, word) for at, word in places if before <= at < number.start]
    chosen = ahead or list(reversed(behind)) or sorted(places, key=lambda each: abs(each[0] - number.start))
    distinct = tuple(dict.fromkeys(word for _at, word in chosen))
    return distinct if len(distinct) < _A_LIST else ()


def _kinds(
    passage: str, things: tuple[Thing, ...], number: Number, shift: int, starts: list[int]
) -> tuple[tuple[str, ...], str]:
    """Return what is counted, by how far its word stands from the number, and the unit right after it."""
    begin, end = number.start - shift, number.end - shift
    others = [start - shift for start in starts if start != number.start]
    costs: dict[str, float] = {}
    for thing in things:
        if thing.family == "units" and 0 <= thing.start - end <= _FARTHEST_UNIT:
            return (), thing.code
        if thing.family != "things":
            continue
        low, high = (end, thing.start) if thing.start >= end else (thing.end, begin)
        if high < low:
            continue
        cost = high - low + (_BACKWARDS if thing.end <= begin else 0)
        cost += _PAST_NUMBER * sum(low <= start < high for start in others)
        cost += _PAST_COMMA * sum(passage.count(sign, low, high) for sign in ",;:(")
        costs[thing.code] = min(cost, costs.get(thing.code, cost))
    return tuple(sorted(costs, key=lambda code: costs[code])), "percent" if number.scale == "percent" else ""


def _groups(things: tuple[Thing, ...], end: int, after: int) -> tuple[frozenset[str], bool]:
    """Return which people the words right after a number say, and whether they say people at all."""
    near = [each for each in things if end <= each.start < min(end + _FARTHEST_GROUP, after)]
    groups = [each for each in near if each.family == "groups"]
    anybody = [each for each in near if each.family == "anybody"]
    if anybody and (not groups or anybody[0].start < groups[0].start):
        return frozenset(), True
    return frozenset(each.code for each in groups if each.start == groups[0].start), bool(groups)


def _as_of(dates: tuple[DateInText, ...], number: Number, before: int, after: int) -> date | None:
    """Return the day for which the sentence gives a number: one after 'by', 'until', 'as of'; the nearest."""
    marked = [each for each in dates if each.role == "as-of" and each.day]
    if not marked:
        return None
    own = [each for each in marked if before <= each.start < after] or marked
    return min(own, key=lambda each: abs(each.start - number.start)).day


def main_speaker(names: Sequence[NameInText], speakers: frozenset[str]) -> str:
    """Return which of those who state counts a text names most; empty when it names none."""
    counts: dict[str, int] = {}
    for name in names:
        for entity in name.entities:
            if entity in speakers:
                counts[entity] = counts.get(entity, 0) + 1
    return max(counts, key=lambda entity: counts[entity]) if counts else ""


def plain_names(text: str) -> str:
    """Return a text as names are compared."""
    return plain(text)
