"""What is asked about offices and units."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from minping.apps.foundation.asking import both
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import say
from minping.apps.units.models import Kind
from minping.apps.units.rules import EARLIEST, KINDS, latest_year, year_bounds
from minping.apps.units.services import NewUnit
from minping.apps.units.tables.world import World
from minping.core.findings import Text

_COMMA = re.compile(r"[,，;；\t]")


class YearField(forms.IntegerField):
    """A year between the first that can be and the next one."""

    def clean(self, value: Any) -> int | None:
        year: int | None = super().clean(value)
        if year is not None and not EARLIEST <= year <= latest_year():
            raise ValidationError(say(year_bounds()))
        return year


class OneUnit(forms.CharField):
    """A standing unit by its name or code."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=100, widget=forms.TextInput(attrs={"list": "known-units"}), **given)

    def clean(self, value: Any) -> UUID | None:
        text = super().clean(value)
        return units_named([text])[0] if text else None


class SeveralUnits(forms.CharField):
    """Standing units, one in each line, by name or code."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[UUID]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return units_named([line for line in lines if line])


class NewUnits(forms.CharField):
    """Units to be made, one in each line: name, then perhaps a code after a comma."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[NewUnit]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return [NewUnit(*_parts(line)) for line in lines if line]


def _parts(line: str) -> tuple[str, str]:
    name, *code = (part.strip() for part in _COMMA.split(line, maxsplit=1))
    return name, code[0] if code else ""


def units_named(texts: Sequence[str]) -> list[UUID]:
    """The standing units that texts name. Raises ValidationError naming the nearest."""
    world = World()
    lexicon = world.lexicon()
    found = []
    for text in texts:
        codes = lexicon.all(text)
        if len(codes) != 1:
            raise ValidationError(say(_unknown(text, codes, lexicon.nearest(text))))
        known = world.coded(codes[0])
        if known is not None:
            found.append(known.unit.id)
    return found


def _unknown(text: str, codes: Sequence[str], near: Sequence[str]) -> Text:
    if codes:
        both_codes = "、".join(codes[:8])
        return Text(
            f"「{text}」对应不止一个单位（{both_codes}），请填代码。",
            f"“{text}” may be any of {both_codes}: write the code.",
        )
    names = "、".join(near)
    return Text(
        f"没有名为「{text}」的单位。" + (f"最接近的有：{names}。" if near else ""),
        f"There is no unit “{text}”." + (f" The nearest are: {names}." if near else ""),
    )


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.value, both(KINDS[kind].zh, KINDS[kind].en)) for kind in Kind]


def _name(**given: Any) -> forms.CharField:
    return forms.CharField(max_length=100, **given)


class NameForm(forms.Form):
    """A name, its short form and its English form."""

    name = _name(label=both("名称", "Name"), help_text=both("写全称", "In full"))
    short = forms.CharField(max_length=40, required=False, label=both("简称", "Short name"))
    english = forms.CharField(max_length=160, required=False, label=both("英文名称", "English name"))


class PlaceForm(forms.Form):
    """Where a unit belongs."""

    parent = OneUnit(
        required=False,
        label=both("上级", "Parent"),
        help_text=both("填名称或代码；没有上级则留空", "Name or code; leave empty for none"),
    )
    system = forms.CharField(max_length=60, required=False, label=both("系统", "System"))
    district = forms.CharField(max_length=60, required=False, label=both("区划", "District"))


class MoreForm(forms.Form):
    """What else is written about a unit."""

    category = forms.CharField(
        max_length=60,
        required=False,
        label=both("类别", "Category"),
        help_text=both("选入活动时作参考", "Offered when a campaign takes the unit in"),
    )
    enforcement = forms.BooleanField(
        required=False, label=both("有行政执法职能", "Has powers of enforcement")
    )
    since = YearField(required=False, label=both("起始年份", "First year"))
    note = forms.CharField(
        max_length=2000, required=False, label=both("备注", "Note"), widget=forms.Textarea(attrs={"rows": 3})
    )


