"""What each family computes: exact rates over named denominators, and what must agree in a line."""

from datetime import date

import pytest
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import assign, figures, looked, make_unit, signed, taken, told

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.partners.families import FAMILIES, OFFERED, Shape
from minping.apps.partners.selectors import report_rows
from minping.apps.partners.services import ComponentPlan, component_make

HOTLINE: list[list[object]] = [
    ["单位", "受理", "直接答复", "转办", "应办结", "按时办结", "回访", "回访评价", "回访满意"],
    ["县水务局", 506, 11, 495, 460, 452, 430, 415, 398],
    ["县供电公司", 21, 1, 20, 20, 20, 18, 16, 16],
]


@pytest.fixture
def hotline(county: County, lead: Actor):
    feeds = {"按时办结率": "on_time", "回访满意率": "satisfied"}
    return assign(lead, county.campaign, county.hotline, "hotline", feeds)


def test_a_rate_is_over_what_could_fall_under_it_not_over_all_tickets(county: County, hotline) -> None:
    taken(county.one, hotline, HOTLINE)
    assert figures(hotline) == {
        ("A01", "按时办结率"): ("113/115", "452", "460", True),
        ("A01", "回访满意率"): ("398/415", "398", "415", True),
        ("A02", "按时办结率"): ("1", "20", "20", True),
        ("A02", "回访满意率"): ("1", "16", "16", True),
    }


def test_without_tickets_a_figure_does_not_apply(county: County, hotline) -> None:
    table: list[list[object]] = [
        HOTLINE[0],
        ["县水务局", "—", "无工单", "无诉求", "不涉及", "—", "—", "—", "未发生"],
        ["县供电公司", *[0] * 8],
    ]
    signed(county.one, hotline, table)
    rows = report_rows(county.campaign)
    assert [(row.unit, row.applicable, row.value) for row in rows] == [
        ("A01", False, None),
        ("A02", False, None),
    ] * 2


def test_parts_that_do_not_add_up_are_refused_with_both_sums(county: County, hotline) -> None:
    table: list[list[object]] = [HOTLINE[0], ["县水务局", 63458, 5844, 55978, 100, 101, 9, 8, 9]]
    found = told(looked(county.one, hotline, table))
    assert "2 受理 受理量 63458，而直接答复＋转办 ＝ 5844 + 55978 ＝ 61822" in found
    assert "2 按时办结 按时办结 101 大于应办结 100" in found
    assert "2 回访满意 回访满意 9 大于回访评价 8" in found


def test_a_total_row_that_differs_refuses_the_whole_table(county: County, hotline) -> None:
    right = ["合计", 527, 12, 515, 480, 472, 448, 431, 414]
    assert taken(county.one, hotline, [*HOTLINE, right]).state == "applied"
    wrong = [*right[:4], 481, *right[5:]]
    with pytest.raises(Refused) as refused:
        looked(county.one, hotline, [*HOTLINE, wrong])
    assert "合计481，各行之和480" in refused.value.findings[0].text.zh


def test_a_cell_that_a_figure_needs_must_be_filled(county: County, hotline) -> None:
    table: list[list[object]] = [HOTLINE[0], ["县水务局", 506, 11, 495, "", 452, 430, 415, 398]]
    assert told(looked(county.one, hotline, table)) == ["2 应办结 「应办结」没有填写"]
    without = [[row[0], *row[5:]] for row in HOTLINE]
    with pytest.raises(Refused, match="必填的列还没有对应：转办、应办结"):
        looked(county.one, hotline, without)


def test_default_ratings_are_never_good_and_the_three_figures_stay_apart(county: County, lead: Actor) -> None:
    component = assign(lead, county.campaign, county.centre, "ratings", {"好评率": "good"})
    head: list[object] = [
        "单位",
        "办件量",
        "实际评价",
        "默认好评",
        "未评价",
        "好评",
        "差评",
        "主动评价",
        "主动评价好评",
    ]
    taken(county.two, component, [head, ["县水务局", 1000, 620, 150, 230, 610, 10, 200, 192]])
    assert figures(component) == {("A01", "好评率"): ("61/62", "610", "620", True)}
    padded: list[list[object]] = [head, ["县水务局", 1000, 620, 150, 230, 760, 10, 200, 192]]
    (said,) = told(looked(county.two, component, padded))
    assert "实际评价 620，而好评＋差评 ＝ 760 + 10 ＝ 770" in said
    ratings = FAMILIES["ratings"]
    shares = [ratings.measure(code) for code in ("good", "active_good", "unrated")]
    assert [(one.numerator, one.denominator) for one in shares if one is not None] == [
        (("good",), ("rated",)),
        (("active_good",), ("active",)),
        (("unrated", "defaulted"), ("services",)),
    ]


