"""Where a document's figures come from: which run, by which scheme."""

from minping.apps.results.reports.overview import Overview


def source_lines(overview: Overview) -> tuple[str, ...]:
    """What stands at the end of every document: checksums of the two files that anybody can recompute."""
    say = overview.say
    return (
        say(
            f"核算校验值：{overview.mark}",
            f"Score run: {overview.mark}",
        ),
        say(
            f"方案校验值：{overview.run.scheme_hash}",
            f"Scheme: {overview.run.scheme_hash}",
        ),
        say(
            "校验值为 scores.json、scheme.json 的 SHA-256。全部数字可用 minping verify 重算核对。",
            "SHA-256 of scores.json and scheme.json. “minping verify” recomputes every figure.",
        ),
    )
