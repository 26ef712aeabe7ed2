"""What must hold in score trees: unique codes, known references, no cycles, numbers that can be used."""

from fractions import Fraction

from minping.core.scheme.check_shapes import (
    check_adjust,
    check_piecewise,
    check_rate_bounds,
    check_windows,
)
from minping.core.scheme.keys import VALUES
from minping.core.scheme.model import Scale
from minping.core.scheme.nodes import (
    Adjust,
    Each,
    EventCount,
    Ledger,
    Mean,
    Measure,
    Node,
    Part,
    Pick,
    Piecewise,
    Quantity,
    Ref,
    Relative,
    Rescale,
    Rollup,
    Sum,
    Survey,
    Switch,
    Weighted,
    Weights,
)
from minping.core.scheme.problems import Checker, Path, Problem, placed
from minping.core.scheme.quantities import quantity_of
from minping.core.scheme.tree import children, walk

MAX_DEPTH = 60
PERSONS = frozenset({"issued", "invited", "eligible"})
"""Denominators that are not answers."""

DENOMINATORS = [word for word in VALUES["Denominator"] if word != "returned"]
DIMENSIONS = {
    "round": ("轮次", "round"),
    "group": ("投票层面", "voter group"),
    "aspect": ("测评项", "aspect"),
}


def check_nodes(checker: Checker) -> None:
    """Every tree and measure."""
    scheme = checker.scheme
    every = placed(scheme.trees, "trees") + placed(scheme.measures, "measures")
    fix = ("请给其中一个写上不同的「代码」", "give one of them another code")
    checker.unique([(node.head.code, path) for path, node in every], ("节点", "node"), fix)
    _cycles(checker)
    for path, node in every:
        if len(path) > 2 * MAX_DEPTH:
            checker.add(
                path,
                "层次太深",
                "nested too deeply",
                "请用「引用」拆成几棵树",
                "split it into trees with ref",
            )
            return
        if not node.head.code:
            checker.add(path, "没有名称", "no name", "请写「名称」", "write a name")
        if node.head.full is not None and node.head.full <= 0:
            checker.add((*path, "full"), "满分要大于0", "a full mark is above 0", "如 100", "such as 100")
        if quantity_of(scheme, node) is Quantity.RATE:
            check_rate_bounds(checker, path, node.head)
        _one(checker, path, node)


def _one(checker: Checker, path: Path, node: Node) -> None:
    match node:
        case Survey():
            _survey(checker, path, node)
        case Weighted() | Mean() | Sum() | Pick() | Switch():
            _several(checker, path, node)
        case Each():
            _each(checker, path, node)
        case Piecewise():
            check_piecewise(checker, path, node)
        case Ref(tree=tree):
            trees = [*checker.scheme.trees, *checker.scheme.measures]
            checker.known((*path, "tree"), tree, trees, ("计分树", "score tree"))
        case _:
            _plain(checker, path, node)
    if isinstance(node, Ledger | EventCount | Adjust):
        check_windows(checker, (*path, "window"), node.window)


def _plain(checker: Checker, path: Path, node: Node) -> None:
    if isinstance(node, Adjust):
        check_adjust(checker, path, node)
    elif isinstance(node, Rollup) and node.weights is Weights.GIVEN:
        checker.add(
            (*path, "weights"),
            "下级单位的平均不能给定权重",
            "a mean of subunits takes no given weights",
            "请写 等权 或 按票数；要给定权重的，把各站所写成「平均」的组成",
            "write equal or ballots",
        )
    elif isinstance(node, Ledger):
        _ledger(checker, path, node)
    elif isinstance(node, Rescale | Relative) and node.head.full is None:
        checker.add(
            path, "没有写满分", "no full mark is given", "请写「满分」，如 100", "write full, such as 100"
        )


def _scales_of(checker: Checker, node: Survey) -> list[Scale]:
    scheme = checker.scheme
    groups = [g for g in (node.groups or tuple(scheme.groups)) if g in scheme.groups]
    found = [scheme.scale_for(g, a) for g in groups for a in (node.aspects or tuple(scheme.aspects) or ("",))]
    return [scale for scale in found if scale is not None]


def _survey(checker: Checker, path: Path, node: Survey) -> None:
    scheme = checker.scheme
    checker.known((*path, "groups"), node.groups, scheme.groups, ("投票层面", "voter group"))
    checker.known((*path, "rounds"), node.rounds, scheme.rounds, ("轮次", "round"))
    checker.known((*path, "aspects"), node.aspects, scheme.aspects, ("测评项", "aspect"))
    options = {o.code for s in _scales_of(checker, node) for o in s.options}
    options |= {b.name for s in _scales_of(checker, node) if s.free for b in s.free.bands}
    checker.known((*path, "numerator"), node.numerator, sorted(options), ("选项", "option"))
    checker.known((*path, "denominator"), node.denominator, DENOMINATORS, ("分母", "denominator"))
    for code in node.rounds:
        asked = scheme.rounds[code].groups if code in scheme.rounds else ()
        if asked and node.groups and not set(asked) & set(node.groups):
            checker.add(
                (*path, "rounds"),
                f"轮次「{code}」不问{'、'.join(node.groups)}",
                f"round “{code}” does not ask {', '.join(node.groups)}",
                "请核对轮次的「层面」",
                "check the groups of the round",
            )
    if min(node.trim_high, node.trim_low, node.min_valid) < 0:
        checker.add(path, "个数不能是负数", "a count is never negative", "请核对", "check the numbers")
    if node.measure is Measure.SATISFACTION_RATE and (node.trim_high or node.trim_low):
        checker.add(
            path,
            "满意率不能去掉最高分、最低分",
            "a satisfaction rate cannot leave out highest and lowest answers",
            "请删去，或改为平均分",
            "remove it, or measure mean points",
        )
    _alone(checker, path, node)
    if node.measure is Measure.MEAN_POINTS and node.denominator not in {(), ("graded",)}:
        checker.add(
            (*path, "denominator"),
            "平均分只除以有效票",
            "mean points are divided by graded answers only",
            "请删去「分母」；要除以别的，用满意率或给选项写0分",
            "remove the denominator; for another one measure a rate or give options 0 points",
        )


