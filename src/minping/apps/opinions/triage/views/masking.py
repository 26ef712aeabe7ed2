"""The page on which a person settles what must not leave the office with an opinion."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from minping.apps.foundation.pages import actor_of, attempt, page
from minping.apps.opinions.triage.lists import lines_of
from minping.apps.opinions.triage.masking import (
    cut_of,
    digest,
    joined,
    left_over,
    opinion_mask,
    proposals_of,
)
from minping.apps.opinions.triage.opening import text_of
from minping.apps.opinions.triage.views.opinion import opinion_or_404
from minping.core.findings import Text


@page("opinions.mask")
def mask(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """Marks to tick, words to add, what comes of it; then the confirmation of exactly that."""
    found = opinion_or_404(opinion)
    proposals = proposals_of(found)
    if request.method == "POST":
        numbers = request.POST.getlist("mark")
        words = _lines(request.POST.get("words", ""))
    else:
        numbers, words = [one.number for one in proposals if not one.only_hint], []
    cut = cut_of(found, numbers, words)
    result = joined(cut)
    if request.method == "POST" and request.POST.get("confirmed"):
        shown = request.POST.get("shown", "")
        done = attempt(
            request,
            lambda: opinion_mask(
                actor=actor_of(request), opinion=opinion, numbers=numbers, words=words, shown=shown
            ),
            Text(
                "已确认。只有这份遮盖后的文字可以离开评议办。",
                "Confirmed; only this text may leave the office.",
            ),
        )
        if done:
            return redirect("opinions:opinion", opinion=opinion)
    context = {
        "opinion": found,
        "line": lines_of([found], raw=True)[0],
        "text": text_of(found),
        "marks": [(one, one.number in set(numbers)) for one in proposals],
        "words": "\n".join(words),
        "pieces": cut,
        "result": result,
        "digest": digest(result),
        "left": left_over(result),
        "missing": [word for word in words if word not in text_of(found)],
    }
    return render(request, "opinions/triage/mask.html", context)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:50]
