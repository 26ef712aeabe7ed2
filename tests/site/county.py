"""A made-up county whose results exercise the reports: ties, exempt units, small samples, long names."""

import random
from dataclasses import replace
from fractions import Fraction
from functools import cache

from minping.core.scheme import nodes as kinds
from minping.core.scheme.model import (
    Aspect,
    Category,
    Option,
    OptionKind,
    Round,
    Scale,
    Scheme,
    SmallCells,
    Validity,
    VoterGroup,
)
from minping.core.scheme.nodes import ByCategory, Head, Missing, Node, Part, Quantity
from minping.core.scheme.outcomes import (
    Condition,
    Cut,
    End,
    Grade,
    Publication,
    Purpose,
    Ranking,
    Rounding,
    Selection,
    SizeRow,
    Veto,
    VetoEffect,
)
from minping.core.scheme.ranges import Band, Window
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import CampaignData, EventRow, ParticipationRow, ReportRow, Status, Unit
from minping.core.scoring.result import ScoreRun
from minping.core.tally.counts import Cell, CellCounts, Counts

F = Fraction
LONG = "某某县自然资源和规划局驻行政审批服务中心窗口及不动产登记交易中心综合受理第一大厅"
INJECTION = '=HYPERLINK("x")#let *粗* $a$ <l> @b [c] \\'
OPTIONS = (("A", "满意", 100), ("B", "基本满意", 80), ("C", "一般", 60), ("D", "不满意", 0))
ASPECTS = {"open": "信息公开", "law": "依法办事", "clean": "廉洁自律", "serve": "服务效率"}
CATEGORIES = {"party": "党群政法", "admin": "行政事业", "service": "服务行业及企业", "only": "垂直管理"}

ROUNDS = {
    "jul": Round(
        "jul",
        "7月",
        reference_period=Window("2024-01-01", "2024-06-30"),
        fieldwork=Window("2024-07-01", "2024-07-31"),
    ),
    "dec": Round("dec", "12月", fieldwork=Window("2024-12-01", "2024-12-20")),
}


def survey(code: str, name: str, group: str) -> Node:
    inner = kinds.Survey(Head(code, name, "五（一）1"), groups=(group,), if_short=Missing.NA)
    return kinds.Each(Head(f"{code}_rounds", f"{name}各期平均", "五（一）1"), kinds.Dimension.ROUND, inner)


def tree() -> Node:
    """70 = 21 + 49 by citizens, 30 by daily assessment (seed 002 §五)."""
    voters = kinds.Weighted(
        Head("people", "群众评议", "五（一）", full=F(70)),
        (
            Part(survey("expert", "专家代表评议", "expert"), ByCategory(F(30, 100)), share=True),
            Part(survey("client", "服务对象评议", "client"), ByCategory(F(70, 100)), share=True),
        ),
        Missing.REDISTRIBUTE,
    )
    daily = kinds.Report(
        Head("daily", "日常考评", "五（二）", full=F(100)), "日常考评", Quantity.POINTS, "县评议办"
    )
    return kinds.Weighted(
        Head("total", "总分", "五", full=F(100)),
        (Part(voters, ByCategory(F(70))), Part(daily, ByCategory(F(30)))),
    )


