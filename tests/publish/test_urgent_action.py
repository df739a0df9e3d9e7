"""Urgent actions as a kind of draft: sections, parts, the languages of one issue, and what is wrong with line and column."""

import pytest
import yaml

from answerable.publish.amounts import WORDS, digits, percentage, spelled
from answerable.publish.draft_languages import lint_together
from answerable.publish.drafts import Draft, read_draft
from answerable.publish.kinds.drafted import document_of
from answerable.publish.kinds.urgent_action import LONG_LETTER, LONGEST_LETTER, ActionParts, parts_of
from answerable.publish.sentences import sentences_of
from answerable.publish.weighing import weight_of
from answerable.publish.wording import LANGUAGES, MADE_LANGUAGES, day_words, read_words
from tests.builders import a_claim
from tests.conftest import ROOT
from tests.publish.drafted import a_dossier

TEXT = """---
kind: urgent-action
index: EX 1/2023
date: 2023-02-01
language: {language}
title: "{{{{ figure:dead }}}} people"
concern: A line
letter-subject: "On {{{{ day:incident:square }}}}"
letter-role: to-send
asks: [call:one, call:two]
---

# summary

On {{{{ day:incident:square }}}}, {{{{ figure:dead|words }}}} people died. They were {{{{ tally:rounds }}}} rounds.

# background

A paragraph on {{{{ entity:person:ana }}}}.

## More

- One
- Two {{{{ figure:dead }}}}

After [the list](https://example.org/a).

# asks

- Ask one
- Ask two

# to-do

Write.

# points

- Point

# letter

Eighteen, or {{{{ figure:dead }}}}.

Second paragraph.

# social

- {{{{ figure:dead }}}} #Peru @office
"""
CALLS = (
    a_claim("Call", "call:one", by="unit:army", demand="One.", state="unanswered"),
    a_claim("Call", "call:two", by="unit:army", demand="Two.", state="unanswered"),
)


def a_text(language: str = "en", **changed: str) -> str:
    text = TEXT.format(language=language)
    for old, new in changed.items():
        text = text.replace(old, new)
    return text


def a_draft(text: str, language: str = "en") -> Draft:
    return read_draft(text, f"a.{language}.md")


def parts(text: str | None = None, language: str = "en") -> ActionParts:
    return parts_of(a_dossier(*CALLS), a_draft(text or a_text(language), language))


def problems(old: str, new: str) -> list[str]:
    text = a_text()
    assert old in text
    return [f"{one.line}:{one.column} {one.code}" for one in parts(text.replace(old, new, 1)).problems]


# parts


def test_an_issue_is_cut_into_parts_with_the_values_in_them():
    found = parts()

    assert found.problems == ()
    assert found.is_whole
    assert found.parts["title"].text == "18 people"
    assert found.parts["letter-subject"].text == "On 9 January 2023"
    assert (
        found.parts["summary"].text == "On 9 January 2023, eighteen people died. They were more than 1,200 rounds."
    )
    assert found.parts["letter"].text == "Eighteen, or 18.\n\nSecond paragraph."
    assert found.parts["letter-role"].text == "to-send"


def test_the_items_of_a_list_have_a_line_each_and_a_hyphen_only_beside_other_text():
    found = parts()

    assert found.parts["asks"].text == "Ask one\nAsk two"
    assert found.parts["background"].text == (
        "A paragraph on Ana Quispe.\n\nMore\n\n- One\n- Two 18\n\nAfter the list."
    )


def test_summary_and_background_carry_notes_and_what_goes_out_by_itself_none():
    found = parts()

    assert 'role="doc-noteref"' in found.parts["summary"].html
    assert '<li id="n1" data-claims=' in found.parts["sources"].html
    for name in ("letter", "social", "title", "letter-subject"):
        assert "doc-noteref" not in found.parts[name].html


def test_what_is_frozen_is_plain_text_that_json_can_hold():
    import json

    assert json.loads(json.dumps(parts().frozen)) == parts().frozen


def test_a_name_cannot_become_markup_in_any_part():
    found = parts(a_text(**{"entity:person:ana": "entity:person:nasty"}))

    assert "<script>" not in found.parts["background"].html
    assert "&lt;script&gt;" in found.parts["background"].html
    assert "<script>alert(1)</script>" in found.parts["background"].text


