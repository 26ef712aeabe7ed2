"""From the record to the freeze: every rule of F169, and who may do what."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction as F

import pytest
from tests.apps.assessments.conftest import CUT_OFF, DAY, County, line, shown, takes_part

from minping.apps.assessments import selectors, services
from minping.apps.assessments.models import Book, Entry
from minping.apps.assessments.services.freezing import FREEZE
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import agree, waiting
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.errors import NotAllowed, Refused
from minping.apps.foundation.roles import Role
from minping.core.scoring.inputs import EntryState

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as fault:
        act()
    return fault.value.text.zh


def record(actor: Actor, county: County, **changes: object) -> uuid.UUID:
    unit = changes.pop("unit", county.water)
    return services.entry_record(actor=actor, campaign=county.campaign, line=line(unit, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"evidence": ""}, "没有佐证"),
        ({"source": " "}, "没有填写来源"),
        ({"reason": ""}, "没有填写事由"),
        ({"item": "迟到"}, "没有考评项「迟到」"),
        ({"day": date(2025, 9, 30)}, "不在考评年度（2025年10月1日至2026年9月30日）内"),
        ({"day": DAY + timedelta(days=1)}, "日期晚于今天"),
        ({"item": "其他扣分"}, "没有规定分值"),
        ({"points": F(2)}, "正负号"),
        ({"points": F(0)}, "正负号"),
    ],
)
def test_what_is_not_right_is_refused_with_the_remedy(book: County, clerk: Actor, changes, said) -> None:
    assert said in refused(lambda: record(clerk, book, **changes))
    assert not Entry.objects.exists()


def test_several_faults_are_told_at_once(book: County, clerk: Actor) -> None:
    said = refused(lambda: record(clerk, book, evidence="", source="", item="迟到"))
    assert "没有填写来源" in said
    assert "迟到" in said


def test_only_units_of_the_campaign_are_assessed(book: County, clerk: Actor) -> None:
    assert "没有参加" in refused(lambda: record(clerk, book, unit=book.away))
    takes_part(book.campaign, book.away, "opinion_only")
    assert "只征求意见" in refused(lambda: record(clerk, book, unit=book.away))


def test_the_first_and_the_last_day_of_the_assessment_year_count(book: County, clerk: Actor) -> None:
    record(clerk, book, day=date(2025, 10, 1))
    with as_of(CUT_OFF):
        record(clerk, book, day=CUT_OFF)
    with as_of(CUT_OFF + timedelta(days=1)):
        assert "已过截止日" in refused(lambda: record(clerk, book, day=CUT_OFF))


def test_without_a_book_nothing_is_recorded(county: County, clerk: Actor) -> None:
    assert "还没有开账" in refused(lambda: record(clerk, county))


def test_the_same_is_not_recorded_twice(book: County, clerk: Actor) -> None:
    record(clerk, book)
    assert "是否重复" in refused(lambda: record(clerk, book))
    record(clerk, book, reason="另一件投诉")


def test_the_unit_knows_nothing_before_it_is_told(book: County, clerk: Actor) -> None:
    entry = record(clerk, book)
    assert selectors.entries_of(book.water, book.campaign) == []
    services.entries_show(actor=clerk, campaign=book.campaign, entries=[entry])
    (facts,) = selectors.entries_of(book.water, book.campaign)
    assert (facts.id, facts.state, facts.in_force) == (entry, EntryState.VISIBLE, False)
    found = Entry.objects.get()
    assert found.object_until == date(2026, 3, 17)  # five working days after Tuesday 10 March


def test_what_was_told_is_not_changed_any_more(book: County, clerk: Actor) -> None:
    entry = record(clerk, book)
    services.entry_change(actor=clerk, entry=entry, line=line(book.water, count=2))
    services.entries_show(actor=clerk, campaign=book.campaign, entries=[entry])
    said = refused(lambda: services.entry_change(actor=clerk, entry=entry, line=line(book.water)))
    assert "不能再改" in said
    assert Entry.objects.get().count == 2


def test_an_objection_in_time_is_decided_by_somebody_else(book: County, clerk: Actor, lead: Actor) -> None:
    entry = shown(clerk, book, book.water)
    assert "请填写异议理由" in refused(
        lambda: services.entry_object(actor=book.liaison, entry=entry, reason=" ")
    )
    services.entry_object(actor=book.liaison, entry=entry, reason="当天已在公众号通知")
    said = refused(lambda: services.entry_decide(actor=clerk, entry=entry, uphold=True, reason="经查属实"))
    assert "记录人以外" in said
    assert "填写理由" in refused(
        lambda: services.entry_decide(actor=lead, entry=entry, uphold=True, reason="")
    )
    services.entry_decide(actor=lead, entry=entry, uphold=True, reason="通知在停水之后才发出")
    (row,) = selectors.entry_rows(book.campaign)
    assert (row.unit, row.item, row.date, row.points, row.state) == (
        "W01",
        "投诉属实",
        "2026-03-05",
        None,
        EntryState.UPHELD,
    )


def test_an_objection_that_is_right_strikes_the_entry(book: County, clerk: Actor, lead: Actor) -> None:
    entry = shown(clerk, book, book.water)
    services.entry_object(actor=book.liaison, entry=entry, reason="不是本单位管辖")
    services.entry_decide(actor=lead, entry=entry, uphold=False, reason="属供电公司")
    (facts,) = selectors.entries_of(book.water, book.campaign)
    assert (facts.state, facts.decision) == (EntryState.STRUCK, "属供电公司")
    assert [row.state for row in selectors.entry_rows(book.campaign)] == [EntryState.STRUCK]


def test_after_its_time_nobody_objects(book: County, clerk: Actor) -> None:
    late, content = shown(clerk, book, book.water), shown(clerk, book, book.water, reason="另一件")
    services.entry_accept(actor=book.liaison, entry=content)
    assert "无异议" in refused(
        lambda: services.entry_object(actor=book.liaison, entry=content, reason="又想起来")
    )
    with as_of(date(2026, 3, 17)):
        services.entry_object(actor=book.liaison, entry=late, reason="最后一天")
    other = shown(clerk, book, book.water, reason="第三件")
    with as_of(date(2026, 3, 18)):
        said = refused(lambda: services.entry_object(actor=book.liaison, entry=other, reason="晚了"))
    assert "异议期已过" in said


def test_another_units_liaison_and_the_auditor_can_do_nothing(
    book: County, clerk: Actor, someone: Callable[..., Actor]
) -> None:
    entry = shown(clerk, book, book.water)
    for who in (book.other, someone(Role.AUDITOR), someone(Role.PARTNER, unit=book.water)):
        with pytest.raises(NotAllowed):
            services.entry_object(actor=who, entry=entry, reason="与我无关")
        with pytest.raises(NotAllowed):
            record(who, book, reason="冒记")
        with pytest.raises(NotAllowed):
            services.entry_withdraw(actor=who, entry=entry, reason="撤")
    with pytest.raises(NotAllowed):
        services.entry_decide(actor=book.liaison, entry=entry, uphold=False, reason="自己裁定")


def freeze(book: County, lead: Actor, clerk: Actor) -> None:
    services.freeze_ask(actor=clerk, campaign=book.campaign)
    (asked,) = waiting(book.campaign, FREEZE)
    agree(actor=lead, approval=asked.id)


def test_the_freeze_waits_for_everything_that_is_open(book: County, clerk: Actor, lead: Actor) -> None:
    entry = record(clerk, book)
    assert "还没有到" in refused(lambda: services.freeze_ask(actor=clerk, campaign=book.campaign))
    with as_of(CUT_OFF):
        assert "还没有告知单位" in refused(lambda: services.freeze_ask(actor=clerk, campaign=book.campaign))
        services.entries_show(actor=clerk, campaign=book.campaign, entries=[entry])
        assert "异议期内" in refused(lambda: services.freeze_ask(actor=clerk, campaign=book.campaign))
        services.entry_object(actor=book.liaison, entry=entry, reason="不属实")
        assert "异议还没有裁定" in refused(lambda: services.freeze_ask(actor=clerk, campaign=book.campaign))
        services.entry_decide(actor=lead, entry=entry, uphold=True, reason="属实")
        freeze(book, lead, clerk)
    found = Book.objects.get()
    assert (found.state, found.asked_by, found.agreed_by) == (Book.State.FROZEN, clerk.name, lead.name)
    assert Entry.objects.get().state == EntryState.FROZEN
    stand = selectors.daily_stand(book.campaign)
    assert stand is not None
    assert (stand.entries, stand.proposed, stand.shown, stand.objected, stand.frozen) == (1, 0, 0, 0, True)


def test_one_person_alone_freezes_nothing(book: County, clerk: Actor) -> None:
    with as_of(CUT_OFF):
        services.freeze_ask(actor=clerk, campaign=book.campaign)
        (asked,) = waiting(book.campaign, FREEZE)
        assert "另一人" in refused(lambda: agree(actor=clerk, approval=asked.id))
    assert Book.objects.get().state == Book.State.OPEN


def test_what_came_between_the_two_persons_stops_the_freeze(book: County, clerk: Actor, lead: Actor) -> None:
    with as_of(CUT_OFF):
        services.freeze_ask(actor=clerk, campaign=book.campaign)
        record(clerk, book, day=CUT_OFF)
        (asked,) = waiting(book.campaign, FREEZE)
        assert "还不能冻结" in refused(lambda: agree(actor=lead, approval=asked.id))
    assert Book.objects.get().state == Book.State.OPEN


def test_after_the_freeze_only_an_appeal_changes_anything(book: County, clerk: Actor, lead: Actor) -> None:
    entry = shown(clerk, book, book.water)
    with as_of(CUT_OFF):
        freeze(book, lead, clerk)
        for act in (
            lambda: record(clerk, book, reason="补记"),
            lambda: services.entry_withdraw(actor=clerk, entry=entry, reason="记错"),
            lambda: services.book_set(
                actor=clerk, campaign=book.campaign, cut_off=CUT_OFF + timedelta(days=9), objection_days=5
            ),
        ):
            assert "已冻结" in refused(act)
    appeal = uuid.uuid4()

    def correct(who: Actor, strike: bool, points: F | None) -> uuid.UUID | None:
        return services.entry_correct(
            actor=who, entry=entry, appeal=appeal, strike=strike, points=points, reason="申诉成立"
        )

    assert "记录人以外" in refused(lambda: correct(clerk, True, None))
    assert "更正后的分值" in refused(lambda: correct(lead, False, None))
    new = correct(lead, False, F(-1, 2))
    rows = [(row.points, row.state) for row in selectors.entry_rows(book.campaign)]
    assert sorted(rows, key=str) == sorted(
        [(None, EntryState.STRUCK), (F(-1, 2), EntryState.FROZEN)], key=str
    )
    assert "仍在计分" in refused(lambda: correct(lead, True, None))
    assert new is not None
    assert Entry.objects.get(id=entry).state == EntryState.FROZEN
    old, mended = selectors.entry_of(entry), selectors.entry_of(new)
    assert old is not None
    assert mended is not None
    assert (old.in_force, mended.in_force, mended.points) == (False, True, F(-1, 2))
    services.entry_correct(
        actor=clerk, entry=new, appeal=uuid.uuid4(), strike=True, points=None, reason="再次申诉成立"
    )
    assert {row.state for row in selectors.entry_rows(book.campaign)} == {EntryState.STRUCK}


def test_the_cut_off_moves_only_forward_of_what_is_recorded(book: County, lead: Actor, clerk: Actor) -> None:
    with as_of(date(2026, 8, 1)):
        record(clerk, book, day=date(2026, 8, 1))

    def move(day: date) -> None:
        services.book_set(actor=lead, campaign=book.campaign, cut_off=day, objection_days=5)

    assert "已有2026年8月1日的记录" in refused(lambda: move(date(2026, 7, 1)))
    assert "不能早于今天" in refused(lambda: move(DAY - timedelta(days=1)))
    move(date(2026, 8, 31))
    assert Book.objects.get().cut_off == date(2026, 8, 31)
