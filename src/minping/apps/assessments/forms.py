"""Forms of this room."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minping.apps.assessments.services.books import MOST_DAYS
from minping.apps.assessments.services.events import MOST
from minping.apps.assessments.words import FACTS
from minping.apps.foundation.asking import both
from minping.apps.foundation.pages import say
from minping.apps.foundation.uploads import FilesField
from minping.core.bundle.cells import BadCell, number
from minping.core.findings import Text
from minping.core.scheme.model import Scheme

Choices = Sequence[tuple[str, Any]]
LONGEST_NUMBER = 24


class ExactField(forms.Field):
    """A number exactly as written: 2, -0.5, 1/3; never a float."""

    def __init__(self, **more: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": LONGEST_NUMBER}
        super().__init__(widget=forms.TextInput(attrs=attrs), **more)

    def to_python(self, value: Any) -> Fraction | None:
        """The number, or None where nothing was written."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            read = number(text[: LONGEST_NUMBER + 1])
        except BadCell as bad:
            said = Text(f"{bad.text.zh}，{bad.remedy.zh}", f"{bad.text.en}: {bad.remedy.en}")
            raise ValidationError(say(said)) from bad
        if read.percent or len(text) > LONGEST_NUMBER:
            raise ValidationError(say(Text("请填分值，不填百分数。", "Write points, not a percentage.")))
        return read.value


def _day(zh: str, en: str, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=both(zh, en), widget=widget, **more)


def _area(zh: str, en: str, longest: int, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=both(zh, en), max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


def _files(zh: str, en: str) -> FilesField:
    return FilesField(
        label=both(zh, en),
        required=False,
        help_text=both(
            "照片、PDF、Word、Excel，每份不超过10 MB，可一次选多份。",
            "Photos, PDF, Word or Excel, 10 MB each; several at once.",
        ),
    )


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type
    field.choices = [("", both("请选择", "Choose")), *choices]


class BookForm(forms.Form):
    """The days of the book."""

    cut_off = _day(
        "截止日",
        "Cut-off",
        help_text=both(
            "这一天以后不能再记。最后告知的记录异议期满后才能冻结。",
            "Nothing is recorded after it. It is frozen once nobody may object any more.",
        ),
    )
    objection_days = forms.IntegerField(
        label=both("异议期（工作日）", "Time to object (working days)"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=5,
        help_text=both("从告知单位之日起算。", "From the day on which the unit is told."),
    )


class FactRulesForm(forms.Form):
    """Which facts are put forward, and for which item."""

    def __init__(self, *args: Any, items: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for kind, word in FACTS.items():
            self.fields[kind] = forms.ChoiceField(
                label=both(word.zh, word.en),
                choices=[("", both("不提请", "not put forward")), *items],
                required=False,
            )


class EntryForm(forms.Form):
    """One entry."""

    unit = forms.ChoiceField(label=both("单位", "Unit"))
    item = forms.ChoiceField(label=both("考评项", "Item"))
    day = _day("发生日期", "Day")
    count = forms.IntegerField(label=both("次数", "How often"), min_value=1, max_value=MOST, initial=1)
    points = ExactField(
        label=both("分值", "Points"),
        required=False,
        help_text=both(
            "不填则按考评项的分值乘次数；另填的以所填为准，扣分写负数。",
            "Empty: the item's points times how often. Otherwise what is written; deductions are negative.",
        ),
    )
    reason = _area("事由", "What happened", 2000)
    source = forms.CharField(
        label=both("来源", "Source"),
        max_length=200,
        help_text=both("从哪里得知，如：热线工单、明察暗访、问题台账编号。", "Where it is known from."),
    )
    evidence = forms.CharField(
        label=both("佐证材料名称、文号", "Paper that proves it"),
        max_length=300,
        required=False,
        help_text=both(
            "名称和文号，或者上传附件，至少有一样。", "Its title and number, or a file: one of them."
        ),
    )
    proof = _files("佐证附件", "Files")

    def __init__(self, *args: Any, units: Choices, items: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "unit", units)
        _offer(self, "item", items)


class ReasonForm(forms.Form):
    """Why."""

    reason = _area("理由", "Reason", 1000)


class ObjectionForm(forms.Form):
    """What a unit says against an entry."""

    reason = _area("异议理由", "Why the unit objects", 4000, 4)
    proof = _files("佐证附件", "Files that bear it out")


class LetterForm(ObjectionForm):
    """The same from the unit's signed letter, written down by the office."""

    received = _day("收到来信的日期", "Day on which the letter came")
    field_order = ("received", "reason", "proof")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _signed(self, "received")


class EventForm(forms.Form):
    """An event by its paper."""

    unit = forms.ChoiceField(label=both("单位", "Unit"))
    event = forms.ChoiceField(label=both("事件", "Event"))
    day = _day("日期", "Day", help_text=both("通报、决定的日期。", "Of the circular or the decision."))
    count = forms.IntegerField(label=both("次数", "How many"), min_value=1, max_value=MOST, initial=1)
    document = forms.CharField(
        label=both("文号", "Number of the paper"),
        max_length=100,
        help_text=both("如：×纪通〔2026〕3号。", "Of the circular or the decision."),
    )
    signed_by = forms.CharField(label=both("签发单位或签发人", "Signed by"), max_length=100)
    note = _area("说明", "Note", 2000, required=False)
    proof = _files("文件附件", "The paper")

    def __init__(self, *args: Any, units: Choices, events: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer(self, "unit", units)
        _offer(self, "event", events)


class SelfCallForm(forms.Form):
    """Until when the units assess themselves."""

    due = _day("报送截止日", "To be handed in by")
    note = _area("给单位的说明", "Note to the units", 2000, required=False)


class SelfForm(forms.Form):
    """A unit's own view: the total, and the aspects that everybody is asked about."""

    total = ExactField(label=both("自评总分", "Total"), required=False)
    text = _area("自评说明", "What it rests on", 6000, 6, required=False)
    proof = _files("附件", "Files")

    def __init__(self, *args: Any, scheme: Scheme, **more: Any) -> None:
        super().__init__(*args, **more)
        full = scheme.full
        self.fields["total"].help_text = both(f"满分{full}分。", f"Out of {full}.")
        self.codes = {f"aspect_{at}": code for at, code in enumerate(scheme.aspects)}
        for name, code in self.codes.items():
            label = both(f"{scheme.aspects[code].name}（百分制）", f"{scheme.aspects[code].name} (of 100)")
            self.fields[name] = ExactField(label=label, required=False)
        self.order_fields(["total", *self.codes, "text", "proof"])

    def aspects(self) -> dict[str, Fraction]:
        """Code → points, of those that were filled in."""
        found = {code: self.cleaned_data[name] for name, code in self.codes.items()}
        return {code: points for code, points in found.items() if points is not None}


class PaperSelfForm(SelfForm):
    """The same from the unit's signed paper, written down by the office."""

    received = _day("收到纸面自评的日期", "Day on which the paper came")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _signed(self, "received")
        self.order_fields(["received", *self.fields])


def _signed(form: forms.Form, day: str) -> None:
    """The signed paper must come with it, and it came on some day."""
    form.fields[day].help_text = both("以收到的日期为准。", "This day counts.")
    form.fields["proof"].required = True
    form.fields["proof"].label = both("签字盖章的原件和佐证", "The signed paper, and evidence")
