"""Forms of appeals."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from minping.apps.assessments.forms import EntryForm
from minping.apps.assessments.selectors import EntryFacts, EventFacts
from minping.apps.foundation.asking import both
from minping.apps.foundation.uploads import FilesField
from minping.apps.results.appeals.mending import CATEGORY, COMPONENT, DONE, ENTRY, EVENT, SOURCES
from minping.apps.results.forms import DayInput

LONG = {"rows": 5}


class FileForm(forms.Form):
    """What the unit says of one number. ``facts``: what it was counted from, to point at one."""

    fact = forms.ChoiceField(
        label=both("具体是哪一条", "Which of these"),
        required=False,
        help_text=both("对整项申诉的不用选。", "Leave it open to appeal against the whole number."),
    )
    reason = forms.CharField(
        label=both("理由", "Reason"),
        max_length=3000,
        widget=forms.Textarea(LONG),
        help_text=both(
            "写明错在哪里、依据是什么。不要猜测是谁投的票。",
            "What is wrong, and on what ground. Do not guess who voted how.",
        ),
    )
    wanted = forms.CharField(
        label=both("认为应当是多少", "What it should be"), required=False, max_length=300
    )
    papers = FilesField(
        label=both("佐证材料", "Evidence"),
        required=False,
        help_text=both(
            "照片、PDF、Word、Excel，每份不超过10 MB，可一次选多份。",
            "Photos, PDF, Word or Excel, 10 MB each; several at once.",
        ),
    )

    def __init__(self, *args: Any, facts: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(facts) < 2:
            del self.fields["fact"]
            return
        choices = [("", both("整项", "the whole number")), *((fact, fact) for fact in facts)]
        chosen = self.fields["fact"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101
        chosen.choices = choices


class PaperForm(FileForm):
    """The same from a letter that the office writes down."""

    received = forms.DateField(label=both("收到来信的日期", "Day on which the letter came"), widget=DayInput)

    field_order = ("received", "fact", "reason", "wanted", "papers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].required = True
        self.fields["papers"].label = both("来信和佐证材料", "The letter and evidence")


class AcceptForm(forms.Form):
    """How an accepted appeal is examined."""

    ways = forms.MultipleChoiceField(
        label=both("怎样复核", "How it is examined"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("counting", both("重新计票、重新核算", "count and compute again")),
            ("evidence", both("核查佐证和登记事项", "check evidence and records")),
        ],
    )
    note = forms.CharField(
        label=both("说明", "Note"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class WordsForm(forms.Form):
    """One reasoned text."""

    text = forms.CharField(label=both("理由", "Reason"), max_length=3000, widget=forms.Textarea(LONG))

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label is not None:
            self.fields["text"].label = label


class EvidenceForm(forms.Form):
    """What the sources say."""

    fault = forms.ChoiceField(
        label=both("核查结论", "Finding"),
        widget=forms.RadioSelect,
        choices=[
            ("no", both("记录与佐证一致，没有差错", "the records agree with the evidence")),
            ("yes", both("查实有差错", "a fault was found")),
        ],
    )
    text = forms.CharField(
        label=both("核查了什么、查明什么", "What was looked at and what was found"),
        max_length=3000,
        widget=forms.Textarea(LONG),
    )


class DecideForm(forms.Form):
    """The decision."""

    correct = forms.ChoiceField(
        label=both("决定", "Decision"),
        widget=forms.RadioSelect,
        choices=[
            ("no", both("维持原结果", "the result is upheld")),
            ("yes", both("更正", "the result is corrected")),
        ],
    )
    text = forms.CharField(
        label=both("理由", "Reasons"),
        max_length=3000,
        widget=forms.Textarea(LONG),
        help_text=both("会原文写进给单位的答复。", "Goes into the answer to the unit word for word."),
    )


FIELDS = {ENTRY: "entry", EVENT: "event", COMPONENT: "component", CATEGORY: "category"}
"""Where the fault is → the field that names it."""


class MendForm(forms.Form):
    """Where the fault is mended, and how."""

    source = forms.ChoiceField(label=both("在何处更正", "Where it is mended"), widget=forms.RadioSelect)
    entry = forms.ChoiceField(
        label=both("日常考评记录", "Entry of the daily assessment"),
        required=False,
        help_text=both("在日常考评记录更正时选择。", "When an entry is mended."),
    )
    points = forms.CharField(
        label=both("更正后的分值", "Right points"),
        required=False,
        max_length=20,
        help_text=both("不填则撤销这条记录。", "Empty: the entry is struck."),
    )
    event = forms.ChoiceField(
        label=both("登记的事件", "Registered event"),
        required=False,
        help_text=both("选定的事件撤销，不再计入。", "The event is struck and no longer counts."),
    )
    component = forms.ChoiceField(
        label=both("配合单位或会场的报送", "What a partner or a site reported"),
        required=False,
        help_text=both(
            "退回报送单位改报、重新签字后再重新计分。",
            "Opened again, to be reported and signed anew before it is scored again.",
        ),
    )
    category = forms.ChoiceField(label=both("正确的类别", "Right category"), required=False)
    text = forms.CharField(
        label=both("更正说明", "What is mended"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        entries: Sequence[EntryFacts] = (),
        events: Sequence[EventFacts] = (),
        components: Iterable[tuple[str, str]] = (),
        categories: Iterable[tuple[str, str]] = (),
        newer: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        given = {
            "entry": [(str(one.id), _entry_words(one)) for one in entries],
            "event": [(str(one.id), f"{one.day.isoformat()} {one.event} {one.document}") for one in events],
            "component": list(components),
            "category": list(categories),
        }
        sources = [one for one in SOURCES if given.get(FIELDS.get(one, ""), one != DONE or newer)]
        for name, choices in given.items():
            if choices:
                self._choose(name, [("", "—"), *choices])
            else:
                del self.fields[name]
        if "entry" not in self.fields:
            del self.fields["points"]
        self._choose("source", [(one, both(SOURCES[one].zh, SOURCES[one].en)) for one in sources])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """The source chosen needs its own field."""
        given = super().clean() or {}
        name = FIELDS.get(given.get("source", ""))
        if name and not given.get(name):
            self.add_error(name, both("请选择。", "Choose one."))
        return given


class AddForm(EntryForm):
    """An entry of the unit that should have stood in the book."""

    text = forms.CharField(
        label=both("补记的理由", "Why it is added"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=both("写明申诉查实了什么、当时为什么没有记。", "What was found, and why it was left out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, units=(), **kwargs)
        del self.fields["unit"], self.fields["source"]


def _entry_words(one: EntryFacts) -> str:
    points = "" if one.points is None else f" {one.points}"
    return f"{one.day.isoformat()} {one.item}{points} {one.reason}"[:120]


class NoticeForm(forms.Form):
    """The notice of correction, drafted with every rank that moved."""

    text = forms.CharField(label=both("更正通知", "Notice"), widget=forms.Textarea({"rows": 6}))
    text_en = forms.CharField(
        label=both("更正通知（英文）", "Notice in English"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
