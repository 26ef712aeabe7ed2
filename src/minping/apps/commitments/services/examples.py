"""Good practice, model stations, typical cases: released to the public by two persons."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.commitments.models import Example
from minping.apps.commitments.services.found import GONE, as_office, takes_part
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.approvals import ask
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

RELEASE = "commitments.release"


@transaction.atomic
def example_save(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID | None,
    kind: str,
    title: str,
    text: str,
    grounds: str = "",
    example: UUID | None = None,
) -> UUID:
    """Write an example, or change one that is not released. A model station and a case name a unit."""
    as_office(actor)
    if unit is not None:
        takes_part(campaign, unit)
    held = Example.objects.select_for_update().filter(campaign=campaign)
    found = held.filter(id=example).first() if example else Example(campaign_id=campaign, made_by=actor.name)
    if found is None or kind not in Example.Kind.values or campaign_of(campaign) is None:
        raise Refused(GONE)
    if found.state in {Example.State.ASKED, Example.State.RELEASED}:
        raise Refused(
            Text("已提请发布或已发布，须先撤下再改。", "It is released or about to be; withdraw it first.")
        )
    if kind == Example.Kind.MODEL and unit is None:
        raise Refused(Text("示范站所须选定单位。", "A model station needs its unit."))
    found.kind, found.unit_id = kind, unit
    found.title = said(title, Text("标题", "title"), 100)
    found.text = said(text, Text("正文", "text"), 8000)
    found.grounds = short(grounds, Text("依据", "grounds"), 4000)
    found.state = Example.State.DRAFT
    found.save()
    record(actor, "commitments.example.saved", found.id, kind=kind, title=found.title)
    return found.id


@transaction.atomic
def example_release_ask(*, actor: Actor, example: UUID) -> None:
    """Ask a second person to agree that it is shown to the public (F033)."""
    as_office(actor)
    found = _held(example)
    if found.state != Example.State.DRAFT:
        raise Refused(Text("只有草稿可以提请发布。", "Only a draft can be put forward for release."))
    if found.kind == Example.Kind.CASE:
        said(found.grounds, Text("典型案例的处理依据", "the grounds of a typical case"), 4000)
    ask(
        actor=actor,
        act=RELEASE,
        subject=found.id,
        title=Text(f"向社会发布：{found.title}", f"Release to the public: {found.title}"),
        payload={"example": str(found.id)},
    )
    found.state = Example.State.ASKED
    found.save(update_fields=["state"])


def carry_release(actor: Actor, payload: Mapping[str, Any]) -> None:
    """What happens when the second person agrees."""
    found = _held(UUID(payload["example"]))
    if found.state != Example.State.ASKED:
        raise Refused(GONE)
    found.state, found.released_on = Example.State.RELEASED, today()
    found.save(update_fields=["state", "released_on"])
    record(actor, "commitments.example.released", found.id, title=found.title)


@transaction.atomic
def example_withdraw(*, actor: Actor, example: UUID) -> None:
    """Take it off the public pages, or take the request back; it becomes a draft that can be mended."""
    as_office(actor)
    found = _held(example)
    if found.state not in {Example.State.ASKED, Example.State.RELEASED}:
        raise Refused(GONE)
    found.state = Example.State.WITHDRAWN if found.state == Example.State.RELEASED else Example.State.DRAFT
    found.save(update_fields=["state"])
    record(actor, "commitments.example.withdrawn", example, title=found.title)


def _held(example: UUID) -> Example:
    found = Example.objects.select_for_update().filter(id=example).first()
    if found is None:
        raise Refused(GONE)
    return found
