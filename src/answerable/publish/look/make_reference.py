"""Makes `reference.docx`, from which pandoc takes the look of a Word document. Run by hand when the look changes.

The typefaces are those that Word has everywhere, for a Word document cannot rely on ours; their metrics are those
of Caladea and Carlito, which free systems have. Styles that our HTML names with `data-custom-style` are added.
"""

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pypandoc
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SERIF, SANS = "Cambria", "Calibri"
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x55, 0x55, 0x55)
HERE = Path(__file__).parent


def set_font(
    style: Any,
    name: str,
    size: float | None = None,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    colour: RGBColor = BLACK,
) -> None:
    """Give a style a face in every script that Word tells apart, without the theme's own."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    faces = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(qn(f"w:{script}"), name)
    properties.insert(0, faces)
    font = style.font
    font.size = Pt(size) if size else None
    font.bold, font.italic = bold, italic
    font.color.rgb = colour


def set_space(style: Any, before: float, after: float, line: float | None = None, *, keep: bool = False) -> None:
    """Set the room around a paragraph, in points."""
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    if line:
        form.line_spacing = line
    form.keep_with_next = keep
    form.widow_control = True


def set_apart(style: Any, before: float, after: float) -> None:
    """Set room before and after a run of paragraphs of one style, and none between them."""
    set_space(style, before, after, 1.1)
    style.element.get_or_add_pPr().append(OxmlElement("w:contextualSpacing"))


def field(paragraph: Any, code: str) -> None:
    """Add a field such as the number of the page."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)  # noqa: SLF001, the library has no other way to add a field


def new_style(document: Any, name: str, kind: WD_STYLE_TYPE, base: str) -> Any:
    """Return the style by this name, made if it is not there."""
    if name in [style.name for style in document.styles]:
        return document.styles[name]
    style = document.styles.add_style(name, kind)
    style.base_style = document.styles[base]
    return style


def text_styles(document: Any) -> None:
    """Set the styles that pandoc uses."""
    styles = document.styles
    set_font(styles["Normal"], SERIF, 10.5)
    for name in ("Body Text", "First Paragraph"):
        set_font(styles[name], SERIF, 10.5)
        set_space(styles[name], 0, 6, 1.2)
    set_font(styles["Compact"], SERIF, 10.5)
    set_space(styles["Compact"], 0, 2, 1.15)
    for level, (size, before) in enumerate(((15, 4), (12, 15), (11, 11), (10, 8)), start=1):
        style = styles[f"Heading {level}"]
        set_font(style, SERIF if level < 4 else SANS, size, bold=True)
        set_space(style, before, 4, 1.1, keep=True)
    set_font(styles["Footnote Text"], SANS, 8.5)
    set_space(styles["Footnote Text"], 0, 1, 1.0)
    set_font(styles["Table Caption"], SANS, 9, bold=True, italic=False)
    set_space(styles["Table Caption"], 6, 3, keep=True)
    set_font(styles["Definition Term"], SANS, 9, bold=True)
    set_space(styles["Definition Term"], 4, 0, keep=True)
    set_font(styles["Definition"], SERIF, 10.5)
    set_font(styles["Hyperlink"], SERIF)


def own_styles(document: Any) -> None:
    """Add the styles that our HTML names."""
    paragraph, character = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER
    sender = new_style(document, "Sender", paragraph, "Normal")
    set_apart(sender, 0, 18)
    sender.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    address = new_style(document, "Address", paragraph, "Normal")
    set_apart(address, 6, 12)
    dated = new_style(document, "Dated", paragraph, "Normal")
    set_space(dated, 14, 14)
    dated.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    sign = new_style(document, "Sign", paragraph, "Normal")
    set_space(sign, 10, 2, keep=True)
    record = new_style(document, "Record", paragraph, "Normal")
    set_space(record, 7, 1, keep=True)
    said = new_style(document, "Said", paragraph, "Normal")
    set_space(said, 0, 2, 1.15)
    said.paragraph_format.left_indent = Mm(7)
    cited = new_style(document, "Cited", paragraph, "Normal")
    set_font(cited, SANS, 9, colour=GREY)
    set_space(cited, 0, 3)
    cell = new_style(document, "Cell", paragraph, "Normal")
    set_font(cell, SANS, 9)
    set_space(cell, 1, 1)
    set_font(new_style(document, "Meta", character, "Default Paragraph Font"), SANS, 9, colour=GREY)
    set_font(new_style(document, "Blank", character, "Default Paragraph Font"), SANS, 9.5, colour=GREY)
    post = new_style(document, "Post Title", character, "Default Paragraph Font")
    post.font.small_caps = True


def table_style(document: Any) -> None:
    """Give the tables thin rules between rows and one under the head."""
    style = document.styles["Table"]
    set_font(style, SANS, 9)
    properties = style.element.find(qn("w:tblPr"))
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "BBBBBB")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)


def page(document: Any) -> None:
    """Set A4 and, at the foot of each page, its number."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    foot = section.footer.paragraphs[0] if section.footer.paragraphs else section.footer.add_paragraph()
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field(foot, "PAGE")
    foot.add_run(" / ")
    field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.name, run.font.size, run.font.color.rgb = SANS, Pt(8), GREY


def main() -> None:
    """Write reference.docx beside this file, without a date in it."""
    plain = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"],
        capture_output=True,
        check=True,
    ).stdout
    document = Document(io.BytesIO(plain))
    for part in (text_styles, own_styles, table_style, page):
        part(document)
    made = io.BytesIO()
    document.save(made)
    with (
        zipfile.ZipFile(made) as old,
        zipfile.ZipFile(HERE / "reference.docx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
