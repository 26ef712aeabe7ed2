"""Forms about rosters."""

from typing import Any

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.people.models import Roster, RosterRow

EXCLUDED = {
    "": both("列入", "on the list"),
    RosterRow.Excluded.STAFF: both("本单位工作人员", "own staff"),
    RosterRow.Excluded.SHARED: both("与其他单位重复", "shared with another unit"),
    RosterRow.Excluded.SUSPECT: both("来源存疑", "doubtful source"),
    RosterRow.Excluded.REFUSED: both("本人不愿参加", "does not want to take part"),
}
PROVENANCE = {
    Roster.Provenance.UNIT: both("单位报送", "supplied by the unit"),
    Roster.Provenance.OFFICE: both("评议办收集", "gathered by the office"),
    Roster.Provenance.POOL: both("评议员队伍", "appraisers"),
}


class RosterForm(forms.Form):
    """Whose list, and where it comes from."""

    unit = forms.ChoiceField(
        label=both("哪个单位的服务对象", "Whose service objects"),
        required=False,
        help_text=both(
            "留空表示名单上的人评议全部参评单位，例如专家评议员。",
            "Empty: the people on it rate every unit, as experts do.",
        ),
    )
    source = forms.CharField(
        label=both("来源", "Source"),
        max_length=200,
        help_text=both(
            "业务系统、起止日期、报送签字人，例如：政务大厅办件系统，2026年7至9月，李科长签字。",
            "System, period, who signed for it.",
        ),
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], all_units: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", "—"), *units] if all_units else units
        field.required = not all_units
        if not all_units:
            field.help_text = ""


class ReasonForm(forms.Form):
    """Why personal data are opened."""

    reason = forms.CharField(
        label=both("理由", "Reason"),
        max_length=200,
        min_length=4,
        help_text=both(
            "写入操作记录，请勿写姓名和号码。",
            "It goes into the log of acts; write no name or number here.",
        ),
    )


class EraseForm(ReasonForm):
    """Who asks to be erased, and on what ground."""

    field_order = ("phone", "reason")
    phone = forms.CharField(label=both("申请人的手机号", "Number of the person who asks"), max_length=30)
