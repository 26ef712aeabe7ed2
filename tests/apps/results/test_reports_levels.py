"""What a level of publication shows is what its documents show, in Word and PDF alike."""

import io
import re
from datetime import date

import docx
import pytest
from tests.apps.documents.samples import pdf_pages
from tests.site.county import run_of, scheme, troubled

from minping.apps.documents.content import Document, Paragraph, Table
from minping.apps.documents.press import Press
from minping.apps.results.levels import FIELDS, GRADE, RANK, SCORE, told_fields
from minping.apps.results.reports.circular import compose_circular
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.result_table import compose_result_table
from minping.core.scheme.outcomes import Level, Publication

DAY = date(2025, 1, 15)
PRESS = Press()
SCORES = {u.published for u in run_of(troubled()).units if u.score is not None}


def overview(*fields: str, language: str = "zh") -> Overview:
    return Overview(run_of(troubled()), scheme(), troubled(), language, fields)


def result_table(*fields: str, language: str = "zh") -> Document:
    return compose_result_table(overview(*fields, language=language), date=DAY, office="评议办")


def circular(*fields: str, public: bool = True) -> Document:
    return compose_circular(overview(*fields), date=DAY, office="评议办", public=public)


def words(document: Document) -> tuple[str, str]:
    """Everything that the Word and the PDF edition say."""
    word = docx.Document(io.BytesIO(PRESS.word(document, DAY)))
    told = [p.text for p in word.paragraphs]
    told += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    told += [shape._inline.docPr.get("descr", "") for shape in word.inline_shapes]
    return "\n".join(told), "\n".join(pdf_pages(PRESS.pdf([document], DAY)))


def heads(document: Document) -> set[str]:
    return {c.title for block in document.blocks if isinstance(block, Table) for c in block.columns}


@pytest.mark.parametrize(
    ("fields", "shown", "hidden"),
    [
        ((SCORE,), {"得分"}, {"名次", "等次", "群众评议"}),
        ((RANK,), {"名次"}, {"得分", "等次", "群众评议"}),
        ((GRADE,), {"等次"}, {"得分", "名次", "群众评议"}),
        ((SCORE, RANK), {"得分", "名次"}, {"等次", "群众评议"}),
        (tuple(FIELDS), {"得分", "名次", "等次", "群众评议", "日常考评"}, set()),
    ],
)
def test_the_result_table_has_the_columns_of_its_level(
    fields: tuple[str, ...], shown: set[str], hidden: set[str]
) -> None:
    found = heads(result_table(*fields))
    assert shown <= found
    assert not hidden & found


@pytest.mark.parametrize("make", [result_table, circular])
def test_without_scores_no_edition_tells_one(make) -> None:
    for edition in words(make(GRADE)):
        assert not SCORES & set(re.findall(r"[0-9]+\.[0-9]{2}", edition))
        assert "平均" not in edition.replace("各期平均", "").replace("各次（各项）结果的平均", "").replace(
            "平均分（", ""
        )
        assert "第1名" not in edition.replace(" ", "")


def test_without_ranks_the_order_tells_none() -> None:
    listed = result_table(SCORE, GRADE)
    names = {u.name: u.unit for u in run_of(troubled()).units}
    for table in (block for block in listed.blocks if isinstance(block, Table)):
        scored = [names[row.cells[0]] for row in table.rows if len(row.cells) == len(table.columns)]
        assert scored == sorted(scored)
        assert table.chart is None or [bar.label for bar in table.chart.bars] == [
            row.cells[0] for row in table.rows if len(row.cells) == len(table.columns)
        ]


def test_rows_and_feet_match_their_columns_whatever_is_shown() -> None:
    for chosen in range(2 ** len(FIELDS)):
        fields = [name for place, name in enumerate(FIELDS) if chosen >> place & 1]
        for document in (result_table(*fields), circular(*fields), circular(*fields, public=False)):
            for table in (block for block in document.blocks if isinstance(block, Table)):
                assert all(len(row.cells) <= len(table.columns) for row in table.rows)
                assert all(len(row.cells) == len(table.columns) for row in table.foot), table.caption


def test_grades_are_counted_where_scores_are_not_shown() -> None:
    grades = next(b for b in circular(GRADE).blocks if isinstance(b, Table) and b.caption == "各类别等次")
    given = [u for u in run_of(troubled()).units if u.score is not None]
    assert sum(int(cell) for row in grades.rows for cell in row.cells[1:]) == len(given)


def test_what_everybody_reads_proposes_nothing_and_addresses_no_unit() -> None:
    open_to_all, to_units = circular(*FIELDS), circular(*FIELDS, public=False)
    assert "公布" in open_to_all.title
    said = [b.text for b in open_to_all.blocks if isinstance(b, Paragraph)]
    assert "各参评单位：" not in said
    captions = [b.caption for b in open_to_all.blocks if isinstance(b, Table)]
    assert not any(caption.startswith("拟") for caption in captions)
    assert "拟表扬单位" in [b.caption for b in to_units.blocks if isinstance(b, Table)]


def test_only_who_holds_everything_is_told_that_he_can_recompute_it() -> None:
    assert "minping verify" in circular(*FIELDS).source[-1]
    assert "minping verify" not in circular(SCORE, RANK).source[-1]


def test_the_first_of_several_levels_is_the_units() -> None:
    inner, outer = Level("内部通报", fields=("名次",)), Level("公布", fields=("等次",))
    assert told_fields(scheme(publication=Publication((inner, outer)))) == (RANK,)
    assert told_fields(scheme(publication=Publication((outer,)))) == tuple(FIELDS)
    assert told_fields(scheme(publication=Publication())) == tuple(FIELDS)
