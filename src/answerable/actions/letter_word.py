"""A laid letter as a Word document: the address in a frame over the envelope's window, the rest as paragraphs.

The parts are written out here, without a program in between: it takes milliseconds, and the same letter gives the
same bytes. Paragraphs of a right-to-left letter have the bidi mark, and so has each run of letters in them.
Source: ECMA-376, part 1, WordprocessingML.
"""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from answerable.actions.letter_sheet import HAND, MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP, POINTS_A_MILLIMETRE, Laid
from answerable.actions.typefaces import text_direction
from answerable.actions.wording import direction

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORDS_LINE = 205  # in Word's measure of lines, one size of Cambria, whose own lines are 1.17 sizes high
_LATIN, _ARABIC = "Cambria", "Traditional Arabic"
_REGIONS = {"en": "en-GB", "es": "es-ES", "de": "de-DE", "fr": "fr-FR", "ar": "ar-SA"}


def word_of(made: Laid) -> bytes:
    """Return a letter as a Word document (DOCX)."""
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relations(
            ("officeDocument", f"{_R}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(made),
        "word/_rels/document.xml.rels": _relations(("styles", f"{_R}/styles", "styles.xml")),
        "word/document.xml": _document(made),
        "word/styles.xml": _styles(made),
    }
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(part, text.encode("utf-8"))
    return found.getvalue()


def _document(made: Laid) -> str:
    letter, sheet = made.letter, made.sheet
    own = direction(letter.language)
    left, top, width, height = made.address_box
    pitch = made.pitch
    edge = sheet.sheet[0] - MARGIN_SIDE - 75 if sheet.sender == "end" else MARGIN_SIDE
    # LibreOffice turns frames round that hang on a paragraph from right to left: they hang on an empty one.
    body = [
        *_framed(made.sender, (edge, MARGIN_TOP, 75, 28), 4.4, 9.5),
        *_framed((made.mark,) if made.mark else (), (left, top - 5.5, width, 4), 4, 8, bold=True),
        *_framed(
            made.address,
            (left, top, width, height),
            pitch,
            round(pitch * POINTS_A_MILLIMETRE * 2) / 2,
            side=made.address_side,
        ),
        _paragraph("", "ltr", before=sheet.body - MARGIN_TOP - 2, pitch=2),
        _paragraph(made.day, own, after=7, align="end"),
        _paragraph(letter.subject, own, after=5, style="Subject"),
        _paragraph(letter.salutation, own, after=2.5, keeps=True),
        *(_paragraph(part, text_direction(part, own), after=2.5) for part in made.paragraphs),
        _paragraph(letter.closing, own, before=2, after=HAND, keeps=True),
        _paragraph(letter.signature, own, runs=text_direction(letter.signature, own)),
        *([_paragraph(made.copies, own, before=7)] if made.copies else []),
    ]
    size = f'<w:pgSz w:w="{_twips(sheet.sheet[0])}" w:h="{_twips(sheet.sheet[1])}"/>'
    margins = (
        f'<w:pgMar w:top="{_twips(MARGIN_TOP)}" w:bottom="{_twips(MARGIN_BOTTOM)}" w:left="{_twips(MARGIN_SIDE)}" '
        f'w:right="{_twips(MARGIN_SIDE)}" w:header="400" w:footer="400" w:gutter="0"/>'
    )
    return (
        f'{_XML}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}<w:sectPr>{size}{margins}</w:sectPr></w:body>'
        "</w:document>"
    )


def _framed(
    lines: Sequence[str], box: tuple[float, float, float, float], pitch: float, points: float, *,
    bold: bool = False, side: str = "left",
) -> list[str]:  # fmt: skip
    """Return lines as paragraphs of one frame that stands at a place of the page, in millimetres."""
    left, top, width, height = map(_twips, box)
    frame = (
        f'<w:framePr w:w="{width}" w:h="{height}" w:hRule="exact" w:hSpace="0" w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="page" w:x="{left}" w:y="{top}"/>'
    )
    ways = [text_direction(line, "ltr") for line in lines]
    return [
        _paragraph(line, way, frame=frame, pitch=pitch, points=points, bold=bold,
                   align="end" if (way == "rtl") != (side == "right") else "start")
        for line, way in zip(lines, ways, strict=True)
    ]  # fmt: skip


def _paragraph(
    text: str, way: str, *, runs: str = "", before: float = 0, after: float = 0, align: str = "start",
    style: str = "", keeps: bool = False, frame: str = "", pitch: float = 0, points: float = 0, bold: bool = False,
) -> str:  # fmt: skip
    """Return one paragraph; `way` is its direction, `runs` that of its letters if another; distances in mm."""
    line = f' w:line="{_twips(pitch)}" w:lineRule="exact"' if pitch else ""
    # In a paragraph from right to left, Word means by left the side where its lines begin.
    properties = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + ("<w:keepNext/>" if keeps else "")
        + frame
        + ("<w:bidi/>" if way == "rtl" else "")
        + f'<w:spacing w:before="{_twips(before)}" w:after="{_twips(after)}"{line}/>'
        + (f'<w:jc w:val="{"right" if align == "end" else "left"}"/>')
    )
    look = (
        ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:sz w:val="{int(points * 2)}"/><w:szCs w:val="{int(points * 2)}"/>' if points else "")
        + ("<w:rtl/>" if (runs or way) == "rtl" else "")
    )
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    run = f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{said}</w:r>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def _styles(made: Laid) -> str:
    language = made.letter.language.partition("-")[0]
    region = _REGIONS.get(language, language)
    tongue = f'<w:lang w:val="{region}" w:bidi="{region if direction(language) == "rtl" else "ar-SA"}"/>'
    points, line = made.size
    size = "".join(f'<w:{name} w:val="{round(points * 2)}"/>' for name in ("sz", "szCs"))
    return (
        f'{_XML}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{_LATIN}" w:cs="{_ARABIC}"/>{size}{tongue}'
        f'</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="{round(line * _WORDS_LINE)}" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:styleId="Subject">'
        '<w:name w:val="Subject"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
        '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style></w:styles>'
    )


def _core(made: Laid) -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        f"{escape(made.letter.subject)}</dc:title><dc:language>{escape(made.letter.language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _relations(*links: tuple[str, str, str]) -> str:
    rows = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in links)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


_KIND, _WORD = "application/vnd.openxmlformats-", "officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_KIND}package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}{_WORD}.styles+xml"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{_KIND}package.core-properties+xml"/></Types>'
)
