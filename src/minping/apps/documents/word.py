"""Documents as Word files, in the manner of Chinese official documents (GB/T 9704)."""

import io
import zipfile
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from minping.apps.documents import word_styles as styles
from minping.apps.documents.content import (
    BarChart,
    Block,
    Chart,
    DistributionChart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Signature,
    Table,
    clean,
    leads,
    numbered,
)
from minping.apps.documents.fonts import Faces, word_faces
from minping.apps.documents.letterhead import set_head
from minping.apps.documents.lettering import width
from minping.apps.documents.pdf import Draw
from minping.apps.documents.word_head import print_head
from minping.apps.documents.word_tables import fact_sheet, ruled

_ROLES = {
    Role.BODY: styles.BODY,
    Role.NOTE: styles.NOTE,
    Role.WARNING: styles.WARNING,
    Role.ADDRESSEE: styles.ADDRESSEE,
}


class WordPrinter:
    """``draw`` makes the pictures of a chart."""

    def __init__(self, faces: Faces, draw: Draw) -> None:
        self._faces = faces
        self._draw = draw
        self._heading_face = word_faces(faces)["heading"]

    def render(self, document: Document, created: date) -> bytes:
        """The document as .docx. The same content gives the same bytes; no macros, no links, no fields
        but the page number."""
        word = styles.blank_document(self._faces, landscape=document.landscape, language=document.language)
        _properties(word, document, created)
        if document.head is not None:
            print_head(word, set_head(document.head, document.language))
        word.add_paragraph(clean(document.title), styles.TITLE)
        if document.subtitle:
            word.add_paragraph(clean(document.subtitle), styles.SUBTITLE)
        room = document.width_mm
        blocks = list(numbered(document.blocks, document.language))
        for block, following in zip_longest(blocks, blocks[1:]):
            self._block(word, block, document.language, room)
            if leads(block, following):
                word.paragraphs[-1].paragraph_format.keep_with_next = True
        if document.signature is not None:
            _sign(word, document.signature, followed=bool(document.source))
        _source(word, document.source)
        out = io.BytesIO()
        word.save(out)
        return _undated(out.getvalue())

    def _block(self, word: WordDocument, block: Block, language: str, room: float) -> None:
        match block:
            case Heading(text=text, level=level):
                word.add_paragraph(clean(text), f"Heading {level}")
            case Paragraph(text=text, role=role):
                paragraph = word.add_paragraph(clean(text), _ROLES[role])
                if role is Role.WARNING:
                    _framed(paragraph)
            case Table():
                self._table(word, block, language, room)
            case BarChart() | DistributionChart():
                self._chart(word, block, language, room)
            case Facts(pairs=pairs):
                _gap(word)
                _append(word, fact_sheet(pairs, room, self._heading_face))
                _gap(word)
            case PageBreak():
                word.add_paragraph(style=styles.NOTE).add_run().add_break(WD_BREAK.PAGE)

    def _table(self, word: WordDocument, table: Table, language: str, room: float) -> None:
        if table.caption:
            word.add_paragraph(clean(table.caption), styles.CAPTION)
        _append(word, ruled(table, room, self._heading_face, language))
        for note in table.notes:
            word.add_paragraph(clean(note), styles.NOTE)
        _gap(word)
        if table.chart is not None:
            self._chart(word, table.chart, language, room)

    def _chart(self, word: WordDocument, chart: Chart, language: str, room: float) -> None:
        for picture in self._draw(chart, language):
            paragraph = word.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            scale = min(1.0, (room - 0.5) / picture.width_mm)
            shape = paragraph.add_run().add_picture(
                io.BytesIO(picture.png), Mm(picture.width_mm * scale), Mm(picture.height_mm * scale)
            )
            shape._inline.docPr.set("descr", picture.alt)
            for side in ("distT", "distB", "distL", "distR"):  # left out, some readers add a margin
                shape._inline.set(side, "0")


def _append(word: WordDocument, table: Any) -> None:
    word.element.body.insert_element_before(table, "w:sectPr")


def _gap(word: WordDocument) -> None:
    """Tables that touch would become one in Word."""
    paragraph = word.add_paragraph(style=styles.NOTE)
    paragraph.paragraph_format.space_after = Pt(0)


def _framed(paragraph: WordParagraph) -> None:
    borders = OxmlElement("w:pBdr")
    for edge in ("top", "left", "bottom", "right"):
        border = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(5)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:spacing", "w:ind", "w:jc")


def _sign(word: WordDocument, signature: Signature, *, followed: bool) -> None:
    """Two lines down, kept with the text before it: date and office centred upon each other, the wider one
    four characters from the right, where the seal goes over both."""
    if word.paragraphs:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
    before = word.element.body.inner_content_elements[-2:-1]
    if word.tables and before == [word.tables[-1]._tbl]:  # only the gap after it stands between
        for cell in word.tables[-1].rows[-1].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    lines = [line for line in (clean(signature.office), clean(signature.date)) if line]
    widest = max(map(width, lines), default=0.0)
    for place, line in enumerate(lines):
        paragraph = word.add_paragraph(line, styles.SIGNATURE)
        inset = 4 + (widest - width(line)) / 2
        paragraph.paragraph_format.space_before = Pt(57.8 if place == 0 else 0)
        paragraph.paragraph_format.right_indent = Pt(16 * inset)
        paragraph.paragraph_format.keep_with_next = followed or place < len(lines) - 1


def _source(word: WordDocument, lines: tuple[str, ...]) -> None:
    for place, line in enumerate(lines):
        paragraph = word.add_paragraph(clean(line), styles.NOTE)
        paragraph.paragraph_format.keep_with_next = place < len(lines) - 1
        if place == 0:
            paragraph.paragraph_format.space_before = Pt(24)
            borders = OxmlElement("w:pBdr")
            top = OxmlElement("w:top")
            for name, value in (("val", "single"), ("sz", "4"), ("space", "6"), ("color", "000000")):
                top.set(qn(f"w:{name}"), value)
            borders.append(top)
            paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _properties(word: WordDocument, document: Document, created: date) -> None:
    core = word.core_properties
    noon = datetime(created.year, created.month, created.day, 12)  # noqa: DTZ001 - the format has no zone
    core.title, core.author, core.last_modified_by = (
        clean(document.name)[:255],
        clean(document.author)[:255],
        "",
    )
    core.comments, core.keywords, core.revision = "", "", 1
    core.created = core.modified = noon
    core.language = document.language


def _undated(packed: bytes) -> bytes:
    """The same package without the moment at which it was zipped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
