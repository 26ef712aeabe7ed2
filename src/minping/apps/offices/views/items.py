"""Instructions to lower offices, items asked of this one, their answers."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns.selectors import campaigns, participations_of
from minping.apps.foundation import evidence
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, fresh_to_send, page
from minping.apps.offices import services
from minping.apps.offices.forms import ROWS, AnswerForm, InstructionForm, ItemForm, RaiseForm, RequiredForm
from minping.apps.offices.models import Item, Letter, Peer
from minping.apps.offices.services.found import exact
from minping.apps.offices.services.personal import masked
from minping.apps.offices.services.sending import File
from minping.apps.offices.views.peers import item_rows
from minping.apps.offices.words import CHECKLIST
from minping.apps.units.selectors import unit_lines
from minping.core.dispatch import MOST_BYTES, MOST_FILES, TOO_LARGE
from minping.core.findings import Text

ROOM = "offices"
OPEN = {"given", "returned"}


def uploaded(request: HttpRequest) -> list[File]:
    """The files that were sent with a form. Raises Refused before it reads what no letter can hold."""
    files = request.FILES.getlist("files")
    if len(files) > MOST_FILES or sum(one.size or 0 for one in files) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    return [(one.name or "", one.read()) for one in files]


def item_or_404(item: UUID) -> Item:
    """The item with its office."""
    found = Item.objects.select_related("peer", "letter").filter(id=item).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@page("offices.exchange")
@fresh_to_send
def instruct(request: HttpRequest) -> HttpResponse:
    """Write an instruction to lower offices."""
    lowers = Peer.objects.filter(side=Peer.Side.LOWER, ended_at=None).exclude(trusted_at=None)
    asked = request.POST if request.method == "POST" else None
    form = InstructionForm(asked, peers=[(str(peer.id), peer.name) for peer in lowers])
    rows = [ItemForm(asked, prefix=str(number)) for number in range(1, ROWS + 1)]
    required = RequiredForm(asked, prefix="required")
    if asked is not None:
        filled = [row for row in rows if row.filled()]
        for row in rows:
            if row not in filled:
                row.errors.clear()
        checks = [one.is_valid() for one in [form, required, *filled]]
        if all(checks) and _send(request, form, filled, required):
            return redirect("offices:home")
    context = {"form": form, "rows": rows, "required": required, "lowers": lowers}
    return render(request, "offices/instruct.html", context)


def _send(request: HttpRequest, form: InstructionForm, rows: list[ItemForm], required: RequiredForm) -> bool:
    numbers = required.required()
    return attempt(
        request,
        lambda: services.instruction_send(
            actor=actor_of(request),
            peers=[UUID(peer) for peer in form.cleaned_data["peers"]],
            title=form.cleaned_data["title"],
            items=[row.item(numbers) for row in rows],
            files=uploaded(request),
        ),
        Text(
            "已制作。请在下方“往来文件”里逐份下载，交给下级办公室。",
            "Written. Download each letter below and hand it to the lower office.",
        ),
    )


@require_GET
@page("offices.view")
def item(request: HttpRequest, item: UUID) -> HttpResponse:
    """An item: what is asked, what was done, what was decided."""
    return _page(request, item_or_404(item))


def _page(
    request: HttpRequest, found: Item, form: AnswerForm | None = None, raising: RaiseForm | None = None
) -> HttpResponse:
    row = item_rows([found])[0]
    asked, told = dict(found.lines), found.figures
    lines = [
        (name, measure, asked.get(code, ""), told.get(code, ""), _short(asked.get(code), told.get(code)))
        for code, name, measure in CHECKLIST
        if found.kind == Item.Kind.CHECKLIST
    ]
    ours, shown = found.way == Letter.Way.IN, actor_of(request).may("offices.edit")
    running = [one for one in campaigns() if one.state not in {"draft", "archived"}]
    names = {unit.id: unit.name for unit in unit_lines()}
    context = {
        "item": found,
        "row": row,
        "ours": ours,
        "open": ours and found.state in OPEN,
        "lines": lines,
        "files": evidence.files_of(found.id),
        "form": form or AnswerForm(item=found),
        "campaigns": running,
        "units": [
            (one, [(part.unit, names.get(part.unit, "")) for part in participations_of(one.id)])
            for one in running
        ],
        "letters": found.peer.letters.filter(body__item=str(found.id)),
        "enclosed": evidence.files_of(found.letter_id),
        "shown": shown,
        "text": found.text if shown else masked(found.text),
        "told": found.answer if shown else masked(found.answer),
        "raising": raising
        or RaiseForm(initial={"title": masked(found.title)[:100], "text": masked(found.text or found.title)}),
    }
    return render(request, "offices/item.html", context)


def _short(need: str | None, told: str | None) -> bool:
    """Whether the number told is smaller than the one required."""
    wanted, given = exact(need or ""), exact(told or "")
    return wanted is not None and given is not None and given < wanted


@require_POST
@page("offices.exchange")
@fresh_to_send
def answer(request: HttpRequest, item: UUID) -> HttpResponse:
    """Write the answer as a signed letter."""
    found = item_or_404(item)
    form = AnswerForm(request.POST, item=found)
    done = Text(
        "回复已制作，请下载后交给上级办公室。",
        "The answer is written; download it and hand it to the upper office.",
    )
    if form.is_valid():
        made: list[Letter] = []
        if attempt(
            request,
            lambda: made.append(
                services.answer_send(
                    actor=actor_of(request),
                    item=found.id,
                    answer=form.cleaned_data["answer"],
                    figures=form.figures(),
                )
            ),
            done,
        ):
            return redirect("offices:letter", made[0].id)
    return _page(request, found, form)


@require_POST
@page("offices.exchange")
@fresh_to_send
def decide(request: HttpRequest, item: UUID) -> HttpResponse:
    """Accept a lower office's answer or return it."""
    found, accept = item_or_404(item), "accept" in request.POST
    made: list[Letter] = []
    reason = request.POST.get("reason", "")
    if attempt(
        request,
        lambda: made.append(
            services.item_decide(actor=actor_of(request), item=found.id, accept=accept, reason=reason)
        ),
        Text(
            "审核意见已制作，请下载后交给下级办公室。",
            "The verdict is written; download it and hand it over.",
        ),
    ):
        return redirect("offices:letter", made[0].id)
    return redirect("offices:item", found.id)


