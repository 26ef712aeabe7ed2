"""Exact numbers as text for the database, and back."""

from fractions import Fraction


def written(number: Fraction | None) -> str:
    """``7/8``, ``12``; empty for no number."""
    return "" if number is None else str(number)


def read(text: str) -> Fraction | None:
    """The inverse of ``written``."""
    return Fraction(text) if text else None
