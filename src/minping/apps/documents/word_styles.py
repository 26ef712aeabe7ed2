"""Page, styles and footer of a Word document in the manner of GB/T 9704."""

from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from minping.apps.documents.fonts import Faces, word_faces

LATIN = "Times New Roman"
BODY, TITLE, SUBTITLE, NOTE, WARNING = "MP Body", "MP Title", "MP Subtitle", "MP Note", "MP Warning"
ADDRESSEE, CAPTION, CELL, SIGNATURE = "MP Addressee", "MP Caption", "MP Cell", "MP Signature"
LETTERHEAD = "MP Letterhead"
PITCH = 28.9


def blank_document(faces: Faces, *, landscape: bool, language: str) -> WordDocument:
    """An empty document with the page, the styles and the footer; nothing of the factory template shows."""
    document = docx.Document()
    names = word_faces(faces)
    _page(document.sections[0], landscape)
    _defaults(document, names["body"], language)
    zh = language != "en"
    indent = Pt(32) if zh else Pt(0)
    _style(document, BODY, names["body"], 16, indent=indent, justify=zh)
    _style(document, ADDRESSEE, names["body"], 16)
    title = _style(document, TITLE, names["title"], 22, pitch=35, bold=not faces.own_title)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(12)
    letterhead = _style(document, LETTERHEAD, names["title"], 36, bold=not faces.own_title)
    letterhead.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subtitle = _style(document, SUBTITLE, names["subheading"], 16)
    subtitle.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subtitle.paragraph_format.space_after = Pt(PITCH / 2)
    _style(document, NOTE, names["body"], 9, pitch=14, after=2)
    _style(document, WARNING, names["body"], 12, pitch=20, before=8, after=12)
    caption = _style(document, CAPTION, names["heading"], 12, pitch=20, before=10, after=4)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = True
    _style(document, CELL, names["body"], 10.5, pitch=15)
    signature = _style(document, SIGNATURE, names["body"], 16)
    signature.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for level, face in enumerate((names["heading"], names["subheading"], names["body"]), 1):
        _heading(document, level, face, indent)
    _footer(document)
    return document


def set_face(holder: Any, east_asian: str, latin: str = LATIN) -> None:
    """Give a run's or style's properties a Chinese and a Latin face."""
    fonts = holder.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    for script, face in (("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", east_asian), ("w:cs", latin)):
        fonts.set(qn(script), face)


def _page(section: Section, landscape: bool) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)


def _defaults(document: WordDocument, face: str, language: str) -> None:
    normal = document.styles["Normal"]
    set_face(normal.element, face)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), "en-GB" if language == "en" else "en-US")
    tag.set(qn("w:eastAsia"), "zh-CN")
    normal.element.get_or_add_rPr().append(tag)


def _style(
    document: WordDocument,
    name: str,
    face: str,
    size: float,
    *,
    pitch: float = PITCH,
    indent: Pt = Pt(0),  # noqa: B008 - a length, never changed
    justify: bool = False,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _shape(style, face, size, bold)
    form = style.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(pitch)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = indent
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if justify else WD_ALIGN_PARAGRAPH.LEFT
    return style


def _shape(style: ParagraphStyle, face: str, size: float, bold: bool) -> None:
    set_face(style.element, face)
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)


def _heading(document: WordDocument, level: int, face: str, indent: Pt) -> None:
    """The built-in heading styles, so that Word's outline and table of contents find them."""
    style = document.styles[f"Heading {level}"]
    _shape(style, face, 16, bold=level == 3)
    form = style.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(PITCH)
    form.space_before, form.space_after = Pt(0), Pt(0)
    form.first_line_indent = indent
    form.keep_with_next = True


def _footer(document: WordDocument) -> None:
    """— 1 — as a field: right on odd pages, left on even ones, one character from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        for kind, text in (("text", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("text", " —")):
            run = paragraph.add_run()
            run.font.size = Pt(14)
            set_face(run._r, "宋体")
            run._r.append(_field_piece(kind, text))


def _field_piece(kind: str, text: str) -> Any:
    if kind in ("begin", "end"):
        piece = OxmlElement("w:fldChar")
        piece.set(qn("w:fldCharType"), kind)
        return piece
    piece = OxmlElement("w:instrText" if kind == "code" else "w:t")
    piece.set(qn("xml:space"), "preserve")
    piece.text = text
    return piece
