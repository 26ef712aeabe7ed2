"""The word list: its parts, its versions, a sentence to try it on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, finding_lines, page, say
from minping.apps.opinions.dictionaries import SHIPPED_NUMBER, active
from minping.apps.opinions.models import WordList
from minping.apps.opinions.triage.forms import TryForm, WordsForm
from minping.apps.opinions.triage.wordlists import (
    PARTS,
    as_lines,
    difference,
    part_of,
    suggest_ask,
    version,
    waiting_for,
    words_save,
)
from minping.core.findings import Text


@page("opinions.words")
def words(request: HttpRequest) -> HttpResponse:
    """One part of the list to edit, with the versions and the sentence box beside it."""
    part = request.GET.get("part", "lead")
    if part not in PARTS:
        raise Http404
    now_is = active()
    if request.method == "POST":
        form = WordsForm(request.POST)
        if form.is_valid() and _save(request, form, part):
            return redirect(f"{request.path}?part={part}")
    else:
        mine = [entry for entry in now_is.dictionary.entries if part_of(entry) == part]
        form = WordsForm(initial={"lines": as_lines(mine), "base": now_is.number})
    trying = TryForm(request.GET if "sentence" in request.GET else None)
    sentence = trying.cleaned_data["sentence"] if trying.is_bound and trying.is_valid() else ""
    context = {
        "parts": [(key, name, key == part) for key, name in PARTS.items()],
        "part": part,
        "name": PARTS[part],
        "number": now_is.number,
        "entries": len(now_is.dictionary.entries),
        "form": form,
        "trying": trying,
        "sentence": sentence,
        "found": now_is.dictionary.suggest(sentence) if sentence else None,
        "versions": WordList.objects.all()[:20],
        "shipped": SHIPPED_NUMBER,
        "waiting": waiting_for(now_is.number),
    }
    return render(request, "opinions/triage/words.html", context)


def _save(request: HttpRequest, form: WordsForm, part: str) -> bool:
    given = form.cleaned_data
    try:
        words_save(
            actor=actor_of(request), part=part, text=given["lines"], note=given["note"], base=given["base"]
        )
    except Refused as refused:
        form.add_error("lines" if refused.findings else None, say(refused.text))
        for line in finding_lines(refused.findings[:20]):
            form.add_error("lines", line)
        return False
    attempt(
        request,
        lambda: None,
        Text(
            "已存为新的一版，对此后收到的意见有效；已定类别的不变。",
            "Saved as a new version for what comes in from now on; what was settled stays.",
        ),
    )
    return True


@require_GET
@page("opinions.words")
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """What a version changed against the one before it."""
    after, before = version(number), version(number - 1)
    if after is None or before is None:
        raise Http404
    context = {
        "number": number,
        "before": number - 1,
        "version": WordList.objects.filter(number=number).first(),
        "difference": difference(before, after),
        "parts": PARTS,
    }
    return render(request, "opinions/triage/words_compare.html", context)


@require_POST
@page("opinions.words")
def again(request: HttpRequest) -> HttpResponse:
    """Suggest anew for what still waits to be read, as a job."""
    job = suggest_ask(actor=actor_of(request))
    return redirect("foundation:job", job=job)
