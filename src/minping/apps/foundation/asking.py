"""Words of forms in both languages, and the page that asks once more before something happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import BaseForm, CharField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import lazystr

from minping.apps.foundation.pages import say
from minping.core.findings import Text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class _Both:
    def __init__(self, text: Text) -> None:
        self.text = text

    def __str__(self) -> str:
        return say(self.text)


def both(zh: str, en: str) -> "_StrPromise":
    """A label, help or choice of a form, in the language of the page that shows it.

    ``forms.CharField(label=both("名称", "Name"), help_text=both("写全称", "In full"))``
    """
    return lazystr(_Both(Text(zh, en)))


@dataclass(frozen=True)
class Question:
    """What a person is told before an act: what will happen, to how many, whether it can be undone, who must
    agree. ``agree=None``: this person alone. ``back``: where to go when it is not wanted."""

    title: Text
    happens: Sequence[Text]
    undo: Text
    button: Text
    back: str
    number: Text | None = None
    agree: Text | None = None
    danger: bool = False


BY_TWO = Text(
    "须由另一位有权限的人员确认后才生效。",
    "Another person who may do this must agree before it takes effect.",
)
"""The usual ``agree`` of an act by two."""


def typed(form: BaseForm | None) -> Sequence[tuple[str, str]]:
    """What somebody wrote into a form that can be sent no more, by label, for ``foundation/kept.html``."""
    if form is None or not form.is_bound:
        return ()
    written = [
        (str(form[name].label), str(form[name].value() or "").strip())
        for name, field in form.fields.items()
        if isinstance(field, CharField) and not form[name].is_hidden
    ]
    return [(label, text) for label, text in written if text]


def confirm(request: HttpRequest, question: Question, form: BaseForm | None = None) -> HttpResponse:
    """The page that asks; its form comes back by POST to the same address with ``confirmed=yes``."""
    return render(request, "foundation/confirm.html", {"question": question, "form": form})
