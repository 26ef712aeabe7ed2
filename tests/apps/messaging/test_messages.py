"""Messages: texts, queue, caps, file for the platform, report, forgetting."""

import csv
import io
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.apps.people.conftest import people

from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.models import AuditEntry
from minping.apps.foundation.roles import Role
from minping.apps.messaging.models import Message, MessageTemplate, OptOut, Rules, SendFile
from minping.apps.messaging.reports import (
    Reported,
    expire,
    file_take_back,
    forget_numbers,
    lose_track,
    report_take,
)
from minping.apps.messaging.sending import file_make, quiet
from minping.apps.messaging.services import (
    Draft,
    message_requeue,
    messages_queue,
    number_opts_out,
    rules_set,
    template_put,
)
from minping.apps.people.identities import Identity, keep
from minping.apps.people.rosters.erasure import person_erase

ZONE = ZoneInfo("Asia/Shanghai")


# ---- the queue


@pytest.fixture
def daytime(monkeypatch):
    """Ten in the morning, whatever the clock says; gives back a way to move on by days."""
    clock: list[datetime] = [datetime(2026, 11, 23, 10, tzinfo=ZONE)]

    def at() -> datetime:
        return clock[0]

    for module in ("services", "sending", "reports"):
        monkeypatch.setattr(f"minping.apps.messaging.{module}.now", at)
    for module in ("sending", "reports"):
        monkeypatch.setattr(f"minping.apps.messaging.{module}.today", lambda: at().date())

    def move(**by) -> None:
        clock[0] += timedelta(**by)

    return move


@pytest.fixture
def template(db, clerk):
    return template_put(
        actor=clerk, name="培训通知", zh="{name}您好，{title}定于{day}举行。", en="{name}: {title}, {day}."
    )


@pytest.fixture
def persons(db):
    return [kept.person for kept in keep([Identity(p.name, p.phone) for p in people(5)])]


VALUES = {"title": "岗前培训", "day": "11月25日"}


def queue(clerk, template, persons, **more):
    drafts = [Draft(f"training:{n}", person=p, values=VALUES) for n, p in enumerate(persons)]
    return messages_queue(actor=clerk, template=template, drafts=drafts, **more)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1:]


def states() -> dict[str, int]:
    from minping.apps.messaging.selectors import counts

    return counts()


def test_a_message_is_queued_once_and_its_text_stands_nowhere(clerk, template, persons, daytime):
    assert queue(clerk, template, persons) == 5
    assert queue(clerk, template, persons) == 0
    made = file_make(actor=clerk, form="csv")
    lines = rows_of(made.data)
    assert len(lines) == made.messages == 5
    assert all(line[1].startswith("138") and line[2].startswith("【民主评议办】") for line in lines)
    assert "岗前培训定于11月25日举行。" in lines[0][2]
    assert states() == {"sending": 5}
    stored = str(list(Message.objects.values())) + str(list(AuditEntry.objects.values()))
    for person in people(5):
        assert person.name not in stored
        assert person.phone[3:] not in stored
    with pytest.raises(Refused):
        file_make(actor=clerk, form="csv")


def test_the_workbook_holds_texts_not_formulas(clerk, template, daytime):
    (kept,) = keep([Identity("=HYPERLINK(1)", "+8613812345678")])
    queue(clerk, template, [kept.person])
    made = file_make(actor=clerk, form="xlsx")
    sheet = load_workbook(io.BytesIO(made.data)).active
    assert sheet["C2"].value.startswith("【民主评议办】=HYPERLINK")
    assert sheet["C2"].data_type == "s"
    assert sheet["B2"].value == "13812345678"


def test_caps_quiet_hours_opt_outs_and_landlines(clerk, template, persons, daytime):
    rules_set(
        actor=clerk,
        per_number_day=1,
        per_day=3,
        quiet_from=time(20, 30),
        quiet_until=time(8, 30),
        signature="评议办",
    )
    number_opts_out(actor=clerk, number=people(1)[0].phone)
    (landline,) = keep([Identity("张三", "+862887654321")])
    queue(clerk, template, [*persons, landline.person])
    made = file_make(actor=clerk, form="csv")
    assert (made.messages, made.suppressed, made.capped, made.unreachable) == (3, 1, 1, 1)
    with pytest.raises(Refused, match="上限"):
        file_make(actor=clerk, form="csv")
    daytime(days=1)
    assert file_make(actor=clerk, form="csv").messages == 1
    extra = [
        Draft("again", person=persons[1], values=VALUES),
        Draft("again2", person=persons[1], values=VALUES),
    ]
    messages_queue(actor=clerk, template=template, drafts=extra)
    assert file_make(actor=clerk, form="csv").messages == 1, "one a day for a number"
    daytime(hours=12)
    with pytest.raises(Refused, match="静默"):
        file_make(actor=clerk, form="csv")


