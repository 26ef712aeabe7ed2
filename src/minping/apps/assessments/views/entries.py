"""One entry: recorded, read, answered, decided; its files."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.assessments import services
from minping.apps.assessments.checks import EntryLine
from minping.apps.assessments.forms import EntryForm, LetterForm, ObjectionForm, ReasonForm
from minping.apps.assessments.ledger import Item, every_item, items_by_unit, places_of
from minping.apps.assessments.models import Book, Correction, Entry
from minping.apps.assessments.selectors import exact
from minping.apps.assessments.services.entries import ROOM
from minping.apps.assessments.services.objections import objectable
from minping.apps.assessments.views.board import appeals_said, line_of
from minping.apps.assessments.views.frame import (
    at,
    campaign_asked,
    framed,
    item_choices,
    scheme_or_404,
    seen,
    sees_all,
    unit_choices,
)
from minping.apps.assessments.words import FACTS, rule_of, window_words
from minping.apps.campaigns.selectors import campaign_of, frozen_scheme
from minping.apps.foundation import evidence
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text
from minping.core.lifecycle import DAILY_ENTRY, allowed
from minping.core.scoring.inputs import EntryState
from minping.core.scoring.rounding import plain

SAVED = Text("已记录。核对无误后告知单位。", "Recorded. Check it, then tell the unit.")
DONE = {
    "show": Text("已告知单位，异议期从今天起算。", "The unit was told; its time to object runs from today."),
    "withdraw": Text("已撤回。", "Withdrawn."),
    "accept": Text("已答复：无异议。", "Answered: no objection."),
    "object": Text(
        "异议已提交，评议办将书面答复。", "The objection was handed in; the office answers in writing."
    ),
    "letter": Text(
        "来信异议已登记，由记录人以外的人裁定。", "Taken in; somebody else than the recorder decides."
    ),
    "uphold": Text("已裁定：维持。", "Decided: upheld."),
    "strike": Text("已裁定：撤销。", "Decided: struck."),
}


def entry_or_404(request: HttpRequest, entry: UUID) -> Entry:
    """An entry that this person may see: the unit's own people once it was shown."""
    found = Entry.objects.filter(id=entry).first()
    if found is None:
        raise Http404
    seen(request, found.unit_id)
    if found.shown_at is None and not sees_all(request):
        raise Http404
    return found


def line_from(form: EntryForm) -> EntryLine:
    """What the form says."""
    said = form.cleaned_data
    return EntryLine(
        UUID(said["unit"]),
        said["item"],
        said["day"],
        said["points"],
        said["count"],
        said["reason"],
        said["evidence"],
        said["source"],
    )


@require_http_methods(["GET", "POST"])
@page("assessments.edit")
def new(request: HttpRequest) -> HttpResponse:
    """Record an entry; without a frozen scheme the board says what is lacking."""
    campaign, actor = campaign_asked(request), actor_of(request)
    if campaign is None or frozen_scheme(campaign.id) is None:
        return redirect("assessments:board")

    def save(line: EntryLine, files: Any) -> UUID:
        return services.entry_record(actor=actor, campaign=campaign.id, line=line, files=files)

    return entry_form(request, campaign.id, save, {}, Text("记一条", "Record an entry"))


