"""A small campaign on disk, to be spoilt in one place by each test."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from minping.core.bundle.model import Bundle
from minping.core.bundle.read import read_bundle
from minping.core.findings import Finding, RefusedInput, Severity

SCHEME = Path(__file__).parent / "data" / "scheme.yaml"
UNITS = """单位名称,代码,类别,上级,状态
公安局,101,执法,,
城管局,102,执法,,
交警大队,,,公安局,
人社局,201,服务类,,
民政局,202,服务类,,
统计局,203,,,免评
残联,204,服务类,,征求意见
"""
COUNTS = """单位,投票层面,轮次,渠道,测评项,选项,票数
公安局,代表,,,*,有效,20
公安局,代表,,,依法,满意,12
公安局,代表,,,依法,基本满意,8
公安局,代表,,,服务,A,10
公安局,代表,,,服务,B,5
公安局,代表,,,服务,不了解,5
交警大队,群众,一期,纸质,*,有效,6
交警大队,群众,一期,纸质,依法,A,6
交警大队,群众,一期,纸质,服务,A,6
"""
BALLOTS = "单位,投票层面,轮次,渠道,依法履职,服务质量\n" + (
    "公安局,服务对象,一期,纸质,满意,基本满意\n" * 7 + "人社局,服务对象,二期,网络,A,\n" * 6
)


def folder(root: Path, **tables: str | bytes) -> Path:
    """A campaign folder; ``units="…"`` replaces a table, other names add one (UTF-8 unless bytes)."""
    campaign = root / "campaign"
    campaign.mkdir()
    (campaign / "scheme.yaml").write_bytes(SCHEME.read_bytes())
    for name, content in {"units": UNITS, **tables}.items():
        data = content.encode() if isinstance(content, str) else content
        if name == "ballots":
            (campaign / "ballots").mkdir()
            (campaign / "ballots" / "one.csv").write_bytes(data)
        else:
            (campaign / f"{name}.csv").write_bytes(data)
    return campaign


def read(root: Path, **tables: str | bytes) -> Bundle:
    """The campaign with these tables, read."""
    return read_bundle(folder(root, **tables))


def refusals(root: Path, **tables: str | bytes) -> list[Finding]:
    """What is said when the campaign with these tables is refused."""
    return refused(folder(root, **tables))


def refused(path: Path) -> list[Finding]:
    """The errors for which the campaign at ``path`` is refused."""
    with pytest.raises(RefusedInput) as caught:
        read_bundle(path)
    return [finding for finding in caught.value.findings if finding.severity is Severity.ERROR]


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings."""
    return [finding.code for finding in findings]


def only(findings: Iterable[Finding], code: str) -> Finding:
    """The one finding with this code; every error must name a place and a remedy in both languages."""
    found = [finding for finding in findings if finding.code == code]
    assert len(found) == 1, codes(findings)
    finding = found[0]
    assert finding.place.file
    assert finding.text.zh
    assert finding.text.en
    if finding.severity is Severity.ERROR:
        assert finding.remedy.zh
        assert finding.remedy.en
    return finding


def csv_of(rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV text."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], merges: Sequence[str] = ()
) -> Path:
    """An Excel file with these rows of texts and numbers; ``merges`` are ranges of the first sheet."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(at, column, value)
        for cells in merges if name == next(iter(sheets)) else ():
            first = next((v for v in _texts(rows, cells)), "")
            sheet.merge_range(cells, first)
    book.close()
    return path


def _texts(rows: Sequence[Sequence[object]], cells: str) -> Iterable[object]:
    corner = cells.split(":", maxsplit=1)[0]
    column, row = ord(corner[0]) - 65, int(corner[1:]) - 1
    yield rows[row][column]


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    """A zip file with these parts, packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path
