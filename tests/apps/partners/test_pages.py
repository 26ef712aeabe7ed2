"""The pages: from the assignment to the signature, and what nobody else may see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.partners.conftest import County
from tests.apps.partners.delivering import as_csv, assign, picture, signed, taken

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.roles import Role
from minping.apps.partners.models import Component, Submission

TABLE: list[list[object]] = [
    ["单位", "转办", "应办结", "按时办结"],
    ["县水务局", 20, 20, 19],
    ["县供电公司", 7, 7, 7],
]


@pytest.fixture
def hotline(county: County, lead: Actor):
    return assign(lead, county.campaign, county.hotline, "hotline", {"按时办结率": "on_time"}, "热线")


def test_the_office_assigns_and_is_told_what_nobody_reports(county: County, lead: Actor, browser_of) -> None:
    office = browser_of(lead)
    page = office.get("/office/partners/").content.decode()
    assert "方案的这些部件还没有人报送" in page
    assert "整改得分" in page
    address = f"/office/partners/new/?campaign={county.campaign}&family=hotline"
    page = office.get(address).content.decode()
    assert "按时办结率（÷到期应办结的工单）" in page
    assert "方案写明的分母：到期工单" in page
    assert "部件「整改得分」" not in page, "points do not come from a table of counts"
    sent = {"title": "热线", "partner": county.hotline, "due": "2026-12-10", "feed-0": "on_time"}
    answer = office.post(address, sent, follow=True)
    made = Component.objects.get()
    assert [(feed.code, feed.measure) for feed in made.feeds.all()] == [("按时办结率", "on_time")]
    assert "导入表格" in answer.content.decode()
    again = office.post(address, sent)
    assert again.status_code == 200
    assert "已有名为「热线」" in again.content.decode() or "至少选择一个" in again.content.decode()


def test_a_partner_goes_from_the_table_to_the_signature(county: County, hotline, browser_of) -> None:
    partner = browser_of(county.one)
    board = partner.get("/office/partners/").content.decode()
    assert "热线" in board
    assert "安排报送" not in board
    new = f"/office/imports/new/partners.table/?component={hotline}"
    page = partner.get(new).content.decode()
    assert "回访满意" in page
    upload = SimpleUploadedFile("十一月.csv", as_csv(TABLE))
    partner.post(new, {"file": upload})
    run = ImportRun.objects.get()
    form = {"sheet": "", "header": 1, "column-0": "unit"}
    form |= {"column-1": "dispatched", "column-2": "due", "column-3": "on_time"}
    partner.post(f"/office/imports/{run.id}/match/", form)
    run.refresh_from_db()
    assert run.counts["new"] == 2
    partner.post(f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": "all"})
    page = partner.get(f"/office/partners/{hotline}/").content.decode()
    assert "95.00%（19/20）" in page
    assert "到期应办结的工单" in page
    partner.post(f"/office/partners/{hotline}/sign/", {"signer": "周主任", "confirmed": "yes"})
    page = partner.get(f"/office/partners/{hotline}/").content.decode()
    assert Submission.objects.get().digest in page
    assert "重新导入" not in page
    got = partner.get(f"/office/partners/deliveries/{Submission.objects.get().id}/original/")
    assert got.content == as_csv(TABLE)


def test_the_same_workbook_comes_back_with_reasons(county: County, hotline, browser_of) -> None:
    partner = browser_of(county.one)
    new = f"/office/imports/new/partners.table/?component={hotline}"
    bad = [*TABLE, ["县水文局", 9, 9, 10]]
    partner.post(new, {"file": SimpleUploadedFile("表.csv", as_csv(bad))})
    run = ImportRun.objects.get()
    form = {"sheet": "", "header": 1, "column-0": "unit"}
    form |= {"column-1": "dispatched", "column-2": "due", "column-3": "on_time"}
    partner.post(f"/office/imports/{run.id}/match/", form)
    assert partner.get(f"/office/imports/{run.id}/").status_code == 200
    assert partner.get(f"/office/imports/{run.id}/marked/").content[:2] == b"PK"


def test_another_partners_component_is_not_there(county: County, hotline, browser_of) -> None:
    taken(county.one, hotline, TABLE)
    made, run = Submission.objects.get(), ImportRun.objects.get()
    other = browser_of(county.two)
    assert str(hotline) not in other.get("/office/partners/").content.decode()
    for path in (
        f"/office/partners/{hotline}/",
        f"/office/partners/{hotline}/sign/",
        f"/office/partners/deliveries/{made.id}/",
        f"/office/partners/deliveries/{made.id}/original/",
        f"/office/imports/new/partners.table/?component={hotline}",
        f"/office/imports/blank/partners.table/?component={hotline}",
        f"/office/imports/{run.id}/",
        f"/office/imports/{run.id}/marked/",
    ):
        assert other.get(path).status_code == 404, path
    for path, data in (
        (f"/office/imports/new/partners.table/?component={hotline}", {}),
        (f"/office/imports/{run.id}/undo/", {}),
        (f"/office/partners/{hotline}/sign/", {"signer": "周主任"}),
        (f"/office/partners/deliveries/{made.id}/files/", {}),
    ):
        assert other.post(path, data).status_code == 404, path
    assert other.get(f"/office/partners/{hotline}/reopen/").status_code == 403
    assert Submission.objects.get().state == "draft"


@pytest.mark.parametrize("address", ["", "?component=", "?component=x", "?component=" + "0" * 32])
def test_an_import_into_nothing_is_not_found(county: County, lead: Actor, browser_of, address: str) -> None:
    assert browser_of(lead).get(f"/office/imports/new/partners.table/{address}").status_code == 404
    assert browser_of(lead).get(f"/office/imports/blank/partners.table/{address}").status_code == 404


@pytest.mark.parametrize("role", [Role.DISCIPLINE, Role.AUDITOR, Role.LEADING_GROUP])
def test_readers_read_and_change_nothing(county: County, hotline, someone, browser_of, role: Role) -> None:
    taken(county.one, hotline, TABLE)
    reader = browser_of(someone(role))
    page = reader.get(f"/office/partners/{hotline}/").content.decode()
    assert "95.00%（19/20）" in page
    assert "/sign/" not in page
    assert reader.post(f"/office/partners/{hotline}/sign/", {"signer": "我"}).status_code == 403
    assert reader.get(f"/office/imports/new/partners.table/?component={hotline}").status_code == 403


@pytest.mark.parametrize("role", [Role.LIAISON, Role.APPRAISER, Role.SYSADMIN])
def test_others_see_nothing(county: County, hotline, someone, browser_of, role: Role) -> None:
    unit = county.water if role is Role.LIAISON else None
    assert browser_of(someone(role, unit=unit)).get("/office/partners/").status_code == 403


def test_reopening_and_versions(county: County, hotline, lead: Actor, browser_of) -> None:
    signed(county.one, hotline, TABLE)
    office = browser_of(lead)
    assert "不能撤销" not in office.get(f"/office/partners/{hotline}/reopen/").content.decode()
    office.post(f"/office/partners/{hotline}/reopen/", {"reason": "水务局漏计"})
    page = office.get(f"/office/partners/{hotline}/").content.decode()
    assert "已重开，待更正签字" in page
    assert "重开理由：水务局漏计（刘主任）" in page
    first = Submission.objects.get(number=1)
    page = office.get(f"/office/partners/deliveries/{first.id}/").content.decode()
    assert first.digest in page


def test_the_signed_paper_is_kept_beside_the_draft_only(
    county: County, hotline, lead: Actor, browser_of
) -> None:
    taken(lead, hotline, TABLE)
    office, made = browser_of(lead), Submission.objects.get()
    paper = SimpleUploadedFile("原件.png", picture(), "image/png")
    office.post(f"/office/partners/deliveries/{made.id}/files/", {"files": paper})
    page = office.get(f"/office/partners/{hotline}/").content.decode()
    assert "原件.png" in page
    office.post(f"/office/partners/{hotline}/sign/", {"signer": "周主任"})
    assert "（评议办刘主任代签）" in office.get(f"/office/partners/{hotline}/").content.decode()
    more = SimpleUploadedFile("另一.png", picture() + b" ", "image/png")
    office.post(f"/office/partners/deliveries/{made.id}/files/", {"files": more})
    assert "另一.png" not in office.get(f"/office/partners/{hotline}/").content.decode()


def test_a_change_after_the_signature_is_told(county: County, hotline, lead: Actor, browser_of) -> None:
    signed(county.one, hotline, TABLE)
    Submission.objects.get().figures.update(numerator="1")
    office = browser_of(lead)
    assert "签字后被改动" in office.get("/office/partners/").content.decode()
    assert "与签字时封定的不一致" in office.get(f"/office/partners/{hotline}/").content.decode()


def test_a_site_from_registration_to_signature(county: County, lead: Actor, browser_of) -> None:
    office = browser_of(lead)
    address = f"/office/partners/new/?campaign={county.campaign}&family=site"
    sent = {
        "title": "城关镇",
        "partner": county.centre,
        "due": "2026-11-20",
        "group": "群众",
        "round": "现场",
    }
    office.post(address, sent)
    made = Component.objects.get()
    taken(county.two, made.id, [["单位", "满意", "基本满意", "不满意", "不了解"], ["县水务局", 3, 1, 0, 0]])
    township = browser_of(county.two)
    page = township.get(f"/office/partners/{made.id}/").content.decode()
    assert "群众代表" in page
    township.post(f"/office/partners/{made.id}/sign/", {"signer": "王书记", "issued": 5, "returned": 4})
    page = township.get(f"/office/partners/{made.id}/").content.decode()
    assert "发出5份，收回4份" in page


def test_an_empty_office_is_told_what_to_do(lead: Actor, browser_of) -> None:
    assert "还没有评议活动" in browser_of(lead).get("/office/partners/").content.decode()
    english = browser_of(lead)
    english.cookies["language"] = "en"
    assert "Once there is one with a scheme" in english.get("/office/partners/").content.decode()
