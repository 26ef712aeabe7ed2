"""From a rule's proposal to its end: who may do what, in which order, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError
from tests.apps.consequences import made
from tests.apps.consequences.conftest import People

from minping.apps.consequences import services
from minping.apps.consequences.models import Measure, Order
from minping.apps.consequences.selectors import consequences_of, waiting_for
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> UUID:
    return made.unit_named("A1", "县水务局")


@pytest.fixture
def campaign() -> UUID:
    return made.campaign_of_year(2026)


def put(people: People, row: Measure, advice: str = "as_ruled") -> None:
    services.measures_put(actor=people.clerk, measures=[row.id], advice=advice, opinion="情况属实")


def approve(actor: Actor, row: Measure, decision: str = "as_ruled") -> None:
    services.measure_decide(actor=actor, measure=row.id, decision=decision, reason="依规定")


def state(row: Measure) -> str:
    row.refresh_from_db()
    return row.state


def serve(people: People, row: Measure) -> None:
    services.notice_write(
        actor=people.clerk,
        measure=row.id,
        asked="主要负责人及领导班子",
        on=today(),
        place="第一会议室",
        number="评议办〔2026〕3号",
    )
    services.notice_serve(actor=people.clerk, measure=row.id, on=today(), to="办公室王某")


def talk(people: People, row: Measure) -> None:
    services.talk_write(
        actor=people.discipline,
        measure=row.id,
        on=today(),
        place="第一会议室",
        by="区纪委副书记",
        spoken_to="局长",
        team=True,
        recorder="李某",
        told="谈话内容",
        causes="窗口人手不足，制度不落实",
        organisation="县水务局党组",
        accountability="责令作出书面检查",
    )
    services.talk_sign(actor=people.discipline, measure=row.id, on=today())


def order(people: People, row: Measure) -> UUID:
    day = today() + timedelta(days=30)
    return services.order_issue(actor=people.discipline, measure=row.id, text="整改窗口", deadline=day)


def test_an_interview_from_the_rule_to_the_recheck(
    people: People, unit: UUID, campaign: UUID, liaison_of: Callable[[UUID], Actor]
) -> None:
    row, liaison = made.measure(campaign, unit), liaison_of(unit)
    put(people, row)
    assert not consequences_of(unit)
    approve(people.discipline, row)
    serve(people, row)
    assert [one.words.zh for one in waiting_for(liaison)] == ["约谈、黄牌通知待签收"]
    services.notice_receive(actor=liaison, measure=row.id)
    talk(people, row)
    first = order(people, row)
    services.order_answer(actor=liaison, order=first, text="已增设窗口")
    told = {who: [one.words.zh for one in waiting_for(who)] for who in (people.discipline, people.clerk)}
    assert "整改情况待复查" in told[people.clerk]
    assert "整改情况待复查" not in told[people.discipline], "who gave an order does not recheck it"
    with pytest.raises(Refused, match="另一人"):
        services.order_recheck(actor=people.discipline, order=first, rectified=True, found="属实")
    services.order_recheck(actor=people.clerk, order=first, rectified=False, found="仍有排队")
    assert state(row) == "rechecked"
    second = order(people, row)
    services.order_answer(actor=liaison, order=second, text="又增一人")
    services.order_recheck(actor=people.lead, order=second, rectified=True, found="已到位")
    assert state(row) == "closed"
    assert row.counters["orders"] == 2
    assert [step.act for step in row.steps.all()] == [
        "propose",
        "approve",
        "notify",
        "hold",
        "order",
        "recheck",
        "order_again",
        "recheck",
        "close",
    ]
    assert [one.ended for one in consequences_of(unit)] == [True]
    assert not waiting_for(liaison)


def test_only_the_right_body_decides_and_never_who_proposed(
    people: People, unit: UUID, campaign: UUID
) -> None:
    talk_row = made.measure(campaign, unit)
    praise = made.measure(campaign, unit, "praise", "表扬")
    for row in (talk_row, praise):
        put(people, row)
    for actor in (people.clerk, people.lead, people.group):
        with pytest.raises(NotAllowed):
            approve(actor, talk_row)
    with pytest.raises(NotAllowed):
        approve(people.discipline, praise)
    with pytest.raises(NotAllowed):
        services.measures_put(actor=people.discipline, measures=[talk_row.id], advice="waive", opinion="不")
    approve(people.group, praise)
    assert (state(talk_row), state(praise)) == ("proposed", "approved")
    talk_row.decided_by = talk_row.put_by
    with pytest.raises(IntegrityError):
        talk_row.save()


def test_every_decision_needs_its_reason(people: People, unit: UUID, campaign: UUID) -> None:
    row = made.measure(campaign, unit)
    for opinion in ("", "　 \n", "长" * 2001):
        with pytest.raises(Refused):
            services.measures_put(actor=people.clerk, measures=[row.id], advice="as_ruled", opinion=opinion)
    with pytest.raises(Refused):
        approve(people.discipline, row)
    put(people, row)
    with pytest.raises(Refused):
        services.measure_decide(actor=people.discipline, measure=row.id, decision="waive", reason=" ")
    with pytest.raises(Refused):
        services.measure_decide(actor=people.discipline, measure=row.id, decision="pardon", reason="理由")
    approve(people.discipline, row, "waive")
    assert (state(row), row.reason) == ("waived", "依规定")
    with pytest.raises(Refused):
        approve(people.discipline, row)


def test_a_milder_measure_may_be_taken_instead(people: People, unit: UUID, campaign: UUID) -> None:
    row = made.measure(campaign, unit, "admonition", "诫勉")
    put(people, row, "talk_first")
    approve(people.discipline, row, "talk_first")
    milder = Measure.objects.get(source_id=row.id)
    assert (state(row), milder.kind, milder.state, milder.facts) == ("waived", "talk", "approved", row.facts)
    last = made.measure(campaign, unit, "replacement", "连续三年")
    put(people, last)
    approve(people.group, last, "next_band")
    card = Measure.objects.get(source_id=last.id)
    assert (card.kind, card.state) == ("yellow_card", "proposed"), "the discipline body has yet to decide it"
    approve(people.discipline, card)
    assert state(card) == "issued"


def carded(people: People, unit: UUID, campaign: UUID, rule: str) -> Measure:
    card = made.measure(campaign, unit, "yellow_card", rule)
    put(people, card)
    approve(people.discipline, card)
    return card


def test_a_second_card_becomes_a_recommendation(people: People, unit: UUID, campaign: UUID) -> None:
    card = carded(people, unit, campaign, "黄牌")
    services.notice_write(actor=people.clerk, measure=card.id, asked="局长")
    with pytest.raises(Refused, match="整改要求"):
        services.notice_serve(actor=people.clerk, measure=card.id, on=today(), to="王某")
    order(people, card)
    services.notice_serve(actor=people.clerk, measure=card.id, on=today(), to="王某")
    assert state(card) == "rectifying"
    assert card.flags == ["head_bound"]
    carded(people, unit, made.campaign_of_year(2027), "黄牌")
    assert state(card) == "second_card"
    asked = services.card_recommend(actor=people.clerk, measure=card.id)
    with pytest.raises(Refused):
        services.card_recommend(actor=people.clerk, measure=card.id)
    row = Measure.objects.get(id=asked)
    put(people, row)
    approve(people.group, row)
    _sent(people, row)
    assert (state(row), state(card)) == ("sent", "recommended")


def test_a_card_ends_when_another_person_finds_it_rectified(
    people: People, unit: UUID, campaign: UUID
) -> None:
    card = carded(people, unit, campaign, "黄牌")
    services.notice_write(actor=people.clerk, measure=card.id, asked="局长")
    one = order(people, card)
    services.notice_serve(actor=people.clerk, measure=card.id, on=today(), to="王某")
    with pytest.raises(Refused, match="期限也未到"):
        services.order_recheck(actor=people.clerk, order=one, rectified=True, found="好")
    Order.objects.filter(id=one).update(deadline=today() - timedelta(days=1))
    services.order_recheck(actor=people.clerk, order=one, rectified=False, found="没有改")
    assert state(card) == "rectifying"
    again = order(people, card)
    services.order_answer(actor=people.clerk, order=again, text="书面报来：已改")
    services.order_recheck(actor=people.clerk, order=again, rectified=True, found="已改")
    assert (state(card), card.flags) == ("lifted", [])


def _sent(people: People, row: Measure) -> None:
    services.letter_write(
        actor=people.clerk, measure=row.id, addressee="区委组织部", head=True, deputy=True, text="建议调整"
    )
    services.letter_send(actor=people.clerk, measure=row.id, on=today())


def test_the_organisation_department_replies(people: People, unit: UUID, campaign: UUID) -> None:
    row = made.measure(campaign, unit, "replacement", "连续三年")
    put(people, row)
    approve(people.group, row)
    with pytest.raises(Refused, match="调整的对象"):
        services.letter_write(
            actor=people.clerk, measure=row.id, addressee="组织部", head=False, deputy=False, text="建议"
        )
    with pytest.raises(Refused, match="先填写"):
        services.letter_send(actor=people.clerk, measure=row.id, on=today())
    _sent(people, row)
    with pytest.raises(Refused):
        services.reply_record(
            actor=people.clerk,
            measure=row.id,
            outcome="adopted",
            reply="已调整",
            on=today() - timedelta(days=1),
        )
    services.reply_record(actor=people.clerk, measure=row.id, outcome="adopted", reply="已调整", on=today())
    assert (state(row), row.letter.outcome) == ("replied", "adopted")
    assert not consequences_of(unit), "a recommendation about its leaders is not the unit's to read"


def test_steps_out_of_turn_and_days_to_come_are_refused(
    people: People, unit: UUID, campaign: UUID, liaison_of: Callable[[UUID], Actor]
) -> None:
    row, tomorrow = made.measure(campaign, unit), today() + timedelta(days=1)
    with pytest.raises(Refused):
        serve(people, row)
    put(people, row)
    approve(people.discipline, row)
    with pytest.raises(Refused, match="日期和地点"):
        services.notice_write(actor=people.clerk, measure=row.id, asked="局长")
    with pytest.raises(Refused, match="先填写"):
        services.notice_serve(actor=people.clerk, measure=row.id, on=today(), to="王某")
    services.notice_write(actor=people.clerk, measure=row.id, asked="局长", on=tomorrow, place="会议室")
    with pytest.raises(Refused, match="晚于今天"):
        services.notice_serve(actor=people.clerk, measure=row.id, on=tomorrow, to="王某")
    with pytest.raises(Refused):
        services.talk_sign(actor=people.clerk, measure=row.id, on=today())
    serve(people, row)
    with pytest.raises(Refused, match="没有找到"):
        services.notice_receive(actor=liaison_of(made.unit_named("B2", "别的局")), measure=row.id)
    talk(people, row)
    with pytest.raises(Refused, match="今天以后"):
        services.order_issue(actor=people.clerk, measure=row.id, text="改", deadline=today())
    with pytest.raises(Refused):
        services.measure_waive(actor=people.discipline, measure=row.id, reason="已经谈过")


def test_what_was_approved_can_be_taken_back_before_it_is_carried_out(
    people: People, unit: UUID, campaign: UUID
) -> None:
    row = made.measure(campaign, unit)
    put(people, row)
    with pytest.raises(Refused):
        services.measure_waive(actor=people.discipline, measure=row.id, reason="尚未决定")
    approve(people.discipline, row)
    services.measure_waive(actor=people.discipline, measure=row.id, reason="更正后不在末位")
    assert state(row) == "waived"
