"""A campaign in the database → a campaign folder in the private form, the one that the command line reads.

Tallies taken over from the box, tables as they came in or as other rooms keep them, units and participations
of the year, the frozen scheme: written down, read by ``core.bundle`` and scored by ``core.scoring``, as anyone
else would do it.
"""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from minping.apps.campaigns.objects import objects_of
from minping.apps.campaigns.selectors import (
    CampaignFacts,
    campaign_of,
    frozen_scheme,
    rounds_of,
)
from minping.apps.foundation.errors import Refused
from minping.apps.results.models import Explanation, RoundTally
from minping.apps.results.past import past_rows
from minping.apps.results.rooms import counts_file, keepers_of, room_files, sites_of
from minping.apps.results.storing import keep, kept, unzipped
from minping.apps.results.tables import files_of, newest
from minping.apps.units.selectors import own_office
from minping.core.bundle.locate import SCHEME
from minping.core.bundle.model import Bundle, Form, SchemeFile
from minping.core.bundle.read import read_bundle
from minping.core.bundle.vocabulary import SHORT_REASON
from minping.core.bundle.write import write_folder
from minping.core.findings import Text
from minping.core.scheme.canonical import to_canonical
from minping.core.scheme.model import Scheme
from minping.core.scoring.inputs import CampaignData, EventRow, HistoryRow, ParticipationRow, Status, Unit
from minping.core.tally.counts import Counts, merged
from minping.core.tally.shards import load_tally, merge_tallies, save_tally

MINIMUM = "minimum"
"""The item whose explanation is the signed reason for too few ballots."""
_CORE_KINDS = {"unit", "station", "window", "section"}


@dataclass(frozen=True)
class Composed:
    """``units``: code → id. ``sources``: what was put in → its SHA-256."""

    units: Mapping[str, UUID]
    sources: Mapping[str, str]


def compose(campaign_id: UUID, target: Path) -> Composed:
    """Write the campaign's private folder to ``target``. Raises Refused, RefusedInput as ``staged`` does."""
    campaign, _ = _settled(campaign_id)
    ids, units = campaign_units(campaign)
    tallies = list(RoundTally.objects.filter(campaign=campaign_id).order_by("round_id"))
    bundle = staged(campaign_id)
    sites = sites_of(campaign_id)
    told = _participation(campaign_id, bundle.data.participation, tallies)
    data = replace(
        bundle.data,
        participation=(*told, *(sites[1] if sites is not None else ())),
        events=(*bundle.data.events, *_signed_reasons(campaign_id)),
        history=_history(campaign, bundle.data.history, units),
    )
    write_folder(replace(bundle, data=data), target)
    sources = {f"tally/{tally.round_id}": tally.file for tally in tallies}
    tables = newest(campaign_id)
    keepers = keepers_of(campaign_id)
    sources |= {f"table/{s}": v.file for s, v in tables.items() if v.file and s not in keepers}
    bare = _bare(campaign, bundle.scheme, units)
    sources |= {f"room/{sheet}": keep(file) for sheet, file in room_files(campaign_id, bare).items()}
    if sites is not None and (file := counts_file(sites[0], bare)):
        sources["room/sites"] = keep(file)
    return Composed(ids, sources)


def staged(
    campaign_id: UUID, *, tables: Mapping[str, tuple[str, bytes]] | None = None, tallies: bool = True
) -> Bundle:
    """The campaign as its own tables and tallies tell it.

    ``tables``: sheet → (file name, content) that are tried instead of those stored. ``tallies`` false:
    without ballots, for a quick look at the tables. Raises Refused before the scheme is frozen,
    RefusedInput with every finding when a table cannot be used.
    """
    campaign, scheme = _settled(campaign_id)
    _, units = campaign_units(campaign)
    with tempfile.TemporaryDirectory() as made:
        stage = Path(made) / "stage"
        bare = _bare(campaign, scheme, units)
        write_folder(bare, stage)
        kept_here = keepers_of(campaign_id)
        given = {s: f for s, f in files_of(campaign_id).items() if s not in kept_here} | dict(tables or {})
        for sheet, (name, data) in given.items():
            (stage / f"{sheet}{Path(name).suffix.lower()}").write_bytes(data)
        for sheet, data in room_files(campaign_id, bare).items():
            (stage / f"{sheet}.csv").write_bytes(data)
        parts = [
            load_tally(unzipped(kept(tally.file), Path(made) / str(tally.round_id)))
            for tally in (RoundTally.objects.filter(campaign=campaign_id) if tallies else ())
        ]
        if parts:
            save_tally(merge_tallies(parts), stage / "tally")
        if not tallies:
            return _read(tuple((path.name, path.read_bytes()) for path in sorted(stage.iterdir())))
        bundle, sites = read_bundle(stage), sites_of(campaign_id)
        return bundle if sites is None else _with_sites(bundle, sites[0], Path(made) / "with sites")


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, bytes], ...]) -> Bundle:
    """A campaign of exactly these files: the same tables are looked at again and again, and read once. Raises
    RefusedInput."""
    with tempfile.TemporaryDirectory() as made:
        for name, data in files:
            (Path(made) / name).write_bytes(data)
        return read_bundle(Path(made))


