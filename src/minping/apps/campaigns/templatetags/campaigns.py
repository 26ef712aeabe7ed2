"""Addresses with parameters, joined texts."""

from typing import Any
from urllib.parse import urlencode

from django import template

register = template.Library()


@register.simple_tag
def querystring_of(**values: Any) -> str:
    """``{% querystring_of at=item.address %}``: parameters, escaped for an address."""
    return urlencode({name: str(value) for name, value in values.items() if value not in (None, "")})


@register.filter
def add_text(before: str, after: Any) -> str:
    """Two texts joined; ``add`` would try to sum them."""
    return f"{before}{after}"


@register.filter
def of(table: Any, name: Any) -> Any:
    """The entry of a mapping, or nothing."""
    return table.get(name) if hasattr(table, "get") else None
