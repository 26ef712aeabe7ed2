"""The form on which opinions become a problem."""

from collections.abc import Sequence
from typing import Any

from django import forms

from minping.apps.casework.forms import LONGEST, Choice, offer
from minping.apps.foundation.asking import both


class FromOpinionsForm(forms.Form):
    """A problem in the office's words, raised from opinions."""

    unit = forms.ChoiceField(label=both("责任单位", "Unit"))
    title = forms.CharField(label=both("标题", "Title"), max_length=100)
    text = forms.CharField(
        label=both("问题内容", "The problem"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=both(
            "用评议办自己的话写。不写反映人的姓名、电话，也不写能认出他的细节。",
            "In the office's own words: no name or number of a citizen, nothing by which he could be known.",
        ),
    )
    topics = forms.MultipleChoiceField(
        label=both("重点评议内容", "Focus topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    exposed = forms.BooleanField(label=both("媒体已曝光", "Exposed by the media"), required=False)

    def __init__(self, *args: Any, units: Sequence[Choice], topics: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "unit", units)
        if topics:
            offer(self, "topics", [(topic, topic) for topic in topics])
        else:
            del self.fields["topics"]

    def clean(self) -> dict[str, Any]:
        """A campaign without focus topics asks for none."""
        return {"topics": []} | (super().clean() or {})
