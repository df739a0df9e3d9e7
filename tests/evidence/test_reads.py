"""A document shows the claims beside the words that they cite, to those who may see its source."""

import io
from datetime import date, timedelta

import pytest

from answerable.evidence.changes import correct_language, ingest, place
from answerable.evidence.models import CustodyEntry
from answerable.evidence.reads import Holding, custody_of, document_of, holding_of, original_of
from answerable.kernel.errors import NotFoundError
from answerable.record.audiences import PUBLIC, TEAM, Audience
from answerable.record.changes import add_sources, record_claims
from answerable.record.drafts import SourceDraft
from answerable.record.models import Source
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.builders import a_claim
from tests.evidence.conftest import OWNER, PUBLIC_TEXT, RESEARCHER, SECRET_TEXT, TRUSTED
from tests.evidence.making import a_pdf

pytestmark = pytest.mark.usefixtures("no_child")
VOICES = Audience("restricted", frozenset({"voices"}))


def _view(audience=PUBLIC, **spec):
    return view_of("trial", ViewSpec(audience, **spec))


def _claim(about, locator, source="P1", **said):
    return a_claim("Unit", f"unit:{about}", name=about, source=source, locator=locator, **said)


@pytest.fixture
def cited(dossier):
    """Two files, one of them secret, and claims that cite them."""
    ingest(
        actor=RESEARCHER, dossier=dossier, content=io.BytesIO(PUBLIC_TEXT.encode()), name="a.txt", source_key="P1"
    )
    ingest(
        actor=TRUSTED, dossier=dossier, content=io.BytesIO(SECRET_TEXT.encode()), name="zeta.txt", source_key="V1"
    )
    drafts = [
        _claim("witness", "paragraph:2 quote:said a witness"),
        _claim("roof", "paragraph:2 quote:Fired from the ROOF"),
        _claim("plain", "paragraph:2"),
        _claim("missing", "paragraph:1 quote:nineteen people"),
        _claim("alone", "quote:nobody answered"),
        _claim("beyond", "paragraph:9"),
        _claim("nowhere", "", note="Not read."),
        _claim("inner", "paragraph:3 quote:Nobody answered", visibility="team"),
        _claim("voice", "paragraph:2 quote:by telephone", source="V1"),
    ]
    record_claims(actor=OWNER, dossier=dossier, drafts=drafts)
    return dossier


def _names(paragraph):
    return [here.claim.about for here in paragraph.cited]


def test_claims_stand_beside_their_paragraphs_with_their_quotes_lit(cited):
    document = document_of(_view(), "P1")

    paragraph = document.paragraph(2)
    assert _names(paragraph) == ["unit:roof", "unit:witness", "unit:plain"]
    lit = [here.span and paragraph.text[slice(*here.span)] for here in paragraph.cited]
    assert lit == ["fired from the roof", "said a witness", None]


def test_a_quote_that_is_not_there_is_said_to_be_missing(cited):
    (here,) = document_of(_view(), "P1").paragraph(1).cited

    assert (here.span, here.is_missing) == (None, True)


def test_a_quote_alone_finds_its_paragraph(cited):
    assert _names(document_of(_view(), "P1").paragraph(3)) == ["unit:alone"]


def test_claims_without_a_paragraph_here_stand_elsewhere(cited):
    assert [claim.about for claim in document_of(_view(), "P1").elsewhere] == ["unit:beyond", "unit:nowhere"]


def test_only_claims_of_the_view_are_shown(cited):
    assert _names(document_of(_view(TEAM), "P1").paragraph(3)) == ["unit:alone", "unit:inner"]


def test_a_number_without_a_paragraph_gives_none(cited):
    document = document_of(_view(), "P1")

    assert document.paragraph(0) is None
    assert document.paragraph(4) is None


@pytest.mark.parametrize("audience", [PUBLIC, TEAM])
def test_a_withheld_source_shows_nothing_but_that_it_is_withheld(cited, audience):
    view = _view(audience)
    opaque = f"withheld-{Source.objects.get(key='V1').opaque}"

    assert document_of(view, opaque) is None
    assert original_of(view, opaque) is None
    assert custody_of(view, opaque) == ()
    assert holding_of(view, opaque) is Holding.WITHHELD
    with pytest.raises(NotFoundError):
        document_of(view, "V1")


def test_those_who_may_see_a_restricted_source_read_it(cited):
    document = document_of(_view(VOICES), "V1")

    assert _names(document.paragraph(2)) == ["unit:voice"]


def test_a_source_without_a_file_is_not_held(cited):
    assert document_of(_view(), "P2") is None
    assert holding_of(_view(), "P2") is Holding.NOT_HELD
    assert holding_of(_view(), "P1") is Holding.TEXT


def test_a_file_without_text_says_why(dossier):
    ingest(actor=RESEARCHER, dossier=dossier, content=io.BytesIO(a_pdf([[]])), name="scan.pdf", source_key="P1")

    document = document_of(_view(), "P1")

    assert holding_of(_view(), "P1") is Holding.FILE_ONLY
    assert document.paragraphs == ()
    assert "OCR" in document.messages[0]


def test_a_page_and_a_quote_find_the_paragraph_of_a_pdf(dossier):
    content = a_pdf([[(700, "Shots were heard.")], [(700, "Shots were heard.")]])
    ingest(actor=RESEARCHER, dossier=dossier, content=io.BytesIO(content), name="a.pdf", source_key="P1")
    record_claims(actor=OWNER, dossier=dossier, drafts=[_claim("second", "page:2 quote:shots were heard")])

    document = document_of(_view(), "P1")

    assert [(each.number, each.page, _names(each)) for each in document.paragraphs] == [
        (1, 1, []),
        (2, 2, ["unit:second"]),
    ]


def test_the_language_stated_of_a_source_goes_before_the_guess_and_a_correction_before_both(dossier):
    add_sources(actor=OWNER, dossier=dossier, drafts=[SourceDraft("Q", "news", "x", language="qu")])
    taken = ingest(actor=OWNER, dossier=dossier, content=io.BytesIO(PUBLIC_TEXT.encode()), source_key="Q")

    assert document_of(_view(), "Q").language == "qu"
    correct_language(actor=OWNER, dossier=dossier, sha256=taken.sha256, language="es")
    assert document_of(_view(), "Q").language == "es"


def test_the_name_as_given_and_the_custody_are_for_the_team(cited):
    assert original_of(_view(), "P1").name_as_given == ""
    assert original_of(_view(TEAM), "P1").name_as_given == "a.txt"
    assert custody_of(_view(), "P1") == ()
    assert [(line.by, line.act) for line in custody_of(_view(TEAM), "P1")] == [
        ("Rosa", "received"),
        ("Rosa", "placed"),
    ]


def test_custody_at_a_secret_source_is_not_told_at_another(cited):
    sha256 = original_of(_view(VOICES), "V1").sha256
    place(actor=TRUSTED, dossier=cited, sha256=sha256, source_key="T1")

    placed = [line.act for line in custody_of(_view(TEAM), "T1")]

    assert placed == ["received", "placed"]


def test_a_source_left_out_of_the_view_has_no_document(cited):
    with pytest.raises(NotFoundError):
        document_of(_view(without=frozenset({"P1"})), "P1")


def test_a_file_is_not_there_before_it_came(cited):
    CustodyEntry.objects.update(at="2023-03-01T12:00:00Z")
    day = date(2023, 3, 1)

    assert document_of(_view(recorded_by=day), "P1") is not None
    assert document_of(_view(recorded_by=day - timedelta(days=1)), "P1") is None
