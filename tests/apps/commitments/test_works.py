"""Topics, duties, visits, examples."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.apps.commitments.conftest import County

from minping.apps.commitments import services
from minping.apps.commitments.models import Duty, Example, Topic
from minping.apps.commitments.selectors import accepted_topics, released_examples, work_of_units
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import agree, waiting
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import NotAllowed, Refused


def chosen(county: County, title: str = "窗口排队时间长", **changes: object):
    data: dict[str, object] = {
        "title": title,
        "goal": "等候不超过20分钟",
        "measures": "增开两个窗口",
        "handler": "副局长 王某",
        "due": today() + timedelta(days=60),
    }
    return services.topic_save(
        actor=county.liaison,
        campaign=county.campaign,
        unit=county.water,
        **(data | changes),  # type: ignore[arg-type]
    )


def test_a_topic_from_the_choice_to_the_judgement(county: County, lead: Actor) -> None:
    made = chosen(county)
    assert not accepted_topics(county.campaign)
    services.topic_decide(actor=lead, topic=made, accept=True)
    services.topic_report(actor=county.liaison, topic=made, result="平均等候12分钟")
    [shown] = accepted_topics(county.campaign)
    assert shown.result == "", "a result is shown once the office has judged it"
    services.topic_judge(actor=lead, topic=made, solved=True, judgement="现场抽查三次")
    [shown] = accepted_topics(county.campaign)
    assert (shown.state, shown.result) == ("solved", "平均等候12分钟")


def test_a_unit_chooses_two_at_most(county: County) -> None:
    first = chosen(county)
    chosen(county, "投诉电话无人接")
    with pytest.raises(Refused, match="最多选2个题"):
        chosen(county, "第三个")
    chosen(county, "改了题目", topic=first)
    assert Topic.objects.get(id=first).title == "改了题目"


def test_a_topic_cannot_skip_a_step(county: County, lead: Actor) -> None:
    made = chosen(county)
    with pytest.raises(Refused, match="状态已经变化"):
        services.topic_report(actor=county.liaison, topic=made, result="完成")
    with pytest.raises(Refused, match="不能早于今天"):
        chosen(county, "过期", due=today() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        services.topic_decide(actor=county.liaison, topic=made, accept=True)
    services.topic_decide(actor=lead, topic=made, accept=True)
    with pytest.raises(Refused, match="不能再改"):
        chosen(county, topic=made)


def test_duties_count_once_accepted(county: County, lead: Actor) -> None:
    def reported(in_person: bool, **changes: object):
        data: dict[str, object] = {"kind": "on_air", "on": today(), "who": "局长 张某"}
        return services.duty_save(
            actor=county.liaison,
            campaign=county.campaign,
            unit=county.water,
            in_person=in_person,
            **(data | changes),  # type: ignore[arg-type]
        )

    first, second = reported(True), reported(False)
    for made in (first, second):
        services.duty_decide(actor=lead, duty=made, accept=True)
    water = next(one for one in work_of_units(county.campaign) if one.unit == county.water)
    assert (water.duties, water.in_person) == (2, 1)
    with pytest.raises(Refused, match="不能晚于今天"):
        reported(True, on=today() + timedelta(days=1))
    with pytest.raises(Refused, match="已经核实"):
        reported(True, duty=first)
    third = reported(True)
    services.duty_decide(actor=lead, duty=third, accept=False, reason="没有佐证")
    assert Duty.objects.get(id=third).reason == "没有佐证"


def test_an_example_is_released_by_two(
    county: County, lead: Actor, clerk: Actor, someone: Callable[..., Actor]
) -> None:
    made = services.example_save(
        actor=clerk,
        campaign=county.campaign,
        unit=county.water,
        kind="case",
        title="收费不开票",
        text="某窗口收费不开票，已退还并通报。",
    )
    with pytest.raises(Refused, match="处理依据"):
        services.example_release_ask(actor=clerk, example=made)
    services.example_save(
        actor=clerk,
        campaign=county.campaign,
        unit=county.water,
        kind="case",
        title="收费不开票",
        text="某窗口收费不开票，已退还并通报。",
        grounds="督查报告3号",
        example=made,
    )
    services.example_release_ask(actor=clerk, example=made)
    assert not released_examples()
    [asked] = waiting(made)
    agree(actor=lead, approval=asked.id)
    [shown] = released_examples()
    assert not hasattr(shown, "grounds")
    services.example_withdraw(actor=lead, example=made)
    assert not released_examples()
    assert Example.objects.get(id=made).state == "withdrawn"
