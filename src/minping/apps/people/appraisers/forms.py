"""Forms about appraisers and their training."""

from typing import Any
from uuid import UUID

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.foundation.pages import say
from minping.apps.messaging.phones import e164
from minping.apps.people.appraisers.services import Proposal
from minping.apps.people.appraisers.standing import APPRAISER_KINDS
from minping.apps.people.appraisers.training import Asked
from minping.apps.people.models import Candidate, Conflict, Pool
from minping.core.bundle.cells import BadCell
from minping.core.findings import Text

KINDS = {kind: both(text.zh, text.en) for kind, text in APPRAISER_KINDS.items()}
STATE_TEXTS = {
    Candidate.State.PROPOSED: Text("待审查", "proposed"),
    Candidate.State.ACCEPTED: Text("已聘任", "accepted"),
    Candidate.State.REFUSED: Text("未聘任", "refused"),
    Candidate.State.WITHDRAWN: Text("已退出", "withdrawn"),
}
STATES = {state: both(text.zh, text.en) for state, text in STATE_TEXTS.items()}
CONFLICTS = {
    Conflict.Kind.OWN: both("本人所在单位", "own unit"),
    Conflict.Kind.RELATIVE: both("亲属所在单位", "a relative's unit"),
    Conflict.Kind.OTHER: both("其他利害关系", "other interest"),
}
OWNERS = {
    Pool.Owner.OFFICE: both("评议办聘任", "engaged by the office"),
    Pool.Owner.UNIT: both("单位自聘", "engaged by a unit"),
}


