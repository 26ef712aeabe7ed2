"""Rounds that are over, and the results of a year: through the same services as a real one."""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from minping.apps.campaigns.selectors import round_of
from minping.apps.campaigns.services import round_move
from minping.apps.foundation.approvals import agree
from minping.apps.register.manifests import build_manifest
from minping.apps.results.levels import FIELDS
from minping.apps.results.services import (
    announcement_make,
    campaign_reconcile,
    publication_ask,
    review_give,
    run_compute,
    table_take,
    tally_take,
)
from minping.apps.year.services import campaign_act
from minping.core.bundle.rows_out import written_tables
from minping.core.bundle.write import table_csv
from minping.core.scoring.inputs import ParticipationRow
from minping.core.secrecy.exchange import (
    TALLY,
    Head,
    close_round,
    open_round,
    round_folder,
    write_head,
)
from minping.core.secrecy.manifest import CredentialClass, Manifest
from minping.core.secrecy.manifest_check import sized
from minping.core.secrecy.merkle import tree_head
from minping.core.simulate.county import SimulatedCounty
from minping.core.simulate.write import bundle_of
from minping.core.tally.result import TallyResult
from minping.core.tally.shards import save_tally
from minping.site.demo.campaign import Launched
from minping.site.demo.office import Office
from minping.site.demo.years import tallies

TABLES = ("events", "history", "participation")
BEFORE_VOTING = (
    ("open_roster", ()),
    ("lock_roster", ("rosters_received", "roster_checked")),
    ("take_all", ("whole_roster",)),
    ("invite", ("invitations_ready",)),
)


def finish_rounds(office: Office, launched: Launched, wanted: Collection[UUID]) -> None:
    """Bring those of the campaign's rounds to their tallies, from made-up ballots."""
    for group, code, result in tallies(launched.demo):
        found = launched.rounds[group, code]
        if found in wanted:
            _finish(office, launched, found, (group, code), result)


@transaction.atomic
def _finish(
    office: Office, launched: Launched, found: UUID, place: tuple[str, str], result: TallyResult
) -> None:
    for act, facts in BEFORE_VOTING:
        round_move(actor=office.clerk, round=found, act=act, facts=facts)
    manifest, scheme = _manifest(launched, found, place)
    exchange = Path(settings.EXCHANGE)
    digest = open_round(exchange, manifest, scheme)
    opened = ("scheme_frozen", "window_begun")
    round_move(actor=office.lead, round=found, act="open", facts=opened, manifest=digest)
    close_round(exchange, manifest)
    round_move(actor=office.lead, round=found, act="close", facts=("window_over",))
    counted = _returned(launched, place)
    folder = round_folder(exchange, str(found)) / TALLY
    save_tally(replace(result, scheme_hash=manifest.scheme_hash), folder)
    head = Head(
        round=manifest.round,
        manifest=digest,
        scheme=manifest.scheme_hash,
        counted=counted,
        superseded=0,
        rejected=0,
        log_size=1 + counted,
        log_head=_log_head(digest, counted),
        classes={"all": counted},
    )
    write_head(folder, head)
    tally_take(actor=office.clerk, round=found)


def _log_head(digest: str, counted: int) -> str:
    """The head of a log of made-up entries after the manifest's hash."""
    entries = sorted(hashlib.sha256(f"{digest}/{at}".encode()).digest() for at in range(counted))
    return tree_head([bytes.fromhex(digest), *entries]).hex()


def _manifest(launched: Launched, found: UUID, place: tuple[str, str]) -> tuple[Manifest, bytes]:
    facts = round_of(found)
    if facts is None:
        raise LookupError(found)
    manifest, scheme = build_manifest(facts, {})
    asked = CredentialClass(
        "all", "全部", None, _sum(launched, place, "invited"), _sum(launched, place, "eligible")
    )
    return sized(replace(manifest, classes=(asked,))), scheme


def _returned(launched: Launched, place: tuple[str, str]) -> int:
    return _sum(launched, place, "returned")


def _sum(launched: Launched, place: tuple[str, str], column: str) -> int:
    rows = [row for row in launched.demo.county.participation if (row.group, row.round) == place]
    return sum(getattr(row, column) or 0 for row in rows)


def hand_in_tables(office: Office, launched: Launched) -> None:
    """What the office itself puts in: events, earlier years, participation."""
    for table in written_tables(bundle_of(_by_unit(launched.demo.county))):
        if table.spec.name in TABLES:
            table_take(
                actor=office.clerk,
                campaign=launched.id,
                sheet=table.spec.name,
                name=f"{table.spec.name}.csv",
                data=table_csv(table),
                source="演示",
            )


def _by_unit(county: SimulatedCounty) -> SimulatedCounty:
    """The county with its numbers of persons by unit, whatever the channel and stratum."""
    sums: dict[tuple[str, str, str], ParticipationRow] = {}
    for row in county.participation:
        place = row.group, row.round, row.unit
        found = sums.get(
            place,
            ParticipationRow(
                row.group, row.round, unit=row.unit, eligible=0, invited=0, issued=0, returned=0
            ),
        )
        sums[place] = replace(
            found,
            eligible=(found.eligible or 0) + (row.eligible or 0),
            invited=(found.invited or 0) + (row.invited or 0),
            issued=(found.issued or 0) + (row.issued or 0),
            returned=(found.returned or 0) + (row.returned or 0),
        )
    return replace(county, participation=tuple(sums.values()))


def score(office: Office, launched: Launched, reason: str = "") -> UUID:
    """Reconcile and compute; the run's id. ``reason``: why it is computed again."""
    if not reason:
        campaign_reconcile(actor=office.clerk, campaign=launched.id)
    return run_compute(actor=office.clerk, campaign=launched.id, reason=reason).id


def announce(office: Office, run: UUID, until: date | None = None) -> None:
    """Found sound by the lead, who did not compute it, and told to the units."""
    review_give(actor=office.lead, run=run, sound=True, note="已逐项核对")
    announcement_make(actor=office.lead, run=run, objections_until=until)


def publish(office: Office, launched: Launched, run: UUID, notice: str) -> None:
    """Publish by two, with the notice of what was corrected; what follows goes on."""
    asked = publication_ask(
        actor=office.clerk, run=run, fields=tuple(FIELDS), level="总分、等次和名次", notice=notice
    )
    agree(actor=office.lead, approval=asked)
    campaign_act(actor=office.lead, campaign=launched.id, act="follow_up")
