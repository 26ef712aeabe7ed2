"""What a unit's result lacks, in a few words for the reviewer's table."""

from minping.apps.results.reports.components import missing_word, shares
from minping.apps.results.reports.overview import Overview
from minping.core.scoring.inputs import Status


def lacks_of(overview: Overview, code: str) -> str:
    """Components without a value, and why; empty where nothing is missing."""
    result = next((found for found in overview.run.units if found.unit == code), None)
    if result is None or result.status is not Status.APPRAISED:
        return ""
    if result.score is None:
        return overview.why_not(result)
    say = overview.say
    gone = [part for part in shares(result) if part.node.value is None]
    return say.joined(
        f"{part.node.name}{say('：', ': ')}{missing_word(overview, part.node)}" for part in gone
    )
