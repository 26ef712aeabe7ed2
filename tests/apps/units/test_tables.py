"""Tables of units: found by code and name, parents in any order, refused with reasons, undone exactly."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from minping.apps.units.models import Change, Succession, Unit, UnitName
from minping.apps.units.selectors import identity_of, units_of
from minping.apps.units.services import unit_close, unit_create
from minping.apps.units.snapshots import snapshots

pytestmark = pytest.mark.django_db
HEAD = ["单位名称", "代码", "类型", "上级", "系统", "区划", "类别", "曾用名", "执法职能"]


def by_code():
    return {unit.code: unit for unit in units_of()}


def everything():
    return {
        "units": snapshots(Unit.objects.values_list("id", flat=True)),
        "links": Succession.objects.count(),
    }


def test_a_whole_table_goes_in_with_parents_in_any_order(table) -> None:
    rows = [
        ["2024年参评单位名单"],
        HEAD,
        ["城关派出所", "101-1", "站所", "交警大队", "", "城关镇", "", "", ""],
        ["交警大队", "101-2", "单位", "101", "公安", "", "", "交警队；车管所", "是"],
        ["县公安局", 101, "", "", "公安", "", "执法监管", "", "是"],
        ["县民政局", "", "", "", "", "", "行政", "", "否"],
        ["注：本表由评议办填写"],
    ]
    taken = table(rows)
    assert taken.counts == (4, 0, 0, 0)
    taken.apply()
    units = by_code()
    assert set(units) == {"101", "101-1", "101-2", "U0001"}
    assert units["101-1"].parent == units["101-2"].id
    assert units["101-2"].parent == units["101"].id
    assert units["101-2"].former == ("交警队", "车管所")
    assert (units["101"].enforcement, units["101"].category) == (True, "执法监管")
    assert Change.objects.count() == 1


def test_a_second_table_shows_what_changes_and_is_undone_exactly(table) -> None:
    first = [
        HEAD,
        ["甲局", "1", "", "", "", "东镇", "", "", "是"],
        ["乙局", "2", "", "", "", "", "", "老乙局", ""],
    ]
    table(first).apply()
    before = everything()
    second = [
        [*HEAD, "改名年份", "简称"],
        ["甲局", "1", "", "2", "", "西镇", "", "", "否", "", "甲"],
        ["新乙局", "2", "", "", "", "", "", "老乙局、更老乙局", "", 2015, ""],
        ["丙局", "", "", "甲局", "", "", "", "", "", "", ""],
    ]
    taken = table(second)
    assert taken.counts == (1, 2, 0, 0)
    page = taken.page("changed")
    for said in (
        "区划：东镇 → 西镇",
        "执法职能：是 → 否",
        "上级：— → 新乙局",
        "单位名称：乙局 → 新乙局（2015）",
    ):
        assert said in page
    taken.apply()
    units = by_code()
    assert units["2"].name == "新乙局"
    assert units["2"].former == ("乙局", "老乙局", "更老乙局")
    assert (found := identity_of(units["2"].id, 2014))
    assert found.name == "乙局"
    taken.undo()
    assert everything() == before
    assert taken.run.state == "undone"


def test_columns_that_the_table_lacks_stay_as_they_are(table) -> None:
    table([HEAD, ["甲局", "1", "", "", "公安", "东镇", "执法", "老甲", "是"]]).apply()
    before = everything()
    assert table([["代码", "单位名称"], ["1", "甲局"]]).counts == (0, 0, 1, 0)
    assert table([["单位名称"], ["甲　局"]]).counts == (0, 0, 1, 0)
    assert everything() == before


BAD = [
    (["", "9"], "「单位名称」没有填写"),
    (["戊局", "9|8"], "保留符号"),
    (["戊局", "9", "派出机构"], "不认识「派出机构」"),
    (["戊局", "9", "", "没有的局"], "没有名为「没有的局」的单位"),
    (["戊局", "9", "", "戊局"], "上级是本单位自己"),
    (["甲局", "9"], "已有「甲局」（代码 1）"),
    (["别的局", "1"], "代码「1」是「甲局」，与本行名称不符"),
    (["老甲局", ""], "「老甲局」是「甲局」（代码 1）的曾用名"),
    (["旧局", "3"], "「旧局」已于2010年终止"),
    (["旧局", "9"], "2010年才终止"),
    (["戊局", "9", "", "", "", "", "", "", "也许"], "不是“是”或“否”"),
    (["长" * 101, "9"], "共101字，超过100字"),
    (["戊局", "9" * 41], "共41字，超过40字"),
    (["甲所", "", "站所", "", "", "西镇"], "已有同名单位：5（东镇）"),
    (["戊局", "9", "", "旧局"], "没有名为「旧局」的单位"),
    (["戊局", "9", "单位", "甲所"], "站所不能作单位的上级"),
    (["县局", "9", "", "", "", "", "", "长" * 101], "超过100字"),
]


@pytest.fixture
def standing(clerk):
    one = unit_create(actor=clerk, name="甲局", code="1", former=("老甲局",))
    unit_create(actor=clerk, name="乙局", code="2")
    unit_close(actor=clerk, unit=unit_create(actor=clerk, name="旧局", code="3"), year=2010)
    unit_create(actor=clerk, name="甲所", code="5", kind="station", parent=one, district="东镇")


@pytest.mark.parametrize(("row", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_row_is_refused_with_its_reason_and_others_go_in(table, standing, row, said) -> None:
    before = everything()
    taken = table([HEAD, ["好局", "100"], row])
    assert taken.counts == (1, 0, 0, 1)
    assert said in taken.page()
    assert "第3行" in taken.page() or ">3<" in taken.page()
    assert everything() == before
    taken.apply("good")
    assert len(by_code()) == 5


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["戊局", "9"], ["己局", "9"]], "与第2行是同一个单位"),
        ([["戊局", "9"], ["戊 局", "10"]], "与第2行是同一个单位"),
        ([["甲局", "1"], ["甲局", ""]], "与第2行是同一个单位"),
        ([["戊局", "9", "", "己局"], ["己局", "10", "", "戊局"]], "上级关系成环"),
        ([["戊局", "9", "", "没有局"], ["己局", "10", "", "戊局"], ["庚局", "11", "", "己局"]], "不能导入"),
        ([["甲局", "1", "站所"], ["乙局", "2", "单位", "甲局"]], "站所不能作单位的上级"),
        (
            [
                ["戊局", "9", "单位", "", "", "东镇"],
                ["戊局", "10", "单位", "", "", "西镇"],
                ["己所", "11", "站所", "戊局"],
            ],
            "对应不止一个单位",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_refused(table, standing, rows, said) -> None:
    taken = table([HEAD, *rows])
    assert said in taken.page()
    assert taken.counts[3] >= 1


def test_moving_two_units_below_each_other_in_one_table_is_a_circle(table, standing) -> None:
    taken = table([HEAD, ["甲局", "1", "", "乙局"], ["乙局", "2", "", "甲局"]])
    assert taken.counts == (0, 0, 0, 2)
    assert "成环" in taken.page()


def test_stations_of_one_name_in_several_places_are_several_units(table, standing) -> None:
    rows = [HEAD, ["司法所", "", "站所", "乙局", "", "东镇"], ["司法所", "", "站所", "乙局", "", "西镇"]]
    table(rows).apply()
    assert len([u for u in units_of() if u.name == "司法所"]) == 2
    assert table(rows).counts == (0, 0, 2, 0)


def test_names_that_look_like_markup_or_formulas_stay_text(table, browser_of, clerk) -> None:
    names = [
        "<script>alert(1)</script>局",
        '=HYPERLINK("http://x","局")',
        "+cmd|' /C calc'!A0",
        "＝1+1局",
        "@甲",
        "-乙",
    ]
    taken = table([HEAD, *[[name, str(at)] for at, name in enumerate(names)]])
    assert taken.counts == (len(names), 0, 0, 0)
    assert "<script>alert" not in taken.page("new")
    taken.apply()
    assert {u.name for u in units_of()} == set(names)
    browser = browser_of(clerk)
    assert "<script>alert" not in browser.get("/office/units/").content.decode()
    sheet = load_workbook(io.BytesIO(browser.get("/office/units/export/").getvalue())).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in names]
    assert sorted(str(cell.value) for cell in cells) == sorted(names)
    assert all(cell.data_type == "s" for cell in cells)


def test_what_is_exported_comes_back_unchanged(table, browser_of, clerk) -> None:
    rows = [
        [*HEAD, "简称", "英文名称", "起始年份", "备注"],
        ["县公安局", "1", "", "", "公安", "", "执法", "旧公安", "是", "公安", "Police", 2001, "=注"],
        ["司法所", "2", "站所", "1", "", "东镇", "", "", "", "", "", "", ""],
        ["司法所", "3", "站所", "1", "", "西镇", "", "", "", "", "", "", ""],
        ["岗亭", "4", "窗口", "3", "", "", "", "", "", "", "", "", ""],
    ]
    table(rows).apply()
    raw = browser_of(clerk).get("/office/units/export/").getvalue()
    assert table(raw).counts == (0, 0, 4, 0)


@pytest.mark.parametrize("size", [309, 2000])
def test_the_number_of_queries_does_not_grow_with_the_rows(table, size: int) -> None:
    rows = [HEAD]
    for at in range(size):
        parent = "" if at < 20 else f"第{at % 20}局"
        name = f"第{at}局" if at < 20 else f"第{at}所"
        rows.append(
            [name, f"C{at}", "" if at < 20 else "站所", parent, "", f"镇{at % 7}", "", f"原{at}", "是"]
        )
    with CaptureQueriesContext(
        connection,
    ) as checking:
        taken = table(rows)
    with CaptureQueriesContext(connection) as writing:
        taken.apply()
    assert taken.counts == (size, 0, 0, 0)
    assert Unit.objects.count() == size
    assert UnitName.objects.count() == 2 * size
    batches = size // 100
    assert len(checking) < 60
    assert len(writing) < 70 + 5 * batches
    with CaptureQueriesContext(connection) as undoing:
        taken.undo()
    assert Unit.objects.count() == 0
    assert len(undoing) < 70 + 20 * batches