def test_the_sheet_stands_under_headings_in_its_own_language():
    made = document_of(a_dossier(*CALLS), a_draft(a_text("de"), "de"), also_in=("en", "de"))

    for words in (
        "Eilaktion",
        "Was wir fordern",
        "Musterbrief",
        "Betreff: On 9. Januar 2023",
        "Auch auf: Englisch",
    ):
        assert words in made.html
    assert "<h2>summary" not in made.html
    assert made.is_whole


def test_a_letter_for_reading_is_called_a_translation():
    text = a_text("fr", **{"letter-role: to-send": "letter-role: reading"})
    assert "Traduction de la lettre" in document_of(a_dossier(*CALLS), a_draft(text, "fr")).html


def test_the_last_day_stands_on_the_sheet_when_the_head_gives_it():
    text = a_text("es", **{"letter-role": "write-by: 2023-03-07\nletter-role"})
    assert "hasta el 7 de marzo de 2023" in document_of(a_dossier(*CALLS), a_draft(text, "es")).html


# what is wrong


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# points\n\n- Point\n\n", "", ["36:1 missing-section"]),
        ("# points", "# pionts", ["36:1 missing-section", "37:1 unknown-section"]),
        ("# to-do\n\nWrite.", "# to-do\n", ["33:1 empty-section"]),
        ("# to-do", "# summary", ["33:1 repeated-section", "36:1 missing-section"]),
        ("# summary", "Before.\n\n# summary", ["13:1 before-sections"]),
        ("- Point", "A point", ["39:1 not-a-list"]),
        ("- Point", "- Point\n\nMore", ["41:1 not-a-list"]),
        ("Second paragraph.", "## Heading", ["45:1 letter-not-plain"]),
        ("Second paragraph.", "- item", ["45:1 letter-not-plain"]),
        ("Second paragraph.", "> quoted", ["45:1 letter-not-plain"]),
        ("Second paragraph.", "See [this](https://example.org).", ["45:5 letter-not-plain"]),
        ("Second paragraph.", "See\n**this**.", ["46:1 letter-not-plain"]),
        ("- Ask two\n", "", ["28:1 asks-differ"]),
        ("asks: [call:one, call:two]", "asks: [call:one, call:tow]", ["10:1 unknown-call"]),
        ("concern: A line\n", "", ["1:1 missing-key"]),
        ('letter-subject: "On {{ day:incident:square }}"\n', "", ["8:1 missing-key"]),
        ("letter-role: to-send", "letter-role: sent", ["9:1 head-value"]),
        ("asks: [call:one", "translated-from: english\nasks: [call:one", ["10:1 head-value"]),
        ("concern: A line", "concern: 'On {{ day:incident:squre }}'", ["7:1 unknown-day"]),
        ("- {{ figure:dead }} #Peru", f"- {'x' * 281} #Peru", ["49:1 social-too-long"]),
        ("Second paragraph.", "x" * LONG_LETTER, ["41:1 letter-too-long"]),
        ("concern: A line", f"concern: {'x' * 201}", ["7:1 line-too-long"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_column(old, new, told):
    assert problems(old, new) == told


def test_a_long_letter_only_warns_until_it_is_far_too_long():
    def found(signs: int) -> ActionParts:
        return parts(a_text(**{"Second paragraph.": "x" * signs}))

    assert found(LONG_LETTER).is_whole
    assert not found(LONGEST_LETTER).is_whole


def test_an_issue_that_asks_nobody_to_write_needs_no_letter():
    text = a_text().split("# asks")[0]
    text = text.replace("letter-role: to-send\nasks: [call:one, call:two]", "letter-role: none")
    found = parts(text.replace('letter-subject: "On {{ day:incident:square }}"\n', ""))

    assert found.problems == ()
    assert "letter" not in found.parts


def test_keys_of_an_urgent_action_mean_nothing_in_another_kind():
    text = "---\nkind: report\ntitle: T\ndate: 2023-02-01\nconcern: A line\n---\nBody"
    assert [one.code for one in read_draft(text, "a.en.md").problems] == ["unknown-key"]


# languages together


def lint(*changed: tuple[str, str]) -> list[str]:
    text = a_text("es")
    for old, new in changed:
        assert old in text
        text = text.replace(old, new, 1)
    return [str(one) for one in lint_together([a_draft(a_text()), a_draft(text, "es")])]


def test_languages_may_cut_paragraphs_and_order_references_as_they_must_within_a_section():
    moved = (
        "On {{ day:incident:square }}, {{ figure:dead|words }}",
        "{{ figure:dead }}\n\nEl {{ day:incident:square }}",
    )
    assert lint(moved) == []


def test_a_letter_that_lacks_a_reference_is_told_though_another_section_has_it():
    assert lint(("Eighteen, or {{ figure:dead }}.", "Dieciocho.")) == [
        "a.es.md:41:1: {{ figure:dead }} is missing here; it stands at a.en.md:43:14."
    ]


def test_a_reference_too_many_is_told_in_the_language_that_lacks_it():
    assert lint(("Write.", "{{ figure:shots }}")) == [
        "a.en.md:33:1: {{ figure:shots }} is missing here; it stands at a.es.md:35:1."
    ]


def test_titles_and_subjects_hold_the_same_references_too():
    (told,) = lint(('"{{ figure:dead }} people"', "Gente"))
    assert told.startswith("a.es.md:6:1: The references of 'title'")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# to-do\n\nWrite.\n\n", "", "The section 'to-do' is missing here"),
        ("- Point", "- Point\n- Other", "has 2 items"),
        ("[call:one, call:two]", "[call:two, call:one]", "'asks' differs"),
    ],
)
def test_sections_items_and_asks_agree_between_languages(old, new, said):
    assert any(said in one for one in lint((old, new)))


