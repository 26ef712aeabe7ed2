"""Forms of this room."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.partners.families import Family, Measure, Shape
from minping.apps.partners.scope import Names
from minping.core.bundle.names import key
from minping.core.scheme.nodes import Quantity

_FEED = "feed-"
MOST = 10_000_000


class Day(forms.DateInput):
    """A day, with the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TaskForm(forms.Form):
    """What is asked of whom until when."""

    title = forms.CharField(
        label=both("名称", "Title"), max_length=100, help_text=both("如 市民热线办理情况", "e.g. hotline")
    )
    partner = forms.ChoiceField(
        label=both("报送单位", "Reported by"),
        help_text=both("该单位的报送账号只看得到本单位的任务。", "Its accounts see its own tasks only."),
    )
    due = forms.DateField(label=both("报送期限", "Due"), widget=Day)
    since = forms.DateField(label=both("数据起日", "Data from"), widget=Day, required=False)
    until = forms.DateField(label=both("数据止日", "Data until"), widget=Day, required=False)
    note = forms.CharField(
        label=both("要求", "Instructions"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["partner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [("", "—"), *units]


class ComponentForm(TaskForm):
    """A partner's component, with the figure of its table that supplies each component of the scheme."""

    every = forms.ChoiceField(
        label=both("报送周期", "How often"),
        required=False,
        choices=[
            ("", both("一次", "once")),
            ("month", both("每月", "monthly")),
            ("quarter", both("每季度", "quarterly")),
            ("half", both("每半年", "half-yearly")),
        ],
        help_text=both(
            "分期报送的，须填数据起止日；每期单独签字，年度数由各期汇总后再签字。",
            "With periods, say from and until which day; each is signed, then the year that is pooled from them.",
        ),
    )
    due_days = forms.IntegerField(
        label=both("每期期末后几日内报送", "Days after the end of a period"),
        min_value=0,
        max_value=90,
        initial=10,
        required=False,
    )
    pooling = forms.ChoiceField(label=both("年度数怎样得出", "How the year is pooled"), required=False)
    pooling_basis = forms.CharField(
        label=both("取各期平均的依据", "Clause for averaging"),
        required=False,
        max_length=200,
        help_text=both(
            "方案哪一条规定比率取各期平均。", "Where the plan says that rates of periods are averaged."
        ),
    )

    def __init__(self, *args: Any, family: Family, names: Names, taken: frozenset[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._pooling(family)
        self.codes = [code for code in names.reports if code not in taken]
        for at, code in enumerate(self.codes):
            nodes = names.reports[code]
            below = next((node.denominator_name for node in nodes if node.denominator_name), "")
            wanted = {node.quantity for node in nodes}
            choices = _offered(family, wanted)
            if not choices:
                continue
            self.fields[f"{_FEED}{at}"] = forms.ChoiceField(
                label=both(f"方案部件「{code}」", f"Component “{code}”"),
                choices=[("", both("不由本表提供", "not from this table")), *choices],
                required=False,
                initial=_suggested(family, code),
                help_text=both(f"方案写明的分母：{below}", f"Denominator in the scheme: {below}")
                if below
                else "",
            )
        feeds = [name for name in self.fields if name.startswith(_FEED)]
        last = ("every", "since", "until", "due", "due_days", "pooling", "pooling_basis", "note")
        self.order_fields(["title", "partner", *feeds, *last])

    def _pooling(self, family: Family) -> None:
        """The ways in which a table of this family may be pooled."""
        counts = family.shape is Shape.COUNTS
        ways = {
            "": both("各期分子、分母分别相加后再相除", "numerators and denominators added up, then divided"),
            "mean": both("各期平均", "mean of the periods"),
            "sum": both("各期合计", "sum of the periods"),
            "last": both("取最后一期", "the last period"),
        }
        left_out = {"sum", "last"} if counts else {""} if family.shape is Shape.WIDE else set()
        field = self.fields["pooling"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [(code, word) for code, word in ways.items() if code not in left_out]
        if not counts:
            del self.fields["pooling_basis"]
            field.help_text = both(
                "只用于没有分子分母的数值。", "For values that have no numerator and denominator."
            )

    @property
    def asks(self) -> bool:
        """Whether any component of the scheme is left for a table of this family."""
        return any(name.startswith(_FEED) for name in self.fields)

    def feeds(self) -> dict[str, str]:
        """Component of the scheme → measure."""
        chosen = {code: self.cleaned_data.get(f"{_FEED}{at}", "") for at, code in enumerate(self.codes)}
        return {code: "" if measure == HELD else measure for code, measure in chosen.items() if measure}

    def start_with(self, feeds: Mapping[str, str]) -> None:
        """Show what is chosen already."""
        for at, code in enumerate(self.codes):
            if f"{_FEED}{at}" in self.fields:
                chosen = feeds.get(code)
                self.initial[f"{_FEED}{at}"] = "" if chosen is None else chosen or HELD


HELD = "value"
"""Chosen where the table holds the value itself."""


def _offered(family: Family, wanted: set[Quantity]) -> list[tuple[str, Any]]:
    if family.shape is not Shape.COUNTS:
        return [(HELD, both("由本表提供", "from this table"))]
    fitting = [one for one in family.measures if not wanted - {one.quantity, Quantity.NUMBER}]
    return [(one.code, _measure_words(one)) for one in fitting]


def _measure_words(one: Measure) -> Any:
    if not one.denominator:
        return both(one.name.zh, one.name.en)
    return both(f"{one.name.zh}（÷{one.below.zh}）", f"{one.name.en} (÷ {one.below.en})")


def _suggested(family: Family, code: str) -> str:
    return next((one.code for one in family.measures if key(one.name.zh) == key(code)), "")


class SiteForm(TaskForm):
    """The session of a site, for one voter group and round."""

    group = forms.ChoiceField(label=both("投票层面", "Voter group"))
    round = forms.ChoiceField(label=both("轮次", "Round"), required=False)
    field_order = ("title", "partner", "group", "round", "due", "note")

    def __init__(self, *args: Any, names: Names, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["since"], self.fields["until"]
        self.fields["title"].label = both("评议点", "Site")
        self.fields["title"].help_text = both("如 城关镇", "e.g. Chengguan")
        scheme = names.scheme
        groups = [(one.code, one.name) for one in scheme.groups.values()] if scheme else []
        rounds = [(one.code, one.name) for one in scheme.rounds.values()] if scheme else []
        for name, choices in (("group", groups), ("round", rounds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
            field.choices = choices
            field.required = bool(choices)


class SignForm(forms.Form):
    """Who answers for the report at the partner."""

    signer = forms.CharField(
        label=both("签字的负责人", "Signed by"),
        max_length=60,
        help_text=both("姓名和职务，与纸质签字一致。", "Name and post, as on the signed paper."),
    )


class SiteSignForm(SignForm):
    """A session's papers, out and back."""

    issued = forms.IntegerField(label=both("发出评议票", "Papers handed out"), min_value=0, max_value=MOST)
    returned = forms.IntegerField(label=both("收回评议票", "Papers come back"), min_value=0, max_value=MOST)


class PlanForm(forms.Form):
    """A unit's turn in a programme."""

    on = forms.DateField(label=both("日期", "Day"), widget=Day)
    programme = forms.CharField(
        label=both("栏目", "Programme"),
        max_length=60,
        help_text=both("同一栏目每次写法一致。", "Spelt the same each time."),
        widget=forms.TextInput(attrs={"list": "programmes"}),
    )
    unit = forms.ChoiceField(label=both("单位", "Unit"))
    guest = forms.CharField(
        label=both("拟上线人员", "Expected"),
        required=False,
        max_length=100,
        help_text=both("姓名和职务，如 张某 局长", "Name and post"),
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = [("", "—"), *units]


class AttendanceForm(forms.Form):
    """Who was on air, and what became of what citizens raised."""

    attended = forms.ChoiceField(
        label=both("上线情况", "On air"),
        choices=[
            ("head", both("主要领导", "the head")),
            ("substitute", both("替代", "a substitute")),
            ("absent", both("缺席", "nobody")),
        ],
        widget=forms.RadioSelect,
    )
    who = forms.CharField(label=both("上线人员", "Name"), required=False, max_length=60)
    post = forms.CharField(
        label=both("职务", "Office held"),
        required=False,
        max_length=60,
        help_text=both("替代上线的必填。", "Needed of a substitute."),
    )
    raised = forms.IntegerField(label=both("提出问题", "Raised"), required=False, min_value=0, max_value=MOST)
    closed = forms.IntegerField(
        label=both("办结问题", "Closed"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=both(
            "以后办结的，签字以前可以随时更新。", "May be brought up to date until the table is signed."
        ),
    )
    rated = forms.IntegerField(label=both("评价人数", "Rated"), required=False, min_value=0, max_value=MOST)
    satisfied = forms.IntegerField(
        label=both("满意人数", "Satisfied"), required=False, min_value=0, max_value=MOST
    )
    note = forms.CharField(label=both("备注", "Note"), required=False, max_length=300)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=both("理由", "Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
