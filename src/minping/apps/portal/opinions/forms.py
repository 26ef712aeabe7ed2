"""The form in which a citizen writes, and the one in which he types his code."""

import re
import secrets
from typing import Any

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.foundation.pages import say
from minping.apps.foundation.written import plain
from minping.apps.messaging.phones import e164
from minping.apps.opinions.services import Giver
from minping.apps.opinions.services.taking import LONGEST
from minping.core.bundle.cells import BadCell
from minping.core.findings import Text

KINDS = [
    ("complaint", both("投诉、反映问题", "Complaint")),
    ("suggestion", both("建议", "Suggestion")),
    ("question", both("咨询", "Question")),
    ("praise", both("表扬", "Praise")),
]
MARK = re.compile(r"[0-9a-f]{32}")


def new_mark() -> str:
    """The mark of one form: sent twice, it is one opinion."""
    return secrets.token_hex(16)


class OpinionForm(forms.Form):
    """What is said, what is wished, and if the giver likes, who he is."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=both("这是", "This is a"),
        choices=KINDS,
        widget=forms.RadioSelect,
        initial="complaint",
        error_messages={"required": both("请选择一项。", "Choose one.")},
    )
    text = forms.CharField(
        label=both("您要说的", "What you want to say"),
        help_text=both(
            "什么时候、在哪里、怎么回事，希望怎样解决。不要写能认出您的细节：姓名、电话、身份证号、车牌号。",
            "When, where, what happened and what you wish. Leave out what would show who you are: name, telephone, "
            "identity number, number plate.",
        ),
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST}),
        error_messages={"required": both("请写下您要说的内容。", "Please write what you want to say.")},
    )
    wants_answer = forms.BooleanField(
        label=both("希望得到答复", "I want an answer"),
        help_text=both(
            "提交后给您一个查询码，凭码看答复。", "You get a private code; the answer stands behind it."
        ),
        required=False,
        initial=True,
    )
    consent = forms.BooleanField(
        label=both(
            "同意作为个案交给这个单位办理", "I agree that the unit deals with it as a case of its own"
        ),
        help_text=both(
            "不同意也一样办理：评议办把几个人的意见归纳后再交给单位。同意的，单位会看到您说的这件事（姓名、电话等先遮盖，"
            "由人核对），但有可能从事情本身猜出是您。",
            "If you do not, the office sums up what several people said before the unit sees it. If you do, the unit "
            "reads of this very matter, with names and numbers covered and checked by a person, but it may guess "
            "from the matter that it was you.",
        ),
        required=False,
    )
    name = forms.CharField(
        label=both("姓名", "Name"),
        required=False,
        max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=both("电话", "Telephone"),
        help_text=both(
            "只有评议办看得到，加密存放，争议期满即删除；单位永远看不到。",
            "Read by the office alone, kept encrypted, erased when results can no longer be disputed; the unit never "
            "sees it.",
        ),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    homepage = forms.CharField(
        label=both("请勿填写此栏", "Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("mark", new_mark())

    def clean_mark(self) -> str:
        """The form's own mark; a new one where somebody sends his own."""
        given = str(self.cleaned_data["mark"])
        return given if MARK.fullmatch(given) else new_mark()

    def clean_text(self) -> str:
        """The text without signs that nobody sees."""
        said = plain(self.cleaned_data["text"])
        if not said:
            raise forms.ValidationError(
                say(Text("请写下您要说的内容。", "Please write what you want to say."))
            )
        if len(said) > LONGEST:
            raise forms.ValidationError(
                say(
                    Text(
                        f"共{len(said)}字，请缩短到{LONGEST}字以内；写下的都还在。",
                        f"{len(said)} characters; please shorten it to {LONGEST}. Nothing is lost.",
                    )
                )
            )
        return said

    def clean_phone(self) -> str:
        """In one spelling, so that the office can dial it."""
        written = self.cleaned_data["phone"].strip()
        if not written:
            return ""
        try:
            return e164(written)
        except BadCell as bad:
            raise forms.ValidationError(say(bad.remedy)) from bad

    def clean_homepage(self) -> str:
        """A programme that fills in every field is turned away; a person reads why."""
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(say(Text("此栏须留空。", "This must stay empty.")))
        return ""

    @property
    def giver(self) -> Giver:
        """Who says it, as far as he says so."""
        return Giver(plain(self.cleaned_data["name"]), self.cleaned_data["phone"])


class CodeForm(forms.Form):
    """A private code as somebody typed it."""

    code = forms.CharField(
        label=both("查询码", "Private code"),
        help_text=both(
            "提交意见时给您的24位码，不分大小写，横线可不输。",
            "24 characters; capitals and hyphens do not matter.",
        ),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": both("请输入查询码。", "Type your code.")},
    )


class SolvedForm(forms.Form):
    """Whether it is put right, asked of the giver alone."""

    solved = forms.ChoiceField(
        label=both("这件事解决了没有", "Is it put right"),
        choices=[("yes", both("已解决", "Yes, it is put right")), ("no", both("没有解决", "No, it is not"))],
        widget=forms.RadioSelect,
        error_messages={"required": both("请选择一项。", "Choose one.")},
    )
    words = forms.CharField(
        label=both("想补充的话", "Anything to add"),
        help_text=both(
            "不要写能认出您的细节。只有评议办看得到。",
            "Leave out what would show who you are. Only the office reads it.",
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
    )

    def clean_words(self) -> str:
        """The words without signs that nobody sees."""
        return plain(self.cleaned_data["words"])
