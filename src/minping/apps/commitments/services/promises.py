"""Public commitments: written by the unit, published by the office, judged item by item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from minping.apps.campaigns.services import deliverable_settle
from minping.apps.commitments.models import Commitment, Promise
from minping.apps.commitments.services.found import GONE, as_office, as_unit_or_office, reasoned, takes_part
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.written import said, short
from minping.core.findings import Text

MOST_PROMISES = 20


@dataclass(frozen=True)
class PromiseLine:
    """One concrete thing: what, to what standard, by when."""

    text: str
    standard: str = ""
    due: date | None = None


@transaction.atomic
def commitment_save(
    *,
    actor: Actor,
    campaign: UUID,
    unit: UUID,
    text: str,
    promises: Sequence[PromiseLine],
    phone: str = "",
    video: str = "",
    broadcast_on: date | None = None,
) -> UUID:
    """Write the unit's commitment. What is published can only be supplemented by the office: video, phone, day."""
    office = as_unit_or_office(actor, unit)
    takes_part(campaign, unit)
    found, _ = Commitment.objects.select_for_update().get_or_create(campaign_id=campaign, unit_id=unit)
    published = found.state == Commitment.State.PUBLISHED
    if published and not office:
        raise Refused(
            Text(
                "承诺已向社会公开，本单位不能再改。确需更正的，请与评议办联系。",
                "The commitment is public; the unit can no longer change it. Ask the office for a correction.",
            )
        )
    found.phone = short(phone, Text("监督电话", "supervision phone"), 40)
    found.video = _address(video)
    found.broadcast_on = broadcast_on
    if not published:
        found.text = short(text, Text("承诺正文", "text of the commitment"), 6000)
        _write_promises(found, promises)
        if found.state == Commitment.State.SUBMITTED and not office:
            found.state = Commitment.State.DRAFT
    found.save()
    record(actor, "commitments.commitment.saved", found.id, unit=unit, campaign=campaign)
    return found.id


def _write_promises(found: Commitment, promises: Sequence[PromiseLine]) -> None:
    lines = [line for line in promises if line.text.strip()]
    if len(lines) > MOST_PROMISES:
        raise Refused(
            Text(
                f"承诺事项最多{MOST_PROMISES}条，请合并。",
                f"At most {MOST_PROMISES} promises; put some together.",
            )
        )
    found.promises.all().delete()
    Promise.objects.bulk_create(
        Promise(
            commitment=found,
            text=short(line.text, Text("承诺事项", "promise"), 300),
            standard=short(line.standard, Text("标准", "standard"), 300),
            due=line.due,
            order=place,
        )
        for place, line in enumerate(lines)
    )


def _address(video: str) -> str:
    text = short(video, Text("视频地址", "address of the video"), 300)
    if text and not _safe(video.strip()):
        raise Refused(
            Text(
                "视频地址须以https://开头，写全网站名，不带用户名和空格。",
                "The address begins with https:// and the site's full name, without a user name or blanks.",
            )
        )
    return text


def _safe(address: str) -> bool:
    """Whether the public may be led there: encrypted, a site by its name, nothing that hides where it goes."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    named = "." in host and not host.replace(".", "").isdigit() and ":" not in host
    return (
        parts.scheme == "https"
        and named
        and port in {None, 443}
        and parts.username is None
        and address.isprintable()
        and not set(address) & set(' "<>\\^`{|}')
    )


@transaction.atomic
def commitment_submit(*, actor: Actor, commitment: UUID) -> None:
    """The unit hands its commitment in."""
    found = _held(commitment)
    as_unit_or_office(actor, found.unit_id)
    if found.state == Commitment.State.PUBLISHED:
        raise Refused(Text("承诺已经公开。", "The commitment is public already."))
    said(found.text, Text("承诺正文", "text of the commitment"), 6000)
    if not found.promises.exists():
        raise Refused(
            Text(
                "至少写一条可以检查的具体承诺事项。",
                "Write at least one concrete promise that can be checked.",
            )
        )
    found.state, found.reason = Commitment.State.SUBMITTED, ""
    found.save(update_fields=["state", "reason"])
    record(actor, "commitments.commitment.submitted", commitment, unit=found.unit_id)


@transaction.atomic
def commitment_decide(*, actor: Actor, commitment: UUID, publish: bool, reason: str = "") -> None:
    """The office publishes a commitment, or returns it with the reason."""
    as_office(actor)
    found = _held(commitment)
    if found.state != Commitment.State.SUBMITTED:
        raise Refused(
            Text("只有已报送的承诺可以审核。", "Only a commitment that was handed in can be decided.")
        )
    kind = {"actor": actor, "campaign": found.campaign_id, "unit": found.unit_id, "kind": "commitment"}
    if publish:
        found.state, found.published_on, found.reason = Commitment.State.PUBLISHED, today(), ""
        deliverable_settle(**kind, state="accepted")  # type: ignore[arg-type]
    else:
        found.state, found.reason = Commitment.State.RETURNED, reasoned(reason)
        deliverable_settle(**kind, state="returned", note=found.reason)  # type: ignore[arg-type]
    found.save(update_fields=["state", "reason", "published_on"])
    act = "published" if publish else "returned"
    record(actor, f"commitments.commitment.{act}", commitment, unit=found.unit_id, reason=found.reason)


@transaction.atomic
def promise_judge(*, actor: Actor, promise: UUID, kept: str, facts: str) -> None:
    """The office says whether a promise was kept, and on what facts."""
    as_office(actor)
    found = Promise.objects.select_for_update().select_related("commitment").filter(id=promise).first()
    if found is None or kept not in Promise.Kept.values:
        raise Refused(GONE)
    if found.commitment.state != Commitment.State.PUBLISHED:
        raise Refused(Text("承诺尚未公开，不能评定。", "The commitment is not public yet."))
    if kept == Promise.Kept.OPEN:
        found.kept, found.facts, found.judged_by, found.judged_on = kept, "", "", None
    else:
        found.facts = said(facts, Text("评定依据", "the facts it rests on"), 500)
        found.kept, found.judged_by, found.judged_on = kept, actor.name, today()
    found.save()
    record(actor, "commitments.promise.judged", promise, kept=kept, unit=found.commitment.unit_id)


def _held(commitment: UUID) -> Commitment:
    found = Commitment.objects.select_for_update().filter(id=commitment).first()
    if found is None:
        raise Refused(GONE)
    return found
