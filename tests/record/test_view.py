"""What a view holds, for whom, as of when, and what falls without a source."""

import pytest

from answerable.kernel.errors import NotFoundError
from answerable.kernel.standing import Status
from answerable.record.audiences import PUBLIC, TEAM, Audience
from answerable.record.difference import difference
from answerable.record.drafts import SourceDraft
from answerable.record.view import ViewSpec
from tests.builders import OTHER_SOURCE, SOURCE, a_claim, a_unit, a_view, day

SEALED = SourceDraft("I1", "interview", "Interview with N. N.", visibility="restricted:lawyers",
                     attribution="Interview with a former police officer", note="met in the market")  # fmt: skip
ANALYSIS = SourceDraft("team", "analysis", "The team's analysis", published="2023-03-01")
COPY = SourceDraft("C", "news", "A copy of the newspaper", published="2023-02-02", derives_from=("B",))
LAWYERS = Audience("restricted", frozenset({"lawyers"}))


def test_an_audience_sees_exactly_what_its_claims_support() -> None:
    drafts = [
        a_claim("Person", "person:one", initials="N.N."),
        a_claim("Person", "person:one", name="Nadie Nunca", visibility="team"),
        a_claim("Person", "person:two", name="Otra Persona", visibility="restricted:lawyers"),
    ]
    seen = {audience: a_view(drafts, spec=ViewSpec(audience)) for audience in (PUBLIC, TEAM, LAWYERS)}

    assert seen[PUBLIC].caption("person:one") == "N.N."
    assert seen[TEAM].caption("person:one") == "Nadie Nunca"
    assert not seen[TEAM].has("person:two")
    assert seen[LAWYERS].caption("person:two") == "Otra Persona"


def test_a_withheld_source_shows_only_its_attribution_and_no_place() -> None:
    draft = a_unit("Alpha", source="I1", locator="page:3 quote:the colonel said so")
    view = a_view([draft], [SOURCE, SEALED], ViewSpec(PUBLIC))
    (claim,) = view.claims()
    source = view.source(claim.source)

    assert source.is_withheld
    assert source.title == "Interview with a former police officer"
    assert claim.locator == ""
    everything = repr((source, claim, view.columns.entities, view.columns.sources, bytes(view.columns.rest.block)))
    assert "N. N." not in everything
    assert "market" not in everything
    with pytest.raises(NotFoundError):
        view.source("I1")


def test_published_by_a_day_leaves_out_what_no_one_could_have_read_and_undated_sources() -> None:
    undated = SourceDraft("U", "news", "Undated")
    drafts = [a_unit("Alpha"), a_unit("Beta", source="B"), a_unit("Gamma", source="U")]
    view = a_view(drafts, [SOURCE, OTHER_SOURCE, undated], ViewSpec(TEAM, published_by=day("2023-01-31")))

    assert view.entities("Unit") == ("unit:alpha",)
    assert view.left_out == 2


def test_without_a_source_what_derives_from_it_and_rests_on_it_falls_too() -> None:
    drafts = [
        a_unit("Alpha", ref="alpha"),
        a_unit("Beta", source="B", ref="beta"),
        a_unit("Gamma", source="C"),
        a_claim("Unit", "unit:beta", level="team", source="team", rests_on=("beta",)),
        a_claim("Unit", "unit:alpha", level="team", source="team", rests_on=("alpha",)),
    ]
    whole = a_view(drafts, [SOURCE, OTHER_SOURCE, COPY, ANALYSIS])
    less = a_view(drafts, [SOURCE, OTHER_SOURCE, COPY, ANALYSIS], ViewSpec(TEAM, without=frozenset({"B"})))

    fallen = difference(whole, less)

    assert less.entities("Unit") == ("unit:alpha",)
    assert set(fallen.lost_entities) == {"unit:beta", "unit:gamma"}
    assert len(fallen.lost_claims) == 3
    assert less.text("unit:alpha", "level") == "team"


def test_the_three_conditions_hold_together() -> None:
    drafts = [
        a_unit("Alpha"),
        a_unit("Beta", visibility="team"),
        a_unit("Gamma", source="B"),
    ]
    spec = ViewSpec(PUBLIC, published_by=day("2023-01-31"), without=frozenset({"B"}))

    assert a_view(drafts, spec=spec).entities("Unit") == ("unit:alpha",)


def test_without_one_claim_only_that_claim_goes() -> None:
    whole = a_view([a_unit("Alpha"), a_unit("Beta")])
    claim = whole.claims_about("unit:alpha")[0].id

    less = a_view([a_unit("Alpha"), a_unit("Beta")], spec=ViewSpec(TEAM, without=frozenset({claim})))

    assert less.entities("Unit") == ("unit:beta",)


def test_the_settled_value_is_accepted_then_best_graded_then_latest() -> None:
    by_grade = a_view([a_claim("Person", "person:a", age="18", grade=3), a_claim("Person", "person:a", age="21")])
    by_date = a_view(
        [a_claim("Person", "person:a", age="18"), a_claim("Person", "person:a", age="21", source="B")]
    )
    ruled = a_view(
        [
            a_claim("Person", "person:a", age="18", grade=5, status="accepted"),
            a_claim("Person", "person:a", age="21"),
        ]
    )

    assert [view.text("person:a", "age") for view in (by_grade, by_date, ruled)] == ["21", "21", "18"]
    assert [view.values("person:a", "age").is_conflict for view in (by_grade, by_date, ruled)] == [
        True,
        True,
        False,
    ]


def test_a_denial_stands_beside_the_value_and_never_settles_it() -> None:
    view = a_view(
        [
            a_claim("Involvement", "involvement:1", actor="unit:a", incident="incident:i", role="fired"),
            a_claim("Involvement", "involvement:1", actor="unit:a", role="fired", stance="denies", source="B"),
        ]
    )
    role = view.values("involvement:1", "role")

    assert role.settled is not None
    assert role.settled.text == "fired"
    assert len(role.denials) == 1


def test_a_claim_in_conflict_or_rejected_does_not_move_a_links_standing() -> None:
    post = {"person": "person:a", "post": "post:p"}
    view = a_view(
        [
            a_claim("Appointment", "appointment:1", "2014-08-03 starts", **post),
            a_claim("Appointment", "appointment:1", "2014-08-01 starts", status="conflict", source="B", **post),
        ]
    )

    assert view.standing("appointment:1", day("2014-08-02")).status is Status.EXCLUDED
    assert len(view.claims_about("appointment:1")) == 2
    assert view.links("Appointment").runs.standing_word(0, day("2014-08-02")) is Status.EXCLUDED


def test_a_translation_is_shown_in_its_language_and_the_plain_text_elsewhere() -> None:
    view = a_view([a_claim("Unit", "unit:a", name="Police", name__es="Policía")])

    assert view.caption("unit:a", "es") == "Policía"
    assert view.caption("unit:a", "en") == "Police"
