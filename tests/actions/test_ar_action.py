"""An action in Arabic: its letter, its parts, and that it can be let out."""

import pytest

from answerable.actions.letters import letter_of, role_of, social_problems
from answerable.actions.reads import team_issue_of
from answerable.publish.draft_languages import lint_together
from answerable.publish.drafts import read_draft
from answerable.publish.kinds.drafted import document_of
from answerable.publish.kinds.urgent_action import parts_of
from tests.actions.action_room import open_action_room
from tests.actions.ar_action import arabic_parts, arabic_targets, arabic_texts, arabic_view, open_arabic_action


def test_nothing_is_wrong_with_either_language_and_they_hold_the_same_references():
    drafts = [read_draft(text, f"nur.{code}.md") for code, text in arabic_texts().items()]

    assert [problem for draft in drafts for problem in parts_of(arabic_view(), draft).problems] == []
    assert lint_together(drafts) == ()


def test_the_letter_is_arabic_from_the_form_of_address_to_the_closing():
    letter = letter_of(arabic_parts(), arabic_targets()["justice-minister"], "ar")

    assert letter.salutation == "معالي وزيرة العدل المحترمة،"
    assert letter.closing == "وتفضلوا بقبول فائق الاحترام والتقدير،"
    assert "12 مارس 2026" in letter.body
    assert "أكثر من 1,200 رصاصة" in letter.body
    assert "ما لا يقل عن 31" not in letter.body  # a bound that ends in one is a source's 'more than'
    assert "أكثر من 30 شخصًا" in letter.body
    assert (letter.role, role_of(arabic_parts(), "en")) == ("to-send", "reading")


def test_a_value_in_a_text_from_right_to_left_is_kept_apart_and_escaped():
    html = arabic_parts()["ar"]["summary"]["html"]

    assert "<bdi>Layla Haddad</bdi>" in html
    assert "<bdi>" not in arabic_parts()["en"]["summary"]["html"]


def test_the_sheet_has_arabic_headings_and_its_sentences_are_told_apart():
    made = document_of(arabic_view(), read_draft(arabic_texts()["ar"], "nur.ar.md"))

    assert all(word in made.html for word in ("تحرك عاجل", "مطالبنا", "نموذج رسالة", "المصادر", "17 يناير 2027"))
    of_summary = [one.sentence for one in made.used if one.line and one.reference == "{{ entity:person:layla }}"]
    assert of_summary == ["نرجو منكم الكتابة إلى Layla Haddad، وزيرة العدل."]


def test_its_texts_for_social_media_can_be_posted():
    assert social_problems(arabic_parts()["ar"]["social"]["text"], "@justice_example", "ar") == ()


@pytest.mark.django_db
def test_it_is_let_out_beside_another_action():
    here = open_arabic_action(open_action_room())
    held = team_issue_of(here.dossier_id, here.slug)

    assert held.frozen is not None
    assert sorted(held.frozen.parts) == ["ar", "en"]
    assert held.frozen.parts["ar"]["letter-role"]["text"] == "to-send"