def test_a_substitute_on_air_is_not_the_head(county: County, lead: Actor) -> None:
    component = assign(lead, county.campaign, county.centre, "broadcast", {"主要领导上线率": "head"})
    head: list[object] = ["栏目", "单位", "上线人员", "姓名职务", "提出问题", "办结问题"]
    rows = [
        ["政务热线 5月12日", "县水务局", "主要领导", "张某 局长", 6, 5],
        ["政务热线 8月1日", "县水务局", "分管领导", "李某", 4, 4],
        ["政务热线 5月19日", "县供电公司", "缺席", "", 3, 1],
    ]
    taken(county.two, component, [head, *rows])
    assert figures(component) == {
        ("A01", "主要领导上线率"): ("1/2", "1", "2", True),
        ("A02", "主要领导上线率"): ("0", "0", "1", True),
    }
    twice: list[list[object]] = [head, rows[0], rows[0], ["政务热线 6月1日", "县供电公司", "没来", "", 1, 1]]
    found = told(looked(county.two, component, twice))
    assert found[0].startswith("3 单位 与第2行重复")
    assert "不认识「没来」" in found[1]


def test_windows_of_a_unit_are_added_up_and_a_registered_one_has_figures_of_its_own(
    county: County, lead: Actor
) -> None:
    make_unit("A01W", "水务窗口", county.water, "window")
    component = assign(lead, county.campaign, county.centre, "service", {"按时办结率": "on_time"})
    head = ["单位", "入驻窗口", "承办量", "应办结", "按时办结", "投诉量"]
    rows = [["县水务局", "水务窗口", 100, 90, 81, 1], ["县水务局", "报装窗口", 50, 10, 10, 0]]
    taken(county.two, component, [head, *rows])
    assert figures(component) == {
        ("A01", "按时办结率"): ("91/100", "91", "100", True),
        ("A01W", "按时办结率"): ("9/10", "81", "90", True),
    }


def test_a_survey_names_its_samples(county: County, lead: Actor) -> None:
    component = assign(lead, county.campaign, county.centre, "survey", {"回访满意率": "at_least_fairly"})
    head = ["单位", "调查方式", "样本量", "有效样本", "满意", "基本满意", "一般", "不满意"]
    taken(county.two, component, [head, ["县水务局", "电话访问", 400, 320, 250, 50, 10, 10]])
    assert figures(component) == {("A01", "回访满意率"): ("15/16", "300", "320", True)}
    (said,) = told(looked(county.two, component, [head, ["县水务局", "电话访问", 400, 321, 250, 50, 10, 10]]))
    assert "有效样本 321，而满意＋基本满意＋一般＋不满意 ＝ 250 + 50 + 10 + 10 ＝ 320" in said


def test_points_do_not_come_from_a_rate(county: County, lead: Actor) -> None:
    plan = ComponentPlan("热线", "hotline", county.hotline, date(2026, 12, 1), feeds={"整改得分": "on_time"})
    with pytest.raises(Refused, match="要的是得分"):
        component_make(actor=lead, campaign=county.campaign, plan=plan)


@pytest.mark.parametrize(
    "family", [one for one in OFFERED if one.shape is Shape.COUNTS], ids=lambda f: f.code
)
def test_every_rate_names_its_denominator_and_reads_columns_that_there_are(family) -> None:
    columns = {one.name for one in family.columns} | {"#lines"}
    for measure in family.measures:
        assert bool(measure.below.zh and measure.below.en) is bool(measure.denominator), measure.code
        assert {name.partition(":")[0] for name in (*measure.numerator, *measure.denominator)} <= columns
    for rule in family.rules:
        assert {rule.whole, *rule.parts} <= columns
