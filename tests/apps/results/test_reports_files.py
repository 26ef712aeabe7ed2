"""The files of a score run: names, formats, subsets, the same bytes twice."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.apps.documents.samples import pdf_pages
from tests.site.county import INJECTION, bare, county, run_of, scheme, troubled

from minping.apps.results.reports import write_reports
from minping.core.findings import RefusedInput
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import CampaignData


def written(data: CampaignData, folder: Path, plan: Scheme | None = None, **options: object) -> list[str]:
    given = {"formats": ("pdf",), "date": "2025-01-15", "office": "评议办", **options}
    paths = write_reports(run_of(data, plan), plan or scheme(), data, folder, **given)  # type: ignore[arg-type]
    return [path.relative_to(folder).as_posix() for path in paths]


def small() -> CampaignData:
    return bare({"party": 2, "only": 1})[0]


PLAN = bare({"party": 1})[1]


def test_every_report_is_written_in_every_format(tmp_path: Path) -> None:
    names = written(small(), tmp_path, PLAN, formats=("xlsx", "docx", "pdf"))
    assert names == [
        "结果一览表.xlsx",
        "结果一览表.docx",
        "结果一览表.pdf",
        "通报.docx",
        "通报.pdf",
        "结果运用建议.docx",
        "结果运用建议.pdf",
        *(f"单位反馈/党群政法/{n}.{f}" for n in order_of_party(tmp_path) for f in ("docx", "pdf")),
        "单位反馈/党群政法（合订）.pdf",
        "单位反馈/垂直管理/县垂直第1局.docx",
        "单位反馈/垂直管理/县垂直第1局.pdf",
    ]
    assert {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()} == set(names)


def order_of_party(folder: Path) -> list[str]:
    """Units of the category in the order of the result table that was written."""
    sheet = openpyxl.load_workbook(folder / "结果一览表.xlsx")["党群政法"]
    return [str(sheet.cell(row, 2).value) for row in (3, 4)]


def test_the_bound_pdf_holds_every_unit_of_the_category(tmp_path: Path) -> None:
    written(small(), tmp_path, PLAN)
    pages = pdf_pages((tmp_path / "单位反馈/党群政法（合订）.pdf").read_bytes())
    assert sum("— 1 —" in page for page in pages) == 2
    assert {"县党群第1局：", "县党群第2局："} <= {
        n + "：" for p in pages for n in ("县党群第1局", "县党群第2局") if n in p.replace(" ", "")
    }


def test_many_units_are_bound_in_numbered_parts(tmp_path: Path) -> None:
    data, plan = bare({"party": 31})
    names = written(data, tmp_path, plan)
    assert [name for name in names if "合订" in name] == [
        "单位反馈/党群政法（合订1）.pdf",
        "单位反馈/党群政法（合订2）.pdf",
    ]


def test_some_units_by_name_or_code(tmp_path: Path) -> None:
    names = written(small(), tmp_path, PLAN, units=["party-002", "县垂直第1局"])
    assert names[3:] == ["单位反馈/党群政法/县党群第2局.pdf", "单位反馈/垂直管理/县垂直第1局.pdf"]
    assert written(small(), tmp_path, PLAN, units=[]) == ["结果一览表.pdf", "通报.pdf", "结果运用建议.pdf"]


def test_an_unknown_unit_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput) as caught:
        written(small(), tmp_path / "new", PLAN, units=["无此单位", "县垂直第1局"])
    assert [finding.code for finding in caught.value.findings] == ["reports.unknown_unit"]
    assert "无此单位" in caught.value.findings[0].text.zh
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name", ["甲/乙\\丙:丁", "..", " . ", "CON", "长" * 120, "a\x00b\nc", "../../上级", INJECTION]
)
def test_any_name_gives_a_file_inside_the_folder(tmp_path: Path, name: str) -> None:
    data = small()
    data = replace(data, units={**data.units, "only-001": replace(data.units["only-001"], name=name)})
    names = written(data, tmp_path, PLAN, units=["only-001"])
    path = (tmp_path / names[-1]).resolve()
    assert path.parent == (tmp_path / "单位反馈" / "垂直管理").resolve()
    assert path.is_file()
    assert len(path.name.encode()) <= 255
    assert path.stem.casefold() != "con"


def test_names_that_would_collide_are_numbered(tmp_path: Path) -> None:
    data = bare({"party": 3})[0]
    names = {"party-001": "甲/局", "party-002": "甲:局", "party-003": "甲?局"}
    data = replace(data, units={c: replace(u, name=names[c]) for c, u in data.units.items()})
    found = written(data, tmp_path, PLAN, units=list(names))[3:]
    assert sorted(found) == [f"单位反馈/党群政法/甲_局{n}.pdf" for n in ("", "（2）", "（3）")]


def test_dangerous_names_are_text_in_every_format(tmp_path: Path) -> None:
    written(troubled(), tmp_path, units=["party-002"], formats=("xlsx", "docx", "pdf"))
    sheet = openpyxl.load_workbook(tmp_path / "结果一览表.xlsx")["党群政法"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == INJECTION]
    assert [cell.data_type for cell in cells] == ["s"]
    word = docx.Document(io.BytesIO((tmp_path / "通报.docx").read_bytes()))
    texts = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert INJECTION in texts
    unit = next((tmp_path / "单位反馈").rglob("*.pdf"))
    assert INJECTION.replace(" ", "") in "".join(pdf_pages(unit.read_bytes())).replace(" ", "")


def test_the_same_run_is_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        data = county({"only": 1}, ballots=40)
        written(data, tmp_path / folder, formats=("xlsx", "docx", "pdf"), units=["only-001"])
    for path in (tmp_path / "first").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "second" / path.relative_to(tmp_path / "first")).read_bytes()


def test_progress_counts_the_units(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    written(small(), tmp_path, PLAN, progress=lambda stage, done: told.append((stage, done)))
    assert told == [("reports", 1), ("reports", 2), ("reports", 3)]


def test_the_english_edition_has_english_names(tmp_path: Path) -> None:
    names = written(small(), tmp_path, PLAN, language="en", units=["only-001"])
    assert names == ["results.pdf", "circular.pdf", "proposals.pdf", "units/垂直管理/县垂直第1局.pdf"]
