"""The action of the example: four languages, each fact a reference, addressed to an office that may be written to."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
import yaml

from answerable.actions.action_folder import load_folder, read_folder, text_problems
from answerable.actions.answers import PARTS, Target
from answerable.actions.letters import (
    languages_to_send,
    letter_of,
    parts_with,
    problems_of,
    social_problems,
    stale_translations,
)
from answerable.actions.reads import HeldIssue, post_service, stale_of, team_issue_of
from answerable.actions.targets import term_of
from answerable.assess import verdict_words_in
from answerable.followup.calls import calls
from answerable.publish import outputs
from answerable.publish.drafts import Draft, read_draft
from answerable.publish.kinds.urgent_action import LONG_LETTER
from answerable.publish.masking import masked
from answerable.publish.typed_by_hand import typed_by_hand
from answerable.record import changes
from answerable.record.actors import Actor, Role
from answerable.record.audiences import PUBLIC
from answerable.record.reads import view_of
from answerable.record.view import View, ViewSpec
from tests.builders import a_claim
from tests.conftest import ROOT

FOLDER = ROOT / "examples" / "actions" / "peru-2022"
LANGUAGES = ("en", "es", "de", "fr")
WRITER, SECOND = Actor("Example compilers", Role.OWNER), Actor("Second reader", Role.OWNER)
HANDLE = "@presidenciaperu"
DAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@dataclass
class Out:
    """The action as it stands in the dossier, published."""

    dossier_id: str

    @property
    def held(self) -> HeldIssue:
        return team_issue_of(self.dossier_id, "juliaca")

    @property
    def parts(self):
        assert self.held.frozen is not None
        return self.held.frozen.parts

    def target(self, key: str) -> Target:
        return next(one for one in self.held.targets if one.key == key)


@pytest.fixture
def out(peru: str, monkeypatch: pytest.MonkeyPatch) -> Out:
    """Load the folder and publish it, of its files the page by itself alone: PDF takes seconds."""
    monkeypatch.setattr(outputs, "_WRITERS", {"html": outputs.as_html})
    load_folder(actor=WRITER, dossier_id=peru, read=read_folder(FOLDER), reviewer=SECOND)
    return Out(peru)


@pytest.fixture
def public(peru: str) -> View:
    return view_of(peru, ViewSpec(PUBLIC))


def drafts() -> list[Draft]:
    return [read_draft((FOLDER / f"{code}.md").read_text(encoding="utf-8"), f"{code}.md") for code in LANGUAGES]


def test_nothing_is_wrong_with_any_language_and_nothing_even_warns(peru: str) -> None:
    assert text_problems(peru, read_folder(FOLDER)) == ()


def test_every_part_stands_in_four_languages(out: Out) -> None:
    assert sorted(out.parts) == sorted(LANGUAGES)
    for code in LANGUAGES:
        assert all(out.parts[code][part]["text"].strip() for part in PARTS), code
        assert not any("{{" in each["html"] + each["text"] for each in out.parts[code].values())


@pytest.mark.parametrize("draft", drafts(), ids=lambda draft: draft.language)
def test_no_number_day_or_name_is_typed_by_hand(draft: Draft, public: View) -> None:
    blank = masked(draft.body, [(each.start, each.end) for each in draft.parsed.references])
    assert re.findall(r"\d+", blank) == []
    assert not re.search(r"Boluarte|Castillo|Gálvez", blank)
    if draft.language in ("en", "es"):  # the checker reads these two
        assert typed_by_hand(public, draft) == ()


def test_numbers_and_days_are_written_by_each_languages_own_rules(out: Out) -> None:
    letters = {code: out.parts[code]["letter"]["text"] for code in LANGUAGES}
    backgrounds = {code: out.parts[code]["background"]["text"] for code in LANGUAGES}

    days = {"en": "9 January 2023", "es": "9 de enero de 2023", "de": "9. Januar 2023", "fr": "9 janvier 2023"}
    least = {"en": "at least 54", "es": "al menos 54", "de": "mindestens 54", "fr": "au moins 54"}
    more = {"en": "more than 1,400", "es": "más de 1400", "de": "mehr als 1.400", "fr": "plus de 1\u202f400"}
    for code in LANGUAGES:
        assert days[code] in letters[code]
        assert least[code] in letters[code]
        assert more[code] in backgrounds[code]


def test_the_letters_fit_on_a_page_and_the_texts_for_social_media_can_be_posted(out: Out) -> None:
    for code in LANGUAGES:
        assert len(out.parts[code]["letter"]["text"]) <= LONG_LETTER
        for text in out.parts[code]["social"]["text"].split("\n"):
            assert social_problems(text, HANDLE, code) == (), text


def test_no_text_uses_a_word_of_a_verdict(out: Out) -> None:
    found = {
        (code, part): words
        for code, parts in out.parts.items()
        for part, said in parts.items()
        if part != "sources" and (words := verdict_words_in(said["text"]))
    }
    assert found == {}


def test_each_ask_is_a_demand_of_the_dossier_whose_state_can_be_followed(out: Out, public: View) -> None:
    states = {call.entity: call.state for call in calls(public, DAY)}
    for draft in drafts():
        assert len(draft.asks) == len(out.parts[draft.language]["asks"]["text"].split("\n")) == 5
        assert all(ask in states for ask in draft.asks)


def test_the_letter_goes_to_the_office_and_to_nobody_who_has_left_it(out: Out, public: View) -> None:
    office, former = out.target("presidency"), out.target("boluarte")
    term = term_of(public, former, DAY)

    assert term_of(public, office, DAY).state == "office"
    assert (term.state, term.left) == ("left", date(2025, 10, 31))
    assert problems_of(out.parts, office, "es", term=term_of(public, office, DAY)) == ()
    assert [one.code for one in problems_of(out.parts, former, "es", term=term)] == ["left"]


def test_it_is_sent_in_spanish_or_english_and_read_in_german_and_french(out: Out) -> None:
    assert sorted(languages_to_send(out.parts)) == ["en", "es"]
    assert out.target("presidency").language == "es"
    for code in LANGUAGES:
        letter = letter_of(out.parts, out.target("presidency"), code)
        assert letter.salutation
        assert letter.closing
        assert letter.subject


def test_german_letters_begin_with_a_noun_since_the_form_of_address_ends_in_a_comma(out: Out) -> None:
    assert letter_of(out.parts, out.target("presidency"), "de").body.startswith("Anlass ")


def test_addresses_are_those_of_public_offices_and_the_embassy_is_for_one_country(out: Out) -> None:
    assert out.target("presidency").post_lines == ("Jr. De la Unión S/N, cuadra 1", "Lima 15001")
    assert (out.target("embassy-ch").role, out.target("embassy-ch").section) == ("copy", "CH")
    assert not any(target.emails or target.phone for target in out.held.targets)
    assert out.target("boluarte").post_lines == ()


def test_no_translation_is_stale(out: Out) -> None:
    assert stale_translations(out.held.publication.life.texts) == ()


def test_when_a_count_moves_its_sentences_are_told_in_every_language_the_letter_among_them(out: Out) -> None:
    changes.record_claims(
        actor=WRITER, dossier=changes.find_dossier(out.dossier_id),
        drafts=[a_claim("Tally", "tally:juliaca-civilians-2023-01-12", what="killed", value="19", source="W18",
                        status="accepted")],
    )  # fmt: skip

    stale = stale_of(out.held)

    assert {one.sentence.language for one in stale} == set(LANGUAGES)
    told = {
        (one.sentence.language, part)
        for one in stale
        for part in parts_with(out.parts[one.sentence.language], one.sentence.sentence)
    }
    for code in LANGUAGES:
        assert {part for language, part in told if language == code} >= {"summary", "letter", "title", "social"}


def test_a_country_of_origin_has_its_post(out: Out) -> None:
    row = post_service(out.dossier_id, "CH", "PE")
    assert row is not None
    assert row.state == "running"


def test_the_words_of_this_room_hold_no_word_of_a_verdict_in_any_language() -> None:
    for file in sorted((ROOT / "src" / "answerable" / "actions" / "words").glob("*.yaml")):
        for code, told in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            for language, said in told.items():
                assert verdict_words_in(str(said)) == (), (file.name, code, language)
