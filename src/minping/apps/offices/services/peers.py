"""Who the other offices are: met by their card, trusted after a telephone call, ended when they are no more."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.keys import key
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.offices.models import Letter, Peer
from minping.apps.offices.services.found import held_peer
from minping.apps.offices.services.sending import introduction, own_sender
from minping.core.dispatch import Opened, enclose
from minping.core.findings import Text

_LOCK, _FURTHER = 64, 1000


def card(*, actor: Actor) -> bytes:
    """This office's card, to be handed to an upper or lower office."""
    require(actor, "offices.exchange")
    return introduction()


def peer_meet(actor: Actor, opened: Opened) -> Peer:
    """Note an office from its card; it is not trusted yet. Inside the caller's transaction."""
    sender, body = opened.letter.sender, opened.letter.body
    if sender.key == own_sender().key:
        raise Refused(Text("这是本办自己的身份文件。", "This is your own office's card."))
    name = said(sender.name, Text("对方单位名称", "the name of the office"), 100)
    lock, phone = _lock(body.get("lock")), str(body.get("phone", ""))[:40]
    found = Peer.objects.select_for_update().filter(key=sender.key).first()
    if found is None:
        made = Peer.objects.create(name=name, phone=phone, key=sender.key, lock=lock, met_at=now())
        record(actor, "offices.peer.met", made.id, name=name)
        return made
    if found.name != name:
        record(actor, "offices.peer.renamed", found.id, before=found.name, after=name)
    if found.ended_at is not None:
        found.ended_at = found.trusted_at = found.trusted_by = None
        found.trusted_name, found.met_at = "", now()
        record(actor, "offices.peer.met", found.id, name=name)
    found.name, found.phone, found.lock = name, phone, lock
    found.save()
    return found


def _lock(told: object) -> str:
    """The lock that a card tells, tried once. Raises Refused."""
    try:
        if isinstance(told, str) and len(told) == _LOCK:
            enclose(key("office"), b"", told)
            return told.lower()
    except ValueError:
        pass
    raise Refused(
        Text(
            "身份文件缺少收件锁，请对方用同一版本的系统重新下载身份文件。",
            "The card lacks a lock for letters; ask for a card made by the same version.",
        )
    )


@transaction.atomic
def peer_trust(*, actor: Actor, peer: UUID, side: str, compared: bool) -> None:
    """Believe the key, after the fingerprint was compared with the other office on the telephone."""
    require(actor, "offices.exchange")
    found = held_peer(peer, trusted=False)
    if side not in Peer.Side.values:
        raise Refused(
            Text("请选择对方是上级还是下级办公室。", "Say whether it is the upper or a lower office.")
        )
    if not compared:
        raise Refused(
            Text(
                "请用你已知的电话与对方逐组核对指纹，一致后勾选。",
                "Compare the fingerprint group by group, on a telephone number that you know already, and tick it.",
            )
        )
    if found.trusted_at is not None:
        raise Refused(Text("已经确认过。", "It is trusted already."))
    found.side, found.trusted_at = side, now()
    found.trusted_by, found.trusted_name = actor.id, actor.name
    found.save(update_fields=["side", "trusted_at", "trusted_by", "trusted_name"])
    record(actor, "offices.peer.trusted", peer, side=side)


@transaction.atomic
def peer_number(*, actor: Actor, peer: UUID, number: int) -> None:
    """Go on numbering after the last letter that the other office has: this one was restored from a backup."""
    require(actor, "offices.exchange")
    found = held_peer(peer)
    last = Letter.objects.filter(peer=found, way=Letter.Way.OUT).aggregate(number=Max("number"))["number"]
    reached = max(last or 0, found.numbered)
    if not reached < number <= reached + _FURTHER:
        raise Refused(
            Text(
                f"本办发给它的已到第{reached}号，请填{reached + 1}至{reached + _FURTHER}之间的号。",
                f"Letters to it have reached number {reached}; give one from {reached + 1} to {reached + _FURTHER}.",
            )
        )
    found.numbered = number
    found.save(update_fields=["numbered"])
    record(actor, "offices.peer.numbered", peer, before=reached, after=number)


@transaction.atomic
def peer_guide(*, actor: Actor, peer: UUID, representative: str) -> None:
    """Name who of this office guides the lower office (F078); empty: nobody any more."""
    require(actor, "offices.edit")
    found = held_peer(peer, side=Peer.Side.LOWER)
    found.representative = representative.strip()[:100]
    found.save(update_fields=["representative"])
    record(actor, "offices.peer.guided", peer, representative=found.representative)


@transaction.atomic
def peer_end(*, actor: Actor, peer: UUID, reason: str) -> None:
    """Exchange nothing more with an office; its letters stay."""
    require(actor, "offices.exchange")
    found = held_peer(peer, trusted=False)
    why = said(reason, Text("停用理由", "the reason"), 300)
    found.ended_at = now()
    found.save(update_fields=["ended_at"])
    record(actor, "offices.peer.ended", peer, reason=why)
