"""Promises, votes, minutes: what a hearing ends with."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.foundation.asking import Question as Asked
from minping.apps.foundation.asking import confirm
from minping.apps.foundation.pages import actor_of, attempt, language, page, say
from minping.apps.oversight.hearings import outcome
from minping.apps.oversight.hearings.document import minutes_document
from minping.apps.oversight.hearings.forms import CountForm, PromiseForm
from minping.apps.oversight.hearings.views import hearing_page, units_asked
from minping.apps.oversight.models import Hearing, Promise
from minping.apps.oversight.papers import paper
from minping.core.findings import Text


@require_POST
@page("oversight.edit")
def promise_new(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Take a promise down."""
    found = get_object_or_404(Hearing, id=hearing_id)
    questions = [(str(one.id), str(one.number)) for one in found.questions.all()]
    form = PromiseForm(request.POST, units=units_asked(found), questions=questions, auto_id="p_%s")
    if form.is_valid() and attempt(
        request,
        lambda: outcome.promise_add(actor=actor_of(request), hearing=found.id, **form.said()),
        Text("承诺已登记，纪要确认后自动挂号。", "On record; it becomes a problem with the minutes."),
    ):
        return redirect("oversight:hearing", found.id)
    return hearing_page(request, found, promise_form=form)


@require_POST
@page("oversight.edit")
def promise_out(request: HttpRequest, promise_id: UUID) -> HttpResponse:
    """Strike a promise out."""
    found = get_object_or_404(Promise, id=promise_id)
    attempt(
        request,
        lambda: outcome.promise_remove(actor=actor_of(request), promise=found.id),
        Text("已划去。", "Struck out."),
    )
    return redirect("oversight:hearing", found.hearing_id)


@require_POST
@page("oversight.edit")
def count(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """What one person counted."""
    found = get_object_or_404(Hearing, id=hearing_id)
    form = CountForm(request.POST, units=units_asked(found), auto_id="c_%s")
    if form.is_valid() and attempt(
        request,
        lambda: outcome.vote_count(
            actor=actor_of(request),
            hearing=found.id,
            unit=UUID(form.cleaned_data["unit"]),
            yes=form.cleaned_data["yes"],
            no=form.cleaned_data["no"],
            void=form.cleaned_data["void"],
        ),
        Text("计票已登记；两人一致即生效。", "Counted; it holds once two persons agree."),
    ):
        return redirect("oversight:hearing", found.id)
    return hearing_page(request, found, count_form=form)


@require_http_methods(["GET", "POST"])
@page("oversight.edit")
def minutes(request: HttpRequest, hearing_id: UUID) -> HttpResponse:
    """Confirm the minutes."""
    found = get_object_or_404(Hearing, id=hearing_id)
    back = reverse("oversight:hearing", args=[found.id])
    if found.state != Hearing.State.HELD:
        return redirect(back)
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        attempt(
            request,
            lambda: outcome.minutes_confirm(actor=actor_of(request), hearing=found.id),
            Text("纪要已确认，各项承诺已逐项挂号。", "The minutes stand; each promise is a problem now."),
        )
        return redirect(back)
    number = found.promises.count()
    return confirm(
        request,
        Asked(
            title=Text("确认会议纪要", "Confirm the minutes"),
            happens=[
                Text(
                    f"{number}项承诺逐项挂号，按承诺的标准和时限督办。",
                    f"{number} promises become problems with their standards and deadlines.",
                ),
                Text("纪要不能再改。", "The minutes cannot be changed any more."),
            ],
            undo=Text("不能撤销。", "No."),
            button=Text("确认纪要", "Confirm"),
            back=back,
        ),
    )


@require_GET
@page("oversight.view")
def minutes_file(request: HttpRequest, hearing_id: UUID, form: str) -> HttpResponse:
    """The minutes as Word or PDF."""
    found = get_object_or_404(Hearing, id=hearing_id)
    return paper(minutes_document(found, language()), say(Text("会议纪要", "minutes")), form)


@require_POST
@page("oversight.edit")
def recurred(request: HttpRequest, promise_id: UUID) -> HttpResponse:
    """What was promised and cured has come up again."""
    found = get_object_or_404(Promise, id=promise_id)
    text = request.POST.get("text", "")
    if attempt(
        request,
        lambda: outcome.promise_recurred(actor=actor_of(request), promise=found.id, text=text),
        Text("已作为重犯另立新号，与原问题关联。", "A new problem, linked to the one before."),
    ):
        return redirect("oversight:hearing", found.hearing_id)
    return hearing_page(request, found.hearing, {"at": found.id, "text": text})
