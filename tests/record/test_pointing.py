"""Who points to whom, read from the columns, is what the claims say one by one."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.record.cutting import Sameness
from answerable.record.view import View, entity_properties
from tests.builders import a_claim, a_view

NAMES = [f"person:p{number}" for number in range(3)] + [f"unit:u{number}" for number in range(3)]
claims = st.one_of(
    st.builds(
        lambda number, people, stance, status: a_claim(
            "Meeting", f"meeting:m{number}", stance=stance, status=status, participant=people, name="Meeting"
        ),
        st.integers(0, 3),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
        st.sampled_from(["asserts", "asserts", "denies"]),
        st.sampled_from(["recorded", "accepted", "conflict", "rejected"]),
    ),
    st.builds(
        lambda number, giver, taker: a_claim("Order", f"order:o{number}", givenBy=giver, givenTo=taker),
        st.integers(0, 3),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
    ),
    st.builds(lambda name: a_claim("Person", name, name=name), st.sampled_from(NAMES[:3])),
)


def _one_by_one(view: View, entity: str, schema: str, name: str) -> tuple[str, ...]:
    found = set()
    for claim in view.claims():
        kind = view.schema_of(claim.about)
        if not claim.is_counted or (schema and not view.ontology.is_a(kind, schema)):
            continue
        for prop in entity_properties(view.ontology, kind):
            if (not name or prop == name) and view.canonical(entity) in map(
                view.canonical, claim.properties.get(prop, ())
            ):
                found.add(view.canonical(claim.about))
    return tuple(sorted(found))


@given(st.lists(claims, max_size=12))
@settings(max_examples=60, deadline=None)
def test_what_points_to_somebody_is_what_counted_claims_say(drafts):
    view = a_view(drafts)

    for entity in NAMES:
        for schema, name in (("", ""), ("Meeting", ""), ("Event", "participant"), ("Order", "givenTo")):
            assert view.pointing_at(entity, schema, name) == _one_by_one(view, entity, schema, name)


def test_what_points_to_either_of_two_judged_the_same_points_to_both():
    drafts = [a_claim("Order", "order:a", givenBy="person:p0"), a_claim("Order", "order:b", givenBy="person:p1")]
    view = a_view(
        drafts, judgements=[Sameness("person:p0", "person:p1", "same", datetime(2024, 1, 1, tzinfo=UTC))]
    )

    assert view.pointing_at("person:p1", "Order", "givenBy") == ("order:a", "order:b")
