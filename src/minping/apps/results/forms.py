"""Forms of the room results."""

from datetime import date
from typing import Any

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.foundation.pages import say
from minping.apps.results.levels import FIELDS


class TableForm(forms.Form):
    """A table to be handed in."""

    file = forms.FileField(
        label=both("表格文件", "File"),
        help_text=both(
            "Excel（.xlsx）或 CSV，第一行是表头。", "Excel (.xlsx) or CSV; the first row is the header."
        ),
    )
    source = forms.CharField(
        label=both("来源", "Source"),
        max_length=200,
        help_text=both("谁报送、哪份文件。", "Who handed it in, which document."),
    )


class ReasonForm(forms.Form):
    """A reason that is signed with one's name."""

    reason = forms.CharField(
        label=both("理由", "Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 4}),
        help_text=both("以您的姓名记录并留存。", "Recorded with your name and kept."),
    )


class AgainForm(forms.Form):
    """Why a run is computed again."""

    reason = forms.CharField(label=both("重新计分的理由", "Why it is scored again"), max_length=300)


class ReviewForm(forms.Form):
    """The reviewer's word."""

    sound = forms.ChoiceField(
        label=both("复核结论", "Finding"),
        choices=[
            ("yes", both("核对无误", "Found sound")),
            ("no", both("发现差错，退回重新计分", "A fault was found: to be scored again")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=both("说明", "Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=both(
            "核对了哪些数据；有差错的写明在哪里。", "What was checked; where the fault is, if any."
        ),
    )


class DayInput(forms.DateInput):
    """A day with the browser's own picker."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value


class AnnounceForm(forms.Form):
    """Until when units may object."""

    objections_until = forms.DateField(
        label=both("异议受理到哪一天", "Last day for objections"),
        required=False,
        widget=DayInput,
        help_text=both(
            "不填则不设异议期。期满后才能向社会公布。", "Empty: no such period. Published only after it."
        ),
    )


class PublishForm(forms.Form):
    """What is published, and the correction notice when it replaces an earlier publication."""

    fields_shown = forms.MultipleChoiceField(
        label=both("公布内容", "What is published"),
        widget=forms.CheckboxSelectMultiple,
        help_text=both(
            "全部选中时，公众可以下载数据并重新计算每个数字。",
            "With all of them the public may download the data and recompute every figure.",
        ),
    )
    notice = forms.CharField(
        label=both("更正通知", "Correction notice"), required=False, widget=forms.Textarea({"rows": 3})
    )
    notice_en = forms.CharField(
        label=both("更正通知（英文）", "Correction notice in English"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    reason = forms.CharField(
        label=both("给第二人的说明", "Note to the second person"), required=False, max_length=500
    )

    def __init__(self, *args: Any, correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = self.fields["fields_shown"]
        assert isinstance(shown, forms.MultipleChoiceField)  # noqa: S101
        shown.choices = [(name, say(label)) for name, label in FIELDS.items()]
        if correction:
            self.fields["notice"].required = True
        else:
            del self.fields["notice"], self.fields["notice_en"]
