"""A guess at a text's language, ruled out by a wrong script."""

import pytest

from answerable.evidence.language import guess_language, script_of


@pytest.mark.parametrize(
    "text, language",
    [
        ("The police fired at the crowd in the square, according to three witnesses who stood there.", "en"),
        ("La policía disparó contra la multitud en la plaza, según tres testigos que estaban allí.", "es"),
        ("Die Polizei schoss laut drei Zeugen auf die Menge, die auf dem Platz stand.", "de"),
        ("По словам трёх свидетелей, полиция открыла огонь по толпе на площади.", "ru"),
        ("ရဲတပ်ဖွဲ့သည် ရင်ပြင်တွင် လူအုပ်ကို ပစ်ခတ်ခဲ့သည်ဟု မျက်မြင်သက်သေ သုံးဦးက ပြောသည်။", "my"),
        ("Short.", ""),
        ("18 / 9 / 2023 - 1200 - 36 - 8 - 0 - 110 - 29 - 50 - 1400 - 18 - 10 - 7 - 3", ""),
        ("", ""),
    ],
)
def test_languages(text, language):
    assert guess_language(text) == language


def test_the_script_is_that_of_most_letters():
    assert script_of("Приказ № 18, PNP") == "CYRILLIC"
