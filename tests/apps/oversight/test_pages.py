"""Pages: what each role finds, what a unit never finds, and what is typed stays text."""

import hashlib
import json
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.apps.oversight import made
from tests.apps.oversight.made import bytes_of, issued, picture, take, visit_json, visited

from minping.apps.foundation.clock import today
from minping.apps.foundation.roles import Role
from minping.apps.oversight.hearings.services import Agenda, hearing_plan, question_put, unit_invite
from minping.apps.oversight.models import FieldRecord, Hearing, Inspection, Right, Visit, VisitFinding
from minping.apps.people.selectors import appraisers_of

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
PLANNED = "窗口服务暗访"


def sent(client, said, *photos, digest=None):
    data, right = bytes_of({**said, "photos": [hashlib.sha256(photo).hexdigest() for photo in photos]})
    form = {
        "record": SimpleUploadedFile("record.json", data, "application/json"),
        "sha256": digest or right,
        "photo": [SimpleUploadedFile("p.jpg", photo, "image/jpeg") for photo in photos],
    }
    return client.post(reverse("oversight:field_send"), form)


def test_an_upload_is_answered_with_a_receipt_and_the_same_again(wang, browser_of, county, inspection):
    browser, said = browser_of(wang), visit_json(inspection, county.police)
    first, second = sent(browser, said, picture()), sent(browser, said, picture())
    assert first.status_code == second.status_code == HTTPStatus.OK
    assert first.json() == second.json()
    assert first.json()["record"] == said["record"]
    changed = sent(browser, {**said, "summary": "另一种说法"})
    assert changed.status_code == HTTPStatus.CONFLICT
    assert changed.json()["status"] == "conflict"
    assert FieldRecord.objects.count() == 2


def test_what_cannot_be_taken_is_said_in_words(wang, browser_of, county, inspection):
    browser, said = browser_of(wang), visit_json(inspection, county.police)
    for answer in (
        sent(browser, {**said, "day": "2039-01-01"}),
        sent(browser, said, b"<svg/>"),
        sent(browser, said, digest="0" * 64),
        browser.post(reverse("oversight:field_send")),
        browser.post(reverse("oversight:field_send"), {"record": "no file", "sha256": "x"}),
    ):
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert answer.json()["words"]
    assert not FieldRecord.objects.exists()


def test_signed_out_the_upload_leads_to_the_sign_in(client, county, inspection):
    answer = sent(client, visit_json(inspection, county.police))
    assert answer.status_code == HTTPStatus.FOUND
    assert "/accounts/login/" in answer.headers["Location"]


def test_the_page_for_the_way_holds_nothing_of_anybody(wang, browser_of, inspection):
    page = browser_of(wang).get(reverse("oversight:field")).content.decode()
    assert wang.name not in page
    assert PLANNED not in page
    worker = browser_of(wang).get(reverse("oversight:field_worker"))
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "work.json" not in worker.content.decode()


def test_work_is_one_s_own(someone, wang, browser_of, county, inspection):
    mine = browser_of(wang).get(reverse("oversight:field_work")).json()
    assert [one["title"] for one in mine["inspections"]] == [PLANNED]
    assert [one["id"] for one in mine["surveys"]] == [str(county.campaign)]
    other = browser_of(someone(Role.APPRAISER)).get(reverse("oversight:field_work")).json()
    assert other["inspections"] == other["surveys"] == []
    assert other["owner"] != mine["owner"]
    assert other["key"] != mine["key"]
    assert str(wang.id) not in json.dumps(mine)


@pytest.fixture
def everywhere():
    """Every page of the room that a liaison may open, without ids."""
    return [reverse(f"oversight:{name}") for name in ("own", "own_hearing_new")]


def test_a_unit_finds_neither_plan_nor_record_nor_draft(
    lead, wang, liaison, browser_of, county, inspection, everywhere
):
    visited(wang, county, inspection)
    browser = browser_of(liaison)
    for address in everywhere:
        page = browser.get(address).content.decode()
        assert PLANNED not in page
        assert made.FINDING not in page
    for name in ("home", "surveys", "hearings", "follow_ups", "rights", "conflicts", "field", "mine"):
        assert browser.get(reverse(f"oversight:{name}")).status_code == HTTPStatus.FORBIDDEN
    visit = Visit.objects.get()
    assert browser.get(reverse("oversight:visit", args=[visit.id])).status_code == HTTPStatus.FORBIDDEN


def test_the_unit_reads_its_report_and_not_who_came(
    lead, wang, liaison, stranger, browser_of, county, inspection
):
    report = issued(lead, county, inspection, visited(wang, county, inspection))
    page = browser_of(liaison).get(reverse("oversight:own_report", args=[report])).content.decode()
    assert made.FINDING in page
    assert wang.name not in page
    for form, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        paper = browser_of(liaison).get(reverse("oversight:own_report_file", args=[report, form]))
        assert paper.content.startswith(start)
        assert "attachment" in paper.headers["Content-Disposition"]
    for name, more in (("own_report", []), ("own_report_file", ["pdf"])):
        address = reverse(f"oversight:{name}", args=[report, *more])
        assert browser_of(stranger).get(address).status_code == HTTPStatus.NOT_FOUND
    unknown = reverse("oversight:own_report_file", args=[report, "html"])
    assert browser_of(liaison).get(unknown).status_code == HTTPStatus.NOT_FOUND


