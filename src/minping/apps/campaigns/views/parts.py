"""The form of one part of the scheme, and adding, moving, exchanging, removing parts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from minping.apps.campaigns import services
from minping.apps.campaigns.editor import structure
from minping.apps.campaigns.editor.edits import Edited, asked_at, drawn, edited
from minping.apps.campaigns.editor.inputs import Taken, legible, refilled, single_inputs, with_present
from minping.apps.campaigns.editor.items import Item, item_for
from minping.apps.campaigns.editor.words import op_label, word_choices
from minping.apps.campaigns.services.drafts import StaleDraft
from minping.apps.campaigns.views.frame import campaign_found, framed, may_edit
from minping.apps.campaigns.views.reading import Reading, reading_of
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, finding_lines, page, say
from minping.core.findings import Finding, Place, Text
from minping.core.scheme.canonical import scheme_hash
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Switch

CLASHED = 409
SAVED = Text("已保存。", "Saved.")
BOTH_KEPT = Text(
    "已保存。您填写期间方案另有改动，两处改动都已保留。",
    "Saved. The scheme was changed meanwhile elsewhere; both changes are kept.",
)
CLASH = Text(
    "您填写期间，这一部分已被另外修改，没有覆盖。下面是您填写的内容；核对后再保存，将以您填写的为准。",
    "This part was changed meanwhile and has not been overwritten. What you filled in stands below; look again "
    "and save to let yours stand.",
)


def part_url(campaign: UUID, address: str) -> str:
    """Where the form of a part is."""
    return f"{reverse('campaigns:scheme-part', args=[campaign])}?{urlencode({'at': address})}"


@require_http_methods(["GET", "POST"])
@page("campaigns.view")
def part(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """One part: its inputs, its questions, what the linter says; saved when posted."""
    found = campaign_found(campaign)
    reading, item = _at(request, found)
    if request.method == "POST" and reading.draft and may_edit(request, found):
        return _saved(request, reading, item)
    return _shown(request, reading, item, Taken({}))


def _at(request: HttpRequest, found: Any) -> tuple[Reading, Item]:
    reading = reading_of(request, found)
    item = reading.items.get(request.GET.get("at", "")) if reading else None
    if reading is None or item is None:
        raise Http404
    return reading, item


def _data(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}


def _saved(request: HttpRequest, reading: Reading, item: Item) -> HttpResponse:
    data = _data(request)
    if request.POST.get("_seen", item.digest) != item.digest:
        messages.warning(request, say(CLASH))
        return _shown(request, reading, item, Taken(data), status=CLASHED)
    result = edited(reading.scheme, item, data)
    if result.scheme is None:
        return _shown(
            request,
            reading,
            item,
            Taken(data, {name: list(texts) for name, texts in result.faults.items()}),
            result,
            422,
        )
    told = Text(f"修改「{item.name.zh}」", f"changed “{item.name.en}”")
    try:
        services.scheme_change(
            actor=actor_of(request),
            campaign=reading.campaign.id,
            scheme=result.scheme,
            told=told,
            base=reading.digest,
        )
    except StaleDraft as stale:
        messages.warning(request, say(stale.text))
        return _shown(request, reading, item, Taken(data), status=CLASHED)
    except Refused as refused:
        messages.error(request, say(refused.text))
        return _shown(request, reading, item, Taken(data), Edited(None, {}, refused.findings), 422)
    same = request.POST.get("_base", reading.digest) == reading.digest
    messages.success(request, say(SAVED if same else BOTH_KEPT))
    return redirect(part_url(reading.campaign.id, item.address))


def _shown(
    request: HttpRequest,
    reading: Reading,
    item: Item,
    taken: Taken,
    result: Edited | None = None,
    status: int = 200,
) -> HttpResponse:
    plain = drawn(reading.scheme, item)
    widgets = refilled(plain, taken)
    if status == CLASHED:
        widgets = with_present(widgets, {one.name: one for one in single_inputs(plain)})
    known = {one.name for one in single_inputs(widgets)}
    spare = {
        name: values[-1]
        for name, values in taken.data.items()
        if name not in known and values[-1] and "." in name and not name.endswith((".shown", ".remove"))
    }
    context = framed(
        request,
        reading.campaign,
        "scheme",
        reading=reading,
        item=item,
        widgets=widgets,
        asked=asked_at(reading.scheme, item),
        taken=taken.data,
        fault_lines=[(name, text) for name, texts in taken.faults.items() for text in texts],
        problems=_lines(reading, item, result.findings) if result else [],
        spare=spare if status == CLASHED else {},
        told=[one for one in reading.told if one.item is not None and one.item.address == item.address],
        node=_node_context(item),
        labels={one.name: one.label for one in single_inputs(widgets)},
        ids={one.name: one.html_id for one in single_inputs(widgets)},
    )
    return render(request, "campaigns/scheme_part.html", context, status=status)


def _lines(reading: Reading, item: Item, findings: Sequence[Finding]) -> list[str]:
    """Findings as sentences, under the name of the part where it is not this one."""
    told = []
    for finding in findings:
        about = item_for(reading.items, finding.place.path)
        own = about is None or about.address == item.address
        told.append(finding.at(Place(path="" if own or about is None else say(about.name))))
    return finding_lines(told)


def _node_context(item: Item) -> Mapping[str, Any]:
    if not item.is_node:
        return {"entry": len(item.path) == 2}
    return {
        "op": op_label(item.value),
        "ops": word_choices("Op"),
        "grows": structure.grows(item.value),
        "branches": isinstance(item.value, Switch),
        "head": item.value.head,
        "movable": len(item.path) > 2 and item.path[-2] in structure.SERIES,
        "entry": len(item.path) == 2,
    }


@require_POST
@page("campaigns.edit")
def trial(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What the linter would say with what is filled in now; nothing is saved."""
    found = campaign_found(campaign)
    reading, item = _at(request, found)
    result = edited(reading.scheme, item, _data(request))
    tried = reading
    if result.scheme is not None:
        tried = Reading(found, reading.version, result.scheme, draft=True)
    context = {
        "campaign": found,
        "reading": tried,
        "trial": True,
        "fault_lines": [text for texts in result.faults.values() for text in texts],
        "problems": _lines(reading, item, result.findings),
        "here": item.address,
    }
    return render(request, "campaigns/findings.html", context)


