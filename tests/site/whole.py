"""A small whole campaign with every table filled, to be spoilt in one place; and what must hold when it is
refused: the code, the place, the remedy, both languages, and not a byte written."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import Workbook

from minping.site.cli import main

Rows = list[list[Any]]
Tables = dict[str, Rows]
SCHEME = Path(__file__).parents[1] / "data" / "whole" / "scheme.yaml"
SETTINGS = "名称: 某县2024年民主评议\n年度: 2024\n评议办: 县评议办\n"

UNITS = """单位名称,代码,类别,上级,区划,类型,状态,曾用名
县公安局,101,执法,,,,,
县城管局,102,执法,,,,,县市容局
县税务局,103,执法,,,,,
城关交警队,104,,县公安局,城关镇,站所,,
县人社局,201,服务类,,,,,
县民政局,202,服务类,,,,,
县统计局,203,服务类,,,,免评,
县残联,204,服务类,,,,征求意见,
"""
PEOPLE = """单位,投票层面,轮次,渠道,依法履职,服务质量,份数,日期
县城管局,群众,上半年,纸质,满意,满意,12,2024-06-05
县城管局,群众,下半年,网络,基本满意,满意,9,2024-11-05
县税务局,群众,上半年,纸质,满意,不了解,8,2024-06-06
县税务局,群众,下半年,纸质,满意,基本满意,7,2024-11-06
城关交警队,群众,上半年,纸质,不满意,,6,2024-06-07
城关交警队,群众,下半年,网络,满意,满意,11,2024-11-07
县人社局,群众,上半年,纸质,满意,满意,10,2024-06-08
县人社局,群众,下半年,纸质,基本满意,基本满意,10,2024-11-08
县民政局,群众,上半年,纸质,满意,不满意,6,2024-06-09
县民政局,群众,下半年,网络,满意,满意,8,2024-11-09
"""
COUNTS = """单位,投票层面,轮次,渠道,测评项,选项,票数
县城管局,群众,上半年,纸质,*,有效,12
县城管局,群众,上半年,纸质,依法,满意,10
县城管局,群众,上半年,纸质,依法,不满意,2
县城管局,群众,上半年,纸质,服务,满意,12
县税务局,群众,上半年,纸质,*,有效,8
县税务局,群众,上半年,纸质,依法,满意,8
县税务局,群众,上半年,纸质,服务,基本满意,8
"""
PARTICIPATION = """投票层面,轮次,渠道,应评,邀请,发出,收回,备注
代表,年终,,40,30,20,18,
群众,上半年,纸质,5000,900,600,500,
群众,下半年,网络,5000,800,700,400,
"""
REPORTS = """单位,部件,值,分子,分母,来源,签字人,日期,归属合计,备注
县公安局,按期办结率,90.00%,90,100,县热线办,张某,2024-12-25,,
县城管局,按期办结率,95.00%,95,100,县热线办,张某,2024-12-25,,
县税务局,按期办结率,100%,50,50,县热线办,张某,2024-12-25,,
县人社局,按期办结率,80.00%,40,50,县热线办,张某,2024-12-25,,
县民政局,按期办结率,不适用,,,县热线办,张某,2024-12-25,,
县公安局,信息得分,9.5,,,县委办,李某,2024-12-25,,
县城管局,信息得分,8,,,县委办,李某,2024-12-25,,
县税务局,信息得分,7.5,,,县委办,李某,2024-12-25,,
县人社局,信息得分,10,,,县委办,李某,2024-12-25,,
县民政局,信息得分,6,,,县委办,李某,2024-12-25,,
,受理总量,506,,,县热线办,,,,
,其中咨询,300,,,县热线办,,,受理总量,
,其中投诉,206,,,县热线办,,,受理总量,
"""
ENTRIES = """单位,考评项,日期,分值,次数,依据,来源,状态
县公安局,材料迟报,2024-03-05,,2,通知第3号,评议办,锁定
县人社局,媒体表扬,2024-05-06,,1,县报5月6日,评议办,锁定
"""
EVENTS = """单位,事件,日期,次数,备注,签字人
县税务局,班子成员受处分,2024-08-01,1,县纪委通报,王某
"""
HISTORY = """单位,年度,类别,名次,总数,得分,等次,末位,免评
县公安局,2023,执法,1,3,88.5,,否,否
县城管局,2023,执法,2,3,85,,否,否
县税务局,2023,执法,3,3,80.25,,是,否
"""
TEXTS = {
    "units": UNITS,
    "participation": PARTICIPATION,
    "reports": REPORTS,
    "entries": ENTRIES,
    "events": EVENTS,
    "history": HISTORY,
}
EVERY_TABLE = (*TEXTS, "counts", "ballots")


def rows_of(text: str) -> Rows:
    """The rows of a CSV text."""
    return [list(row) for row in csv.reader(io.StringIO(text))]


def csv_text(rows: Iterable[Sequence[Any]], *, delimiter: str = ",", ends: str = "\n") -> str:
    """Rows as CSV text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return out.getvalue()


def delegates() -> Rows:
    """Six members who rate every unit in points, each with a key of her own."""
    rated = ("县公安局", "县城管局", "县税务局", "县人社局", "县民政局")
    header = ["单位", "投票层面", "轮次", "票号", "依法履职", "服务质量"]
    rows = [
        [unit, "代表", "年终", f"d{member}", str(70 + 3 * member + at), str(95 - 2 * member - at)]
        for member in range(1, 7)
        for at, unit in enumerate(rated)
    ]
    return [header, *rows]


def whole(*, counts: bool = False) -> Tables:
    """Every table as rows, header first. ``counts``: a table of counts in place of the ballots."""
    tables = {name: rows_of(text) for name, text in TEXTS.items()}
    if counts:
        return {**tables, "counts": rows_of(COUNTS)}
    return {**tables, "ballots": rows_of(PEOPLE), "ballots-2": delegates()}