def test_the_problem_of_a_covert_visit_does_not_name_who_came(
    lead, wang, liaison, browser_of, county, inspection
):
    issued(lead, county, inspection, visited(wang, county, inspection))
    problem = VisitFinding.objects.get().problem
    page = browser_of(liaison).get(reverse("casework:problem", args=[problem]))
    assert page.status_code == HTTPStatus.OK
    assert wang.name not in page.content.decode()


def test_what_is_typed_stays_text(lead, wang, liaison, browser_of, county, inspection):
    visit = visited(wang, county, inspection, summary=SCRIPT, findings=[SCRIPT + "一"], place=SCRIPT)
    report = issued(lead, county, inspection, visit)
    office = browser_of(lead)
    for address in (
        reverse("oversight:visit", args=[visit.id]),
        reverse("oversight:inspection", args=[inspection]),
        reverse("oversight:report", args=[report]),
    ):
        page = office.get(address).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page
    page = browser_of(liaison).get(reverse("oversight:own_report", args=[report])).content.decode()
    assert SCRIPT not in page
    mine = browser_of(wang).get(reverse("oversight:mine")).content.decode()
    assert SCRIPT not in mine
    assert "&lt;script&gt;" in mine


def test_the_office_plans_reviews_and_issues_by_its_pages(lead, clerk, browser_of, county):
    office = browser_of(lead)
    plan = {
        "title": "节前暗访",
        "purpose": "在岗",
        "since": today().isoformat(),
        "until": today().isoformat(),
        "units": [str(county.police)],
        "windows": "县公安局：户籍窗口",
        "inspectors": [str(clerk.id)],
    }
    address = reverse("oversight:inspection_new", args=[county.campaign])
    wrong = office.post(address, {**plan, "windows": "县财政局：一号"})
    assert "没有这个单位" in wrong.content.decode()
    assert "节前暗访" in wrong.content.decode()
    assert office.post(address, plan).status_code == HTTPStatus.FOUND
    found = Inspection.objects.get()
    assert found.targets.get().windows == "户籍窗口"
    visit = visited(clerk, county, found.id)
    finding = visit.findings.get()
    ruling = {"f1-state": "demanded", "f1-wording": "无人值守。", "f1-deadline": made.deadline().isoformat()}
    office.post(reverse("oversight:finding", args=[finding.id]), ruling)
    office.post(reverse("oversight:report_prepare", args=[found.id, county.police]))
    report = found.reports.get()
    office.post(reverse("oversight:report", args=[report.id]), {"opening": "开头", "demand": "要求"})
    office.post(reverse("oversight:issue", args=[report.id]))
    report.refresh_from_db()
    assert report.issued_at is None
    office.post(reverse("oversight:issue", args=[report.id]), {"confirmed": "yes"})
    report.refresh_from_db()
    assert report.issued_at is not None
    assert report.opening == "开头"
    finding.refresh_from_db()
    assert finding.problem is not None


def test_photos_are_the_office_s_alone(lead, wang, someone, browser_of, county, inspection):
    receipt = take(wang, visit_json(inspection, county.police), picture())
    kept = FieldRecord.objects.get(record=receipt.record)
    page = browser_of(lead).get(reverse("oversight:visit", args=[kept.visit.id])).content.decode()
    address = page.split('<img src="')[1].split('"')[0]
    small = browser_of(lead).get(address)
    assert small.headers["Content-Type"] == "image/jpeg"
    assert browser_of(wang).get(address).status_code == HTTPStatus.FORBIDDEN
    foreign = reverse("oversight:photo", args=[uuid4(), address.split("/photos/")[1].split("/")[0]])
    assert browser_of(lead).get(foreign).status_code == HTTPStatus.NOT_FOUND


@pytest.fixture
def hearing(lead, wang, county):
    agenda = Agenda("hearing", "听证质询会", timezone.now(), "会议室", "质询", today())
    made = hearing_plan(actor=lead, campaign=county.campaign, agenda=agenda)
    unit_invite(actor=lead, hearing=made, unit=county.police)
    return made


