"""Behind a unit's numbers: its entries of the daily assessment, with what proves each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from minping.apps.assessments.selectors import EntryFacts, entries_of
from minping.apps.results.appeals.items import named_fact
from minping.apps.results.models import ScoreRun
from minping.apps.results.paths import below, trees_of
from minping.apps.results.reports.overview import Overview
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Ledger
from minping.core.scheme.tree import walk
from minping.core.scoring.result import Input, ScoreNode, UnitResult


@dataclass(frozen=True)
class Record:
    """One entry as the unit was shown it. ``key``, ``fact``: the number that it went into, to appeal against;
    empty where it does not count in this run."""

    entry: EntryFacts
    name: str
    key: str = ""
    fact: str = ""


Fact = tuple[str, Input, str]
"""Key of a number, what it was counted from, and that in the words by which an appeal names it."""


def records_of(row: ScoreRun, overview: Overview, result: UnitResult) -> list[Record]:
    """The unit's entries of the campaign, newest day first; none where they came as a table."""
    names = _names(overview.scheme)
    facts = list(_facts(Overview(overview.run, overview.scheme, overview.data), result))
    return [
        _record(entry, names.get(entry.item, entry.item), facts)
        for entry in entries_of(UUID(row.units[result.unit]), row.campaign_id)
    ]


def _record(entry: EntryFacts, name: str, facts: Sequence[Fact]) -> Record:
    if entry.in_force:
        for key, counted, fact in facts:
            if counted.date == entry.day.isoformat() and counted.label.startswith(name):
                return Record(entry, name, key, fact)
    return Record(entry, name)


def _names(scheme: Scheme) -> Mapping[str, str]:
    """Code of an item → its name."""
    trees = (*scheme.trees.values(), *scheme.measures.values())
    ledgers = [node for tree in trees for node in walk(tree) if isinstance(node, Ledger)]
    return {item.code: item.name for ledger in ledgers for item in ledger.items}


def _facts(overview: Overview, result: UnitResult) -> Iterator[Fact]:
    """Every entry that the run counted."""
    waiting: list[tuple[str, ScoreNode]] = trees_of(result)
    while waiting:
        key, node = waiting.pop(0)
        if node.kind == "ledger":
            yield from ((key, item, named_fact(overview, item)) for item in node.inputs if item.date)
        waiting += below(key, node)
