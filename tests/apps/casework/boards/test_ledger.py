"""整改台账: who sees which problems, what the filters leave, and how many questions the database is asked."""

import io
from datetime import date
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minping.apps.casework.boards.ledger import by_topic, counts_of, found, kinds_of
from minping.apps.casework.boards.query import Query, query_of
from minping.apps.foundation.actors import SYSTEM
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role

LEDGER = "/office/problems/"


def titles(query: Query, actor=SYSTEM) -> set[str]:
    return {problem.title for problem in found(actor, query)}


def test_an_address_becomes_a_query_and_back() -> None:
    unit = uuid4()
    asked = {"q": " 窗口 ", "unit": str(unit), "state": "in_progress", "overdue": "yes", "sort": "-deadline"}
    query = query_of(asked)
    assert query == Query(words="窗口", unit=unit, state="in_progress", overdue="yes", order="-deadline")
    assert query_of(query.address) == query


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "handed_over; drop"},
        {"unit": "x"},
        {"level": "9"},
        {"klass": "zz"},
        {"sort": "password"},
        {"q": "\0"},
        {"source": "__all__"},
    ],
)
def test_what_is_not_known_is_passed_over(asked) -> None:
    assert query_of(asked) == Query()


def test_the_usual_view_holds_what_is_open(row) -> None:
    row(title="在办的")
    row(title="已销号的", state="watch")
    row(title="刚提出的", state="raised")
    assert titles(Query()) == {"在办的"}
    assert titles(Query(state="cured")) == {"已销号的"}
    assert titles(Query(state="all")) == {"在办的", "已销号的", "刚提出的"}


def test_a_problem_that_became_a_lead_stands_in_no_list(row, browser_of, lead) -> None:
    row(title="在办的")
    row(title="移交的问题", state="handed_over")
    for state in ("all", "handed_over", "elsewhere", "open"):
        assert "移交的问题" not in titles(Query(state=state))
    page = browser_of(lead).get(LEDGER, {"state": "all", "q": "移交"}).content.decode()
    assert "移交的问题" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(words="电费"), {"甲"}),
        (Query(words="2026-0002"), {"乙"}),
        (Query(words="2"), {"乙"}),
        (Query(words="2025-0002"), set()),
        (Query(klass="ordered"), {"甲"}),
        (Query(klass="none"), {"乙", "丙"}),
        (Query(source="hearing"), {"乙"}),
        (Query(level="2"), {"乙"}),
        (Query(overdue="yes"), {"甲"}),
        (Query(media="yes"), {"丙"}),
        (Query(recurred="yes"), {"丙"}),
        (Query(topic="优亲厚友"), {"乙"}),
        (Query(overdue="yes", media="yes"), set()),
    ],
)
def test_each_filter(row, query, expected) -> None:
    row(title="甲", text="多收电费", klass="ordered", overdue=True)
    row(title="乙", source="hearing", level=2, topics=["优亲厚友", "吃拿卡要"])
    row(title="丙", media=True, generation=2, topics=["优亲"])
    assert titles(query) == expected


def test_a_unit_includes_everything_beneath_it(row, unit, units, below) -> None:
    station = below(unit, "城关派出所")
    window = below(station, "户籍窗口")
    row(title="局的")
    row(title="所的", unit_id=station)
    row(title="窗口的", unit_id=window)
    row(title="别家的", unit_id=units[1])
    assert titles(Query(unit=unit)) == {"局的", "所的", "窗口的"}
    assert titles(Query(unit=station)) == {"所的", "窗口的"}


def test_counts_tell_what_each_choice_would_leave(row) -> None:
    row(klass="ordered", overdue=True)
    row(klass="ordered")
    row(klass="planned", overdue=True)
    row(klass="planned", state="watch")
    kinds = kinds_of(SYSTEM, Query(klass="ordered"))
    counts = counts_of(kinds, Query(klass="ordered"))
    assert counts.total == 2
    assert counts.of["klass"]["planned"] == 1, "the choice of another class, under the other filters"
    assert counts.of["overdue"][True] == 1
    assert counts.sum("state", ("watch", "in_progress")) == 2


def test_counts_agree_with_the_lists(row) -> None:
    for place in range(40):
        row(
            klass=("", "planned", "ordered")[place % 3],
            state=("in_progress", "assigned", "watch")[place % 3],
            overdue=place % 4 == 0,
            media=place % 5 == 0,
            level=place % 3,
            generation=1 + place % 2,
            source=("opinion", "hearing")[place % 2],
        )
    for query in (
        Query(),
        Query(state="all", level="1"),
        Query(klass="planned", overdue="yes"),
        Query(state="cured", source="hearing", recurred="yes"),
    ):
        counts = counts_of(kinds_of(SYSTEM, query), query)
        assert counts.total == found(SYSTEM, query).count()
        wider = Query(**{**query.__dict__, "klass": "ordered"})
        assert counts.of["klass"]["ordered"] == found(SYSTEM, wider).count()


