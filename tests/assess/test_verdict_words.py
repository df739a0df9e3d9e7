"""No file of this room uses a word of a verdict, in either language, and every sentence has both."""

from pathlib import Path
from string import Formatter

import pytest
import yaml

import answerable.assess
from answerable.assess import DIFFERING, MISSING, STATES, frameworks, verdict_words_in
from answerable.assess.wording import codes

ROOM = Path(answerable.assess.__file__).parent
FILES = sorted(path for path in ROOM.rglob("*.yaml") if path.name != "verdict_words.yaml")
SENTENCES = yaml.safe_load((ROOM / "sentences.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_uses_a_word_of_a_verdict(path):
    found = [
        (number, verdict_words_in(line))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if verdict_words_in(line)
    ]

    assert found == []


def test_no_text_of_a_framework_as_it_is_read_uses_a_word_of_a_verdict():
    def texts(each):
        yield from (each.titles, each.summary, each.jurisdiction)
        yield from (dispute.words for dispute in each.disputes)
        for element in each.elements:
            yield from (element.question, element.short, *element.seek)
            yield from (query.words for queries in element.looks_for.values() for query in queries)

    for each in frameworks():
        for words in texts(each):
            assert not any(verdict_words_in(text) for text in words.values()), words


def plain(sentence):
    return [sentence] if isinstance(sentence, str) else list(sentence.values())


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_sentence_has_both_languages_and_the_same_blanks(code):
    def blanks(text):
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    sentence = SENTENCES[code]

    assert set(sentence) == {"en", "es"}
    assert set.union(*map(blanks, plain(sentence["en"]))) == set.union(*map(blanks, plain(sentence["es"])))
    assert not any(verdict_words_in(text) for language in sentence for text in plain(sentence[language]))


def test_every_state_operator_and_gap_has_a_sentence():
    wanted = {f"leaf-{state}" for state in (*STATES, DIFFERING)} | {f"missing-{code}" for code in MISSING}
    wanted |= {f"group-{logic}-{how}" for logic in ("all", "any", "not", "n-of") for how in ("open", "stated")}

    assert wanted <= codes()
