"""Kinds of documents: what stands on each, in both languages; pictures; templates of one's own; made from a view."""

import base64
import io
import re
import zipfile
from datetime import date

import html5lib
import pypdfium2
import pytest

from answerable.assess import verdict_words_in
from answerable.interchange.package_reading import read_package
from answerable.kernel.errors import NotFoundError, ValueRefusedError
from answerable.publish.documents import as_docx, as_pdf
from answerable.publish.draft_languages import lint_together
from answerable.publish.drafts import read_draft
from answerable.publish.kinds.chain_annex import chain_annex
from answerable.publish.kinds.drafted import document_of
from answerable.publish.kinds.incident_dossier import incident_dossier
from answerable.publish.typed_by_hand import typed_by_hand
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.unsaved import view_of_drafts
from answerable.record.view import ViewSpec
from tests.conftest import PERU, ROOT
from tests.publish.drafted import a_claim, a_dossier, a_draft

PUBLICATIONS = ROOT / "examples" / "publications" / "peru-2022"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
HEAD = (
    "---\nkind: {kind}\nindex: X 1\ntitle: A & B\nsubtitle: On {{{{ figure:dead }}}}\ndate: 2023-02-01\nplace: Lima\n"
    "embargo: noon\nlanguage: {language}\ncontacts: [{{name: Desk, email: a@b.example}}]\n"
    "images: [{{file: a.png, text: A square, credit: Ana}}]\n---\n"
)
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def peru_view():
    reading = read_package(PERU)
    return view_of_drafts(reading.dossier, reading.sources, reading.claims, ViewSpec(PUBLIC))


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("kind", ["facts-and-figures", "press-release", "report"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Index: X 1", "Embargoed until noon", "Lima, 1 February 2023", "Contact", "Picture: Ana", "Sources", "Also in: Spanish"]),
        ("es", ["Índice: X 1", "Embargado hasta: noon", "Lima, 1 de febrero de 2023", "Contacto", "Imagen: Ana", "Fuentes", "También en: inglés"]),
    ],
)  # fmt: skip
def test_each_kind_has_all_that_must_stand_on_it(kind, language, words, tmp_path):
    (tmp_path / "a.png").write_bytes(PNG)
    draft = a_draft("# One\n\n{{ figure:dead }} dead.\n\n## Two\n", language, HEAD.replace("{kind}", kind))
    made = document_of(a_dossier(), draft, folder=tmp_path, also_in=("en", "es"))
    assert made.problems == ()
    assert html5lib.HTMLParser(strict=True).parseFragment(made.html)
    said = plain(made.html)
    assert [word for word in words if word not in said] == []
    assert 'src="data:image/png;base64,' in made.html
    assert "A &amp; B" in made.html
    assert "On 18" in said


def test_a_report_has_a_title_page_and_contents_that_lead_to_its_chapters():
    made = document_of(a_dossier(), a_draft("# One\n\n## Two\n\n# Three\n", head=HEAD.replace("{kind}", "report")))
    assert made.html.index("title-page") < made.html.index('role="doc-toc"') < made.html.index('id="s1"')
    assert re.findall(r'href="#(s\d)"', made.html) == ["s1", "s2", "s3"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("../a.png", PNG, "no picture"), ("b.png", PNG, "no picture"), ("a.png", b"<svg/>", "neither PNG nor JPEG")],
)
def test_a_picture_from_elsewhere_or_of_another_kind_is_refused(tmp_path, name, content, said):
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.png").write_bytes(content)
    (tmp_path / "inner" / "a.png").write_bytes(content)
    head = HEAD.replace("{kind}", "report").replace("a.png", name)
    made = document_of(a_dossier(), a_draft("", head=head), folder=tmp_path / "inner")
    assert any(said in str(one) for one in made.problems)
    assert "<img" not in made.html


@pytest.mark.parametrize(
    ("template", "place"),
    [
        ("<h1>{{ title }}</h1>\n<p>{% if title %}</p>", "mine.html:2:4"),
        ("a\n  {% nothing %}", "mine.html:2:3"),
        ("{{ title|shout }}", "mine.html:1:1"),
    ],
)
def test_an_error_in_a_template_is_told_with_line_and_column(template, place):
    with pytest.raises(ValueRefusedError, match=re.escape(place)):
        document_of(a_dossier(), a_draft("A"), template=template, template_file="mine.html")


def test_a_template_of_ones_own_is_filled_and_escaped():
    made = document_of(
        a_dossier(), a_draft("*A*", head=HEAD.replace("{kind}", "report")), template="[{{ title }}]{{ body }}"
    )
    assert made.html == "[A &amp; B]<p><em>A</em></p>\n"


# made from a view


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("incident", ["incident:ayacucho-2022-12-15", "incident:juliaca-2023-01-09"])
def test_the_dossier_of_an_incident_is_whole_and_has_no_word_of_guilt(peru_view, incident, language):
    made = incident_dossier(peru_view, incident, language, DAY)
    assert html5lib.HTMLParser(strict=True).parseFragment(made.html)
    assert "<!--notes" not in made.html
    assert verdict_words_in(plain(made.html)) == ()
    anchors = set(re.findall(r'id="([^"]+)"', made.html))
    assert set(re.findall(r'href="#([^"]+)"', made.html)) <= anchors
    headings = {"en": ["What happened", "Who was harmed", "Who was in command", "Inquiries", "Denials and replies"],
                "es": ["Qué ocurrió", "Quiénes sufrieron daño", "Quién mandaba", "Investigaciones",
                       "Negaciones y respuestas"]}  # fmt: skip
    assert [word for word in headings[language] if f"<h2>{word}</h2>" not in made.html] == []


