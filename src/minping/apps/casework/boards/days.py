"""Working days as the office counts them: the calendar that ships, altered by the days it marked itself."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from minping.apps.foundation.workdays import calendar

_ONE = timedelta(days=1)


class Days:
    """Counts working days between many pairs of days: each day is looked up once."""

    def __init__(self, first: date, last: date) -> None:
        known = calendar()
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self._first = first
        self._working = [day for day in span if known.is_working(day)]

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; 0 where the end does not come later."""
        return max(bisect_right(self._working, end) - bisect_right(self._working, start), 0)

    def limit(self, end: date, number: int) -> date:
        """The latest day from which at least ``number`` working days have passed by ``end``; the day before
        the first that is known where it lies further back."""
        if number <= 0:
            return end
        place = bisect_right(self._working, end) - number
        return self._working[place] - _ONE if place >= 0 else self._first - _ONE

    def after(self, start: date, number: int) -> date | None:
        """The ``number``-th working day after ``start``; None beyond the last that is known."""
        place = bisect_right(self._working, start) + number - 1
        return self._working[place] if 0 <= place < len(self._working) else None

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        place = bisect_left(self._working, day)
        return place < len(self._working) and self._working[place] == day


def days_around(today: date, some: Iterable[date | None]) -> Days:
    """Working days for reckoning between today and any of these days."""
    known = [today, *(day for day in some if day is not None)]
    return Days(min(known), max(known))
