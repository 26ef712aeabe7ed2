"""Forms about messages."""

from django import forms

from minping.apps.foundation.asking import both


class TemplateForm(forms.Form):
    """A text in both languages."""

    name = forms.CharField(label=both("模板名称", "Name"), max_length=60)
    zh = forms.CharField(
        label=both("中文正文", "Chinese text"), widget=forms.Textarea(attrs={"rows": 4}), max_length=500
    )
    en = forms.CharField(
        label=both("英文正文", "English text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )


class RulesForm(forms.Form):
    """How much may be sent, and when."""

    signature = forms.CharField(
        label=both("签名", "Signature"), max_length=20, help_text=both("不带【】。", "Without brackets.")
    )
    per_number_day = forms.IntegerField(
        label=both("每个号码每天最多几条", "Most for a number and day"), min_value=1, max_value=20
    )
    per_day = forms.IntegerField(
        label=both("每天最多几条", "Most for a day"), min_value=1, max_value=1_000_000
    )
    quiet_from = forms.TimeField(
        label=both("静默开始", "Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=both("静默结束", "Quiet until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class OptOutForm(forms.Form):
    """A number that wants no more messages."""

    phone = forms.CharField(label=both("退订的号码", "Number that opts out"), max_length=30)


class BackForm(forms.Form):
    """Why a file was not sent."""

    reason = forms.CharField(label=both("理由", "Reason"), max_length=200, min_length=4)
