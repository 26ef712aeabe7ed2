"""Forms of the ledger's boards: common problems, days, rules of lateness, decisions on a rung."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from minping.apps.casework.models import LateRules
from minping.apps.foundation.asking import both

_DAY = {"type": "date"}


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen by the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **more)


class CommonForm(forms.Form):
    """What is said about a common problem."""

    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = forms.CharField(
        label=both("共性表现", "What they have in common"),
        help_text=both(
            "会在公众页面公布：不写群众姓名、具体时间地点。",
            "Shown to the public: no names of citizens, no particular times or places.",
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
    )
    answerable = forms.TypedChoiceField(
        label=both("牵头单位", "Answerable unit"), required=False, coerce=UUID, empty_value=None
    )
    due = day_field(both("建章立制期限", "Rule to be made by"), required=False)
    published = forms.BooleanField(
        label=both("在公众页面公布", "Show it to the public"), required=False, initial=True
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answerable"].choices = [("", "—"), *units]  # type: ignore[attr-defined]


class AdoptForm(forms.Form):
    """The rule that was made."""

    measure = forms.CharField(
        label=both("建立的制度", "The rule"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000
    )
    document = forms.CharField(
        label=both("文件名称和文号", "Document and its number"),
        help_text=both("如：×政办发〔2026〕12号《……办法》", "As: X Gov Office [2026] No. 12, “Measures …”"),
        max_length=100,
    )
    on = day_field(both("印发日期", "Day of issue"))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=both("理由", "Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class LetterForm(forms.Form):
    """The letter 督办单 that the unit gets."""

    letter = forms.CharField(
        label=both("督办单正文", "Letter to the unit"),
        help_text=both("单位会看到这些文字。", "The unit reads this."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=3000,
    )


class DayForm(forms.Form):
    """A day that differs from the calendar."""

    day = day_field(both("日期", "Day"))
    working = forms.TypedChoiceField(
        label=both("这一天", "That day is"),
        choices=[("off", both("休息", "a day off")), ("on", both("上班", "a working day"))],
        coerce=lambda value: value == "on",
        empty_value=None,
    )
    reason = forms.CharField(
        label=both("依据", "Ground"),
        help_text=both("如：国办放假通知文号、台风停工通知", "As: number of the notice, typhoon closure"),
        max_length=100,
    )


class ReckonForm(forms.Form):
    """From which day how many working days are counted."""

    start = day_field(both("从哪天起", "From"))
    days = forms.IntegerField(label=both("工作日数", "Working days"), min_value=1, max_value=500)


class LateRulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules of lateness."""

    class Meta:
        model = LateRules
        fields = (
            "remind_before",
            "urge_after",
            "supervise_after",
            "order_after",
            "account_after",
            "silent_after",
            "common_units",
        )
        labels: ClassVar = {
            "remind_before": both("到期前几个工作日提醒", "Remind so many working days before"),
            "urge_after": both("逾期几个工作日：催办", "Working days late: urge"),
            "supervise_after": both("逾期几个工作日：重点督办", "Working days late: key supervision"),
            "order_after": both("逾期几个工作日：建议责令", "Working days late: propose an order"),
            "account_after": both("逾期几个工作日：建议问责", "Working days late: propose accountability"),
            "silent_after": both(
                "督办后几个工作日不答复记为无回应", "Working days without an answer: silence"
            ),
            "common_units": both(
                "几个单位同类即提示普遍性问题", "Units in which the same suggests a common one"
            ),
        }

    def _post_clean(self) -> None:
        """The service checks; the row itself is never changed here."""