def test_a_hearing_by_its_pages(lead, clerk, wang, liaison, browser_of, county, hearing):
    office, unit = browser_of(lead), browser_of(liaison)
    (facts,) = appraisers_of(county.campaign)
    office.post(reverse("oversight:invite", args=[hearing]), {"person": str(facts.person)})
    found = Hearing.objects.get()
    mine = found.attendees.get(unit=county.police)
    unit.post(reverse("oversight:own_reply", args=[mine.id]), {"accept": "yes", "who": "李局长"})
    supervisor = browser_of(wang)
    asked = {"unit": str(county.police), "text": SCRIPT + "为什么？"}
    supervisor.post(reverse("oversight:my_question", args=[hearing]), asked)
    question = found.questions.get()
    unit.post(reverse("oversight:own_answer", args=[question.id]), {"answer": "已改。"})
    present = [str(one.id) for one in found.attendees.all()]
    office.post(reverse("oversight:hold", args=[hearing]), {"present": present, "summary": "到会答复"})
    promise = {
        "unit": str(county.police),
        "text": "中午不断档",
        "standard": "至少一个窗口",
        "deadline": made.deadline().isoformat(),
        "handler": "李科长",
        "question": str(question.id),
    }
    office.post(reverse("oversight:promise_new", args=[hearing]), promise)
    counted = {"unit": str(county.police), "yes": 1, "no": 0, "void": 0}
    for actor in (lead, clerk):
        browser_of(actor).post(reverse("oversight:count", args=[hearing]), counted)
    office.post(reverse("oversight:minutes", args=[hearing]), {"confirmed": "yes"})
    found.refresh_from_db()
    assert (found.state, found.votes.get().passed) == ("confirmed", True)
    for client, address in (
        (office, reverse("oversight:hearing", args=[hearing])),
        (office, reverse("oversight:hearings")),
        (unit, reverse("oversight:own_hearing", args=[hearing])),
        (supervisor, reverse("oversight:my_hearing", args=[hearing])),
    ):
        page = client.get(address).content.decode()
        assert SCRIPT not in page
        assert "中午不断档" in page
    minutes = office.get(reverse("oversight:minutes_file", args=[hearing, "pdf"]))
    assert minutes.content.startswith(b"%PDF")


def test_another_unit_and_another_supervisor_find_no_hearing(
    someone, wang, stranger, browser_of, county, hearing
):
    question = question_put(actor=someone(Role.LEAD), hearing=hearing, unit=county.police, text="问")
    browser = browser_of(stranger)
    assert browser.get(reverse("oversight:own_hearing", args=[hearing])).status_code == HTTPStatus.NOT_FOUND
    answer = browser.post(reverse("oversight:own_answer", args=[question]), {"answer": "x"})
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert (
        browser_of(wang).get(reverse("oversight:my_hearing", args=[hearing])).status_code
        == HTTPStatus.NOT_FOUND
    )


def test_rights_are_set_on_their_page(lead, wang, browser_of, county):
    (facts,) = appraisers_of(county.campaign)
    office = browser_of(lead)
    address = reverse("oversight:rights_change", args=[county.campaign, facts.person])
    office.post(address, {"right": ["vote", "appraise"]})
    held = Right.objects.filter(ended_at__isnull=True).values_list("kind", flat=True)
    assert set(held) == {"vote", "appraise"}
    page = office.get(reverse("oversight:rights")).content.decode()
    assert "欧***" in page or "欧**" in page
    nobody = reverse("oversight:rights_change", args=[county.campaign, uuid4()])
    assert office.post(nobody).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[" * 9000,
        b'{"records":[{}]}',
        b'{"records":[{"data":"x","sha256":"y","photos":["%%"]}]}',
    ],
)
def test_a_file_that_no_telephone_saved_is_refused(lead, browser_of, data):
    file = SimpleUploadedFile("saved.json", data, "application/json")
    page = browser_of(lead).post(reverse("oversight:from_file"), {"file": file})
    assert page.status_code == HTTPStatus.OK
    assert not FieldRecord.objects.exists()


def test_pages_speak_english(lead, wang, browser_of, county, inspection, hearing):
    office = browser_of(lead)
    office.cookies["language"] = "en"
    page = office.get(reverse("oversight:inspection", args=[inspection])).content.decode()
    assert "Change the plan" in page
    page = office.get(reverse("oversight:hearing", args=[hearing])).content.decode()
    assert "Questions and answers" in page


def test_nothing_that_was_typed_is_lost(lead, wang, browser_of, county, inspection, hearing):
    office = browser_of(lead)
    finding = visited(wang, county, inspection).findings.get()
    ruling = {"f1-state": "demanded", "f1-wording": "写了很久的表述", "f1-deadline": "昨天"}
    page = office.post(reverse("oversight:finding", args=[finding.id]), ruling).content.decode()
    assert "写了很久的表述" in page
    past = {**ruling, "f1-deadline": "2020-01-01"}
    assert (
        "写了很久的表述"
        in office.post(reverse("oversight:finding", args=[finding.id]), past).content.decode()
    )
    present = [str(one.id) for one in Hearing.objects.get().attendees.all()]
    office.post(reverse("oversight:hold", args=[hearing]), {"present": present, "summary": ""})
    promise = {
        "unit": str(county.police),
        "text": "说了很久的承诺",
        "standard": "",
        "deadline": "",
        "handler": "",
    }
    page = office.post(reverse("oversight:promise_new", args=[hearing]), promise).content.decode()
    assert "说了很久的承诺" in page
    question = {"unit": str(uuid4()), "text": "想了很久的问题"}
    page = office.post(reverse("oversight:question_new", args=[hearing]), question).content.decode()
    assert "想了很久的问题" in page
    count = {"unit": str(county.police), "yes": 1, "no": -2, "void": 0}
    assert office.post(reverse("oversight:count", args=[hearing]), count).status_code == HTTPStatus.OK
