"""Whom a letter goes to: strict addresses, nobody without an office, and a term that only sources end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.actions.answers import Target, Term
from answerable.actions.models import MailAddress
from answerable.actions.targets import channels_of, content_of, read_target, term_of, term_words, usable_emails
from answerable.actions.wording import LANGUAGES, words_of
from answerable.kernel.errors import ValueRefusedError
from tests.builders import a_claim, a_view, day

PRESIDENT = {
    "role": "addressee", "name": "Ana Quispe", "person": "person:ana", "post": "post:president",
    "salutation": {"es": "Excelentísima señora Presidenta:", "de": "Sehr geehrte Frau Präsidentin"},
    "title": {"es": "Presidenta de la República"}, "language": "es",
    "post_lines": ["Palacio de Gobierno", "Jr. de la Unión s/n", "Lima 15001"], "country": "PE",
    "emails": ["despacho@presidencia.example.org"], "fax": "+51 1 311 3900", "phone": "+51 1 311 3901",
    "handle": "@presidencia", "form": "https://www.example.org/contact?x=1",
}  # fmt: skip
EMBASSY = {"role": "copy", "name": "Embajada del Perú", "section": "CH", "fax": "031 351 85 70"}
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def refused(content: dict[str, object]) -> str:
    with pytest.raises(ValueRefusedError) as caught:
        read_target("president", content)
    assert caught.value.remedy
    return str(caught.value)


def test_a_target_is_read_and_kept_as_it_was_given():
    target = read_target("president", PRESIDENT)

    assert target.post_lines == ("Palacio de Gobierno", "Jr. de la Unión s/n", "Lima 15001")
    assert content_of(target) == PRESIDENT
    assert read_target("president", content_of(target)) == target


def test_what_is_empty_is_not_kept():
    assert content_of(read_target("embassy", {**EMBASSY, "emails": [], "form": "", "title": {}})) == EMBASSY


def test_a_target_without_any_address_is_refused_with_what_to_do():
    bare = {"role": "addressee", "name": "Ana Quispe", "person": "person:ana", "post": "post:president"}

    assert "no address to write to" in refused(bare)
    assert "post_lines" in refused(bare)


@pytest.mark.parametrize("content", [
    {"role": "addressee", "name": "Ana Quispe", "phone": "+51 1 311 3901"},
    {"role": "addressee", "name": "Ana Quispe", "person": "person:ana", "phone": "+51 1 311 3901"},
    {"role": "copy", "name": "Ana Quispe", "person": "person:ana", "phone": "+51 1 311 3901"},
])  # fmt: skip
def test_nobody_without_a_public_office_is_a_target(content):
    assert "`post`" in refused(content)


def test_a_postal_address_needs_its_country():
    assert "country" in refused({**EMBASSY, "post_lines": ["Thunstrasse 36", "3005 Bern"]})


@pytest.mark.parametrize("form", [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
    "http://192.168.1.5/form", "https://10.0.0.7/", "https://8.8.8.8/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
    "https://localhost/", "https://localhost:8443/", "https://app.localhost/", "https://printer.local/",
    "https://wiki.internal/x", "https://intranet/", "https://router.home.arpa/", "https://x.lan/", "https://a.test/",
    "https://a.onion/", "https://a.example/", "https://foo.1/", "https://user@example.org/",
    "https://user:secret@example.org/", "https://@example.org/", "ftp://example.org/", "javascript:alert(1)",
    "//example.org/", "example.org/contact", "https://", "https:///x", "https://exa mple.org/", "https://a.org/\\x",
    "https://a.org/\nSet-Cookie:x", "https://a.org/<script>", "https://a.org:99999/", "https://.org/", "https://a..org/",
    "https://-a.org/", "https://exämple.org/", "https://a.org/" + "x" * 500,
])  # fmt: skip
def test_a_form_on_no_public_host_is_refused(form):
    refused({**EMBASSY, "form": form})


@pytest.mark.parametrize(("given_", "kept"), [
    ("https://www.gob.pe/contacto?a=1#b", "https://www.gob.pe/contacto?a=1#b"),
    ("HTTPS://WWW.Example.ORG./Form", "https://www.example.org/Form"),
    ("http://example.org:8080/x", "http://example.org:8080/x"),
    ("https://xn--exmple-cua.org/", "https://xn--exmple-cua.org/"),
])  # fmt: skip
def test_a_form_on_a_public_host_is_taken(given_, kept):
    assert read_target("embassy", {**EMBASSY, "form": given_}).form == kept


@pytest.mark.parametrize("email", [
    "Ana <ana@example.org>", "<ana@example.org>", "ana@example.org, eva@example.org", "ana@example.org;eva@b.org",
    "ana@localhost", "ana@host.local", "ana@mail.internal", "ana@[192.168.0.1]", "ana@192.168.0.1", "ana@127.1",
    "ana@example", "ana", "@example.org", "ana@", "a na@example.org", '"ana"@example.org', "ana(x)@example.org",
    ".ana@example.org", "ana.@example.org", "a..b@example.org", "ana@@example.org", "ána@example.org",
    "ana@exämple.org", "ana@example.org\r\nBcc: eva@example.org", "ana@example.org\x00", "ana@exam\u202eple.org",
    "ana@-example.org", "ana@example-.org", "a" * 65 + "@example.org", "a@" + "b" * 64 + ".org", "ana@example.1",
    "ana%0d%0a@ex\tample.org",
])  # fmt: skip
def test_what_is_not_one_plain_address_at_a_public_domain_is_refused(email):
    refused({**EMBASSY, "emails": [email]})


def test_the_domain_of_an_address_is_kept_in_lower_case_and_the_rest_as_it_is():
    target = read_target("embassy", {**EMBASSY, "emails": ["Despacho.Uno+x@GOB.PE", "Despacho.Uno+x@gob.pe."]})

    assert target.emails == ("Despacho.Uno+x@gob.pe",)


@pytest.mark.parametrize(("field", "value"), [
    ("name", "Ana\nBcc: x"), ("name", "Ana\x07"), ("name", "Ana \u202eesiuQ"), ("name", "x" * 121), ("name", 7),
    ("fax", "call me"), ("fax", "12"), ("phone", "+51 1 311 3901 2222 3333 44"), ("phone", "0900\r\nX: y"),
    ("handle", "presidencia"), ("handle", "@a/b"), ("handle", "@a<b"), ("country", "Peru"), ("country", "XX"),
    ("section", "?"), ("language", "Spanish"), ("role", "boss"), ("person", "Ana Quispe"), ("post", "president"),
    ("post_lines", ["a\u2028b"]), ("post_lines", ["x"] * 7), ("post_lines", 5), ("emails", {"a": 1}),
    ("salutation", "Dear Sir"), ("salutation", {"es": "a\r\nb"}), ("title", {"Spanish!": "x"}), ("emails", ["a@b.pe"] + [f"{n}@b.pe" for n in range(5)]),
    ("unknown", "x"),
])  # fmt: skip
def test_a_value_that_its_field_does_not_admit_is_refused_with_its_place(field, value):
    said = refused({**PRESIDENT, field: value})

    assert "president" in said


def test_a_key_is_a_short_name():
    with pytest.raises(ValueRefusedError):
        read_target("The President", PRESIDENT)


@given(st.text(max_size=30))
def test_no_text_makes_a_target_that_does_not_read_back(text):
    for field in ("name", "fax", "handle", "form"):
        try:
            target = read_target("embassy", {**EMBASSY, field: text})
        except ValueRefusedError:
            continue
        assert read_target("embassy", content_of(target)) == target
        assert not any(ord(letter) < 32 for letter in getattr(target, field))


# channels


def test_only_the_ways_that_lead_to_a_target_are_offered():
    target = read_target("embassy", EMBASSY)

    assert channels_of(target, sends=True) == ("copied", "fax")
    assert channels_of(read_target("president", PRESIDENT)) == (
        "mail-program", "copied", "paper", "post", "fax", "phone", "social", "form", "e-mail",
    )  # fmt: skip


def test_nothing_is_sent_from_here_without_a_mail_server_or_to_addresses_that_bounce():
    target = read_target("president", PRESIDENT)

    assert "here" in channels_of(target, sends=True)
    assert "here" not in channels_of(target, sends=False)
    assert not {"here", "mail-program", "e-mail"} & set(channels_of(target, emails=(), sends=True))


@pytest.mark.django_db
def test_an_address_that_bounces_is_not_used():
    from answerable.record.models import Dossier

    dossier = Dossier.objects.create(id="trial", titles={}, zone="America/Lima", languages=["es"], created_at=NOW)
    target = replace(read_target("president", PRESIDENT), emails=("a@gob.pe", "B@gob.pe", "c@gob.pe"))
    MailAddress.objects.create(dossier=dossier, address="a@gob.pe", state="active")
    MailAddress.objects.create(dossier=dossier, address="b@gob.pe", state="blocked")

    assert usable_emails("trial", target) == ("a@gob.pe", "c@gob.pe")


# terms

TARGET = Target("president", "addressee", "Ana Quispe", person="person:ana", post="post:president")
POST = a_claim("Post", "post:president", title="President", unit="unit:presidency", function="head-of-state")
PEOPLE = [a_claim("Person", f"person:{name}", name=name.title()) for name in ("ana", "eva")]


def held(when: str, *, by: str = "ana", at: str = "post:president", link: str = "", **said: object):
    about = link or f"appointment:{by}-{when.replace(' ', '-').replace('/', '').replace('[', '').replace(']', '')}"
    about = about.replace("..", "-").replace("--", "-")
    person = {"person": f"person:{by}"} if by else {}
    return a_claim("Appointment", about, when, post=at, **person, **said)


def term(*claims: object, on: str = "2026-11-22") -> Term:
    return term_of(a_view([POST, *PEOPLE, *claims]), TARGET, day(on))


def test_an_office_without_a_person_has_no_term():
    found = term_of(a_view([POST]), replace(TARGET, person=""), day("2026-11-22"))

    assert (found.state, found.why) == ("office", "term-office")


def test_a_source_that_covers_the_day_puts_somebody_in_office():
    found = term(held("2025-07-28 / 2026-12-01 starts"))

    assert (found.state, found.why, found.since) == ("in-office", "term-since", day("2025-07-28"))
    assert len(found.claims) == 1


def test_an_office_that_is_assumed_to_go_on_counts_and_says_so():
    found = term(held("2025-07-28 / 2026-03-01 starts ongoing"))

    assert (found.state, found.why, found.seen) == ("in-office", "term-assumed", day("2026-03-01"))


def test_a_real_end_closes_the_term_on_the_next_day():
    claim = held("2025-07-28 / 2026-11-21 starts ends")

    assert term(claim, on="2026-11-21").state == "in-office"
    assert term(claim).state == "left"
    assert (term(claim).left, term(claim).why) == (day("2026-11-21"), "term-left")


def test_a_blurred_end_is_unknown_within_the_blur_and_left_after_it():
    claim = held("2025-07-28 / 2026-11 starts ends")

    assert (term(claim).state, term(claim).why) == ("unknown", "term-possible")
    assert term(claim, on="2026-10-31").state == "in-office"
    after = term(claim, on="2026-12-01")
    assert (after.state, after.why, after.left) == ("left", "term-left-at-latest", day("2026-11-30"))


def test_a_blurred_start_is_unknown_within_the_blur():
    claim = held("2026-11 / 2027-01-01 starts")

    assert term(claim, on="2026-11-22").state == "unknown"
    assert term(claim, on="2026-12-01").why == "term-since-at-latest"


def test_a_start_to_come_is_not_yet():
    found = term(held("2026-12-10 starts"))

    assert (found.state, found.since) == ("not-yet", day("2026-12-10"))


def test_a_mention_on_another_day_says_nothing_of_today():
    assert (term(held("2024-05-01")).state, term(held("2024-05-01")).why) == ("unknown", "term-last-named")
    assert term(held("2027-05-01")).why == "term-first-named"
    assert term(held("")).why == "term-undated"


def test_no_appointment_at_all_is_unknown():
    assert term().why == "term-no-source"
    assert term(held("2025-07-28 / 2027-01-01", at="post:minister")).why == "term-no-source"


def test_somebody_who_comes_back_is_in_office():
    first, second = (
        held("2020-01-01 / 2022-01-01 starts ends", link="appointment:one"),
        held("2026-01-01 / 2027-01-01 starts", link="appointment:two"),
    )

    assert term(first, second).state == "in-office"
    assert term(first, held("2027-01-01 starts", link="appointment:two")).state in ("left", "not-yet")


def test_somebody_else_in_the_same_office_makes_it_unknown():
    own = held("2022-12-07 / 2024-07-18 starts ongoing")
    other = held("2025-10-10 / 2026-12-31 starts", by="eva")

    found = term(own, other)

    assert (found.state, found.why) == ("unknown", "term-another")
    assert len(found.claims) == 2


def test_who_stands_in_for_somebody_does_not_take_the_office():
    own = held("2025-07-28 / 2026-12-01 starts")

    assert term(own, held("2026-11-20 / 2026-11-25", by="eva", kind="acting")).state == "in-office"


def test_a_vacancy_makes_it_unknown():
    own = held("2025-07-28 / 2026-06-01 starts ongoing")

    assert (
        term(own, held("2026-11-01 / 2026-11-30", by="", kind="vacant", link="appointment:gap")).why
        == "term-vacant"
    )


def test_a_denial_is_never_left_out():
    own = held("2025-07-28 / 2026-12-01 starts", link="appointment:one")
    denial = held("2025-07-28 / 2026-12-01", link="appointment:one", stance="denies", source="B")

    found = term(own, denial)

    assert (found.state, found.why) == ("unknown", "term-disputed")
    assert len(found.claims) == 2


def test_an_office_with_two_seats_has_room_for_two():
    post = a_claim("Post", "post:president", title="President", unit="unit:presidency", seats="2")
    claims = [held("2025-07-28 / 2026-12-01"), held("2025-07-28 / 2026-12-01", by="eva")]

    assert term_of(a_view([post, *PEOPLE, *claims]), TARGET, day("2026-11-22")).state == "in-office"


def test_every_answer_has_a_sentence_in_every_language():
    claims = {
        "left": held("2025-07-28 / 2026-11 starts ends"),
        "kept": held("2025-07-28 / 2026-03-01 starts ongoing"),
    }
    for language in LANGUAGES:
        for claim in claims.values():
            for on in ("2025-01-01", "2026-01-01", "2026-11-22", "2026-12-24"):
                said = term_words(term(claim, on=on), language)
                assert said
                assert "{" not in said


def test_the_words_of_paper_are_there_in_every_language():
    for code, told in words_of("paper").items():
        assert set(told) == set(LANGUAGES), code
        assert (
            len({frozenset(part.split("}")[0] for part in said.split("{")[1:]) for said in told.values()}) == 1
        ), code
