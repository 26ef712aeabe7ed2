"""Forms of the room consequences."""

from collections.abc import Mapping
from typing import Any

from django import forms

from minping.apps.consequences.terms import ADVICE, KINDS, OUTCOMES, Kind, alternatives
from minping.apps.foundation.asking import both
from minping.core.findings import Text

DAY = {"type": "date"}


def _long(zh: str, en: str, rows: int, longest: int = 4000, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=both(zh, en), widget=area, max_length=longest, **more)


def _day(zh: str, en: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=both(zh, en), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def _words(zh: str, en: str, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=both(zh, en), max_length=longest, **more)


def _of(table: Mapping[str, Text], codes: Any = None) -> list[tuple[str, Any]]:
    return [(str(code), both(table[code].zh, table[code].en)) for code in (codes or table)]


class PutForm(forms.Form):
    """What the office advises, and why."""

    advice = forms.ChoiceField(label=both("评议办建议", "Advice"), widget=forms.RadioSelect)
    opinion = _long("理由和有关情况", "Why, and what else should be known", 4, 2000)

    def __init__(self, *args: Any, kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["advice"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = _of(ADVICE, alternatives(kind))


class DecideForm(forms.Form):
    """What is decided, and why."""

    decision = forms.ChoiceField(label=both("决定", "Decision"), widget=forms.RadioSelect)
    reason = _long("理由", "Reason", 4, 2000)

    def __init__(self, *args: Any, kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        field.choices = _of(ADVICE, alternatives(kind))


class ReconsiderForm(forms.Form):
    """Whether what was decided stays, and why."""

    uphold = forms.TypedChoiceField(
        label=both("重新审定", "Decision"),
        widget=forms.RadioSelect,
        coerce=lambda chosen: chosen == "yes",
        choices=[
            ("yes", both("维持原决定", "uphold what was decided")),
            ("no", both("不再维持", "do not uphold it")),
        ],
    )
    reason = _long("理由", "Reason", 4, 2000)


class ReasonForm(forms.Form):
    """Why."""

    reason = _long("理由", "Reason", 3, 2000)


class NoticeForm(forms.Form):
    """The notice of a talk."""

    number = _words("文号", "Number", 60, required=False)
    on = _day("谈话日期", "Day of the talk")
    time = _words("时间", "Time", 40, required=False, help_text=both("如“上午9:30”", "such as 9:30"))
    place = _words("地点", "Place", 100)
    asked = _words(
        "被谈话人",
        "Who is to come",
        200,
        initial="主要负责人及领导班子成员",
        help_text=both("满意度较低的，一并约谈领导班子。", "Where satisfaction is low, the team too."),
    )
    topics = _long("谈话事项", "What it is about", 3, 2000, required=False)


class CardForm(forms.Form):
    """The notice of a card."""

    number = _words("文号", "Number", 60, required=False)
    asked = _words("送达对象", "To whom", 200, initial="单位主要负责人")


class ServeForm(forms.Form):
    """That it was served."""

    on = _day("送达日期", "Served on")
    to = _words("签收人", "Who took it", 100)


class TalkForm(forms.Form):
    """The record of a talk."""

    on = _day("谈话日期", "Day")
    place = _words("地点", "Place", 100)
    by = _words("谈话人（姓名、职务）", "Who spoke (name, post)", 200)
    spoken_to = _words("被谈话人（姓名、职务）", "Who was spoken to (name, post)", 200)
    team = forms.BooleanField(label=both("领导班子成员参加", "The leadership team took part"), required=False)
    recorder = _words("记录人", "Recorder", 100)
    told = _long("谈话内容", "What was said", 6, 8000)
    causes = _long("原因分析", "Causes", 4)
    undertaken = _long("单位表态", "What the unit undertook", 3, required=False)
    organisation = _words("被问责的党组织", "Party organisation held to account", 200, required=False)
    accountability = _long("问责情况", "What was decided about it", 2, required=False)


class SignForm(forms.Form):
    """That the record was signed."""

    on = _day("签字日期", "Signed on")


class OrderForm(forms.Form):
    """An order to rectify."""

    text = _long("整改要求", "What is to be rectified", 5)
    deadline = _day("整改期限", "By when")


class AnswerForm(forms.Form):
    """What the unit has done."""

    text = _long(
        "整改情况", "What was done", 8, 8000, help_text=both("逐条说明，附件在下方上传。", "Point by point.")
    )


class RecheckForm(forms.Form):
    """What the recheck found."""

    rectified = forms.ChoiceField(
        label=both("复查结论", "Finding"),
        widget=forms.RadioSelect,
        choices=[("yes", both("整改到位", "rectified")), ("no", both("整改不到位", "not rectified"))],
    )
    found = _long("复查情况", "What was found", 4)


class LetterForm(forms.Form):
    """The recommendation."""

    number = _words("文号", "Number", 60, required=False)
    addressee = _words("主送机关", "To", 100, initial="区委组织部")
    head = forms.BooleanField(label=both("建议调整主要负责人", "The head"), required=False, initial=True)
    deputy = forms.BooleanField(
        label=both("建议调整分管负责人", "The deputy in charge"), required=False, initial=True
    )
    text = _long("建议事项", "What is recommended", 4)


class SendForm(forms.Form):
    """That the letter went out."""

    on = _day("发函日期", "Sent on")


class ReplyForm(forms.Form):
    """What the organisation department replied."""

    outcome = forms.ChoiceField(label=both("答复结果", "Outcome"), choices=_of(OUTCOMES))
    reply = _long("答复内容", "The reply", 4)
    on = _day("答复日期", "Replied on")


class DoneForm(forms.Form):
    """That another consequence was carried out."""

    note = _long("办理情况", "What was done", 3, 2000)


class ExemptForm(forms.Form):
    """Why the chosen units are exempt."""

    reason = _long("免评理由", "Why they are exempt", 3, 300)


class EventForm(forms.Form):
    """The veto event that ends an exemption."""

    event = _long("一票否决事项", "The veto event", 3, 500)


class CircularForm(forms.Form):
    """A circular of praise."""

    number = _words("文号", "Number", 60, required=False)
    issued_on = _day("印发日期", "Issued on")
    text = _long("正文补充", "More text", 4, required=False)
    award = forms.BooleanField(
        label=both("作为表彰（须有批准文号）", "As an award (needs an approval)"), required=False
    )
    approval = _words("表彰批准文号", "Number of the approval", 100, required=False)


class BonusForm(forms.Form):
    """Points in the yearly assessment."""

    ground = forms.ChoiceField(label=both("依据", "For"))
    points = _words(
        "分值", "Points", 12, help_text=both("加分写正数，减分写负数。", "Negative: a deduction.")
    )
    clause = _words("年度考评条款", "Clause", 200, required=False)

    def __init__(self, *args: Any, grades: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        by_grade = [(f"grade:{one}", both(f"等次：{one}", f"grade: {one}")) for one in grades]
        field.choices = by_grade + _of(KINDS, [kind for kind in Kind if kind != Kind.OTHER])
