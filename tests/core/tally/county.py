"""A small county for the tests of the tally: five aspects, three voter groups, two kinds of units."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import xlsxwriter
from tests.core.scoring.builders import scheme as plain_scheme
from tests.core.scoring.builders import survey

from minping.core.findings import Finding, RefusedInput
from minping.core.scheme.model import (
    Aspect,
    BallotAction,
    BallotCheck,
    BallotRule,
    Category,
    FreePoints,
    Option,
    OptionKind,
    Round,
    Scale,
    Scheme,
    Validity,
    VoterGroup,
)
from minping.core.scheme.ranges import Window
from minping.core.tally.files import tally_files
from minping.core.tally.result import TallyResult

FIVE = Scale(
    "five",
    "五档",
    (
        Option("A", "满意", points=F(100), satisfied=True, aliases=("很满意", "非常满意")),
        Option("B", "比较满意", points=F(80), satisfied=True),
        Option("C", "一般", points=F(60)),
        Option("D", "不满意", points=F(55, 2)),
        Option("U", "不了解", OptionKind.UNKNOWN),
        Option("X", "弃权", OptionKind.ABSTAIN),
    ),
)
MARKS = Scale("marks", "百分", free=FreePoints(F(60), F(100), F(1, 2)))
ASPECTS = {
    "law": Aspect("law", "依法行政"),
    "service": Aspect("service", "服务态度"),
    "clean": Aspect("clean", "廉洁自律"),
}
GROUPS = {
    "people": VoterGroup("people", "群众代表", scale="five", channels=("web", "paper")),
    "experts": VoterGroup("experts", "专家评议员", scale="five", rates_all=True),
    "leaders": VoterGroup("leaders", "领导", scale="marks", aspects=("law",)),
}
ROUNDS = {
    "mid": Round("mid", "上半年", fieldwork=Window("2024-07-01", "2024-07-31"), groups=("people", "experts")),
    "end": Round("end", "下半年", fieldwork=Window("2024-12-01", "2024-12-20")),
}
CATEGORIES = {
    "bureau": Category("bureau", "县直部门"),
    "station": Category("station", "基层站所", aspects=("law", "service")),
}


@dataclass(frozen=True)
class Listed:
    """A unit on the list, as the tally sees it."""

    code: str
    name: str
    category: str = "bureau"
    parent: str = ""
    former: tuple[str, ...] = ()
    status: str = "appraised"


UNITS = {
    unit.code: unit
    for unit in (
        Listed("edu", "教育局"),
        Listed("tax", "税务局", former=("国税局", "地税局")),
        Listed("health", "卫生健康委员会"),
        Listed("east", "城东派出所", "station"),
        Listed("archive", "档案馆", status="exempt"),
        Listed("court", "人民法院", status="opinion_only"),
        Listed("north", "供电所", "station"),
        Listed("south", "供电所", "station"),
    )
}
CATEGORY_OF = {code: unit.category for code, unit in UNITS.items()}


def scheme(*rules: BallotRule, **changes: Any) -> Scheme:
    """The county's plan with these ballot rules."""
    made = plain_scheme(
        survey(),
        scales={"five": FIVE, "marks": MARKS},
        aspects=ASPECTS,
        groups=GROUPS,
        rounds=ROUNDS,
        categories=CATEGORIES,
        validity=Validity(ballot_rules=rules),
    )
    return replace(made, **changes)


def rule(check: str, action: str, **more: Any) -> BallotRule:
    return BallotRule(BallotCheck(check), BallotAction(action), **more)


COLUMNS = ("unit", "group", "round", "channel", "law", "service", "clean")


def ballot(
    unit: str = "edu", law: str = "A", service: str = "A", clean: str = "A", **more: str
) -> dict[str, str]:
    """A row of a ballot file; the people rate a bureau in the middle of the year unless told otherwise."""
    row = {"unit": unit, "group": "people", "round": "mid", "channel": "web"}
    if unit in UNITS and UNITS[unit].category == "station":
        clean = ""
    return {**row, "law": law, "service": service, "clean": clean, **more}


def write_csv(
    path: Path,
    rows: Iterable[Mapping[str, str]],
    columns: Sequence[str] = (),
    encoding: str = "utf-8",
    **how: Any,
) -> Path:
    """Write rows as CSV, with the columns of the first row unless told otherwise."""
    rows = list(rows)
    names = list(columns or rows[0])
    with path.open("w", encoding=encoding, newline="") as write:
        writer = csv.writer(write, lineterminator="\n", **how)
        writer.writerow(names)
        writer.writerows([row.get(name, "") for name in names] for row in rows)
    return path


def tally(*files: Path, plan: Scheme | None = None, **more: Any) -> TallyResult:
    return tally_files(files, plan or scheme(), UNITS, **more)


def refused(*files: Path, plan: Scheme | None = None, **more: Any) -> tuple[Finding, ...]:
    """The findings with which the files are refused."""
    try:
        tally(*files, plan=plan, **more)
    except RefusedInput as refusal:
        return refusal.findings
    raise AssertionError("the files were not refused")


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def only(findings: Iterable[Finding], code: str) -> Finding:
    """The one finding with this code."""
    (found,) = [finding for finding in findings if finding.code == code]
    return found


def excel(
    path: Path, rows: Iterable[Mapping[str, object]], columns: Sequence[str] = COLUMNS, sheet: str = "选票"
) -> Path:
    """Write rows as a workbook of one sheet."""
    with xlsxwriter.Workbook(path) as book:
        made = book.add_worksheet(sheet)
        for number, line in enumerate([columns, *([row.get(c, "") for c in columns] for row in rows)]):
            made.write_row(number, 0, line)
    return path
