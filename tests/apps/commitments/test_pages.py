"""The pages as office, liaison and citizen use them."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.apps.commitments.conftest import County

from minping.apps.commitments.models import Commitment, Contact, Duty, Promise, Topic
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.evidence import files_of

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
Browser = Callable[..., Client]


def filled(**changes: object) -> dict[str, object]:
    return {
        "text": "承诺如下。",
        "phone": "0990-6612345",
        "video": "https://tv.example/v/1",
        "broadcast_on": "2026-05-20",
        "what": ["停水提前通知", SCRIPT, ""],
        "standard": ["24小时", "", ""],
        "due": ["2026-09-30", "", ""],
    } | changes


def test_from_the_liaison_to_the_citizen(county: County, browser_of: Browser, lead: Actor) -> None:
    unit, page = browser_of(county.liaison), f"/office/commitments/units/{county.water}/"
    saved = unit.post(page, filled(submit="1"), follow=True)
    assert "已报送，待审" in saved.content.decode()
    made, office = Commitment.objects.get(), browser_of(lead)
    assert "县水务局" in office.get("/office/commitments/?state=submitted").content.decode()
    office.post(f"/office/commitments/decide/{made.id}/", {"publish": "1"})
    anybody = Client()
    public = anybody.get(f"/commitments/{county.water}/").content.decode()
    assert "停水提前通知" in public
    assert SCRIPT not in public
    assert 'rel="noopener noreferrer external">看视频（tv.example）' in public
    for wanted in ("swj", "shuiwu", "水务", "6612345", "停水提前"):
        assert "县水务局" in anybody.get("/commitments/", {"q": wanted}).content.decode()
    assert "停水提前通知" in anybody.get("/commitments/", {"q": "停水"}).content.decode()
    assert "县水务局" not in anybody.get("/commitments/", {"q": "教育"}).content.decode()
    assert anybody.get("/commitments/booklet.pdf").content.startswith(b"%PDF")
    assert "0990-6612345" in anybody.get(f"/units/{county.water}/").content.decode()
    promise = Promise.objects.first()
    office.post(f"/office/commitments/judge/{promise.id}/", {"kept": "kept", "facts": "抽查五次"})  # type: ignore[union-attr]
    assert "抽查五次" in anybody.get(f"/commitments/{county.water}/").content.decode()


def test_nothing_typed_is_lost_when_a_day_is_wrong(county: County, browser_of: Browser) -> None:
    answer = browser_of(county.liaison).post(
        f"/office/commitments/units/{county.water}/", filled(due=["九月底", "", ""])
    )
    page = answer.content.decode()
    assert "承诺事项第1行" in page
    assert "停水提前通知" in page
    assert "九月底" in page
    assert not Commitment.objects.exists()


def test_a_liaison_finds_no_other_unit(county: County, browser_of: Browser) -> None:
    unit = browser_of(county.liaison)
    assert unit.get(f"/office/commitments/units/{county.power}/").status_code == 404
    assert "县供电公司" not in unit.get("/office/commitments/").content.decode()
    assert unit.get("/office/commitments/examples/").status_code == 403
    Topic.objects.create(
        campaign_id=county.campaign,
        unit_id=county.power,
        title="外单位选题",
        goal="x",
        measures="x",
        handler="x",
        due=today(),
        slot=1,
        at="2026-01-01T00:00:00Z",
    )
    assert "外单位选题" not in unit.get("/office/commitments/topics/").content.decode()


def test_topics_by_form(county: County, browser_of: Browser, lead: Actor) -> None:
    unit, office = browser_of(county.liaison), browser_of(lead)
    due = str(today() + timedelta(days=30))
    unit.post(
        "/office/commitments/topics/new/",
        {
            "unit": county.water,
            "title": "排队",
            "goal": "快",
            "measures": "加窗口",
            "handler": "王",
            "due": due,
        },
    )
    topic = Topic.objects.get()
    page = f"/office/commitments/topics/{topic.id}/"
    assert "排队" in office.get(page).content.decode()
    office.post(f"{page}decide/", {"return": "1", "reason": "目标不具体"})
    assert "目标不具体" in unit.get(page).content.decode()
    unit.post(
        f"{page}edit/", {"title": "排队", "goal": "20分钟", "measures": "加", "handler": "王", "due": due}
    )
    office.post(f"{page}decide/", {"accept": "1"})
    unit.post(page, {"result": "做到"})
    office.post(f"{page}decide/", {"solved": "yes", "judgement": "抽查"})
    assert Topic.objects.get().state == "solved"


def test_visits_and_duties_by_form_with_evidence(county: County, browser_of: Browser, lead: Actor) -> None:
    unit, office = browser_of(county.liaison), browser_of(lead)
    visit = {
        "unit": county.water,
        "kind": "village",
        "on": str(today()),
        "whom": "上河村",
        "by": "李站长",
        "told": "饮水浑浊",
    }
    unit.post("/office/commitments/contacts/new/", visit)
    assert Contact.objects.get().whom == "上河村"
    assert "饮水浑浊" in office.get("/office/commitments/contacts/").content.decode()
    unit.post(
        "/office/commitments/duties/new/",
        {"unit": county.water, "kind": "on_air", "on": str(today()), "who": "张局长", "in_person": "on"},
    )
    assert "张局长" in office.get("/office/commitments/duties/").content.decode()
    duty = Duty.objects.get()
    add = f"/office/commitments/files/{duty.id}/"
    answer = unit.post(
        add, {"files": [picture("现场.png"), SimpleUploadedFile("x.svg", b"<svg/>")]}, follow=True
    )
    page = answer.content.decode()
    assert "现场.png" in page
    assert "x.svg" in page, "a refused file is named with the reason"
    [kept] = files_of(duty.id)
    assert office.get(f"{add}{kept.id}/").headers["Content-Disposition"].startswith("attachment")
    office.post(f"/office/commitments/duties/{duty.id}/decide/", {"accept": "1"})
    unit.post(f"{add}{kept.id}/remove/")
    assert files_of(duty.id), "evidence stands once the record was accepted"


def picture(name: str) -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue())


def test_pages_before_anything_exists(browser_of: Browser, lead: Actor) -> None:
    office = browser_of(lead)
    for name in ("", "topics/", "duties/", "contacts/", "examples/"):
        assert "还没有评议活动" in office.get(f"/office/commitments/{name}").content.decode()
    assert "目前没有公开的承诺" in Client().get("/commitments/").content.decode()
    assert "还没有发布" in Client().get("/examples/").content.decode()


def test_what_the_office_typed_stands_there_again_when_it_is_refused(
    county: County, browser_of: Browser, lead: Actor
) -> None:
    unit, office = browser_of(county.liaison), browser_of(lead)
    unit.post(f"/office/commitments/units/{county.water}/", filled(submit="1"))
    made, long = Commitment.objects.get(), "理由很充分" + "长" * 300
    again = office.post(f"/office/commitments/decide/{made.id}/", {"return": "1", "reason": long})
    assert long in again.content.decode()
    office.post(f"/office/commitments/decide/{made.id}/", {"publish": "1"})
    promise = Promise.objects.all()[0]
    again = office.post(
        f"/office/commitments/judge/{promise.id}/", {"kept": "kept", "facts": "抽查" + "长" * 500}
    )
    assert "抽查长" in again.content.decode()
    Topic.objects.create(
        campaign_id=county.campaign,
        unit_id=county.water,
        title="题",
        handler="王",
        due=today(),
        slot=1,
        at=now(),
        state="reported",
    )
    topic = Topic.objects.get()
    again = office.post(
        f"/office/commitments/topics/{topic.id}/decide/", {"solved": "no", "judgement": "依据" + "长" * 500}
    )
    assert "依据长" in again.content.decode()
    duty = Duty.objects.create(
        campaign_id=county.campaign, unit_id=county.water, kind="on_air", on=today(), who="张"
    )
    again = office.post(f"/office/commitments/duties/{duty.id}/decide/", {"return": "1", "reason": long})
    assert long in again.content.decode()


def test_a_unit_takes_no_evidence_from_under_what_is_public(
    county: County, browser_of: Browser, lead: Actor
) -> None:
    unit, office = browser_of(county.liaison), browser_of(lead)
    unit.post(f"/office/commitments/units/{county.water}/", filled(submit="1"))
    made = Commitment.objects.get()
    raw = BytesIO()
    Image.new("RGB", (4, 4), "white").save(raw, "PNG")
    upload = SimpleUploadedFile("a.png", raw.getvalue(), "image/png")
    unit.post(f"/office/commitments/files/{made.id}/", {"files": [upload]})
    office.post(f"/office/commitments/decide/{made.id}/", {"publish": "1"})
    [kept] = files_of(made.id)
    address = f"/office/commitments/files/{made.id}/{kept.id}/remove/"
    assert "不能再改" in unit.post(address, follow=True).content.decode()
    assert files_of(made.id)
    assert address not in unit.get(f"/office/commitments/units/{county.water}/").content.decode()
    office.post(address)
    assert not files_of(made.id)
