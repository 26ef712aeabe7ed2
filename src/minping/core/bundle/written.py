"""How text is written and read back without loss: cleaning, the formula guard, exact numbers.

A cell that starts like a formula would be executed when a colleague opens the export (SEC E1); it gets
a leading apostrophe, which reading takes away again. Text that already looks guarded gets one more.
"""

import re
from fractions import Fraction

_FORMULA = re.compile("'*[=+\\-@\t\r\0＝＋－＠]")
_GUARDED = re.compile("'+[=+\\-@\t\r\0＝＋－＠]")
_CONTROL = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?")


def clean(text: str) -> str:
    """Text of a cell without blanks at the ends and without invisible control characters."""
    if text.isprintable():
        return text.strip(" ")
    return _CONTROL.sub("", _BREAKS.sub("\n", text)).strip(" \t\n\u3000\u00a0")


def guarded(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The inverse of ``guarded``."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def exact(number: Fraction) -> str:
    """Shortest exact text: ``12``, ``9.05``, or ``5/7`` where no decimal is exact."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = max(twos, fives)
    whole = abs(number.numerator) * 10**digits // number.denominator
    text = str(whole).rjust(digits + 1, "0")
    sign = "-" if number < 0 else ""
    return sign + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def cell_of(value: str | int | Fraction) -> str:
    """A cell of a CSV file: text guarded, numbers exact."""
    return guarded(value) if isinstance(value, str) else exact(Fraction(value))
