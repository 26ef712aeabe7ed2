"""结果一览表: ranks, ties, components, units without a rank."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.site.county import LONG, close, county, run_of, scheme, tree, troubled

from minping.apps.documents.content import Document, Row, Table
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.result_table import axis_start, compose_result_table
from minping.core.scheme import nodes as kinds
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import ByCategory, Head, Part
from minping.core.scheme.outcomes import Publication, Ranking, Ties
from minping.core.scoring.inputs import CampaignData, ReportRow

DAY = date(2025, 1, 15)


def composed(data: CampaignData, plan: Scheme | None = None, language: str = "zh") -> Document:
    overview = Overview(run_of(data, plan), plan or scheme(), data, language)
    return compose_result_table(overview, date=DAY, office="评议办")


def tables(document: Document) -> dict[str, Table]:
    return {block.sheet: block for block in document.blocks if isinstance(block, Table)}


def row_of(table: Table, name: str) -> Row:
    return next(row for row in table.rows if len(row.cells) > 1 and row.cells[1] == name)


def test_each_category_has_its_table_in_the_schemes_order() -> None:
    document = composed(troubled())
    assert list(tables(document)) == ["党群政法", "行政事业", "服务行业及企业", "垂直管理"]
    assert document.title == "2024年民主评议政风行风结果一览表"
    assert document.subtitle == "评议办\n2025年1月15日"


def test_units_stand_in_order_of_rank_with_published_scores() -> None:
    data = troubled()
    run = run_of(data)
    rows = [row for row in tables(composed(data))["行政事业"].rows if row.cells[0].isdigit()]
    ranks = [int(row.cells[0]) for row in rows]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1
    published = {unit.name: unit.published for unit in run.units}
    assert all(row.cells[2] == published[row.cells[1]] for row in rows)


def test_ties_share_their_rank_and_say_so() -> None:
    table = tables(composed(troubled()))["行政事业"]
    third, fourth = row_of(table, "县行政第3局"), row_of(table, "县行政第4局")
    assert third.cells[0] == fourth.cells[0]
    assert third.cells[-1] == fourth.cells[-1] == "并列"


def test_ties_without_order_are_called_that() -> None:
    plan = scheme(rankings=(Ranking("rank", "名次", ties=Ties.UNORDERED),))
    table = tables(composed(troubled(), plan))["行政事业"]
    assert row_of(table, "县行政第3局").cells[-1] == "同分不分先后"


def test_units_without_a_rank_say_why_in_words() -> None:
    found = tables(composed(troubled()))
    assert row_of(found["服务行业及企业"], "县服务第4局").cells == (
        "不排名",
        "县服务第4局",
        "免评，不参加排名",
    )
    assert row_of(found["党群政法"], "县党群第5局").cells[-1] == "只征求意见，不参加排名"
    few = row_of(found["行政事业"], "县行政第5局").cells[-1]
    assert few.startswith("群众评议：样本不足")
    assert "各组成部分" not in few
    assert row_of(found["行政事业"], "县行政第6局").cells[-1] == "日常考评：未报送「日常考评」"


def test_a_veto_stands_in_the_remarks() -> None:
    assert row_of(tables(composed(troubled()))["行政事业"], "县行政第7局").cells[-1] == "一票否决：严重违纪"


def test_components_are_points_of_the_total_under_their_weight() -> None:
    data = county({"party": 3})
    table = tables(composed(data))["党群政法"]
    assert [column.head() for column in table.columns][-2:] == ["群众评议（70分）", "日常考评（30分）"]
    reported = {row.unit: row.value for row in data.reports}
    for unit in run_of(data).units:
        shown = Fraction(row_of(table, unit.name).cells[-1])
        assert close(shown - (reported[unit.unit] or 0) * 30 / 100)


def test_components_stay_away_where_the_scheme_does_not_publish_them() -> None:
    table = tables(composed(county({"party": 3}), scheme(publication=Publication(components=False))))[
        "党群政法"
    ]
    assert [column.title for column in table.columns] == ["名次", "单位", "得分", "等次"]


def test_the_foot_is_the_exact_mean_rounded_once() -> None:
    data = county({"party": 3})
    scores: list[Fraction] = [unit.score for unit in run_of(data).units if unit.score is not None]
    table = tables(composed(data))["党群政法"]
    assert table.foot[0].cells[1] == "3个单位平均"
    assert close(Fraction(table.foot[0].cells[2]) - sum(scores) / 3)


def test_a_category_of_one_has_neither_mean_nor_chart() -> None:
    table = tables(composed(troubled()))["垂直管理"]
    assert table.foot == ()
    assert table.chart is None
    assert len(table.rows) == 1


def test_a_chart_title_says_the_finding() -> None:
    table = tables(composed(troubled()))["党群政法"]
    assert table.chart is not None
    best, worst = table.rows[0].cells[2], table.rows[3].cells[2]
    assert table.chart.title.startswith(f"党群政法：最高{best}分，最低{worst}分")
    assert [bar.text for bar in table.chart.bars] == [row.cells[2] for row in table.rows[:4]]


def test_equal_scores_throughout_are_said_to_be_equal() -> None:
    data = county({"party": 3})
    data = replace(data, reports=tuple(replace(row, value=Fraction(90)) for row in data.reports))
    plan = scheme(trees={"total": kinds.Report(Head("daily", "日常考评", full=Fraction(100)), "日常考评")})
    table = tables(composed(data, plan))["党群政法"]
    assert [row.cells[0] for row in table.rows] == ["1", "1", "1"]
    assert table.chart is not None
    assert table.chart.title == "党群政法：3个单位得分相同，均为90.00分"


def test_axes_start_at_zero_or_at_a_round_number_below() -> None:
    assert axis_start(Fraction(20), Fraction(95)) == 0
    assert axis_start(Fraction(0), Fraction(0)) == 0
    start = axis_start(Fraction(9303, 100), Fraction(9520, 100))
    assert 0 < start < Fraction(9303, 100)
    assert start.denominator == 1


def test_many_components_lay_the_page_on_its_side() -> None:
    data = county({"party": 2})
    parts = tuple(
        Part(kinds.Report(Head(f"r{i}", f"部分{i}", full=Fraction(100)), f"r{i}"), ByCategory(Fraction(10)))
        for i in range(10)
    )
    rows = tuple(ReportRow(unit, f"r{i}", Fraction(80 + i)) for unit in data.units for i in range(10))
    plan = scheme(trees={"total": kinds.Weighted(Head("total", "总分", full=Fraction(100)), parts)})
    document = composed(replace(data, reports=rows), plan)
    assert document.landscape
    assert not composed(data).landscape
    assert tables(document)["党群政法"].rows[0].cells[4:14] == tuple(f"{8 + i / 10:.2f}" for i in range(10))


def test_a_scheme_without_ranking_prints_scores_without_rank() -> None:
    table = tables(composed(county({"party": 3}), scheme(rankings=(), selections=())))["党群政法"]
    assert {row.cells[0] for row in table.rows} == {"不排名"}
    scores = [Fraction(row.cells[2]) for row in table.rows]
    assert scores == sorted(scores, reverse=True)


def test_long_and_dangerous_names_stay_as_they_are() -> None:
    assert row_of(tables(composed(troubled()))["行政事业"], LONG).cells[1] == LONG


def test_no_units_and_no_result_are_said_in_words() -> None:
    empty = composed(replace(county({"party": 1}), units={}))
    assert [getattr(block, "text", "") for block in empty.blocks] == ["没有参评单位。"]
    blocked = kinds.Weighted(
        Head("total", "总分", full=Fraction(100)),
        (Part(tree(), ByCategory(Fraction(100))),),
        kinds.Missing.BLOCK,
    )
    nothing = replace(county({"party": 2}), reports=())
    first = composed(nothing, scheme(trees={"total": blocked})).blocks[0]
    assert getattr(first, "text", "").startswith("按方案规定，本次评议不产生得分、名次和等次")


def test_the_english_edition_says_the_same() -> None:
    document = composed(troubled(), language="en")
    assert document.title == "2024年民主评议政风行风: results"
    table = tables(document)["行政事业"]
    assert [column.head("en") for column in table.columns][:3] == ["rank", "unit", "score"]
    assert row_of(table, "县行政第3局").cells[-1] == "tied"
