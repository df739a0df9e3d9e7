"""What a file is and says follows from its bytes."""

import pytest

from answerable.evidence.paragraphs import paragraphs_of
from answerable.evidence.reading import Kind, Note, TextState, UnreadableError, reading_from_json, reading_to_json
from answerable.evidence.text import read_text
from answerable.evidence.text_of_docx import count_unpacked
from answerable.evidence.text_of_html import html_text
from tests.evidence.making import a_bomb, a_docx, a_pdf, a_zip


def _said(content: bytes) -> list[str]:
    return [each.text for each in paragraphs_of(read_text(content).pages)]


@pytest.mark.parametrize(
    "content, kind, note",
    [
        (b"Plain words.", Kind.TEXT, None),
        ("La policía disparó.".encode(), Kind.TEXT, None),
        ("\ufeffWith a mark.".encode(), Kind.TEXT, "utf-8-mark"),
        ("Policía".encode("utf-16"), Kind.TEXT, "utf-16"),
        (b"\xfe\xff" + "Policía".encode("utf-16-be"), Kind.TEXT, "utf-16"),
        ("La policía disparó.".encode("latin-1"), Kind.TEXT, "windows-1252"),
        ("\u201cLa policía\u201d".encode("cp1252"), Kind.TEXT, "windows-1252"),
        (b"<!DOCTYPE html><html><body><p>x</p></body></html>", Kind.HTML, None),
        (b"  <!-- saved -->\n<html lang=es><p>x</p>", Kind.HTML, None),
        (b"Less < more, says <html> here", Kind.TEXT, None),
        (a_docx("x"), Kind.DOCX, None),
        (a_pdf([[(700, "x")]]), Kind.PDF, None),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 20, Kind.JPEG, "kept-without-text"),
        (b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 20, Kind.MP4, "kept-without-text"),
    ],
)
def test_kinds_are_told_from_bytes(content, kind, note):
    reading = read_text(content)

    assert reading.refused == ""
    assert reading.kind is kind
    assert [each.code for each in reading.notes] == ([note] if note else [])


@pytest.mark.parametrize(
    "content, refused",
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"words\x00and a NUL", "not-text"),
        (b"\x7fELF\x02\x01\x01\x00", "not-text"),
        (b"\x81\x8d\x8f not of any charset", "not-text"),
        (b"control \x01\x02\x03 signs", "not-text"),
        (b"\xff\xfe\x00\xd8", "not-text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old word file", "other-office"),
        (b"{\\rtf1 words}", "other-office"),
        (a_zip(mimetype="application/vnd.oasis.opendocument.text"), "other-office"),
        (a_zip(**{"a.txt": "x"}), "archive"),
        (b"PK\x03\x04 and then nothing", "broken-archive"),
    ],
)
def test_what_is_no_document_is_refused(content, refused):
    assert read_text(content).refused == refused


def test_a_text_with_a_mark_does_not_begin_with_it():
    assert _said("\ufeffFirst.\n\nSecond.".encode()) == ["First.", "Second."]


def test_a_page_is_read_in_the_charset_that_it_declares():
    page = '<html><head><meta charset="windows-1251"></head><body><p>Приказ</p></body></html>'

    reading = read_text(page.encode("cp1251"))

    assert [page.text for page in reading.pages] == ["Приказ"]
    assert reading.notes == (Note("declared-charset", "cp1251"),)


def test_a_declared_charset_that_is_none_is_not_believed():
    page = '<html><head><meta charset="rot13"></head><body><p>Se disparó</p></body></html>'

    assert [page.text for page in read_text(page.encode("latin-1")).pages] == ["Se disparó"]


