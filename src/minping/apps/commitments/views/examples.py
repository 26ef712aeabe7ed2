"""Good practice, model stations, typical cases."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.asked import campaign_asked
from minping.apps.commitments import services
from minping.apps.commitments.forms import ExampleForm
from minping.apps.commitments.models import Example
from minping.apps.commitments.views.frame import (
    campaign_or_404,
    choices,
    framed,
    own_units,
    rows_of,
)
from minping.apps.commitments.words import EXAMPLE_STATES, EXAMPLES
from minping.apps.foundation.asking import BY_TWO, Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text


@require_GET
@page("commitments.edit")
def examples(request: HttpRequest) -> HttpResponse:
    """All examples of the campaign with their state."""
    campaign, rows = campaign_asked(request), []
    if campaign is not None:
        units = {unit.id: unit for unit in own_units(request, campaign.id)}
        found = list(Example.objects.filter(campaign=campaign.id))
        rows = [(*row, EXAMPLES[Example.Kind(row[0].kind)]) for row in rows_of(found, EXAMPLE_STATES, units)]
    return render(request, "commitments/examples.html", framed(request, "examples", campaign, rows=rows))


@require_http_methods(["GET", "POST"])
@page("commitments.edit")
def example_edit(request: HttpRequest, example: UUID | None = None) -> HttpResponse:
    """Write an example, or change a draft."""
    actor, campaign = actor_of(request), campaign_or_404(request)
    found = get_object_or_404(Example, id=example) if example else None
    initial = {name: getattr(found, name) for name in ("kind", "title", "text", "grounds")} if found else {}
    initial |= {"unit": str(found.unit_id or "")} if found else {}
    target = found.campaign_id if found else campaign.id
    form = ExampleForm(request.POST or None, initial=initial, units=choices(own_units(request, target)))
    back = f"{reverse('commitments:examples')}?campaign={target}"
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        unit = UUID(named) if (named := data.pop("unit")) else None
        saved = Text("已保存为草稿。", "Saved as a draft.")
        if attempt(
            request,
            lambda: services.example_save(actor=actor, campaign=target, unit=unit, example=example, **data),
            saved,
        ):
            return redirect(back)
    context = framed(request, "examples", campaign, form=form, back=back, found=found)
    return render(request, "commitments/edit.html", context)


@require_http_methods(["GET", "POST"])
@page("commitments.release")
def release(request: HttpRequest, example: UUID) -> HttpResponse:
    """Ask for the second person."""
    found = get_object_or_404(Example, id=example)
    back = f"{reverse('commitments:examples')}?campaign={found.campaign_id}"
    if request.method == "POST":
        asked = Text("已提请，待另一人确认。", "Put forward; another person must agree.")
        actor = actor_of(request)
        attempt(request, lambda: services.example_release_ask(actor=actor, example=example), asked)
        return redirect(back)
    question = Question(
        title=Text(f"向社会发布“{found.title}”", f"Release “{found.title}” to the public"),
        happens=[
            Text("标题、单位和正文在公众页面登出。", "Title, unit and text appear on the public pages."),
            Text("“依据”一栏不公开。", "The grounds are not published."),
        ],
        undo=Text("发布后可以撤下，已看到的人收不回。", "It can be withdrawn; who has read it has read it."),
        button=Text("提请发布", "Put it forward"),
        back=back,
        agree=BY_TWO,
    )
    return confirm(request, question)


@require_POST
@page("commitments.release")
def take_down(request: HttpRequest, example: UUID) -> HttpResponse:
    """Take it off the public pages, or take the request back."""
    found = get_object_or_404(Example, id=example)
    done = Text("已撤下。", "Withdrawn.")
    attempt(request, lambda: services.example_withdraw(actor=actor_of(request), example=example), done)
    return redirect(f"{reverse('commitments:examples')}?campaign={found.campaign_id}")
