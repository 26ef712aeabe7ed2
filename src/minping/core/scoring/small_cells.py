"""Small cells are merged *before* scoring (operator 26), so that what is scored can be shown.

Order: cells of rounds that never count are dropped; dimensions that no node distinguishes are summed
away; then each merge step joins all siblings of a short cell along one line; what is still short is
withheld: only its number of valid ballots stays. Merging all siblings, not only the short one, keeps
anybody from recovering the short one by subtraction.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from minping.core.findings import Finding, Severity, Text
from minping.core.scheme.model import MergeStep, Scheme
from minping.core.scheme.nodes import Dimension, Each, Node, Survey
from minping.core.scheme.tree import children
from minping.core.scoring.inputs import Status, Unit
from minping.core.tally.counts import JOIN, BallotState, Cell, CellCounts, Counts, pour

FREE_DIMENSIONS = ("round", "channel", "stratum", "cluster")


@dataclass(frozen=True)
class MergeResult:
    """The merged counts and what there is to say about the merging."""

    counts: Counts
    findings: tuple[Finding, ...]


def distinguished(scheme: Scheme) -> dict[str, set[str]]:
    """Voter group → dimensions that some survey tells apart by its lists or by an ``Each`` above it."""
    found: dict[str, set[str]] = {group: set() for group in scheme.groups}
    for tree in (*scheme.trees.values(), *scheme.measures.values()):
        _collect(scheme, tree, frozenset(), found)
    return found


def _collect(scheme: Scheme, node: Node, above: frozenset[str], found: dict[str, set[str]]) -> None:
    if isinstance(node, Survey):
        listed = {
            name
            for name, values in (
                ("round", node.rounds),
                ("channel", node.channels),
                ("stratum", node.strata),
                ("cluster", node.clusters),
            )
            if values
        }
        for group in node.groups or tuple(scheme.groups):
            found.setdefault(group, set()).update(above | listed)
        return
    if isinstance(node, Each) and node.over not in {Dimension.GROUP, Dimension.ASPECT}:
        above = above | {node.over.value}
    for child in children(node):
        _collect(scheme, child, above, found)


def thinned(scheme: Scheme, counts: Counts, void: frozenset[str]) -> Counts:
    """Without rounds that do not count, and without dimensions that no rule looks at."""
    keep = distinguished(scheme)
    result = Counts()
    for cell, content in counts.items():
        known = scheme.rounds.get(cell.round)
        if cell.round in void or (known is not None and not known.counts):
            continue
        seen = keep.get(cell.group, set())
        dropped = {name: "" for name in FREE_DIMENSIONS if name not in seen and name != "round"}
        pour(result.cell(replace(cell, **dropped)), content)
    return _without_rounds(keep, result)


def _without_rounds(keep: Mapping[str, set[str]], counts: Counts) -> Counts:
    """Join the rounds of a group that no rule tells apart, keeping their names."""
    plan: dict[Cell, Cell] = {}
    families: dict[Cell, set[str]] = defaultdict(set)
    for cell in counts:
        if "round" not in keep.get(cell.group, set()):
            families[replace(cell, round="")].add(cell.round)
    for cell in counts:
        family = replace(cell, round="")
        names = families.get(family)
        plan[cell] = cell if not names else replace(cell, round=JOIN.join(sorted(names)))
    return _poured(counts, plan)


def _poured(counts: Counts, plan: Mapping[Cell, Cell]) -> Counts:
    result = Counts()
    for cell, content in counts.items():
        pour(result.cell(plan.get(cell, cell)), content)
    return result


def _family(step: MergeStep, cell: Cell, scheme: Scheme, units: Mapping[str, Unit]) -> Cell | None:
    """What cells that may be merged in this step have in common; None: not this cell."""
    if step is MergeStep.STATION:
        parents = {units[u].parent for u in cell.unit.split(JOIN) if u in units}
        parent = parents.pop() if len(parents) == 1 else ""
        return replace(cell, unit=parent) if parent else None
    if step is MergeStep.GROUP:
        classes = {scheme.groups[g].merge_class for g in cell.group.split(JOIN) if g in scheme.groups}
        merge_class = classes.pop() if len(classes) == 1 else ""
        return replace(cell, group=merge_class) if merge_class else None
    return replace(cell, **{step.value: ""})


def _dimension(step: MergeStep) -> str:
    return "unit" if step is MergeStep.STATION else step.value


def merge_once(
    step: MergeStep, counts: Counts, scheme: Scheme, units: Mapping[str, Unit], threshold: int
) -> Counts:
    """Join the siblings of every short cell along ``step``."""
    families: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in counts:
        family = _family(step, cell, scheme, units)
        if family is not None:
            families[family].append(cell)
    plan: dict[Cell, Cell] = {}
    name = _dimension(step)
    for members in families.values():
        if len(members) < 2 or all(counts[cell].valid >= threshold for cell in members):
            continue
        values = sorted({v for cell in members for v in getattr(cell, name).split(JOIN)})
        for cell in members:
            plan[cell] = replace(cell, **{name: JOIN.join(values)})
    return _poured(counts, plan)


def withheld(counts: Counts, threshold: int) -> tuple[Counts, list[Cell]]:
    """Cells under the threshold keep their number of valid ballots and nothing else."""
    result, short = Counts(), []
    for cell, content in counts.items():
        if content.valid < threshold:
            short.append(cell)
            result.cell(cell).short = True
            result.cell(cell).add_ballots(BallotState.VALID, content.valid)
        else:
            pour(result.cell(cell), content)
    return result, short


def merge_small_cells(
    scheme: Scheme, units: Mapping[str, Unit], counts: Counts, void: frozenset[str] = frozenset()
) -> MergeResult:
    """Counts as they are scored and shown, with one finding per withheld cell."""
    rule = scheme.small_cells
    appraised = Counts(
        {c: n for c, n in counts.items() if c.unit not in units or units[c.unit].status is Status.APPRAISED}
    )
    current = thinned(scheme, appraised, void)
    for step in rule.merge:
        current = merge_once(step, current, scheme, units, rule.threshold)
    final, short = withheld(current, rule.threshold)
    return MergeResult(final, tuple(_told(cell, final[cell], scheme, units) for cell in short))


def _told(cell: Cell, content: CellCounts, scheme: Scheme, units: Mapping[str, Unit]) -> Finding:
    names = "、".join(units[u].name if u in units else u for u in cell.unit.split(JOIN))
    groups = [scheme.groups[g].name if g in scheme.groups else g for g in cell.group.split(JOIN)]
    rounds = [scheme.rounds[r].name if r in scheme.rounds else r for r in cell.round.split(JOIN)]
    where = ["＋".join(groups), "＋".join(rounds), cell.channel, cell.stratum, cell.cluster]
    shown = "，".join(text.replace(JOIN, "＋") for text in where if text)
    threshold = scheme.small_cells.threshold
    return Finding(
        "score.small_cell",
        Severity.WARNING,
        Text(
            f"「{names}」（{shown}）只有{content.valid}份有效票，少于{threshold}份，不计分也不公开",
            f"“{names}” ({shown}): {content.valid} valid ballots, fewer than {threshold}: "
            "neither scored nor shown",
        ),
        Text(
            "可在方案里规定合并次序，或组织补充测评",
            "state a merge order in the scheme, or hold a further round",
        ),
    )
