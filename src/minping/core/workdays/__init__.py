"""Working days of China with the public holidays as data, and every calculation shown step by step."""

from minping.core.workdays.calendar import Calendar, DayStep, Reckoned
from minping.core.workdays.notices import Notice, notices

__all__ = ["Calendar", "DayStep", "Notice", "Reckoned", "notices"]
