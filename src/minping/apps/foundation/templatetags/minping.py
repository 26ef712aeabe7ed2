"""Words, days, numbers and state marks for templates."""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django import template
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from minping.apps.foundation.acts import act_words
from minping.apps.foundation.pages import language
from minping.core.findings import Text

register = template.Library()
_OPTION = '<option value="{}">{} ({})</option>'
_CHOSEN = '<option value="{}" selected>{} ({})</option>'


@register.simple_tag
def t(zh: str, en: str, **values: Any) -> str:
    """``{% t "共{n}个单位" "{n} units" n=units|length %}``: both languages stand side by side."""
    text = en if language() == "en" else zh
    return text.format(**values) if values else text


@register.filter
def words(text: Any) -> str:
    """A ``findings.Text`` (or a mapping with zh and en) in the language of the page."""
    if text is None or isinstance(text, str):
        return text or ""
    if isinstance(text, dict):
        return str(text.get(language()) or text.get("zh") or "")
    return str(text.in_language(language()))


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年3月5日 / 5 March 2026."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if language() == "en":
        return f"{value.day} {value:%B} {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """2026年3月5日 14:30."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.filter
def share(numerator: int | Fraction, denominator: int) -> str:
    """87.3%（262/300）: a rate never stands without its numbers."""
    if not denominator:
        return ""
    permille = (Fraction(numerator) * 1000 / denominator + Fraction(1, 2)).__floor__()
    brackets = " ({}/{})" if language() == "en" else "（{}/{}）"
    return f"{permille // 10}.{permille % 10}%" + brackets.format(numerator, denominator)


@register.simple_tag
def mark(kind: str, label: Any) -> SafeString:
    """A state as a word with a shape: ``done``, ``waiting``, ``late``, ``plain``."""
    return format_html('<span class="mark mark-{}">{}</span>', kind, words(label))


@register.simple_tag
def options(choices: Iterable[Any]) -> SafeString:
    """The choices of a filter (``value``, ``label``, ``n``, ``chosen``) at once: quick for hundreds of them."""
    lines = (
        format_html(_CHOSEN if one.chosen else _OPTION, one.value, words(one.label), one.n) for one in choices
    )
    return format_html_join("", "{}", ((line,) for line in lines))


@register.filter
def titled(found: Any) -> str:
    """The title of a campaign or round, in English where the page is and one was given."""
    return str((found.title_en if language() == "en" else "") or found.title)


@register.filter(name="act_words")
def act_in_words(act: str) -> Text:
    """A recorded act as people call it: ``{{ entry.act|act_words|words }}``."""
    return act_words(act)


@register.filter
def may(actor: Any, permission: str) -> bool:
    """``{% if actor|may:"units.edit" %}``."""
    return bool(actor and actor.may(permission))


@register.filter
def opens(actor: Any, address: str) -> bool:
    """``{% if actor|opens:step.link %}``: whether the page of this site at that address is open to the actor."""
    try:
        found = resolve(address.partition("#")[0].partition("?")[0])
    except Resolver404:
        return False
    permission = getattr(found.func, "permission", "")
    return not permission or may(actor, permission)