class CandidateForm(forms.Form):
    """The candidate form."""

    name = forms.CharField(label=both("姓名", "Name"), max_length=60)
    phone = forms.CharField(label=both("手机号", "Phone"), max_length=30)
    kind = forms.ChoiceField(label=both("类别", "Kind"), choices=list(KINDS.items()))
    identity = forms.CharField(
        label=both("身份", "As"),
        max_length=60,
        required=False,
        help_text=both(
            "如 党代表、人大代表、政协委员、特邀监督员、企业主。", "Such as deputy or entrepreneur."
        ),
    )
    post = forms.CharField(label=both("单位职务", "Post"), max_length=100, required=False)
    level = forms.CharField(
        label=both("参政议政水平", "Level"),
        max_length=100,
        help_text=both("学历、任职、议政经历。", "Education, offices held, public work."),
    )
    responsibility = forms.CharField(
        label=both("责任心", "Sense of responsibility"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    knowledge = forms.CharField(
        label=both("对部门工作的了解", "Knowledge of the departments"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
    own = forms.MultipleChoiceField(
        label=CONFLICTS[Conflict.Kind.OWN], required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    relative = forms.MultipleChoiceField(
        label=CONFLICTS[Conflict.Kind.RELATIVE],
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )
    user = forms.ChoiceField(
        label=both("登录账号", "Account"),
        required=False,
        help_text=both(
            "有账号的评议员可以在网上学习和测试。", "With an account the training can be done online."
        ),
    )

    def __init__(
        self,
        *args: Any,
        units: list[tuple[str, str]],
        users: list[tuple[str, str]],
        known: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for name, choices in (("own", units), ("relative", units), ("user", [("", "—"), *users])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if known:
            del self.fields["name"], self.fields["phone"]

    def clean_phone(self) -> str:
        """The number in E.164."""
        try:
            return e164(self.cleaned_data["phone"])
        except BadCell as bad:
            raise forms.ValidationError(say(bad.remedy)) from bad

    def proposal(self) -> Proposal:
        """What the form says."""
        given = self.cleaned_data
        conflicts = {UUID(unit): Conflict.Kind.RELATIVE.value for unit in given["relative"]}
        conflicts |= {UUID(unit): Conflict.Kind.OWN.value for unit in given["own"]}
        texts = ("kind", "identity", "post", "level", "responsibility", "knowledge")
        return Proposal(
            name=given.get("name", ""),
            phone=given.get("phone", ""),
            conflicts=conflicts,
            user=UUID(given["user"]) if given["user"] else None,
            **{name: given[name] for name in texts},
        )


class DecisionForm(forms.Form):
    """The screening's decision."""

    state = forms.ChoiceField(
        label=both("结论", "Decision"),
        choices=[
            (state, STATES[state])
            for state in (Candidate.State.ACCEPTED, Candidate.State.REFUSED, Candidate.State.WITHDRAWN)
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=both("理由", "Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        help_text=both("写入操作记录，请勿写姓名和号码。", "It goes into the log; write no name or number."),
    )


class PoolForm(forms.Form):
    """A pool of appraisers."""

    name = forms.CharField(label=both("队伍名称", "Name of the pool"), max_length=100)
    owner = forms.ChoiceField(
        label=both("由谁聘任", "Engaged by"),
        choices=list(OWNERS.items()),
        widget=forms.RadioSelect,
        initial="office",
    )
    unit = forms.ChoiceField(
        label=both("监督哪个单位", "Which unit they look at"),
        required=False,
        help_text=both("评议全部单位的队伍留空。", "Empty for those who rate every unit."),
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "—"), *units]


class AssignForm(forms.Form):
    """Who guides which bureau."""

    unit = forms.ChoiceField(label=both("指派到", "Assigned to"))
    since = forms.DateField(label=both("开始日期", "From"), widget=forms.DateInput(attrs={"type": "date"}))
    task = forms.CharField(label=both("任务", "Task"), max_length=200, required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = units


class MaterialForm(forms.Form):
    """Something to read."""

    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = forms.CharField(
        label=both("正文", "Text"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=20_000,
    )
    link = forms.URLField(label=both("链接", "Link"), required=False, assume_scheme="https", max_length=300)
    file = forms.FileField(
        label=both("PDF 文件", "PDF file"), required=False, help_text=both("不超过 10 MB。", "At most 10 MB.")
    )


class SessionForm(forms.Form):
    """A training session."""

    title = forms.CharField(label=both("名称", "Title"), max_length=100)
    held_on = forms.DateField(label=both("日期", "Day"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.CharField(label=both("地点", "Place"), max_length=100, required=False)


class PaperForm(forms.Form):
    """The short test, written as text: a blank line between questions, * before the right options."""

    title = forms.CharField(label=both("名称", "Title"), max_length=100)
    pass_mark = forms.IntegerField(
        label=both("合格线（答对的百分比）", "Pass mark (per cent right)"),
        min_value=1,
        max_value=100,
        initial=60,
    )
    attempts = forms.IntegerField(label=both("最多答几次", "Attempts"), min_value=1, max_value=10, initial=3)
    questions = forms.CharField(
        label=both("题目", "Questions"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=50_000,
        help_text=both(
            "每题第一行是题目，下面每行一个选项，正确的选项行首加 *；题与题之间空一行。",
            "First line the question, then one option a line, * before the right ones; a blank line between "
            "questions.",
        ),
    )

    def asked(self) -> list[Asked]:
        """The questions that were written."""
        blocks = self.cleaned_data["questions"].replace("\r\n", "\n").split("\n\n")
        found = []
        for block in blocks:
            lines = [line.strip() for line in block.splitlines() if line.strip()]
            if not lines:
                continue
            options = tuple(line.lstrip("*＊ ") for line in lines[1:])
            right = frozenset(n for n, line in enumerate(lines[1:]) if line.startswith(("*", "＊")))
            found.append(Asked(lines[0][:300], options, right))
        return found


def written(questions: Any) -> str:
    """Questions as the form takes them."""
    blocks = []
    for question in questions:
        options = [f"*{o}" if n in question.right else o for n, o in enumerate(question.options)]
        blocks.append("\n".join([question.text, *options]))
    return "\n\n".join(blocks)
