"""The red head: the office's name, the paper's number, one line or two; alike in Word and PDF."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from tests.apps.documents.samples import DAY, LONG, document, pdf_pages

from minping.apps.documents.content import (
    BarChart,
    Block,
    Column,
    Facts,
    Letterhead,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
    leads,
)
from minping.apps.documents.letterhead import RED, blank_number, set_head
from minping.apps.documents.lettering import width
from minping.apps.documents.press import Press

PRESS = Press()
OFFICE = "某某市某某区民主评议政风行风工作领导小组办公室"


@pytest.mark.parametrize(
    "office", ["评议办", "县民主评议办公室", OFFICE, LONG, "Office of the Appraisal", ""]
)
@pytest.mark.parametrize("letter", [True, False])
def test_every_name_fits_between_the_margins(office: str, letter: bool) -> None:
    head = set_head(Letterhead(office, letter=letter), "zh")
    assert "".join(head.lines).replace(" ", "") == office.replace(" ", "") + ("" if letter else "文件")
    assert all(width(line) * head.points <= 156 / 25.4 * 72 for line in head.lines)
    assert head.points >= 18


def test_a_long_name_breaks_before_the_offices_own_part() -> None:
    assert set_head(Letterhead(OFFICE), "zh").lines == (
        "某某市某某区民主评议政风行风工作",
        "领导小组办公室文件",
    )


@pytest.mark.parametrize("letter", [True, False])
def test_word_and_pdf_bear_the_same_head(letter: bool) -> None:
    head = Letterhead("县民主评议办公室", "评议办〔2025〕3号", letter=letter, signer=not letter)
    made = replace(document(), head=head)
    word = docx.Document(io.BytesIO(PRESS.word(made, DAY)))
    first, second = word.paragraphs[:2]
    assert first.text == "县民主评议办公室" + ("" if letter else "文件")
    assert str(first.runs[0].font.color.rgb) == RED
    assert second.text.startswith("评议办〔2025〕3号")
    assert ("签发人" in second.text) is not letter
    lines = [p._p.get_or_add_pPr().find(qn("w:pBdr")) for p in (first, second)]
    assert [line is not None for line in lines] == [letter, not letter]
    page = pdf_pages(PRESS.pdf([made], DAY))[0].replace(" ", "")
    assert page.index(first.text) < page.index("〔2025〕3号") < page.index("关于2024年")


def test_office_and_date_are_centred_upon_each_other_where_the_seal_goes() -> None:
    made = replace(document(), signature=Signature(OFFICE, "2025年1月15日"))
    word = docx.Document(io.BytesIO(PRESS.word(made, DAY)))
    office, day = (p for p in word.paragraphs if p.style and p.style.name == "MP Signature")
    insets = [p.paragraph_format.right_indent.pt for p in (office, day)]
    assert insets[0] == 64
    assert insets[1] - insets[0] == pytest.approx(16 * (width(OFFICE) - width("2025年1月15日")) / 2, abs=0.1)


def test_a_number_that_is_not_known_is_left_to_the_pen() -> None:
    assert blank_number(2025, "zh").strip() == "〔2025〕　　号"


def test_a_sentence_stays_with_the_table_it_introduces() -> None:
    table = Table("表", (Column("项"),), empty="无")
    sentence = Paragraph("共三期。")
    assert leads(sentence, table)
    assert leads(sentence, Facts(()))
    assert leads(sentence, BarChart("图", "", ()))
    assert not leads(sentence, Paragraph("又一句。"))
    assert not leads(sentence, None)
    assert not leads(Paragraph("注", Role.NOTE), table)
    made = replace(document(), blocks=(sentence, table, Paragraph("完。")))
    word = docx.Document(io.BytesIO(PRESS.word(made, DAY)))
    kept = {p.text: p.paragraph_format.keep_with_next for p in word.paragraphs}
    assert kept["共三期。"]


@pytest.mark.parametrize("rows", [3, 30])
def test_no_signature_stands_alone_behind_a_table(rows: int) -> None:
    """Filled up until the table ends close to the foot of a page: its end goes over with the signature."""
    table = Table("表", (Column("项"),), tuple(Row((f"第{i}行",)) for i in range(rows)))
    signature = Signature("县评议办", "2025年1月15日")
    for lines in range(10, 16):
        filled: tuple[Block, ...] = (*(Paragraph(f"第{i}段。") for i in range(lines)), table)
        made = replace(document(), blocks=filled, signature=signature, source=())
        last = pdf_pages(PRESS.pdf([made], DAY))[-1].replace(" ", "")
        assert f"第{rows - 1}行" in last, lines
    word = docx.Document(io.BytesIO(PRESS.word(made, DAY)))
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in word.tables[0].rows[-1].cells)
