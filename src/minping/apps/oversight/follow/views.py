"""Pages of thematic follow-up and of surveys after rectification."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.asked import campaign_asked, campaign_or_404, unit_names
from minping.apps.casework.selectors import problem_facts, problems_of
from minping.apps.foundation.asking import both
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.oversight.follow import services
from minping.apps.oversight.follow.selectors import (
    HOWS,
    WORDS,
    after_surveys_of,
    follow_ups_for,
    followed_of,
)
from minping.apps.oversight.inspections.forms import day_input
from minping.apps.oversight.models import AfterSurvey, FollowedProblem, FollowUp
from minping.core.findings import Text

MOST_CHOICES = 300
FOUND_ON_SITE = ("inspection", "hearing")
"""Sources whose problems the one who found them looks at again."""


class FollowForm(forms.Form):
    """Which problems are visited again, when."""

    title = forms.CharField(label=both("专题", "Theme"), max_length=100)
    since = forms.DateField(label=both("开始日期", "From"), widget=day_input())
    until = forms.DateField(label=both("结束日期", "Until"), widget=day_input())
    problems = forms.MultipleChoiceField(
        label=both("跟踪的问题", "Problems"), widget=forms.SelectMultiple(attrs={"size": 12})
    )

    def __init__(self, *args: Any, problems: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["problems"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = problems


class RemarkForm(forms.Form):
    """A comment made on the spot."""

    day = forms.DateField(label=both("日期", "Day"), widget=day_input())
    word = forms.ChoiceField(
        label=both("评价", "Word"), choices=[(w.value, both(t.zh, t.en)) for w, t in WORDS.items()]
    )
    text = forms.CharField(
        label=both("现场点评", "Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AfterForm(forms.Form):
    """What was heard after rectification."""

    day = forms.DateField(label=both("调查日期", "Day"), widget=day_input())
    how = forms.ChoiceField(
        label=both("调查方式", "How"), choices=[(h.value, both(t.zh, t.en)) for h, t in HOWS.items()]
    )
    asked = forms.IntegerField(label=both("调查人数", "Asked"), min_value=1, max_value=100_000)
    satisfied = forms.IntegerField(label=both("其中满意", "Satisfied"), min_value=0, max_value=100_000)
    note = forms.CharField(
        label=both("说明", "Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


@require_GET
@page("oversight.view")
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Follow-ups of a campaign."""
    campaign = campaign_asked(request)
    found = FollowUp.objects.filter(campaign=campaign.id) if campaign else []
    context = {"campaign": campaign, "follow_ups": found}
    return render(request, "oversight/follow/list.html", context)


@require_http_methods(["GET", "POST"])
@page("oversight.edit")
def new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Choose problems to be visited again."""
    campaign, names = campaign_or_404(campaign_id), unit_names()
    choices = [
        (str(one.id), f"{one.number} {names.get(one.unit, '') if one.unit else ''} {one.title}")
        for one in problems_of(campaign=campaign.id)[:MOST_CHOICES]
    ]
    form = FollowForm(request.POST or None, problems=choices)
    if request.method == "POST" and form.is_valid():
        said, made = form.cleaned_data, list[UUID]()
        if attempt(
            request,
            lambda: made.append(
                services.follow_up_plan(
                    actor=actor_of(request),
                    campaign=campaign.id,
                    title=said["title"],
                    since=said["since"],
                    until=said["until"],
                    problems=[UUID(one) for one in said["problems"]],
                )
            ),
            Text(
                "已建立，有评议权的评议员可以点评。", "Set up; those with the right to appraise can comment."
            ),
        ):
            return redirect("oversight:follow_up", made[0])
    context = {"form": form, "campaign": campaign, "none": not choices}
    return render(request, "oversight/follow/form.html", context)


@require_GET
@page("oversight.visit")
def follow_up(request: HttpRequest, follow_id: UUID) -> HttpResponse:
    """Each problem before and after, with what was said on the spot."""
    return _follow_page(request, get_object_or_404(FollowUp, id=follow_id), {})


def _follow_page(request: HttpRequest, found: FollowUp, bound: Mapping[UUID, RemarkForm]) -> HttpResponse:
    """The page; ``bound``: a comment that was sent and not taken, by its problem."""
    if all(one.id != found.id for one in follow_ups_for(actor_of(request))):
        raise Http404
    rows = [
        (one, bound.get(one.row.id) or RemarkForm(initial={"day": today()}, auto_id=f"r{place}_%s"))
        for place, one in enumerate(followed_of(found), 1)
    ]
    return render(request, "oversight/follow/follow_up.html", {"follow": found, "rows": rows})


@require_POST
@page("oversight.visit")
def remark(request: HttpRequest, followed_id: UUID) -> HttpResponse:
    """Comment on one problem."""
    found = get_object_or_404(FollowedProblem, id=followed_id)
    if all(one.id != found.follow_id for one in follow_ups_for(actor_of(request))):
        raise Http404
    form = RemarkForm(request.POST, auto_id="sent_%s")
    if form.is_valid() and attempt(
        request,
        lambda: services.remark_make(actor=actor_of(request), followed=found.id, **form.cleaned_data),
        Text("点评已记录。", "The comment is on record."),
    ):
        return redirect("oversight:follow_up", found.follow_id)
    return _follow_page(request, found.follow, {found.id: form})


@require_http_methods(["GET", "POST"])
@page("oversight.view")
def after(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """What the office heard when it asked after the rectification of a problem."""
    facts = problem_facts([problem_id]).get(problem_id)
    if facts is None:
        raise Http404
    form = AfterForm(request.POST or None, initial={"day": today()})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            request,
            lambda: services.after_survey_note(
                actor=actor_of(request), problem=problem_id, **form.cleaned_data
            ),
            Text("已登记，可作为核实的依据。", "On record; it can support the check."),
        )
    ):
        return redirect("oversight:after", problem_id)
    context = {
        "problem": facts,
        "unit": unit_names([facts.unit]).get(facts.unit, "") if facts.unit else "",
        "surveys": [(one, HOWS[AfterSurvey.How(one.how)]) for one in after_surveys_of(problem_id)],
        "form": form,
        "verifiable": facts.state == "reported_done" and facts.source not in FOUND_ON_SITE,
    }
    return render(request, "oversight/follow/after.html", context)


@require_POST
@page("oversight.edit")
def after_verify(request: HttpRequest, problem_id: UUID) -> HttpResponse:
    """Take the surveys as the office's check that it is done."""
    if problem_id not in problem_facts([problem_id]):
        raise Http404
    attempt(
        request,
        lambda: services.after_surveys_verify(actor=actor_of(request), problem=problem_id),
        Text("已核实，调查结果写入办理记录。", "Verified; the surveys stand in the problem's history."),
    )
    return redirect("oversight:after", problem_id)
