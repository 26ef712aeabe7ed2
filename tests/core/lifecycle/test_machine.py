"""The interpreter on a small table made for it."""

from dataclasses import replace

import pytest

from minping.core.findings import Text
from minping.core.lifecycle import Case, IllegalMove, Machine, State, Transition, begin
from minping.core.lifecycle.machine import (
    Ladder,
    Threshold,
    Trigger,
    advance,
    allowed,
    facts_of,
    perform,
    possible,
)

DOOR = Machine(
    name="door",
    label=Text("门", "door"),
    states=(
        State("shut", Text("关", "shut")),
        State("ajar", Text("开", "ajar")),
        State("walled", Text("封", "walled up"), final=True),
    ),
    transitions=(
        Transition(
            "open",
            ("shut",),
            "ajar",
            Text("开门", "open"),
            needs=("key",),
            bars=("alarm",),
            adds=("openings", "level"),
            raises=("draught",),
            opens=("visit",),
        ),
        Transition(
            "shut",
            ("ajar",),
            "shut",
            Text("关门", "shut"),
            lowers=("draught",),
            closes=("visit",),
        ),
        Transition(
            "wall",
            ("shut",),
            "walled",
            Text("封门", "wall up"),
            when=(Threshold("openings", at_least=2, at_most=3),),
            by_two=True,
        ),
        Transition("knock", ("shut", "ajar"), "", Text("敲门", "knock"), sets={"openings": 9}),
    ),
    facts={"key": Text("钥匙", "a key"), "alarm": Text("警报", "the alarm")},
    flags={"draught": Text("有风", "a draught"), "worn": Text("磨损", "worn")},
    stages={"visit": Text("来访", "visit")},
    counters={"openings": Text("开门次数", "openings"), "level": Text("层级", "level")},
    ladder=Ladder("level", Text("层级", "level"), (Text("零", "zero"), Text("一", "one"))),
    triggers=(Trigger(("open",), Threshold("openings", at_least=2), Text("磨损", "worn"), raises="worn"),),
)


def test_advance_gives_the_target_when_the_facts_hold() -> None:
    assert advance(DOOR, "shut", "open", {"key"}) == "ajar"
    assert advance(DOOR, "shut", "open", {"key": True, "alarm": False}) == "ajar"


def test_an_act_without_target_keeps_the_state() -> None:
    assert advance(DOOR, "ajar", "knock") == "ajar"


def test_refusal_names_what_is_lacking_in_both_languages() -> None:
    with pytest.raises(IllegalMove) as refused:
        advance(DOOR, "shut", "open", {"alarm"})
    assert refused.value.lacking == ("key",)
    assert refused.value.barring == ("alarm",)
    assert refused.value.text.zh == "“门”现处于“关”，不能“开门”。还缺：钥匙。受阻于：警报。"
    assert refused.value.text.en == (
        "“door” is in state “shut”, “open” is not possible. still lacking: a key. prevented by: the alarm."
    )


def test_refusal_of_a_foreign_act_names_what_is_allowed_now() -> None:
    with pytest.raises(IllegalMove) as refused:
        advance(DOOR, "shut", "shut")
    assert refused.value.allowed == ("open", "wall", "knock")
    assert "现在可以：开门、封门、敲门" in refused.value.text.zh
    assert "possible now: open, wall up, knock" in refused.value.text.en


def test_refusal_at_the_end_says_that_it_is_the_end() -> None:
    with pytest.raises(IllegalMove) as refused:
        advance(DOOR, "walled", "paint")
    assert "此状态已是终点" in refused.value.text.zh
    assert "this is the end" in refused.value.text.en


def test_an_unknown_state_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no state 'gone'"):
        allowed(DOOR, "gone")


def test_counters_may_come_as_facts() -> None:
    facts = {"second_person": True, "openings": 2}
    assert advance(DOOR, "shut", "wall", facts) == "walled"
    with pytest.raises(IllegalMove) as refused:
        advance(DOOR, "shut", "wall", facts | {"openings": 4})
    assert refused.value.lacking == ("openings",)


def test_two_persons_are_needed_where_the_table_says_so() -> None:
    with pytest.raises(IllegalMove) as refused:
        advance(DOOR, "shut", "wall", {"openings": 2})
    assert refused.value.lacking == ("second_person",)
    assert "第二人已确认" in refused.value.text.zh


def test_possible_lists_acts_whose_facts_hold() -> None:
    assert [t.act for t in possible(DOOR, "shut")] == ["knock"]
    assert [t.act for t in possible(DOOR, "shut", {"key"})] == ["open", "knock"]


def test_perform_keeps_flags_stages_and_counters() -> None:
    opened = perform(DOOR, begin(DOOR), "open", {"key"})
    assert opened == Case("ajar", frozenset({"draught"}), frozenset({"visit"}), {"openings": 1, "level": 1})
    assert facts_of(opened)["visit_open"] is True
    shut = perform(DOOR, opened, "shut")
    assert (shut.state, shut.flags, shut.stages) == ("shut", frozenset(), frozenset())


def test_a_ladder_never_passes_its_top_and_a_trigger_raises_its_flag() -> None:
    case = begin(DOOR)
    for _ in range(2):
        case = perform(DOOR, perform(DOOR, case, "open", {"key"}), "shut")
    assert case.counters == {"openings": 2, "level": 1}
    assert case.flags == {"worn"}
    assert perform(DOOR, case, "knock").counters["openings"] == 9


def test_the_case_knows_its_own_counters_better_than_the_caller() -> None:
    case = replace(begin(DOOR), counters={"openings": 1, "level": 0})
    with pytest.raises(IllegalMove):
        perform(DOOR, case, "wall", {"second_person": True, "openings": 3})


def test_a_counter_that_the_table_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="does not count"):
        begin(DOOR, {"squeaks": 1})