def _alone(checker: Checker, path: Path, node: Survey) -> None:
    if len(node.denominator) > 1 and PERSONS & set(node.denominator):
        checker.add(
            (*path, "denominator"),
            "「发出」「邀请」「应评」不能与别的分母相加",
            "issued, invited and eligible cannot be added to another denominator",
            "请只写一个",
            "write one of them alone",
        )


def _several(checker: Checker, path: Path, node: Weighted | Mean | Sum | Pick | Switch) -> None:
    if not children(node):
        checker.empty(path, ("情形", "cases") if isinstance(node, Switch) else ("组成", "parts"))
        return
    if isinstance(node, Weighted):
        for place, part in enumerate(node.parts):
            _weight(checker, (*path, "parts", place, "weight"), part)
    elif isinstance(node, Switch):
        for name in node.cases:
            checker.known((*path, "cases", name), name, checker.scheme.categories, ("类别", "category"))
    else:
        _one_kind(checker, path, node)
    if isinstance(node, Mean) and node.weights is Weights.GIVEN:
        _given(checker, (*path, "given"), node.given, len(node.nodes))


def _one_kind(checker: Checker, path: Path, node: Mean | Sum | Pick) -> None:
    below = tuple(t.node for t in node.terms) if isinstance(node, Sum) else node.nodes
    kinds = {quantity_of(checker.scheme, child) for child in below}
    if Quantity.RATE in kinds and len(kinds) > 1:
        checker.add(
            path,
            "率和分数不能直接合在一起",
            "rates and points cannot be joined as they are",
            "请先用「分段」或「加权」把率换成分数",
            "turn the rate into points first, with piecewise or weighted",
        )


def _weight(checker: Checker, path: Path, part: Part) -> None:
    for category, weight in {"": part.weight.default, **part.weight.by_category}.items():
        if category:
            checker.known((*path, category), category, checker.scheme.categories, ("类别", "category"))
        if weight is not None and (weight < 0 or (part.share and weight > 1)):
            checker.add(
                path,
                "权重要在0以上，百分比不超过100%",
                "a weight is at least 0 and a share at most 100%",
                "请核对权重",
                "check the weight",
            )


def _given(checker: Checker, path: Path, given: tuple[Fraction, ...], wanted: int) -> None:
    if len(given) != wanted or sum(given) <= 0 or min(given) < 0:
        checker.add(
            path,
            f"各项权重要写{wanted}个不小于0的数，且不能全为0",
            f"{wanted} weights of at least 0, not all 0, are needed",
            "请按「组成」的顺序逐个写",
            "write one for each part, in their order",
        )


def _each(checker: Checker, path: Path, node: Each) -> None:
    if node.weights is Weights.GIVEN:
        values = tuple(node.given.values())
        _given(checker, (*path, "given"), values, len(values) or 1)
    what = DIMENSIONS.get(node.over.value)
    if what is None:
        return
    tables: dict[str, list[str]] = {
        "round": list(checker.scheme.rounds),
        "group": list(checker.scheme.groups),
        "aspect": list(checker.scheme.aspects),
    }
    for name in node.given:
        checker.known((*path, "given", name), name, tables[node.over.value], what)


def _ledger(checker: Checker, path: Path, node: Ledger) -> None:
    words = [
        (word, (*path, "items", place))
        for place, item in enumerate(node.items)
        for word in dict.fromkeys((item.code, item.name))
    ]
    checker.unique(words, ("条目", "item"), ("请改名", "rename one of them"))
    for place, item in enumerate(node.items):
        if item.period not in {"", "month", "quarter", "half", "year"}:
            where = (*path, "items", place, "period")
            checker.unknown(where, item.period, ["month", "quarter", "half", "year"], ("周期", "period"))


def _cycles(checker: Checker) -> None:
    trees = {**checker.scheme.trees, **checker.scheme.measures}
    refs = {name: [n.tree for n in walk(tree) if isinstance(n, Ref)] for name, tree in trees.items()}
    done: set[str] = set()
    for start in refs:
        trail = _round_trip(refs, start, done)
        if trail:
            section = "trees" if start in checker.scheme.trees else "measures"
            shown = " → ".join(trail)
            checker.problems.append(
                Problem(
                    (section, start),
                    "scheme.cycle",
                    f"计分树互相引用成了循环：{shown}",
                    f"score trees refer to each other in a circle: {shown}",
                    "请删去其中一个「引用」",
                    "remove one of the references",
                )
            )
            done |= set(trail)


def _round_trip(refs: dict[str, list[str]], start: str, done: set[str]) -> list[str]:
    """The circle through ``start``, or nothing."""
    trails = [[start]]
    seen: set[str] = set()
    while trails:
        trail = trails.pop()
        for name in refs.get(trail[-1], []):
            if name == start and start not in done:
                return [*trail, name]
            if name not in seen:
                seen.add(name)
                trails.append([*trail, name])
    return []
