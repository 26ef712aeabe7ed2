"""Recompute a campaign and name every number that differs from what was published."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minping.core.bundle.results import RESULTS, SCHEME_JSON, Published, read_results, scores_csv, table_of
from minping.core.findings import Text
from minping.core.scheme.canonical import to_canonical
from minping.core.scheme.model import Scheme
from minping.core.scoring.record import Difference, differences, record_bytes
from minping.core.scoring.result import ScoreRun


@dataclass(frozen=True)
class Verification:
    """``compared`` units, and the differences, none when the published results are right."""

    compared: int
    differences: tuple[Difference, ...]


def verify(campaign: Path, scheme: Scheme, run: ScoreRun) -> Verification:
    """Hold ``run`` (just recomputed from ``campaign``) against ``results/``."""
    published = read_results(campaign)
    found = [
        *_scheme_differs(campaign, scheme),
        *differences(published.record, json.loads(record_bytes(run))),
        *_table_differs(published, scheme, run),
    ]
    return Verification(len(run.units), tuple(found))


def _scheme_differs(campaign: Path, scheme: Scheme) -> Iterator[Difference]:
    path = campaign / RESULTS / SCHEME_JSON
    if path.exists() and path.read_bytes() != to_canonical(scheme):
        where = Text(
            "方案（results/scheme.json 与活动方案不一致）",
            "scheme (results/scheme.json is not the campaign's)",
        )
        yield Difference(where, "results/scheme.json", "scheme")


def _table_differs(published: Published, scheme: Scheme, run: ScoreRun) -> Iterator[Difference]:
    """``scores.csv`` cell by cell. Rows are found by unit code, columns by their header."""
    header, rows = table_of(scores_csv(scheme, run))
    now = {row[1]: dict(zip(header, row, strict=False)) for row in rows}
    then = {row[1]: dict(zip(published.header, row, strict=False)) for row in published.rows if len(row) > 1}
    for code in [*then, *(c for c in now if c not in then)]:
        old, new = then.get(code), now.get(code)
        if old is None or new is None:
            where = Text(f"scores.csv › {code}", f"scores.csv › {code}")
            yield Difference(where, "有" if old else "—", "有" if new else "—")
            continue
        for column in [*old, *(c for c in new if c not in old)]:
            if column != "note" and old.get(column, "") != new.get(column, ""):
                place = f"scores.csv › {code} › {column}"
                yield Difference(Text(place, place), old.get(column, "—"), new.get(column, "—"))
