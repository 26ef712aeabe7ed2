"""Intervals with open and closed ends, and how numbers are written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minping.core.scheme.intervals import Interval, closed, of_band, without, written
from minping.core.scheme.ranges import Band

F = Fraction
numbers = st.integers(-6, 6).map(lambda n: F(n, 2))
ends = st.one_of(st.none(), numbers)
bands = st.builds(Band, ge=ends, gt=ends, le=ends, lt=ends)


@given(st.lists(bands, max_size=4), numbers)
def test_what_is_left_is_exactly_what_no_band_holds(cut: list[Band], x: Fraction) -> None:
    left = without([Interval()], [of_band(band) for band in cut])
    inside = [part for part in left if not part.meet(closed(x, x)).empty]
    assert len(inside) == (0 if any(band.holds(x) for band in cut) else 1)


@given(bands, numbers)
def test_a_band_and_its_interval_hold_the_same_values(band: Band, x: Fraction) -> None:
    assert band.holds(x) == (not of_band(band).meet(closed(x, x)).empty)


@given(bands)
def test_the_example_lies_inside(band: Band) -> None:
    part = of_band(band)
    if not part.empty:
        assert band.holds(part.example())


@given(bands, st.sampled_from([F(1), F(1, 2), F(1, 10)]))
def test_a_printed_value_is_found_when_there_is_one(band: Band, step: Fraction) -> None:
    lattice = [n * step for n in range(-100, 101) if -5 <= n * step <= 5]
    assert of_band(band).has_multiple_of(step) or not any(band.holds(x) for x in lattice)


def test_no_value_is_printed_in_a_narrow_gap() -> None:
    gap = of_band(Band(gt=F(8999, 100), lt=F(90)))
    assert not gap.has_multiple_of(F(1, 100))
    assert gap.has_multiple_of(F(1, 1000))
    assert of_band(Band(ge=F(90), le=F(90))).has_multiple_of(F(1))
    assert not of_band(Band(gt=F(90), lt=F(91))).has_multiple_of(F(1))


@pytest.mark.parametrize(
    ("value", "rate", "text"),
    [
        (F(90), False, "90"),
        (F(179, 2), False, "89.5"),
        (F(-1, 20), False, "-0.05"),
        (F(1, 3), False, "1/3"),
        (F(7, 10), True, "70%"),
        (F(1, 3), True, "100/3%"),
        (F(0), False, "0"),
    ],
)
def test_numbers_are_written_exactly(value: Fraction, rate: bool, text: str) -> None:
    assert written(value, rate=rate) == text


def test_intervals_are_written_with_their_ends() -> None:
    assert of_band(Band(ge=F(80), lt=F(90))).written() == "[80, 90)"
    assert of_band(Band(gt=F(9, 10))).written(rate=True) == "(90%, +∞)"
    assert closed(None, F(0)).written() == "(−∞, 0]"


def test_two_halves_leave_nothing_of_an_endless_line() -> None:
    halves = [of_band(Band(ge=F(0))), of_band(Band(lt=F(0)))]
    assert without([closed(None, None)], halves) == ()
    assert without([closed(None, None)], halves[:1]) == (of_band(Band(lt=F(0))),)
