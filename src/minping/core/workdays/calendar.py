"""Which days are worked, and days reckoned by them: every day on the way is shown with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from minping.core.findings import Text
from minping.core.workdays.notices import notices

_ONE = timedelta(days=1)
_SATURDAY = 5
LONGEST = 3_660
"""Days that are looked at; a longer term than ten years is a slip of the pen."""

_PLAIN = Text("工作日", "working day")
_WEEKEND = Text("周末", "weekend")
_SET_WORKING = Text("评议办设为工作日", "set as working by the office")
_SET_FREE = Text("评议办设为休息日", "set as free by the office")


@dataclass(frozen=True)
class DayStep:
    """One day on the way. ``counted``: it is a working day; ``why`` in a word or two.

    ``sure`` is False where the year's holidays are not known: only weekends could be left out.
    """

    day: date
    counted: bool
    why: Text
    sure: bool = True


@dataclass(frozen=True)
class Reckoned:
    """A day that was reckoned, with every step from the day after the start."""

    day: date
    steps: tuple[DayStep, ...]

    @property
    def count(self) -> int:
        """Working days on the way."""
        return sum(step.counted for step in self.steps)

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years on the way whose holidays are not known: the day may move once they are announced."""
        return tuple(sorted({step.day.year for step in self.steps if not step.sure}))


class Calendar:
    """The shipped notices with the office's own ``changes`` above them (True: worked)."""

    def __init__(self, changes: Mapping[date, bool] | None = None) -> None:
        self.changes = dict(changes or {})
        self.notices = notices()

    def known(self, year: int) -> bool:
        """Whether the holidays of the year have been announced and come with the product."""
        return year in self.notices

    def step(self, day: date) -> DayStep:
        """Whether the day is worked, and why."""
        if day in self.changes:
            worked = self.changes[day]
            return DayStep(day, worked, _SET_WORKING if worked else _SET_FREE)
        for year in (day.year, day.year + 1):
            notice = self.notices.get(year)
            if notice and day in notice.off:
                return DayStep(day, False, notice.off[day])
            if notice and day in notice.worked:
                name = notice.worked[day]
                return DayStep(day, True, Text(f"{name.zh}调休上班", f"worked for {name.en}"))
        weekend = day.weekday() >= _SATURDAY
        sure = self.known(day.year)
        return DayStep(
            day, not weekend, _WEEKEND if weekend else _PLAIN if sure else _unknown(day.year), sure
        )

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        return self.step(day).counted

    def add(self, start: date, number: int) -> Reckoned:
        """The ``number``-th working day after ``start``; the day itself is not counted.

        Zero gives the start. Raises ValueError for a negative number and for a term beyond ten years.
        """
        if number < 0:
            raise ValueError(f"a term of {number} working days")
        steps: list[DayStep] = []
        day, left = start, number
        while left:
            if len(steps) >= LONGEST or day == date.max:
                raise ValueError(f"{number} working days reach too far")
            day += _ONE
            steps.append(self.step(day))
            left -= steps[-1].counted
        return Reckoned(day, tuple(steps))

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative where the end comes first."""
        return self.way(start, end).count if start <= end else -self.way(end, start).count

    def way(self, start: date, end: date) -> Reckoned:
        """Every day after ``start`` up to and with ``end``. Raises ValueError beyond ten years."""
        length = (end - start).days
        if length > LONGEST:
            raise ValueError(f"{length} days reach too far")
        return Reckoned(end, tuple(self.step(start + timedelta(days=n)) for n in range(1, length + 1)))


def _unknown(year: int) -> Text:
    return Text(f"暂按工作日计（{year}年节假日安排未收录）", f"taken as worked ({year} holidays not known)")
