"""Rendered drafts: values as each language writes them, notes, sentences, and nothing that breaks out."""

import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.publish.rendering import notes_html, rendered
from tests.publish.drafted import NASTY, a_claim, a_dossier, a_draft

GOLDEN = Path(__file__).parents[1] / "golden"
VIEW = a_dossier()
_TAG = re.compile(r"<a [^>]*>\d+</a>|<sup>, </sup>|<[^>]+>")


def said(body: str, language: str = "en", view=VIEW) -> str:
    return _TAG.sub("", rendered(view, a_draft(body, language)).html).strip()


@pytest.mark.parametrize(
    ("reference", "english", "spanish"),
    [
        ("figure:dead", "18", "18"),
        ("figure:dead|words", "eighteen", "dieciocho"),
        ("figure:dead|words|capital", "Eighteen", "Dieciocho"),
        ("tally:one|words", "one", "un"),
        ("tally:one|words|feminine", "one", "una"),
        ("figure:shots|documented", "1", "1"),
        ("tally:rounds", "more than 1,200", "más de 1200"),
        ("tally:rounds|capital", "More than 1,200", "Más de 1200"),
        ("tally:rounds|low", "1,201", "1201"),
        ("tally:least", "at least 1,200", "al menos 1200"),
        ("tally:between", "between 20 and 31", "entre 20 y 31"),
        ("tally:between|high|words", "thirty-one", "treinta y un"),
        ("tally:most", "at most 40", "como máximo 40"),
        ("tally:words", "dozens", "decenas"),
        ("tally:percent|share", "14%", "14\u00a0%"),
        ("entity:person:ana", "Ana Quispe", "Ana Quispe"),
        ("entity:person:ana|post", "Minister of Water", "Ministra del Agua"),
        ("entity:incident:square", "Shots in the square", "Disparos en la plaza"),
        ("day:incident:square", "9 January 2023", "9 de enero de 2023"),
        ("day:incident:square|month", "January 2023", "enero de 2023"),
        ("day:incident:square|year", "2023", "2023"),
        ("day:figure:dead", "10 January 2023", "10 de enero de 2023"),
    ],
)
def test_a_value_is_written_as_its_language_writes_it(reference, english, spanish):
    assert (said(f"{{{{ {reference} }}}}"), said(f"{{{{ {reference} }}}}", "es")) == (english, spanish)


@pytest.mark.parametrize(
    ("reference", "code", "offer"),
    [
        ("figure:daed", "unknown-figure", "figure:dead"),
        ("figure:nothing-like-it", "unknown-figure", ""),
        ("tally:dad", "unknown-tally", "tally:dead"),
        ("entity:person:anna", "unknown-entity", "person:ana"),
        ("day:incident:squar", "unknown-day", "incident:square"),
        ("cite:Q paragraph:5", "unknown-source", ""),
        ("cite:A paragraph:50", "unknown-place", "another place"),
        ("cite:claim:dead-2", "unknown-claim", "dead-1"),
        ("tally:none", "no-value", ""),
        ("figure:dead|documented", "no-value", "documented"),
        ("tally:rounds|high", "no-value", ""),
        ("figure:shots|stated", "no-value", ""),
        ("day:person:ana", "no-value", ""),
        ("entity:person:nasty|post", "no-value", ""),
    ],
)
def test_a_reference_to_nothing_is_told_with_its_place_and_the_nearest_name(reference, code, offer):
    made = rendered(VIEW, a_draft(f"One.\n\nTwo {{{{ {reference} }}}}.\n"))
    (problem,) = made.problems
    assert (problem.code, problem.file, problem.line, problem.column) == (code, "sheet.en.md", 9, 5)
    assert offer in problem.remedy
    assert not made.is_whole


def test_a_post_that_is_not_sure_on_the_very_day_is_warned_of():
    blurred = "[2023-01-15..2023-02-15] / 2023-03-01 starts ends"
    bea = a_claim("Appointment", "appointment:bea", blurred, person="person:bea", post="post:minister")
    view = a_dossier(a_claim("Person", "person:bea", name="Bea"), bea)
    assert rendered(view, a_draft("{{ entity:person:ana|post }}")).problems == ()
    unsure = rendered(view, a_draft("{{ entity:person:bea|post }}"))
    assert [(each.code, each.is_warning) for each in unsure.problems] == [("post-not-sure", True)]
    assert unsure.is_whole


