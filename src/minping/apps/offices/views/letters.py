"""Letters: read, downloaded, news and results written, grading."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.selectors import campaigns
from minping.apps.foundation import evidence, jobs
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, download, fresh_to_send, page
from minping.apps.offices import services
from minping.apps.offices.export import result_table
from minping.apps.offices.forms import GradingForm, InformationForm
from minping.apps.offices.models import Letter, Peer
from minping.apps.offices.reading import public_of, raw_of
from minping.apps.offices.services.contents import record_of
from minping.apps.offices.services.personal import masked
from minping.apps.offices.services.sending import closed, file_name
from minping.apps.offices.views.items import ROOM, uploaded
from minping.apps.offices.views.peers import item_rows, peer_or_404
from minping.apps.offices.words import KINDS, PARTS, WAYS
from minping.apps.results.selectors import published
from minping.core.dispatch import Kind
from minping.core.findings import Text

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def letter_or_404(letter: UUID) -> Letter:
    """The letter with its office."""
    found = Letter.objects.select_related("peer").filter(id=letter).first()
    if found is None:
        raise Http404
    return found


@require_GET
@page("offices.view")
def letter(request: HttpRequest, letter: UUID) -> HttpResponse:
    """What a letter says."""
    found = letter_or_404(letter)
    shown = actor_of(request).may("offices.edit")
    context = {
        "letter": found,
        "text": _text(found, shown=shown),
        "shown": shown,
        "kind": KINDS[Kind(found.kind)],
        "way": WAYS[found.way],
        "items": item_rows(list(found.items.select_related("peer"))),
        "files": evidence.files_of(found.id),
        "gradings": found.peer.gradings.filter(letter=found),
        "run": record_of(public_of(found)) if found.kind == Kind.RESULT else None,
        "recomputation": getattr(found, "recomputation", None),
    }
    return render(request, "offices/letter.html", context)


def _text(letter: Letter, *, shown: bool) -> str:
    """What the letter says in words; masked for whoever is not of the office."""
    said = str(letter.body.get("text") or letter.body.get("answer") or "")
    return said if shown else masked(said)


@require_GET
@page("offices.edit")
def letter_file(request: HttpRequest, letter: UUID) -> HttpResponse:
    """A letter of this office, closed for its receiver; one that came in, opened as it was signed."""
    found = letter_or_404(letter)
    ours = found.way == Letter.Way.OUT
    return download(closed(found) if ours else raw_of(found), file_name(found))


@require_GET
@page("offices.view")
def public_file(request: HttpRequest, letter: UUID) -> HttpResponse:
    """The public data of a reported result."""
    found = letter_or_404(letter)
    if found.kind != Kind.RESULT:
        raise Http404
    return download(public_of(found), f"{found.title}.zip", "application/zip")


@require_GET
@page("offices.view")
def table_file(request: HttpRequest, letter: UUID) -> HttpResponse:
    """The reported result as a table for a component of this office's own campaign."""
    found = letter_or_404(letter)
    if found.kind != Kind.RESULT:
        raise Http404
    table = result_table(found, record_of(public_of(found)), today())
    return download(table, f"{found.title}.xlsx", EXCEL)


@require_GET
@page("offices.edit")
def attached(request: HttpRequest, letter: UUID, file: UUID) -> HttpResponse:
    """A file of a piece of news."""
    return evidence.answer(file, ROOM, letter_or_404(letter).id, small="small" in request.GET)


@require_POST
@page("offices.edit")
def recompute(request: HttpRequest, letter: UUID) -> HttpResponse:
    """Compute a reported result again."""
    found = letter_or_404(letter)
    if found.kind != Kind.RESULT:
        raise Http404
    started = jobs.start(
        "offices.recompute", f"offices.recompute:{found.id}", {"letter": str(found.id)}, actor_of(request)
    )
    return redirect("foundation:job", started)


def _upper_or_404(peer: UUID) -> Peer:
    found = peer_or_404(peer)
    if found.side != Peer.Side.UPPER:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@page("offices.exchange")
@fresh_to_send
def inform(request: HttpRequest, peer: UUID) -> HttpResponse:
    """Write news for the upper office (F150)."""
    found, form = _upper_or_404(peer), InformationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[Letter] = []
        if attempt(
            request,
            lambda: made.append(
                services.information_send(
                    actor=actor_of(request),
                    peer=found.id,
                    title=form.cleaned_data["title"],
                    text=form.cleaned_data["text"],
                    files=uploaded(request),
                )
            ),
            Text("已制作，请下载后交给上级办公室。", "Written; download it and hand it to the upper office."),
        ):
            return redirect("offices:letter", made[0].id)
    return render(request, "offices/inform.html", {"peer": found, "form": form})


@require_http_methods(["GET", "POST"])
@page("offices.exchange")
@fresh_to_send
def report(request: HttpRequest, peer: UUID) -> HttpResponse:
    """Report a published result to the upper office (F070)."""
    found, known = _upper_or_404(peer), published()
    choices = [one for one in campaigns() if one.id in known]
    if request.method == "POST":
        chosen = next((one for one in choices if str(one.id) == request.POST.get("campaign")), None)
        if chosen is None:
            raise Http404
        made: list[Letter] = []
        if attempt(
            request,
            lambda: made.append(
                services.result_send(actor=actor_of(request), peer=found.id, campaign=chosen.id)
            ),
            Text("已制作，请下载后交给上级办公室。", "Written; download it and hand it to the upper office."),
        ):
            return redirect("offices:letter", made[0].id)
    return render(request, "offices/report.html", {"peer": found, "choices": choices})


@require_http_methods(["GET", "POST"])
@page("offices.exchange")
@fresh_to_send
def grade(request: HttpRequest, peer: UUID) -> HttpResponse:
    """Grade a lower office's year (F151)."""
    found = peer_or_404(peer)
    if found.side != Peer.Side.LOWER:
        raise Http404
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked[:5]) <= today().year else today().year
    stand = services.grading_stand(found.id, year)
    form = GradingForm(request.POST or None, parts=PARTS)
    if request.method == "POST" and form.is_valid():
        data, made = form.cleaned_data, list[Letter]()
        marks = {part: (data[part], data[f"{part}_full"]) for part in PARTS}
        if attempt(
            request,
            lambda: made.append(
                services.grading_send(
                    actor=actor_of(request), peer=found.id, year=year, marks=marks, note=data["note"]
                )
            ),
            Text(
                "考核结果已制作，请下载后交给下级办公室。",
                "The grading is written; download it and hand it over.",
            ),
        ):
            return redirect("offices:letter", made[0].id)
    return render(
        request,
        "offices/grade.html",
        {
            "before": found.gradings.filter(year=year).first(),
            "peer": found,
            "year": year,
            "years": range(today().year, today().year - 3, -1),
            "stand": stand,
            "form": form,
        },
    )
