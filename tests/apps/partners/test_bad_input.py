"""Tables as offices really send them."""

import io

import pytest
import xlsxwriter
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import as_xlsx, assign, figures, looked, signed, taken, told

from minping.apps.campaigns.models import Participation
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports import services
from minping.apps.foundation.imports.models import ImportProfile, ImportRun
from minping.apps.foundation.imports.reading import Mapped
from minping.apps.partners.importers import KIND
from minping.apps.partners.models import Submission
from minping.apps.units.models import Unit, UnitName


@pytest.fixture
def values(county: County, lead: Actor):
    """A table of values: a rate and points."""
    return assign(lead, county.campaign, county.hotline, "table", {"按时办结率": "", "整改得分": ""}, "得分")


@pytest.fixture
def counts(county: County, lead: Actor):
    return assign(lead, county.campaign, county.hotline, "hotline", {"按时办结率": "on_time"}, "热线")


HEAD: list[object] = ["单位", "按时办结率", "整改得分"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("87.3%", "873/1000"),
        ("0.873", "873/1000"),
        ("８７．３％", "873/1000"),
        ("100%", "1"),
        (" 0.5 ", "1/2"),
    ],
)
def test_a_rate_is_read_as_it_is_meant(county: County, values, written: str, value: str) -> None:
    taken(county.one, values, [HEAD, ["县水务局", written, "9.05"], ["县供电公司", "不适用", "—"]])
    found = figures(values)
    assert found["A01", "按时办结率"] == (value, "", "", True)
    assert found["A01", "整改得分"][0] == "181/20"
    assert [found["A02", code][3] for code in map(str, HEAD[1:])] == [False, False]


def test_a_rate_without_its_percent_sign_is_never_guessed(county: County, values) -> None:
    (said,) = told(looked(county.one, values, [HEAD, ["县水务局", "87.3", "9"]]))
    assert said == "2 按时办结率 「87.3」应为比率，但没有百分号"


def test_the_header_may_carry_the_percent_sign(county: County, values) -> None:
    taken(county.one, values, [["单位", "按时办结率（%）", "整改得分"], ["县水务局", "87.3", "9"]])
    assert figures(values)["A01", "按时办结率"][0] == "873/1000"


@pytest.mark.parametrize("written", ["优", "=SUM(A1:A2)", "12..3", "1/0", "120%"])
def test_what_is_no_number_is_refused_where_it_stands(county: County, values, written: str) -> None:
    run = looked(county.one, values, [HEAD, ["县水务局", written, "9"]])
    assert run.counts["refused"] == 1
    assert told(run)[0].startswith("2 按时办结率 ")


def test_full_width_digits_units_and_separators_are_read(county: County, counts) -> None:
    head = ["单位", "转办", "应办结", "按时办结"]
    taken(county.one, counts, [head, ["县水务局", "１，２３４件", "1,200", "１１８０"]])
    assert figures(counts) == {("A01", "按时办结率"): ("59/60", "1180", "1200", True)}


@pytest.mark.parametrize("written", ["-3", "3.5", "87.3%", "很多"])
def test_a_number_of_tickets_is_a_whole_number(county: County, counts, written: str) -> None:
    run = looked(county.one, counts, [["单位", "转办", "应办结", "按时办结"], ["县水务局", 20, 20, written]])
    assert run.counts["refused"] == 1


def test_merged_units_hold_for_their_rows_and_merged_numbers_do_not(county: County, lead: Actor) -> None:
    component = assign(lead, county.campaign, county.centre, "service", {"按时办结率": "on_time"})
    rows: list[list[object]] = [
        ["政务服务中心报送表", "", "", "", ""],
        ["单位", "入驻窗口", "承办量", "应办结", "按时办结"],
        ["县水务局", "报装", 10, 10, 9],
        ["", "缴费", 20, 20, 20],
    ]
    taken(county.two, component, as_xlsx(rows, [(2, 0, 3, 0, "县水务局")]))
    assert figures(component)["A01", "按时办结率"] == ("29/30", "29", "30", True)
    rows[2][3] = rows[3][3] = ""
    twice = looked(county.two, component, as_xlsx(rows, [(2, 0, 3, 0, "县水务局"), (2, 3, 3, 3, 30)]))
    assert twice.counts["refused"] == 1


def test_formulas_without_a_result_are_told(county: County, counts) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位", "转办", "应办结", "按时办结"])
        sheet.write_row(1, 0, ["县水务局", 20, 20])
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    run = looked(county.one, counts, out.getvalue())
    assert run.counts["refused"] == 1
    assert "单元格 D2 是 Excel 错误值" in told(run)[0]


