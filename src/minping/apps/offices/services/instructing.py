"""What an upper office asks of lower ones: one letter to each, the items under ids that both know."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.offices.models import Item, Letter, Peer
from minping.apps.offices.services.found import held_peer
from minping.apps.offices.services.personal import impersonal
from minping.apps.offices.services.sending import File, files_keep, letter_send
from minping.core.dispatch import Kind
from minping.core.findings import Text

MOST_ITEMS = 50


@dataclass(frozen=True)
class NewItem:
    """One thing asked for. ``required``: row of the checklist → the number required (F149)."""

    kind: str
    title: str
    due: date
    text: str = ""
    standard: str = ""
    required: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def instruction_send(
    *, actor: Actor, peers: Sequence[UUID], title: str, items: Sequence[NewItem], files: Sequence[File] = ()
) -> Sequence[Letter]:
    """Write one signed letter to each lower office, the files with each. Raises Refused; then none is written."""
    require(actor, "offices.exchange")
    title = said(title, Text("标题", "the title"), 200)
    if not peers:
        raise Refused(Text("请至少选择一个下级办公室。", "Choose one lower office at least."))
    if not items or len(items) > MOST_ITEMS:
        raise Refused(Text(f"请填写1至{MOST_ITEMS}项任务。", f"Write between 1 and {MOST_ITEMS} items."))
    told = [_checked(item, number) for number, item in enumerate(items, start=1)]
    held = [held_peer(peer, side=Peer.Side.LOWER) for peer in sorted(set(peers))]
    return [_send(actor, peer, title, told, files) for peer in held]


def _checked(item: NewItem, number: int) -> NewItem:
    where_zh, where_en = f"第{number}项的", f"item {number}: "
    if item.kind not in Item.Kind.values:
        raise Refused(Text(f"{where_zh}类别不对。", f"{where_en}there is no such kind."))
    if item.due < today():
        raise Refused(
            Text(f"{where_zh}期限已经过去，请改为今天或以后。", f"{where_en}the due day has passed.")
        )
    if item.kind == Item.Kind.CASE:
        impersonal(f"{item.title}\n{item.text}\n{item.standard}", f"第{number}项", f"Item {number}")
    return NewItem(
        item.kind,
        said(item.title, Text(f"{where_zh}名称", f"{where_en}title"), 200),
        item.due,
        item.text.strip()[:4000],
        item.standard.strip()[:2000],
        item.required,
    )


def _send(actor: Actor, peer: Peer, title: str, items: Sequence[NewItem], files: Sequence[File]) -> Letter:
    told = [
        {
            "id": str(uuid.uuid4()),
            "kind": item.kind,
            "title": item.title,
            "text": item.text,
            "standard": item.standard,
            "due": item.due.isoformat(),
            "required": dict(item.required),
        }
        for item in items
    ]
    own = uuid.uuid4()
    letter = letter_send(
        actor=actor,
        peer=peer,
        kind=Kind.INSTRUCTION,
        title=title,
        body={"items": told},
        files=files_keep(actor, own, files),
        letter=own,
    )
    for line, item in zip(told, items, strict=True):
        Item.objects.create(
            id=UUID(str(line["id"])),
            peer=peer,
            way=Letter.Way.OUT,
            letter=letter,
            kind=item.kind,
            title=item.title,
            text=item.text,
            standard=item.standard,
            due=item.due,
            lines=[list(pair) for pair in item.required],
        )
    return letter