def _with_sites(bundle: Bundle, counts: Counts, folder: Path) -> Bundle:
    """The campaign with the ballots of its sites beside those that the box counted."""
    total = merged([bundle.raw_counts or Counts(), counts])
    write_folder(replace(bundle, raw_counts=total), folder)
    return read_bundle(folder)


def _settled(campaign_id: UUID) -> tuple[CampaignFacts, Scheme]:
    campaign, scheme = campaign_of(campaign_id), frozen_scheme(campaign_id)
    if campaign is None or scheme is None:
        raise Refused(
            Text("方案尚未冻结，不能计分。", "The scheme is not frozen yet: there is nothing to score by.")
        )
    return campaign, scheme


def campaign_units(campaign: CampaignFacts) -> tuple[Mapping[str, UUID], tuple[Unit, ...]]:
    """Participating units and what the scheme counts for them: ids by code, and as core reads them."""
    objects = objects_of(campaign, frozen_scheme(campaign.id))
    known = {unit.id: unit for unit in objects.units}
    found = []
    for unit in objects.units:
        own = objects.parts.get(unit.id)
        parent = known.get(unit.parent) if unit.parent else None
        found.append(
            Unit(
                code=unit.code,
                name=unit.name,
                category=own.category if own else "",
                parent=parent.code if parent is not None else "",
                district=unit.district,
                system=unit.system,
                kind=unit.kind if unit.kind in _CORE_KINDS else "unit",
                status=Status(own.status) if own else Status.APPRAISED,
                former=unit.former,
                joined=unit.joined,
            )
        )
    return {unit.code: unit.id for unit in objects.units}, tuple(found)


def _bare(campaign: CampaignFacts, scheme: Scheme, units: Iterable[Unit]) -> Bundle:
    """The campaign without any facts but its units."""
    return Bundle(
        form=Form.PRIVATE,
        scheme=scheme,
        scheme_file=SchemeFile(f"{SCHEME}.json", to_canonical(scheme)),
        data=CampaignData(campaign.title, campaign.year, {unit.code: unit for unit in units}, Counts()),
        office=own_office().name,
    )


def _participation(
    campaign_id: UUID, told: tuple[ParticipationRow, ...], tallies: Iterable[RoundTally]
) -> tuple[ParticipationRow, ...]:
    """Rows of the table, and one for each group and round that the box counted and the table does not
    already speak of."""
    rounds = {r.id: r for r in rounds_of(campaign_id)}
    known = {(row.group, row.round) for row in told if not row.channel or "网" in row.channel}
    sums: dict[tuple[str, str], ParticipationRow] = {}
    for tally in tallies:
        of = rounds[tally.round_id]
        key = (of.group, of.code)
        row = sums.get(key) or ParticipationRow(*key, eligible=0, invited=0, issued=0, returned=0)
        sums[key] = replace(
            row,
            eligible=(row.eligible or 0) + tally.eligible,
            invited=(row.invited or 0) + tally.invited,
            issued=None if row.issued is None or tally.issued is None else row.issued + tally.issued,
            returned=(row.returned or 0) + tally.counted,
        )
    return (*told, *(sums[key] for key in sorted(sums) if key not in known))


def _signed_reasons(campaign_id: UUID) -> tuple[EventRow, ...]:
    """Why the minimum was missed and the result stands all the same (F059)."""
    rows = [
        EventRow("", SHORT_REASON, found.at.date().isoformat(), note=found.reason, signed_by=found.by_name)
        for found in Explanation.objects.filter(campaign=campaign_id, item=MINIMUM).order_by("-at")[:1]
    ]
    if rows:
        return tuple(rows)
    office = own_office().name
    return tuple(
        EventRow("", SHORT_REASON, r.closes.date().isoformat(), note=r.reason, signed_by=office)
        for r in rounds_of(campaign_id)
        if "short_with_reason" in r.flags and r.reason
    )


def _history(
    campaign: CampaignFacts, told: tuple[HistoryRow, ...], units: tuple[Unit, ...]
) -> tuple[HistoryRow, ...]:
    """What this installation published in earlier years, and the table for the years before."""
    wanted = {name for unit in units for name in (unit.code, *unit.former, *unit.joined)}
    own = [row for row in past_rows(campaign.year, campaign.inside) if row.unit in wanted]
    known = {(row.unit, row.year) for row in own}
    return (*own, *(row for row in told if (row.unit, row.year) not in known))
