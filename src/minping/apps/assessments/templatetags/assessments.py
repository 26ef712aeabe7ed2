"""Exact points for templates."""

from fractions import Fraction

from django import template

from minping.core.scoring.rounding import legible

register = template.Library()


@register.filter
def points(value: Fraction | str | None) -> str:
    """29.5, 1/3: exact where a few decimals suffice; nothing for a missing value."""
    if value is None or value == "":
        return ""
    return legible(Fraction(value))