def test_topics_are_counted_by_their_whole_name(row) -> None:
    row(topics=["优亲厚友"])
    row(topics=["优亲"])
    assert by_topic(SYSTEM, Query(), ["优亲", "优亲厚友", "没有"]) == {"优亲": 1, "优亲厚友": 1}


def test_problems_without_a_deadline_come_last(row) -> None:
    row(title="无期限")
    row(title="晚", deadline=date(2026, 4, 1))
    row(title="早", deadline=date(2026, 3, 5))
    assert [p.title for p in found(SYSTEM, Query(order="deadline"))] == ["早", "晚", "无期限"]
    assert [p.title for p in found(SYSTEM, Query(order="-deadline"))] == ["晚", "早", "无期限"]


def test_a_liaison_sees_what_was_registered_for_his_units(row, units, liaison, below, browser_of) -> None:
    station = below(units[0], "城关派出所")
    row(title="本单位的")
    row(title="下属的", unit_id=station)
    row(title="还没挂号的", state="raised")
    row(title="别家的", unit_id=units[1])
    page = browser_of(liaison).get(LEDGER, {"state": "all", "unit": str(units[1])}).content.decode()
    assert "别家的" not in page
    assert "县水务局" not in page
    page = browser_of(liaison).get(LEDGER, {"state": "all"}).content.decode()
    assert "本单位的" in page
    assert "下属的" in page
    assert "还没挂号的" not in page


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.PARTNER, Role.SYSADMIN])
def test_others_see_no_ledger(someone, browser_of, role) -> None:
    assert browser_of(someone(role)).get(LEDGER).status_code == 403


def test_an_empty_ledger_says_how_the_first_one_comes(lead, liaison, browser_of) -> None:
    assert "台账还是空的" in browser_of(lead).get(LEDGER).content.decode()
    assert "给贵单位挂号的问题" in browser_of(liaison).get(LEDGER).content.decode()


def test_text_that_people_typed_is_escaped(row, lead, browser_of) -> None:
    row(title="<script>alert(1)</script>", media=True)
    for address in (LEDGER, f"{LEDGER}print/", f"{LEDGER}boards/ageing/"):
        page = browser_of(lead).get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_the_workbook_holds_text_as_text(row, lead, browser_of) -> None:
    row(title="=HYPERLINK(1)", text="+86 138", handler="@李", deadline=date(2026, 3, 9), topics=["优亲"])
    row(title="已销号的", state="closed")
    answer = browser_of(lead).get(f"{LEDGER}export/")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sheet = book["整改台账"]
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][:3] == ("编号", "单位", "标题")
    assert len(lines) == 2
    assert lines[1][:4] == ("2026-0001", "县公安局", "=HYPERLINK(1)", "+86 138")
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d"}
    assert sheet["C2"].quotePrefix
    entry = AuditEntry.objects.get(act="casework.ledger.exported")
    assert entry.detail["problems"] == 1


def test_the_workbook_needs_a_fresh_sign_in(lead, browser_of) -> None:
    assert browser_of(lead, fresh=False).get(f"{LEDGER}export/").status_code == 302


def test_paper_says_what_was_asked_for(row, unit, lead, browser_of) -> None:
    row(title="逾期的", overdue=True, level=2, deadline=date(2026, 2, 20))
    row(title="其他的")
    page = browser_of(lead).get(f"{LEDGER}print/", {"overdue": "yes", "unit": str(unit)}).content.decode()
    assert "逾期的" in page
    assert "其他的" not in page
    assert "县公安局" in page
    assert "共1个问题" in page


@pytest.mark.parametrize("address", ["", "print/"])
def test_more_problems_take_no_more_queries(row, lead, browser_of, address) -> None:
    browser = browser_of(lead)
    browser.get(LEDGER)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(f"{LEDGER}{address}").status_code == 200
        return len(queries)

    row()
    few = asked()
    for _ in range(30):
        row(deadline=date(2026, 3, 9), topics=["优亲"])
    assert asked() <= few + 1


def test_views_stand_ready_with_their_numbers(row, lead, browser_of) -> None:
    row(overdue=True)
    row(media=True, state="assigned")
    answer = browser_of(lead).get(LEDGER, {"lang": "zh"})
    views = {str(label.zh): (address, n) for label, address, n, _ in answer.context["views"]}
    assert views["在办"][1] == 2
    assert views["逾期"] == ("?overdue=yes&sort=deadline", 1)
    assert views["媒体曝光"][1] == 1
    assert "已销号" not in views, "a view without anything is not offered"
