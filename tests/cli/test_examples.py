"""What the example says: one publication is public, the others wait for a second person."""

import pytest

from answerable.actions.reads import issue_of
from answerable.cli.examples import SECOND_PERSON, lay_action, lay_publications
from answerable.publish.reads import needs_correction, public_ones, publications
from answerable.record.audiences import PUBLIC
from answerable.record.reads import view_of
from answerable.record.view import ViewSpec
from tests.cli.running import ROOT

FOLDER = ROOT / "examples" / "publications" / "peru-2022"


@pytest.mark.django_db
def test_the_sheet_of_the_example_is_public_in_both_languages_and_the_rest_waits(peru) -> None:
    laid = lay_publications(peru, FOLDER)

    ((_, sheet),) = public_ones(peru)
    assert sheet.row.slug == "facts-and-figures"
    assert set(sheet.last.titles) == {"en", "es"}
    assert sheet.life.approval is None
    assert sheet.life.writers != {SECOND_PERSON.name}
    assert {one.life.work for one in publications(peru) if one.row.slug != "facts-and-figures"} == {"in-review"}
    assert len(laid) == 4
    assert needs_correction(sheet, view_of(peru, ViewSpec(PUBLIC))) == ()


@pytest.mark.django_db
def test_the_urgent_action_of_the_example_is_public_in_four_languages(peru) -> None:
    slug = lay_action(peru, ROOT / "examples" / "actions" / "peru-2022")

    held = issue_of(peru, slug)
    assert set(held.frozen.parts) == {"en", "es", "de", "fr"}
    assert held.publication.life.outside == "published"


@pytest.mark.django_db
def test_the_overview_leads_to_what_one_can_write_for(peru, client) -> None:
    lay_action(peru, ROOT / "examples" / "actions" / "peru-2022")

    page = client.get(f"/es/{peru}/").content.decode()
    earlier = client.get(f"/es/{peru}/?published_by=2023-02-01").content.decode()

    assert f"/actions/{peru}/es/juliaca/" in page
    assert "juliaca/" not in earlier.split("<main")[1].replace("incident:juliaca", "")
