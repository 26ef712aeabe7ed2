"""Exact fractions to printed decimals (operator 20). Used at publication only, never before."""

from fractions import Fraction

from minping.core.scheme.nodes import Quantity
from minping.core.scheme.outcomes import Mode, Rounding


def rounded(value: Fraction, digits: int, mode: Mode = Mode.HALF_UP) -> Fraction:
    """``value`` at ``digits`` decimals. ``half_up`` rounds halves away from zero, as clerks do."""
    scale = 10**digits
    scaled = abs(value) * scale
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    up = {
        Mode.HALF_UP: twice >= scaled.denominator,
        Mode.HALF_EVEN: twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1),
        Mode.DOWN: False,
        Mode.UP: rest > 0,
    }[mode]
    result = Fraction(whole + up, scale)
    return -result if value < 0 else result


def decimal_text(value: Fraction, digits: int, mode: Mode = Mode.HALF_UP) -> str:
    """``value`` printed with exactly ``digits`` decimals, e.g. ``"88.50"``."""
    shown = rounded(value, digits, mode)
    scaled = abs(shown.numerator * 10**digits // shown.denominator)
    sign = "-" if shown < 0 else ""
    if digits == 0:
        return f"{sign}{scaled}"
    return f"{sign}{scaled // 10**digits}.{scaled % 10**digits:0{digits}d}"


def published(value: Fraction | None, quantity: Quantity, rounding: Rounding) -> str:
    """The text that is printed: points ``88.50``, rates ``87.33%``, nothing for a missing value."""
    if value is None:
        return ""
    if quantity is Quantity.RATE:
        return decimal_text(value * 100, rounding.rate_digits, rounding.mode) + "%"
    return decimal_text(value, rounding.digits, rounding.mode)


def plain(value: Fraction) -> str:
    """Shortest exact text: ``3``, ``0.25``, else ``1/3``."""
    if value.denominator == 1:
        return str(value.numerator)
    for digits in range(1, 7):
        if (value * 10**digits).denominator == 1:
            return decimal_text(value, digits)
    return f"{value.numerator}/{value.denominator}"


def legible(value: Fraction) -> str:
    """For people: exact where six decimals suffice, else six decimals and ``…``."""
    text = plain(value)
    return decimal_text(value, 6, Mode.DOWN) + "…" if "/" in text else text


def percent(value: Fraction) -> str:
    """A share as percentage, exact where six decimals suffice."""
    return f"{legible(value * 100)}%"