@require_http_methods(["GET", "POST"])
@page("assessments.edit")
def edit(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Mend an entry that the unit has not seen."""
    found, actor = entry_or_404(request, entry), actor_of(request)
    if request.method == "GET" and found.state != EntryState.PROPOSED:
        return redirect("assessments:entry", entry)

    def save(line: EntryLine, files: Any) -> UUID:
        services.entry_change(actor=actor, entry=entry, line=line, files=files)
        return entry

    names = ("item", "day", "count", "reason", "source", "evidence")
    known = {name: getattr(found, name) for name in names}
    points = exact(found.points)
    known |= {"unit": str(found.unit_id), "points": "" if points is None else plain(points)}
    return entry_form(request, found.campaign_id, save, known, Text("修改记录", "Change the entry"))


def entry_form(
    request: HttpRequest,
    campaign: UUID,
    save: Callable[[EntryLine, Any], UUID],
    known: dict[str, Any],
    title: Text,
    **more: Any,
) -> HttpResponse:
    """The form of an entry; a refusal leaves everything as it was typed."""
    scheme, places = scheme_or_404(campaign), places_of(campaign)
    items = items_by_unit(scheme, places)
    place = places.get(UUID(known["unit"])) if "unit" in known else None
    if place is not None and not items[place.unit.id]:
        known["unit"] = str(place.over)
    form = EntryForm(
        request.POST or None,
        request.FILES or None,
        initial=known,
        units=unit_choices({unit: place for unit, place in places.items() if items[unit]}),
        items=item_choices(scheme),
    )
    if request.method == "POST" and form.is_valid():
        made: list[UUID] = []
        files = form.cleaned_data["proof"]
        if attempt(request, lambda: made.append(save(line_from(form), files)), SAVED):
            return redirect(at("entry", campaign, made[0]))
    rows = [(item, rule_of(item.of), window_words(item.window)) for item in every_item(scheme).values()]
    context = framed(request, "entries", campaign_of(campaign), form=form, title=title, items=rows, **more)
    context["book"] = Book.objects.filter(campaign=campaign).first()
    return render(request, "assessments/entry_form.html", context)


@require_GET
@page("assessments.view")
def entry(request: HttpRequest, entry: UUID) -> HttpResponse:
    """One entry with its evidence, what was said to it and what can be done."""
    return _entry_page(request, entry_or_404(request, entry))


def _entry_page(request: HttpRequest, found: Entry, forms: dict[str, Any] | None = None) -> HttpResponse:
    actor = actor_of(request)
    if found.seen_at is None and actor.may("assessments.own") and not sees_all(request):
        services.entries_seen(actor=actor, entries=[found.id])
        found.refresh_from_db()
    items, places = every_item(scheme_or_404(found.campaign_id)), places_of(found.campaign_id)
    change = Correction.objects.filter(old=found).first()
    made = Correction.objects.filter(new=found).first()
    before = made.old_id if made is not None else None
    item: Item | None = items.get(found.item)
    context = framed(
        request,
        "entries",
        campaign_of(found.campaign_id),
        entry=found,
        line=line_of(found, places, items, appeals_said([found]).get(found.id)),
        item=item,
        rule=rule_of(item.of) if item else None,
        window=window_words(item.window) if item else None,
        fact=FACTS.get(found.fact),
        files=evidence.files_of(before or found.id),
        answer_files=evidence.files_of(found.answer),
        change=change,
        made=made,
        acts=_acts(actor, found),
        reason_form=ReasonForm(prefix="decide"),
        objection_form=ObjectionForm(),
        letter_form=LetterForm(prefix="letter"),
    )
    return render(request, "assessments/entry.html", context | (forms or {}))


def _acts(actor: Actor, found: Entry) -> set[str]:
    """What this person can do with the entry now."""
    if Book.objects.filter(campaign=found.campaign_id, state=Book.State.FROZEN).exists():
        return set()
    there = {transition.act for transition in allowed(DAILY_ENTRY, found.state)}
    acts = set[str]()
    if actor.may("assessments.edit"):
        acts |= there & {"show", "withdraw"}
        acts |= {"edit"} if found.state == "proposed" else set()
        acts |= {"letter"} if "object" in there and not found.content else set()
    if actor.may("assessments.decide") and found.recorder != actor.id:
        acts |= there & {"uphold", "strike"}
    if actor.may("assessments.own") and objectable(found):
        acts |= {"object", "accept"}
    return acts


@require_POST
@page("assessments.view")
def act(request: HttpRequest, entry: UUID, act: str) -> HttpResponse:
    """Carry out one act; the services ask who may."""
    found, actor = entry_or_404(request, entry), actor_of(request)
    if act not in DONE:
        raise Http404
    name, form = _form_of(request, act)
    if form is not None and not form.is_valid():
        return _entry_page(request, found, {name: form})
    said = form.cleaned_data if form is not None else {}
    attempt(request, lambda: _carry_out(actor, found, act, said), DONE[act])
    return redirect("assessments:entry", entry)


def _form_of(request: HttpRequest, act: str) -> tuple[str, ReasonForm | ObjectionForm | None]:
    """What the page calls the form that goes with an act, and what was sent."""
    if act == "object":
        return "objection_form", ObjectionForm(request.POST, request.FILES)
    if act == "letter":
        return "letter_form", LetterForm(request.POST, request.FILES, prefix="letter")
    if act in {"withdraw", "uphold", "strike"}:
        return "reason_form", ReasonForm(request.POST, prefix="decide")
    return "", None


def _carry_out(actor: Actor, found: Entry, act: str, said: dict[str, Any]) -> None:
    if act == "show":
        services.entries_show(actor=actor, campaign=found.campaign_id, entries=[found.id])
    elif act == "withdraw":
        services.entry_withdraw(actor=actor, entry=found.id, reason=said["reason"])
    elif act == "accept":
        services.entry_accept(actor=actor, entry=found.id)
    elif act == "object":
        services.entry_object(actor=actor, entry=found.id, reason=said["reason"], files=said["proof"])
    elif act == "letter":
        reason, received, files = said["reason"], said["received"], said["proof"]
        services.entry_object_on_paper(
            actor=actor, entry=found.id, reason=reason, received=received, files=files
        )
    else:
        services.entry_decide(actor=actor, entry=found.id, uphold=act == "uphold", reason=said["reason"])


@require_GET
@page("assessments.view")
def file(request: HttpRequest, entry: UUID, file: UUID) -> HttpResponse:
    """A file of the entry, of the one it corrects, or of the unit's objection, to save."""
    found = entry_or_404(request, entry)
    before = Correction.objects.filter(new=found).values_list("old", flat=True).first()
    for subject in (found.id, found.answer, before):
        if subject and any(one.id == file for one in evidence.files_of(subject)):
            return evidence.answer(file, ROOM, subject)
    raise Http404


@require_POST
@page("assessments.edit")
def file_remove(request: HttpRequest, entry: UUID, file: UUID) -> HttpResponse:
    """Take a file away while the unit has not seen the entry."""
    found = entry_or_404(request, entry)
    if found.state == "proposed" and any(one.id == file for one in evidence.files_of(entry)):
        done = Text("已删除。", "Removed.")
        attempt(request, lambda: evidence.remove(actor=actor_of(request), file=file), done)
    return redirect("assessments:entry", entry)
