"""Forms of the restricted inbox."""

from collections.abc import Sequence
from uuid import UUID

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.leads.services import WAYS
from minping.apps.leads.words import OUTCOMES

_WORDS = forms.Textarea(attrs={"rows": 4})


def _choices(field: forms.Field, choices: Sequence[tuple[str, object]]) -> None:
    assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)  # noqa: S101 - for the type checker
    field.choices = list(choices)


class DismissForm(forms.Form):
    """Why it is no lead."""

    reason = forms.CharField(
        label=both("不属线索的理由", "Why it is no lead"),
        help_text=both("只有线索管理人看得到。", "Only the keepers see this."),
        max_length=500,
        widget=_WORDS,
    )


class SealForm(forms.Form):
    """Who may go on knowing of it."""

    users = forms.MultipleChoiceField(
        label=both("知情人名单", "Who may know of it"),
        help_text=both(
            "封存后只有勾选的人和纪检监察机关能看到。",
            "Once sealed, only these and the discipline body see it.",
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, people: Sequence[tuple[UUID, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choices(self.fields["users"], [(str(user), name) for user, name in people])


class HandOverForm(forms.Form):
    """To whom it goes and how."""

    receiver = forms.CharField(
        label=both("移交给", "Handed to"),
        help_text=both("接收机关和接收人。", "The body and the person."),
        max_length=100,
    )
    way = forms.ChoiceField(
        label=both("方式", "How"),
        choices=[(way, both(words.zh, words.en)) for way, words in WAYS.items()],
        widget=forms.RadioSelect,
        initial="person",
    )


class ReceiptForm(forms.Form):
    """Who signed for it, under which number."""

    signer = forms.CharField(label=both("签收人", "Signed by"), max_length=100)
    number = forms.CharField(label=both("收文编号", "Number of the receipt"), max_length=60, required=False)


class FeedBackForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=both("办理结果", "Result"),
        choices=[(code.value, both(words.zh, words.en)) for code, words in OUTCOMES.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=both("情况", "In words"), max_length=5000, widget=_WORDS)


class CloseForm(forms.Form):
    """A last remark."""

    note = forms.CharField(label=both("备注", "Remark"), max_length=500, required=False)


class AccessForm(forms.Form):
    """One more keeper who may know."""

    user = forms.ChoiceField(label=both("增加知情人", "Let one more keeper know"))

    def __init__(self, *args: object, people: Sequence[tuple[UUID, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choices(self.fields["user"], [(str(user), name) for user, name in people])


class KeeperForm(forms.Form):
    """Whom to name."""

    user = forms.ChoiceField(label=both("人员", "Person"))
    reason = forms.CharField(label=both("理由", "Reason"), max_length=300)

    def __init__(self, *args: object, people: Sequence[tuple[UUID, str]] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _choices(self.fields["user"], [(str(user), name) for user, name in people])


class ClockForm(forms.Form):
    """In how many working days each step is owed."""

    hand_over = forms.IntegerField(
        label=both("快交：发现后几个工作日内移交", "Working days from spotting to handing over"), min_value=1
    )
    receipt = forms.IntegerField(
        label=both("快查：移交后几个工作日内签收", "Working days from handing over to the receipt"),
        min_value=1,
    )
    report = forms.IntegerField(
        label=both("快办：签收后几个工作日内反馈结果", "Working days from the receipt to the result"),
        min_value=1,
    )
