"""Operators 10–13, 25, 27: ledgers, windows, slopes, tables, adjustments, partner rates."""

from fractions import Fraction as F

import pytest
from tests.core.scoring.builders import counts, data, head, scheme, scores, survey, units

from minping.core.scheme.nodes import (
    Adjust,
    AdjustMode,
    EventCount,
    Ledger,
    LedgerItem,
    Measure,
    Piecewise,
    Quantity,
    Relative,
    RelativeTo,
    Report,
    Slope,
    Step,
    Steps,
)
from minping.core.scheme.ranges import Band, Window
from minping.core.scoring.engine import score
from minping.core.scoring.inputs import EntryRow, EntryState, EventRow, ReportRow
from minping.core.tally.counts import Cell


def ledger(**more):
    items = (
        LedgerItem("bonus", "表扬", F(2), cap=F(5)),
        LedgerItem("late", "逾期整改", F(-1), period="month", period_cap=F(2)),
    )
    bounds = {"cap": F(30), "floor": F(0)} | more
    return Ledger(head("daily", full=F(30), **bounds), F(26), items, Window("2025-10-01", "2026-09-30"))


def entry(item, day, points=None, count=1, state=EntryState.FROZEN):
    return EntryRow("u", item, day, None if points is None else F(points), count, "文件", "评议办", state)


@pytest.mark.parametrize(
    ("entries", "total"),
    [
        ([], 26),
        ([entry("bonus", "2026-03-01")], 28),
        ([entry("bonus", "2026-03-01", count=4)], 30),  # 8, capped at 5, then the node at 30
        ([entry("late", "2026-05-01"), entry("late", "2026-05-09"), entry("late", "2026-05-30")], 24),
        ([entry("late", "2026-05-01", count=3), entry("late", "2026-06-01", count=1)], 23),
        ([entry("late", "2025-09-30"), entry("late", "2026-10-01")], 26),  # outside Oct–Sep
        ([entry("late", "2026-05-01", points="-0.5")], F("25.5")),
        ([entry("late", "2026-05-01", state=EntryState.STRUCK)], 26),
        ([entry("late", "2026-05-01", state=EntryState.OBJECTED)], 26),
        ([entry("late", "2026-05-01", state=EntryState.UPHELD)], 25),
    ],
)
def test_daily_assessment_is_base_plus_entries_within_caps_window_and_state(entries, total):
    assert scores(score(scheme(ledger()), data(units("u"), entries=tuple(entries))))["u"] == total


def test_an_entry_against_the_items_sign_is_reported():
    run = score(scheme(ledger()), data(units("u"), entries=(entry("late", "2026-05-01", points=1),)))
    assert [f.code for f in run.findings] == ["score.entry_sign"]


def rate(code="r"):
    return Report(head(code), code, Quantity.RATE, denominator_name="到期工单")


def of_rate(node, numerator, denominator):
    row = ReportRow("u", "r", None, F(numerator), F(denominator))
    return scores(score(scheme(node), data(units("u"), reports=(row,))))["u"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "points"),
    [(95, 100, 20), (8982, 10000, F("14.82")), (4, 5, 5), (2, 3, 0), (1, 1, 20)],
)
def test_r3_on_time_closing_loses_a_point_per_percent_below_95(numerator, denominator, points):
    node = Piecewise(head("t", floor=F(0)), rate(), Slope(F("0.95"), F(20), F("0.01"), F(1)))
    assert of_rate(node, numerator, denominator) == points


@pytest.mark.parametrize(
    ("steps", "points"),
    [(Steps.PROPORTIONAL, F("17.5")), (Steps.FULL_STEPS, F(18)), (Steps.STARTED_STEPS, F(17))],
)
def test_partial_steps_count_as_the_scheme_says(steps, points):
    node = Piecewise(head("t"), rate(), Slope(F("0.95"), F(20), F("0.01"), F(1), steps=steps))
    assert of_rate(node, 925, 1000) == points


def test_table_and_line_and_bonus_above_target():
    table = Piecewise(
        head("t"), rate(), table=(Step(Band(ge=F("0.9")), F(10)), Step(Band(ge=F("0.8"), lt=F("0.9")), F(6)))
    )
    assert (of_rate(table, 9, 10), of_rate(table, 85, 100)) == (10, 6)
    assert of_rate(table, 1, 2) is None, "a value in no band has no points, and says so"
    line = Piecewise(head("l"), rate(), line=((F("0.6"), F(0)), (F("0.9"), F(30))))
    assert [of_rate(line, n, 100) for n in (50, 60, 75, 90, 99)] == [0, 0, 15, 30, 30]
    slope = Slope(F("0.9"), F(10), F("0.01"), F(1), bonus=F("0.5"))
    assert of_rate(Piecewise(head("b", cap=F(12)), rate(), slope), 92, 100) == 11
    assert of_rate(Piecewise(head("b", cap=F(12)), rate(), slope), 99, 100) == 12


@pytest.mark.parametrize(
    ("mode", "value"),
    [
        (AdjustMode.SUBTRACT, F("0.86")),  # 0.90 − 2 × 0.02
        (AdjustMode.FACTOR, F("0.864")),  # 0.90 × 0.96
        (AdjustMode.COMPOUND, F("0.9") * F("0.98") ** 2),
    ],
)
def test_p6_each_circular_in_the_assessment_year_takes_two_percent_off_the_rate(mode, value):
    node = Adjust(
        head("a"),
        survey(measure=Measure.SATISFACTION_RATE, denominator=("graded",)),
        ("通报批评",),
        F("0.02"),
        mode,
        Window("2025-10-01", "2026-09-30"),
    )
    events = (
        EventRow("u", "通报批评", "2025-10-01"),
        EventRow("u", "通报批评", "2026-09-30"),
        EventRow("u", "通报批评", "2026-10-01"),
        EventRow("u", "表扬", "2026-05-01"),
    )
    cells = counts({Cell("u", "people"): {"A": 90, "D": 10}})
    tree = score(scheme(node), data(units("u"), cells, events=events)).unit("u").tree
    assert tree.satisfaction_rate == value
    assert [i.date for i in tree.inputs] == ["2025-10-01", "2026-09-30"]


def test_a_rate_prefers_its_counts_to_its_printed_value():
    row = ReportRow("u", "r", F("0.8834"), F(25783), F(29186))
    run = score(scheme(rate()), data(units("u"), reports=(row,)))
    assert run.unit("u").tree.satisfaction_rate == F(25783, 29186)


def test_event_counts_and_points_by_standing():
    events = (EventRow("u", "x", "2026-01-01", 3), EventRow("v", "x", "2026-01-01"))
    node = EventCount(head("n"), ("x",))
    have = data(units("u", "v", "w"), events=events)
    assert scores(score(scheme(node), have)) == {"u": 3, "v": 1, "w": 0}
    place = Relative(head("p", full=F(10)), node, RelativeTo.PLACE, F("0.5"))
    assert scores(score(scheme(place), have)) == {"u": 10, "v": F("9.5"), "w": 9}
    best = Relative(head("b", full=F(30)), node, RelativeTo.BEST)
    assert scores(score(scheme(best), have)) == {"u": 30, "v": 10, "w": 0}
