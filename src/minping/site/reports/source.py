"""Where a document's figures come from: which run, by which scheme."""

import hashlib
import json

from minping.core.scoring.result import ScoreRun
from minping.site.reports.overview import Overview


def run_mark(run: ScoreRun) -> str:
    """SHA-256 over scheme, inputs and exact results: equal marks, equal results from equal inputs."""
    results = [
        [u.unit, str(u.score), u.grade, [[p.ranking, str(p.rank), p.of] for p in u.placings]]
        for u in run.units
    ]
    chosen = [[s.code, s.pool, [c.unit for c in s.chosen]] for s in run.selections]
    content = [run.scheme_hash, sorted(run.input_hashes.items()), results, chosen]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def source_lines(overview: Overview) -> tuple[str, ...]:
    """What stands at the end of every document."""
    run = overview.run
    return (
        overview.say(f"核算校验值：{run_mark(run)}", f"Score run: {run_mark(run)}"),
        overview.say(f"方案校验值：{run.scheme_hash}", f"Scheme: {run.scheme_hash}"),
        overview.say(
            "本文全部数字由上述方案和数据计算得出，可用 minping verify 重算核对。",
            "Every figure follows from this scheme and its data; “minping verify” recomputes them all.",
        ),
    )
