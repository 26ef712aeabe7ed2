"""Where a document's figures come from: which run, by which scheme."""

from minping.site.reports.overview import Overview


def source_lines(overview: Overview) -> tuple[str, ...]:
    """What stands at the end of every document: checksums of the two files that anybody can recompute."""
    say = overview.say
    return (
        say(
            f"核算记录（scores.json）SHA-256：{overview.mark}",
            f"Score run (scores.json) SHA-256: {overview.mark}",
        ),
        say(
            f"方案（scheme.json）SHA-256：{overview.run.scheme_hash}",
            f"Scheme (scheme.json) SHA-256: {overview.run.scheme_hash}",
        ),
        say(
            "本文全部数字由上述方案和数据计算得出，可用 minping verify 重算核对。",
            "Every figure follows from this scheme and its data; “minping verify” recomputes them all.",
        ),
    )