@pytest.mark.parametrize(
    ("start", "end", "hour", "expected"),
    [
        ("20:30", "08:30", 21, True),
        ("20:30", "08:30", 3, True),
        ("20:30", "08:30", 12, False),
        ("12:00", "14:00", 13, True),
        ("12:00", "14:00", 15, False),
    ],
)
def test_quiet_hours_may_cross_midnight(start, end, hour, expected):
    assert (
        quiet(datetime(2026, 11, 23, hour, tzinfo=ZONE), Rules(quiet_from=start, quiet_until=end)) is expected
    )


def test_the_time_of_sending_and_the_validity_are_kept(clerk, template, persons, daytime):
    start = datetime(2026, 11, 24, 9, tzinfo=ZONE)
    queue(clerk, template, persons[:2], not_before=start)
    late = [Draft(f"late:{p}", person=p, values=VALUES) for p in persons[2:4]]
    until = datetime(2026, 11, 23, 9, tzinfo=ZONE)
    messages_queue(actor=clerk, template=template, drafts=late, valid_until=until)
    with pytest.raises(Refused, match="没有要发"):
        file_make(actor=clerk, form="csv")
    assert expire() == 2
    daytime(days=1)
    assert file_make(actor=clerk, form="csv").messages == 2
    assert states() == {"expired": 2, "sending": 2}


def test_a_number_without_a_person_is_sealed(clerk, template, daytime):
    drafts = [Draft("guest", number="+8613912345678", values={**VALUES, "name": "来宾"})]
    messages_queue(actor=clerk, template=template, drafts=drafts, valid_until=now() + timedelta(days=400))
    assert "13912345678" not in str(list(Message.objects.values()))
    assert rows_of(file_make(actor=clerk, form="csv").data)[0][1] == "13912345678"


def test_a_person_erased_meanwhile_gets_nothing(clerk, template, persons, daytime):
    queue(clerk, template, persons[:2])
    person_erase(actor=clerk, person=persons[0], reason="本人申请")
    assert file_make(actor=clerk, form="csv").messages == 1


def test_what_a_template_asks_for_must_be_given(clerk, template, persons):
    with pytest.raises(Refused, match="day"):
        messages_queue(
            actor=clerk, template=template, drafts=[Draft("x", person=persons[0], values={"title": "x"})]
        )


def test_a_used_template_is_kept_and_a_new_one_takes_its_name(clerk, template, persons):
    queue(clerk, template, persons[:1])
    other = template_put(actor=clerk, name="培训通知", zh="{name}您好，{title}改期。", template=template)
    assert other != template
    assert MessageTemplate.objects.get(id=template).retired
    assert Message.objects.get().template_id == template
    with pytest.raises(Refused):
        template_put(actor=clerk, name="培训通知", zh="另一份")
    with pytest.raises(Refused):
        template_put(actor=clerk, name="占位符不同", zh="{title}", en="{day}")


# ---- the report


def test_a_report_moves_each_message_once(clerk, template, persons, daytime):
    queue(clerk, template, persons)
    made = file_make(actor=clerk, form="csv")
    lines = [
        Reported(1, "delivered"),
        Reported(2, "undelivered", "空号"),
        Reported(3, "accepted"),
        Reported(4, "refuses"),
    ]
    assert report_take(actor=clerk, file=made.id, lines=lines) == 4
    assert states() == {"delivered": 1, "undelivered": 2, "accepted": 1, "sending": 1}
    assert report_take(actor=clerk, file=made.id, lines=lines) == 0
    assert (
        report_take(actor=clerk, file=made.id, lines=[Reported(3, "delivered"), Reported(1, "undelivered")])
        == 1
    )
    assert OptOut.objects.count() == 1
    with pytest.raises(Refused, match="回执"):
        file_take_back(actor=clerk, file=made.id, reason="没有上传")


