"""Large tables as jobs, personal ones sealed and erased, scopes asked at each step, nothing done twice."""

import os
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import Http404
from tests.apps.imports.test_steps import ROWS, apply, checked, match, upload
from tests.apps.imports.things import KIND, STORE

from minping.apps.foundation import jobs
from minping.apps.foundation.audit import breaks
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.imports import keeping, kinds, services, tasks
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.models import AuditEntry, Job
from minping.apps.foundation.roles import Role

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


@pytest.fixture
def declared(monkeypatch):
    """``declared(personal=True)``: the kind of the tests with something else about it."""

    def change(**more):
        monkeypatch.setitem(kinds._KINDS, KIND.code, replace(KIND, **more))

    return change


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(services, "LARGE_ROWS", 2)


def page_of(browser, run: ImportRun):
    return browser.get(f"/office/imports/{run.id}/", follow=True).content.decode()


def test_a_large_table_is_checked_and_written_by_the_worker(browser, workbook, large) -> None:
    upload(browser, workbook({"表": ROWS}))
    run = ImportRun.objects.get()
    match(browser, run)
    assert "正在后台处理" in page_of(browser, run)
    assert jobs.run_due() == 1
    run.refresh_from_db()
    assert run.state == "checked"
    assert Job.objects.get().result == {"next": f"/office/imports/{run.id}/"}
    apply(browser, run)
    assert STORE == {}
    assert "正在后台处理" in apply(browser, run).content.decode(), "the second click starts nothing new"
    assert jobs.run_due() == 1
    assert set(STORE) == {"A1", "A2"}
    assert "已导入" in page_of(browser, run)
    assert AuditEntry.objects.get(act="foundation.import.applied").actor_name == "陈干事"


def test_a_job_that_runs_twice_writes_once(browser, workbook, large, clerk) -> None:
    upload(browser, workbook({"表": ROWS}))
    run = ImportRun.objects.get()
    match(browser, run)
    jobs.run_due()
    run.refresh_from_db()
    apply(browser, run)
    payload = Job.objects.get(kind="foundation.import.apply").payload
    jobs.run_due()
    STORE["A1"] = ("改过", 1)
    assert tasks.apply(payload, lambda done, total: None)["next"] == f"/office/imports/{run.id}/"
    assert STORE["A1"] == ("改过", 1)


def test_what_the_worker_finds_changed_is_told_and_may_be_tried_again(browser, workbook, large) -> None:
    upload(browser, workbook({"表": ROWS}))
    run = ImportRun.objects.get()
    match(browser, run)
    jobs.run_due()
    run.refresh_from_db()
    apply(browser, run)
    STORE["A1"] = ("别人改的", 9)
    jobs.run_due()
    run.refresh_from_db()
    assert (run.state, run.counts["changed"], STORE["A1"]) == ("checked", 1, ("别人改的", 9))
    apply(browser, run)
    jobs.run_due()
    assert STORE["A1"] == ("桌子", 3)


def test_a_sheet_that_cannot_be_used_says_so_after_the_job(browser, workbook, large) -> None:
    upload(browser, workbook({"表": [["代码", "名称"], ["", ""], ["", ""], ["x", ""]]}))
    run = ImportRun.objects.get()
    browser.post(
        f"/office/imports/{run.id}/match/",
        {"sheet": "表", "header": 9, "column-0": "code", "column-1": "name"},
    )
    jobs.run_due()
    page = page_of(browser, run)
    assert "没有内容" in page


def test_personal_tables_lie_sealed_and_nothing_of_them_is_legible(
    browser, workbook, declared, tmp_path
) -> None:
    declared(personal=True)
    raw = workbook({"表": [*ROWS, [PHONE, "张三丰", "x"], ["A9", PHONE, 1]]})
    run = checked(browser, raw)
    assert run.counts["refused"] == 1
    apply(browser, run, "good")
    run.refresh_from_db()
    stored = [path.read_bytes() for path in (tmp_path / "files").rglob("*.bin")]
    blobs = [*stored, bytes(run.sight), bytes(run.report), bytes(run.undo)]
    assert all(blobs)
    for blob in blobs:
        for word in (PHONE, "张三丰"):
            assert word.encode() not in blob
        with pytest.raises(zlib.error):
            zlib.decompress(blob)
    assert keeping.unpacked(run.undo, True)["before"]
    assert browser.get(f"/office/imports/{run.id}/marked/").status_code == 200
    browser.post(f"/office/imports/{run.id}/undo/")
    assert STORE == {}


def test_a_sealed_file_that_was_altered_is_not_used(browser, workbook, declared, tmp_path) -> None:
    declared(personal=True)
    run = checked(browser, workbook({"表": ROWS}))
    path = next((tmp_path / "files").rglob("*.bin"))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert "已损坏" in apply(browser, run).content.decode()
    assert browser.get(f"/office/imports/{run.id}/marked/", follow=True).status_code == 404
    assert STORE == {}


