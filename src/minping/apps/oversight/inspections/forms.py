"""Forms about inspections."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.oversight.inspections.services import Plan, Ruling

DAY = {"type": "date"}


def day_input() -> forms.DateInput:
    """A day as browsers ask for it."""
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """Who visits which units, when."""

    title = forms.CharField(label=both("名称", "Name"), max_length=100)
    purpose = forms.CharField(
        label=both("重点看什么", "What to look at"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=both("督查人员在手机上能看到。", "Those who go read it on their telephones."),
    )
    since = forms.DateField(label=both("开始日期", "From"), widget=day_input())
    until = forms.DateField(label=both("结束日期", "Until"), widget=day_input())
    units = forms.MultipleChoiceField(
        label=both("单位", "Units"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=both(
            "按住 Ctrl 可多选。单位看不到计划。", "Ctrl chooses several. Units never see the plan."
        ),
    )
    windows = forms.CharField(
        label=both("窗口、站所", "Windows and stations"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=both(
            "一行一个单位：单位名称：窗口。不写即不限。",
            "A line for each unit: its name, a colon, the windows.",
        ),
    )
    inspectors = forms.MultipleChoiceField(
        label=both("督查人员", "Who goes"),
        widget=forms.CheckboxSelectMultiple,
        help_text=both(
            "评议办人员，以及有监督权且有账号的评议员。",
            "People of the office, and appraisers with an account and the right to supervise.",
        ),
    )

    def __init__(
        self, *args: Any, units: list[tuple[str, str]], people: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.names = {name: unit for unit, name in units}
        for name, choices in (("units", units), ("inspectors", people)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices

    def clean_windows(self) -> dict[UUID, str]:
        """Windows by unit."""
        found: dict[UUID, str] = {}
        for line in self.cleaned_data["windows"].splitlines():
            name, colon, windows = line.replace(":", "：").partition("：")
            unit = self.names.get(name.strip())
            if line.strip() and not (colon and unit):
                raise forms.ValidationError(
                    both("没有这个单位，或缺少冒号：", "No such unit, or no colon: ") + line.strip()[:40]
                )
            if unit:
                found[UUID(unit)] = windows.strip()
        return found

    def plan(self) -> Plan:
        """What was asked for."""
        said = self.cleaned_data
        return Plan(
            said["title"],
            said["purpose"],
            said["since"],
            said["until"],
            {UUID(unit): said["windows"].get(UUID(unit), "") for unit in said["units"]},
            [UUID(user) for user in said["inspectors"]],
        )


class RulingForm(forms.Form):
    """What the office makes of a finding."""

    state = forms.ChoiceField(
        label=both("处理意见", "What is to be done"),
        choices=[
            ("demanded", both("列入报告，要求整改", "report it and demand rectification")),
            ("noted", both("列入报告，提请注意", "report it, for attention")),
            ("dropped", both("不列入报告", "leave it out")),
            (
                "handed",
                both("涉嫌违纪，转线索保管人（原文从这里抹去）", "misconduct: to the keepers of leads"),
            ),
        ],
    )
    wording = forms.CharField(
        label=both("报告中的表述", "Words of the report"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=both(
            "单位将看到。不要写能认出暗访人、反映人的细节。",
            "The unit reads this: nothing that gives away who came or who spoke.",
        ),
    )
    deadline = forms.DateField(label=both("整改期限", "Deadline"), required=False, widget=day_input())
    reason = forms.CharField(label=both("不列入的理由", "Why it is left out"), required=False, max_length=300)

    def ruling(self) -> Ruling:
        """What was decided."""
        said = self.cleaned_data
        deadline: date | None = said["deadline"]
        return Ruling(said["state"], said["wording"], deadline, said["reason"])


class ReportForm(forms.Form):
    """What stands around the findings of a report."""

    opening = forms.CharField(
        label=both("开头", "Opening"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=both("不写则用固定的开头。", "A fixed opening stands where this is empty."),
    )
    demand = forms.CharField(
        label=both("整改要求", "What is demanded"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    named = forms.BooleanField(
        label=both("向单位公开暗访人员姓名", "Tell the unit who came covertly"),
        required=False,
        help_text=both("明察人员照常列明。", "Those who came openly are named anyway."),
    )
