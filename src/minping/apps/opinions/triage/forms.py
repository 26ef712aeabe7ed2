"""Forms of the desk."""

from collections.abc import Sequence
from uuid import UUID

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.opinions.triage.classes import NONE
from minping.apps.opinions.triage.wordlists import PARTS
from minping.apps.opinions.words import KINDS
from minping.core.opinions.entries import CLASSES

Choices = Sequence[tuple[str, object]]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _fill(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)  # noqa: S101 - for the type checker
    field.choices = list(choices)


class RouteForm(forms.Form):
    """Whose matter it is."""

    unit = forms.ChoiceField(label=both("涉及单位", "Unit"))

    def __init__(self, *args: object, units: Choices = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _fill(self, "unit", units)


class SortForm(forms.Form):
    """Its class and kind."""

    klass = forms.ChoiceField(
        label=both("类别", "Class"),
        required=False,
        choices=[(key, both(t.zh, t.en)) for key, t in (("", NONE), *CLASSES.items())],
    )
    kind = forms.ChoiceField(
        label=both("类型", "Kind"), choices=[(kind.value, both(t.zh, t.en)) for kind, t in KINDS.items()]
    )


class HandlerForm(forms.Form):
    """Who deals with it."""

    handler = forms.ChoiceField(label=both("专人负责", "Handled by"))

    def __init__(self, *args: object, people: Sequence[tuple[UUID, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _fill(self, "handler", [(str(user), name) for user, name in people])


class AnswerForm(forms.Form):
    """What the giver reads."""

    text = forms.CharField(
        label=both("答复内容", "Answer"),
        help_text=both(
            "来件人凭查询码看到。不要写出其他人的姓名、电话。",
            "The giver reads it with the private code. Name nobody else.",
        ),
        max_length=3000,
        widget=_area(5),
    )


class TransferForm(forms.Form):
    """Where it is passed on to."""

    receiver = forms.CharField(label=both("转往", "Passed on to"), max_length=100)
    note = forms.CharField(label=both("说明", "Remark"), max_length=500, required=False)


class NoteForm(forms.Form):
    """Why it is laid aside."""

    reason = forms.CharField(
        label=both("阅存理由", "Why nothing more is done"),
        help_text=both(
            "例如：表扬，已告知单位；建议，供工作参考。", "For example: praise; a suggestion to keep in mind."
        ),
        max_length=500,
    )


class GiverForm(forms.Form):
    """Why a full name or number is needed."""

    reason = forms.CharField(
        label=both("查看理由", "Reason"),
        help_text=both("例如：回访。查看会记入操作记录。", "For example: calling back. It is recorded."),
        max_length=300,
    )


class ThemeForm(forms.Form):
    """The office's own words."""

    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = forms.CharField(
        label=both("内容", "Content"),
        help_text=both(
            "用评议办的话概括几件意见，不抄原文，不写时间、地点、身份等能认出来件人的细节。",
            "Sum the opinions up in your own words; copy nothing, and leave out what could tell who wrote them.",
        ),
        max_length=3000,
        widget=_area(6),
    )
    klass = forms.ChoiceField(
        label=both("类别", "Class"),
        required=False,
        choices=[(key, both(t.zh, t.en)) for key, t in (("", NONE), *CLASSES.items())],
    )


class TogetherForm(forms.Form):
    """How few a theme may stand for."""

    number = forms.IntegerField(
        label=both("一个主题至少含几件意见", "Fewest opinions of a theme"), min_value=2
    )


class WordsForm(forms.Form):
    """The lines of one part of the word list."""

    lines = forms.CharField(
        label=both("词条", "Entries"),
        help_text=both(
            "每行一条：词 | 权重1–9 | 去向提示 | 类别代码，后三项可省。"
            "词里的…代表几个字，/隔开可互换的词，如：不给/没有…发票/收据。",
            "One a line: word | weight 1–9 | hint | class; only the word is needed. "
            "In a word … stands for some characters, / between alternatives.",
        ),
        widget=_area(20),
        required=False,
        strip=False,
    )
    note = forms.CharField(label=both("改了什么", "What was changed"), max_length=200)
    base = forms.IntegerField(widget=forms.HiddenInput)


class TryForm(forms.Form):
    """A sentence to try the list on."""

    sentence = forms.CharField(label=both("试一句", "Try a sentence"), max_length=500, required=False)


def part_choices() -> Choices:
    """The parts of the word list."""
    return [(part, both(name.zh, name.en)) for part, name in PARTS.items()]
