"""Opening a round to the box, closing it by two, and what follows the close."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from minping.apps.campaigns.selectors import RoundFacts, campaigns, rounds_of
from minping.apps.campaigns.services import round_move
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now, today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.register.client import client_hashes
from minping.apps.register.manifests import build_manifest
from minping.apps.register.services.invitations import invitations_settle, round_facts
from minping.core.findings import RefusedInput, Text
from minping.core.secrecy.exchange import close_round, open_round, read_status, round_folder
from minping.core.secrecy.manifest import manifest_hash, to_canonical
from minping.core.secrecy.manifest_check import MANIFEST, read_manifest


def exchange() -> Path:
    """The folder through which application and box speak."""
    return Path(settings.EXCHANGE)


@transaction.atomic
def round_open(*, actor: Actor, round: UUID) -> str:
    """Hand the round to the box and open it; the manifest's hash. It cannot be changed afterwards."""
    require(actor, "register.open")
    facts = round_facts(round)
    if facts.state != "invited":
        raise Refused(Text("先生成邀请，才能开始投票。", "Make the invitations before the round is opened."))
    if facts.closes <= now():
        raise Refused(Text("截止时间已过，请先改期。", "The closing time has passed; change it first."))
    manifest, scheme = build_manifest(facts, client_hashes())
    if not manifest.classes:
        raise Refused(Text("本轮还没有邀请任何人。", "Nobody is invited to this round yet."))
    digest = manifest_hash(to_canonical(manifest))
    begun = {"scheme_frozen": True, "window_begun": today() >= facts.opens}
    round_move(actor=actor, round=round, act="open", facts=begun, manifest=digest)
    record(actor, "register.round.opened", round, manifest=digest)
    try:
        open_round(exchange(), manifest, scheme)
    except RefusedInput as refused:
        text = Text(
            "本轮的清单不合用，未能开放。", "The manifest of the round is not fit; it was not opened."
        )
        raise Refused(text, refused.findings) from refused
    return digest


def ask_close(*, actor: Actor, round: UUID, reason: str = "") -> UUID:
    """Ask the second person to close a round."""
    facts = round_facts(round)
    if facts.state != "open":
        raise Refused(Text("本轮不在投票中。", "The round is not open."))
    if now() < facts.closes and not reason.strip():
        raise Refused(Text("提前截止须写明理由。", "Closing ahead of time needs a reason."))
    return approvals.ask(
        actor=actor,
        act="register.close",
        subject=round,
        title=Text(f"截止「{facts.title}」", f"Close “{facts.title_en or facts.title}”"),
        payload={"round": str(round)},
        reason=reason,
    )


round_close = ask_close
"""Closing is asked for by one person and carried out when another agrees."""


@transaction.atomic
def round_shut(*, actor: Actor, round: UUID) -> None:
    """Two persons agreed: the box is told, tickets that were never confirmed lose their digest."""
    require(actor, "register.close")
    facts = round_facts(round)
    close_round(exchange(), read_manifest(_manifest_bytes(facts)))
    late = now() >= facts.closes
    act, fact = ("close", "window_over") if late else ("close_out_of_time", "close_signed")
    round_move(actor=actor, round=round, act=act, facts={fact: True, "second_person": True})
    invitations_settle(round=round)
    record(actor, "register.round.closed", round)


def _manifest_bytes(facts: RoundFacts) -> bytes:
    return (round_folder(exchange(), str(facts.id)) / MANIFEST).read_bytes()


def rounds_settle() -> None:
    """Bring rounds in line with the box: what it closed on time is closed here. Idempotent."""
    for campaign in campaigns():
        for facts in rounds_of(campaign.id):
            if facts.state == "open" and facts.closes <= now():
                _settle(facts)


@transaction.atomic
def _settle(facts: RoundFacts) -> None:
    status = read_status(exchange(), str(facts.id))
    if status is None or not status.closed:
        return
    round_move(actor=SYSTEM, round=facts.id, act="close", facts={"window_over": True})
    invitations_settle(round=facts.id)
    record(SYSTEM, "register.round.closed", facts.id)