class CreateForm(MoreForm, PlaceForm, NameForm):
    """A new unit."""

    code = forms.CharField(
        max_length=40,
        required=False,
        label=both("代码", "Code"),
        help_text=both("不填则自动编号", "If empty, the next free one"),
    )
    kind = forms.ChoiceField(label=both("类型", "Kind"), choices=_kinds, initial=Kind.UNIT)
    former = forms.CharField(
        required=False,
        max_length=1000,
        label=both("曾用名", "Former names"),
        help_text=both("多个请分行填写", "One in each line"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("name", "code", "kind", "parent", "system", "district", "category", "enforcement", "since")

    def clean_former(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["former"].splitlines() if line.strip()]
        if any(len(line) > 100 for line in lines):
            raise ValidationError(say(Text("名称不能超过100个字。", "A name has at most 100 characters.")))
        return lines


class EditForm(MoreForm):
    """Code and what else is written about a unit."""

    code = forms.CharField(max_length=40, label=both("代码", "Code"))
    field_order = ("code",)


class RenameForm(NameForm):
    """Another name from a year on."""

    year = YearField(
        label=both("自哪一年起使用", "From which year on"),
        help_text=both("此前各年仍显示原名称", "Earlier years keep the old name"),
        initial=lambda: today().year,
    )
    field_order = ("name", "year")


class CloseForm(forms.Form):
    """The last year of a unit."""

    year = YearField(
        label=both("最后一年", "Last year"),
        help_text=both("此年仍在，次年起不再参评", "It still exists in this year"),
        initial=lambda: today().year,
    )


class MergeForm(forms.Form):
    """Units that become one with this one."""

    others = SeveralUnits(
        label=both("一同合并的单位", "Units merged with this one"),
        help_text=both("每行一个，填名称或代码", "One in each line, name or code"),
    )
    year = YearField(label=both("自哪一年起合并", "From which year on"), initial=lambda: today().year)
    way = forms.ChoiceField(
        label=both("合并为", "Into"),
        choices=[
            ("here", both("本单位继续，其他单位并入", "This unit stays and takes the others in")),
            ("new", both("成立新单位，原单位都终止", "A new unit; all of these end")),
        ],
        widget=forms.RadioSelect,
        initial="here",
    )
    name = _name(required=False, label=both("新单位名称", "Name of the new unit"))
    code = forms.CharField(max_length=40, required=False, label=both("新单位代码", "Code of the new unit"))
    carries = forms.BooleanField(
        required=False,
        initial=True,
        label=both("新单位延续本单位的历年结果", "The new unit carries on this unit's history"),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way") == "new" and not given.get("name"):
            self.add_error("name", say(Text("请填写新单位名称。", "Write the name of the new unit.")))
        return given


class SplitForm(forms.Form):
    """Units that this one becomes, or that leave it."""

    new = NewUnits(
        label=both("分设的单位", "New units"),
        help_text=both(
            "每行一个：名称，代码（代码可不填）", "One in each line: name, code (may be left out)"
        ),
    )
    year = YearField(label=both("自哪一年起分设", "From which year on"), initial=lambda: today().year)
    way = forms.ChoiceField(
        label=both("原单位", "The old unit"),
        choices=[("stays", both("继续存在", "stays")), ("ends", both("终止", "ends"))],
        widget=forms.RadioSelect,
        initial="stays",
    )
    carries = forms.BooleanField(
        required=False,
        initial=True,
        label=both(
            "原单位终止时，第一行的单位延续历年结果", "If it ends, the first new unit carries on its history"
        ),
    )


class OwnOfficeForm(forms.Form):
    """The office itself."""

    name = _name(label=both("名称", "Name"))
    phone = forms.CharField(max_length=40, required=False, label=both("电话", "Telephone"))
    address = forms.CharField(max_length=200, required=False, label=both("地址", "Address"))


class OfficeForm(OwnOfficeForm):
    """An office above or below."""

    above = forms.ChoiceField(
        label=both("与本办公室的关系", "Where it stands"),
        choices=[("no", both("下级", "below")), ("yes", both("上级", "above"))],
        widget=forms.RadioSelect,
        initial="no",
    )