def test_what_nobody_needs_any_more_is_erased(
    browser, workbook, declared, tmp_path, django_capture_on_commit_callbacks
) -> None:
    declared(personal=True)
    done = checked(browser, workbook({"表": ROWS}))
    apply(browser, done)
    waiting = checked(browser, workbook({"表": [ROWS[0], ["B1", "床", 1]]}))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget()
    assert len(list(tmp_path.rglob("*.bin"))) == 2
    ImportRun.objects.update(started_at=now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget()
    waiting.refresh_from_db()
    assert waiting.state == "discarded"
    assert len(list(tmp_path.rglob("*.bin"))) == 1
    stray = tmp_path / "files" / "imports" / "left-by-a-crash.bin"
    stray.write_bytes(b"x")
    os.utime(stray, (0, 0))
    ImportRun.objects.update(started_at=now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        tasks.forget()
    done.refresh_from_db()
    assert (done.state, bytes(done.undo), done.counts["new"]) == ("applied", b"", 2)
    assert not list(tmp_path.rglob("*.bin"))
    page = page_of(browser, done)
    assert "撤销这次导入" not in page
    assert browser.get(f"/office/imports/{done.id}/marked/").status_code == 404
    assert AuditEntry.objects.filter(act="foundation.import.erased").count() == 2
    assert list(breaks()) == []


def test_a_room_says_at_every_step_who_may(browser, workbook, declared, someone, browser_of) -> None:
    run = checked(browser, workbook({"表": ROWS}))

    def gone(actor, target):
        raise Http404

    declared(allow=gone)
    for path in ("", "match/", "marked/"):
        assert browser.get(f"/office/imports/{run.id}/{path}").status_code == 404
    for path in ("match/", "apply/", "undo/", "discard/"):
        assert browser.post(f"/office/imports/{run.id}/{path}", {"digest": run.digest}).status_code == 404
    assert browser.get("/office/imports/new/tests.things/").status_code == 404
    assert STORE == {}


def test_a_liaison_sees_own_imports_only(browser, workbook, someone, browser_of) -> None:
    run = checked(browser, workbook({"表": ROWS}))
    liaison = browser_of(someone(Role.LIAISON))
    assert liaison.get("/office/imports/new/tests.things/").status_code == 200
    assert run.file_name not in liaison.get("/office/imports/new/tests.things/").content.decode()
    assert liaison.get(f"/office/imports/{run.id}/").status_code == 404
    assert (
        liaison.post(f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": "all"}).status_code
        == 404
    )
    upload(liaison, workbook({"表": ROWS}))
    own = ImportRun.objects.exclude(id=run.id).get()
    assert browser.get(f"/office/imports/{own.id}/match/").status_code == 200, "the office sees them all"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.LEAD, Role.CLERK, Role.LIAISON, Role.PARTNER}))
def test_others_import_nothing(workbook, someone, browser_of, role: Role) -> None:
    actor = someone(role)
    browser = browser_of(actor)
    assert browser.get("/office/imports/new/tests.things/").status_code == 403
    assert upload(browser, workbook({"表": ROWS})).status_code == 403
    with pytest.raises(NotAllowed):
        services.run_upload(actor=actor, kind=KIND, target={}, name="a.csv", raw=b"a,b\n1,2\n")


def test_a_table_that_goes_in_whole_or_not_at_all(browser, workbook, declared) -> None:
    declared(partial=False)
    run = checked(browser, workbook({"表": [*ROWS, ["A1", "柜子", 1]]}))
    assert "须全部正确才能导入" in page_of(browser, run)
    for rows in ("all", "good"):
        apply(browser, run, rows)
    assert STORE == {}


def test_a_fault_while_writing_leaves_nothing_behind(browser, workbook, declared, clerk) -> None:
    def broken(actor, rows, target, told):
        Job.objects.create(kind="x", key="half", not_before=now())
        raise Refused(kinds.Text("半途出错", "failed half way"))

    run = checked(browser, workbook({"表": ROWS}))
    declared(apply=broken)
    assert "半途出错" in apply(browser, run).content.decode()
    run.refresh_from_db()
    assert run.state == "checked"
    assert not Job.objects.filter(key="half").exists()


def test_the_same_file_for_another_target_is_another_import(browser, workbook, declared) -> None:
    declared(target=lambda asked: {"roster": asked.get("roster", "")})
    raw = workbook({"表": ROWS})
    upload(browser, raw)
    browser.post("/office/imports/new/tests.things/?roster=7", {"file": _file(raw)})
    assert {run.target["roster"] for run in ImportRun.objects.all()} == {"", "7"}


def _file(raw: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("a.xlsx", raw)


def test_two_kinds_of_one_name_are_a_mistake_of_the_program() -> None:
    kinds.declare(KIND)
    with pytest.raises(ValueError, match="declared twice"):
        kinds.declare(replace(KIND))
