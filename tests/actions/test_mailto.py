"""A link to a mail program: it decodes back to the very letter, is never too long, and lets nobody add a header."""

from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from answerable.actions.answers import Letter
from answerable.actions.mailto import LONGEST, body_of, mailto_of, subject_only
from answerable.kernel.errors import ValueRefusedError

PLAIN = st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=120)
LINES = st.text(
    st.one_of(st.characters(blacklist_categories=["Cc", "Cs"]), st.sampled_from("\n\t&=?#%+ ")), max_size=700
)
LOCAL = st.from_regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}(\.[a-z0-9]{1,4})?", fullmatch=True)
ADDRESS = st.builds(
    lambda local, host: f"{local}@{host}", LOCAL, st.sampled_from(["gob.pe", "a.example.org", "x-y.ch"])
)


def a_letter(body: str = "Le escribo.", subject: str = "Juliaca", **said: str) -> Letter:
    return Letter("president", "es", "to-send", subject, "Excelencia:", body, "Atentamente,", **said)


def read_back(link: str) -> dict[str, str]:
    """Read a link as a mail program does; a field that comes twice would be seen."""
    scheme, _, rest = link.partition(":")
    to, _, query = rest.partition("?")
    found = {"scheme": scheme, "to": ",".join(unquote(each) for each in to.split(","))}
    for field in query.split("&") if query else []:
        name, _, value = field.partition("=")
        assert name not in found, "a field came twice"
        found[name] = ",".join(unquote(each) for each in value.split(",")) if name == "cc" else unquote(value)
    return found


@settings(max_examples=300)
@given(LINES, PLAIN, st.lists(ADDRESS, min_size=1, max_size=3), st.lists(ADDRESS, max_size=2))
@example("1 + 1 = 2 & 100%", "a&body=b?cc=x@y.org", ["a+b@gob.pe"], ["c&d=e@gob.pe"])
@example("سلام\nأهلا", "ñ", ["a@gob.pe"], [])
def test_a_link_decodes_back_to_the_very_letter(body, subject, to, cc):
    letter = a_letter(body, subject)

    link = mailto_of(letter, to, cc)

    if link.fits:
        back = read_back(link.href)
        assert back["scheme"] == "mailto"
        assert back["to"] == ",".join(to)
        assert back.get("cc", "") == ",".join(cc)
        assert back.get("subject", "") == subject
        assert back["body"].replace("\r\n", "\n") == letter.text
        assert "\n" not in back["body"].replace("\r\n", "")


@settings(max_examples=200)
@given(LINES, PLAIN, st.lists(ADDRESS, min_size=1, max_size=3))
def test_no_link_is_longer_than_the_limit_and_none_is_cut(body, subject, to):
    for link in (mailto_of(a_letter(body, subject), to), subject_only(a_letter(body, subject), to)):
        assert len(link.href) <= LONGEST
        assert link.href.isascii()
        assert not set(link.href) & set(' \r\n"<>')
        assert (link.href == "") == (not link.fits)
        assert link.fits == (link.length <= LONGEST)


def test_the_length_is_that_of_the_encoded_link():
    short, long = mailto_of(a_letter("e" * 1000), "a@gob.pe"), mailto_of(a_letter("ع" * 1000), "a@gob.pe")

    assert short.fits
    assert short.length == len(short.href)
    assert not long.fits
    assert long.length > 6000
    assert long.href == ""


def test_a_letter_at_the_limit_fits_and_one_letter_more_does_not():
    rest = LONGEST - mailto_of(a_letter(""), "a@gob.pe").length - len("%0D%0A%0D%0A")

    assert mailto_of(a_letter("e" * rest), "a@gob.pe").length == LONGEST
    assert mailto_of(a_letter("e" * rest), "a@gob.pe").fits
    assert not mailto_of(a_letter("e" * (rest + 1)), "a@gob.pe").fits


def test_spaces_and_line_ends_are_written_as_mail_programs_read_them():
    href = mailto_of(a_letter("uno dos\n\ntres"), "a@gob.pe").href

    assert "uno%20dos%0D%0A%0D%0Atres" in href
    assert "+" not in href


def test_a_letter_that_does_not_fit_leaves_a_link_with_its_subject():
    link = subject_only(a_letter("ع" * 3000), ["a@gob.pe"], ["b@gob.pe"])

    assert read_back(link.href) == {"scheme": "mailto", "to": "a@gob.pe", "cc": "b@gob.pe", "subject": "Juliaca"}


def test_a_subject_that_is_too_long_is_left_out_and_not_cut():
    link = subject_only(a_letter(subject="ع" * 400), ["a@gob.pe"], ["b@gob.pe"])

    assert read_back(link.href) == {"scheme": "mailto", "to": "a@gob.pe", "cc": "b@gob.pe"}


def test_a_plus_in_an_address_is_not_read_as_a_space():
    assert mailto_of(a_letter(), "a+b@gob.pe").href.startswith("mailto:a%2Bb@gob.pe?")


@pytest.mark.parametrize("address", [
    "a@gob.pe\r\nBcc: x@gob.pe", "a@gob.pe\nBcc:x@gob.pe", "a@gob.pe?bcc=x@gob.pe", "a@gob.pe&bcc=x@gob.pe",
    "a@gob.pe,x@gob.pe", "a@gob.pe%0D%0ABcc:x@gob.pe", "a\x00@gob.pe", "", "nobody",
])  # fmt: skip
def test_an_address_cannot_carry_a_header(address):
    with pytest.raises(ValueRefusedError):
        mailto_of(a_letter(), address)
    with pytest.raises(ValueRefusedError):
        mailto_of(a_letter(), "a@gob.pe", [address])


def test_an_address_may_hold_the_signs_of_a_query_and_they_stay_in_it():
    back = read_back(mailto_of(a_letter(), ["a&bcc=x?y#z%41@gob.pe"]).href)

    assert back["to"] == "a&bcc=x?y#z%41@gob.pe"
    assert set(back) == {"scheme", "to", "subject", "body"}


@pytest.mark.parametrize("subject", ["Juliaca\r\nBcc: x@gob.pe", "Juliaca\nX: y", "a\u2028b", "a\x7f", "a\x00"])
def test_a_subject_cannot_carry_a_header(subject):
    for made in (mailto_of, subject_only):
        with pytest.raises(ValueRefusedError):
            made(a_letter(subject=subject), "a@gob.pe")


@pytest.mark.parametrize("name", ["Ana\x00", "Ana\x1b[2J", "Ana\x85"])
def test_a_name_or_letter_with_control_characters_is_refused(name):
    with pytest.raises(ValueRefusedError):
        mailto_of(a_letter(signature=name), "a@gob.pe")
    with pytest.raises(ValueRefusedError):
        mailto_of(a_letter(name), "a@gob.pe")


def test_a_name_with_a_line_break_stays_in_the_letter_and_makes_no_header():
    back = read_back(mailto_of(a_letter(signature="Ana\r\nBcc: x@gob.pe"), "a@gob.pe").href)

    assert set(back) == {"scheme", "to", "subject", "body"}
    assert back["body"].endswith("Ana\r\nBcc: x@gob.pe")


def test_no_address_is_refused():
    with pytest.raises(ValueRefusedError, match="no address"):
        mailto_of(a_letter(), [])


@given(st.text(max_size=40))
def test_every_kind_of_line_end_becomes_one(text):
    try:
        made = body_of(text)
    except ValueRefusedError:
        return
    assert "\n" not in made.replace("\r\n", "")
    assert "\r" not in made.replace("\r\n", "")
