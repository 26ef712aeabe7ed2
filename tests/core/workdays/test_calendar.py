"""Working days by the notices that ship, with every step shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.workdays import Calendar, notices

YEARS = range(2020, 2027)
OFF = {2020: 30, 2021: 31, 2022: 31, 2023: 27, 2024: 28, 2025: 28, 2026: 33}
WORKED = {2020: 6, 2021: 7, 2022: 7, 2023: 7, 2024: 8, 2025: 5, 2026: 6}
DAYS = st.dates(date(2020, 1, 1), date(2027, 6, 1))


def test_every_year_names_its_notice():
    for year in YEARS:
        assert any(f"{year}年" in title and "国办发明电" in title for title in notices()[year].sources)
    assert Calendar().known(2026)
    assert not Calendar().known(2019)
    assert not Calendar().known(2027)


@pytest.mark.parametrize("year", YEARS)
def test_days_off_and_worked_are_as_many_as_announced_and_worked_ones_are_weekends(year):
    notice = notices()[year]
    assert (len(notice.off), len(notice.worked)) == (OFF[year], WORKED[year])
    assert all(day.weekday() >= 5 for day in notice.worked)
    assert not set(notice.off) & set(notice.worked)


@pytest.mark.parametrize(
    ("day", "worked", "why"),
    [
        (date(2024, 10, 1), False, "国庆节"),
        (date(2024, 10, 12), True, "国庆节调休上班"),
        (date(2022, 12, 31), False, "元旦"),
        (date(2020, 2, 1), False, "春节"),
        (date(2025, 10, 6), False, "国庆节、中秋节"),
        (date(2026, 1, 4), True, "元旦调休上班"),
        (date(2026, 2, 14), True, "春节调休上班"),
        (date(2026, 3, 14), False, "周末"),
        (date(2026, 3, 16), True, "工作日"),
    ],
)
def test_a_day_says_whether_it_is_worked_and_why(day, worked, why):
    step = Calendar().step(day)
    assert (step.counted, step.why.zh, step.sure) == (worked, why, True)


def test_adding_shows_every_day_on_the_way():
    found = Calendar().add(date(2026, 9, 29), 5)
    assert found.day == date(2026, 10, 12)
    assert found.count == 5
    assert [step.day.day for step in found.steps if step.counted] == [30, 8, 9, 10, 12]
    assert len(found.steps) == 13


def test_what_the_office_sets_goes_before_the_notice():
    changes = {date(2026, 10, 8): False, date(2026, 10, 11): True}
    found = Calendar(changes).add(date(2026, 9, 30), 2)
    assert found.day == date(2026, 10, 10)
    assert Calendar(changes).is_working(date(2026, 10, 11))
    assert {s.why.zh for s in found.steps if s.day == date(2026, 10, 8)} == {"评议办设为休息日"}


def test_a_year_without_notice_says_so():
    found = Calendar().add(date(2026, 12, 31), 3)
    assert found.day == date(2027, 1, 5)
    assert found.unknown_years == (2027,)
    assert "2027年节假日安排未收录" in found.steps[0].why.zh
    assert Calendar().add(date(2026, 3, 2), 3).unknown_years == ()


@given(DAYS, st.integers(0, 120))
def test_adding_and_counting_agree(start, number):
    calendar = Calendar()
    end = calendar.add(start, number).day
    assert calendar.between(start, end) == number
    assert calendar.between(end, start) == -number
    assert number == 0 or calendar.is_working(end)


@given(DAYS, DAYS, DAYS)
def test_counting_adds_up(a, b, c):
    calendar = Calendar()
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


def test_terms_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="-1"):
        Calendar().add(date(2026, 1, 1), -1)
    with pytest.raises(ValueError, match="too far"):
        Calendar().add(date(2026, 1, 1), 100_000)
    with pytest.raises(ValueError, match="too far"):
        Calendar(dict.fromkeys((date(2026, 1, 1) + timedelta(n) for n in range(4_000)), False)).add(
            date(2026, 1, 1), 1
        )
    with pytest.raises(ValueError, match="too far"):
        Calendar().way(date(2000, 1, 1), date(2026, 1, 1))
    assert Calendar().add(date(2026, 1, 1), 0).steps == ()
