"""Looking things up by a unit's code in templates."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(found: Mapping[str, str], code: str) -> str:
    """``{{ lacks|of:entry.code }}``."""
    return found.get(code, "")


@register.filter
def named(code: str, names: Mapping[str, str]) -> str:
    """A unit's name by its code."""
    return names.get(code, code)
