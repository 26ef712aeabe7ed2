"""The periods of a year in which a component is delivered: months, quarters, halves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from minping.apps.partners.models import Component

_MONTHS = {Component.Every.MONTH: 1, Component.Every.QUARTER: 3, Component.Every.HALF: 6}
MOST = 24


@dataclass(frozen=True)
class Period:
    """``name`` as a title carries it: 2026年1月, 2026年第1季度, 2026年上半年."""

    name: str
    since: date
    until: date


def periods_between(every: str, since: date, until: date) -> list[Period]:
    """The periods that touch the days, the first and the last cut to them."""
    return [
        Period(_name(every, begin), max(begin, since), min(end, until))
        for begin, end in _calendar(_MONTHS[Component.Every(every)], since, until)
    ]


def _calendar(months: int, since: date, until: date) -> Iterator[tuple[date, date]]:
    begin = date(since.year, (since.month - 1) // months * months + 1, 1)
    while begin <= until:
        following = begin.month + months
        after = date(begin.year + (following > 12), (following - 1) % 12 + 1, 1)
        yield begin, after - timedelta(days=1)
        begin = after


def _name(every: str, begin: date) -> str:
    if every == Component.Every.MONTH:
        return f"{begin.year}年{begin.month}月"
    if every == Component.Every.QUARTER:
        return f"{begin.year}年第{(begin.month + 2) // 3}季度"
    return f"{begin.year}年{'上' if begin.month == 1 else '下'}半年"
