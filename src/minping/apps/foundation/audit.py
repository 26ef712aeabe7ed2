"""The hash-chained log of acts: each entry is written in the transaction of the act itself."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import now
from minping.apps.foundation.keys import key
from minping.apps.foundation.models import AuditEntry, AuditHead

GENESIS = "0" * 64


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold: the entry's number and what is wrong (``missing``, ``altered``).

    ``missing`` also where entries were cut off at the end.
    """

    number: int
    fault: str


def record(actor: Actor, act: str, subject: object = "", **detail: Any) -> None:
    """Write one act (``campaigns.round.opened``). Needs a transaction; never called for issue or cast."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded in the transaction of what it tells")
    end = hold()
    entry = AuditEntry(
        number=end.number + 1,
        at=now(),
        actor=actor.id,
        actor_name=actor.name,
        act=act,
        subject=str(subject),
        detail=json.loads(json.dumps(detail, default=str)),
        previous=end.digest,
    )
    end.number, end.digest = entry.number, digest_of(entry)
    entry.digest = end.digest
    entry.save(force_insert=True)
    end.save(update_fields=["number", "digest"])


def hold() -> AuditHead:
    """Take the end of the log before rows that others take as well, and so in one order: the log, then the rows.

    Whoever writes an act and then takes such rows, while another takes them first and then writes, would wait for
    each other for ever. Needs a transaction, at whose end it is given back.
    """
    end, _ = AuditHead.objects.select_for_update().get_or_create(id=1, defaults={"digest": GENESIS})
    return end


def digest_of(entry: AuditEntry) -> str:
    """The keyed digest over everything the entry says and the digest before it."""
    said = {
        "number": entry.number,
        "at": _instant(entry.at),
        "actor": str(entry.actor or ""),
        "name": entry.actor_name,
        "act": entry.act,
        "subject": entry.subject,
        "detail": entry.detail,
        "previous": entry.previous,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key("audit"), text.encode(), hashlib.sha256).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def breaks() -> Iterator[Break]:
    """Check the whole chain, oldest first; nothing comes when it holds."""
    expected, previous = 1, GENESIS
    for entry in AuditEntry.objects.order_by("number").iterator():
        if entry.number != expected:
            yield Break(expected, "missing")
        elif entry.previous != previous or digest_of(entry) != entry.digest:
            yield Break(entry.number, "altered")
        expected, previous = entry.number + 1, entry.digest
    kept = head()
    if (kept["number"], kept["digest"]) != (expected - 1, previous):
        yield Break(expected, "missing")


def head() -> Mapping[str, object]:
    """Number and digest of the newest entry, to be kept elsewhere."""
    end = AuditHead.objects.filter(id=1).first()
    return {"number": end.number if end else 0, "digest": end.digest if end else GENESIS}
