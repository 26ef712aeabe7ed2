"""Tables that other rooms keep: entries and events of the daily assessment, reports of partners, sessions of sites.

Where a room keeps a table, it is the only source: nobody uploads it beside. Its rows are written down in the
form in which an office would hand them in, and those bytes are kept with the run.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse

from minping.apps.assessments import selectors as assessments
from minping.apps.partners import selectors as partners
from minping.apps.results.models import Sheet
from minping.core.bundle.model import Bundle
from minping.core.bundle.rows_out import written_tables
from minping.core.bundle.write import table_csv
from minping.core.findings import Text
from minping.core.scoring.inputs import CampaignData, ParticipationRow
from minping.core.tally.counts import Counts


@dataclass(frozen=True)
class Keeper:
    """A room that keeps a table: whether it does for a campaign, its rows, and its page."""

    name: Text
    uses: Callable[[UUID], bool]
    rows: Callable[[UUID], tuple[Any, ...]]
    page: str

    def link(self, campaign: UUID) -> str:
        """The room's page of the campaign."""
        return f"{reverse(self.page)}?campaign={campaign}"


KEEPERS: Mapping[str, Keeper] = {
    Sheet.ENTRIES: Keeper(
        Text("日常考评", "daily assessment"),
        assessments.uses_daily,
        assessments.entry_rows,
        "assessments:board",
    ),
    Sheet.EVENTS: Keeper(
        Text("日常考评·事项登记", "register of events"),
        assessments.uses_events,
        assessments.event_rows,
        "assessments:events",
    ),
    Sheet.REPORTS: Keeper(
        Text("数据报送", "partners' reports"),
        partners.uses_partners,
        partners.report_rows,
        "partners:board",
    ),
}


def keepers_of(campaign: UUID) -> dict[str, Keeper]:
    """Sheet → the room that keeps it for the campaign."""
    return {sheet: keeper for sheet, keeper in KEEPERS.items() if keeper.uses(campaign)}


def room_files(campaign: UUID, bare: Bundle) -> dict[str, bytes]:
    """Sheet → its rows as CSV, for every table that a room keeps and that has rows."""
    rows: dict[str, Any] = {sheet: keeper.rows(campaign) for sheet, keeper in keepers_of(campaign).items()}
    data = CampaignData(bare.title, bare.year, {}, Counts())
    held = replace(bare, data=replace(data, **rows))
    return {table.spec.name: table_csv(table) for table in written_tables(held)}


def sites_of(campaign: UUID) -> tuple[Counts, tuple[ParticipationRow, ...]] | None:
    """Counts and papers of the sessions that were signed; None where no site reports here."""
    return partners.site_counts(campaign) if partners.uses_sites(campaign) else None


def counts_file(counts: Counts, bare: Bundle) -> bytes:
    """Counts as CSV; empty where there are none."""
    held = replace(bare, raw_counts=counts, data=CampaignData(bare.title, bare.year, {}, Counts()))
    return b"".join(table_csv(table) for table in written_tables(held))