@require_POST
@page("campaigns.edit")
def shape(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Add, move, exchange or remove a part."""
    found = campaign_found(campaign)
    reading = reading_of(request, found)
    if reading is None or not reading.draft:
        raise Http404
    what = request.POST.get("what", "")
    address = request.POST.get("at", "")
    name = legible(request.POST.get("name", ""))
    changes = _changes(reading, address, name, request.POST.get("op", ""))
    if what not in changes:
        raise Http404
    change, told = changes[what]
    after = (
        part_url(campaign, address)
        if address in reading.items
        else reverse("campaigns:scheme", args=[campaign])
    )
    try:
        scheme = change()
        services.scheme_change(
            actor=actor_of(request),
            campaign=campaign,
            scheme=scheme,
            told=told,
            base=request.POST.get("base", ""),
        )
    except structure.Impossible as impossible:
        messages.error(request, say(impossible.text))
        return redirect(after)
    except Refused as refused:
        messages.error(request, say(refused.text))
        for line in finding_lines(refused.findings[:10]):
            messages.error(request, line)
        return redirect(after)
    messages.success(request, say(_with_questions(reading.scheme, scheme)))
    return redirect(_next(reading, scheme, campaign, what, address, name))


def _with_questions(before: Scheme, after: Scheme) -> Text:
    gone = len(before.questions) - len(after.questions)
    if gone <= 0:
        return SAVED
    return Text(
        f"已保存，其下{gone}个待定问题随之删除。", f"Saved; {gone} open values below it went with it."
    )


Change = tuple[Callable[[], Scheme], Text]


def _changes(reading: Reading, address: str, name: str, op: str) -> Mapping[str, Change]:
    scheme = reading.scheme
    if address not in reading.items:
        return {
            "entry": (
                lambda: structure.entry_added(scheme, address, name),
                Text(f"添加「{name[:60]}」", f"added “{name[:60]}”"),
            )
        }
    item = reading.items[address]
    zh, en = item.name.zh, item.name.en
    ops = {word for word, _ in word_choices("Op")}
    changes: dict[str, Change] = {
        "remove": (lambda: structure.removed(scheme, item), Text(f"删除「{zh}」", f"removed “{en}”")),
        "up": (lambda: structure.moved(scheme, item, -1), Text(f"上移「{zh}」", f"moved “{en}” up")),
        "down": (lambda: structure.moved(scheme, item, 1), Text(f"下移「{zh}」", f"moved “{en}” down")),
    }
    if item.is_node and op in ops:
        changes["add"] = (
            lambda: structure.node_added(scheme, item, op, name),
            Text(f"在「{zh}」下添加「{name[:60]}」", f"added “{name[:60]}” below “{en}”"),
        )
        changes["exchange"] = (
            lambda: structure.exchanged(scheme, item, op),
            Text(f"「{zh}」改用另一种算法", f"“{en}” is computed in another way"),
        )
    return changes


def _next(reading: Reading, scheme: Scheme, campaign: UUID, what: str, address: str, name: str) -> str:
    """Where to go after a change: the part itself, wherever it now is."""
    from minping.apps.campaigns.editor.items import items_of  # noqa: PLC0415

    items = items_of(scheme)
    if what in {"up", "down"}:
        value = reading.items[address].value
        address = next((a for a, item in items.items() if item.value is value), address)
    if what == "entry":
        kept = " ".join(name.split())
        own = [a for a, item in items.items() if item.section == address and item.name.zh == kept]
        address = own[-1] if own else ""
    if what == "remove" or address not in items or scheme_hash(scheme) == "":
        return reverse("campaigns:scheme", args=[campaign])
    return part_url(campaign, address)
