"""Days in words, for documents."""

from datetime import date


def day_words(day: date, language: str) -> str:
    """2026年3月5日 / 5 March 2026."""
    return f"{day.day} {day:%B} {day.year}" if language == "en" else f"{day.year}年{day.month}月{day.day}日"
