"""The page on which the office writes to the people of a round."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minping.apps.campaigns.asked import round_or_404
from minping.apps.campaigns.selectors import RoundFacts
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, page, say
from minping.apps.messaging.selectors import templates
from minping.apps.messaging.texts import ALLOWED, rendered
from minping.apps.people.notice_forms import NoticeForm
from minping.apps.people.notices import To, filled, lacking, notice_queue, noticed, template_of
from minping.apps.units.selectors import own_office
from minping.core.findings import Text

SOMEBODY = Text("（收信人姓名）", "(name of the person)")


@dataclass(frozen=True)
class Seen:
    """What a person is shown before it is queued; ``mark`` comes back with the form."""

    text: str
    people: int

    @property
    def mark(self) -> str:
        return hashlib.sha256(f"{self.people}/{self.text}".encode()).hexdigest()


@require_http_methods(["GET", "POST"])
@page("people.edit")
def notice(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Choose a text, fill its blanks, look at it, queue it."""
    facts = round_or_404(round_id)
    form = NoticeForm(request.POST or None, texts=templates())
    seen = None
    if request.method == "POST" and form.is_valid():
        seen = _seen(facts, form)
        wanted = "queue" in request.POST and seen is not None and request.POST.get("shown") == seen.mark
        if wanted and _queued(request, facts, form):
            return redirect("messaging:home")
    back = reverse("people:round", args=[round_id])
    context = {"round": facts, "form": form, "back": back, "seen": seen, "any": bool(templates())}
    return render(request, "people/notice.html", context)


def _values(facts: RoundFacts, form: NoticeForm) -> dict[str, str]:
    office = own_office()
    return filled(facts, form.blanks(), office.name, office.phone)


def _seen(facts: RoundFacts, form: NoticeForm) -> Seen | None:
    """The text as somebody will read it; None while a blank is not filled."""
    found, values = template_of(form.cleaned_data["template"]), _values(facts, form)
    missing = lacking(found, values)
    for name in missing:
        form.add_error(name if name in form.fields else "template", say(_missing(name)))
    if missing:
        return None
    text = rendered(found.zh, values | {"name": say(SOMEBODY)})
    return Seen(text, len(noticed(facts.id, To(form.cleaned_data["to"]))))


def _queued(request: HttpRequest, facts: RoundFacts, form: NoticeForm) -> bool:
    """Queue it; whether anything was added."""
    given, values = form.cleaned_data, _values(facts, form)

    def queue() -> None:
        _some(
            notice_queue(
                actor=actor_of(request),
                round_id=facts.id,
                template=given["template"],
                to=To(given["to"]),
                values=values,
            )
        )

    done = Text("已排入待发。请在本页生成发送文件。", "Queued. Now make the file on this page.")
    return attempt(request, queue, done)


def _some(number: int) -> None:
    """Raise Refused where nothing was new."""
    if not number:
        raise Refused(
            Text(
                "同样的通知这些人都已经排过，没有重复排队。",
                "All of them have this very notice in the queue already; nothing was added.",
            )
        )


def _missing(name: str) -> Text:
    words = ALLOWED[name]
    return Text(f"模板要用到「{words.zh}」，请填写。", f"The text needs the {words.en}; fill it in.")
