"""Forms of the office's pages about invitations."""

from collections.abc import Sequence

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.register.selectors import ClassFacts

FILES = [
    ("xlsx", both("短信平台用的 Excel 表", "Excel table for the SMS platform")),
    ("csv", both("短信平台用的 CSV 文件", "CSV file for the SMS platform")),
    (
        "slips",
        both(
            "印在纸条上（PDF，每张A4纸6条，一次最多600条）",
            "On slips of paper (PDF, six to a sheet, 600 at most)",
        ),
    ),
]


def _reason(zh: str, en: str) -> forms.CharField:
    return forms.CharField(label=both("理由", "Reason"), help_text=both(zh, en), max_length=300)


class CodesForm(forms.Form):
    """In what form codes leave the application, and of which class."""

    kind = forms.ChoiceField(
        label=both("发码方式", "Way"), choices=FILES, widget=forms.RadioSelect, initial="xlsx"
    )
    class_code = forms.ChoiceField(label=both("评议人类别", "Class"), required=False)
    reason = _reason(
        "例如：交短信平台发送。导出手机号会记入操作记录。",
        "For example: for the SMS platform. Exporting numbers is recorded.",
    )

    def __init__(self, *args: object, classes: Sequence[ClassFacts] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        every = [("", both("全部", "All"))]
        field = self.fields["class_code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [*every, *((c.code, c.title) for c in classes)]


class ResendForm(forms.Form):
    """A new code for one person who has not fetched a ticket."""

    phone = forms.CharField(label=both("手机号", "Telephone number"), max_length=40)
    kind = forms.ChoiceField(
        label=both("发码方式", "Way"), choices=FILES, widget=forms.RadioSelect, initial="xlsx"
    )
    reason = _reason("例如：本人来电称未收到短信。", "For example: the person called and had no message.")


class RemindersForm(forms.Form):
    """The list of persons who may be reminded."""

    kind = forms.ChoiceField(
        label=both("文件", "File"), choices=FILES[:2], widget=forms.RadioSelect, initial="xlsx"
    )
    reason = _reason("导出手机号会记入操作记录。", "Exporting numbers is recorded.")


class UnlockForm(forms.Form):
    """Unlock a typed code after wrong tries."""

    locator = forms.CharField(
        label=both("领票码的前四位", "First four characters of the code"),
        help_text=both("只要前四位，不要其余各位。", "These four only, not the rest."),
        max_length=4,
        min_length=4,
    )
    reason = _reason("例如：本人来电，多次输错。", "For example: the person called after mistyping it.")


class ReissueForm(forms.Form):
    """Let somebody whose device was lost after issue fetch another ticket."""

    phone = forms.CharField(label=both("手机号", "Telephone number"), max_length=40)
    reason = _reason(
        "例如：领票后手机遗失，本人到场核实。", "For example: telephone lost after issue; checked in person."
    )


class CloseForm(forms.Form):
    """Why a round closes ahead of time."""

    reason = forms.CharField(
        label=both("理由", "Reason"),
        help_text=both("未到截止时间时必填。", "Needed before the closing time."),
        required=False,
        max_length=300,
    )
