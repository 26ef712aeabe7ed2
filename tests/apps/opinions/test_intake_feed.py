"""Tables of hotlines: taken in once, repeats linked, leads apart before anybody sees them, taken back whole."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.opinions.objects import LEADING, PLAIN, Place

from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.sealing import unseal
from minping.apps.opinions import services
from minping.apps.opinions.models import Likeness, Opinion

pytestmark = pytest.mark.django_db
HEAD = "工单编号,受理时间,诉求类型,诉求标题,诉求内容,主办单位,来电人,来电号码,关联工单"
ROWS = [
    f"GD001,2026-03-05 14:22:07,投诉,排队,{PLAIN},县自然资源局,王小明,13800001111,",
    f"GD002,2026年3月6日,举报,,{LEADING},县水务局,,,",
    "GD003,2026/3/7,咨询,,水费怎么交,县水务局,,,",
    "GD004,46088,投诉,又是排队,还是要排两个小时,没有这个局,,,GD001",
]


@pytest.fixture
def browser(clerk, browser_of):
    return browser_of(clerk)


def table(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    return "\n".join([head, *rows]).encode(encoding)


def address(place: Place, sender: str = "12345热线", source: str = "hotline") -> str:
    asked = {"campaign": str(place.campaign), "source": source, "sender": sender}
    return f"/office/imports/new/opinions.feed/?{urlencode(asked)}"


def checked(browser, place: Place, raw: bytes, name: str = "工单.csv", **about: Any) -> ImportRun:
    browser.post(address(place, **about), {"file": SimpleUploadedFile(name, raw)})
    run = ImportRun.objects.filter(state="uploaded").get()
    fields = {f"column-{at}": column for column, at in run.mapping["columns"].items()}
    browser.post(
        f"/office/imports/{run.id}/match/",
        {"sheet": run.mapping["sheet"], "header": run.mapping["header"], **fields},
    )
    return ImportRun.objects.filter(state="checked").get()


def apply(browser, run: ImportRun):
    return browser.post(
        f"/office/imports/{run.id}/apply/", {"digest": run.digest, "rows": "good"}, follow=True
    )


def undo(browser, run: ImportRun):
    return browser.post(f"/office/imports/{run.id}/undo/", follow=True)


def by_number() -> dict[str, Opinion]:
    return {one.external: one for one in Opinion.objects.all()}


def test_a_hotlines_own_headers_are_known_and_every_row_comes_in(place: Place, browser) -> None:
    run = checked(browser, place, table(*ROWS))
    assert run.counts["new"] == 4
    assert "没有查到单位" in browser.get(f"/office/imports/{run.id}/").content.decode()
    assert not Opinion.objects.exists(), "the dry run writes nothing"
    apply(browser, run)
    found = by_number()
    assert set(found) == {"GD001", "GD002", "GD003", "GD004"}
    first = found["GD001"]
    assert (first.source, first.source_note, first.kind) == ("hotline", "12345热线", "complaint")
    assert str(first.day) == "2026-03-05"
    assert unseal(first.text, "opinion") == f"排队\n{PLAIN}"
    assert "13800001111" in unseal(first.giver, "giver")
    assert first.code is None
    assert found["GD002"].state == "restricted", "before anybody's list shows it"
    assert found["GD003"].kind == "question"
    assert str(found["GD004"].day) == "2026-03-07"
    assert found["GD004"].unit_id is None


def test_what_the_sender_calls_a_repeat_is_linked_and_not_dropped(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(*ROWS)))
    link = Likeness.objects.get()
    assert {link.one.external, link.other.external} == {"GD001", "GD004"}
    assert link.state == "proposed", "a person confirms it"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8-sig", "utf-16"])
def test_whatever_the_encoding(place: Place, browser, encoding: str) -> None:
    apply(browser, checked(browser, place, table(*ROWS, encoding=encoding)))
    assert unseal(by_number()["GD003"].text, "opinion") == "水费怎么交"


def test_a_number_comes_in_once_and_other_words_are_told(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(*ROWS[:1])))
    run = checked(browser, place, table(ROWS[0].replace("两个小时", "三个小时"), ROWS[2]))
    assert (run.counts["new"], run.counts["unchanged"]) == (1, 1)
    assert "内容与上次不同" in browser.get(f"/office/imports/{run.id}/").content.decode()
    apply(browser, run)
    assert Opinion.objects.count() == 2


def test_another_sender_has_numbers_of_its_own(place: Place, browser) -> None:
    apply(browser, checked(browser, place, table(ROWS[0])))
    apply(browser, checked(browser, place, table(ROWS[0]), sender="行风热线", source="programme"))
    assert sorted(Opinion.objects.values_list("source", flat=True)) == ["hotline", "programme"]


def test_rows_without_numbers_are_known_by_what_they_say(place: Place, browser) -> None:
    head = "日期,内容"
    rows = ["2026-03-05,路灯不亮", "2026-03-05,水管漏水"]
    apply(browser, checked(browser, place, table(*rows, head=head)))
    run = checked(browser, place, table(*rows, "2026-03-06,路灯不亮", head=head))
    assert (run.counts["new"], run.counts["unchanged"]) == (1, 2)


def test_the_same_number_twice_in_a_table_and_days_to_come_are_refused(place: Place, browser) -> None:
    run = checked(browser, place, table(ROWS[0], ROWS[0], "GD009,2999-01-01,投诉,,未来的事,,,,"))
    assert (run.counts["new"], run.counts["refused"]) == (1, 2)


def test_an_import_is_taken_back_and_can_come_again_with_no_word_of_leads(place: Place, browser) -> None:
    run = checked(browser, place, table(*ROWS))
    apply(browser, run)
    undo(browser, run)
    assert set(by_number()) == {"GD002"}, "the keepers hold it"
    again = checked(browser, place, table(*ROWS))
    assert again.counts == {"new": 4, "changed": 0, "unchanged": 0, "refused": 0}
    apply(browser, again)
    assert Opinion.objects.count() == 4
    third = checked(browser, place, table(*ROWS))
    assert third.counts["unchanged"] == 4


def test_what_was_dealt_with_is_not_taken_back(place: Place, browser, clerk) -> None:
    run = checked(browser, place, table(*ROWS))
    apply(browser, run)
    services.opinion_note(actor=clerk, opinion=by_number()["GD003"].id, reason="已电话答复")
    assert "不能撤销" in undo(browser, run).content.decode()
    assert Opinion.objects.count() == 4


def test_the_chooser_leads_to_the_steps_of_every_import(place: Place, browser) -> None:
    answer = browser.post("/office/opinions/intake/feeds/", {"source": "hotline", "sender": "12345热线"})
    page = browser.get(answer.headers["Location"])
    assert page.status_code == 200
    assert "12345热线" in page.content.decode()


@pytest.mark.parametrize("about", [{"source": "form"}, {"sender": ""}, {"sender": "长" * 61}])
def test_a_target_that_cannot_be_is_not_found(place: Place, browser, about: dict[str, str]) -> None:
    assert browser.get(address(place, **about)).status_code == 404
