"""From the file to the data and back, as a person at the browser does it."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.apps.imports.things import LOCKED, STORE

from minping.apps.foundation.imports.models import ImportProfile, ImportRun

pytestmark = pytest.mark.django_db
ROWS: list[list[Any]] = [["代码", "名称", "数量"], ["A1", "桌子", 3], ["A2", "椅子", 12]]


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


def upload(browser, raw: bytes, name: str = "things.xlsx"):
    return browser.post("/office/imports/new/tests.things/", {"file": SimpleUploadedFile(name, raw)})


def only_run() -> ImportRun:
    return ImportRun.objects.get()


def match(browser, run: ImportRun, **columns: int):
    chosen = columns or run.mapping["columns"]
    fields = {f"column-{at}": name for name, at in chosen.items()}
    return browser.post(
        f"/office/imports/{run.id}/match/",
        {"sheet": run.mapping["sheet"], "header": run.mapping["header"], **fields},
    )


def checked(browser, raw: bytes, name: str = "things.xlsx") -> ImportRun:
    upload(browser, raw, name)
    match(browser, ImportRun.objects.filter(state="uploaded").get())
    return ImportRun.objects.filter(state="checked").get()


def apply(browser, run: ImportRun, rows: str = "all"):
    return browser.post(f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": rows}, follow=True)


def test_a_clean_table_goes_in_and_comes_out_again(browser, workbook) -> None:
    run = checked(browser, workbook({"名单": ROWS}))
    assert run.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
    assert STORE == {}, "the dry run writes nothing"
    page = browser.get(f"/office/imports/{run.id}/").content.decode()
    assert "桌子" in page
    apply(browser, run)
    assert STORE == {"A1": ("桌子", 3), "A2": ("椅子", 12)}
    browser.post(f"/office/imports/{run.id}/undo/")
    assert STORE == {}
    run.refresh_from_db()
    assert run.state == "undone"


def test_a_bad_row_is_told_and_left_out_only_by_choice(browser, workbook) -> None:
    raw = workbook(
        {"名单": [["物品登记表"], *ROWS, ["A1", "柜子", 1], ["A4", "", "３个"], ["A5", "灯", "几个"]]}
    )
    run = checked(browser, raw)
    assert run.counts == {"new": 2, "changed": 0, "unchanged": 0, "refused": 3}
    page = browser.get(f"/office/imports/{run.id}/").content.decode()
    for said in ("与第3行重复", "「名称」没有填写", "「几个」不是数字"):
        assert said in page
    apply(browser, run, "all")
    assert STORE == {}
    apply(browser, run, "good")
    assert set(STORE) == {"A1", "A2"}


def test_the_same_workbook_comes_back_with_reasons(browser, workbook) -> None:
    rows: list[list[Any]] = [
        ["登记表"],
        [*ROWS[0], "备注"],
        ["A1", "=HYPERLINK(1)", 3.5, "＝1+1"],
        ["", "+cmd|calc", 2, "@x"],
    ]
    run = checked(browser, workbook({"说明": [["读我", 7]], "名单": rows}))
    got = browser.get(f"/office/imports/{run.id}/marked/")
    book = load_workbook(io.BytesIO(got.getvalue()))
    assert book.sheetnames == ["说明", "名单"]
    assert [cell.value for cell in book["说明"][1]] == ["读我", 7]
    sheet = book["名单"]
    back = [[cell.value for cell in row][:4] for row in sheet.iter_rows()]
    assert back == [[cell or None for cell in [*row, "", "", ""][:4]] for row in rows]
    assert sheet["E2"].value == "错误原因"
    assert "不是整数" in sheet["E3"].value
    assert "「代码」没有填写" in sheet["E4"].value
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_columns_may_be_corrected_and_are_remembered(browser, workbook) -> None:
    rows: list[list[Any]] = [["甲", "乙", "丙"], ["A1", "桌子", 3]]
    upload(browser, workbook({"表": rows}))
    run = only_run()
    assert run.mapping["columns"] == {}
    page = match(browser, run, size=2).content.decode()
    assert "必填的列还没有对应：代码、名称" in page
    match(browser, run, code=0, name=1, size=2)
    run.refresh_from_db()
    assert run.counts["new"] == 1
    apply(browser, run)
    rows[1][1] = "书桌"
    upload(browser, workbook({"表": rows}))
    again = ImportRun.objects.get(state="uploaded")
    assert again.mapping["columns"] == {"code": 0, "name": 1, "size": 2}
    assert ImportProfile.objects.count() == 1


def test_one_thing_from_two_columns_is_refused(browser, workbook) -> None:
    upload(browser, workbook({"表": ROWS}))
    run = only_run()
    page = browser.post(
        f"/office/imports/{run.id}/match/",
        {"sheet": "表", "header": 1, "column-0": "code", "column-1": "name", "column-2": "name"},
    ).content.decode()
    assert "有两列都选成了「名称」" in page


def test_sheet_and_header_row_may_be_chosen(browser, workbook) -> None:
    raw = workbook(
        {"甲": [["代码", "名称"], ["A1", "桌子"]], "乙": [["x"], ["y"], ["代码", "名称"], ["B1", "床"]]}
    )
    upload(browser, raw)
    run = only_run()
    assert run.mapping["sheet"] == "甲"
    page = browser.get(f"/office/imports/{run.id}/match/", {"sheet": "乙"}).content.decode()
    assert "床" in page
    browser.post(
        f"/office/imports/{run.id}/match/",
        {"sheet": "乙", "header": 3, "column-0": "code", "column-1": "name"},
    )
    run.refresh_from_db()
    apply(browser, run)
    assert STORE == {"B1": ("床", None)}


def test_sending_twice_does_nothing_twice(browser, workbook) -> None:
    raw = workbook({"名单": ROWS})
    upload(browser, raw)
    upload(browser, raw)
    assert ImportRun.objects.count() == 1
    match(browser, only_run())
    run = only_run()
    apply(browser, run)
    STORE["A1"] = ("改过", 1)
    page = apply(browser, run).content.decode()
    assert "没有重复导入" in page
    assert STORE["A1"] == ("改过", 1)
    assert match(browser, run).status_code == 302
    run.refresh_from_db()
    assert run.state == "applied", "the back button changes nothing"


def test_the_same_file_again_is_said_and_finds_nothing_new(browser, workbook) -> None:
    raw = workbook({"名单": ROWS})
    apply(browser, checked(browser, raw))
    upload(browser, raw)
    again = ImportRun.objects.get(state="uploaded")
    assert "曾经导入过" in browser.get(f"/office/imports/{again.id}/match/").content.decode()
    match(browser, again)
    again.refresh_from_db()
    assert again.counts["unchanged"] == 2
    assert "没有需要写入的内容" in apply(browser, again).content.decode()


def test_what_changed_between_check_and_apply_sends_back(browser, workbook) -> None:
    run = checked(browser, workbook({"名单": ROWS}))
    STORE["A1"] = ("别人改的", 9)
    page = apply(browser, run).content.decode()
    assert "已重新核对" in page
    assert STORE == {"A1": ("别人改的", 9)}
    old = run.digest
    run.refresh_from_db()
    assert run.digest != old
    assert run.counts["changed"] == 1


def test_an_older_tab_cannot_apply_another_match(browser, workbook) -> None:
    run = checked(browser, workbook({"名单": ROWS}))
    match(browser, run, code=0, name=1)
    page = apply(browser, run).content.decode()
    assert "请看过新的结果再导入" in page
    assert STORE == {}


def test_what_is_in_use_is_not_undone(browser, workbook) -> None:
    run = checked(browser, workbook({"名单": ROWS}))
    apply(browser, run)
    LOCKED.add("A1")
    try:
        page = browser.post(f"/office/imports/{run.id}/undo/", follow=True).content.decode()
    finally:
        LOCKED.clear()
    assert "已被用到" in page
    assert set(STORE) == {"A1", "A2"}


def test_giving_up_erases_the_file(browser, workbook, tmp_path, django_capture_on_commit_callbacks) -> None:
    run = checked(browser, workbook({"名单": ROWS}))
    assert list((tmp_path / "files" / "imports").iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/office/imports/{run.id}/discard/")
    assert not list((tmp_path / "files" / "imports").iterdir())


def test_the_blank_table_can_be_filled_and_taken_in(browser) -> None:
    got = browser.get("/office/imports/blank/tests.things/")
    book = load_workbook(io.BytesIO(got.getvalue()))
    sheet = book["物品"]
    assert [cell.value for cell in sheet[1]] == ["代码*", "名称*", "数量"]
    sheet.append(["A1", "桌子", 3])
    out = io.BytesIO()
    book.save(out)
    apply(browser, checked(browser, out.getvalue()))
    assert STORE == {"A1": ("桌子", 3)}