def test_units_unknown_renamed_and_twice(county: County, counts) -> None:
    old = UnitName.objects.get(unit=county.water)
    old.until = 2024
    old.save()
    UnitName.objects.create(unit_id=county.water, name="县水利局", since=2025)
    table: list[list[object]] = [
        ["单位", "转办", "应办结", "按时办结"],
        ["县水务局", 20, 20, 20],
        ["县水利局", 20, 20, 20],
        ["县水文局", 5, 5, 5],
        ["A02", 7, 7, 7],
    ]
    run = looked(county.one, counts, table)
    found = told(run)
    assert run.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 2}
    assert "2 单位 「县水务局」是曾用名，按「县水利局」计" in found
    assert "3 单位 与第2行重复" in found
    assert any("没有名为「县水文局」的单位" in line for line in found)
    taken(county.one, counts, table, good_only=True)
    assert {unit for unit, _ in figures(counts)} == {"A01", "A02"}


def test_an_exempt_unit_is_told_and_not_in_the_way(county: County, counts) -> None:
    Participation.objects.filter(unit=county.power).update(status="exempt")
    run = looked(county.one, counts, [["单位", "转办", "应办结", "按时办结"], ["县供电公司", 7, 7, 7]])
    assert run.counts["new"] == 1
    assert any("免评" in line for line in told(run))


def test_a_table_of_values_lacking_a_column_says_which(county: County, values) -> None:
    with pytest.raises(Refused) as refused:
        looked(county.one, values, [["单位", "整改得分"], ["县水务局", 9]])
    assert "没有对应的列：按时办结率" in refused.value.findings[0].text.zh


def test_a_list_may_not_speak_of_another_partners_component(county: County, lead: Actor) -> None:
    component = assign(lead, county.campaign, county.hotline, "list", {"按时办结率": ""})
    table: list[list[object]] = [
        ["单位", "指标", "值"],
        ["县水务局", "按时办结率", "90%"],
        ["县水务局", "好评率", "100%"],
    ]
    run = looked(county.one, component, table)
    assert told(run) == ["3 指标 「好评率」不在这张表的报送范围内"]
    with pytest.raises(Refused, match="有1行不能导入"):
        taken(county.one, component, table, good_only=True)


def test_columns_matched_once_are_known_next_time_to_this_partner_only(
    county: County, counts, lead: Actor
) -> None:
    other = assign(lead, county.campaign, county.centre, "hotline", {"回访满意率": "satisfied"}, "中心")
    raw = "甲,乙,丙,丁\n县水务局,20,20,19\n".encode()
    made = services.run_upload(
        actor=county.one, kind=KIND, target={"component": str(counts)}, name="a.csv", raw=raw
    )
    columns = {"unit": 0, "dispatched": 1, "due": 2, "on_time": 3}
    services.run_match(actor=county.one, run_id=made, mapped=Mapped("", 1, columns))
    assert ImportProfile.objects.get().kind == f"partners.hotline:{county.hotline.hex}"
    again = looked(county.one, counts, "甲,乙,丙,丁\n县水务局,30,30,29\n".encode())
    assert again.mapping["columns"] == columns
    with pytest.raises(Refused, match="必填的列还没有对应"):
        looked(county.two, other, raw)
    assert ImportRun.objects.filter(started_by=county.two.id).get().mapping["columns"] == {}


def test_the_same_table_again_writes_nothing_and_fewer_rows_are_a_new_table(county: County, counts) -> None:
    head = ["单位", "转办", "应办结", "按时办结"]
    rows = [["县水务局", 20, 20, 19], ["县供电公司", 7, 7, 7]]
    taken(county.one, counts, [head, *rows])
    assert looked(county.one, counts, [head, *rows]).counts["unchanged"] == 2
    assert looked(county.one, counts, [head, rows[0], ["县供电公司", 8, 8, 7]]).counts["changed"] == 1
    taken(county.one, counts, [head, rows[0]])
    assert {unit for unit, _ in figures(counts)} == {"A01"}
    assert sorted(Submission.objects.values_list("number", "state")) == [(1, "replaced"), (2, "draft")]


def test_after_the_signature_no_table_goes_in(county: County, counts) -> None:
    head = ["单位", "转办", "应办结", "按时办结"]
    signed(county.one, counts, [head, ["县水务局", 20, 20, 19]])
    with pytest.raises(Refused) as refused:
        looked(county.one, counts, [head, ["县水务局", 20, 20, 20]])
    assert "已经签字，不能再改" in refused.value.findings[0].text.zh


def test_a_unit_gone_from_the_register_is_not_found(county: County, counts) -> None:
    assert Unit.objects.filter(id=county.power).exists()
    run = looked(county.one, counts, [["单位", "转办", "应办结", "按时办结"], ["12345热线中心", 1, 1, 1]])
    assert run.counts["refused"] == 1, "a unit that takes no part cannot be reported about"