def test_blocks_of_a_page_are_paragraphs_and_scripts_are_gone():
    page = """<html><head><title>Window</title><style>p {color: red}</style></head><body>
      <h1>A heading</h1><script>alert('no')</script>
      <p onclick="alert(1)">Shots were
         fired &amp; heard<br>by all.</p><div>Loose <b>words</b><ul><li>first</li><li>second</li></ul></div>
      <table><tr><th>Place</th><th>Dead</th></tr><tr><td>North</td><td>18</td></tr></table>
      <iframe src="x">frame</iframe><svg><text>drawn</text></svg><noscript>none</noscript>
      One.<br><br>Two.
      </body></html>"""

    assert _said(page.encode()) == [
        "A heading",
        "Shots were fired & heard\nby all.",
        "Loose words",
        "first",
        "second",
        "Place | Dead",
        "North | 18",
        "One.",
        "Two.",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<p>a<script>bad()</script>b</p>",
        "<p>a<scr<script>bad()</script>ipt>bad()</script>b</p>",
        "<p>a<img src=x onerror=bad()>b</p>",
        "<svg><style><img src=x onerror=bad()></style></svg>",
        "<math><mtext><script>bad()</script></mtext></math>",
    ],
)
def test_no_running_code_is_left_of_a_page(page):
    assert "<" not in html_text(page)


def test_what_a_script_says_is_no_text():
    assert html_text("<p>a<script>bad()</script>b</p>") == "ab"


def test_line_breaks_of_verbatim_text_stay():
    assert html_text("<pre>one\n  two</pre>") == "one\ntwo"


def test_a_word_file_gives_paragraphs_and_rows_in_order():
    content = a_docx("Heading", "", "First line.\nSame paragraph.", rows=[["Place", "Dead"], ["North", "18"]])

    assert _said(content) == ["Heading", "First line.\nSame paragraph.", "Place | Dead", "North | 18"]


def test_a_word_file_is_read_with_what_was_inserted_and_without_what_was_deleted():
    assert _said(a_docx("One.", inserted="they fired", deleted="they waited")) == ["One.", "Changed: they fired"]


def test_a_bomb_is_stopped_by_counting_what_it_unpacks_to():
    with pytest.raises(UnreadableError) as stopped:
        count_unpacked(a_bomb(20 * 2**20), limit=10 * 2**20)

    assert stopped.value.code == "unpacks-too-large"


def test_a_broken_word_file_is_kept_without_text():
    content = a_zip(**{"word/document.xml": "<not closed", "[Content_Types].xml": "<Types/>"})

    reading = read_text(content)

    assert (reading.kind, reading.state, reading.refused) == (Kind.DOCX, TextState.UNREADABLE, "")


def test_a_pdf_is_read_by_page_and_split_where_it_leaves_room():
    content = a_pdf(
        [
            [(720, "A heading"), (680, "First line"), (666, "second line"), (652, "third line."), (612, "Apart.")],
            [(720, "On the next page.")],
        ]
    )

    paragraphs = paragraphs_of(read_text(content).pages)

    assert [(each.number, each.page, each.text) for each in paragraphs] == [
        (1, 1, "A heading"),
        (2, 1, "First line\nsecond line\nthird line."),
        (3, 1, "Apart."),
        (4, 2, "On the next page."),
    ]


def test_a_pdf_without_a_text_layer_says_so():
    reading = read_text(a_pdf([[]]))

    assert (reading.state, reading.pages, reading.notes) == (TextState.NO_TEXT_LAYER, (), (Note("no-text-layer"),))


def test_pages_without_text_are_named():
    reading = read_text(a_pdf([[(700, "x")], [], []]))

    assert reading.notes == (Note("pages-without-text", "2, 3"),)


def test_a_broken_pdf_is_kept_without_text():
    assert read_text(b"%PDF-1.4 and nothing").state is TextState.UNREADABLE


def test_a_reading_comes_back_from_the_child_as_it_was():
    reading = read_text(a_pdf([[(700, "Se dispar\xf3")], []]))

    assert reading_from_json(reading_to_json(reading)) == reading


@pytest.mark.parametrize("written", [b"", b"[]", b"{}", b'{"kind": "text/evil"}', b"\xff"])
def test_what_is_no_reading_is_not_taken_for_one(written):
    with pytest.raises(ValueError):
        reading_from_json(written)
