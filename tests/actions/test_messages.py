"""A mail as the message that leaves: what its head says, in which form its text travels, what never gets in."""

import re
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.actions.mail_queue import enqueue, new_message_id
from answerable.actions.messages import POLICY, envelope_from, envelope_to, message_of, number_in, token_of
from answerable.actions.models import Mail
from answerable.kernel.errors import ValueRefusedError
from tests.actions.mail_room import BOUNCES, MINISTER, NOW, SENDER, settle

ARABIC = "معالي الوزير:\n\nأكتب إليكم بشأن 18 وفاة.\n\nVera Quispe"


@pytest.fixture(autouse=True)
def _named_server(settings: Any) -> None:
    settle(settings, 9)


def a_mail(**said: Any) -> Mail:
    told = {
        "pk": 7, "kind": "letter", "addressee": MINISTER, "language": "es", "subject": "Muertes del 9 de enero",
        "text": "Señora Ministra:\n\nLe escribo.", "message_id": new_message_id(), "sender_name": "Vera Quispe Ñahui",
        "reply_to": "vera@example.com", "target": "justice-minister",
    }  # fmt: skip
    return Mail(**(told | said))


def octets_of(mail: Mail) -> bytes:
    return message_of(mail, now=NOW).as_bytes(policy=POLICY)


def read(mail: Mail) -> Any:
    return BytesParser(policy=policy.default).parsebytes(octets_of(mail))


def said(part: Any) -> str:
    return str(part.get_content()).replace("\r\n", "\n").strip()


def name_in(mail: Mail) -> str:
    """Return the name before our address, read by the older of Python's parsers; the newer one adds blanks."""
    head = BytesParser(policy=policy.compat32).parsebytes(octets_of(mail))["From"]
    parts = decode_header(head)
    assert str(make_header(parts[1:])).strip() == f"<{SENDER}>"
    return str(make_header(parts[:1]))


def test_it_comes_from_an_address_of_ours_and_answers_go_to_the_writer() -> None:
    message = read(a_mail())

    assert message["From"].addresses[0].addr_spec == SENDER
    assert name_in(a_mail()) == "Vera Quispe Ñahui a través de aktion.example.net"
    assert message["Reply-To"].addresses[0].addr_spec == "vera@example.com"
    assert "vera@" not in str(message["From"])


def test_who_signs_as_nobody_leaves_no_name_and_no_address() -> None:
    octets = octets_of(a_mail(sender_name="", reply_to=""))

    assert b"Reply-To" not in octets
    assert b"Vera" not in octets
    assert b"vera@" not in octets


def test_its_head_has_what_the_rules_ask_for() -> None:
    mail = a_mail()
    message = read(mail)

    assert message["Message-ID"] == mail.message_id
    assert mail.message_id.endswith("@aktion.example.net>")
    assert message["Date"].datetime == NOW
    assert message["Content-Language"] == "es"
    assert message["MIME-Version"] == "1.0"
    assert message["Auto-Submitted"] is None, "a letter is from a person"
    assert message["List-Unsubscribe"] is None


def test_the_same_mail_is_the_same_message_each_time() -> None:
    mail = a_mail()

    assert octets_of(mail) == octets_of(mail)


@pytest.mark.parametrize("kind", ["confirm", "sign-in", "updates"])
def test_what_no_person_sent_says_so(kind: str) -> None:
    assert read(a_mail(kind=kind))["Auto-Submitted"] == "auto-generated"


def test_one_click_ends_news_and_nothing_else_offers_it() -> None:
    headers = {
        "List-Unsubscribe": "<https://example.net/news/abc/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }

    assert read(a_mail(kind="updates", headers=headers))["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read(a_mail(kind="letter", headers=headers))["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Dear Minister,\n\nI write.", "quoted-printable"), ("Señora Ministra: está bien. " * 30, "quoted-printable"),
     (ARABIC * 10, "base64"), ("=" * 3000, "base64")],
)  # fmt: skip
def test_a_text_travels_in_the_shorter_form_and_in_short_lines(text: str, encoding: str) -> None:
    octets = octets_of(a_mail(text=text))
    message = read(a_mail(text=text))

    assert message["Content-Transfer-Encoding"] == encoding
    assert said(message) == text.strip()
    assert max(len(line) for line in octets.split(b"\r\n")) <= 78
    assert octets.isascii()
    assert b"\n" not in octets.replace(b"\r\n", b"")


def test_a_letter_from_right_to_left_says_so() -> None:
    message = read(a_mail(language="ar", text=ARABIC))

    plain, page = message.iter_parts()
    assert said(plain) == ARABIC
    assert 'dir="rtl"' in page.get_content()
    assert "<img" not in page.get_content()