def scheme(**changes: object) -> Scheme:
    """The plan of the county; ``changes`` replace fields."""
    options = tuple(Option(c, n, points=F(p), satisfied=p >= 80) for c, n, p in OPTIONS)
    unknown = Option("U", "不了解", OptionKind.UNKNOWN)
    plan = Scheme(
        title="2024年民主评议政风行风工作方案",
        source="",
        year=2024,
        full=F(100),
        scales={"five": Scale("five", "四档", (*options, unknown))},
        aspects={code: Aspect(code, name) for code, name in ASPECTS.items()},
        contents=(),
        groups={
            "expert": VoterGroup("expert", "专家评议员", "five"),
            "client": VoterGroup("client", "服务对象", "five", mass=True),
        },
        rounds=ROUNDS,
        categories={code: Category(code, name) for code, name in CATEGORIES.items()},
        trees={"total": tree()},
        measures={},
        validity=Validity(),
        small_cells=SmallCells(threshold=10),
        vetoes=(Veto("严重违纪", ("violation",), (VetoEffect.NO_AWARD,), "一般", clause="六（二）"),),
        grades=(
            Grade("优秀", Condition(band=Band(ge=F(90))), clause="六（一）"),
            Grade("良好", Condition(band=Band(ge=F(80), lt=F(90))), clause="六（一）"),
            Grade("一般", Condition(band=Band(lt=F(80))), clause="六（一）"),
        ),
        grade_basis="exact",
        rankings=(Ranking("rank", "类别名次"),),
        selections=(
            selection("praise", "表扬", Purpose.PRAISE, End.TOP),
            selection("talk", "约谈", Purpose.INTERVIEW, End.BOTTOM),
        ),
        publication=Publication(),
        rounding=Rounding(),
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def selection(code: str, name: str, purpose: Purpose, end: End) -> Selection:
    """Three in pools of at least 20 units, two in smaller ones (P19)."""
    table = (SizeRow(20, 3), SizeRow(3, 2))
    return Selection(code, name, purpose, "rank", Cut(end, table=table), clause="六（三）")


def cell(quality: float, number: int, chance: random.Random, tag: str = "") -> CellCounts:
    """``number`` ballots with answers drawn around ``quality`` (0 to 1)."""
    weights = [quality**2, quality * (1 - quality) + 0.1, 0.12, (1 - quality) ** 2, 0.08]
    counts = CellCounts(ballots={"valid": number, "unknown_only": 2, "spoiled": 1})
    for aspect in ASPECTS:
        shift = 0.7 if aspect == tag else 1
        for code in chance.choices("ABCDU", [weights[0] * shift, *weights[1:]], k=number):
            counts.add_answer(aspect, code, 1)
        counts.add_answer(aspect, "#blank", 1)
    return counts


def unit_names(sizes: dict[str, int]) -> dict[str, Unit]:
    units = {}
    for category, size in sizes.items():
        for number in range(size):
            name = f"县{CATEGORIES[category][:2]}第{number + 1}局"
            code = f"{category}-{number + 1:03}"
            units[code] = Unit(code, name, category)
    return units


def county(sizes: dict[str, int] | None = None, *, seed: int = 7, ballots: int = 60) -> CampaignData:
    """Units of four categories with counts, daily assessment and participation; two of them tie."""
    sizes = sizes or {"party": 5, "admin": 22, "service": 4, "only": 1}
    chance = random.Random(seed)
    units = unit_names(sizes)
    counts, reports = Counts(), []
    for code in units:
        quality = chance.uniform(0.55, 0.95)
        for group, share in (("expert", 1), ("client", 3)):
            for round_ in ("jul", "dec"):
                counts.cell(Cell(code, group, round_)).__dict__.update(
                    vars(cell(quality, ballots * share // 4, chance, "law"))
                )
        reports.append(ReportRow(code, "日常考评", F(chance.randint(800, 990), 10), signer="张某"))
    issued = tuple(ParticipationRow(g, issued=9000, returned=8000) for g in ("expert", "client"))
    return CampaignData("2024年民主评议政风行风工作方案", 2024, units, counts, issued, tuple(reports))


@cache
def troubled() -> CampaignData:
    """The county with the cases that reports get wrong first. Shared: not to be changed in place."""
    data = county()
    units = dict(data.units)
    units["admin-001"] = replace(units["admin-001"], name=LONG)
    units["party-002"] = replace(units["party-002"], name=INJECTION)
    units["service-004"] = replace(units["service-004"], status=Status.EXEMPT)
    units["party-005"] = replace(units["party-005"], status=Status.OPINION_ONLY)
    counts = Counts(dict(data.counts.items()))
    reports = []
    for row in data.reports:
        twin = next(r for r in data.reports if r.unit == "admin-003")
        reports.append(replace(row, value=twin.value) if row.unit == "admin-004" else row)
    for group in ("expert", "client"):
        for round_ in ("jul", "dec"):
            of_twin = counts[Cell("admin-003", group, round_)]
            counts.cell(Cell("admin-004", group, round_)).__dict__.update(vars(of_twin))
            counts.cell(Cell("admin-005", group, round_)).__dict__.update(
                vars(CellCounts(ballots={"valid": 4}, short=True))
            )
    reports = [row for row in reports if row.unit != "admin-006"]
    events = (EventRow("admin-007", "violation", "2024-05-06", signed_by="纪委"),)
    return replace(data, units=units, counts=counts, reports=tuple(reports), events=events)


@cache
def _troubled_run() -> ScoreRun:
    return score(scheme(), troubled())


def run_of(data: CampaignData, plan: Scheme | None = None) -> ScoreRun:
    """The score run; that of the troubled county is computed once."""
    if plan is None and data is troubled():
        return _troubled_run()
    return score(plan or scheme(), data)


def bare(sizes: dict[str, int]) -> tuple[CampaignData, Scheme]:
    """Units whose score is simply reported: quick to print, since nothing is drawn for a unit."""
    units = unit_names(sizes)
    rows = tuple(ReportRow(unit, "日常考评", F(70 + place)) for place, unit in enumerate(units))
    node = kinds.Report(Head("daily", "日常考评", "五（二）", full=F(100)), "日常考评")
    return CampaignData("2024年民主评议", 2024, units, Counts(), reports=rows), scheme(trees={"total": node})


def close(difference: Fraction | float) -> bool:
    """Whether a published value lies within its rounding (two decimals) of the exact one."""
    return abs(Fraction(difference)) <= F(1, 200)
