"""Other offices: the first page, cards, trust."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, attempt, download, fresh, fresh_to_send, page
from minping.apps.offices import services
from minping.apps.offices.forms import EndForm, GuideForm, NumberForm, TakeForm, TrustForm
from minping.apps.offices.models import Item, Letter, Peer
from minping.apps.offices.services.sending import own_sender
from minping.apps.offices.words import ITEMS, KINDS, MARKS, SIDES, STATES, WAYS
from minping.apps.units.selectors import own_office
from minping.core.dispatch import Kind, fingerprint
from minping.core.findings import Text

MOST_MISSING = 20
SETTLED = 10
"""Settled items on the first page; all of them stand on the page of their office."""


def item_rows(items: list[Item]) -> list[dict[str, object]]:
    """Items as tables show them."""
    return [
        {
            "item": one,
            "kind": ITEMS[one.kind],
            "state": STATES[one.state],
            "mark": MARKS[one.state],
            "late": one.state in {"given", "returned"} and one.due < today(),
        }
        for one in items
    ]


@require_GET
@page("offices.view")
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of this office and of those below, and who they are."""
    settled = Item.objects.filter(state=Item.State.ACCEPTED).order_by("-due")
    items = list(Item.objects.exclude(state=Item.State.ACCEPTED).select_related("peer"))
    items += [one for way in Letter.Way for one in settled.filter(way=way).select_related("peer")[:SETTLED]]
    context = {
        "office": own_office(),
        "fingerprint": fingerprint(own_sender().key),
        "asked": item_rows([one for one in items if one.way == Letter.Way.IN]),
        "given": item_rows([one for one in items if one.way == Letter.Way.OUT]),
        "peers": [(peer, SIDES.get(peer.side)) for peer in Peer.objects.all()],
        "uppers": Peer.objects.filter(side=Peer.Side.UPPER, ended_at=None).exclude(trusted_at=None),
        "lowers": Peer.objects.filter(side=Peer.Side.LOWER, ended_at=None).exclude(trusted_at=None),
        "letters": [
            (one, KINDS[Kind(one.kind)], WAYS[one.way])
            for one in Letter.objects.select_related("peer").order_by("-at")[:20]
        ],
        "form": TakeForm(),
    }
    return render(request, "offices/home.html", context)


@require_GET
@page("offices.exchange")
@fresh
def export_card(request: HttpRequest) -> HttpResponse:
    """This office's card as a file."""
    data = services.card(actor=actor_of(request))
    return download(data, f"{own_office().name}-身份文件.minping", "application/octet-stream")


@require_POST
@page("offices.exchange")
def take(request: HttpRequest) -> HttpResponse:
    """Take in a file and go where it leads."""
    form = TakeForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "offices/take.html", {"form": form}, status=422)
    raw, taken = form.cleaned_data["file"].read(), list[services.Taken]()
    if not attempt(request, lambda: taken.append(services.letter_take(actor=actor_of(request), raw=raw))):
        return render(request, "offices/take.html", {"form": TakeForm()}, status=422)
    return _went_in(request, taken[0])


def _went_in(request: HttpRequest, taken: services.Taken) -> HttpResponse:
    from django.contrib import messages  # noqa: PLC0415 - used here alone

    from minping.apps.foundation.pages import say  # noqa: PLC0415

    if taken.kind is Kind.INTRODUCTION:
        return redirect("offices:peer", taken.peer)
    done = Text(
        "这份文件以前已经收过，没有重复登记。", "This file had been taken in before; nothing was changed."
    )
    if taken.older:
        done = Text(
            "已收取存档。同一项任务已收过更新的来文，状态不变。",
            "Taken in and kept. A newer letter about the item had come before; its state stays.",
        )
    elif not taken.again:
        done = Text("已收取。", "Taken in.")
    messages.success(request, say(done))
    if taken.missing:
        numbers = "、".join(str(number) for number in taken.missing)
        told = Text(
            f"对方第{numbers}号文件还没有收到，请向对方要。",
            f"Letters {numbers} from this office have not come; ask for them.",
        )
        messages.warning(request, say(told))
    for text in taken.left_out:
        messages.warning(request, say(text))
    if taken.letter is None:
        raise Http404
    return redirect("offices:letter", taken.letter)


