"""PDF files: repeated heads, page numbers, text that stays text, the same bytes twice."""

import pypdfium2
import pytest
from tests.apps.documents.samples import DAY, FORMULAS, LONG, MARKUP, bars, document, pdf_pages, table

from minping.apps.documents.content import Column, Heading, Paragraph, Row, Table
from minping.apps.documents.press import Press

PRESS = Press()


def test_everything_of_a_document_is_on_paper() -> None:
    text = "".join(pdf_pages(PRESS.pdf([document()], DAY)))
    for words in (
        "关于2024年民主评议结果的通报",
        "（2024年）",
        "各参评单位：",
        "一、参评概况",
        "（一）单位",
        "1.机关",
        "第3名（并列，共29个）",
        "样本较少：有效票共25份。",
        "机关类（结果）",
        "各栏分别取舍。",
        "二、说明",
        "某某县评议办",
        "2025年1月15日",
        "核算校验值：3fa9",
    ):
        assert words.replace(" ", "") in text.replace(" ", "")


def test_heads_repeat_on_every_page_and_pages_are_numbered() -> None:
    pages = [page.replace(" ", "") for page in pdf_pages(PRESS.pdf([document(table(90))], DAY))]
    with_rows = [page for page in pages if "县第" in page]
    assert len(with_rows) >= 3
    assert all("名次" in page and "满意率" in page for page in with_rows)
    assert all(f"—{number}—" in page for number, page in enumerate(pages, start=1))


def test_the_page_is_a4_and_lies_down_when_asked() -> None:
    for landscape, wanted in ((False, (595, 842)), (True, (842, 595))):
        made = pypdfium2.PdfDocument(PRESS.pdf([document(table(), landscape=landscape)], DAY))
        assert tuple(round(x) for x in made[0].get_size()) == wanted
        made.close()


@pytest.mark.parametrize("text", [*MARKUP, *FORMULAS, "甲\x00乙"])
def test_text_is_never_markup(text: str) -> None:
    cells = Table("表", (Column("单位"), Column("得分")), (Row((text, "1")),))
    made = document(Heading(text), Paragraph(text), cells, title=text, source=(text,))
    shown = "".join(pdf_pages(PRESS.pdf([made], DAY))).replace(" ", "")
    assert shown.count(text.replace("\x00", "").replace(" ", "")) >= 5


def test_a_long_name_stays_in_its_cell() -> None:
    """Its characters lie between the lines of its column: nothing is cut and nothing runs over."""
    made = pypdfium2.PdfDocument(PRESS.pdf([document(table(1))], DAY))
    page = made[0].get_textpage()
    text = page.get_text_range()
    assert LONG in text.replace("\r", "").replace("\n", "")
    right = max(page.get_charbox(i)[2] for i in range(page.count_chars()))
    assert right <= (210 - 26) / 25.4 * 72 + 1
    made.close()


def test_bound_documents_begin_on_page_one_each() -> None:
    pages = pdf_pages(PRESS.pdf([document(Paragraph("甲")), document(Paragraph("乙"))], DAY))
    assert len(pages) == 2
    assert all("— 1 —" in page for page in pages)


def test_the_same_document_is_the_same_bytes() -> None:
    assert PRESS.pdf([document()], DAY) == Press().pdf([document()], DAY)


def test_the_file_names_itself_and_the_day() -> None:
    made = pypdfium2.PdfDocument(PRESS.pdf([document(title="关于结果\n的通报")], DAY))
    about = made.get_metadata_dict()
    assert about["Title"] == "关于结果的通报"
    assert "20250115" in about["CreationDate"]
    made.close()


def test_no_signature_stands_alone_on_a_page() -> None:
    for lines in range(16, 26):
        blocks = [Paragraph(f"第{i}段") for i in range(lines)]
        pages = pdf_pages(PRESS.pdf([document(*blocks)], DAY))
        signed = next(page for page in pages if "某某县评议办" in page)
        assert f"第{lines - 1}段" in signed.replace(" ", "")


def test_a_chart_of_many_rows_takes_several_pages() -> None:
    assert len(pdf_pages(PRESS.pdf([document(bars(60))], DAY))) >= 3
