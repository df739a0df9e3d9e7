"""Numbers in digits and words, in two languages, with what bounds them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.publish.numbers_in_text import Number, numbers_in, value_of_digits, value_of_words

EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
EN += ["seventeen", "eighteen", "nineteen"]
EN_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
]
ES += [
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
]
ES += ["veintiséis", "veintisiete", "veintiocho", "veintinueve"]
ES_TENS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
ES_HUNDREDS = [
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
]
ES_HUNDREDS += ["novecientos"]


def in_english(number: int) -> str:
    if number < 20:
        return EN[number]
    if number < 100:
        return EN_TENS[number // 10 - 2] + (f"-{EN[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{EN[number // 100]} hundred" + (f" and {in_english(number % 100)}" if number % 100 else "")
    rest = number % 1000
    joined = " and " if 0 < rest < 100 else " "
    return f"{in_english(number // 1000)} thousand" + (f"{joined}{in_english(rest)}" if rest else "")


def in_spanish(number: int) -> str:
    if number < 30:
        return ES[number]
    if number < 100:
        return ES_TENS[number // 10 - 3] + (f" y {ES[number % 10]}" if number % 10 else "")
    if number == 100:
        return "cien"
    if number < 1000:
        return ES_HUNDREDS[number // 100 - 1] + (f" {in_spanish(number % 100)}" if number % 100 else "")
    head = "mil" if number < 2000 else f"{in_spanish(number // 1000)} mil"
    return head + (f" {in_spanish(number % 1000)}" if number % 1000 else "")


def only(text: str, language: str) -> Number:
    (found,) = numbers_in(text, language)
    return found


@pytest.mark.parametrize("language,write", [("en", in_english), ("es", in_spanish)])
def test_every_number_from_0_to_9999_is_read_back_from_its_words(language, write) -> None:
    wrong = [number for number in range(10_000) if value_of_words(write(number), language) != number]

    assert wrong == []


@given(st.integers(0, 9999), st.sampled_from(["en", "es"]))
def test_a_number_in_words_is_found_whole_in_a_sentence(number: int, language: str) -> None:
    words = in_english(number) if language == "en" else in_spanish(number)
    frame = "There were {} people." if language == "en" else "Hubo {} personas."
    found = only(frame.format(words), language)

    assert found.value == number
    assert frame.format(words)[found.start : found.end] == words


@pytest.mark.parametrize(
    "text,language,value,low,high,bound",
    [
        ("at least 40 dead", "en", 40, 40, None, "at-least"),
        ("no fewer than twelve", "en", 12, 12, None, "at-least"),
        ("more than 1,200 rounds", "en", 1200, 1201, None, "more-than"),
        ("over 100 wounded", "en", 100, 101, None, "more-than"),
        ("up to 30 people", "en", 30, None, 30, "at-most"),
        ("fewer than ten", "en", 10, None, 9, "less-than"),
        ("some 200 metres", "en", 200, 180, 220, "about"),
        ("1 to 3 days", "en", 1, 1, 3, "range"),
        ("one to three days", "en", 1, 1, 3, "range"),
        ("14–18 people", "en", 14, 14, 18, "range"),
        ("between 10 and 15", "en", 10, 10, 15, "range"),
        ("1,400+ people", "en", 1400, 1400, None, "at-least"),
        ("dozens of people", "en", 24, 24, 199, "vague"),
        ("hundreds of victims", "en", 200, 200, 1999, "vague"),
        ("a dozen letters", "en", 12, 12, 12, "exact"),
        ("1.2 million votes", "en", 1_200_000, 1_200_000, 1_200_000, "exact"),
        ("al menos 40 personas", "es", 40, 40, None, "at-least"),
        ("por lo menos dieciocho", "es", 18, 18, None, "at-least"),
        ("más de 1.400 heridos", "es", 1400, 1401, None, "more-than"),
        ("más de 1,400 heridos", "es", 1400, 1401, None, "more-than"),
        ("no más de 30", "es", 30, None, 30, "at-most"),
        ("decenas de heridos", "es", 20, 20, 199, "vague"),
        ("una treintena de casos", "es", 30, 27, 33, "about"),
        ("entre 10 y 15", "es", 10, 10, 15, "range"),
        ("doscientas cincuenta y tres personas", "es", 253, 253, 253, "exact"),
        ("29 381 884 habitantes", "es", 29_381_884, 29_381_884, 29_381_884, "exact"),
        ("12,5 puntos", "es", 12.5, 12.5, 12.5, "exact"),
        ("43.3 points", "en", 43.3, 43.3, 43.3, "exact"),
    ],
)  # fmt: skip
def test_numbers_and_their_bounds(text, language, value, low, high, bound) -> None:
    found = only(text, language)

    assert (found.value, found.bound) == (value, bound)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_of_two_numbers_each_is_found() -> None:
    assert [each.value for each in numbers_in("ocho de 36 soldados", "es")] == [8, 36]
    assert [each.value for each in numbers_in("one of the 29 sessions", "en")] == [1, 29]


@pytest.mark.parametrize(
    "text", ["the 21st day", "a 9th session", "el 2.º informe", "the second release", "la 3ª carta"]
)
def test_ordinals_are_left_alone(text: str) -> None:
    assert numbers_in(text) == ()


def test_an_article_is_no_number_and_once_is_eleven_in_spanish_only() -> None:
    assert numbers_in("una persona y un policía", "es") == ()
    assert numbers_in("He said so once.", "en") == ()
    assert only("once personas", "es").value == 11


def test_percentages_are_marked() -> None:
    assert [each.scale for each in numbers_in("88% and 12 per cent", "en")] == ["percent", "percent"]
    assert only("42 por ciento", "es").scale == "percent"


def test_a_point_before_three_digits_is_decimal_in_english_and_thousands_in_spanish() -> None:
    assert value_of_digits("1.200", "en") == 1.2
    assert value_of_digits("1.200", "es") == 1200


@given(st.text())
def test_reading_never_fails_and_never_overlaps(text: str) -> None:
    found = numbers_in(text)

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