def peer_or_404(peer: UUID) -> Peer:
    """The office."""
    found = Peer.objects.filter(id=peer).first()
    if found is None:
        raise Http404
    return found


def _missing(peer: Peer) -> list[int]:
    """Numbers of letters from this office that have not come though later ones have."""
    came = set(peer.letters.filter(way=Letter.Way.IN).values_list("number", flat=True))
    return [number for number in range(1, max(came, default=0)) if number not in came][:MOST_MISSING]


@require_GET
@page("offices.view")
def peer(request: HttpRequest, peer: UUID) -> HttpResponse:
    """An office: its fingerprint, what is between it and us, its grading."""
    found = peer_or_404(peer)
    context = {
        "peer": found,
        "namesake": Peer.objects.filter(name=found.name)
        .exclude(id=found.id)
        .exclude(trusted_at=None)
        .first(),
        "missing": _missing(found),
        "side": SIDES.get(found.side),
        "fingerprint": fingerprint(found.key),
        "own_fingerprint": fingerprint(own_sender().key),
        "trust": TrustForm(),
        "guide": GuideForm(initial={"representative": found.representative}),
        "items": item_rows(list(found.items.select_related("peer"))),
        "letters": [(one, KINDS[Kind(one.kind)], WAYS[one.way]) for one in found.letters.all()],
        "gradings": found.gradings.all(),
        "year": today().year,
    }
    return render(request, "offices/peer.html", context)


@require_http_methods(["GET", "POST"])
@page("offices.exchange")
@fresh_to_send
def trust(request: HttpRequest, peer: UUID) -> HttpResponse:
    """Confirm the fingerprint."""
    found, form = peer_or_404(peer), TrustForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = Text("已确认，可以收发文件。", "Confirmed; letters may be exchanged.")
        data = form.cleaned_data
        attempt(
            request,
            lambda: services.peer_trust(
                actor=actor_of(request), peer=found.id, side=data["side"], compared=data["compared"]
            ),
            done,
        )
    return redirect("offices:peer", found.id)


@require_POST
@page("offices.edit")
def guide(request: HttpRequest, peer: UUID) -> HttpResponse:
    """Name who guides a lower office."""
    found, form = peer_or_404(peer), GuideForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["representative"]
        attempt(
            request,
            lambda: services.peer_guide(actor=actor_of(request), peer=found.id, representative=name),
            Text("已保存。", "Saved."),
        )
    return redirect("offices:peer", found.id)


@require_http_methods(["GET", "POST"])
@page("offices.exchange")
@fresh_to_send
def number(request: HttpRequest, peer: UUID) -> HttpResponse:
    """Go on numbering letters after this office was restored from a backup."""
    found, form = peer_or_404(peer), NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["number"]
        done = Text(f"下一份文件编为第{last + 1}号。", f"The next letter will be number {last + 1}.")
        if attempt(
            request, lambda: services.peer_number(actor=actor_of(request), peer=found.id, number=last), done
        ):
            return redirect("offices:peer", found.id)
    back = reverse("offices:peer", args=[peer])
    return render(request, "offices/number.html", {"peer": found, "form": form, "back": back})


@require_http_methods(["GET", "POST"])
@page("offices.exchange")
@fresh_to_send
def end(request: HttpRequest, peer: UUID) -> HttpResponse:
    """Stop exchanging letters with an office, after saying why."""
    found, form = peer_or_404(peer), EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = Text("已停用。", "Ended.")
        if attempt(
            request, lambda: services.peer_end(actor=actor_of(request), peer=found.id, reason=reason), done
        ):
            return redirect("offices:home")
    return render(
        request,
        "offices/end.html",
        {"peer": found, "form": form, "back": reverse("offices:peer", args=[peer])},
    )
