"""Where a document's figures come from: which run, by which scheme."""

from minping.apps.results.levels import recomputable
from minping.apps.results.reports.overview import Overview


def source_lines(overview: Overview) -> tuple[str, ...]:
    """What stands at the end of every document: checksums of the two files that anybody can recompute."""
    say = overview.say
    checked = say("全部数字可用 minping verify 重算核对。", "“minping verify” recomputes every figure.")
    if not recomputable(overview.fields):
        checked = say("评议办留存备查。", "The office keeps them.")
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
            f"校验值为 scores.json、scheme.json 的 SHA-256。{checked}",
            f"SHA-256 of scores.json and scheme.json. {checked}",
        ),
    )
