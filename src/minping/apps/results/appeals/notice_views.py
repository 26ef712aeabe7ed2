"""The notice of correction: drafted, issued, printed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from minping.apps.foundation.pages import actor_of, attempt, language, page
from minping.apps.results.appeals.forms import NoticeForm
from minping.apps.results.appeals.notices import draft, led_to, notice_issue, notice_of, told_before
from minping.apps.results.levels import told_fields
from minping.apps.results.loaded import load_run
from minping.apps.results.moved import Moved, moved_between
from minping.apps.results.papers import paper
from minping.apps.results.reports.correction import compose_correction
from minping.apps.results.reports.overview import Overview
from minping.apps.results.views.runs import run_or_404
from minping.core.findings import Text


@page("results.view")
def notice(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Look at what moved; whoever may announce mends the words of the draft and issues it."""
    row, campaign = run_or_404(run_id)
    before = told_before(row)
    if before is None:
        raise Http404
    moved = moved_between(before, row)
    words = draft(row, moved, Text(campaign.title, campaign.title_en or campaign.title))
    form = NoticeForm(request.POST or None, initial={"text": words.zh, "text_en": words.en})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = Text("更正通知已发出。", "The notice is issued.")
        if attempt(
            request,
            lambda: notice_issue(
                actor=actor_of(request), run=run_id, text=given["text"], text_en=given["text_en"]
            ),
            done,
        ):
            return redirect("results:run", run_id)
    context = {
        "run": row,
        "campaign": campaign,
        "before": before,
        "moved": moved,
        "appeals": led_to(row),
        "form": form,
        "issued": notice_of(row),
    }
    return render(request, "results/notice.html", context)


@page("results.view")
def printed(request: HttpRequest, run_id: UUID, kind: str) -> HttpResponse:
    """The issued notice as Word or PDF."""
    row, _ = run_or_404(run_id)
    issued = notice_of(row)
    if issued is None:
        raise Http404
    loaded = load_run(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language(), told_fields(loaded.scheme))
    day = timezone.localtime(issued.at).date()
    moved = [Moved.read(one) for one in issued.moved]
    text = Text(issued.text, issued.text_en or issued.text)
    document = compose_correction(overview, text, moved, date=day, office=loaded.office)
    return paper(document, overview.say("更正通知", "notice of correction"), kind, day)
