"""An empty campaign for a scheme, to be filled in."""

from pathlib import Path

import openpyxl
import pytest

from minping.core.bundle.columns import TABLES
from minping.core.bundle.model import SchemeFile
from minping.core.bundle.read import read_bundle
from minping.core.bundle.template import write_template
from minping.core.findings import RefusedInput
from minping.core.scheme.reader import read_scheme

from .county import SCHEME, UNITS, codes, refused


def test_a_template_has_the_tables_that_the_scheme_reads(tmp_path: Path) -> None:
    scheme = read_scheme(SCHEME.read_bytes(), "scheme.yaml")
    write_template(scheme, tmp_path / "new", scheme_file=SchemeFile("scheme.yaml", SCHEME.read_bytes()))
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == sorted(
        [*(f"{spec.name}.csv" for spec in TABLES), "campaign.yaml", "scheme.yaml", "说明.xlsx"]
    )
    assert (tmp_path / "new" / "units.csv").read_text("utf-8-sig").startswith("单位名称,代码,类别")


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    scheme = read_scheme(SCHEME.read_bytes(), "scheme.yaml")
    write_template(scheme, tmp_path / "new")
    assert set(codes(refused(tmp_path / "new"))) == {"file.empty"}
    for spec in TABLES:
        (tmp_path / "new" / f"{spec.name}.csv").unlink()
    (tmp_path / "new" / "units.csv").write_text(UNITS)
    bundle = read_bundle(tmp_path / "new")
    assert bundle.scheme == scheme
    assert (bundle.title, bundle.year) == (scheme.title, 2024)


def test_the_guide_explains_every_column_and_lists_what_may_be_filled_in(tmp_path: Path) -> None:
    write_template(read_scheme(SCHEME.read_bytes(), "scheme.yaml"), tmp_path / "new")
    book = openpyxl.load_workbook(tmp_path / "new" / "说明.xlsx")
    rows = {(row[1], row[3]): row for row in book["说明"].iter_rows(min_row=2, values_only=True)}
    assert set(rows) == {(f"{spec.name}.csv", column.name) for spec in TABLES for column in spec.columns}
    ballots = next(book["选票样表"].iter_rows(values_only=True))
    assert ballots == ("单位", "投票层面", "轮次", "渠道", "依法履职", "服务质量")
    allowed = {row[:2] for row in book["可填内容"].iter_rows(min_row=2, values_only=True)}
    assert {("类别", "执法"), ("投票层面", "群众"), ("部件", "按期办结率"), ("考评项", "迟报")} <= allowed


def test_a_template_is_not_written_over_anything(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(RefusedInput):
        write_template(read_scheme(SCHEME.read_bytes(), "scheme.yaml"), tmp_path)
