"""A text held against a dossier: what is held, contradicted, stale, unknown and set aside, on invented claims."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.publish.checker import Checked, Item, check_text
from answerable.record.view import View
from tests.builders import a_claim, a_unit, a_view

OFFICE, UNION = "unit:ombuds-office", "unit:press-union"
ALL = "People killed in the protests."


def a_count(name: str, value: str, day: str, definition: str = ALL, speaker: str = OFFICE, **more: str):
    said = {"what": "killed", "value": value} | more
    return a_claim(
        "Tally", f"tally:{name}", name=name, asOf=day, definition=definition, speaker=speaker, ref=name, **said
    )


@pytest.fixture(scope="module")
def view() -> View:
    return a_view(
        [
            a_unit("Ombuds Office"),
            a_unit("Press Union"),
            a_claim("Incident", "incident:tarma", "2023-01-09", name="Deaths in Tarma", place="Tarma", kind="killing", ref="i-tarma"),
            a_claim("Incident", "incident:jauja", "2022-12-15", name="Deaths in Jauja", place="Jauja", kind="killing", ref="i-jauja"),
            a_count("ten", "47", "2023-01-10"),
            a_count("twelve", "49", "2023-01-12"),
            a_count("union", "52", "2023-01-12", "People whose death the union links to the protests.", UNION),
            a_count("tarma", "18", "2023-01-12", "People killed in Tarma.", incident="incident:tarma"),
            a_count("jauja", "10", "2023-01-12", "People killed in Jauja.", incident="incident:jauja"),
            a_count("jauja-minors", "2", "2023-01-12", "Minors among those killed in Jauja.", incident="incident:jauja", of="tally:jauja"),
            a_claim("Tally", "tally:rounds", name="Rounds fired in Jauja", what="rounds-fired", atLeast="1200", words="at least 1,200",
                    definition="Rounds fired by soldiers in Jauja.", speaker=OFFICE, incident="incident:jauja", asOf="2023-01-12", ref="rounds"),
            a_claim("Tally", "tally:hurt", name="Injured in Tarma", what="injured", words="dozens", definition="People injured in Tarma.",
                    speaker=OFFICE, incident="incident:tarma", asOf="2023-01-12", ref="hurt"),
            a_claim("Measure", "measure:s", "2023-02-01", kind="sanction", number="8", gist="Eight soldiers were sanctioned for minor faults.",
                    incident="incident:jauja", ref="sanctions"),
            a_claim("Person", "person:a", name="Aurelia Paredes", age="51", ref="age"),
            a_claim("Post", "post:m", title="Minister of Defence", unit=OFFICE, function="minister"),
            a_claim("Appointment", "appointment:a", "2022-12-10 / 2023-03-01 starts", person="person:a", post="post:m", beganBy="appointed", ref="post-a"),
        ]
    )  # fmt: skip


def check(view: View, text: str, day: str | None = None, language: str = "") -> Checked:
    return check_text(view, text, language, date.fromisoformat(day) if day else None)


def found(view: View, text: str, written: str, day: str | None = None) -> Item:
    checked = check(view, text, day)
    return next(item for item in checked.items if item.kind != "name" and written in item.written)


def refs(view: View, claims: tuple[str, ...]) -> set[str]:
    return {view.claim(each).ref for each in claims}


def test_the_same_number_of_the_same_thing_is_held_by_its_claim(view) -> None:
    item = found(view, "Eighteen people were killed in Tarma.", "Eighteen")

    assert (item.verdict, refs(view, item.claims)) == ("held", {"tarma"})


def test_a_number_names_the_figures_that_take_up_its_claims() -> None:
    tally = a_count("whole", "49", "2023-01-30")
    figure = a_claim(
        "Figure", "figure:dead", name="The dead", definition=ALL, stated="tally:whole", shows="stated"
    )
    held = check_text(a_view([tally, figure]), "49 people were killed in the protests.").items[0]

    assert held.figures == ("figure:dead",)


def test_another_number_for_the_day_and_speaker_given_is_contradicted(view) -> None:
    item = found(view, "By 12 January 2023 the Ombuds Office counted 47 people killed in the protests.", "47")

    assert (item.verdict, refs(view, item.against)) == ("contradicted", {"twelve"})


def test_a_count_up_to_a_day_is_of_the_whole_though_the_paragraph_names_a_place(view) -> None:
    text = (
        "By 12 January 2023 the Ombuds Office counted 47 people killed in the protests. In Tarma 18 were killed."
    )

    assert found(view, text, "47").verdict == "contradicted"


def test_the_number_of_that_day_is_held_though_a_later_one_exists(view) -> None:
    item = found(view, "By 10 January 2023 the Ombuds Office counted 47 people killed in the protests.", "47")

    assert item.verdict == "held"


def test_an_earlier_count_of_the_same_speaker_is_stale(view) -> None:
    item = found(view, "The Ombuds Office counts 47 people killed in the protests.", "47", "2023-02-01")

    assert (item.verdict, refs(view, item.claims), refs(view, item.against)) == ("stale", {"ten"}, {"twelve"})


def test_what_was_current_on_the_day_of_the_text_is_not_stale(view) -> None:
    assert (
        found(view, "The Ombuds Office counts 47 people killed in the protests.", "47", "2023-01-11").verdict
        == "held"
    )


def test_two_speakers_may_count_differently_and_neither_contradicts_the_other(view) -> None:
    assert found(view, "The Press Union counts 52 people killed in the protests.", "52").verdict == "held"
    assert found(view, "The Press Union counts 49 people killed in the protests.", "49").verdict == "contradicted"


@pytest.mark.parametrize("text,numbers", [
    ("Ten people were killed in Tarma and eighteen in Jauja.", ("Ten", "eighteen")),
    ("Diez personas murieron en Tarma y dieciocho en Jauja.", ("Diez", "dieciocho")),
    ("En Tarma murieron diez personas y en Jauja, dieciocho.", ("diez", "dieciocho")),
])  # fmt: skip
def test_counts_of_two_places_that_are_swapped_are_both_contradicted(view, text, numbers) -> None:
    for number in numbers:
        assert found(view, text, number).verdict == "contradicted", number


@pytest.mark.parametrize("text", [
    "Eighteen people were killed in Tarma and 10 in Jauja.",
    "En Tarma murieron dieciocho personas y en Jauja, diez.",
])  # fmt: skip
def test_counts_of_two_places_in_their_places_are_both_held(view, text) -> None:
    assert {item.verdict for item in check(view, text).items} == {"held"}


def test_a_death_on_a_day_on_which_none_is_recorded_in_that_place_is_contradicted(view) -> None:
    assert (
        found(view, "On 12 February 2023, 18 people were killed in Tarma.", "February").verdict == "contradicted"
    )
    assert found(view, "El 9 de enero de 2023 murieron 18 personas en Tarma.", "enero").verdict == "held"


def test_at_least_and_more_than_are_the_same_number_and_less_is_contradicted(view) -> None:
    for text in ("More than 1,200 rounds were fired in Jauja.", "Hubo al menos 1200 disparos en Jauja."):
        assert found(view, text, "200").verdict == "held", text
    assert found(view, "Only 800 rounds were fired in Jauja.", "800").verdict == "contradicted"
    assert found(view, "In Jauja 1,500 rounds were fired.", "1,500").verdict == "unknown"


def test_dozens_are_held_by_dozens_in_either_language(view) -> None:
    assert found(view, "Dozens were wounded in Tarma.", "Dozens").verdict == "held"
    assert found(view, "Hubo decenas de heridos en Tarma.", "decenas").verdict == "held"


def test_a_part_is_not_taken_for_the_whole(view) -> None:
    assert refs(view, found(view, "Two minors were killed in Jauja.", "Two").claims) == {"jauja-minors"}
    assert found(view, "Two people were killed in Jauja.", "Two").verdict == "contradicted"


def test_a_number_of_something_the_dossier_says_nothing_about_is_unknown(view) -> None:
    assert found(view, "The mayor planted 49 trees in Tarma.", "49").verdict == "unknown"


def test_a_number_that_a_measure_has_is_held_by_it(view) -> None:
    item = found(view, "The army sanctioned eight soldiers for minor faults.", "eight")

    assert (item.verdict, refs(view, item.claims)) == ("held", {"sanctions"})


def test_ages_are_held_against_the_person_named(view) -> None:
    assert found(view, "Aurelia Paredes, 51, spoke.", "51").verdict == "held"
    assert found(view, "Aurelia Paredes, 15, spoke.", "15").verdict == "contradicted"
    assert found(view, "Aurelia Paredes, de 15 años, habló.", "15").verdict == "contradicted"


def test_the_day_on_which_a_post_began_is_held_against_the_appointment(view) -> None:
    assert found(view, "Aurelia Paredes was appointed on 10 December 2022.", "December").verdict == "held"
    assert found(view, "Aurelia Paredes was appointed on 11 December 2022.", "December").verdict == "contradicted"


def test_a_text_gives_its_own_day_by_its_dateline(view) -> None:
    checked = check(
        view, "A release\n\n11 January 2023\n\nThe Ombuds Office counts 47 people killed in the protests.\n"
    )

    assert checked.day == date(2023, 1, 11)
    assert "stale" not in {item.verdict for item in checked.items}


def test_furniture_is_shown_as_set_aside_with_its_reason_and_both_counts_nothing(view) -> None:
    checked = check(view, "Fax: 031 351 85 70. Both went home.")

    assert [(item.verdict, item.reason) for item in checked.items] == [
        ("aside", "telephone"),
        ("aside", "joins-two"),
    ]
    assert checked.is_clean


def test_line_column_and_offset_point_at_the_text(view) -> None:
    text = "First line.\n\nÁrbol: eighteen people were killed in Tarma."
    item = next(item for item in check(view, text).items if item.kind == "number")

    assert (item.line, item.column) == (3, 8)
    assert text[item.start : item.end] == item.written == "eighteen"


def test_a_claim_that_the_audience_may_not_see_holds_nothing(view) -> None:
    assert (
        found(a_view([a_unit("Ombuds Office")]), "Eighteen people were killed in Tarma.", "Eighteen").verdict
        == "unknown"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    text=st.text(max_size=400),
    language=st.sampled_from(["", "en", "es", "de"]),
    day=st.one_of(st.none(), st.dates()),
)
def test_checking_never_fails_and_every_offset_points_at_what_is_written(view, text, language, day) -> None:
    checked = check_text(view, text, language, day)

    assert all(text[item.start : item.end] == item.written for item in checked.items)
    assert all(a.end <= b.start for a, b in zip(checked.items, checked.items[1:], strict=False))


PIECES = ["18", "1,200", "at least", "dozens", "killed", "Tarma", "Aurelia Paredes", "on 9 January", "ayer", "y", ".", "\n", "ocho de 36",
          "two days after", "15/12/2022", "once", "%", "mil", "–", "Fax: 0 1 2 3 4", "by 2023", "31 February", ", 51,"]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(parts=st.lists(st.sampled_from(PIECES), max_size=30))
def test_checking_never_fails_on_pieces_of_what_it_reads(view, parts) -> None:
    text = " ".join(parts)
    checked = check_text(view, text)

    assert all(text[item.start : item.end] == item.written for item in checked.items)


@pytest.mark.parametrize("part", ["18 ", "on 9 January ", "one ", "Tarma 18 killed, ", "a.1-", "x"])
def test_no_text_takes_long(view, part) -> None:
    begun = time.perf_counter()
    check_text(view, part * (20_000 // len(part)))

    assert time.perf_counter() - begun < 6
