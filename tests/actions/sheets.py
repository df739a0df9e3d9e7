"""Letters to print in tests, and where on the sheet each line of a PDF stands. Everybody in them is invented."""

from dataclasses import dataclass

import pypdfium2

from answerable.actions.answers import Letter, Target

MILLIMETRE = 72 / 25.4
HAIR = 0.2  # a tail or an accent may reach so many millimetres beyond the box of its line
PALACE = Target(
    "president", "addressee", "Ana María Quispe Mamani", title={"es": "Presidenta de la República"}, language="es",
    post_lines=("Palacio de Gobierno", "Jr. de la Unión s/n, cuadra 1", "Lima 15001"), country="PE",
    emails=("despacho@presidencia.gob.pe",),
)  # fmt: skip
LONG_ADDRESS = Target(
    "minister", "addressee", "Excelentísima Señora Doctora Ana María del Carmen Quispe Mamani de Huamán",
    title={"es": "Ministra de Estado en el Despacho de Justicia y Derechos Humanos"}, language="es",
    post_lines=(
        "Ministerio de Justicia y Derechos Humanos", "Despacho Ministerial, piso 12", "Edificio Central, ala norte",
        "Calle Scipión Llona 350", "Urbanización San Antonio, Miraflores", "Lima 15048",
    ), country="PE",
)  # fmt: skip
SENTENCE = "Le escribo para pedirle que cada una de estas muertes se investigue con independencia y sin demora. "
ARABIC = (
    "أكتب إليكم لأعبّر عن قلقي إزاء مقتل 18 شخصًا خلال الاحتجاجات في مدينة خولياكا (Juliaca) في 9 يناير 2023.\n\n"
    "وأدعوكم إلى ضمان إجراء تحقيق سريع ومستقل ونزيه في كل حالة وفاة."
)


def a_letter(body: str = SENTENCE, **said: str) -> Letter:
    given = {
        "target": "president", "language": "es", "role": "to-send", "subject": "Muertes en Juliaca",
        "salutation": "Excelentísima señora Presidenta:", "body": body, "closing": "Atentamente,",
        "signature": "Eva Muster",
    }  # fmt: skip
    return Letter(**{**given, **said})  # type: ignore[arg-type]


def letter_of_length(count: int) -> Letter:
    """Return a letter of so many characters in all, in paragraphs of five sentences."""
    paragraph = (SENTENCE * 4).strip()
    rest = count - len(a_letter("").text) - 2
    body = (f"{paragraph}\n\n" * 40)[:rest].strip()
    return a_letter(body + "." * (rest - len(body)))


def arabic_letter() -> Letter:
    return a_letter(
        ARABIC,
        language="ar",
        subject="الوفيات في خولياكا",
        salutation="فخامة الرئيسة،",
        closing="وتفضلوا بقبول فائق الاحترام،",
    )


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the sheet, in millimetres from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def lies_in(self, place: tuple[float, float, float, float]) -> bool:
        left, top, width, height = place
        return (
            left - HAIR <= self.left
            and top - HAIR <= self.top
            and self.right <= left + width + HAIR
            and self.bottom <= top + height + HAIR
        )


def pages_of(made: bytes) -> int:
    return len(pypdfium2.PdfDocument(made))


def size_of(made: bytes) -> tuple[float, float]:
    width, height = pypdfium2.PdfDocument(made)[0].get_size()
    return round(width / MILLIMETRE, 1), round(height / MILLIMETRE, 1)


def box_of(made: bytes, text: str, page: int = 0) -> Box:
    """Return the box of a line's letters on a page."""
    sheet = pypdfium2.PdfDocument(made)[page]
    words = sheet.get_textpage()
    search = words.search(text, match_case=True)
    found = search.get_next()
    assert found, f"'{text}' is not on the page"
    start, count = found
    boxes = [words.get_charbox(at) for at in range(start, start + count) if words.get_text_range(at, 1).strip()]
    height = sheet.get_size()[1]
    return Box(
        min(each[0] for each in boxes) / MILLIMETRE,
        (height - max(each[3] for each in boxes)) / MILLIMETRE,
        max(each[2] for each in boxes) / MILLIMETRE,
        (height - min(each[1] for each in boxes)) / MILLIMETRE,
    )


def lines_in(made: bytes, place: tuple[float, float, float, float]) -> str:
    """Return the words that show through a window on the first sheet."""
    sheet = pypdfium2.PdfDocument(made)[0]
    height = sheet.get_size()[1]
    left, top, width, tall = (each * MILLIMETRE for each in place)
    found = sheet.get_textpage().get_text_bounded(left, height - top - tall, left + width, height - top)
    return "\n".join(line.strip() for line in found.splitlines() if line.strip())
