"""Taking over what the box counted, and what follows for the round: validated, short or void."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from minping.apps.campaigns.selectors import (
    RoundFacts,
    campaign_of,
    campaigns,
    frozen_digest,
    frozen_scheme,
    round_of,
    rounds_of,
)
from minping.apps.campaigns.services import round_move
from minping.apps.foundation.actors import SYSTEM, Actor
from minping.apps.foundation.audit import record
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.permissions import require
from minping.apps.register.selectors import participation_of
from minping.apps.results.composition import campaign_units
from minping.apps.results.models import RoundTally
from minping.apps.results.storing import keep, zipped
from minping.core.bundle.units_table import index_of
from minping.core.findings import RefusedInput, Text
from minping.core.scheme.model import Minimum, MinimumScope, Scheme
from minping.core.scoring.inputs import CampaignData, ParticipationRow, Unit
from minping.core.scoring.validity import round_results, samples
from minping.core.secrecy.exchange import TALLY, Head, read_head, round_folder
from minping.core.secrecy.manifest_check import MANIFEST, read_manifest
from minping.core.tally.counts import Counts
from minping.core.tally.patterns import counts_of
from minping.core.tally.shards import load_tally

log = structlog.get_logger()


def tallies_take() -> int:
    """Take over every closed round whose tally lies ready; how many. One bad tally stops no other."""
    taken = 0
    for campaign in campaigns():
        for found in rounds_of(campaign.id):
            if found.state not in {"closed", "tallied"}:
                continue
            try:
                taken += tally_take(actor=SYSTEM, round=found.id)
            except (Refused, RefusedInput) as fault:
                log.warning("tally_refused", round=str(found.id), fault=str(fault))
    return taken


@transaction.atomic
def tally_take(*, actor: Actor, round: UUID) -> bool:
    """Take over the tally of a closed round and settle the round; False while the box has none yet.

    Raises Refused when the tally is not of this round's manifest or of the frozen scheme.
    """
    require(actor, "results.edit")
    found = round_of(round)
    if found is None or found.state not in {"closed", "tallied"}:
        raise Refused(Text("轮次没有截止，不能计票。", "The round is not closed; it cannot be tallied."))
    head = read_head(Path(settings.EXCHANGE), str(round))
    if head is None:
        return False
    tally = RoundTally.objects.filter(round=round).first() or _taken(actor, found, head)
    if found.state == "closed":
        counted = ("batches_entered", "counted_before_witnesses")
        round_move(actor=actor, round=round, act="tally", facts=counted)
    act, facts = settlement(found, tally)
    round_move(actor=actor, round=round, act=act, facts=facts)
    return True


def _taken(actor: Actor, found: RoundFacts, head: Head) -> RoundTally:
    """Keep the tally, once it is known to be of this round's manifest and scheme."""
    _check_origin(found, head)
    tally = _stored(found, head, round_folder(Path(settings.EXCHANGE), str(found.id)))
    record(actor, "results.tally.taken", found.id, file=tally.file, counted=head.counted, log=head.log_head)
    return tally


def _check_origin(found: RoundFacts, head: Head) -> None:
    if found.manifest and head.manifest != found.manifest:
        raise Refused(
            Text(
                f"「{found.title}」的计票所据清单与开放时的不同，未予采用。请核对投票箱的数据。",
                f"The tally of “{found.title}” is of another manifest than the one it was opened with.",
            )
        )
    if head.scheme != frozen_digest(found.campaign):
        raise Refused(
            Text(
                f"「{found.title}」不是按现行冻结方案计的票，未予采用。",
                f"“{found.title}” was tallied under another scheme than the frozen one.",
            )
        )


def _stored(found: RoundFacts, head: Head, folder: Path) -> RoundTally:
    """The tally folder as one kept file, and its row."""
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    tally = RoundTally(
        campaign_id=found.campaign,
        round_id=found.id,
        file=keep(zipped(folder / TALLY)),
        scheme_digest=head.scheme,
        manifest=head.manifest,
        log_head=head.log_head,
        log_size=head.log_size,
        eligible=sum(one.eligible for one in manifest.classes),
        invited=sum(one.invited for one in manifest.classes),
        issued=issued_of(found),
        counted=head.counted,
        superseded=head.superseded,
        rejected=head.rejected,
        valid=_valid(found, folder / TALLY),
        taken_at=now(),
    )
    tally.save()
    return tally


def issued_of(found: RoundFacts) -> int | None:
    """Tickets issued, as the register counts them; None where it did not run this round."""
    told = participation_of(found.id)
    return told.issued if told.classes else None


def _valid(found: RoundFacts, folder: Path) -> int:
    """Valid ballots: persons of a panel who rate all units once, else ballots of each unit (F164)."""
    campaign, scheme = campaign_of(found.campaign), frozen_scheme(found.campaign)
    if campaign is None or scheme is None:
        return 0
    _, listed = campaign_units(campaign)
    units = {unit.code: unit for unit in listed}
    counts = counts_of(load_tally(folder).patterns, scheme, _categories(units))
    return valid_in(scheme, counts, units, found.group)


def _categories(units: Mapping[str, Unit]) -> dict[str, str]:
    index = index_of(units)
    return {code: index.category_of(code) for code in units}


def valid_in(scheme: Scheme, counts: Counts, units: Mapping[str, Unit], group: str) -> int:
    """Valid ballots of a voter group, counted as the rules for minimums count them."""
    data = CampaignData("", 0, units, counts)
    rule = Minimum(0, MinimumScope.GROUP, (group,))
    return sum(sample.number for sample in samples(scheme, data, rule))


def settlement(found: RoundFacts, tally: RoundTally) -> tuple[str, tuple[str, ...]]:
    """The act that follows the tally, and its facts: quorum and surplus by the scheme, minimum by the round."""
    scheme = frozen_scheme(found.campaign)
    if tally.issued is not None and tally.counted > tally.issued:
        return "void_for_surplus", ("returned_over_issued",)
    row = ParticipationRow(
        found.group,
        found.code,
        found.channel,
        eligible=tally.eligible,
        invited=tally.invited,
        issued=tally.issued,
        returned=tally.counted,
    )
    void = scheme is not None and any(
        r.round == found.code and not r.valid for r in round_results(scheme, (row,))
    )
    if void:
        return "void_for_quorum", ("quorum_failed",)
    if found.minimum is not None and tally.valid < found.minimum:
        return "find_short", ("minimum_missed",)
    return "validate", ("quorum_met", "minimum_met")
