"""Forms of a campaign's set-up."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from minping.apps.campaigns.library.kinds import CHANNELS, PARTS, STAGE_KINDS, STATUSES
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation.asking import both
from minping.apps.units.selectors import hosts, units_of
from minping.core.findings import Text
from minping.core.scheme.model import Scheme

NONE = both("—", "—")


def chosen(table: dict[str, Text]) -> list[tuple[str, Any]]:
    """Words with their labels in the language of the page."""
    return [(word, both(label.zh, label.en)) for word, label in table.items()]


class Day(forms.DateInput):
    """A day, with the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CampaignForm(forms.Form):
    """Name and year of a new campaign."""

    title = forms.CharField(
        label=both("名称", "Name"),
        max_length=100,
        help_text=both("如“2026年民主评议政风行风”", "As it is called in documents"),
    )
    title_en = forms.CharField(label=both("英文名称", "Name in English"), max_length=160, required=False)
    year = forms.IntegerField(
        label=both("年度", "Year"),
        min_value=1990,
        max_value=2200,
        help_text=both("各阶段、任务、轮次的日期按年度推算。", "Days of stages, tasks and rounds follow it."),
    )


class InsideForm(CampaignForm):
    """The same, and the unit inside which it is held."""

    inside = forms.ChoiceField(
        label=both("开展单位", "Held inside"),
        help_text=both(
            "单位或系统；只评它自己的科室、窗口、站所。这里只列出已登记下级的单位，建立后不能再换。",
            "A unit or a system; only its own sections, windows and stations take part. Listed are units with "
            "something beneath them; it cannot be changed afterwards.",
        ),
    )
    field_order = ("inside", "title", "title_en", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["inside"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", NONE), *((str(unit.id), unit.name) for unit in hosts())]

    def clean_inside(self) -> UUID:
        """The unit's id."""
        return UUID(self.cleaned_data["inside"])


class BasicsForm(forms.Form):
    """Name, requirement, launch meeting."""

    title = forms.CharField(label=both("名称", "Name"), max_length=100)
    title_en = forms.CharField(label=both("英文名称", "Name in English"), max_length=160, required=False)
    requirement = forms.CharField(
        label=both("总体要求", "General requirement"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )
    launch_day = forms.DateField(label=both("启动会日期", "Launch meeting"), widget=Day, required=False)
    launch_place = forms.CharField(label=both("启动会地点", "Place"), max_length=100, required=False)
    enforcement_only = forms.BooleanField(
        label=both("只评有行政执法职能的单位", "Only units with enforcement power"), required=False
    )
    half_year = forms.BooleanField(
        label=both("半年评议（上半年）", "Half-year cut"),
        required=False,
        help_text=both(
            "结果可在年底前用于约谈；不作为全年名次记入历年。是否计入全年得分由年度方案规定。",
            "Its results may lead to interviews before the year ends; it is no year of the history. Whether it "
            "counts in the year's score is for the year's plan to say.",
        ),
    )


class StageForm(forms.Form):
    """A stage with its planned days."""

    name = forms.CharField(label=both("名称", "Name"), max_length=60)
    kind = forms.ChoiceField(label=both("性质", "Kind"), choices=chosen(STAGE_KINDS))
    opens = forms.DateField(label=both("开始", "Begins"), widget=Day)
    closes = forms.DateField(label=both("结束", "Ends"), widget=Day)
    work = forms.CharField(
        label=both("主要工作", "Main work"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )


class SettledStageForm(StageForm):
    """A stage whose plan contradicts itself."""

    settled = forms.BooleanField(
        label=both("原文的矛盾已核定，以此为准", "The contradiction is settled as written here"),
        required=False,
    )


class MemberForm(forms.Form):
    """Somebody of the leading group, or a department."""

    part = forms.ChoiceField(label=both("身份", "As"), choices=chosen(PARTS))
    name = forms.CharField(label=both("姓名或单位名称", "Name"), max_length=100)
    post = forms.CharField(label=both("职务", "Post"), max_length=100, required=False)
    unit = forms.ChoiceField(label=both("对应的单位（便于登录办理）", "Unit, for its login"), required=False)
    duty = forms.CharField(label=both("分工", "Duty"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self, "unit")


def _units(form: forms.Form, name: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = [("", NONE), *((str(unit.id), unit.name) for unit in units_of())]


def uuid_or_none(text: str) -> UUID | None:
    """The id of a choice, None where nothing was chosen."""
    return UUID(text) if text else None


class TaskForm(forms.Form):
    """A task with owner and due day."""

    title = forms.CharField(label=both("任务", "Task"), max_length=200)
    due = forms.DateField(label=both("期限", "Due"), widget=Day)
    owner = forms.ChoiceField(label=both("责任成员", "Member that answers"), required=False)
    unit = forms.ChoiceField(label=both("责任单位", "Unit that answers"), required=False)
    owner_name = forms.CharField(label=both("或写责任人", "Or a name"), max_length=100, required=False)
    stage = forms.ChoiceField(label=both("所属阶段", "Stage"), required=False)
    given_by = forms.CharField(
        label=both("上级交办（上级名称）", "Given by the upper office"), max_length=100, required=False
    )
    note = forms.CharField(
        label=both("说明", "Remark"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
    )

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self, "unit")
        for name, rows in (("owner", campaign.members.all()), ("stage", campaign.stages.all())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [("", NONE), *((str(row.id), row.name) for row in rows)]


class HeadForm(forms.Form):
    """A content head with its check points."""

    name = forms.CharField(label=both("评议内容", "Content head"), max_length=60)
    do = forms.CharField(
        label=both("是否做到", "Is it done"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=both("每行一条。", "One on each line."),
    )
    dont = forms.CharField(
        label=both("是否存在", "Does it occur"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=both("每行一条。", "One on each line."),
    )
    categories = forms.MultipleChoiceField(
        label=both("只用于这些类别", "Only for these categories"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=both("都不勾选即各类别都评。", "None ticked: asked of all."),
    )

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["categories"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(c.code, c.name) for c in campaign.categories.all()]


class RoundForm(forms.Form):
    """A round: who is asked, on which channel, when."""

    title = forms.CharField(label=both("名称", "Name"), max_length=100)
    title_en = forms.CharField(label=both("英文名称", "Name in English"), max_length=160, required=False)
    group = forms.ChoiceField(label=both("投票层面", "Voter group"))
    code = forms.ChoiceField(label=both("方案中的轮次", "Round of the scheme"), required=False)
    channel = forms.ChoiceField(label=both("渠道", "Channel"), choices=chosen(CHANNELS))
    opens = forms.DateField(label=both("开始日期", "Opens"), widget=Day)
    closes_day = forms.DateField(label=both("截止日期", "Closes"), widget=Day)
    closes_time = forms.TimeField(
        label=both("截止时刻", "Closes at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minimum = forms.IntegerField(
        label=both("最低有效票数", "Minimum of valid ballots"),
        min_value=1,
        max_value=10_000_000,
        required=False,
    )
    trained_only = forms.BooleanField(
        label=both("只有培训合格的评议员可以投票", "Only trained appraisers vote"), required=False
    )

    def __init__(self, scheme: Scheme | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, table, kept in (
            ("group", scheme.groups if scheme else {}, self.initial.get("group")),
            ("code", scheme.rounds if scheme else {}, self.initial.get("code")),
        ):
            known: list[tuple[str, Any]] = [(code, one.name) for code, one in table.items()]
            if kept and kept not in dict(known):
                known.append((kept, kept))
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = known if name == "group" else [("", NONE), *known]

    def closes(self) -> datetime:
        """The instant of closing in the office's time zone."""
        at: time = self.cleaned_data["closes_time"]
        return timezone.make_aware(datetime.combine(self.cleaned_data["closes_day"], at))


class PlaceForm(forms.Form):
    """Where the chosen units go, and as what."""

    category = forms.ChoiceField(label=both("类别", "Category"), required=False)
    status = forms.ChoiceField(label=both("参评方式", "Takes part as"), choices=chosen(STATUSES))
    reason = forms.CharField(
        label=both("理由", "Reason"),
        max_length=200,
        required=False,
        help_text=both(
            "免评、只征求意见须写（如“上年第1名”），只对本次评议有效。",
            "Needed for exempt and opinions only; it holds for this campaign alone.",
        ),
    )
    key_object = forms.BooleanField(label=both("重点评议对象", "Key object"), required=False)

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", NONE), *((c.code, c.name) for c in campaign.categories.all())]


class CategoryForm(forms.Form):
    """A new category."""

    name = forms.CharField(label=both("类别名称", "Name of the category"), max_length=60)
    code = forms.CharField(
        label=both("代码（与方案一致）", "Code, as in the scheme"), max_length=40, required=False
    )
