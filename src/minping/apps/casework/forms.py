"""Forms about one problem."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from minping.apps.casework.boards.words import CLASSES, ORIGINS, SOURCES
from minping.apps.casework.models import Contact, Problem
from minping.apps.foundation.asking import both
from minping.apps.foundation.uploads import FilesField

LONGEST = 5000
Choice = tuple[str, Any]
NO_ACTION = both("请选择", "Choose")


def _area(zh: str, en: str, rows: int = 4, *, longest: int = LONGEST, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=both(zh, en), max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _day(zh: str, en: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=both(zh, en), widget=forms.DateInput(attrs={"type": "date"}), **more)


def _reason(zh: str = "理由", en: str = "Reason", **more: Any) -> forms.CharField:
    return _area(zh, en, 3, longest=1000, **more)


def _yes_no(zh: str, en: str, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=both(zh, en),
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


def _words(words: Any) -> list[Choice]:
    return [(code, both(text.zh, text.en)) for code, text in words.items() if code]


def _files(*, required: bool) -> FilesField:
    return FilesField(
        label=both("佐证材料", "Evidence"),
        required=required,
        help_text=both(
            "照片、PDF、Word、Excel，每份不超过10 MB，可一次选多份。照片里的拍摄地点会自动去掉。",
            "Photos, PDF, Word or Excel, 10 MB each; several at once. The place is taken out of photos.",
        ),
    )


class NoForm(forms.Form):
    """Nothing is asked."""


class RaiseForm(forms.Form):
    """A problem that the office puts into the ledger itself."""

    campaign = forms.ChoiceField(label=both("评议活动", "Campaign"))
    unit = forms.ChoiceField(label=both("责任单位", "Unit"))
    origin = forms.ChoiceField(label=both("怎么提出的", "Who raised it"), choices=_words(ORIGINS))
    source = forms.ChoiceField(label=both("来源", "Source"), choices=_words(SOURCES))
    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = _area(
        "问题内容",
        "The problem",
        6,
        help_text=both(
            "用评议办自己的话写。不写反映人的姓名、电话，也不写能认出他的细节。",
            "In the office's own words: no name or number of a citizen, nothing by which he could be known.",
        ),
    )
    standard = _area("整改标准", "Standard", 2, longest=2000, required=False)
    deadline = _day("承诺或要求的期限", "Deadline that was promised or asked", required=False)
    media_note = forms.CharField(
        label=both("媒体曝光（媒体、日期）", "Exposed by the media (which, when)"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, campaigns: Sequence[Choice], units: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "campaign", campaigns)
        offer(self, "unit", units)


def offer(form: forms.Form, name: str, choices: Iterable[Choice]) -> None:
    """Give a field of the form its choices."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class ProposeForm(forms.Form):
    """A problem that a unit found itself."""

    campaign = forms.ChoiceField(label=both("评议活动", "Campaign"))
    unit = forms.ChoiceField(label=both("单位", "Unit"))
    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = _area("问题内容", "The problem", 6)

    def __init__(self, *args: Any, campaigns: Sequence[Choice], units: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "campaign", campaigns)
        offer(self, "unit", units)


class RegisterForm(forms.Form):
    """For whom it is registered, in which words."""

    unit = forms.ChoiceField(label=both("责任单位", "Unit"))
    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = _area("问题内容", "The problem", 6)

    def __init__(self, *args: Any, units: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "unit", units)


class TransferForm(forms.Form):
    """Where it goes."""

    note = forms.CharField(label=both("转往何处", "Passed on to"), max_length=200)


class NumberForm(forms.Form):
    """Another problem by its number."""

    number = forms.CharField(
        label=both("问题编号", "Number of the problem"),
        max_length=20,
        help_text=both("例如 2026-0031", "Such as 2026-0031"),
    )


class AssignForm(forms.Form):
    """The order to the unit."""

    klass = forms.ChoiceField(label=both("整改类别", "Class"), widget=forms.RadioSelect)
    handler = forms.CharField(
        label=both("整改责任人", "Person answerable"),
        max_length=100,
        help_text=both(
            "一般为单位主要负责人；具体办理人由单位在方案里写明。",
            "Usually the head of the unit; its plan names who does the work.",
        ),
    )
    handler_post = forms.CharField(label=both("职务", "Post"), max_length=100, required=False)
    deadline = _day(
        "整改期限",
        "Deadline",
        required=False,
        help_text=both("不填则按类别的默认期限。", "If empty, the default of the class."),
    )
    note = _reason("交办说明", "Note to the unit", required=False)

    def __init__(self, *args: Any, classes: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "klass", classes)


class PlanForm(forms.Form):
    """The unit's plan 整改方案."""

    content = _area("整改内容", "What is put right", 3)
    measures = _area(
        "整改措施",
        "Measures",
        6,
        help_text=both("写清做什么、由谁做、什么时候做完。", "What is done, by whom, until when."),
    )
    handler = forms.CharField(
        label=both("具体责任人（姓名、职务）", "Who does it (name and post)"), max_length=100
    )
    deadline = _day("完成期限", "Done by")
    over_reason = _reason(
        "超过交办期限的理由",
        "Why later than the deadline that was set",
        required=False,
        help_text=both("完成期限晚于交办期限时必填。", "Needed when the plan ends after that deadline."),
    )
    proofs = _files(required=False)