def with_table(name: str) -> Tables:
    """The campaign in which the table ``name`` is read."""
    return whole(counts=name == "counts")


@dataclass(frozen=True)
class Spot:
    """Where a table was spoilt, as messages must name it: the row and the header of the column."""

    table: str
    row: int | None = None
    column: str = ""


def spoil(tables: Tables, name: str, row: int, column: str, value: Any) -> Spot:
    """Put ``value`` into spreadsheet row ``row`` below the header ``column``."""
    tables[name][row - 1][tables[name][0].index(column)] = value
    return Spot(name, row, column)


def add_row(tables: Tables, name: str, /, **cells: Any) -> int:
    """Append a row with these cells; returns its spreadsheet row."""
    header = tables[name][0]
    assert set(cells) <= set(header), header
    tables[name].append([cells.get(column, "") for column in header])
    return len(tables[name])


def folder(root: Path, tables: Tables, **files: bytes | str) -> Path:
    """The campaign as a folder of UTF-8 CSV files; ``files`` replace whole tables by raw content."""
    campaign = root / "评议 2024"
    (campaign / "ballots").mkdir(parents=True)
    (campaign / "scheme.yaml").write_bytes(SCHEME.read_bytes())
    (campaign / "campaign.yaml").write_text(SETTINGS, encoding="utf-8")
    for name, rows in tables.items():
        put(campaign, name, csv_text(rows))
    for name, content in files.items():
        put(campaign, name, content)
    return campaign


def path_of(campaign: Path, name: str, suffix: str = ".csv") -> Path:
    """The file of a table in a campaign folder."""
    below = campaign / "ballots" if name.startswith("ballots") else campaign
    return below / f"{name}{suffix}"


def put(campaign: Path, name: str, content: bytes | str, suffix: str = ".csv") -> Path:
    """Write a table's file."""
    path = path_of(campaign, name, suffix)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def shown_as(campaign: Path, name: str, suffix: str = ".csv") -> str:
    """How messages call the file of a table."""
    return path_of(campaign, name, suffix).relative_to(campaign).as_posix()


def book(path: Path, tables: Tables, change: Callable[[Workbook], object] | None = None) -> Path:
    """The campaign as one workbook; ``change`` may spoil it before it is saved."""
    made = Workbook()
    made.remove(made.worksheets[0])
    plan = made.create_sheet("方案")
    for line in SCHEME.read_text(encoding="utf-8").splitlines():
        plan.append([line])
    settings = made.create_sheet("活动")
    for line in SETTINGS.splitlines():
        settings.append(line.split(": "))
    for name, rows in tables.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    if change is not None:
        change(made)
    made.save(path)
    return path


def run(*words: object) -> Result:
    """The command line with these words, in this process. A traceback is a failure of its own."""
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code != 70, result.output
    assert "Traceback" not in result.output
    return result


def snapshot(root: Path) -> dict[str, bytes | None]:
    """Every file and folder below ``root`` with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


@dataclass(frozen=True)
class Said:
    """A refusal: the findings as the program gives them to programs, and as a person reads them."""

    findings: list[dict[str, Any]]
    zh: str
    en: str

    @property
    def errors(self) -> list[dict[str, Any]]:
        return [f for f in self.findings if f["severity"] == "error"]

    def only(self, code: str) -> dict[str, Any]:
        """The one error, which must be this one: nothing else was wrong."""
        assert [f["code"] for f in self.errors] == [code], self.zh
        return self.errors[0]


def refused(command: Sequence[object], root: Path, exit_code: int = 3) -> Said:
    """Run ``command`` three times (for programs, in Chinese, in English): refused each time, with a place,
    a remedy and both languages for every error, and nothing written below ``root``."""
    before = snapshot(root)
    told = run(*command, "--json")
    zh, en = run(*command, "--lang", "zh"), run(*command, "--lang", "en")
    assert [r.exit_code for r in (told, zh, en)] == [exit_code] * 3, zh.output
    assert snapshot(root) == before, "nothing may be written"
    findings = json.loads(told.output)["findings"]
    said = Said(findings, zh.output, en.output)
    assert said.errors, told.output
    for finding in said.errors:
        assert finding["place"].get("file") or finding["code"] == "table.more_errors", finding
        for language, output in (("zh", zh.output), ("en", en.output)):
            assert finding[language] in output, finding
            assert finding[f"remedy_{language}"], finding
            assert finding[f"remedy_{language}"] in output, finding
    return said


def named(said: Said, finding: Mapping[str, Any], **place: Any) -> None:
    """The place of a finding, in the record and in the words of both languages."""
    assert {key: finding["place"].get(key) for key in place} == place, finding
    for output, row, sheet in ((said.zh, "第{}行", "工作表「{}」"), (said.en, "row {}", "sheet “{}”")):
        for text, value in (("{}", "file"), (sheet, "sheet"), (row, "row"), ("{}", "column")):
            assert not place.get(value) or text.format(place[value]) in output


FORMS = ("folder", "workbook")


def refused_at(root: Path, tables: Tables, spot: Spot, code: str, form: str = "folder") -> Said:
    """Score the campaign: refused with this one error, at this spot, in a folder or in a workbook."""
    if form == "folder":
        campaign = folder(root, tables)
        place: dict[str, Any] = {"file": shown_as(campaign, spot.table), "sheet": None}
    else:
        campaign = book(root / "评议 2024.xlsx", tables)
        place = {"file": campaign.name, "sheet": spot.table}
    said = refused(("score", campaign), root)
    named(said, said.only(code), **place, row=spot.row, column=spot.column or None)
    return said
