"""What must be there before the public may read a claim about a named person."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from answerable.record import changes
from answerable.record.actors import Actor, Role
from answerable.record.audiences import PUBLIC, TEAM
from answerable.record.claims import ReadableSource
from answerable.record.cutting import Ruling
from answerable.record.drafts import ClaimDraft, SourceDraft
from answerable.record.fairness import gate_of, independent
from answerable.record.reads import view_of
from answerable.record.unsaved import draft_ids
from answerable.record.view import View, ViewSpec
from tests.builders import DOSSIER, OTHER_SOURCE, SOURCE, a_claim, a_unit, a_view

COPY = SourceDraft("C", "news", "A copy of the newspaper", published="2023-02-02", derives_from=("B",))
INTERVIEW = SourceDraft("I", "interview", "An interview", visibility="restricted:lawyers",
                        attribution="Interview with a former officer")  # fmt: skip
ANALYSIS = SourceDraft("team", "analysis", "The team's analysis")
LATER = datetime(2023, 4, 1, 10, tzinfo=UTC)
SOURCES = (SOURCE, OTHER_SOURCE, COPY, INTERVIEW, ANALYSIS)
OFFICE = [
    a_unit("Force"),
    a_claim("Post", "post:chief", title="Chief", unit="unit:force", function="commander"),
    a_claim("Person", "person:chief", name="Ona Marol", consentToName="public-office"),
    a_claim(
        "Appointment", "appointment:chief", "2022-01-01 / 2023-12-31", person="person:chief", post="post:chief"
    ),
]
NOTICE = a_claim("Notice", "notice:one", "2022-12-15", person="person:chief", fact="Deaths.", ref="told")
SAME_NOTICE = a_claim(
    "Notice", "notice:one", "2022-12-15", person="person:chief", fact="Deaths, it says.", ref="told-2", source="B"
)
FINDING = a_claim(
    "Finding", "finding:one", person="person:chief", gist="Was told, and took no measure on record.", ref="found",
    standard="reasonable-grounds", analyst="Ana", source="team", rests_on=("told", "told-2"),
)  # fmt: skip
REPLY = a_claim(
    "Reply", "reply:one", person="person:chief", allegation="That they were told.", sent="2023-03-01",
    regarding="finding:one", source="team",
)  # fmt: skip


def approved(drafts: Sequence[ClaimDraft], ref: str = "found", standard: str = "") -> list[Ruling]:
    return [Ruling(draft_ids(drafts)[ref], "verify", standard, "Luis", LATER)]


def seen(drafts: Sequence[ClaimDraft], audience=PUBLIC, *, rulings=()) -> View:
    return a_view(drafts, SOURCES, ViewSpec(audience), rulings=rulings)


def missing(drafts: Sequence[ClaimDraft], ref: str = "found", *, rulings=()) -> tuple[str, ...]:
    return gate_of(seen(drafts, TEAM, rulings=rulings), draft_ids(drafts)[ref]).missing


def test_what_a_source_published_of_an_office_holder_is_public() -> None:
    assert seen([*OFFICE, NOTICE]).has("notice:one")


def test_a_published_claim_on_a_named_person_without_office_waits_for_the_appointment() -> None:
    drafts = [draft for draft in OFFICE if draft.schema != "Appointment"] + [NOTICE]

    assert missing(drafts, "told") == ("office",)
    assert not seen(drafts).has("notice:one")
    assert seen(drafts, TEAM).has("notice:one")


def test_the_dead_and_their_families_need_no_office() -> None:
    drafts = [
        a_claim("Person", "person:kin", name="Ila Sen", consentToName="family"),
        a_claim("Involvement", "involvement:kin", actor="person:kin", incident="incident:a", role="present"),
        a_claim("Incident", "incident:a", "2022-12-15", name="A"),
    ]

    assert seen(drafts).has("involvement:kin")


def test_a_person_known_by_function_alone_is_not_named_so_the_gate_does_not_ask() -> None:
    drafts = [
        a_claim("Person", "person:low", publicRole="An officer of the station"),
        a_claim("Notice", "notice:low", "2022-12-15", person="person:low", fact="Deaths.", source="I"),
    ]

    assert seen(drafts).has("notice:low")


def test_a_finding_with_nothing_beside_it_says_all_that_is_missing() -> None:
    bare = a_claim(
        "Finding", "finding:one", person="person:chief", gist="Was told.", standard="reasonable-grounds",
        analyst="Ana", source="team", ref="found", rests_on=("told",),
    )  # fmt: skip

    assert missing([*OFFICE, NOTICE, bare]) == ("second-source", "reply", "approval")


def test_a_finding_is_public_once_two_sources_a_reply_a_standard_and_a_second_person_stand_behind_it() -> None:
    drafts = [*OFFICE, NOTICE, SAME_NOTICE, FINDING, REPLY]

    assert not seen(drafts).has("finding:one")
    assert seen(drafts, rulings=approved(drafts)).has("finding:one")


@pytest.mark.parametrize(
    ("lacking", "word"),
    [("told-2", "second-source"), ("reply:one", "reply"), ("approval", "approval")],
)
def test_each_thing_that_lacks_keeps_a_finding_from_the_public(lacking: str, word: str) -> None:
    drafts = [each for each in (*OFFICE, NOTICE, SAME_NOTICE, REPLY) if lacking not in (each.ref, each.about)]
    grounds = tuple(each.ref for each in drafts if each.ref)
    finding = a_claim(
        "Finding", "finding:one", person="person:chief", gist="Was told.", standard="reasonable-grounds",
        analyst="Ana", source="team", ref="found", rests_on=grounds,
    )  # fmt: skip
    drafts.append(finding)
    rulings = [] if lacking == "approval" else approved(drafts)

    assert missing(drafts, rulings=rulings) == (word,)
    assert not seen(drafts, rulings=rulings).has("finding:one")


def test_two_papers_that_copy_one_are_one_source() -> None:
    copied = a_claim(
        "Notice", "notice:one", "2022-12-15", person="person:chief", fact="x", ref="told-3", source="C"
    )
    finding = a_claim(
        "Finding", "finding:one", person="person:chief", gist="Was told.", standard="reasonable-grounds",
        analyst="Ana", source="team", ref="found", rests_on=("told-2", "told-3"),
    )  # fmt: skip
    drafts = [*OFFICE, SAME_NOTICE, copied, finding, REPLY]

    assert missing(drafts, rulings=approved(drafts)) == ("second-source",)


def test_a_claim_from_an_unpublished_source_needs_the_same_and_its_standard_comes_with_the_approval() -> None:
    told = a_claim("Notice", "notice:two", "2022-12-15", person="person:chief", fact="x", source="I", ref="inside")
    also = a_claim("Notice", "notice:two", "2022-12-15", person="person:chief", fact="y", source="B")
    asked = a_claim(
        "Reply", "reply:two", person="person:chief", allegation="x", sent="2023-03-01", regarding="notice:two",
        source="team",
    )  # fmt: skip
    drafts = [*OFFICE, told, also, asked]

    assert missing(drafts, "inside") == ("standard", "approval")
    assert missing(drafts, "inside", rulings=approved(drafts, "inside")) == ("standard",)
    rulings = approved(drafts, "inside", "reasonable-grounds")
    assert missing(drafts, "inside", rulings=rulings) == ()
    public = seen(drafts, rulings=rulings)
    assert any(claim.properties["fact"] == ("x",) for claim in public.claims_about("notice:two"))


def test_a_reply_sought_on_something_else_does_not_open_the_gate() -> None:
    elsewhere = a_claim(
        "Reply", "reply:one", person="person:chief", allegation="Else.", sent="2023-03-01", regarding="notice:nine",
        source="team",
    )  # fmt: skip
    drafts = [*OFFICE, NOTICE, SAME_NOTICE, FINDING, elsewhere]

    assert missing(drafts, rulings=approved(drafts)) == ("reply",)


def test_a_reply_repeats_the_allegation_so_it_is_public_only_with_it() -> None:
    drafts = [*OFFICE, NOTICE, SAME_NOTICE, FINDING, REPLY]

    assert not seen(drafts).has("reply:one")
    assert seen(drafts, rulings=approved(drafts)).has("reply:one")


def test_a_word_added_by_the_team_to_what_names_somebody_elsewhere_is_the_teams_own() -> None:
    added = a_claim("Notice", "notice:one", fact="And they knew well.", source="team", ref="added")
    drafts = [*OFFICE, NOTICE, added]

    assert "second-source" in missing(drafts, "added")
    assert [claim.ref for claim in seen(drafts).claims_about("notice:one")] == ["told"]


def test_only_what_the_public_could_read_counts_as_support() -> None:
    hidden = a_claim(
        "Notice", "notice:one", "2022-12-15", person="person:chief", fact="z", ref="told-2", source="B",
        visibility="team",
    )  # fmt: skip
    drafts = [*OFFICE, NOTICE, hidden, FINDING, REPLY]

    assert missing(drafts, rulings=approved(drafts)) == ("second-source",)


def test_sources_are_counted_by_their_origins() -> None:
    def card(key: str, *origins: str) -> ReadableSource:
        return ReadableSource(key, "news", key, derives_from=origins)

    cards = {one.key: one for one in (card("a"), card("b", "a"), card("c", "b"), card("d"), card("e", "d", "a"))}
    count: Callable[..., int] = lambda *keys: independent(cards, keys)  # noqa: E731

    assert count("a", "d") == 2
    assert count("b", "c") == 1
    assert count("b", "d") == 2
    assert count("b", "d", "e") == 1
    assert count("nowhere", "a") == 2


@pytest.mark.django_db
def test_whoever_recorded_a_claim_is_no_second_person_even_when_a_package_says_so() -> None:
    owner, other = Actor("Ana", Role.OWNER), Actor("Luis", Role.RESEARCHER)
    dossier = changes.new_dossier(actor=owner, draft=DOSSIER)
    changes.add_sources(actor=owner, dossier=dossier, drafts=list(SOURCES))
    drafts = [*OFFICE, NOTICE, SAME_NOTICE, FINDING, REPLY]
    ids = changes.record_claims(actor=owner, dossier=dossier, drafts=drafts).ids
    found = ids[drafts.index(FINDING)]
    act = {"id": "a" * 32, "claim": found, "kind": "verify", "by": "Ana", "at": LATER}
    changes.restore_acts(actor=owner, dossier=dossier, acts=[act], judgements=[])

    assert not view_of("trial", ViewSpec(PUBLIC)).has("finding:one")
    changes.verify(actor=other, dossier=dossier, claim=found)
    assert view_of("trial", ViewSpec(PUBLIC)).has("finding:one")