BODY = """## The dead of {{ entity:incident:square }}

- **{{ figure:dead }}** people killed on {{ day:incident:square }}, *{{ tally:words }}* injured. Fired: {{ tally:rounds }} rounds.
- {{ entity:person:ana }}, {{ entity:person:ana|post }}, was told.{{ cite:B paragraph:1 }}

| Count | Number |
| --- | --- |
| Killed | {{ figure:dead|words }} |
| Shootings | {{ figure:shots|documented }} |

More than once, [sources](https://example.org/a) say so.
"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_text_is_rendered_to_the_letter(language):
    made = rendered(VIEW, a_draft(BODY, language))
    assert made.problems == ()
    text = made.html + notes_html(made.notes, "Notes") + "\n"
    assert text == (GOLDEN / f"draft_rendered.{language}.html").read_text(encoding="utf-8")


def test_every_value_tells_its_claims_and_the_sentence_it_stands_in():
    made = rendered(VIEW, a_draft(BODY))
    used = {each.reference: each for each in made.used}
    dead = used["{{ figure:dead }}"]
    assert dead.text == "18"
    assert [VIEW.claim(name).about for name in dead.claims] == ["tally:dead"]
    assert dead.sentence == "18 people killed on 9 January 2023, dozens injured."
    assert used["{{ tally:rounds }}"].sentence == "Fired: more than 1,200 rounds."
    assert used["{{ cite:B paragraph:1 }}"].sentence == "Ana Quispe, Minister of Water, was told."
    assert (dead.line, dead.column) == (9, 5)


def test_a_citation_behind_a_full_stop_belongs_to_the_sentence_before_it():
    made = rendered(VIEW, a_draft("She was told.{{ cite:B paragraph:1 }} He was not.\n"))
    assert made.used[0].sentence == "She was told."


def test_one_place_in_a_source_has_one_note_and_a_second_place_names_the_source_in_short():
    made = rendered(VIEW, a_draft("A {{ tally:dead }}. B {{ tally:dead }}. C {{ tally:rounds }}.\n"))
    assert [str(text) for _, text in made.notes] == [
        "A report, 10 January 2023, paragraph 5.",
        "A report, 10 January 2023 (as in note 1), paragraph 6.",
    ]
    assert made.html.count('href="#n1"') == 2


def test_neighbours_in_one_sentence_that_share_a_note_are_marked_once():
    made = rendered(VIEW, a_draft("{{ tally:dead }} and {{ tally:dead|words }}.\n"))
    assert made.html.count("doc-noteref") == 1


def test_a_denial_is_told_in_the_note():
    view = a_dossier(a_claim("Tally", "tally:dead", what="killed", value="18", source="B", stance="denies",
                             locator="paragraph:9"))  # fmt: skip
    (note,) = rendered(view, a_draft("{{ figure:dead }}")).notes
    assert "Denied: A newspaper" in note[1]


def test_the_public_reads_nothing_of_a_withheld_source():
    more = a_claim(
        "Tally", "tally:dead-too", what="killed", value="3", source="S", attribution="a person who was there"
    )
    whole = rendered(a_dossier(more), a_draft("{{ tally:dead-too }}"))
    public = rendered(a_dossier(more, public=True), a_draft("{{ tally:dead-too }} {{ cite:S }}"))
    assert "A hidden talk" in whole.notes[0][1]
    text = public.html + "".join(note for _, note in public.notes) + "".join(map(str, public.problems))
    assert "A hidden talk" not in text
    assert "a person who was there" in public.notes[0][1]
    assert [problem.code for problem in public.problems] == ["unknown-source"]


@pytest.mark.parametrize(
    "body",
    [
        "`{{ figure:dead }}`",
        "```\n{{ figure:dead }}\n```",
        "    {{ figure:dead }}",
        "[a](https://example.org/{{ figure:dead }})",
        '[a](https://example.org/ "{{ figure:dead }}")',
        "[a]: https://example.org/{{ figure:dead }}",
    ],
)
def test_a_reference_in_code_or_an_address_is_refused_with_its_place(body):
    made = rendered(VIEW, a_draft(body))
    assert "reference-misplaced" in {problem.code for problem in made.problems}
    assert "\ue000" not in made.html
    assert "%EE%80%80" not in made.html


def test_a_name_cannot_break_out():
    made = rendered(
        VIEW, a_draft("**{{ entity:person:nasty }}** | {{ entity:person:nasty }}\n\n# {{ entity:person:nasty }}")
    )
    assert "<script" not in made.html
    assert "<em>Ana" not in made.html
    assert "<a href" not in made.html
    assert made.headings[0].text == NASTY
    assert html5lib.parseFragment(made.html, namespaceHTMLElements=False).find(".//strong").text == NASTY


def test_html_and_pictures_in_a_text_stay_text():
    made = rendered(
        VIEW, a_draft("<b onclick=x>a</b>\n\n<script>1</script>\n\n![x](http://a/b.png)\n\n[c](javascript:1)")
    )
    assert not re.search(r"<(script|b |img)", made.html)
    assert 'href="javascript' not in made.html


def test_headings_stand_below_the_title_and_have_anchors():
    made = rendered(VIEW, a_draft("# A {{ figure:dead }}\n\n### B\n"))
    assert [(each.level, each.anchor, each.text) for each in made.headings] == [(2, "s1", "A 18"), (4, "s2", "B")]


PIECES = st.sampled_from([
    "{{ figure:dead }}", "{{ entity:person:nasty }}", "{{ day:incident:square }}", "{{ tally:rounds|capital }}",
    "{{ cite:B paragraph:1 }}", "{{ figure:none }}", "**", "_", "`", "\n\n", "\n", "- ", "# ", "> ", "| a | ", "[x](", ")",
    "<b>", "&amp;", "text ", "\\", "\ue0007\ue001", "1. ", "    ", "```\n", "https://a.b/", "<https://a.b/", ">", "![", "]",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_no_reference_is_left_unrendered_unless_it_is_told(pieces):
    made = rendered(VIEW, a_draft("".join(pieces)))
    assert "\ue000" not in made.html
    assert "<script" not in made.html
    assert "<b>" not in made.html
    told = {(problem.line, problem.column) for problem in made.problems}
    for each in a_draft("".join(pieces)).parsed.references:
        done = [use for use in made.used if (use.line, use.column) == (each.line + 6, each.column)]
        assert done or (each.line + 6, each.column) in told
