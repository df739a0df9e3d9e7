"""An official's whole file: everything on record with its place, what is denied beside it, and nothing decided."""

import io
import re
import zipfile
from datetime import date
from html import unescape

import pytest

from answerable.assess import verdict_words_in
from answerable.conduct import account_of
from answerable.publish.documents import as_docx, as_pdf
from answerable.publish.person_dossier import person_dossier, person_title
from answerable.publish.wording import read_words
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.builders import a_claim, a_unit, a_view, day
from tests.publish.letters import CANARIES, MINISTER, SOURCES, both_views
from tests.publish.printed import bookmarks, is_tagged, tags, unpacked

TODAY = date(2026, 11, 21)
BOLUARTE = "person:boluarte"


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def file_of(view: View, person: str = MINISTER, language: str = "en") -> str:
    return person_dossier(view, person, language, TODAY)


@pytest.fixture
def team_of_peru(peru: str, db) -> View:
    return view_of(peru, ViewSpec(TEAM))


@pytest.fixture
def public_of_peru(peru: str, db) -> View:
    return view_of(peru, ViewSpec(PUBLIC))


def test_every_claim_of_the_account_is_cited(team_of_peru: View) -> None:
    html = file_of(team_of_peru, BOLUARTE)
    notes = html[html.index('role="doc-endnotes"') :]

    missing = [name for name in account_of(team_of_peru, BOLUARTE).claims if name[:8] not in notes]
    assert missing == []


def test_every_mark_leads_to_a_note_and_every_note_is_cited(team_of_peru: View) -> None:
    html = file_of(team_of_peru, BOLUARTE)

    marks = {int(number) for number in re.findall(r'href="#n(\d+)" role="doc-noteref"', html)}
    notes = [int(number) for number in re.findall(r'<li id="n(\d+)">', html)]
    assert notes == list(range(1, len(notes) + 1))
    assert marks == set(notes)
    assert "<!--" not in html


def test_notes_are_numbered_in_the_order_in_which_they_come(team_of_peru: View) -> None:
    seen: list[int] = []
    for number in re.findall(r'href="#n(\d+)" role="doc-noteref"', file_of(team_of_peru, BOLUARTE)):
        if int(number) not in seen:
            seen.append(int(number))

    assert seen == sorted(seen)


def test_every_record_named_by_number_is_set_out_once(team_of_peru: View) -> None:
    html = file_of(team_of_peru, BOLUARTE)
    named = {int(number) for number in re.findall(r'href="#r(\d+)"', html)}
    set_out = [int(number) for number in re.findall(r'id="r(\d+)"', html)]

    assert named <= set(set_out)
    assert len(set_out) == len(set(set_out))


def test_the_footnotes_of_word_have_the_numbers_of_the_list_of_sources(team_of_peru: View) -> None:
    html = file_of(team_of_peru, BOLUARTE)
    made = as_docx(html, language="en", title="File")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        body, notes = (parts.read(f"word/{name}.xml").decode() for name in ("document", "footnotes"))

    order = re.findall(r'<w:footnoteReference w:id="(\d+)"', body)
    texts = {
        number: "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", text)).strip()
        for number, text in re.findall(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', notes, re.DOTALL)
    }
    listed = [plain(text) for text in re.findall(r'<li id="n\d+"><p>(.*?)</p>', html)]
    assert len(order) == len(set(order)) == len(listed)
    for number, text in zip(order, listed, strict=True):
        assert unescape(texts[number]).split()[:4] == unescape(text).split()[:4]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_word_of_a_verdict_stands_in_a_file(team_of_peru: View, language: str) -> None:
    text = plain(person_dossier(team_of_peru, BOLUARTE, language, TODAY))
    own = [
        sentence
        for sentence in read_words("person_dossier.yaml").values()
        for sentence in (
            [sentence[language]] if isinstance(sentence[language], str) else sentence[language].values()
        )
    ]

    assert verdict_words_in(" ".join(own)) == ()
    assert not re.search(r"\b(guilty|murderer|perpetrator|proven|asesina|perpetrador)\b", text, re.IGNORECASE)


def test_a_denial_on_record_stands_beside_what_it_denies() -> None:
    denied = a_claim("Order", "order:o", "2023-01-08", givenBy=MINISTER, gist="No such order was given", stance="denies",
                     source="B")  # fmt: skip
    team, _ = both_views(denied)
    text = plain(file_of(team))

    assert re.search(r"Clear the bridge.{0,120}Denied: No such order was given", text)


