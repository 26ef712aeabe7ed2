"""Forms about draws."""

from django import forms

from minping.apps.foundation.asking import both
from minping.core.sampling.draw import Plan
from minping.core.sampling.quotas import Allocation


class PlanForm(forms.Form):
    """How many are drawn, and how they are divided."""

    size = forms.IntegerField(label=both("抽取人数", "Sample"), min_value=1, max_value=1_000_000)
    reserve = forms.IntegerField(
        label=both("备用人数", "Reserve"),
        min_value=0,
        max_value=1_000_000,
        initial=0,
        help_text=both("按抽出次序递补。", "They step in in the order of the draw."),
    )
    pooled = forms.TypedChoiceField(
        label=both("人数是指", "The numbers are"),
        choices=(
            ("no", both("每份名册各抽这么多", "for each list")),
            ("yes", both("全部名册合计抽这么多", "for all lists together")),
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    allocation = forms.ChoiceField(
        label=both("各层名额", "Quotas of strata"),
        choices=(
            (
                Allocation.PROPORTIONAL.value,
                both("按人数比例（最大余数法）", "in proportion (largest remainder)"),
            ),
            (Allocation.EQUAL.value, both("各层相等", "equal")),
        ),
        widget=forms.RadioSelect,
        initial=Allocation.PROPORTIONAL.value,
    )

    def plan(self) -> Plan:
        """The plan as the engine knows it."""
        given = self.cleaned_data
        return Plan(given["size"], given["reserve"], Allocation(given["allocation"]), given["pooled"])


class DiceForm(forms.Form):
    """The dice as read aloud."""

    dice = forms.CharField(
        label=both("骰子点数", "Dice"),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off", "inputmode": "numeric"}),
        max_length=1000,
        help_text=both(
            "当众掷至少 20 次，按报读次序填写，例如 3 5 1 6 2 …",
            "At least 20, in the order in which they were read aloud, such as 3 5 1 6 2 …",
        ),
    )
    place = forms.CharField(label=both("地点", "Place"), max_length=100, required=False)
    observers = forms.CharField(label=both("见证人", "Observers"), max_length=200, required=False)
