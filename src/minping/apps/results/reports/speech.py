"""Saying things in the language of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from minping.core.findings import Text

_MONTHS = {
    1: "January",
    2: "February",
    3: "March",
    4: "April",
    5: "May",
    6: "June",
    7: "July",
    8: "August",
    9: "September",
    10: "October",
    11: "November",
    12: "December",
}


@dataclass(frozen=True)
class Speech:
    """``language`` is ``zh`` or ``en``. Called with both wordings, it gives the one that is wanted."""

    language: str = "zh"

    def __call__(self, zh: str, en: str) -> str:
        return en if self.language == "en" else zh

    def text(self, text: Text) -> str:
        return text.in_language(self.language)

    def day(self, day: date) -> str:
        """2026年3月5日 / 5 March 2026."""
        return self(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month]} {day.year}")

    def written_day(self, iso: str) -> str:
        """The same from an ISO date; anything else stays as it was written."""
        try:
            return self.day(date.fromisoformat(iso))
        except ValueError:
            return iso

    def period(self, start: str, end: str) -> str:
        """Both ends included; an open end is left open, a year that both share is said once."""
        if start[:5] == end[:5] and self.written_day(start) != start and self.written_day(end) != end:
            first, last = self.written_day(start), self.written_day(end)
            return self(f"{first}至{last.partition('年')[2]}", f"{first.rpartition(' ')[0]} to {last}")
        if start and end:
            return f"{self.written_day(start)}{self('至', ' to ')}{self.written_day(end)}"
        if start:
            return self(f"{self.written_day(start)}起", f"from {self.written_day(start)}")
        return self(f"{self.written_day(end)}前", f"until {self.written_day(end)}") if end else ""

    def listed(self, names: Iterable[str]) -> str:
        return self("、", ", ").join(names)

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences or facts after one another."""
        return self("；", "; ").join(s for s in sentences if s)

    def quoted(self, name: str) -> str:
        return self(f"“{name}”", f"“{name}”")
