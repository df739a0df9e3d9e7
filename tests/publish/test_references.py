"""References in drafts: what is read, and where what cannot be read stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.references import FILTERS, ONE_OF, Reference, references_in

SLUGS = st.from_regex(r"[a-z0-9][a-z0-9.\-]{0,12}", fullmatch=True)
KEYS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,8}", fullmatch=True)
LOCATORS = st.sampled_from(["", "paragraph:5", "page:3 line:2", "time:00:01:02", "page:1 quote:six words | of it"])


@st.composite
def any_reference(draw: st.DrawFn) -> Reference:
    kind = draw(st.sampled_from(sorted(FILTERS)))
    if kind == "cite":
        if draw(st.booleans()):
            return Reference("cite", f"claim:{draw(KEYS)}")
        return Reference("cite", draw(KEYS), (), draw(LOCATORS))
    filters = draw(st.lists(st.sampled_from(FILTERS[kind]), unique=True))
    for first, second in ONE_OF:
        if first in filters and second in filters:
            filters.remove(second)
    prefix = kind if kind in ("figure", "tally") else "incident"
    return Reference(kind, f"{prefix}:{draw(SLUGS)}", tuple(filters))  # type: ignore[arg-type]


@given(st.lists(any_reference(), max_size=4), st.text(alphabet="ab \n|*", max_size=6))
def test_what_is_printed_is_read_back(references, between):
    found = references_in(between.join(f" {one} " for one in references))
    assert [one.reference for one in found.references] == references
    assert found.problems == ()


@given(st.text(alphabet="{}|: figurecit\n\\abc"))
def test_no_text_breaks_the_reader_and_every_reference_stands_where_it_says(text):
    found = references_in(text)
    for one in found.references:
        line = text.split("\n")[one.line - 1]
        assert text[one.start : one.end].startswith("{{")
        assert line[one.column - 1 :].startswith(text[one.start : one.end])


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "said"),
    [
        ("a\nb {{ figure:dead", "unclosed-braces", 2, 3, "not closed"),
        ("{{ figure:dead\n}}", "unclosed-braces", 1, 1, "not closed"),
        ("{{ figure:a {{ figure:b }}", "unclosed-braces", 1, 1, "not closed"),
        ("x {{ figur:dead }}", "unknown-reference", 1, 6, "'figure'"),
        ("{{ killed }}", "unknown-reference", 1, 4, "figure, tally"),
        ("{{}}", "unknown-reference", 1, 3, "figure, tally"),
        ("{{ figure:Dead }}", "broken-reference", 1, 4, "figure:Dead"),
        ("{{ entity:ana }}", "broken-reference", 1, 4, "person:boluarte"),
        ("{{ figure:dead|documentd }}", "unknown-filter", 1, 16, "'documented'"),
        ("{{ tally:dead|documented }}", "unknown-filter", 1, 15, "stated"),
        ("{{ figure:dead|low|low }}", "repeated-filter", 1, 20, "twice"),
        ("{{ figure:dead|low|high }}", "filters-at-odds", 1, 20, "'low' and 'high'"),
        ("{{ cite:S1 par:5 }}", "broken-reference", 1, 9, "paragraph:12"),
        ("{{ cite: }}", "broken-reference", 1, 9, "cites nothing"),
    ],
)
def test_what_cannot_be_read_is_told_with_line_and_column(text, code, line, column, said):
    (problem, *_) = references_in(text).problems
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert said in str(problem)


def test_braces_behind_a_backslash_are_plain_signs():
    found = references_in(r"\{{ figure:dead }} and {{ figure:dead }}")
    assert len(found.references) == 1
    assert found.problems == ()


def test_wording_does_not_change_what_is_meant():
    one, two = (references_in(text).references[0].reference for text in
                ("{{ figure:dead|words|feminine }}", "{{ figure:dead|capital }}"))  # fmt: skip
    assert one.meaning == two.meaning
    assert one.meaning != Reference("figure", "figure:dead", ("low",)).meaning
