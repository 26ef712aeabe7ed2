"""Forms of the office for what comes in."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.foundation.pages import say
from minping.apps.foundation.written import plain
from minping.apps.messaging.phones import e164
from minping.apps.opinions.intake.matching import Units
from minping.apps.opinions.models import Opinion
from minping.apps.opinions.services import Giver
from minping.apps.opinions.services.taking import LONGEST
from minping.apps.opinions.services.terms import MOST_DAYS
from minping.apps.opinions.words import KINDS, SOURCES
from minping.apps.units.selectors import UnitFacts
from minping.core.bundle.cells import BadCell
from minping.core.findings import Text

TYPED = [s for s in Opinion.Source if s not in {"comment", "form", "qr", "api"}]
FEEDS = [Opinion.Source.HOTLINE, Opinion.Source.WEBSITE, Opinion.Source.PROGRAMME, Opinion.Source.MAIL]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MARK = re.compile(r"[0-9a-f]{32}")


def _choices(words: dict[Any, Text], among: Sequence[str]) -> list[tuple[str, Any]]:
    return [(str(one), both(words[one].zh, words[one].en)) for one in among]


class UnitField(forms.CharField):
    """A unit by name, former name or code; its widget offers the names."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, widget=forms.TextInput(attrs={"list": "units"}), **kwargs)
        self.units = Units(())

    def clean(self, value: str | None) -> UUID | None:
        """The unit's id; None for an empty field."""
        written = super().clean(value)
        if not written:
            return None
        found = self.units.meant(written)
        if found is None:
            told = Text(
                f"没有查到「{written}」，或不止一个。请从列表中选择全称，或填代码。",
                f"“{written}” is no unit, or more than one. Choose the full name, or give the code.",
            )
            raise forms.ValidationError(say(told))
        return found


class AboutUnits(forms.Form):
    """A form with a field ``unit`` that knows these units."""

    def __init__(self, *args: Any, units: Sequence[UnitFacts] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)  # noqa: S101 - for the type checker
        field.units = Units(units)


class TypingForm(AboutUnits):
    """An opinion that came on paper, by telephone or by word of mouth (F050, F082)."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(
        label=both("来源", "Source"), choices=_choices(SOURCES, TYPED), initial="letter"
    )
    source_note = forms.CharField(
        label=both("来源说明", "Which one"),
        help_text=both("哪次座谈会、哪个意见箱、走访了谁家等。", "Which meeting, which box, whose visit."),
        max_length=100,
        required=False,
    )
    day = forms.DateField(label=both("收到日期", "Day it came"), widget=DAY)
    unit = UnitField(
        label=both("关于哪个单位", "About which unit"),
        help_text=both(
            "不清楚的留空，分办时再定。", "Empty if it is not clear; it is settled when it is routed."
        ),
        required=False,
    )
    kind = forms.ChoiceField(label=both("类型", "Kind"), choices=_choices(KINDS, list(Opinion.Kind)))
    text = forms.CharField(
        label=both("内容", "What it says"),
        help_text=both(
            "照原话录入，不要在这里写来人的姓名、电话。",
            "In the giver's words; his name and number go below.",
        ),
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": LONGEST}),
    )
    wants_answer = forms.BooleanField(label=both("要求答复", "Wants an answer"), required=False)
    consent = forms.BooleanField(
        label=both("本人同意作为个案交单位办理", "Agrees that the unit deals with it as a case of its own"),
        required=False,
    )
    name = forms.CharField(label=both("姓名", "Name"), max_length=50, required=False)
    phone = forms.CharField(
        label=both("电话", "Telephone"),
        help_text=both(
            "姓名、电话、住址加密存放，争议期满后删除。", "Kept encrypted, erased after the dispute period."
        ),
        max_length=40,
        required=False,
    )
    address = forms.CharField(label=both("住址", "Address"), max_length=200, required=False)

    def clean_mark(self) -> str:
        """The form's own mark, so that it is one opinion however often it is sent."""
        given = str(self.cleaned_data["mark"])
        return given if _MARK.fullmatch(given) else ""

    def clean_phone(self) -> str:
        """In one spelling."""
        written = self.cleaned_data["phone"].strip()
        if not written:
            return ""
        try:
            return e164(written)
        except BadCell as bad:
            raise forms.ValidationError(say(bad.remedy)) from bad

    @property
    def giver(self) -> Giver:
        """Who gave it, as far as he said so."""
        given = self.cleaned_data
        return Giver(plain(given["name"]), given["phone"], plain(given["address"]))


class PointForm(AboutUnits):
    """A place where a code will hang."""

    unit = UnitField(label=both("单位、站所或窗口", "Unit, station or window"))
    place = forms.CharField(
        label=both("张贴地点", "Place"),
        help_text=both("例如：政务大厅二楼3号窗口", "For example: service hall, second floor, window 3"),
        max_length=100,
    )


class FeedForm(forms.Form):
    """Whose table is taken in."""

    source = forms.ChoiceField(label=both("来源", "Source"), choices=_choices(SOURCES, FEEDS))
    sender = forms.CharField(
        label=both("报送方", "Sender"),
        help_text=both(
            "例如：12345热线。同一报送方的工单编号只导入一次，请每次写得一样。",
            "For example: 12345 hotline. A number of the same sender is taken in once, so write it alike each time.",
        ),
        max_length=60,
    )


class TermsForm(forms.Form):
    """Within how many working days givers are answered."""

    days = forms.IntegerField(
        label=both("答复期限（工作日）", "Days until the answer (working days)"),
        min_value=1,
        max_value=MOST_DAYS,
    )


def no_later_than(form: forms.Form, today: date) -> None:
    """Give the field ``day`` its bound and its first value."""
    form.fields["day"].widget.attrs["max"] = today.isoformat()
    form.fields["day"].initial = today
