"""With his private code, and nothing else, a citizen reads what became of his opinion."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from minping.apps.casework.selectors import progress_of_opinions
from minping.apps.casework.services import check_answer
from minping.apps.foundation.errors import too_often
from minping.apps.foundation.pages import attempt, public
from minping.apps.opinions.selectors import by_code, story_of
from minping.apps.portal.opinions import often
from minping.apps.portal.opinions.forms import CodeForm, SolvedForm
from minping.apps.units.selectors import own_office, units_of
from minping.core.findings import Text

SETTLED = Text("已记下：您认为解决了。", "Noted: you say it is put right.")
REOPENED = Text(
    "已记下：没有解决，问题退回重办。", "Noted: it is not put right, and goes back to be done again."
)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def story(request: HttpRequest) -> HttpResponse:
    """Asks for the code; shows the story. A code that nothing has and a text that is no code read the same."""
    if request.method != "POST":
        return _ask(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if often.wrong_codes.too_often(request):
        return too_often(request)
    found = by_code(form.cleaned_data["code"])
    if found is None:
        often.wrong_codes.count(request)
        return _ask(request, CodeForm(), unknown=True)
    answer = SolvedForm(request.POST if "answer" in request.POST else None)
    if answer.is_bound and answer.is_valid() and _said(request, found, answer):
        answer = SolvedForm()
    return _told(request, found, form.cleaned_data["code"], answer)


def _said(request: HttpRequest, opinion: UUID, answer: SolvedForm) -> bool:
    """Hand on what the giver says; whether it was taken."""
    solved, words = answer.cleaned_data["solved"] == "yes", answer.cleaned_data["words"]
    return attempt(
        request,
        lambda: check_answer(opinion=opinion, solved=solved, words=words),
        SETTLED if solved else REOPENED,
    )


def _ask(
    request: HttpRequest, form: CodeForm, status: int = HTTPStatus.OK, *, unknown: bool = False
) -> HttpResponse:
    context = {"form": form, "unknown": unknown, "office": own_office()}
    return render(request, "portal/opinions/ask.html", context, status=status)


def _told(request: HttpRequest, opinion: UUID, code: str, answer: SolvedForm) -> HttpResponse:
    told = story_of(opinion)
    progress = progress_of_opinions([opinion]).get(opinion) if told and told.problem else None
    asked = progress is not None and progress.question is not None and not progress.question.answered
    context = {
        "story": told,
        "unit": next(iter(units_of([told.unit])), None) if told and told.unit else None,
        "progress": progress,
        "form": answer if asked else None,
        "code": code,
        "office": own_office(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if answer.errors else HTTPStatus.OK
    return render(request, "portal/opinions/story.html", context, status=status)
