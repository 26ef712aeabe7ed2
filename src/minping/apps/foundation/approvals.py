"""Approval by two: one person asks, another agrees, and only then the act is carried out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.models import Approval
from minping.apps.foundation.permissions import require
from minping.core.findings import Text

Carry = Callable[[Actor, Mapping[str, Any]], None]
_ACTS: dict[str, tuple[str, Carry]] = {}


def act_by_two(act: str, permission: str) -> Callable[[Carry], Carry]:
    """Declare what is done when the second person agrees; both persons must hold ``permission``.

    The function gets the second person as actor and the payload of the request; what it raises is
    shown to that person and the request stays open.
    """

    def keep(carry: Carry) -> Carry:
        _ACTS[act] = (permission, carry)
        return carry

    return keep


@transaction.atomic
def ask(
    *, actor: Actor, act: str, subject: object, title: Text, payload: Mapping[str, Any], reason: str = ""
) -> UUID:
    """Ask for the second person. Raises Refused when the same request already waits."""
    permission, _ = _ACTS[act]
    require(actor, permission)
    if actor.id is None:
        raise Refused(Text("请先登录", "Sign in first"))
    approval = Approval(
        act=act,
        subject=str(subject),
        title={"zh": title.zh, "en": title.en},
        payload=dict(payload),
        reason=reason,
        requested_by=actor.id,
        requested_name=actor.name,
        requested_at=now(),
    )
    try:
        with transaction.atomic():
            approval.save(force_insert=True)
    except IntegrityError as fault:
        raise Refused(
            Text(
                "这件事已经提请，正在等第二人确认。",
                "This was asked for already and waits for the second person.",
            )
        ) from fault
    record(actor, f"{act}.asked", subject, approval=approval.id, reason=reason)
    return approval.id


@transaction.atomic
def agree(*, actor: Actor, approval: UUID, answer: str = "") -> None:
    """The second person agrees and the act is carried out in the same transaction."""
    waiting = _waiting(actor, approval)
    if waiting.requested_by == actor.id:
        raise Refused(
            Text("须由另一人确认，提请人不能自己确认。", "Another person must agree, not the one who asked.")
        )
    permission, carry = _ACTS[waiting.act]
    require(actor, permission)
    _decide(waiting, Approval.State.DONE, actor, answer)
    record(actor, f"{waiting.act}.agreed", waiting.subject, approval=waiting.id)
    carry(actor, waiting.payload)


@transaction.atomic
def refuse(*, actor: Actor, approval: UUID, answer: str) -> None:
    """The second person says no, with a reason; the one who asked withdraws by the same act."""
    waiting = _waiting(actor, approval)
    own = waiting.requested_by == actor.id
    if not own and not answer.strip():
        raise Refused(Text("请写明不同意的理由。", "Say why you do not agree."))
    _decide(waiting, Approval.State.WITHDRAWN if own else Approval.State.REFUSED, actor, answer)
    record(actor, f"{waiting.act}.{'withdrawn' if own else 'refused'}", waiting.subject, approval=waiting.id)


def _waiting(actor: Actor, approval: UUID) -> Approval:
    require(actor, "foundation.approve")
    found = Approval.objects.select_for_update().filter(id=approval).first()
    if found is None or found.state != Approval.State.WAITING:
        raise Refused(Text("这件事已经有了结果。", "This has already been decided."))
    return found


def _decide(approval: Approval, state: str, actor: Actor, answer: str) -> None:
    approval.state, approval.decided_by, approval.decided_name = state, actor.id, actor.name
    approval.decided_at, approval.answer = now(), answer
    approval.save()


def waiting(subject: object = None, act: str = "") -> Sequence[Approval]:
    """Requests that wait, oldest first; of one subject or act if given."""
    found = Approval.objects.filter(state=Approval.State.WAITING).order_by("requested_at")
    if subject is not None:
        found = found.filter(subject=str(subject))
    return list(found.filter(act=act) if act else found)


def permission_of(act: str) -> str:
    """The permission both persons need for ``act``."""
    return _ACTS[act][0]
