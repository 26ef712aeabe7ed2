"""Short names of the numbers in a unit's explanation: ``t.0.2`` is the third part of the total's first part."""

from collections.abc import Iterator

from minping.core.scoring.result import ScoreNode, UnitResult

TOTAL = "t"


def trees_of(result: UnitResult) -> list[tuple[str, ScoreNode]]:
    """Name and root of every tree of the unit: its total, then its measures."""
    total = [(TOTAL, result.tree)] if result.tree is not None else []
    return [*total, *((f"m{place}", tree) for place, tree in enumerate(result.measures.values()))]


def below(name: str, node: ScoreNode) -> Iterator[tuple[str, ScoreNode]]:
    """Name and node of each part."""
    return ((f"{name}.{place}", part) for place, part in enumerate(node.parts))


def way_to(result: UnitResult, name: str) -> list[ScoreNode]:
    """The nodes from a root down to the one of that name; empty when the unit has none."""
    root, *steps = name.split(".")
    node = dict(trees_of(result)).get(root)
    found = [node] if node is not None else []
    for step in steps:
        if node is None or not step.isdecimal() or int(step) >= len(node.parts):
            return []
        node = node.parts[int(step)]
        found.append(node)
    return found
