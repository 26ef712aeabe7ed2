"""Forms of this room."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from minping.apps.commitments.services import PromiseLine
from minping.apps.commitments.words import CONTACTS, DUTIES, EXAMPLES
from minping.apps.foundation.asking import both
from minping.core.findings import Text

ROWS = 5


class Day(forms.DateInput):
    """A day, with the browser's calendar where it has one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def long(zh: str, en: str, rows: int = 3, required: bool = True, **more: Any) -> forms.CharField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=both(zh, en), widget=widget, required=required, **more)


def of_table(table: Mapping[Any, Text]) -> list[tuple[str, Any]]:
    """Choices in the language of the page."""
    return [(str(code), both(word.zh, word.en)) for code, word in table.items()]


class ForUnit(forms.Form):
    """A form whose first question is the unit, unless there is only one to choose."""

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], fixed: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        if fixed or "unit" not in self.fields:
            self.fields.pop("unit", None)
            return
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
        blank = not field.required or len(units) > 1
        field.choices = [("", "—")] * blank + list(units)


class CommitmentForm(forms.Form):
    """The text of a commitment; its promises are rows below it (``lines``)."""

    text = long(
        "承诺正文", "Text", 6, required=False, help_text=both("公开时照此登载。", "Published as it stands.")
    )
    phone = forms.CharField(
        label=both("热线监督电话", "Supervision phone"),
        max_length=40,
        required=False,
        help_text=both("群众可以查到。", "Citizens can look it up."),
    )
    video = forms.URLField(
        label=both("视频地址", "Address of the video"), max_length=300, required=False, assume_scheme="https"
    )
    broadcast_on = forms.DateField(label=both("电视播出日期", "Broadcast on"), widget=Day, required=False)

    def lines(self) -> list[dict[str, str]]:
        """The rows as they were posted, or of ``initial``; always a few empty ones at the end."""
        if self.is_bound:
            posted = self.data
            total = min(len(posted.getlist("what")), 20)  # type: ignore[attr-defined]
            columns = [posted.getlist(name) for name in ("what", "standard", "due")]  # type: ignore[attr-defined]
            rows = [
                {"text": column[0], "standard": column[1], "due": column[2]}
                for column in zip(*(each[:total] for each in columns), strict=False)
            ]
        else:
            rows = list(self.initial.get("lines", []))
        return rows + [{"text": "", "standard": "", "due": ""}] * max(ROWS - len(rows), 1)

    def clean(self) -> dict[str, Any]:
        """The rows as promises; a day that is none is an error that names its row."""
        data = super().clean() or {}
        promises = []
        for number, row in enumerate(self.lines(), start=1):
            due = None
            if row["due"].strip():
                try:
                    due = forms.DateField().clean(row["due"])
                except forms.ValidationError:
                    self.add_error(
                        None,
                        say_row(number, "期限不是日期，请写成2026-09-30。", "the day reads like 2026-09-30."),
                    )
            if row["text"].strip():
                promises.append(PromiseLine(row["text"], row["standard"], due))
        data["promises"] = promises
        return data


def say_row(number: int, zh: str, en: str) -> Any:
    """An error that names the row of the table of promises."""
    return both(f"承诺事项第{number}行：{zh}", f"Promise {number}: {en}")


class TopicForm(ForUnit):
    """A topic the unit chooses."""

    unit = forms.ChoiceField(label=both("单位", "Unit"))
    title = forms.CharField(
        label=both("选定的问题", "The problem chosen"),
        max_length=100,
        help_text=both(
            "群众反映强烈、本单位能够解决的一个问题。", "One that people complain of and you can solve."
        ),
    )
    goal = long("目标", "Goal", 2, max_length=2000)
    measures = long("措施", "Measures", 4, max_length=4000)
    commitment = long("公开承诺", "Public commitment", 2, required=False, max_length=2000)
    handler = forms.CharField(label=both("责任人", "Who answers for it"), max_length=100)
    due = forms.DateField(label=both("完成期限", "Due"), widget=Day)


class ResultForm(forms.Form):
    """What came of a topic."""

    result = long("结果", "Result", 5, max_length=4000)


class DutyForm(ForUnit):
    """What a unit's head did."""

    unit = forms.ChoiceField(label=both("单位", "Unit"))
    kind = forms.ChoiceField(label=both("事项", "What"), choices=of_table(DUTIES))
    on = forms.DateField(label=both("日期", "Day"), widget=Day)
    who = forms.CharField(label=both("参加人（姓名、职务）", "Who (name and post)"), max_length=100)
    in_person = forms.BooleanField(
        label=both("主要负责人本人参加", "The head in person"), required=False, initial=True
    )
    note = long("说明", "Note", 3, required=False, max_length=2000)


class PlanForm(forms.Form):
    """A day set for a duty of several heads."""

    kind = forms.ChoiceField(label=both("事项", "What"), choices=of_table(DUTIES))
    due = forms.DateField(label=both("日期", "Day"), widget=Day)
    units = forms.MultipleChoiceField(
        label=both("单位", "Units"),
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=both("按住 Ctrl 可多选。", "Ctrl chooses several."),
    )
    note = long("说明", "Note", 2, required=False, max_length=2000)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["units"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = units


class ContactForm(ForUnit):
    """A visit of 三联系一走访."""

    unit = forms.ChoiceField(label=both("单位", "Unit"))
    kind = forms.ChoiceField(label=both("类型", "Kind"), choices=of_table(CONTACTS))
    on = forms.DateField(label=both("日期", "Day"), widget=Day)
    whom = forms.CharField(
        label=both("联系走访对象", "Whom"),
        max_length=100,
        help_text=both("困难户只写村组，不写姓名。", "For a household name the village only, nobody's name."),
    )
    by = forms.CharField(label=both("联系走访人", "Who went"), max_length=100)
    told = long("反映的情况", "What was heard", 4, max_length=4000)
    done = long("办理情况", "What was done", 3, required=False, max_length=4000)


class ExampleForm(ForUnit):
    """A good practice, a model station, a typical case."""

    kind = forms.ChoiceField(label=both("类型", "Kind"), choices=of_table(EXAMPLES))
    unit = forms.ChoiceField(label=both("单位", "Unit"), required=False)
    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = long(
        "正文", "Text", 8, max_length=8000, help_text=both("发布时照此登载。", "Published as it stands.")
    )
    grounds = long(
        "依据（不公开）",
        "Grounds (not published)",
        3,
        required=False,
        max_length=4000,
        help_text=both("典型案例须写明处理依据。", "A typical case needs them."),
    )


class ReasonForm(forms.Form):
    """Why something is returned."""

    reason = long("退回理由", "Why it is returned", 2, max_length=300)
