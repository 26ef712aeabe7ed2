"""A lower office answers an item; the upper one accepts the answer or returns it with the reason."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.services import task_create
from minping.apps.casework.services import problem_raise
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.written import said
from minping.apps.offices.models import Item, Letter
from minping.apps.offices.services.found import IN, OUT, exact, held_item, held_peer
from minping.apps.offices.services.personal import impersonal, masked
from minping.apps.offices.services.sending import files_beside, letter_send
from minping.apps.offices.words import CHECKLIST
from minping.core.dispatch import Kind
from minping.core.findings import Text

OPEN = (Item.State.GIVEN, Item.State.RETURNED)


@transaction.atomic
def answer_send(*, actor: Actor, item: UUID, answer: str, figures: Mapping[str, str] | None = None) -> Letter:
    """Answer an item with the files that were put beside it; the signed letter to take or send."""
    require(actor, "offices.exchange")
    found = held_item(item, IN)
    peer = held_peer(found.peer_id)
    if found.state not in OPEN:
        raise Refused(
            Text("这一项已经回复，等上级审核。", "It is answered already and waits for the upper office.")
        )
    found.answer = said(answer, Text("办理情况", "what was done"), 4000)
    if found.kind == Item.Kind.CASE:
        impersonal(found.answer, "办理情况", "The answer")
    found.figures = _figures(figures or {}) if found.kind == Item.Kind.CHECKLIST else {}
    found.answered_on = today()
    found.first_answered_on = found.first_answered_on or today()
    found.answers += 1
    found.state, found.reason = Item.State.ANSWERED, ""
    found.save()
    body = {
        "item": str(found.id),
        "answer": found.answer,
        "figures": found.figures,
        "on": found.answered_on.isoformat(),
    }
    title = f"关于“{found.title[:80]}”的回复"
    return letter_send(
        actor=actor,
        peer=peer,
        kind=Kind.ANSWER,
        title=title,
        body=body,
        reply_to=found.letter_id,
        files=files_beside(found.id),
    )


def _figures(given: Mapping[str, str]) -> dict[str, str]:
    """The checklist filled in, whole: every row a number of 0 or more."""
    found = {}
    for code, name, _ in CHECKLIST:
        text = given.get(code, "").strip()
        number = exact(text)
        if number is None or number < 0:
            raise Refused(
                Text(
                    f"“{name.zh}”请填0或正数，现为“{text}”。",
                    f"“{name.en}” is a number of 0 or more, not “{text}”.",
                )
            )
        found[code] = text
    return found


@transaction.atomic
def item_decide(*, actor: Actor, item: UUID, accept: bool, reason: str = "") -> Letter:
    """The upper office's word on an answer, as a signed letter to the lower one."""
    require(actor, "offices.exchange")
    found = held_item(item, OUT)
    peer = held_peer(found.peer_id)
    if found.state != Item.State.ANSWERED:
        raise Refused(
            Text("对方还没有回复，或已经审核过。", "There is no answer yet, or it was decided already.")
        )
    found.reason = "" if accept else said(reason, Text("退回理由", "the reason"), 1000)
    found.state = Item.State.ACCEPTED if accept else Item.State.RETURNED
    found.save(update_fields=["state", "reason"])
    body = {"item": str(found.id), "accept": accept, "reason": found.reason}
    title = f"关于“{found.title[:80]}”的审核意见"
    return letter_send(actor=actor, peer=peer, kind=Kind.VERDICT, title=title, body=body)


@transaction.atomic
def item_to_task(*, actor: Actor, item: UUID, campaign: UUID) -> UUID:
    """Put an item among the campaign's tasks, with who gave it and when it is due (F039)."""
    require(actor, "offices.edit")
    found = held_item(item, IN)
    if found.task is not None:
        raise Refused(Text("已列入工作任务。", "It is among the tasks already."))
    note = "\n".join(part for part in (found.text, found.standard) if part)
    found.task = task_create(
        actor=actor,
        campaign=campaign,
        title=found.title,
        due=found.due,
        note=note[:2000],
        given_by=found.peer.name,
    )
    found.save(update_fields=["task"])
    record(actor, "offices.item.tasked", item, task=found.task, campaign=campaign)
    return found.task


@transaction.atomic
def case_raise(*, actor: Actor, item: UUID, campaign: UUID, unit: UUID, title: str, text: str) -> UUID:
    """Make a problem of a case whose outcome the upper office asks for (F132); its ledger is the answer's proof.
    ``title``, ``text``: in the office's words, for the unit will read them: never who complained."""
    require(actor, "offices.edit")
    found = held_item(item, IN)
    if found.kind != Item.Kind.CASE:
        raise Refused(Text("只有“要结果的案件”可以转为问题。", "Only a case can become a problem."))
    if found.problem is not None:
        raise Refused(Text("已经转为问题。", "It is a problem already."))
    found.problem = problem_raise(
        actor=actor,
        campaign=campaign,
        unit=unit,
        origin="masses",
        source="office",
        source_id=found.id,
        title=impersonal(said(title, Text("标题", "the title"), 100), "标题", "The title"),
        text=impersonal(said(text, Text("问题内容", "the account"), 4000), "问题内容", "The account"),
        deadline=found.due,
        standard=masked(found.standard),
    )
    found.save(update_fields=["problem"])
    record(actor, "offices.item.raised", item, problem=found.problem)
    return found.problem
