"""单位反馈: composition, distribution, comparison and origin of one unit's score."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.site.county import F, close, county, run_of, scheme, troubled

from minping.apps.documents.content import (
    BarChart,
    DistributionChart,
    Document,
    Facts,
    Heading,
    Paragraph,
    Role,
    Shade,
    Table,
)
from minping.apps.results.reports.explanation import fact_text
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.unit_report import FEW_BALLOTS, compose_unit_report
from minping.core.scheme import nodes as kinds
from minping.core.scheme.model import FreeBand, FreePoints, Scale, Scheme
from minping.core.scheme.nodes import Head
from minping.core.scoring.inputs import CampaignData, Unit
from minping.core.scoring.result import Input
from minping.core.tally.counts import Cell, CellCounts, Counts

DAY = date(2025, 1, 15)


def composed(data: CampaignData, unit: str, plan: Scheme | None = None, language: str = "zh") -> Document:
    overview = Overview(run_of(data, plan), plan or scheme(), data, language)
    return compose_unit_report(overview, unit, date=DAY, office="评议办")


def facts(document: Document) -> dict[str, str]:
    return dict(next(block for block in document.blocks if isinstance(block, Facts)).pairs)


def table(document: Document, caption: str) -> Table:
    return next(b for b in document.blocks if isinstance(b, Table) and b.caption.startswith(caption))


def warnings(document: Document) -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.role is Role.WARNING]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def hand_counted() -> tuple[CampaignData, Scheme]:
    """One unit rated by 20 clients: 12 × 100 + 5 × 80 + 2 × 60 + 1 × 0 = 1720 points, 86 on average."""
    counts = Counts()
    answers = {"open": {"A": 12, "B": 5, "C": 2, "D": 1, "U": 3, "#blank": 2}}
    counts.cell(Cell("u", "client", "jul")).__dict__.update(
        vars(CellCounts(answers, {"valid": 20, "blank": 2}))
    )
    node = kinds.Survey(
        Head("client", "服务对象评议", "五（一）2", full=F(100)), groups=("client",), aspects=("open",)
    )
    units = {"u": Unit("u", "县第一局", "party")}
    data = CampaignData("2024年民主评议", 2024, units, counts)
    return data, scheme(trees={"total": node}, grades=(), selections=())


def test_key_figures_name_score_rank_grade_and_ballots() -> None:
    data = troubled()
    result = run_of(data).unit("admin-003")
    found = facts(composed(data, "admin-003"))
    assert found["得分"] == f"{result.published}分（满分100分）"
    assert result.placing is not None
    assert found["名次"] == f"第{result.placing.rank}名（并列，共20个）"
    assert found["等次"] == result.grade
    assert found["类别"] == "行政事业"
    assert found["有效票"] == "120份"


def test_the_origin_goes_down_to_the_counts_with_clauses() -> None:
    data, plan = hand_counted()
    origin = table(composed(data, "u", plan), "服务对象评议")
    root, aspect = origin.rows
    assert root.cells[0] == "服务对象评议"
    assert "［五（一）2］" in root.cells[1]
    assert "有效票20份" in root.cells[1]
    assert root.cells[2] == "86.00"
    assert aspect.level == 1
    for fact in (
        "满意 12票 × 100",
        "基本满意 5票 × 80",
        "一般 2票 × 60",
        "不了解 3票",
        "漏填 2票",
        "1720 ÷ 20 = 86",
    ):
        assert fact in aspect.cells[1]


def test_the_distribution_counts_every_answer_and_tells_non_answers_apart() -> None:
    data, plan = hand_counted()
    document = composed(data, "u", plan)
    shown = table(document, "评价分布")
    assert [column.title for column in shown.columns][1:] == [
        "满意",
        "基本满意",
        "一般",
        "不满意",
        "不了解",
        "漏填",
        "合计",
    ]
    assert shown.rows[0].cells == ("服务对象", "12", "5", "2", "1", "3", "2", "25")
    chart = next(b for b in document.blocks if isinstance(b, DistributionChart))
    assert chart.title == "“不满意”占4.0%（1/25）"
    assert chart.stacks[0].counts == (12, 5, 2, 1, 3, 2)
    assert [c.shade for c in chart.choices][-2:] == [Shade.UNKNOWN, Shade.OTHER]


def test_few_ballots_are_warned_of() -> None:
    data, plan = hand_counted()
    assert any("样本较少：有效票共20份" in text for text in warnings(composed(data, "u", plan)))
    assert warnings(composed(county(), "party-001")) == []
    assert FEW_BALLOTS == 30


def test_composition_shows_weight_points_and_category_mean() -> None:
    data = county({"party": 3})
    run = run_of(data)
    shown = table(composed(data, "party-001"), "得分构成")
    people, daily = shown.rows
    assert (people.cells[:2], daily.cells[:2]) == (("群众评议", "70"), ("日常考评", "30"))
    values = {row.unit: row.value or F(0) for row in data.reports}
    assert close(Fraction(daily.cells[3]) - values["party-001"] * 3 / 10)
    assert close(Fraction(daily.cells[4]) - sum(values.values()) / 10)
    assert shown.foot[0].cells[3] == run.unit("party-001").published
    chart = next(b for b in composed(data, "party-001").blocks if isinstance(b, BarChart))
    assert [bar.full for bar in chart.bars] == [70, 30]
    assert "失分最多的是“群众评议”" in chart.title


def test_comparison_gives_mean_median_best_and_distance() -> None:
    data = county({"party": 4})
    scores = sorted(u.score for u in run_of(data).units if u.score is not None)
    document = composed(data, "party-001")
    own, average, median, best, worst = (F(c) for c in table(document, "党群政法（4个").rows[0].cells)
    for shown, exact in (
        (average, sum(scores) / 4),
        (median, (scores[1] + scores[2]) / 2),
        (best, scores[-1]),
        (worst, scores[0]),
    ):
        assert close(shown - exact)
    word = "高于" if own > average else "低于"
    assert any(f"你单位得分{word}本类平均分" in getattr(block, "text", "") for block in document.blocks)


def test_alone_in_its_category_a_unit_is_compared_with_nobody() -> None:
    document = composed(troubled(), "only-001")
    assert any("无从比较" in getattr(block, "text", "") for block in document.blocks)


@pytest.mark.parametrize(
    ("unit", "score"),
    [
        ("service-004", "免评"),
        ("party-005", "只征求意见"),
        ("admin-005", "样本不足"),
        ("admin-006", "未报送"),
    ],
)
def test_a_unit_without_a_score_is_told_why_and_shown_what_there_is(unit: str, score: str) -> None:
    document = composed(troubled(), unit)
    assert score in facts(document)["得分"]
    assert facts(document)["名次"] == "不参加排名"
    assert "与同类单位比较" not in headings(document)
    assert headings(document)[-1] == "异议与复核"


def test_what_is_missing_was_not_lost() -> None:
    charts = [b for b in composed(troubled(), "admin-005").blocks if isinstance(b, BarChart)]
    assert not [chart.title for chart in charts if "失分最多" in chart.title]
    whole = [b for b in composed(troubled(), "admin-001").blocks if isinstance(b, BarChart)]
    assert [chart.title for chart in whole if "失分最多" in chart.title]


def test_days_in_the_origin_are_written_as_in_chinese_papers() -> None:
    node = Input("投诉查实", F(-1), date="2024-03-08")
    overview = Overview(run_of(troubled()), scheme(), troubled())
    assert "2024年3月8日" in fact_text(overview, node)
    assert "2024-03-08" not in fact_text(overview, node)


def test_withheld_answers_are_not_shown() -> None:
    document = composed(troubled(), "admin-005")
    assert any("4组票因样本不足不计分、不显示" in getattr(block, "text", "") for block in document.blocks)
    assert not [b for b in document.blocks if isinstance(b, DistributionChart)]


def test_a_veto_and_its_grade_cap_are_said() -> None:
    assert "一票否决：严重违纪。" in warnings(composed(troubled(), "admin-007"))


def test_a_department_without_own_ballots_shows_its_stations_together() -> None:
    data, plan = hand_counted()
    station = Unit("s", "第一所", "", parent="u", kind="station")
    counts = Counts({replace(cell, unit="s"): found for cell, found in data.counts.items()})
    inner = plan.trees["total"]
    roll = kinds.Rollup(Head("all", "各所平均"), kinds.Attribution.PARENT, inner)
    data = replace(data, units={**data.units, "s": station}, counts=counts)
    document = composed(data, "u", replace(plan, trees={"total": roll}))
    assert table(document, "评价分布").rows[0].cells[-1] == "25"
    assert facts(document)["有效票"] == "20份"
    origin = table(document, "各所平均")
    assert [row.cells[0] for row in origin.rows][1] == "第一所·服务对象评议"


def test_many_stations_are_listed_without_their_own_trees() -> None:
    data, plan = hand_counted()
    template = next(iter(data.counts))
    units, counts = dict(data.units), Counts()
    for number in range(20):
        code = f"s{number:02}"
        units[code] = Unit(code, f"第{number}所", "", parent="u", kind="station")
        counts.cell(replace(template, unit=code)).__dict__.update(vars(data.counts[template]))
    roll = kinds.Rollup(Head("all", "各所平均"), kinds.Attribution.PARENT, plan.trees["total"])
    document = composed(replace(data, units=units, counts=counts), "u", replace(plan, trees={"total": roll}))
    origin = table(document, "各所平均")
    assert len(origin.rows) == 21
    assert all("有效票20份" in row.cells[1] for row in origin.rows[1:])


def test_free_points_are_shown_by_the_schemes_bands_or_in_equal_ranges() -> None:
    data, plan = hand_counted()
    answers = {"open": {"95": 3, "80": 1, "79": 2, "12": 1, "#spoiled": 1}}
    counts = Counts({next(iter(data.counts)): CellCounts(answers, {"valid": 7, "spoiled": 1})})
    bands = (FreeBand("满意", F(80), F(100), satisfied=True), FreeBand("不满意", F(0), F(79)))
    for free, wanted in (
        (FreePoints(F(0), F(100), F(1), bands), {"满意（80—100）": "4", "不满意（0—79）": "3"}),
        (FreePoints(F(0), F(100)), {"80—100": "4", "60—79": "2", "0—19": "1"}),
    ):
        changed = replace(plan, scales={"five": Scale("five", "自由打分", free=free)})
        shown = table(composed(replace(data, counts=counts), "u", changed), "评价分布")
        row = dict(zip([c.title for c in shown.columns], shown.rows[0].cells, strict=True))
        assert wanted.items() <= row.items()
        assert (row["废票"], row["合计"]) == ("1", "8")


def test_rates_are_percentages_and_their_distance_is_in_percentage_points() -> None:
    data = county({"party": 3})
    rate = kinds.Survey(Head("rate", "满意率"), groups=("client",), measure=kinds.Measure.SATISFACTION_RATE)
    document = composed(data, "party-001", scheme(trees={"total": rate}, grades=(), selections=()))
    assert facts(document)["得分"].endswith("%")
    assert any("个百分点" in getattr(block, "text", "") for block in document.blocks)
    assert all("分）" not in column.head() for column in table(document, "党群政法").columns)


def test_the_source_names_run_and_scheme() -> None:
    data = county({"party": 2})
    document = composed(data, "party-001")
    assert run_of(data).scheme_hash in document.source[1]
    assert len(document.source[0].partition("：")[2]) == 64


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        composed(county({"party": 1}), "nobody")


def test_the_english_edition_says_the_same() -> None:
    document = composed(troubled(), "admin-016", language="en")
    assert facts(document)["score"].endswith("of 100 points")
    assert headings(document) == [
        "Composition of the score",
        "Distribution of answers",
        "Comparison with its category",
        "How each number came about",
        "Objection and review",
    ]
