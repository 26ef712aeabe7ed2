"""Write a simulated county: the private campaign folder, and the truth apart from it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from minping.core.bundle.atomic import new_file, new_folder
from minping.core.bundle.campaign_file import CAMPAIGN_YAML, campaign_pairs, campaign_yaml
from minping.core.bundle.locate import BALLOTS
from minping.core.bundle.model import Bundle, Form, SchemeFile
from minping.core.bundle.rows_out import written_tables
from minping.core.bundle.write import table_csv
from minping.core.scheme.canonical import to_canonical
from minping.core.scoring.inputs import CampaignData
from minping.core.simulate.county import SimulatedCounty
from minping.core.tally.counts import Counts

Progress = Callable[[str, int], None]
"""Called with the name of a ballot table and the number of rows written so far in all."""


def bundle_of(county: SimulatedCounty, scheme_file: SchemeFile | None = None) -> Bundle:
    """The county's facts as a private bundle that does not hold the ballots yet.

    ``scheme_file``: the plan as it was written; without it the canonical form is taken.
    """
    data = CampaignData(
        title=county.title,
        year=county.year,
        units={unit.code: unit for unit in county.units},
        counts=Counts(),
        participation=county.participation,
        reports=county.reports,
        entries=county.entries,
        events=county.events,
        history=county.history,
    )
    return Bundle(
        form=Form.PRIVATE,
        scheme=county.scheme,
        scheme_file=scheme_file or SchemeFile("scheme.json", to_canonical(county.scheme)),
        data=data,
        office=county.office,
    )


def write_simulated(
    county: SimulatedCounty,
    target: Path,
    *,
    scheme_file: SchemeFile | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write the private campaign folder: all tables, and the ballots as they are made.

    Whole or not at all. Raises ``RefusedInput`` when ``target`` holds something already.
    """
    bundle = bundle_of(county, scheme_file)
    with new_folder(target, overwrite=overwrite) as folder:
        pairs = campaign_pairs(bundle.title, bundle.year, bundle.office, bundle.language, "")
        (folder / CAMPAIGN_YAML).write_text(campaign_yaml(pairs), encoding="utf-8")
        (folder / bundle.scheme_file.name).write_bytes(bundle.scheme_file.data)
        for table in written_tables(bundle):
            (folder / f"{table.spec.name}.csv").write_bytes(table_csv(table))
        if county.blocks:
            _write_ballots(county, folder / BALLOTS, progress)


def _write_ballots(county: SimulatedCounty, folder: Path, progress: Progress | None) -> None:
    folder.mkdir()
    written = 0
    for table in county.ballots():
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\r\n")
            writer.writerow(table.header)
            writer.writerows(table.rows)
        written += table.number
        if progress is not None:
            progress(table.name, written)


def write_truth(county: SimulatedCounty, target: Path, *, overwrite: bool = False) -> None:
    """Write what no office knows: true scores and who gamed. Never inside a campaign folder.

    Raises ``RefusedInput`` when the file is there already.
    """
    truth = county.truth
    names = {unit.code: unit.name for unit in county.units}
    document = {
        "seed": truth.seed,
        "note": "模拟数据的真实情况，不属于评议活动 · the truth behind simulated data, no part of a campaign",
        "units": {
            code: {"name": names[code], "quality": f"{quality // 1000}.{quality % 1000:03d}"}
            for code, quality in truth.quality.items()
        },
        "gaming": [
            {
                "kind": deed.kind,
                "target": deed.target,
                "permille": deed.permille,
                "ballots": deed.ballots,
                "where": [list(place) for place in deed.blocks],
            }
            for deed in truth.deeds
        ],
    }
    with new_file(target, overwrite=overwrite) as path:
        path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
