"""The red head at the top of a Word document."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from minping.apps.documents import word_styles as styles
from minping.apps.documents.letterhead import RED, Head

_TYPE_AREA = Mm(156)


def print_head(word: WordDocument, head: Head) -> None:
    """The office's name in red, the number, one red line; two under a letter, its number below them."""
    for place, line in enumerate(head.lines):
        paragraph = word.add_paragraph(line, styles.LETTERHEAD)
        paragraph.runs[0].font.size = Pt(head.points)
        paragraph.runs[0].font.color.rgb = RGBColor.from_string(RED)
        paragraph.paragraph_format.line_spacing = Pt(head.points * 1.2)
        last = place == len(head.lines) - 1
        paragraph.paragraph_format.space_after = Pt((4 if head.letter else 28) if last else 0)
    if head.letter:
        _line(word.paragraphs[-1], "thickThinSmallGap", 24)
        number = word.add_paragraph(head.number, styles.ADDRESSEE)
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        number.paragraph_format.space_before = Pt(8)
    else:
        number = word.add_paragraph(head.number, styles.ADDRESSEE)
        number.alignment = WD_ALIGN_PARAGRAPH.LEFT if head.signer else WD_ALIGN_PARAGRAPH.CENTER
        if head.signer:
            number.paragraph_format.tab_stops.add_tab_stop(_TYPE_AREA, WD_TAB_ALIGNMENT.RIGHT)
            number.add_run("\t" + head.signer)
        _line(number, "single", 16)
    number.paragraph_format.space_after = Pt(styles.PITCH)
    number.paragraph_format.keep_with_next = True


def _line(paragraph: Paragraph, kind: str, eighths: int) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", "4"), ("color", RED)):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
