"""Review, announcement, publication by two."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from minping.apps.foundation.asking import BY_TWO, Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, fresh, language, page
from minping.apps.results.appeals.notices import notice_of
from minping.apps.results.forms import AnnounceForm, PublishForm, ReviewForm
from minping.apps.results.levels import FIELDS, public_level, unknown_words, usual_fields
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Publication
from minping.apps.results.selectors import sheet_of
from minping.apps.results.services import announcement_make, publication_ask, review_give
from minping.apps.results.services.publication import left_out
from minping.apps.results.services.reviews import promised_until
from minping.apps.results.views.runs import run_or_404
from minping.core.findings import Text


@page("results.review")
def review(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The reviewer's word on a run."""
    row, campaign = run_or_404(run_id)
    form = ReviewForm(request.POST or None)
    back = reverse("results:run", args=[run_id])
    if request.method == "POST" and form.is_valid():
        sound, note = form.cleaned_data["sound"] == "yes", form.cleaned_data["note"]
        done = Text("复核结论已留存。", "The finding is kept.")
        if attempt(
            request,
            lambda: review_give(actor=actor_of(request), run=run_id, sound=sound, note=note),
            done,
        ):
            return redirect(back)
    context = {"run": row, "campaign": campaign, "form": form, "back": back}
    return render(request, "results/review.html", context)


@page("results.announce")
def announce(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Tell the units their results."""
    row, campaign = run_or_404(run_id)
    back = reverse("results:run", args=[run_id])
    form = AnnounceForm(request.POST or None, initial={"objections_until": promised_until(row)})
    if request.method == "POST" and request.POST.get("confirmed") == "yes" and form.is_valid():
        until: date | None = form.cleaned_data["objections_until"]
        done = Text(
            "已内部通报。各单位联络员现在能看到本单位结果。",
            "Announced: each liaison now sees the own unit's result.",
        )
        if attempt(
            request,
            lambda: announcement_make(actor=actor_of(request), run=run_id, objections_until=until),
            done,
        ):
            return redirect(back)
    question = Question(
        title=Text(
            f"内部通报：{campaign.title}", f"Announce internally: {campaign.title_en or campaign.title}"
        ),
        happens=[
            Text(
                "各单位联络员可以看到本单位的得分、名次、由来和情况反馈，看不到其他单位的。",
                "Each liaison sees score, rank, origin and feedback of the own unit, and of no other.",
            ),
            Text("公众仍然看不到结果。", "The public still sees nothing."),
        ],
        undo=Text("不能撤销；更正须重新计分。", "It cannot be undone; a correction is a new run."),
        button=Text("内部通报", "Announce"),
        back=back,
        number=Text(f"{row.scored}个有结果的单位", f"{row.scored} units with a result"),
    )
    return confirm(request, question, form)


@page("results.publish")
@fresh
def publish(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Choose what is shown, look at exactly that, ask the second person."""
    row, campaign = run_or_404(run_id)
    scheme = load_run(row).scheme
    before = Publication.objects.filter(campaign=row.campaign_id).order_by("-number").first()
    usual = before.fields if before is not None else usual_fields(scheme)
    notice = notice_of(row)
    said = {"notice": notice.text, "notice_en": notice.text_en} if notice is not None else {}
    form = PublishForm(
        request.POST or None,
        correction=before is not None or notice is not None,
        initial={"fields_shown": list(usual), **said},
    )
    back = reverse("results:run", args=[run_id])
    level = public_level(scheme)
    chosen = [name for name in FIELDS if name in request.POST.getlist("fields_shown")] or list(usual)
    if request.method == "POST" and "ask" in request.POST and form.is_valid():
        name = level.name if level is not None else ""
        if _asked(request, run_id, form, name):
            return redirect(back)
    context = {
        "run": row,
        "campaign": campaign,
        "form": form,
        "level": level,
        "unknown": unknown_words(level) if level is not None else (),
        "components": scheme.publication.components,
        "left_out": left_out(row),
        "sheet": sheet_of(row, chosen, language()),
        "fields": chosen,
        "by_two": BY_TWO,
        "before": before,
    }
    return render(request, "results/publish.html", context)


def _asked(request: HttpRequest, run_id: UUID, form: PublishForm, level: str) -> bool:
    """Ask for the second person; whether it was done."""
    given = form.cleaned_data
    done = Text(
        "已提请。另一人在「双人确认」里确认后公布。",
        "Asked. It is published when another person agrees.",
    )
    return attempt(
        request,
        lambda: publication_ask(
            actor=actor_of(request),
            run=run_id,
            fields=given["fields_shown"],
            level=level,
            notice=given.get("notice", ""),
            notice_en=given.get("notice_en", ""),
            reason=given["reason"],
        ),
        done,
    )
