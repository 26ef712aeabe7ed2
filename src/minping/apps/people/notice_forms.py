"""The form of a notice to the people of a round."""

from collections.abc import Sequence
from typing import Any

from django import forms

from minping.apps.foundation.asking import both
from minping.apps.messaging.selectors import TemplateFacts
from minping.apps.people.notices import To

BLANKS = ("day", "place", "link")


class NoticeForm(forms.Form):
    """Which text, to whom, and what its blanks are filled with."""

    template = forms.ChoiceField(label=both("模板", "Text"))
    to = forms.ChoiceField(
        label=both("发给", "To"),
        widget=forms.RadioSelect,
        initial=To.ASKED.value,
        choices=[
            (To.ASKED.value, both("本轮受邀的全部人员", "Everybody who is asked in this round")),
            (
                To.LISTED.value,
                both("名册上的全部人员（抽样之前）", "Everybody on the lists (before the draw)"),
            ),
        ],
    )
    day = forms.CharField(
        label=both("日期", "Day"),
        required=False,
        max_length=40,
        help_text=both("如“11月30日下午3点”。", "As it is to be read."),
    )
    place = forms.CharField(label=both("地点", "Place"), required=False, max_length=60)
    link = forms.URLField(
        label=both("网址", "Address of a page"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=both(
            "公开页面的网址。个人的投票链接由「邀请」导出。",
            "Of a public page. Links to vote go out by “Invitations”.",
        ),
    )

    def __init__(self, *args: Any, texts: Sequence[TemplateFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(str(one.id), one.name) for one in texts]

    def blanks(self) -> dict[str, str]:
        """What was filled in."""
        return {name: str(self.cleaned_data[name]) for name in BLANKS if self.cleaned_data.get(name)}

    def clean_link(self) -> str:
        """No personal link to vote goes into a notice."""
        link = str(self.cleaned_data["link"])
        if "/i/" in link or "#" in link:
            raise forms.ValidationError(
                both(
                    "这里不能放投票链接，请在「邀请」里导出。",
                    "No link to vote here; export those under “Invitations”.",
                )
            )
        return link
