"""Notices to the people of a round: a text with its blanks filled, queued once for everybody."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.selectors import RoundFacts, round_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.messaging.selectors import TemplateFacts, templates
from minping.apps.messaging.services import Draft, messages_queue
from minping.apps.messaging.texts import placeholders
from minping.apps.people.models import RosterRow
from minping.apps.people.selectors import voters_for
from minping.core.findings import Text

OVER = frozenset({"closed", "tallied", "validated", "short", "supplemented", "void", "repeated"})


class To(StrEnum):
    """Whom a notice goes to: who is asked in the round, or everybody on its lists."""

    ASKED = "asked"
    LISTED = "listed"


def noticed(round_id: UUID, to: To) -> Sequence[UUID]:
    """The people of a notice, once each. Whether somebody has taken a ballot makes no difference."""
    if to is To.ASKED:
        return [voter.person for voter in voters_for(round_id)]
    rows = RosterRow.objects.filter(roster__round=round_id, excluded="")
    return list(rows.order_by("person").values_list("person", flat=True).distinct())


def template_of(template: str) -> TemplateFacts:
    """The text of this id. Raises Refused."""
    found = next((one for one in templates() if str(one.id) == template), None)
    if found is None:
        raise Refused(Text("没有这个模板，可能已停用。", "There is no such text; it may have been retired."))
    return found


def lacking(template: TemplateFacts, values: Mapping[str, str]) -> list[str]:
    """Names of the blanks that the text asks for and nobody filled."""
    return sorted(name for name in placeholders(template.zh) - {"name"} if not values.get(name))


@transaction.atomic
def notice_queue(*, actor: Actor, round_id: UUID, template: str, to: To, values: Mapping[str, str]) -> int:
    """Queue the notice; how many are new. The same text to the same person is queued once. Raises Refused."""
    require(actor, "people.edit")
    facts = round_of(round_id)
    if facts is None or facts.state in OVER:
        raise Refused(Text("这一轮已经截止，不再发通知。", "The round is over; nothing is sent any more."))
    found = template_of(template)
    used = {name: values[name] for name in placeholders(found.zh) - {"name"} if values.get(name)}
    people = noticed(round_id, to)
    if not people:
        raise Refused(_nobody(to))
    mark = hashlib.sha256(json.dumps(used, sort_keys=True).encode()).hexdigest()[:16]
    drafts = [Draft(f"notice:{round_id}:{found.id}:{mark}:{one}", person=one, values=used) for one in people]
    return messages_queue(
        actor=actor, template=found.id, drafts=drafts, campaign=facts.campaign, valid_until=facts.closes
    )


def _nobody(to: To) -> Text:
    if to is To.ASKED:
        return Text(
            "还没有抽样或确定全员参加，没有受邀的人。",
            "Nobody is asked yet: the draw comes first.",
        )
    return Text("名册上还没有人。", "Nobody is on the lists yet.")


def filled(facts: RoundFacts, given: Mapping[str, str], office: str, phone: str) -> dict[str, str]:
    """What the blanks of a text are filled with."""
    return {"title": facts.title, "office": office, "phone": phone, **given}
