"""The blank table: the units to report on stand in it, each column says what it holds, and it is taken in as it is."""

import io
import uuid
from datetime import date
from typing import Any

import openpyxl
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import DUE, assign, figures, make_unit, taken

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.partners.models import Component
from minping.apps.partners.services import ComponentPlan, Plan, airing_plan, component_make


def blank(browser_of, actor: Actor, component: uuid.UUID, kind: str = "table") -> tuple[str, Any]:
    """The file's name and its first sheet."""
    answer = browser_of(actor).get(f"/office/imports/blank/partners.{kind}/?component={component}")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return answer["Content-Disposition"], book.worksheets[0]


def rows_of(sheet) -> list[dict[str, object]]:
    heads = [str(cell.value).rstrip("*") for cell in sheet[1]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_the_units_to_report_on_stand_in_it(county: County, lead: Actor, browser_of) -> None:
    component = assign(lead, county.campaign, county.hotline, "hotline", {"按时办结率": "on_time"}, "热线")
    named, sheet = blank(browser_of, county.one, component)
    assert "%E7%83%AD%E7%BA%BF" in named, "the file bears the task's name"
    rows = rows_of(sheet)
    assert [(row["单位"], row["单位代码"]) for row in rows] == [("县水务局", "A01"), ("县供电公司", "A02")]
    notes = {str(cell.value).rstrip("*"): cell.comment.text for cell in sheet[1] if cell.comment}
    assert "必填" in notes["应办结"]
    assert "用于计算按时办结率" in notes["应办结"]
    heads = [cell.value for cell in sheet[1]]
    filled = [
        heads,
        *(
            [{**row, "转办": 8, "应办结": 8, "按时办结": 7}[str(h).rstrip("*")] for h in heads]
            for row in rows
        ),
    ]
    taken(county.one, component, filled)
    assert figures(component)["A02", "按时办结率"][:3] == ("7/8", "7", "8")


def test_a_list_has_a_row_for_each_component_and_windows_each_their_own(
    county: County, lead: Actor, browser_of
) -> None:
    make_unit("A01-1", "水务窗口", county.water, "window")
    feeds = {"按时办结率": "", "整改得分": ""}
    component = assign(lead, county.campaign, county.hotline, "list", feeds)
    _, sheet = blank(browser_of, county.one, component)
    assert [(row["单位"], row["部件"]) for row in rows_of(sheet)] == [
        ("县水务局", "按时办结率"),
        ("县水务局", "整改得分"),
        ("县供电公司", "按时办结率"),
        ("县供电公司", "整改得分"),
    ]
    Component.objects.all().delete()
    component = assign(lead, county.campaign, county.centre, "service", {"按时办结率": "on_time"})
    _, sheet = blank(browser_of, county.two, component)
    assert [(row["单位"], row["入驻窗口"]) for row in rows_of(sheet)] == [
        ("县水务局", "水务窗口"),
        ("县供电公司", None),
    ]


def test_a_site_has_the_units_that_its_session_rates(county: County, lead: Actor, browser_of) -> None:
    plan = ComponentPlan("城关镇", "site", county.centre, DUE, group="群众", round="现场")
    made = component_make(actor=lead, campaign=county.campaign, plan=plan)
    _, sheet = blank(browser_of, county.two, made)
    assert [row["单位"] for row in rows_of(sheet)] == ["县水务局", "县供电公司"]


def test_the_schedule_comes_back_to_be_filled_in(county: County, lead: Actor, browser_of) -> None:
    radio = assign(lead, county.campaign, county.hotline, "broadcast", {"主要领导上线率": "head"}, "广播")
    plan = Plan(date(2026, 4, 7), "阳光政务热线", county.water, "张某 局长")
    with as_of(date(2026, 3, 1)):
        airing_plan(actor=county.one, component=radio, plan=plan)
    _, sheet = blank(browser_of, county.one, radio, "programmes")
    (row,) = rows_of(sheet)
    assert (row["栏目"], row["单位"], row["拟上线人员"]) == ("阳光政务热线", "县水务局", "张某 局长")
    assert str(row["日期"]).startswith("2026-04-07")
    assert (
        browser_of(county.two)
        .get(f"/office/imports/blank/partners.programmes/?component={radio}")
        .status_code
        == 404
    )