@require_POST
@page("offices.edit")
def task(request: HttpRequest, item: UUID) -> HttpResponse:
    """Put the item among the tasks of a campaign."""
    found = item_or_404(item)
    attempt(
        request,
        lambda: services.item_to_task(
            actor=actor_of(request), item=found.id, campaign=_chosen(request.POST.get("campaign", ""))
        ),
        Text("已列入工作任务。", "It is among the tasks."),
    )
    return redirect("offices:item", found.id)


@require_POST
@page("offices.edit")
def problem(request: HttpRequest, item: UUID) -> HttpResponse:
    """Make a problem of a case."""
    found = item_or_404(item)
    campaign, _, unit = request.POST.get("unit", "").partition("/")
    form, made = RaiseForm(request.POST), list[UUID]()
    if form.is_valid() and attempt(
        request,
        lambda: made.append(
            services.case_raise(
                actor=actor_of(request),
                item=found.id,
                campaign=_chosen(campaign),
                unit=_chosen(unit),
                **form.cleaned_data,
            )
        ),
        Text("已转为问题，请挂号。", "It is a problem now; register it."),
    ):
        return redirect(reverse("casework:problem", args=made))
    return _page(request, found, raising=form)


def _chosen(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as fault:
        raise Refused(Text("请先选择。", "Choose one first.")) from fault


@require_POST
@page("offices.edit")
def file_add(request: HttpRequest, item: UUID) -> HttpResponse:
    """Put files beside an item that this office answers."""
    found, actor = item_or_404(item), actor_of(request)
    if found.way == Letter.Way.IN and found.state in OPEN:
        for upload in request.FILES.getlist("files"):
            attempt(
                request,
                lambda upload=upload: evidence.keep(actor=actor, upload=upload, subject=found.id, room=ROOM),  # type: ignore[misc]
                Text(f"已上传：{upload.name}", f"Uploaded: {upload.name}"),
            )
    return redirect("offices:item", found.id)


@require_POST
@page("offices.edit")
def file_remove(request: HttpRequest, item: UUID, file: UUID) -> HttpResponse:
    """Take a file away before the answer is written."""
    found, actor = item_or_404(item), actor_of(request)
    there = {one.id for one in evidence.files_of(found.id)}
    if found.way == Letter.Way.IN and found.state in OPEN and file in there:
        attempt(request, lambda: evidence.remove(actor=actor, file=file), Text("已删除。", "Removed."))
    return redirect("offices:item", found.id)


@require_GET
@page("offices.edit")
def file_read(request: HttpRequest, item: UUID, file: UUID) -> HttpResponse:
    """A file beside an item."""
    found = item_or_404(item)
    return evidence.answer(file, ROOM, found.id, small="small" in request.GET)
