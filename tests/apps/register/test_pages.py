"""The office's pages of a round, from the draw to the close."""

import io
import re
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.register.made import Made, invite, make_round, open_with_codes

from minping.apps.campaigns.models import Round
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.roles import Role
from minping.apps.people.identities import Identity, keep
from minping.apps.register.models import Invitation
from minping.apps.register.services import Invitee, NewCode, invitations_make, round_open
from minping.apps.register.services.tickets import ticket_issue
from minping.apps.register.slips import slips_pdf

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/i/#([0-9A-Z]{24})")


def address(name: str, made: Made) -> str:
    return reverse(f"invitations:{name}", args=[made.round])


def invite_people(made: Made, *identities: Identity) -> None:
    people = [kept.person for kept in keep(list(identities))]
    from minping.apps.foundation.actors import SYSTEM

    invitations_make(actor=SYSTEM, round=made.round, invitees=[Invitee(person) for person in people])


@pytest.fixture
def office(lead: Actor, browser_of: Callable[..., Client]) -> Client:
    return browser_of(lead)


def text_of(response) -> str:
    return str(response.content.decode())


def test_the_list_and_the_page_of_a_round(office):
    made = make_round()
    open_with_codes(made, 12)
    assert "2026年上半年代表评议" in text_of(office.get(reverse("invitations:home")))
    page = text_of(office.get(address("round", made)))
    assert Round.objects.get(id=made.round).manifest[:20] in page
    assert "不足30人" in page


def test_codes_leave_as_a_workbook_once_and_never_on_a_page(office):
    made = make_round()
    invite_people(
        made, Identity("=1+1", "+8613812345678"), Identity("李四"), Identity("王五", "+8613912345678")
    )
    form = {"kind": "xlsx", "class_code": "", "reason": "交短信平台"}
    assert office.post(address("codes", made), {**form, "reason": ""}).status_code == 200
    answer = office.post(address("codes", made), form)
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)
    assert [row[0] for row in rows[1:]] in (["13812345678", "13912345678"], ["13912345678", "13812345678"])
    assert {row[1] for row in rows[1:]} == {"=1+1", "王五"}
    xml = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    code = LINK.search(str(rows[1][2]))
    assert code
    again = office.post(address("codes", made), form)
    assert "attachment" not in again.headers.get("Content-Disposition", "")
    assert code[1] not in text_of(again)
    assert Invitation.objects.filter(code_hash__isnull=True).count() == 1, (
        "who has no number waits for a slip"
    )
    round_open_now(made)
    assert ticket_issue(code=code[1], ticket="ab" * 32).outcome == "issued"


def round_open_now(made: Made) -> None:
    from minping.apps.foundation.actors import SYSTEM

    round_open(actor=SYSTEM, round=made.round)


def test_the_csv_guards_against_formulas(office):
    made = make_round()
    invite_people(made, Identity("=HYPERLINK(1)", "+8613812345678"))
    answer = office.post(address("codes", made), {"kind": "csv", "class_code": "", "reason": "发送"})
    assert ",'=HYPERLINK(1)," in answer.content.decode("utf-8-sig")


def test_slips_carry_a_code_that_works_and_no_name(office):
    made = make_round()
    invite_people(made, *(Identity(f"赵某{at}") for at in range(7)))
    round_open_now(made)
    answer = office.post(address("codes", made), {"kind": "slips", "class_code": "", "reason": "现场发放"})
    assert answer.headers["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    assert len(document) == 2
    text = "".join(page.get_textpage().get_text_range() for page in document)
    codes = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", text)
    assert len(set(codes)) == 7
    assert "赵某" not in text
    assert Round.objects.get(id=made.round).manifest[:20] in text
    assert ticket_issue(code=codes[0], ticket="ab" * 32).outcome == "issued"


def test_long_names_stay_on_their_slip():
    """Nothing runs into the slip below: the last line of each stands above its lower edge."""
    facts = SimpleNamespace(
        title="二〇二六年度民主评议政风行风暨优化营商环境专项行动" * 2, closes=now(), manifest="ab12" * 16
    )
    codes = [NewCode(uuid4(), "all", "B3EW7DRZWBKH8TCE0PQT20CS", f"AB{at}D-EFGH-JKMN-7") for at in range(6)]
    scope = {"all": "住房和城乡建设与城市管理综合行政执法局（人民防空办公室、园林绿化管理中心）" * 2}
    made = slips_pdf(
        facts, "民主评议政风行风和优化营商环境工作领导小组办公室" * 2, "0839-7000000", codes, scope
    )
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 1
    text = document[0].get_textpage()
    height, edge = 99 / 25.4 * 72, 8 / 25.4 * 72
    found, search = [], text.search("清单指纹")
    while (place := search.get_next()) is not None:
        found.append(document[0].get_height() - text.get_charbox(place[0])[1])
    assert len(found) == 6
    assert all(top % height < height - edge + 3 for top in found)
    assert {int(top // height) for top in found} == {0, 1, 2}
    document.close()


def test_one_person_gets_a_new_code_by_number(office):
    made = make_round()
    invite_people(made, Identity("王五", "+8613912345678"))
    form = {"phone": "139 1234 5678", "kind": "csv", "reason": "未收到短信"}
    first, second = (office.post(address("resend", made), form) for _ in range(2))
    codes = [LINK.search(a.content.decode())[1] for a in (first, second)]
    assert codes[0] != codes[1]
    unknown = office.post(address("resend", made), {**form, "phone": "13900000000"})
    assert "名册里没有这个手机号" in text_of(unknown)


def test_reminders_hold_no_code_and_no_name(office):
    made = make_round()
    invite_people(made, Identity("王五", "+8613912345678"))
    round_open_now(made)
    page = text_of(office.get(address("reminders", made)))
    assert "不说明什么" in page
    answer = office.post(address("reminders", made), {"kind": "csv", "reason": "催办"})
    text = answer.content.decode("utf-8-sig")
    assert "13912345678" in text
    assert "王五" not in text
    assert "#" not in text


def test_opening_and_closing_ask_first(office, clerk, browser_of):
    made = make_round()
    invite(made, 5)
    assert "还有5份邀请没有发码" in text_of(office.get(address("open", made)))
    office.post(address("open", made), {"confirmed": "yes"})
    assert Round.objects.get(id=made.round).state == "open"
    assert "须由另一位" in text_of(office.get(address("close", made)))
    page = office.post(address("close", made), {"reason": "提前"}, follow=True)
    assert "等第二人确认" in text_of(page)
    assert Round.objects.get(id=made.round).state == "open"


@pytest.mark.parametrize("name", ["codes", "resend", "reminders", "open", "close", "unlock", "reissue"])
def test_grave_acts_need_a_fresh_sign_in_and_the_office(lead, someone, browser_of, name):
    made = make_round()
    stale = browser_of(lead, fresh=False).get(address(name, made))
    assert stale.status_code == 302
    assert browser_of(someone(Role.AUDITOR)).get(address(name, made)).status_code == 403
    assert Client().get(address(name, made)).status_code == 302


def test_pages_open_in_both_languages(office):
    made = make_round()
    open_with_codes(made, 3, typed=True)
    for name in ("round", "codes", "resend", "reminders", "open", "close", "unlock", "reissue", "make"):
        for language in ("zh-hans", "en"):
            office.cookies["language"] = language
            assert office.get(address(name, made)).status_code == 200, name


def test_a_round_that_is_not_there_or_not_on_the_web_is_not_found(office):
    made = make_round()
    Round.objects.update(channel="paper")
    assert office.get(address("round", made)).status_code == 404
