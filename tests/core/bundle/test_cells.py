"""Texts of cells as numbers, days and answers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.bundle.cells import BadCell, Number, agrees, day, integer, is_empty, number, yes_no
from minping.core.bundle.written import exact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("12.0", 12),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("１２份", 12),
        ("12 人", 12),
        ("1,234,567.00", 1234567),
        ("+3", 3),
    ],
)
def test_whole_numbers(text: str, value: int) -> None:
    assert integer(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.5", "cell.not_whole"),
        ("-3", "cell.negative"),
        ("十二", "cell.not_a_number"),
        ("1,23", "cell.not_a_number"),
        ("1e5", "cell.not_a_number"),
        ("nan", "cell.not_a_number"),
        ("50%", "cell.not_whole"),
        ("约30", "cell.not_a_number"),
        ("9" * 30, "cell.not_a_number"),
    ],
)
def test_what_is_no_whole_number_is_refused_with_a_remedy(text: str, code: str) -> None:
    with pytest.raises(BadCell) as caught:
        integer(text)
    assert caught.value.code == code
    assert caught.value.remedy.zh
    assert caught.value.remedy.en


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("87.30%", Number(Fraction(873, 1000), True, 2)),
        ("８７．３％", Number(Fraction(873, 1000), True, 1)),
        ("9.05", Number(Fraction(181, 20), False, 2)),
        ("5/7", Number(Fraction(5, 7), False, None)),
        ("－2", Number(Fraction(-2), False, 0)),
        (".5", Number(Fraction(1, 2), False, 1)),
        ("12分", Number(Fraction(12), False, 0)),
    ],
)
def test_exact_numbers(text: str, found: Number) -> None:
    assert number(text) == found


@given(st.fractions())
def test_every_fraction_is_written_so_that_it_is_read_back(value: Fraction) -> None:
    assert number(exact(value)).value == value


@pytest.mark.parametrize(
    "text",
    [
        "2024-3-5",
        "2024/3/5",
        "2024.3.5",
        "2024年3月5日",
        "2024年3月5号",
        "２０２４年３月５日",
        "20240305",
        "2024-03-05 10:30",
        "2024/3/5 0:00:00",
        "2024-03-05T08:00:00",
        "2024年3月5日10时30分",
        "2024年3月5日（星期二）上午9:30",
        "2024-03-05 周二",
        "2024.3.5 下午 3点",
        " 2024 - 3 - 5 ",
        "45356",
        "45356.5",
    ],
)
def test_days(text: str) -> None:
    assert day(text) == "2024-03-05"


@pytest.mark.parametrize("text", ["2024-1-1 12:30", "2024/1/1 1:00"])
def test_the_time_is_not_taken_for_the_day(text: str) -> None:
    assert day(text) == "2024-01-01"


@pytest.mark.parametrize(
    "text", ["2024-13-01", "2023-02-29", "2024年3月", "3/5/2024", "三月五日", "24-3-5", "3月5日"]
)
def test_what_is_no_full_date_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        day(text)


def test_yes_and_no() -> None:
    assert [yes_no(t) for t in ("是", "√", "Y", "１")] == [True] * 4
    assert [yes_no(t) for t in ("否", "×", "no", "0")] == [False] * 4
    with pytest.raises(BadCell):
        yes_no("大概")


@pytest.mark.parametrize("text", ["", "—", "——", "/", "／", "无", "－", "-"])
def test_signs_for_nothing(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("59.68%", 302, 506),  # R7 大英 2016
        ("88.34%", 25783, 29186),  # R7 连云港 2019-06
        ("82.80%", 24165, 29186),
        ("31.5%", 26213, 83218),  # R7 连云港 2020-09
        ("60.27%", 50154, 83218),
        ("71.43%", 55, 77),  # R7 连云港 2017-04
        ("96.16%", 23974, 24932),
        ("89.62%", 22345, 24932),
        ("76.4%", 382, 500),  # R7 丹凤
        ("0.714285714285714", 5, 7),
    ],
)
def test_a_printed_rate_agrees_with_its_counts(text: str, above: int, below: int) -> None:
    assert agrees(number(text), Fraction(above, below))


@pytest.mark.parametrize(
    ("text", "above", "below"), [("88.35%", 25783, 29186), ("60%", 55, 77), ("5/7", 6, 7), ("0.72", 5, 7)]
)
def test_a_printed_rate_that_differs_does_not(text: str, above: int, below: int) -> None:
    assert not agrees(number(text), Fraction(above, below))