def test_the_role_of_the_letter_and_the_translator_may_differ():
    assert lint(("letter-role: to-send", "letter-role: reading\ntranslator: Ana\ntranslated-from: en 1")) == []


# words, numbers, days, sentences


def test_every_word_that_a_draft_needs_stands_in_every_language():
    for file in ("words.yaml", WORDS):
        for name, told in read_words(file).items():
            only_made = name in ("title-of-nameless", "kind-incident-dossier", "kind-chain-annex")
            assert set(told) == set(MADE_LANGUAGES if only_made else LANGUAGES), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_that_the_language_has_is_written_or_falls_back(language):
    from answerable.publish.wording import word

    for count in (0, 1, 2, 3, 11, 100, 1_000_000):
        assert word("counted", language, WORDS, count=count)
        assert "{" not in word("further-sources", language, WORDS, count=count)


def test_numbers_are_written_as_each_language_writes_them():
    assert [digits(1200, code) for code in LANGUAGES] == ["1,200", "1200", "1.200", "1\u202f200", "1,200"]
    assert [percentage(22, code) for code in LANGUAGES] == ["22%", "22\u00a0%", "22\u00a0%", "22\u202f%", "22%"]
    assert [spelled(18, code) for code in LANGUAGES[:4]] == ["eighteen", "dieciocho", "achtzehn", "dix-huit"]
    assert [spelled(1, code, feminine=True) for code in ("de", "fr")] == ["eine", "une"]


def test_french_writes_the_first_of_a_month_as_an_ordinal_and_no_other_day():
    from datetime import date

    assert day_words(date(2026, 1, 1), "fr") == "1er janvier 2026"
    assert day_words(date(2026, 1, 11), "fr") == "11 janvier 2026"
    assert day_words(date(2026, 1, 1), "de") == "1. Januar 2026"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Am 9. Januar 2023 starben Menschen. Zwei Tage danach ebenso.", 2),
        ("Es waren 9. Januar war es keiner.", 1),
        ("قُتل سبعة أشخاص. ولم يُفتح تحقيق. هل من رد؟ لا أحد يعرف.", 4),
        ("« Ils sont morts. » Personne ne répond.", 2),
        ("They were 18. January came.", 2),
    ],
)
def test_sentences_end_where_each_language_ends_them(text, count):
    assert len(list(sentences_of(text))) == count


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("a" * 280, 280),
        ("é", 1),
        ("e\u0301", 1),
        ("نص", 2),
        ("漢字", 4),
        ("👩\u200d👩\u200d👧", 2),
        ("🇵🇪", 2),
        ("👍🏽", 2),
        ("“hola” – …", 11),
        ("https://example.org/a/very/long/address?with=much&more=1", 23),
        ("See https://example.org/a. Now", 4 + 23 + 5),
    ],
)
def test_a_text_counts_as_the_strictest_network_counts_it(text, weight):
    assert weight_of(text) == weight


def test_no_word_of_ours_is_a_verdict_in_any_language():
    from answerable.assess import verdict_words_in

    for file in ("words.yaml", WORDS):
        told = yaml.safe_load((ROOT / "src" / "answerable" / "publish" / file).read_text(encoding="utf-8"))
        assert verdict_words_in(str(told)) == ()