def test_nothing_in_it_is_fetched_or_tells_that_it_was_read() -> None:
    octets = octets_of(a_mail(language="ar", text=f"{ARABIC}\n<img src=x>"))
    html = read(a_mail(language="ar", text=f"{ARABIC}\n<img src=x>")).get_body(("html",)).get_content()

    assert b"Disposition-Notification-To" not in octets
    assert "<img" not in html
    assert "http" not in html


BAD = ["a\r\nBcc: x@example.org", "a\nb", "a\x00b", "a\x0bb", "a\u2028b", "a\x85b", "\x7f"]


@pytest.mark.django_db
@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("field", ["subject", "sender_name", "reply_to", "addressee", "target"])
def test_no_line_can_bring_a_header_of_its_own(field: str, bad: str) -> None:
    told = {"addressee": MINISTER, "language": "es", "subject": "S", "text": "T"}

    with pytest.raises(ValueRefusedError) as refused:
        enqueue("confirm", **(told | {field: bad + ("@example.org" if "re" in field else "")}))

    assert bad not in str(refused.value)
    assert Mail.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["", "vera", "a@b@c.org", "<a@example.org>", "a b@example.org", "a@", "ñ@example.org", "a,b@example.org"],
)
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueRefusedError):
        enqueue("confirm", addressee=address, language="es", subject="S", text="T")


@pytest.mark.django_db
def test_a_foreign_header_and_an_endless_text_are_refused() -> None:
    told = {"addressee": MINISTER, "language": "es", "subject": "S"}

    with pytest.raises(ValueRefusedError):
        enqueue("updates", **told, text="T", headers={"Bcc": "x@example.org"})
    with pytest.raises(ValueRefusedError):
        enqueue("letter", **told, text="x" * 5_000_000)


@given(name=st.text(max_size=120), subject=st.text(max_size=200))
def test_whatever_stands_in_a_name_or_subject_stays_in_it(name: str, subject: str) -> None:
    """The queue refuses control characters; should one get past it, it still makes no new line of the head."""
    try:
        octets = octets_of(a_mail(sender_name=name, subject=subject))
    except ValueError:
        return  # the library refuses it, which is as good
    head = octets.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
    names = {line.partition(b":")[0] for line in head.split(b"\r\n")}
    assert names == {
        b"From", b"To", b"Reply-To", b"Subject", b"Date", b"Message-ID", b"Content-Language", b"Content-Type",
        b"Content-Transfer-Encoding", b"MIME-Version",
    }  # fmt: skip


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@given(name=st.lists(words, min_size=1, max_size=6), subject=st.lists(words, min_size=1, max_size=8))
def test_names_and_subjects_arrive_as_they_were_typed(name: list[str], subject: list[str]) -> None:
    mail = a_mail(sender_name=" ".join(name), subject=" ".join(subject))
    octets = octets_of(mail)
    message = BytesParser(policy=policy.compat32).parsebytes(octets)

    assert str(make_header(decode_header(message["Subject"]))) == " ".join(subject)
    assert name_in(mail) == f"{' '.join(name)} a través de aktion.example.net"
    assert octets.count(SENDER.encode()) == 1
    assert max(len(line) for line in octets.split(b"\r\n")) <= 78
    assert octets.isascii()


# the envelope


def test_the_envelope_names_the_mail_to_us_and_nobody_to_others(settings: Any) -> None:
    sender = envelope_from(a_mail())

    assert re.fullmatch(r"back\+7-[a-z2-7]{26}@aktion\.example\.net", sender)
    assert number_in(sender) == 7
    assert number_in(sender.upper()) == 7
    settings.ANSWERABLE_MAIL_BOUNCES = "bounces.example.net"
    assert re.fullmatch(r"7-[a-z2-7]{26}@bounces\.example\.net", envelope_from(a_mail()))
    settings.ANSWERABLE_MAIL_BOUNCES = ""
    assert envelope_from(a_mail()) == SENDER


def test_a_token_that_was_made_up_or_changed_names_nothing() -> None:
    token = token_of(7)

    assert number_in(f"{BOUNCES.split('@', 1)[0]}+8{token[1:]}@aktion.example.net") is None
    assert number_in(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert number_in("nothing at all") is None


@given(number=st.integers(0, 2**53))
def test_every_token_is_read_back_and_fits_in_an_address(number: int) -> None:
    token = token_of(number)

    assert number_in(f"back+{token}@example.net") == number
    assert len(f"bounces+{token}") <= 64


def test_test_mode_changes_the_envelope_and_the_subject(settings: Any) -> None:
    settings.ANSWERABLE_MAIL_ONLY_TO = "tester@example.com"

    assert envelope_to(a_mail()) == "tester@example.com"
    assert read(a_mail())["Subject"] == "[Prueba, no enviada a justice-minister] Muertes del 9 de enero"
    assert read(a_mail())["To"] == "tester@example.com"
