"""Every giver is asked whether it is solved: by the private code, or by whoever reaches him."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from minping.apps.casework.evidence import FOUND_BY_INSPECTORS, UNREACHED, givers
from minping.apps.casework.models import Check, Contact, Problem
from minping.apps.casework.services.acting import NOTE, held, held_by_office, problem_act
from minping.apps.casework.services.ending import settle
from minping.apps.casework.terms import rules
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import hold, record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.foundation.sealing import seal, unseal
from minping.apps.foundation.workdays import calendar
from minping.apps.foundation.written import said, short
from minping.apps.leads.services import lead_spot
from minping.apps.opinions.selectors import lead_words
from minping.core.findings import Text

PHONE_ANSWER = "casework.phone_answer"
PHONE_ANSWER_BY = "casework.decide"
NOT_ASKED = Text("现在没有向这位提出人询问。", "This giver is not being asked now.")
WORDS = Text("意见", "words")
LONGEST = 1000


@transaction.atomic
def citizens_ask(*, actor: Actor, problem: UUID) -> int:
    """Ask every giver, or the public where there is none; the number of givers asked."""
    found = held_by_office(actor, problem)
    behind, kept = givers(found), rules()
    if not behind and found.source in FOUND_BY_INSPECTORS:
        raise Refused(
            Text("没有提出人，由督查人复查后销号。", "No giver stands behind it; the inspector clears it.")
        )
    found.turn, found.asked_on = found.turn + 1, today()
    found.answer_due = calendar().add(today(), kept.answer_days if behind else kept.rating_days).day
    problem_act(actor=actor, problem=found, act="ask_citizen")
    Check.objects.bulk_create(
        Check(of=one, turn=found.turn, asked_on=found.asked_on, due=found.answer_due)
        for one in found.opinions.filter(opinion__in=list(behind))
    )
    return len(behind)


def _open_check(found: Problem, opinion: UUID) -> Check:
    check = (
        Check.objects.select_for_update(of=("self",))
        .filter(of__problem=found, of__opinion=opinion, turn=found.turn)
        .first()
    )
    if found.state != "citizen_checked" or check is None:
        raise Refused(NOT_ASKED)
    return check


@transaction.atomic
def check_answer(*, opinion: UUID, solved: bool, words: str = "") -> None:
    """The giver, who showed his code, says whether it is solved; the portal asks this for him.

    One "no" reopens the problem at once, the last "yes" clears it. Raises Refused.
    """
    asked = (
        Problem.objects.filter(opinions__opinion=opinion, state="citizen_checked").values_list("id").first()
    )
    if asked is None or opinion not in givers_of(asked[0]):
        raise Refused(NOT_ASKED)
    found = held(asked[0])
    check = _open_check(found, opinion)
    _keep_words(found, check, short(words, WORDS, LONGEST))
    _answered(check, solved)
    record(SYSTEM, "casework.check.answered", found.id)
    settle(SYSTEM, found)


def givers_of(problem: UUID) -> frozenset[UUID]:
    """The opinions behind a problem whose givers may be asked."""
    return frozenset(givers(Problem.objects.get(id=problem)))


def _answered(check: Check, solved: bool) -> None:
    check.answer = Check.Answer.SOLVED if solved else Check.Answer.NOT_SOLVED
    check.answered_on = today()
    check.save()


def _keep_words(found: Problem, check: Check, words: str) -> None:
    """Seal what the giver wrote; words that point to misconduct go to the keepers of leads instead."""
    if not words:
        return
    if marked := lead_words(words):
        lead_spot(
            actor=SYSTEM,
            text=words,
            source="check",
            words=marked,
            unit=found.unit_id,
            campaign=found.campaign_id,
        )
        check.apart = True
    else:
        check.words = seal(words, "opinion")


def words_of(check: Check) -> str:
    """What the giver wrote, for the office alone."""
    return unseal(check.words, "opinion")


@transaction.atomic
def check_contact(*, actor: Actor, problem: UUID, opinion: UUID, way: str, note: str = "") -> None:
    """Note an attempt to reach a giver who has no code."""
    found = held_by_office(actor, problem)
    check = _open_check(found, opinion)
    if way not in Contact.Way.values:
        raise Refused(Text("请选择联系方式。", "Choose how he was tried."))
    Contact.objects.create(of=check, way=way, note=short(note, NOTE, 200), by_name=actor.name, at=now())
    check.contacts += 1
    check.save(update_fields=["contacts"])
    record(actor, "casework.check.contacted", problem, way=way)


@transaction.atomic
def check_phone(*, actor: Actor, problem: UUID, opinion: UUID, solved: bool, words: str = "") -> UUID:
    """Ask a second person to confirm what a giver without a code said by phone or in person."""
    require(actor, PHONE_ANSWER_BY)
    found = held_by_office(actor, problem, PHONE_ANSWER_BY)
    check = _open_check(found, opinion)
    card = givers(found).get(opinion)
    if card is None or card.has_code or card.source == UNREACHED:
        raise Refused(
            Text(
                "只有没有查询码、能联系到的提出人可以由工作人员代录。",
                "Only the answer of a giver who has no code and can be reached is taken down by the office.",
            )
        )
    answer = Text("已解决", "solved") if solved else Text("未解决", "not solved")
    title = Text(
        f"{found.label}“{found.title}”：提出人电话答复“{answer.zh}”",
        f"{found.label} “{found.title}”: the giver said “{answer.en}” by phone",
    )
    payload = {
        "problem": str(problem),
        "opinion": str(opinion),
        "turn": found.turn,
        "solved": solved,
        "words": seal(short(words, WORDS, LONGEST), "opinion").hex(),
        "first": actor.name,
    }
    return approvals.ask(actor=actor, act=PHONE_ANSWER, subject=check.id, title=title, payload=payload)


def carry_phone(actor: Actor, payload: Mapping[str, Any]) -> None:
    """The second person confirmed it."""
    found = held_by_office(actor, UUID(str(payload["problem"])), PHONE_ANSWER_BY)
    check = _open_check(found, UUID(str(payload["opinion"])))
    if payload["turn"] != found.turn:
        raise Refused(NOT_ASKED)
    check.taken_by = f"{payload['first']}、{actor.name}"[:210]
    _keep_words(found, check, unseal(bytes.fromhex(str(payload["words"])), "opinion"))
    _answered(check, bool(payload["solved"]))
    record(actor, "casework.check.answered", found.id)
    settle(actor, found)


@transaction.atomic
def check_release(*, actor: Actor, check: UUID, masked: str) -> None:
    """Let the unit read what a giver wrote, masked and confirmed by the actor."""
    require(actor, "opinions.mask")
    hold()
    found = Check.objects.select_for_update(of=("self",)).filter(id=check, apart=False).first()
    if found is None or not found.words:
        raise Refused(Text("没有可以告知单位的内容。", "There is nothing to pass on."))
    found.masked, found.masked_by = said(masked, WORDS, LONGEST), actor.name
    found.save(update_fields=["masked", "masked_by"])
    record(actor, "casework.check.released", found.id)
