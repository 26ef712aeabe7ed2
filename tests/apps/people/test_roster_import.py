"""Rosters as units send them: read, refused, taken in, taken back; liaisons for their own unit only."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from tests.apps.people.conftest import phone

from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.roles import Role
from minping.apps.people.models import Person, Roster, RosterRow, StaffNumber
from minping.apps.people.rosters.services import roster_make
from minping.apps.people.selectors import masked_of

pytestmark = pytest.mark.django_db


def book(*rows) -> bytes:
    """A workbook of one sheet."""
    made, out = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    made.save(out)
    return out.getvalue()


def sent(browser, target: str, raw: bytes, name: str = "名册.xlsx", code: str = "people.roster") -> ImportRun:
    browser.post(f"/office/imports/new/{code}/?{target}", {"file": SimpleUploadedFile(name, raw)})
    run = ImportRun.objects.latest("started_at")
    if run.state == "uploaded":
        columns = {f"column-{at}": column for column, at in run.mapping["columns"].items()}
        fields = {"sheet": run.mapping["sheet"], "header": run.mapping["header"], **columns}
        browser.post(f"/office/imports/{run.id}/match/", fields)
        run.refresh_from_db()
    return run


def take(browser, run: ImportRun, rows: str = "all"):
    return browser.post(f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": rows}, follow=True)


@pytest.fixture
def roster(county, clerk):
    return roster_make(actor=clerk, round_id=county.service.id, unit=county.a)


HEADER = ("序号", "办事人", "联系电话", "类型", "办结日期")


def test_a_roster_as_units_send_it(roster, clerk, browser_of):
    browser = browser_of(clerk)
    raw = book(
        ("甲局2026年第三季度服务对象名册",),
        (),
        HEADER,
        (1, "王一", 13800000001, "社区居民", "2026年9月1日"),
        (2, "李二", "138 0000 0002", "企业办事员", "2026-09-02"),
        (3, "张三", "＋86-138-0000-0003", "农村群众", 46267),
        (4, "刘四", "（0837）2345678", "农村群众", ""),
        (5, "王一", "13800000001", "社区居民", "2026/9/3"),
    )
    run = sent(browser, f"roster={roster}", raw)
    assert run.counts == {"new": 4, "changed": 0, "unchanged": 1, "refused": 0}
    assert Person.objects.count() == 0, "the dry run writes nothing"
    take(browser, run)
    assert RosterRow.objects.count() == 4
    assert Roster.objects.get().doubles == 1
    assert set(RosterRow.objects.values_list("stratum", flat=True)) == {"社区居民", "企业办事员", "农村群众"}
    shown = {(p.name, p.phone) for p in masked_of(Person.objects.values_list("id", flat=True)).values()}
    assert ("王*", "138****0001") in shown
    assert ("刘*", "0837****78") in shown
    browser.post(f"/office/imports/{run.id}/undo/")
    assert RosterRow.objects.count() == Person.objects.count() == 0


def test_bad_rows_are_told_by_cell_and_come_back_with_reasons(roster, clerk, browser_of):
    browser = browser_of(clerk)
    raw = book(
        HEADER,
        (1, "王一", phone(1), "社区居民", ""),
        (2, "李二", "1.38E+10", "", ""),
        (3, "张三", "13800000003/13900000003", "", ""),
        (4, "刘四", "8765432", "", ""),
        (5, "", phone(5), "", ""),
        (6, "黄六", "", "", ""),
        (7, "赵七", phone(7), "", "13月40日"),
        (8, "周八", phone(8), "", "1926-01-01"),
        (9, "吴" * 61, phone(9), "", ""),
    )
    run = sent(browser, f"roster={roster}", raw)
    assert run.counts == {"new": 1, "changed": 0, "unchanged": 0, "refused": 8}
    page = browser.get(f"/office/imports/{run.id}/").content.decode()
    for said in ("科学计数法", "不止一个号码", "缺少区号", "没有填写", "不是完整的日期", "不合理"):
        assert said in page
    marked = browser.get(f"/office/imports/{run.id}/marked/")
    cells = [str(c.value) for row in load_workbook(io.BytesIO(marked.content)).active.rows for c in row]
    assert "错误原因" in cells
    take(browser, run, "all")
    assert RosterRow.objects.count() == 0
    take(browser, run, "good")
    assert RosterRow.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("空.xlsx", b""),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("网页.xlsx", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("半个.xlsx", book(HEADER, (1, "王一", phone(1), "", ""))[:500]),
        ("引号.csv", '姓名,手机号\n"王一,138'.encode()),
        ("只有标题.csv", "姓名,手机号\n".encode()),
    ],
)
def test_what_is_no_roster_ends_in_words(roster, clerk, browser_of, name, raw):
    browser = browser_of(clerk)
    address = f"/office/imports/new/people.roster/?roster={roster}"
    page = browser.post(address, {"file": SimpleUploadedFile(name, raw)}, follow=True)
    assert page.status_code in {200, 422}
    for run in ImportRun.objects.filter(state="uploaded"):
        columns = {f"column-{at}": column for column, at in run.mapping["columns"].items()}
        fields = {"sheet": run.mapping["sheet"], "header": run.mapping["header"], **columns}
        assert browser.post(f"/office/imports/{run.id}/match/", fields, follow=True).status_code == 200
    assert RosterRow.objects.count() == 0


def test_names_that_look_like_formulas_or_tags_stay_texts(roster, clerk, browser_of):
    browser = browser_of(clerk)
    odd = ["=HYPERLINK(1)", "+王", "<script>alert(1)</script>", "＝王", "王\u202e一", "𠮷田"]
    rows = [(n, name, phone(n + 1), "<b>层</b>", "") for n, name in enumerate(odd)]
    table = "\n".join(",".join(map(str, row)) for row in [HEADER, *rows])
    take(browser, sent(browser, f"roster={roster}", table.encode("gb18030"), "名册.csv"))
    assert RosterRow.objects.count() == len(odd)
    page = browser.get(reverse("people:roster", args=[roster])).content.decode()
    assert "<script>alert" not in page
    assert "<b>层" not in page


def test_a_second_list_with_the_same_people_adds_only_the_new(roster, clerk, browser_of):
    browser = browser_of(clerk)
    take(browser, sent(browser, f"roster={roster}", book(HEADER, (1, "王一", phone(1), "", ""))))
    raw = book(HEADER, (1, "王一", phone(1), "", ""), (2, "李二", phone(2), "", ""))
    run = sent(browser, f"roster={roster}", raw)
    assert (run.counts["new"], run.counts["unchanged"]) == (1, 1)
    take(browser, run)
    assert RosterRow.objects.count() == 2
    browser.post(f"/office/imports/{run.id}/undo/")
    assert RosterRow.objects.count() == 1


def test_a_locked_list_takes_nothing_and_gives_nothing_back(roster, clerk, browser_of):
    browser = browser_of(clerk)
    done = sent(browser, f"roster={roster}", book(HEADER, (1, "王一", phone(1), "", "")))
    take(browser, done)
    waiting = sent(browser, f"roster={roster}", book(HEADER, (1, "李二", phone(2), "", "")))
    Roster.objects.update(state="locked")
    take(browser, waiting)
    browser.post(f"/office/imports/{done.id}/undo/")
    assert RosterRow.objects.count() == 1


def test_staff_numbers_come_in_as_indexes_only(county, someone, browser_of):
    liaison = someone(Role.LIAISON, unit=county.a)
    browser = browser_of(liaison)
    raw = book(("姓名", "手机"), ("王一", phone(1)), ("李二", phone(2)), ("李二", phone(2)))
    run = sent(browser, f"unit={county.a}", raw, code="people.staff")
    take(browser, run)
    assert StaffNumber.objects.filter(unit=county.a).count() == 2
    assert Person.objects.count() == 0
    browser.post(f"/office/imports/{run.id}/undo/")
    assert StaffNumber.objects.count() == 0


def test_a_liaison_never_reaches_another_units_import(county, roster, someone, clerk, browser_of):
    own = roster_make(actor=clerk, round_id=county.service.id, unit=county.b, provenance="unit")
    liaison = browser_of(someone(Role.LIAISON, unit=county.b))
    run = sent(browser_of(clerk), f"roster={roster}", book(HEADER, (1, "王一", phone(1), "", "")))
    for step in ("", "match/", "marked/", "apply/", "undo/"):
        method = liaison.get if step in {"", "marked/"} else liaison.post
        assert method(f"/office/imports/{run.id}/{step}").status_code == 404, step
    take(liaison, sent(liaison, f"roster={own}", book(HEADER, (1, "王一", phone(1), "", ""))))
    assert RosterRow.objects.filter(roster=own).count() == 1
