"""Forms about hearings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from minping.apps.foundation.asking import both
from minping.apps.oversight.hearings.selectors import KINDS
from minping.apps.oversight.hearings.services import Agenda
from minping.apps.oversight.inspections.forms import day_input
from minping.apps.oversight.models import Hearing


class AgendaForm(forms.Form):
    """When, where, about what."""

    kind = forms.ChoiceField(
        label=both("形式", "Kind"), choices=[(kind.value, both(w.zh, w.en)) for kind, w in KINDS.items()]
    )
    title = forms.CharField(label=both("名称", "Name"), max_length=100)
    day = forms.DateField(label=both("日期", "Day"), widget=day_input())
    hour = forms.TimeField(
        label=both("时间", "Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=both("地点", "Place"), max_length=100)
    agenda = forms.CharField(
        label=both("议程", "Agenda"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    reply_by = forms.DateField(label=both("答复期限", "Replies by"), widget=day_input())
    chair = forms.CharField(label=both("主持人", "Chair"), max_length=100, required=False)
    quorum = forms.IntegerField(
        label=both("表决法定人数", "Voters needed for a vote"),
        min_value=0,
        max_value=500,
        initial=0,
        required=False,
        help_text=both("到场有表决权的人数不足时不能表决。", "With fewer voters there is no vote."),
    )
    pass_percent = forms.IntegerField(
        label=both("过关须超过有效票的百分之几", "To pass, more than this percentage of valid votes"),
        min_value=0,
        max_value=99,
        initial=50,
        required=False,
    )

    def __init__(self, *args: Any, host: UUID | None = None, by_unit: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.host = host
        kind = self.fields["kind"]
        if by_unit and isinstance(kind, forms.ChoiceField):
            kind.choices = [
                (one.value, both(w.zh, w.en)) for one, w in KINDS.items() if one != Hearing.Kind.HEARING
            ]
            del self.fields["quorum"], self.fields["pass_percent"]

    def asked(self) -> Agenda:
        """What was asked for."""
        said = self.cleaned_data
        at = timezone.make_aware(datetime.combine(said["day"], said["hour"]))
        percent = said.get("pass_percent")
        return Agenda(
            said["kind"],
            said["title"],
            at,
            said["place"],
            said["agenda"],
            said["reply_by"],
            said["chair"],
            said.get("quorum") or 0,
            50 if percent is None else percent,
            self.host,
        )


def agenda_initial(hearing: Hearing) -> dict[str, Any]:
    """A planned meeting as the form shows it."""
    at = timezone.localtime(hearing.at)
    names = ("kind", "title", "place", "agenda", "reply_by", "chair", "quorum", "pass_percent")
    return {**{name: getattr(hearing, name) for name in names}, "day": at.date(), "hour": at.time()}


class QuestionForm(forms.Form):
    """A question to a unit."""

    unit = forms.ChoiceField(label=both("被质询单位", "Unit"))
    text = forms.CharField(
        label=both("问题", "Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    asked_by = forms.CharField(label=both("提问人", "Asked by"), max_length=100, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], of_office: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = units
        if not of_office:
            del self.fields["asked_by"]


class PromiseForm(forms.Form):
    """A promise as it was made."""

    unit = forms.ChoiceField(label=both("承诺单位", "Unit"))
    text = forms.CharField(
        label=both("承诺事项", "What is promised"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    standard = forms.CharField(
        label=both("整改标准", "To what standard"),
        max_length=1000,
        help_text=both("改到什么程度算完成，写能查证的标准。", "What can be checked when it is done."),
    )
    deadline = forms.DateField(label=both("整改时限", "Until when"), widget=day_input())
    handler = forms.CharField(label=both("责任人（姓名、职务）", "Who answers (name, post)"), max_length=100)
    question = forms.ChoiceField(label=both("由哪个问题引出", "After which question"), required=False)

    def __init__(
        self,
        *args: Any,
        units: list[tuple[str, str]],
        questions: list[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for name, choices in (("unit", units), ("question", [("", "—"), *questions])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def said(self) -> dict[str, Any]:
        """The arguments of the service."""
        data = self.cleaned_data
        question = UUID(data["question"]) if data["question"] else None
        return {**data, "unit": UUID(data["unit"]), "question": question}


class CountForm(forms.Form):
    """What one person counted."""

    unit = forms.ChoiceField(label=both("表决的单位", "Vote on"))
    yes = forms.IntegerField(label=both("同意过关", "Yes"), min_value=0, max_value=10_000)
    no = forms.IntegerField(label=both("不同意", "No"), min_value=0, max_value=10_000)
    void = forms.IntegerField(label=both("弃权、废票", "Void or abstained"), min_value=0, max_value=10_000)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = units
