"""One text as PDF, as a Word document and as a page: readable by everybody, fetching nothing, the same each time."""

import contextlib
import io
import re
import socket
import subprocess
import sys
import threading
import zipfile
from importlib.machinery import ModuleSpec

import pytest
from docx import Document

from answerable.kernel.errors import SettingsError, ValueRefusedError
from answerable.publish import documents
from answerable.publish.documents import as_docx, as_html, as_pdf
from tests.publish.printed import (
    bookmarks,
    is_tagged,
    language_of,
    pdf_text,
    tags,
    typefaces,
    unpacked,
    word_text,
)

TEXT = """<main><h1>Año y señal ≠ otra</h1><p>Un <em>texto</em> con nota<a href="#n1" id="r1" role="doc-noteref">1</a> y
<span class="post" data-custom-style="Post Title">Ministra</span>.</p>
<h2>Una tabla</h2><table><caption>Lo dicho</caption><colgroup><col style="width:30%"><col style="width:70%"></colgroup>
<thead><tr><th scope="col">Quién</th><th scope="col">Qué</th></tr></thead>
<tbody><tr><th scope="row">La oficina</th><td>Nada</td></tr></tbody></table><ul><li>Uno</li><li>Dos</li></ul>
<section class="notes" role="doc-endnotes"><h2 class="paper-only">Notas</h2><ol><li id="n1"><p>Un informe, página 4.</p></li></ol></section></main>"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return as_pdf(TEXT, language="es", title="Ensayo de «prueba»")


@pytest.fixture(scope="module")
def docx() -> bytes:
    return as_docx(TEXT, language="es", title="Ensayo de <prueba>")


def test_a_pdf_can_be_read_aloud_and_walked_through_by_its_headings(pdf: bytes) -> None:
    found = tags(pdf)

    assert is_tagged(pdf)
    assert language_of(pdf) == "es"
    assert found["H1"] == 1
    assert found["H2"] == 2
    assert found["Table"] == 1
    assert found["TH"] == 3
    assert found["TD"] == 1
    assert found["L"] == 2
    assert found["LI"] == 3
    assert bookmarks(pdf) == [(0, "Año y señal ≠ otra"), (1, "Una tabla"), (1, "Notas")]


def test_a_pdf_says_that_it_is_accessible_and_shows_its_title(pdf: bytes) -> None:
    whole = unpacked(pdf)

    assert re.search(rb"pdfuaid:part(?:=\"|>)1", whole)
    assert b"/DisplayDocTitle true" in whole
    assert b"/Marked true" in whole


def test_every_typeface_of_a_pdf_is_ours_and_embedded(pdf: bytes) -> None:
    faces = typefaces(pdf)

    assert faces
    assert all(faces.values()), faces
    assert all("Source" in name or "Answerable" in name for name in faces), faces


def test_letters_with_accents_come_out_as_they_went_in(pdf: bytes) -> None:
    text = pdf_text(pdf)

    assert "Año y señal ≠ otra" in text
    assert "Ensayo de «prueba»" in text


def test_the_same_text_gives_the_same_bytes(pdf: bytes, docx: bytes) -> None:
    assert as_pdf(TEXT, language="es", title="Ensayo de «prueba»") == pdf
    assert as_docx(TEXT, language="es", title="Ensayo de <prueba>") == docx
    assert b"/CreationDate" not in unpacked(pdf)
    assert b"dcterms:created" not in unpacked(docx)


def test_a_word_document_has_footnotes_headings_and_tables_of_its_own(docx: bytes) -> None:
    document = Document(io.BytesIO(docx))
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        notes = parts.read("word/footnotes.xml").decode()
        styles = parts.read("word/styles.xml").decode()

    assert [one.style.name for one in document.paragraphs[:1]] == ["Heading 1"]
    assert "Un informe, página 4." in notes
    assert "Un informe" not in word_text(docx)
    assert "Notas" not in word_text(docx)
    assert 'w:lang w:bidi="ar-SA" w:eastAsia="zh-CN" w:val="es"' in styles
    assert document.core_properties.title == "Ensayo de <prueba>"
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=1)
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["Quién", "Qué"]
    assert document.tables[0].rows[0].cells[0].paragraphs[0].style.name == "Cell"


def test_a_page_by_itself_names_no_other_place() -> None:
    page = as_html(TEXT, language="es", title="Ensayo </title> de <prueba>")

    assert '<html lang="es" dir="ltr">' in page
    assert '<meta charset="utf-8">' in page
    assert "<title>Ensayo &lt;/title&gt; de &lt;prueba&gt;</title>" in page
    assert "url(" not in page
    assert "<script" not in page
    assert 'dir="rtl"' in as_html(TEXT, language="ar", title="Ensayo")


def test_a_title_cannot_end_the_rule_that_prints_it() -> None:
    title = 'a"; } * { display: none } </style><script>'

    assert title in pdf_text(as_pdf("<p>x</p>", language="en", title=title))


@pytest.mark.parametrize("write", [as_pdf, as_docx])
def test_nothing_is_fetched_from_another_host_or_from_this_machine(write, tmp_path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>SECRETO</text></svg>')
    asked: list[object] = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(3)
    port = listener.getsockname()[1]

    def listen() -> None:
        with contextlib.suppress(TimeoutError):
            asked.append(listener.accept()[1])

    watching = threading.Thread(target=listen)
    watching.start()
    made = write(
        f'<p>text</p><img src="http://127.0.0.1:{port}/a.png" alt="a"><img src="file://{secret}" alt="b">'
        f'<link rel="stylesheet" href="http://127.0.0.1:{port}/a.css"><style>@import "file://{secret}";'
        f'p {{ background: url(http://127.0.0.1:{port}/b.png) }}</style><object data="file://{secret}"></object>',
        language="en", title="Title",
    )  # fmt: skip
    watching.join()
    listener.close()

    assert asked == []
    assert "SECRETO" not in pdf_text(made) if made.startswith(b"%PDF") else b"SECRETO" not in unpacked(made)


def test_a_picture_inside_the_text_is_printed() -> None:
    dot = "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    with_dot = as_pdf(f'<p>x</p><img alt="a dot" src="{dot}">', language="en", title="T")

    assert tags(with_dot)["Figure"] == 1


def test_a_language_is_a_code_and_nothing_else() -> None:
    with pytest.raises(ValueRefusedError):
        as_html("<p>x</p>", language='en"><script>', title="T")


def test_without_the_extra_a_word_document_is_refused_with_the_way_to_get_it(monkeypatch) -> None:
    def none(name: str) -> ModuleSpec | None:
        assert name == "pypandoc"

    monkeypatch.setattr(documents, "find_spec", none)

    with pytest.raises(SettingsError, match=r"answerable\[office\]"):
        as_docx("<p>x</p>", language="en", title="T")


def test_without_pango_a_pdf_is_refused_with_the_way_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr(documents, "_run", lambda *given: (documents.NO_PANGO, b""))

    with pytest.raises(SettingsError, match="libpango"):
        as_pdf("<p>x</p>", language="en", title="T")


def test_a_text_that_takes_too_long_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(documents, "CLOCK_SECONDS", 0.01)

    with pytest.raises(SettingsError, match="limits"):
        as_pdf("<p>x</p>", language="en", title="T")


def test_the_program_runs_without_what_makes_the_files() -> None:
    code = (
        "import sys; sys.modules['pypandoc'] = None; sys.modules['weasyprint'] = None\n"
        "import answerable, django; django.setup()\n"
        "import answerable.urls, answerable.publish.documents, answerable.publish.person_dossier\n"
        "import answerable.web.pages.reply, answerable.web.pages.person_file, answerable.cli.program\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_a_page_by_itself_needs_no_inline_style() -> None:
    assert ' style="' not in as_html(TEXT, language="es", title="T")
    assert "@font-face" not in as_html(TEXT, language="es", title="T")
