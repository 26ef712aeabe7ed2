"""The normal form takes away what says nothing: greetings, pleas, numbers, marks, spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.opinions import normal
from minping.core.opinions.normal import clauses


@pytest.mark.parametrize(
    "other",
    [
        "您好，窗口人員態度惡劣，愛理不理！！！",
        "尊敬的领导：窗口人员态度恶劣，爱理不理。请领导重视",
        "我反映一下：窗口 人员 态度恶劣……爱理不理，没人管吗",
        "窗口人员态度恶劣😡😡，爱理不理～谢谢",
        "真是的，窗口人员态度恶劣，爱理不理，希望管一管",
        "窗口人员态(tài)度恶劣，爱理不理",
        "\u200b窗口人员态度恶劣,爱理不理\ufeff",
    ],
)
def test_the_same_thing_said_otherwise_has_one_form(other):
    assert normal(other) == normal("窗口人员态度恶劣，爱理不理")


def test_numbers_in_digits_do_not_count():
    assert normal("收了我８０元") == normal("收了我120元") == "收了我元"


@pytest.mark.parametrize("nothing", ["", "  ", "！！！", "你好", "领导好，谢谢", "123", "😡", "在线等，急"])
def test_what_says_nothing_has_no_form(nothing):
    assert normal(nothing) in {"", "领导好"}


def test_a_plea_is_kept_where_it_is_the_complaint_itself():
    assert clauses("路灯坏了报修了没人管") == ["路灯坏了报修了没人管"]


@given(st.text(max_size=200))
def test_it_never_raises_and_is_settled(text):
    form = normal(text)
    assert all(c.isalpha() for c in form)
    assert "\n" not in form
