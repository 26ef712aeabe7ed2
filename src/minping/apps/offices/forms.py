"""Forms of this room."""

from typing import Any

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.offices.models import Item
from minping.apps.offices.services import NewItem
from minping.apps.offices.words import CHECKLIST, ITEMS, SIDES
from minping.core.dispatch import LARGEST

ROWS = 6
_ROUND_IT = 1024
"""Bytes of the envelope around a letter, and some more."""


class Day(forms.DateInput):
    """A day, with the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _long(zh: str, en: str, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=both(zh, en), widget=forms.Textarea(attrs={"rows": rows}), **more)


class TakeForm(forms.Form):
    """A file of another office; what is larger than any letter is refused before it is read."""

    file = forms.FileField(
        label=both("对方发来的文件（.minping）", "The other office's file (.minping)"),
        help_text=both(
            "身份文件、任务、回复、结果都在这里收取。重复收取同一份文件不会重复登记。",
            "Cards, instructions, answers and results are all taken in here. The same file twice changes nothing.",
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST + _ROUND_IT:
            raise forms.ValidationError(both("文件超过60MB，不能收取。", "The file is larger than 60 MB."))
        return file


class TrustForm(forms.Form):
    """The comparison of the fingerprint."""

    side = forms.ChoiceField(
        label=both("对方是", "The other office is"),
        choices=[(code, both(word.zh, word.en)) for code, word in SIDES.items()],
        widget=forms.RadioSelect,
    )
    compared = forms.BooleanField(
        label=both("已电话核对，八组数字完全一致", "Compared on the telephone: all eight groups agree"),
        required=False,
    )


class GuideForm(forms.Form):
    """Who guides a lower office."""

    representative = forms.CharField(
        label=both("指导该办的行评代表", "Who guides this office"), max_length=100, required=False
    )


class NumberForm(forms.Form):
    """The last letter that the other office has of this one."""

    number = forms.IntegerField(
        label=both("对方已收到本办的最后一号", "The last of this office's numbers that it has"),
        min_value=1,
        error_messages={"invalid": both("请填整数。", "A whole number, please.")},
    )


class EndForm(forms.Form):
    """Why an office is ended."""

    reason = forms.CharField(label=both("停用理由", "Reason"), max_length=300)


class InstructionForm(forms.Form):
    """To whom, and under what title; the items are rows below it."""

    peers = forms.MultipleChoiceField(
        label=both("发给", "To"), choices=[], widget=forms.CheckboxSelectMultiple
    )
    title = forms.CharField(label=both("标题", "Title"), max_length=200)

    def __init__(self, *args: Any, peers: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["peers"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - narrows the type
        field.choices = peers
        if len(peers) == 1:
            field.initial = [peers[0][0]]


class ItemForm(forms.Form):
    """One row of an instruction; an empty row is left out."""

    kind = forms.ChoiceField(
        label=both("类别", "Kind"), choices=[(code, both(word.zh, word.en)) for code, word in ITEMS.items()]
    )
    title = forms.CharField(label=both("名称", "What"), max_length=200, required=False)
    due = forms.DateField(label=both("期限", "Due"), widget=Day, required=False)
    text = _long("内容", "Text", 2, required=False, max_length=4000)
    standard = _long("完成标准", "Standard", 2, required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.filled() and not data.get("title"):
            self.add_error("title", both("请填写名称，或清空这一项。", "Name it, or empty this row."))
        if self.filled() and not data.get("due") and "due" not in self.errors:
            self.add_error("due", both("请填写期限。", "Say until when."))
        return data

    def filled(self) -> bool:
        """Whether anything was typed into the row."""
        return any(
            str(self.data.get(self.add_prefix(name)) or "").strip() for name in ("title", "due", "text")
        )

    def item(self, required: dict[str, str]) -> NewItem:
        """The row as the service wants it."""
        data = self.cleaned_data
        asked = required if data["kind"] == Item.Kind.CHECKLIST else {}
        return NewItem(
            data["kind"], data["title"], data["due"], data["text"], data["standard"], tuple(asked.items())
        )


class RequiredForm(forms.Form):
    """The numbers that the checklist asks for; what is left empty is not asked for."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, name, measure in CHECKLIST:
            self.fields[code] = forms.RegexField(
                r"^\d{1,12}(\.\d{1,2})?$",
                label=both(f"{name.zh}（{measure}）不少于", f"{name.en}, at least"),
                required=False,
                error_messages={"invalid": both("请填数字。", "A number, please.")},
            )

    def required(self) -> dict[str, str]:
        """Row → number, of the rows that were filled in."""
        return {code: str(value) for code, value in self.cleaned_data.items() if value}


class RaiseForm(forms.Form):
    """A case in the words that the unit will read; offered with names and numbers masked."""

    title = forms.CharField(label=both("问题标题", "Title of the problem"), max_length=100)
    text = _long("问题内容（单位看得到）", "The problem, as the unit will read it", 4, max_length=4000)


class AnswerForm(forms.Form):
    """What was done about an item; for the checklist its rows besides."""

    answer = _long("办理情况", "What was done", 6, max_length=4000)

    def __init__(self, *args: Any, item: Item, **more: Any) -> None:
        super().__init__(*args, **more)
        self._rows = CHECKLIST if item.kind == Item.Kind.CHECKLIST else ()
        asked = dict(item.lines)
        for code, name, measure in self._rows:
            need = asked.get(code)
            self.fields[code] = forms.RegexField(
                r"^\d{1,12}(\.\d{1,2})?$",
                label=both(f"{name.zh}（{measure}）", name.en),
                help_text=both(f"要求不少于{need}", f"at least {need}") if need else "",
                initial=item.figures.get(code, ""),
                error_messages={
                    "invalid": both("请填0或正数。", "A number of 0 or more."),
                    "required": both("请填写，没有的填0。", "Fill it in; 0 where there is none."),
                },
            )
        self.fields["answer"].initial = item.answer

    def figures(self) -> dict[str, str]:
        """The checklist's rows as filled in."""
        return {code: str(self.cleaned_data[code]) for code, _, _ in self._rows}


class InformationForm(forms.Form):
    """News for the upper office."""

    title = forms.CharField(label=both("标题", "Title"), max_length=200)
    text = _long("正文", "Text", 10, max_length=8000)


class GradingForm(forms.Form):
    """Marks by people, time and standard, each beside its full mark."""

    def __init__(self, *args: Any, parts: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for part, name in parts.items():
            self.fields[part] = forms.CharField(
                label=both(f"{name.zh}得分", f"{name.en}: mark"), max_length=15
            )
            self.fields[f"{part}_full"] = forms.CharField(
                label=both(f"{name.zh}满分", f"{name.en}: full mark"), max_length=15
            )
        self.fields["note"] = _long("说明", "Note", 3, required=False, max_length=2000)
