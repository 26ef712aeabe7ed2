"""Days that the office marks, deadlines shown step by step, the rules that everybody may read."""

from datetime import UTC, date, datetime

import pytest

from minping.apps.casework.boards.settling import day_change, day_restore
from minping.apps.casework.models import LateRules
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.workdays import calendar, marked_days
from minping.apps.leads.clocks import due_after
from minping.apps.opinions.services.terms import due_from

DAYS = "/office/problems/days/"


def test_a_marked_day_moves_deadlines(lead) -> None:
    before = calendar().add(date(2026, 3, 6), 1).day
    day_change(actor=lead, day=before, working=False, reason="暴雪停工")
    assert calendar().add(date(2026, 3, 6), 1).day > before
    day_restore(actor=lead, day=before)
    assert calendar().add(date(2026, 3, 6), 1).day == before


def test_a_mark_needs_a_ground_and_must_change_something(lead, liaison) -> None:
    with pytest.raises(Refused, match="依据"):
        day_change(actor=lead, day=date(2026, 3, 9), working=False, reason=" ")
    with pytest.raises(Refused, match="本来就是工作日"):
        day_change(actor=lead, day=date(2026, 3, 9), working=True, reason="x")
    with pytest.raises(NotAllowed):
        day_change(actor=liaison, day=date(2026, 3, 9), working=False, reason="x")
    assert not marked_days()


def test_days_are_marked_and_restored_on_their_page(lead, liaison, browser_of) -> None:
    browser = browser_of(lead)
    browser.post(DAYS, {"day": "2026-03-09", "working": "off", "reason": "暴雪停工"})
    assert [one.working for one in marked_days()] == [False]
    assert "暴雪停工" in browser_of(liaison).get(DAYS).content.decode()
    assert browser_of(liaison).post(f"{DAYS}2026-03-09/restore/").status_code == 403
    browser.post(f"{DAYS}2026-03-09/restore/")
    assert not marked_days()
    assert browser.post(f"{DAYS}2026-13-99/restore/").status_code == 404


def test_a_deadline_is_reckoned_day_by_day(lead, browser_of) -> None:
    page = browser_of(lead).get(f"{DAYS}reckon/", {"start": "2026-04-30", "days": "3"}).content.decode()
    assert "劳动节" in page
    assert "不计" in page
    for wrong in ({"start": "x", "days": "3"}, {"start": "2026-04-30", "days": "0"}, {"start": "2026-04-30"}):
        assert browser_of(lead).get(f"{DAYS}reckon/", wrong).status_code == 200


def test_everybody_reads_the_rules_and_the_office_changes_them(lead, liaison, browser_of) -> None:
    address = "/office/problems/late-rules/"
    assert "重点督办" in browser_of(liaison).get(address).content.decode()
    given = {
        "remind_before": 5,
        "urge_after": 2,
        "supervise_after": 6,
        "order_after": 11,
        "account_after": 21,
        "silent_after": 8,
        "common_units": 4,
    }
    browser_of(liaison).post(address, given)
    assert not LateRules.objects.exists()
    browser_of(lead).post(address, given | {"order_after": 3})
    assert not LateRules.objects.exists()
    browser_of(lead).post(address, given)
    assert LateRules.objects.get().supervise_after == 6


def test_a_marked_day_moves_the_terms_of_opinions_and_leads_too(lead, campaign) -> None:
    day = date(2026, 3, 6)
    answer_by, hand_over_by = due_from(campaign, day), due_after("spot", datetime(2026, 3, 6, 9, tzinfo=UTC))
    assert hand_over_by is not None
    day_change(actor=lead, day=date(2026, 3, 9), working=False, reason="暴雪停工")
    assert due_from(campaign, day) > answer_by
    later = due_after("spot", datetime(2026, 3, 6, 9, tzinfo=UTC))
    assert later is not None
    assert later > hand_over_by
