"""What the scheme makes of an event: a deduction on a rate, a veto, a count (P6, operators 12 and 14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minping.apps.assessments.words import window_words
from minping.core.bundle.ledger_tables import is_short_reason
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Adjust, AdjustMode, EventCount, Node, Quantity, Rollup
from minping.core.scheme.outcomes import Condition, Veto, VetoEffect
from minping.core.scheme.quantities import quantity_of
from minping.core.scheme.ranges import Window
from minping.core.scheme.tree import walk
from minping.core.scoring.rounding import percent, plain

_EFFECTS = {
    VetoEffect.ZERO: Text("总分记0", "the score becomes 0"),
    VetoEffect.LAST_PLACE: Text("列末位", "last place"),
    VetoEffect.NO_AWARD: Text("取消评优", "no award"),
}


@dataclass(frozen=True)
class EventUse:
    """One rule of the scheme that reads the event, and the days on which it does."""

    words: Text
    window: Window
    veto: bool = False


def event_uses(scheme: Scheme) -> Mapping[str, Sequence[EventUse]]:
    """Events by the name the scheme gives them, in the order of their first use. The signed reason for too few
    ballots is none of a unit's."""
    found: dict[str, list[EventUse]] = {}

    def note(events: Sequence[str], use: EventUse) -> None:
        for event in events:
            if not is_short_reason(event) and use not in found.setdefault(event, []):
                found[event].append(use)

    for tree in (*scheme.trees.values(), *scheme.measures.values()):
        for node in walk(tree):
            if isinstance(node, Adjust):
                note(node.events, _adjusts(scheme, node))
            elif isinstance(node, EventCount):
                words = Text(f"计入「{node.head.name}」", f"counts for “{node.head.name}”")
                note(node.events, EventUse(words, node.window))
    for veto in scheme.vetoes:
        note(veto.events, _vetoes(veto))
    for name, condition in _conditions(scheme):
        words = Text(f"「{name}」的条件", f"a condition of “{name}”")
        note((*condition.events, *condition.without_events), EventUse(words, Window()))
    return found


def events_below(scheme: Scheme) -> frozenset[str]:
    """Events that the scheme reads of stations and windows that it counts for the units above them."""
    roots = (*scheme.trees.values(), *scheme.measures.values())
    rolled = [node.node for tree in roots for node in walk(tree) if isinstance(node, Rollup)]
    every = [node for start in rolled for node in walk(start)]
    return frozenset(
        event for node in every if isinstance(node, Adjust | EventCount) for event in node.events
    )


def _conditions(scheme: Scheme) -> Sequence[tuple[str, Condition]]:
    named: list[tuple[str, Condition]] = [(one.name, one.condition) for one in scheme.grades]
    named += [(one.name, one.condition) for one in scheme.selections]
    return [(name, each) for name, condition in named for each in condition.walk()]


def _adjusts(scheme: Scheme, node: Adjust) -> EventUse:
    target: Node = node.node
    name = target.head.name
    if node.mode is AdjustMode.SUBTRACT and quantity_of(scheme, target) is Quantity.RATE:
        size = percent(node.amount)
        words = Text(f"每次从「{name}」减去{size}", f"each takes {size} off “{name}”")
    elif node.mode is AdjustMode.SUBTRACT:
        size = plain(node.amount)
        words = Text(f"每次从「{name}」扣{size}分", f"each takes {size} points off “{name}”")
    else:
        size = percent(node.amount)
        words = Text(f"每次按比例核减「{name}」的{size}", f"each takes {size} of “{name}”")
    return EventUse(words, node.window)


def _vetoes(veto: Veto) -> EventUse:
    effects = [_EFFECTS[effect] for effect in veto.effects]
    if veto.grade_cap:
        effects.append(Text(f"等次不高于「{veto.grade_cap}」", f"no grade above “{veto.grade_cap}”"))
    zh = f"一票否决（{'、'.join(one.zh for one in effects)}）"
    en = f"veto ({', '.join(one.en for one in effects)})"
    if veto.at_least > 1:
        zh, en = f"满{veto.at_least}次{zh}", f"{en} from {veto.at_least} on"
    return EventUse(Text(zh, en), veto.window, veto=True)


def used_on(uses: Sequence[EventUse], day: date) -> bool:
    """Whether any rule reads an event of that day."""
    return any(use.window.holds(day.isoformat()) for use in uses)


def windows_of(uses: Sequence[EventUse]) -> Text:
    """The days on which rules read the event."""
    windows = list(dict.fromkeys(use.window for use in uses))
    words = [window_words(one) for one in windows]
    return Text("；".join(one.zh for one in words), "; ".join(one.en for one in words))
