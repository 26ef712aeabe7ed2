"""Setting categories and rounds up as the scheme names them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from minping.apps.campaigns import services
from minping.apps.campaigns.apart import Apart
from minping.apps.campaigns.views.frame import campaign_found
from minping.apps.campaigns.views.reading import Reading, reading_of
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text

DONE = Text(
    "已按方案设置。请到“参评单位”页把单位归入各类别，并核对轮次的日期。",
    "Done. Put the units into their categories, and check the days of the rounds.",
)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def adopt(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Say what will be added and taken away, then do it."""
    found = campaign_found(campaign)
    reading = reading_of(request, found)
    if reading is None:
        raise Http404
    back = reverse("campaigns:scheme", args=[campaign])
    if request.method == "POST":
        attempt(
            request,
            lambda: services.scheme_adopt(actor=actor_of(request), campaign=campaign, scheme=reading.scheme),
            DONE,
        )
        return redirect(back)
    if not reading.apart.differs:
        return redirect(back)
    return confirm(request, _question(reading, back))


def _question(reading: Reading, back: str) -> Question:
    return Question(
        title=Text("按方案设置类别和轮次", "Set up categories and rounds from the scheme"),
        happens=_happens(reading.apart),
        undo=Text(
            "首张选票之前，都可以在“参评单位”和“轮次”页再改。",
            "Before the first ballot all of it can be changed on the pages of units and rounds.",
        ),
        button=Text("按方案设置", "Set them up"),
        back=back,
    )


def _happens(apart: Apart) -> list[Text]:
    rows = (
        ([one.name for one in apart.lacking], "建立类别：", "Categories are added: "),
        ([one.name for one in apart.idle], "删去没有单位的类别：", "Categories without units go: "),
        ([one.title for one in apart.rounds_lacking], "建立轮次：", "Rounds are added: "),
        ([one.title for one in apart.rounds_idle], "删去方案里没有的轮次：", "Rounds not in the scheme go: "),
        ([one.name for one in apart.held], "已有单位的类别不动：", "Categories with units stay: "),
    )
    return [Text(zh + "、".join(names), en + ", ".join(names)) for names, zh, en in rows if names]
