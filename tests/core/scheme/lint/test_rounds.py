"""Rounds, their dates and number; open questions."""

from dataclasses import replace

import pytest
from tests.core.scheme.lint.cases import Case, found, holds, name_of, only
from tests.core.scheme.plan_parts import plan, span

from minping.core.scheme.model import OpenQuestion, Round, Scheme
from minping.core.scheme.ranges import Window

JUNE, JULY = span("01-01", "06-30"), span("07-01", "07-31")


def asked(period: Window = JUNE, fieldwork: Window = JULY, *, counts: bool = True) -> Scheme:
    return plan(rounds={"上半年": Round("上半年", "7月测评", (), period, fieldwork, counts)})


def named(*names: str, clause: str = "", group: str = "群众") -> Scheme:
    rounds = {name: Round(name, name, (group,), JUNE, JULY, clause=clause) for name in names}
    return plan(rounds=rounds)


QUESTION = OpenQuestion("scales.五档.options[1].points", "五个档次各折算多少分？", line=12)
QUARTERS = tuple(f"第{n}季度" for n in "一二三四")

CASES = [
    Case("lint.period_after_fieldwork", asked(span("01-01", "07-15")), asked()),
    Case("lint.period_after_fieldwork", asked(span("08-01", "08-31")), asked(Window())),
    Case("lint.fieldwork_missing", asked(fieldwork=Window()), asked()),
    Case("lint.fieldwork_missing", asked(period=Window()), asked(period=Window(), counts=False)),
    Case("lint.window_reversed", asked(span("06-30", "01-01")), asked()),
    Case("lint.window_reversed", asked(fieldwork=span("07-31", "07-01")), asked()),
    Case("lint.round_number", named("第一季度", "第四季度"), named(*QUARTERS)),
    Case("lint.round_number", named("3月", "12月", clause="每季度一次"), named("3月", "12月")),
    Case("lint.open_value", plan(questions=(QUESTION,)), plan(questions=(replace(QUESTION, answer="100"),))),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_rule(case: Case) -> None:
    holds(case)


def test_an_open_question_is_told_in_its_own_words_with_its_line() -> None:
    finding = only(plan(questions=(QUESTION,)), "lint.open_value")
    assert finding.text.zh == "待定：五个档次各折算多少分？"
    assert finding.severity == "open"
    assert finding.place.line == 12
    assert finding.place.path == QUESTION.path


def test_a_period_that_has_not_begun_is_told_from_one_that_has_not_ended() -> None:
    assert "还没有结束" in only(asked(span("01-01", "07-15")), "lint.period_after_fieldwork").text.zh
    assert "还没有开始" in only(asked(span("08-01", "08-31")), "lint.period_after_fieldwork").text.zh


def test_quarters_are_counted_for_each_group() -> None:
    """Seed 002: 每季度 with 3月 and 12月 only."""
    finding = only(named("3月", "12月", clause="五（一）2 每季度一次"), "lint.round_number")
    assert finding.text.en == "by name or clause 4 a year, but the scheme has 2: 3月, 12月"
    shared = {**named(*QUARTERS).rounds, **named("专家半年", group="专家").rounds}
    assert found(plan(rounds=shared), "lint.round_number")[0].text.zh.endswith("只有1次：专家半年")