def test_without_a_report_nobody_is_sent_to_twice_by_itself(clerk, template, persons, daytime):
    queue(clerk, template, persons)
    file_make(actor=clerk, form="csv")
    daytime(days=3)
    assert lose_track() == 0
    daytime(days=1)
    assert lose_track() == 5
    assert lose_track() == 0
    with pytest.raises(Refused):
        file_make(actor=clerk, form="csv")
    one = Message.objects.first()
    message_requeue(actor=clerk, message=one.id)
    with pytest.raises(Refused):
        message_requeue(actor=clerk, message=one.id)
    assert file_make(actor=clerk, form="csv").messages == 1


def test_a_file_that_was_never_uploaded_goes_back(clerk, template, persons, daytime):
    queue(clerk, template, persons)
    made = file_make(actor=clerk, form="csv")
    assert file_take_back(actor=clerk, file=made.id, reason="电脑死机没有上传") == 5
    assert states() == {"queued": 5}
    assert file_make(actor=clerk, form="csv").messages == 5


def test_numbers_are_forgotten_after_their_time(clerk, template, persons, daytime):
    queue(clerk, template, persons)
    file_make(actor=clerk, form="csv")
    daytime(days=90)
    assert forget_numbers() == 0
    daytime(days=1)
    assert forget_numbers() == 5
    assert not Message.objects.exclude(number_index="").exists()
    assert states() == {"sending": 5}


def test_only_the_office_sends(someone, template, persons):
    other = someone(Role.DISCIPLINE)
    for act in (
        lambda: template_put(actor=other, name="x", zh="x"),
        lambda: queue(other, template, persons),
        lambda: file_make(actor=other, form="csv"),
        lambda: number_opts_out(actor=other, number="+8613800000000"),
    ):
        with pytest.raises(NotAllowed):
            act()


# ---- pages


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_in_both_languages_show_no_number(clerk, browser_of, template, persons, daytime, language):
    queue(clerk, template, persons)
    file_make(actor=clerk, form="csv")
    browser = browser_of(clerk)
    browser.cookies["language"] = language
    made = SendFile.objects.get()
    for address in (
        reverse("messaging:home"),
        reverse("messaging:template", args=[template]),
        reverse("messaging:template_new"),
        reverse("messaging:rules"),
        reverse("messaging:send", args=["csv"]),
        reverse("messaging:take_back", args=[made.id]),
    ):
        page = browser.get(address)
        assert page.status_code == 200, address
        assert "138" not in page.content.decode().replace(str(made.id), "").replace(str(template), "")


def test_from_text_to_file_to_report_in_the_browser(clerk, browser_of, persons, daytime):
    browser = browser_of(clerk)
    wrong = browser.post(reverse("messaging:template_new"), {"name": "通知", "zh": "您好{code}"})
    assert "不认识的占位符" in wrong.content.decode()
    assert "您好{code}" in wrong.content.decode(), "what was written is not lost"
    browser.post(reverse("messaging:template_new"), {"name": "通知", "zh": "{name}您好"})
    queue(clerk, MessageTemplate.objects.get().id, persons)
    answer = browser.post(reverse("messaging:send", args=["csv"]), {"confirmed": "yes"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(rows_of(answer.content)) == 5
    page = browser.post(reverse("messaging:send", args=["csv"]), {"confirmed": "yes"}, follow=True)
    assert "没有要发的短信" in page.content.decode()
    assert browser.get(reverse("messaging:send", args=["exe"])).status_code == 404
    browser.post(reverse("messaging:rules"), {"phone": "139 0000 0000"})
    assert OptOut.objects.count() == 1


def test_the_report_comes_in_as_a_table(clerk, browser_of, template, persons, daytime):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from minping.apps.foundation.imports.models import ImportRun

    queue(clerk, template, persons)
    made = file_make(actor=clerk, form="csv")
    browser = browser_of(clerk)
    table = "序号,手机号,状态,错误码\n1,,DELIVRD,\n2,13800000000,成功,\n3,,空号,5\n4,,飞走了,\n9,,成功,\n".encode()
    browser.post(
        f"/office/imports/new/messaging.report/?file={made.id}", {"file": SimpleUploadedFile("r.csv", table)}
    )
    run = ImportRun.objects.get()
    chosen = {f"column-{at}": name for name, at in run.mapping["columns"].items()}
    fields = {"sheet": run.mapping["sheet"], "header": run.mapping["header"], **chosen}
    browser.post(f"/office/imports/{run.id}/match/", fields)
    run.refresh_from_db()
    assert run.counts["refused"] == 3
    browser.post(f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": "good"})
    assert states() == {"delivered": 1, "undelivered": 1, "sending": 3}
    browser.post(f"/office/imports/{run.id}/undo/")
    assert states()["delivered"] == 1
