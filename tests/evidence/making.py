"""Files made in a test: a Word file, a PDF written by hand, archives that unpack to too much."""

import io
import zipfile

import docx
from docx.oxml import parse_xml

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def a_docx(*paragraphs: str, rows: list[list[str]] | None = None, inserted: str = "", deleted: str = "") -> bytes:
    """Return a Word file; `inserted` and `deleted` are tracked changes in a last paragraph."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for at, cells in enumerate(rows):
            for column, text in enumerate(cells):
                table.cell(at, column).text = text
    if inserted or deleted:
        last = document.add_paragraph("Changed: ")
        last._p.append(parse_xml(f"<w:ins {_W}><w:r><w:t>{inserted}</w:t></w:r></w:ins>"))
        last._p.append(parse_xml(f"<w:del {_W}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_bomb(unpacked_bytes: int) -> bytes:
    """Return a Word file whose text is so many zero bytes, packed to almost nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(unpacked_bytes // 2**20):
                part.write(bytes(2**20))
    return out.getvalue()


def a_zip(**members: str) -> bytes:
    """Return an archive of plain members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def a_pdf(pages: list[list[tuple[int, str]]]) -> bytes:
    """Return a PDF with a text layer; each page is a list of lines, each line its height on the page and its words."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 12 Tf 72 {height} Td ({words}) Tj ET\n" for height, words in lines).encode(
            "latin-1"
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
