"""The example's sheet of facts and figures gives every number of the sheet that it started from, with its passage."""

import re

import pytest

from answerable.publish.drafts import read_draft
from answerable.publish.rendering import rendered
from answerable.record.audiences import PUBLIC
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.cli.running import ROOT

FOLDER = ROOT / "examples" / "publications" / "peru-2022"
STARTED_FROM = "S0"
FIGURES = {
    "figure:interviews": ("110", "110", 3),
    "figure:disciplinary-files-apurimac": ("0", "0", 5),
    "figure:rounds-ayacucho": ("1,200", "1200", 7),
    "figure:soldiers-sanctioned": ("8", "8", 8),
    "figure:soldiers-investigated": ("36", "36", 8),
    "figure:soldiers-charged": ("0", "0", 9),
    "figure:meetings-commanders": ("9", "9", 11),
    "figure:cabinet-mentions": ("1", "1", 12),
    "figure:cabinet-sessions": ("29", "29", 12),
    "figure:presidency-letters": ("2", "2", 13),
    "figure:suspects-overlooked": ("3", "3", 15),
    "figure:charged": ("0", "0", 16),
    "figure:killed": ("50", "50", 12),
    "figure:injured": ("1,400", "1400", 12),
}
"""Each figure with its number in English and in Spanish, and the paragraph of the sheet that says it."""


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "place"), [("en", 0), ("es", 1)])
def test_every_number_of_the_sheet_comes_out_of_the_dossier_with_its_passage(peru, language, place) -> None:
    view = view_of(peru, ViewSpec(PUBLIC))
    draft = read_draft(
        (FOLDER / f"facts-and-figures.{language}.md").read_text(encoding="utf-8"), f"x.{language}.md"
    )

    made = rendered(view, draft, language)

    assert not [problem for problem in made.problems if not problem.is_warning]
    found = {}
    for use in made.used:
        name = re.search(r"figure:[a-z-]+", use.reference)
        if name:
            found.setdefault(name[0], use)
    for figure, numbers in FIGURES.items():
        use = found[figure]
        assert numbers[place] in use.text.replace("\u202f", "").replace("\u00a0", ""), figure
        beside = [each for each in made.used if each.sentence == use.sentence]
        claims = [view.claim(claim) for each in beside for claim in each.claims]
        paragraphs = {claim.locator for claim in claims if claim.source == STARTED_FROM}
        assert f"paragraph:{numbers[2]}" in " ".join(paragraphs), (figure, paragraphs)


@pytest.mark.django_db
def test_no_number_of_the_sheet_is_typed_by_hand() -> None:
    for language in ("en", "es"):
        text = (FOLDER / f"facts-and-figures.{language}.md").read_text(encoding="utf-8")
        body = re.sub(r"\{\{.*?\}\}", "", text.split("---", 2)[2])
        assert not re.search(r"\d", body), language
