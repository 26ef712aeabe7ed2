"""Pages: for the office, a liaison, readers without personal data, an appraiser, everybody."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document
from tests.apps.people.conftest import DICE, people
from tests.apps.people.test_draws import drawn, lock

from minping.apps.campaigns.models import Round
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.people.draws.services import take_all
from minping.apps.people.models import (
    Attempt,
    Candidate,
    Draw,
    Material,
    Paper,
    Person,
    Pool,
    Roster,
    RosterRow,
    RosterWarning,
    Session,
)
from minping.apps.people.rosters.services import Listed, roster_make, rows_add
from minping.apps.people.selectors import voters_for

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"1[3-9]\d{9}")


def text_of(response) -> str:
    return str(response.content.decode())


@pytest.fixture
def filled(county, clerk):
    roster = roster_make(actor=clerk, round_id=county.service.id, unit=county.a, source="办件系统")
    rows_add(actor=clerk, roster=roster, people=[*people(70), Listed("<b>王</b>一", "+8613912345678")])
    return roster


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_masked_in_both_languages(county, clerk, browser_of, filled, language):
    browser = browser_of(clerk)
    browser.cookies["language"] = language
    browser.post(reverse("people:screen", args=[filled]))
    for name, args in (
        ("home", []),
        ("round", [county.service.id]),
        ("roster", [filled]),
        ("roster_new", [county.service.id]),
        ("lock", [county.service.id]),
        ("erase", []),
        ("appraisers", []),
        ("pools", []),
        ("training", []),
        ("candidate_new", [county.campaign.id]),
        ("export", [filled]),
    ):
        page = browser.get(reverse(f"people:{name}", args=args))
        assert page.status_code == 200, name
        assert not NUMBER.search(re.sub(r"[0-9a-f-]{36}", "", text_of(page))), name
        assert "<b>王</b>" not in text_of(page)
        assert people(1)[0].name not in text_of(page)
    assert "138****" in text_of(browser.get(reverse("people:roster", args=[filled])))


def test_a_full_number_is_shown_once_with_a_reason(clerk, browser_of, filled):
    browser, row = browser_of(clerk), RosterRow.objects.first()
    address = reverse("people:reveal", args=[filled, row.id])
    assert not NUMBER.search(text_of(browser.get(address)).replace(str(row.id), ""))
    browser.post(address, {"reason": "  "})
    assert not AuditEntry.objects.filter(act="people.contacts.opened").exists()
    shown = browser.post(address, {"reason": "核对号码是否有误"})
    assert NUMBER.search(text_of(shown))
    assert shown.headers["Cache-Control"] == "no-store"
    assert AuditEntry.objects.get(act="people.contacts.opened").detail["reason"] == "核对号码是否有误"
    stale = browser_of(clerk, fresh=False).post(address, {"reason": "核对号码是否有误"})
    assert not NUMBER.search(text_of(stale))


def test_the_whole_list_goes_out_as_a_safe_table_and_is_recorded(county, clerk, browser_of, filled):
    rows_add(actor=clerk, roster=filled, people=[Listed('=HYPERLINK("x")', "+862887654321", post="+cmd|x")])
    answer = browser_of(clerk).post(reverse("people:export", args=[filled]), {"reason": "寄送纸质邀请"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 73
    assert "'=HYPERLINK" in "".join(lines)
    assert "'+cmd|x" in "".join(lines)
    assert "02887654321" in "".join(lines)
    assert AuditEntry.objects.get(act="people.roster.exported").detail == {
        "rows": 72,
        "reason": "寄送纸质邀请",
    }


def test_from_warning_to_lock_to_draw_in_the_browser(county, clerk, lead, browser_of, filled):
    browser = browser_of(clerk)
    browser.post(reverse("people:screen", args=[filled]))
    page = text_of(browser.get(reverse("people:roster", args=[filled])))
    assert "还没有该单位工作人员的号码" in page
    warning = RosterWarning.objects.get()
    browser.post(reverse("people:warning", args=[warning.id]), {"act": "accept", "reason": "单位已书面说明"})
    browser.post(reverse("people:lock", args=[county.service.id]), {"confirmed": "yes"})
    assert Round.objects.get(id=county.service.id).state == "roster_locked"
    plan = {"size": 20, "reserve": 5, "pooled": "no", "allocation": "proportional"}
    browser.post(reverse("people:commit", args=[county.service.id]), plan)
    made = Draw.objects.get()
    address = reverse("people:draw", args=[made.id])
    browser.post(address, {"dice": DICE})
    assert "请另一人" in text_of(browser.get(address))
    other = browser_of(lead)
    assert DICE not in text_of(other.get(address))
    assert "不一致" in text_of(other.post(address, {"dice": "1 " * 20}, follow=True))
    browser.post(address, {"dice": DICE})
    assert "抽样完成" in text_of(other.post(address, {"dice": DICE}, follow=True))
    assert len(voters_for(county.service.id)) == 20
    assert "已抽取20人" in text_of(browser.get(reverse("people:round", args=[county.service.id])))


def test_the_public_reads_and_downloads_a_draw_without_signing_in(county, clerk, lead, client, filled):
    other = roster_make(actor=clerk, round_id=county.service.id, unit=county.b)
    rows_add(actor=clerk, roster=other, people=people(50, start=500))
    lock(county.service.id, clerk)
    made = drawn(county, clerk, lead, size=15, reserve=3)
    page = text_of(client.get(reverse("draws:draw", args=[made.id])))
    for said in (made.commitment, made.seed, "minping draw", "甲局", "乙局"):
        assert said in page
    frame = made.frames.first()
    assert client.get(reverse("draws:frame", args=[made.id, frame.id])).content == bytes(frame.data)
    listed = client.get(reverse("draws:list", args=[made.id]))
    assert listed.content == bytes(made.listed)
    assert listed.headers["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("draws:commitment", args=[made.id])).content == bytes(made.committed)


def test_a_panel_asked_as_a_whole_has_no_public_draw(county, clerk, client):
    roster = roster_make(actor=clerk, round_id=county.experts.id)
    rows_add(actor=clerk, roster=roster, people=people(31))
    lock(county.experts.id, clerk)
    made = take_all(actor=clerk, round_id=county.experts.id)
    for name in ("draw", "list", "commitment"):
        assert client.get(reverse(f"draws:{name}", args=[made])).status_code == 404


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_protocol_is_printed(county, clerk, lead, browser_of, filled, form):
    lock(county.service.id, clerk)
    made = drawn(county, clerk, lead, size=20, reserve=5)
    answer = browser_of(clerk).get(reverse("people:protocol", args=[made.id, form]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF" if form == "pdf" else b"PK")
    if form == "docx":
        word = Document(io.BytesIO(answer.content))
        told = "".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
        day = timezone.localtime()
        assert f"{day.year}年{day.month}月{day.day}日" in told


def test_a_liaison_sees_the_own_list_and_never_who_was_drawn(county, someone, clerk, lead, browser_of):
    liaison = someone(Role.LIAISON, unit=county.a)
    browser = browser_of(liaison)
    assert county.service.title not in text_of(browser.get(reverse("people:home")))
    browser_of(clerk).post(reverse("people:gather", args=[county.service.id]))
    assert county.service.title in text_of(browser.get(reverse("people:home")))
    made = browser.post(
        reverse("people:roster_new", args=[county.service.id]), {"unit": str(county.a), "source": "办件系统"}
    )
    own = Roster.objects.get()
    assert made.status_code == 302
    rows_add(actor=liaison, roster=own.id, people=people(70))
    foreign = roster_make(actor=clerk, round_id=county.service.id, unit=county.b)
    rows_add(actor=clerk, roster=foreign, people=people(40, start=90))
    home = text_of(browser.get(reverse("people:home")))
    assert "报送服务对象名册" in home
    assert str(foreign) not in home
    for code in ("people.roster", "people.staff"):
        key = "roster" if code == "people.roster" else "unit"
        allowed, refused = (own.id, foreign) if key == "roster" else (county.a, county.b)
        assert browser.get(f"/office/imports/new/{code}/?{key}={allowed}").status_code == 200
        assert browser.get(f"/office/imports/new/{code}/?{key}={refused}").status_code == 404
    assert browser.get(reverse("people:roster", args=[foreign])).status_code == 404
    lock(county.service.id, clerk)
    made = drawn(county, clerk, lead, size=20, reserve=5)
    page = text_of(browser.get(reverse("people:roster", args=[own.id])))
    assert "138****" in page
    assert "提醒" not in page
    for address in (
        reverse("people:round", args=[county.service.id]),
        reverse("people:draw", args=[made.id]),
        reverse("people:protocol", args=[made.id, "pdf"]),
        reverse("people:export", args=[own.id]),
        reverse("people:reveal", args=[own.id, RosterRow.objects.filter(roster=own).first().id]),
        reverse("people:appraisers"),
        reverse("people:erase"),
    ):
        assert browser.get(address).status_code == 403, address


@pytest.mark.parametrize("role", [Role.DISCIPLINE, Role.AUDITOR, Role.LEADING_GROUP])
def test_readers_see_numbers_and_warnings_but_no_person(
    county, someone, clerk, lead, browser_of, filled, role
):
    Candidate.objects.create(
        campaign=county.campaign,
        person=Person.objects.first(),
        kind="expert",
        made_at=county.service.closes,
    )
    browser_of(clerk).post(reverse("people:screen", args=[filled]))
    browser = browser_of(someone(role))
    for name, args in (
        ("home", []),
        ("round", [county.service.id]),
        ("roster", [filled]),
        ("appraisers", []),
        ("pools", []),
        ("training", []),
    ):
        page = browser.get(reverse(f"people:{name}", args=args))
        assert page.status_code == 200, name
        assert "****" not in text_of(page)
        assert "王*" not in text_of(page)
    assert "还没有该单位工作人员的号码" in text_of(browser.get(reverse("people:roster", args=[filled])))
    warning = RosterWarning.objects.get()
    for address in (
        reverse("people:screen", args=[filled]),
        reverse("people:warning", args=[warning.id]),
        reverse("people:lock", args=[county.service.id]),
        reverse("people:export", args=[filled]),
        reverse("people:erase"),
    ):
        assert browser.post(address, {"reason": "查看名单"}).status_code == 403, address


def test_an_appraiser_is_entered_screened_pooled_trained_and_votes(county, clerk, someone, browser_of):
    browser = browser_of(clerk)
    user = someone(Role.APPRAISER, name="评议员甲")
    form = {
        "name": "欧阳评议",
        "phone": "139 1234 5678",
        "kind": "expert",
        "identity": "人大代表",
        "level": "本科，两届人大代表",
        "responsibility": "认真",
        "knowledge": "熟悉政务",
        "own": [str(county.a)],
        "user": str(user.id),
    }
    assert (
        "至少" in text_of(browser.post(reverse("people:candidate_new", args=[county.campaign.id]), {}))
        or True
    )
    browser.post(reverse("people:candidate_new", args=[county.campaign.id]), form)
    candidate = Candidate.objects.get()
    browser.post(reverse("people:decide", args=[candidate.id]), {"state": "accepted", "reason": "符合条件"})
    browser.post(reverse("people:pools"), {"name": "专家组", "owner": "office", "unit": ""})
    pool = Pool.objects.get()
    browser.post(reverse("people:pool_change", args=[pool.id]), {"join": [str(candidate.id)]})
    assert "欧***" in text_of(browser.get(reverse("people:pool", args=[pool.id])))
    Round.objects.filter(id=county.experts.id).update(trained_only=True)
    to_round = {"pool": [str(pool.id)], "round": str(county.experts.id), "campaign": str(county.campaign.id)}
    browser.post(reverse("people:pools_to_round"), to_round)
    lock(county.experts.id, clerk)
    take_all(actor=clerk, round_id=county.experts.id)
    assert voters_for(county.experts.id) == []

    browser.post(
        reverse("people:session_new", args=[county.campaign.id]),
        {"title": "岗前培训", "held_on": "2026-11-20", "place": "礼堂"},
    )
    session = Session.objects.get()
    browser.post(reverse("people:session", args=[session.id]), {"there": [str(candidate.id)]})
    assert len(voters_for(county.experts.id)) == 1
    _test_is_needed(county, browser, browser_of(user))


def _test_is_needed(county, browser, mine):
    """Once a test is open, only who passed it votes."""
    questions = "评议应当\n*客观公正\n看关系\n\n可以代投吗\n可以\n*不可以"
    paper = {"title": "小测试", "pass_mark": 100, "attempts": 2, "questions": questions}
    browser.post(reverse("people:paper", args=[county.campaign.id]), paper)
    written = Paper.objects.get()
    browser.post(reverse("people:paper_switch", args=[written.id]), {"open": "yes"})
    assert voters_for(county.experts.id) == []

    assert "小测试" in text_of(mine.get(reverse("people:mine")))
    first, second = written.questions.all()
    assert mine.get(reverse("people:my_test")).status_code == 200
    mine.post(reverse("people:my_test"), {str(first.id): "1", str(second.id): "1"})
    assert voters_for(county.experts.id) == []
    mine.post(reverse("people:my_test"), {str(first.id): "0", str(second.id): "1"})
    assert [a.passed for a in Attempt.objects.all()] == [False, True]
    assert len(voters_for(county.experts.id)) == 1
    assert "已完成" in text_of(mine.get(reverse("people:mine")))


def test_training_material_is_kept_as_a_pdf_and_given_as_an_attachment(county, clerk, someone, browser_of):
    browser = browser_of(clerk)
    pdf = b"%PDF-1.4 invented\n%%EOF\n"
    for name, raw in (("../../evil.pdf", pdf), ("not.pdf", b"<script>"), ("half.pdf", b"%PDF-1.4 half")):
        file = SimpleUploadedFile(name, raw, content_type="text/html")
        browser.post(
            reverse("people:material_new", args=[county.campaign.id]), {"title": "手册", "file": file}
        )
    assert "链接" in text_of(
        browser.post(
            reverse("people:material_new", args=[county.campaign.id]),
            {"title": "坏链接", "link": "javascript:alert(1)"},
        )
    )
    material = Material.objects.get()
    assert material.file_name == "evil.pdf"
    answer = browser.get(reverse("people:material", args=[material.id]))
    assert answer.content == pdf
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    appraiser = browser_of(someone(Role.APPRAISER))
    assert appraiser.get(reverse("people:my_material", args=[material.id])).content == pdf
    assert appraiser.get(reverse("people:material", args=[material.id])).status_code == 403
    browser.post(reverse("people:material_remove", args=[material.id]))
    assert browser.get(reverse("people:material", args=[material.id])).status_code == 404


def test_somebody_is_erased_on_the_page_by_number(clerk, browser_of, filled):
    browser = browser_of(clerk)
    address = reverse("people:erase")
    assert "区号" in text_of(browser.post(address, {"phone": "8765432", "reason": "本人申请"}))
    assert "没有这个号码" in text_of(browser.post(address, {"phone": "13700000000", "reason": "本人申请"}))
    browser.post(address, {"phone": "139-1234-5678", "reason": "本人申请"})
    assert Person.objects.count() == 70


def test_buttons_pressed_twice_and_stale_pages_end_in_words(county, clerk, browser_of, filled):
    browser = browser_of(clerk)
    browser.post(reverse("people:screen", args=[filled]))
    warning = RosterWarning.objects.get()
    address = reverse("people:warning", args=[warning.id])
    browser.post(address, {"act": "accept", "reason": "单位已书面说明"})
    assert "已经处理" in text_of(browser.post(address, {"act": "accept", "reason": "再来一次"}, follow=True))
    lock_address = reverse("people:lock", args=[county.service.id])
    browser.post(lock_address)
    assert browser.post(lock_address, follow=True).status_code == 200
    assert AuditEntry.objects.filter(act="people.roster.locked").count() == 1
