"""The names that a scheme uses and that tables must repeat: groups, rounds, components, items, events."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from minping.core.bundle.names import Lexicon, key
from minping.core.scheme.model import Scheme, ShortAction
from minping.core.scheme.nodes import Adjust, EventCount, Ledger, LedgerItem, Node, Report, Rollup, Survey
from minping.core.scheme.outcomes import Condition
from minping.core.scheme.ranges import Window
from minping.core.scheme.tree import walk
from minping.core.tally.names import CHANNELS

SHORT_REASON = "未达标说明"
"""The event that gives a signed reason for too few ballots."""


@dataclass(frozen=True)
class Item:
    """One item of the daily assessment: whether entries need evidence, and the windows that count them."""

    points: Fraction | None
    evidence: bool
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Look-ups by spelling. ``reports`` holds the nodes that read a component, ``has_surveys`` whether
    any node counts answers."""

    groups: Lexicon
    rounds: Lexicon
    categories: Lexicon
    aspects: Lexicon
    components: Lexicon
    reports: dict[str, tuple[Report, ...]]
    items: Lexicon
    item: dict[str, Item]
    events: Lexicon
    free: dict[str, Lexicon]
    kinds: tuple[str, ...]
    only_category: str
    has_surveys: bool


def vocabulary(scheme: Scheme) -> Vocabulary:
    """Everything in ``scheme`` that a table can refer to."""
    nodes = [n for t in (*scheme.trees.values(), *scheme.measures.values()) for n in walk(t)]
    reports: dict[str, list[Report]] = defaultdict(list)
    for node in nodes:
        if isinstance(node, Report):
            reports[node.component].append(node)
    return Vocabulary(
        groups=Lexicon((g.code, (g.name,)) for g in scheme.groups.values()),
        rounds=Lexicon((r.code, (r.name,)) for r in scheme.rounds.values()),
        categories=Lexicon((c.code, (c.name,)) for c in scheme.categories.values()),
        aspects=Lexicon((a.code, (a.name,)) for a in scheme.aspects.values()),
        components=_components(reports),
        reports={component: tuple(found) for component, found in reports.items()},
        items=_item_names(nodes),
        item=_items(nodes),
        events=Lexicon((event, ()) for event in _events(scheme, nodes)),
        free=_free(scheme, nodes),
        kinds=tuple(kind for node in nodes if isinstance(node, Rollup) for kind in node.kinds),
        only_category=next(iter(scheme.categories)) if len(scheme.categories) == 1 else "",
        has_surveys=any(isinstance(node, Survey) for node in nodes),
    )


def _components(reports: dict[str, list[Report]]) -> Lexicon:
    """Components by their own name; by the node's name or code where that is nobody else's."""
    lexicon = Lexicon((component, ()) for component in reports)
    for component, nodes in reports.items():
        for node in nodes:
            lexicon.fallback(component, node.head.name, node.head.code)
    return lexicon


def _ledger_items(nodes: list[Node]) -> list[tuple[Ledger, LedgerItem]]:
    return [(node, item) for node in nodes if isinstance(node, Ledger) for item in node.items]


def _item_names(nodes: list[Node]) -> Lexicon:
    return Lexicon((item.code, (item.name,)) for _, item in _ledger_items(nodes))


def _items(nodes: list[Node]) -> dict[str, Item]:
    found: dict[str, list[tuple[Ledger, LedgerItem]]] = defaultdict(list)
    for node, item in _ledger_items(nodes):
        found[item.code].append((node, item))
    return {
        code: Item(
            points=next((item.points for _, item in uses if item.points is not None), None),
            evidence=any(node.evidence for node, _ in uses),
            windows=tuple(node.window for node, _ in uses),
        )
        for code, uses in found.items()
    }


def _events(scheme: Scheme, nodes: list[Node]) -> list[str]:
    """Event names in the order in which the scheme first uses them."""
    conditions: list[Condition] = [c for g in scheme.grades for c in g.condition.walk()]
    conditions += [c for s in scheme.selections for c in s.condition.walk()]
    named = [
        *(e for node in nodes if isinstance(node, Adjust | EventCount) for e in node.events),
        *(e for veto in scheme.vetoes for e in veto.events),
        *(e for c in conditions for e in (*c.events, *c.without_events)),
    ]
    if any(m.if_short is ShortAction.REASON for m in scheme.validity.minimums):
        named.append(SHORT_REASON)
    return list(dict.fromkeys(named))


def _free(scheme: Scheme, nodes: list[Node]) -> dict[str, Lexicon]:
    """Channels, strata and clusters that the scheme names; any others may occur too."""
    surveys = [node for node in nodes if isinstance(node, Survey)]
    channels = [c for g in scheme.groups.values() for c in g.channels]
    listed = {
        "channel": [*channels, *(c for s in surveys for c in s.channels)],
        "stratum": [c for s in surveys for c in s.strata],
        "cluster": [c for s in surveys for c in s.clusters],
    }
    return {
        name: Lexicon((value, _channel_words(value) if name == "channel" else ()) for value in values)
        for name, values in listed.items()
    }


def _channel_words(channel: str) -> tuple[str, ...]:
    """Other words for a channel, the same as in ballot files (web, 网络, 微信)."""
    return next((words for words in CHANNELS.values() if key(channel) in map(key, words)), ())
