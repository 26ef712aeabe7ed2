"""Word files: official page, heads that repeat, text that stays text."""

import io
import re

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from tests.apps.documents.samples import DAY, FORMULAS, MARKUP, bars, document, part, table

from minping.apps.documents.content import Column, Paragraph, Row, Table
from minping.apps.documents.press import Press

PRESS = Press()


def opened(made: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(made))


def test_the_page_is_that_of_an_official_document() -> None:
    section = opened(PRESS.word(document(), DAY)).sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    edges = (section.left_margin, section.right_margin)
    for got, wanted in zip((*page, *edges), (210, 297, 37, 35, 28, 26), strict=True):
        assert got == pytest.approx(Mm(wanted), abs=Mm(0.2))


def test_title_body_and_headings_have_their_faces_and_sizes() -> None:
    word = opened(PRESS.word(document(), DAY))
    title = word.paragraphs[0]
    assert title.text == "关于2024年民主评议结果的通报"
    assert title.style is not None
    assert title.style.font.size == Pt(22)
    faces = {
        p.style.name: p.style.element.rPr.rFonts.get(qn("w:eastAsia"))
        for p in word.paragraphs
        if p.style is not None and p.style.element.rPr is not None
    }
    assert (faces["MP Title"], faces["MP Body"], faces["Heading 1"], faces["Heading 2"]) == (
        "宋体",
        "仿宋",
        "黑体",
        "楷体",
    )
    body = word.styles["MP Body"]
    assert body.font.size == Pt(16)
    assert 28 <= body.paragraph_format.line_spacing.pt <= 30


def test_headings_carry_ordinals_and_outline_levels() -> None:
    word = opened(PRESS.word(document(), DAY))
    shown = [
        (p.style.name, p.text) for p in word.paragraphs if p.style and p.style.name.startswith("Heading")
    ]
    assert shown == [
        ("Heading 1", "一、参评概况"),
        ("Heading 2", "（一）单位"),
        ("Heading 3", "1.机关"),
        ("Heading 1", "二、说明"),
    ]


def test_heads_repeat_and_rows_stay_whole() -> None:
    made = opened(PRESS.word(document(table(60)), DAY)).tables[0]
    rows = made._tbl.tr_lst
    assert [bool(row.findall(f".//{qn('w:tblHeader')}")) for row in rows[:3]] == [True, False, False]
    assert all(row.findall(f".//{qn('w:cantSplit')}") for row in rows)
    assert len(rows) == 62
    assert made.cell(0, 2).text == "得分\n（分）"
    assert made.cell(61, 1).text == "平均"


def test_both_footers_number_the_pages_by_a_field() -> None:
    made = PRESS.word(document(), DAY)
    footers = [part(made, f"word/footer{n}.xml") for n in (1, 2)]
    for footer in footers:
        assert re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", footer) == ["PAGE"]
        assert "".join(re.findall(r"<w:t[ >][^<]*", footer)).count("—") == 2
    assert {re.search(r'<w:jc w:val="(\w+)"', f)[1] for f in footers} == {"left", "right"}  # type: ignore[index]


@pytest.mark.parametrize("text", [*MARKUP, *FORMULAS, "甲\x00乙\x0b", "&lt;<w:t>"])
def test_text_is_never_markup(text: str) -> None:
    wanted = text.replace("\x00", "").replace("\x0b", "")
    cells = Table("表", (Column("单位"), Column("得分")), (Row((text, "1")),))
    word = opened(PRESS.word(document(Paragraph(text), cells), DAY))
    assert wanted in [p.text for p in word.paragraphs]
    assert word.tables[0].cell(1, 0).text == wanted


def test_no_links_macros_or_other_fields() -> None:
    made = PRESS.word(document(*[Paragraph(text) for text in FORMULAS]), DAY)
    assert "w:hyperlink" not in part(made, "word/document.xml")
    assert "w:instrText" not in part(made, "word/document.xml")
    assert 'TargetMode="External"' not in part(made, "word/_rels/document.xml.rels")


def test_a_short_row_spans_the_rest() -> None:
    columns = (Column("名次"), Column("单位"), Column("得分"), Column("备注"))
    rows = (Row(("不参加排名的单位",)), Row(("不排名", "县第一局", "免评，不参加排名")))
    made = opened(PRESS.word(document(Table("表", columns, rows)), DAY)).tables[0]
    assert [cell.text for cell in made.rows[1].cells] == ["不参加排名的单位"] * 4
    assert [cell.text for cell in made.rows[2].cells] == ["不排名", "县第一局", *["免评，不参加排名"] * 2]


def test_an_empty_table_says_so() -> None:
    made = opened(PRESS.word(document(table(0)), DAY)).tables[0]
    assert made.cell(1, 0).text == "没有单位"


def test_charts_are_pictures_with_words_and_no_margins() -> None:
    xml = part(PRESS.word(document(bars(50)), DAY), "word/document.xml")
    assert re.findall(r'descr="(图：[^"]*)"', xml) == ["图：最高99.00分，最低60.00分"] * 3
    assert xml.count('distL="0"') == 3


def test_the_signature_stays_with_the_text_before_it() -> None:
    word = opened(PRESS.word(document(), DAY))
    texts = [p.text for p in word.paragraphs]
    before = word.paragraphs[texts.index("某某县评议办") - 1]
    assert before.paragraph_format.keep_with_next is True


def test_the_same_document_is_the_same_bytes_and_carries_the_given_day() -> None:
    first, second = (PRESS.word(document(), DAY) for _ in range(2))
    assert first == second
    core = opened(first).core_properties
    assert (core.title, core.author) == ("关于2024年民主评议结果的通报", "某某县评议办")
    assert core.created is not None
    assert core.created.date() == DAY
    assert core.modified == core.created


def test_a_wide_document_lies_on_its_side() -> None:
    section = opened(PRESS.word(document(table(), landscape=True), DAY)).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height