def test_without_a_denial_that_is_said_to_be_no_admission() -> None:
    team, _ = both_views()

    assert "No denial or reply is on record. That is not an admission." in plain(file_of(team))


def test_an_own_denial_comes_before_what_is_alleged() -> None:
    said = a_claim("Remark", "remark:r", "2023-01-10", speaker=MINISTER, gist="I gave no order.", kind="denial")
    text = plain(file_of(both_views(said)[0]))

    assert text.index("I gave no order.") < text.index("Clear the bridge")
    assert text.count("I gave no order. (according to") == 1


def test_what_was_put_to_them_says_how_it_stands() -> None:
    text = plain(file_of(both_views()[0]))

    assert "To be put to them; not sent yet." in text


def test_a_file_for_everybody_holds_no_secret_and_nothing_unpublished() -> None:
    _, public = both_views()
    html = file_of(public)
    whole = unpacked(as_pdf(html, language="en", title=person_title(public, MINISTER, "en")))

    assert [word for word in CANARIES if re.search(rb"(?<![A-Za-z0-9])" + word.encode(), whole)] == []
    assert "It holds what is for the team alone" not in html
    assert "None is published." in html
    assert "Interview with a former police officer" not in html  # its claims are shut until the rules are met


def test_a_file_for_the_team_says_so_at_its_head() -> None:
    team, _ = both_views()
    text = plain(file_of(team))

    assert "It holds what is for the team alone" in text[:1200]
    assert "from what its team may read" in text


def test_for_everybody_there_is_no_pattern_without_a_published_finding(
    public_of_peru: View, team_of_peru: View
) -> None:
    public, team = plain(file_of(public_of_peru, BOLUARTE)), plain(file_of(team_of_peru, BOLUARTE))

    assert "The rule is met by what is on record" in team
    assert "The rule is met by what is on record" not in public
    assert "What speaks against it" in team
    assert "R28B.2" in team
    assert "R28B.2" not in public


def test_the_conditions_of_the_view_stand_at_its_head() -> None:
    drafts = [a_claim("Person", "person:p", name="Ana Ruiz"), a_unit("Alpha")]
    spec = ViewSpec(TEAM, published_by=day("2023-03-01"), without=frozenset({"B"}))
    text = plain(person_dossier(a_view(drafts, SOURCES, spec), "person:p", "en", TODAY))

    assert "As the public could know it on 1 March 2023." in text
    assert "Without these sources or claims: B." in text


def test_somebody_without_a_name_in_the_view_is_called_so_and_not_by_an_id() -> None:
    drafts = [a_claim("Person", "person:witness-7", name="Ana Ruiz", visibility="team"),
              a_claim("Person", "person:witness-7", age="30")]  # fmt: skip
    public = a_view(drafts, SOURCES, ViewSpec(PUBLIC))

    assert person_title(public, "person:witness-7", "es") == "Expediente: una persona que no se nombra aquí"
    assert "witness-7" not in person_dossier(public, "person:witness-7", "es", TODAY)


def test_what_a_claim_says_is_words_and_not_markup() -> None:
    evil = a_claim(
        "Notice", "notice:x", "2023-01-05", person=MINISTER, fact="<img src=x onerror=alert(1)><!--notes 1-->"
    )
    html = file_of(both_views(evil)[0])

    assert "<img" not in html
    assert "&lt;!--notes 1--&gt;" in html


def test_the_file_can_be_walked_through_by_its_headings() -> None:
    made = as_pdf(file_of(both_views()[0]), language="en", title="File")
    titles = [title for _, title in bookmarks(made)]

    assert is_tagged(made)
    assert titles[0] == "File: Aurelia Paredes Ticona"
    for title in ("Posts held", "Incidents under their command then", "What they deny or answer", "Ordered, planned",
                  "Patterns", "Elements of legal tests", "Inquiries and proceedings", "What is missing", "Sources",
                  "Notes"):  # fmt: skip
        assert title in titles, title
    assert tags(made)["Table"] >= 3


def test_the_words_of_every_language_fill_in_the_same_things() -> None:
    gaps = re.compile(r"\{(\w+)\}")
    for file in ("person_dossier.yaml", "words.yaml", "drafts.yaml"):
        for name, told in read_words(file).items():
            assert set(told) >= {"en", "es"}, name
            filled = {tuple(sorted(set(gaps.findall(repr(said))))) for said in told.values()}
            assert len(filled) == 1, name