def test_what_the_team_reads_of_the_law_leads_to_records_that_are_set_out():
    reading = read_package(PERU)
    team = view_of_drafts(reading.dossier, reading.sources, reading.claims, ViewSpec(TEAM))
    made = incident_dossier(team, "incident:ayacucho-2022-12-15", "en", DAY)
    assert "not to be passed on" in made.html
    links = set(re.findall(r'href="#(r\d+)"', made.html))
    assert links
    assert links <= set(re.findall(r'id="([^"]+)"', made.html))


def test_the_annex_names_who_held_each_post_from_the_top_down(peru_view):
    made = chain_annex(peru_view, "en", DAY, ("incident:ayacucho-2022-12-15",))
    said = plain(made.html)
    order = [
        "Presidency of the Republic",
        "Ministry of Defence",
        "Joint Command of the Armed Forces",
        "2nd Infantry Brigade , ",
    ]
    at = said.index("2nd Infantry Brigade, on")
    places = [said.index(word, at) for word in order]
    assert places == sorted(places)
    assert "Dina Ercilia Boluarte Zegarra" in said
    table = plain(made.html[made.html.index("<table>", made.html.index("2nd Infantry Brigade, on")) :])
    places = [table.index(word) for word in (*order[:3], "2nd Infantry Brigade")]
    assert places == sorted(places)
    assert html5lib.HTMLParser(strict=True).parseFragment(made.html)


def test_an_annex_of_nothing_and_a_dossier_of_nothing_are_refused(peru_view):
    with pytest.raises(NotFoundError):
        chain_annex(peru_view, "en", DAY, ("incident:nowhere",))
    with pytest.raises(NotFoundError):
        incident_dossier(peru_view, "person:boluarte", "en", DAY)


def test_a_draft_of_a_made_document_gives_its_head_and_its_incident():
    head = "---\nkind: incident-dossier\nindex: X 9\ntitle: Shots\ndate: 2023-02-01\nlanguage: en\nincidents: {}\n---\n"
    made = document_of(a_dossier(), read_draft(head.format("incident:square"), "a.en.md"))
    assert made.problems == ()
    assert "Index: X 9" in made.html
    wrong = document_of(a_dossier(), read_draft(head.format("incident:squar"), "a.en.md"))
    (problem,) = wrong.problems
    assert (
        str(problem)
        == "a.en.md:7:1: There is no incident 'incident:squar' in this view. Did you mean 'incident:square'?"
    )


def test_a_nameless_view_names_nobody_whom_it_may_not():
    hidden = [a_claim("Person", "person:luz", name="Luz Mamani", visibility="team", initials="L.M."),
              a_claim("Person", "person:luz", initials="L.M."),
              a_claim("Harm", "harm:luz", "2023-01-09", person="person:luz", incident="incident:square", kind="killed")]  # fmt: skip
    public = incident_dossier(a_dossier(*hidden, public=True), "incident:square", "en", DAY)
    assert "Luz" not in public.html
    assert "L.M." in public.html


# the publications of the example


@pytest.mark.parametrize("name", ["facts-and-figures", "press-release", "report-chapter", "incident-ayacucho"])
def test_the_example_publications_are_whole_alike_in_both_languages_and_bound(peru_view, name):
    drafts = [
        read_draft((PUBLICATIONS / f"{name}.{language}.md").read_text(encoding="utf-8"), f"{name}.{language}.md")
        for language in ("en", "es")
    ]
    assert lint_together(drafts) == ()
    for draft in drafts:
        made = document_of(peru_view, draft, also_in=("en", "es"))
        assert made.problems == ()
        assert not re.search(r"\{\{|\}\}|\ue000", made.html)
        assert verdict_words_in(plain(made.html)) == ()
        assert not [str(one) for one in typed_by_hand(peru_view, draft) if re.search(r"\d", one.what)]


def test_word_gets_real_footnotes_and_the_pdf_has_bookmarks(peru_view):
    draft = read_draft((PUBLICATIONS / "press-release.es.md").read_text(encoding="utf-8"), "press-release.es.md")
    made = document_of(peru_view, draft)
    word = zipfile.ZipFile(io.BytesIO(as_docx(made.html, language="es", title=made.title)))
    footnotes = word.read("word/footnotes.xml").decode("utf-8")
    assert footnotes.count("<w:footnoteRef") == len(re.findall(r'<li id="n\d+"', made.html))
    pdf = as_pdf(made.html, language="es", title=made.title)
    document = pypdfium2.PdfDocument(pdf)
    assert [each.get_title() for each in document.get_toc()][:2] == [made.title, "Lo que vino después"]
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "al menos 1200" in " ".join(text.replace("\ufffe", "").split())