class ReportForm(forms.Form):
    """The unit's report 整改报告."""

    text = _area(
        "整改情况",
        "What was done",
        8,
        help_text=both(
            "写清做了什么、谁做的、什么时候、结果如何；笼统的话会被退回。",
            "What was done, by whom, when, with what result; generalities come back.",
        ),
    )
    cause = _area("原因剖析", "Analysis of the cause", 3, longest=2000, required=False)
    institution = _area(
        "立规矩、建制度",
        "Rule or institution",
        3,
        longest=2000,
        required=False,
        help_text=both(
            "为防止再犯订立的制度，写明文件名和文号。", "The rule made against it, with its number."
        ),
    )
    proofs = _files(required=True)


class ExtensionForm(forms.Form):
    """More time is asked for."""

    deadline = _day("申请延到", "Until")
    reason = _reason()


class DecideForm(forms.Form):
    """Accepted, or returned with a reason."""

    accept = _yes_no("审核意见", "Decision", both("通过", "Accept"), both("退回", "Return"))
    reason = _reason(
        required=False,
        help_text=both("退回必须写明理由，单位会看到。", "Needed to return it; the unit reads it."),
    )

    def clean(self) -> dict[str, Any]:
        """A return needs its reason."""
        given = super().clean() or {}
        if given.get("accept") is False and not given.get("reason", "").strip():
            self.add_error("reason", both("请写明退回的理由。", "Say why it is returned."))
        return given


class LongTermForm(forms.Form):
    """An objective obstacle."""

    obstacle = _reason("客观障碍", "Objective obstacle")
    next_date = _day("下次研究日期", "Looked at again on")


class LookForm(forms.Form):
    """The obstacle stays."""

    note = _reason("研究情况", "What was found")
    next_date = _day("下次研究日期", "Looked at again on")


class ResumeForm(forms.Form):
    """The obstacle is gone."""

    deadline = _day("新的整改期限", "New deadline")
    note = _reason("说明", "Note", required=False)


class NoteForm(forms.Form):
    """How and what was found."""

    note = _area("核实情况", "What was found", 4, longest=2000)


class ReasonForm(forms.Form):
    """Why."""

    reason = _reason()


class RecheckForm(forms.Form):
    """The inspector's word."""

    solved = _yes_no(
        "复查结论", "Finding", both("已解决", "Solved"), both("没有解决，退回", "Not solved: return it")
    )
    note = _area("复查情况", "What was seen", 4, longest=2000)


class InspectorForm(forms.Form):
    """Who rechecks."""

    inspector = forms.ChoiceField(label=both("复查人", "Who rechecks"))

    def __init__(self, *args: Any, people: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "inspector", people)


class ContactForm(forms.Form):
    """An attempt to reach a giver."""

    way = forms.ChoiceField(
        label=both("联系方式", "How"),
        choices=[
            (Contact.Way.PHONE, both("电话", "by phone")),
            (Contact.Way.VISIT, both("上门", "at home")),
            (Contact.Way.LETTER, both("信函", "by letter")),
        ],
    )
    note = forms.CharField(
        label=both("情况", "What came of it"),
        max_length=200,
        required=False,
        help_text=both("如：无人接听。不写姓名、号码。", "Such as: nobody answered. No name, no number."),
    )


class PhoneForm(forms.Form):
    """What a giver said by phone."""

    solved = _yes_no("提出人的答复", "What he said", both("已解决", "Solved"), both("没有解决", "Not solved"))
    words = _reason("原话要点", "In his words", required=False)


class ReleaseForm(forms.Form):
    """What the unit may read of a giver's words."""

    masked = _area(
        "告知单位的内容",
        "What the unit reads",
        4,
        longest=1000,
        help_text=both(
            "已按规则遮盖，请逐字核对：不能有姓名、电话、车牌、日期和能认出他的细节。",
            "Masked by rule; read it through: no name, number, plate, day or detail by which he could be known.",
        ),
    )


class UrgeForm(forms.Form):
    """A letter 督办单."""

    text = _area("督办单内容", "Letter", 6, longest=3000)


class AnswerForm(forms.Form):
    """The unit's answer to a letter."""

    answer = _area("答复", "Answer", 4, longest=2000)


class MediaForm(forms.Form):
    """Where it was exposed."""

    note = forms.CharField(label=both("曝光媒体和日期", "Medium and day"), max_length=200)


class RecurForm(forms.Form):
    """It came up again."""

    text = _area("再次发生的情况", "What happened again", 5)


def classes(defaults: dict[str, str]) -> list[Choice]:
    """The three classes; ``defaults``: code → what the default deadline would be, in words."""
    return [
        (code, both(f"{CLASSES[code].zh}：{defaults[code]}", f"{CLASSES[code].en}: {defaults[code]}"))
        for code in Problem.Klass.values
    ]
