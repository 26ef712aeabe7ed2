"""The header of a ballot table: which column holds what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from minping.core.findings import Finding, Place, error, warning
from minping.core.scheme.model import OVERALL, Scheme
from minping.core.tally.spelling import key

FIELD_ALIASES: Mapping[str, tuple[str, ...]] = {
    "unit": (
        "unit",
        "单位",
        "单位名称",
        "单位代码",
        "被评单位",
        "被评议单位",
        "参评单位",
        "评议对象",
        "部门",
        "站所",
    ),
    "group": ("group", "voter_group", "层面", "投票层面", "评议主体", "评议层面", "评议群体", "主体"),
    "round": ("round", "轮次", "期次", "评议轮次", "批次"),
    "channel": ("channel", "渠道", "投票渠道", "方式", "投票方式", "评议方式"),
    "stratum": ("stratum", "层", "抽样层", "分层"),
    "cluster": ("cluster", "群", "会场", "站点", "访问员", "cluster_id"),
    "ballot": ("ballot", "ballot_key", "票号", "选票编号", "评议票编号", "评议票号"),
    "state": ("state", "状态", "票面状态", "选票状态"),
    "count": ("count", "份数", "票数", "数量"),
    "date": ("date", "日期", "投票日期", "填写日期", "评议日期", "时间", "投票时间", "提交时间"),
}
ANSWER_ALIASES = ("answer", "评价", "评价结果", "评议结果", "答案", "选项", "overall", OVERALL)
"""Headers of the one answer column of a scheme with a single aspect."""

ANSWER = "aspect_"
KEY_FIELDS = ("unit", "group", "round", "channel", "stratum", "cluster", "state", "count")
_NUMBERING = re.compile(r"^[(]?[0-9一二三四五六七八九十]+[.、):]")
_REMARK = re.compile(r"[(].*[)]$")


def answer_column(position: int) -> str:
    """The internal column of the scheme's aspect at ``position``."""
    return f"{ANSWER}{position}"


@dataclass(frozen=True)
class Header:
    """``positions[field]``: index of the column; ``written[field]``: its header as the user wrote it.

    Fields are the keys of ``FIELD_ALIASES`` and ``aspect_0``, ``aspect_1``… in the scheme's order.
    """

    positions: Mapping[str, int]
    written: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    twice: tuple[tuple[str, str], ...] = ()
    width: int = 0
    found: tuple[str, ...] = field(default=())

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(name for name in self.positions if name.startswith(ANSWER))

    @property
    def usable(self) -> bool:
        return "unit" in self.positions and bool(self.answers)


class HeaderReader:
    """Recognises column names of one scheme, in Chinese and English."""

    def __init__(self, scheme: Scheme) -> None:
        self._names: dict[str, str] = {}
        for position, aspect in enumerate(scheme.aspects.values()):
            self._names.setdefault(key(aspect.code), answer_column(position))
            self._names.setdefault(key(aspect.name), answer_column(position))
        for name, aliases in FIELD_ALIASES.items():
            for alias in aliases:
                self._names.setdefault(key(alias), name)
        if len(scheme.aspects) == 1:
            for alias in ANSWER_ALIASES:
                self._names.setdefault(key(alias), answer_column(0))

    def field_of(self, text: str) -> str | None:
        """The field that a header cell names; numbering and remarks in brackets are overlooked."""
        written = key(text)
        bare = _NUMBERING.sub("", written)
        for candidate in (written, bare, _REMARK.sub("", bare), _REMARK.sub("", written)):
            if candidate in self._names:
                return self._names[candidate]
        return None

    def read(self, cells: Sequence[str]) -> Header:
        """The header in one row of cells."""
        positions: dict[str, int] = {}
        written: dict[str, str] = {}
        unknown: list[str] = []
        twice: list[tuple[str, str]] = []
        for position, cell in enumerate(cells):
            name = self.field_of(cell)
            if name is None:
                unknown += [cell.strip()] if cell.strip() else []
            elif name in positions:
                twice.append((written[name], cell.strip()))
            else:
                positions[name], written[name] = position, cell.strip()
        found = tuple(cell.strip() for cell in cells if cell.strip())
        return Header(positions, written, tuple(unknown), tuple(twice), len(cells), found)

    def find(self, rows: Sequence[Sequence[str]]) -> tuple[Header, int]:
        """The best header among the first rows and the number of rows up to and including it.

        Rows above (titles) are passed over; a header whose cells are merged over two rows is read
        from both. When none is usable, the one that names most is returned, with 0 rows if empty.
        """
        best, best_end = Header({}, {}), 0
        for at, row in enumerate(rows):
            header = self.read(row)
            if header.usable:
                return header, at + 1
            below = rows[at + 1] if at + 1 < len(rows) else ()
            double = self.read(self._merged(row, below))
            if double.usable and self._no_data(below, double.positions["unit"]):
                return double, at + 2
            if len(header.positions) > len(best.positions) or not best_end:
                best, best_end = header, at + 1
        return best, best_end

    def _no_data(self, row: Sequence[str], unit: int) -> bool:
        cell = row[unit] if unit < len(row) else ""
        return not cell.strip() or self.field_of(cell) == "unit"

    def _merged(self, row: Sequence[str], below: Sequence[str]) -> list[str]:
        width = max(len(row), len(below))
        upper = [*row, *[""] * (width - len(row))]
        lower = [*below, *[""] * (width - len(below))]
        return [low if self.field_of(low) else high for high, low in zip(upper, lower, strict=True)]


def header_findings(header: Header, place: Place) -> list[Finding]:
    """What is wrong with a header."""
    findings: list[Finding] = []
    listed = "、".join(header.found[:30]) or "—"
    if not header.usable:
        lacks_zh = "单位" if "unit" not in header.positions else "评价答案"
        lacks_en = "unit" if "unit" not in header.positions else "answer"
        findings.append(
            error(
                "ballots.missing_column",
                f"找不到「{lacks_zh}」列；读到的列名：{listed}。",
                f"No {lacks_en} column; columns found: {listed}.",
                "请在首行写明列名：单位、投票层面、轮次，以及每个评议内容一列。",
                "Name the columns in the first row: unit, group, round, and one column per aspect.",
                place,
            )
        )
    for first, second in header.twice:
        findings.append(
            error(
                "ballots.column_twice",
                f"「{first}」与「{second}」两列表示同一内容。",
                f"Columns “{first}” and “{second}” mean the same.",
                "请只保留一列。",
                "Keep one of them.",
                place,
            )
        )
    if header.unknown and header.usable:
        names = "、".join(header.unknown[:20])
        findings.append(
            warning(
                "ballots.unknown_column",
                f"不认识的列已忽略：{names}。",
                f"Unknown columns were ignored: {names}.",
                "如果其中有评议内容，请将列名改为方案中的代码或名称。",
                "If one of them is an aspect, use its code or name from the scheme.",
                place,
            )
        )
    return findings
