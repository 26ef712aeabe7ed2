"""Scheme × counts × reports × entries × events × history → an explained, ranked, immutable score run.

The order is fixed and documented: rounds that count → minimums → trees (with category means) → veto on
the score → ranks → grades → selections. Nothing is rounded on the way.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from minping.core.findings import Finding, Text, warning
from minping.core.scheme.canonical import scheme_hash
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Quantity
from minping.core.scheme.outcomes import VetoEffect
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.evaluate import evaluate
from minping.core.scoring.inputs import CampaignData, Status, Unit
from minping.core.scoring.outcomes import Standing, grade_units, select, vetoes_of
from minping.core.scoring.ranks import ordered_pools, placings
from minping.core.scoring.result import RoundResult, ScoreNode, ScoreRun, SelectionResult, UnitResult
from minping.core.scoring.rounding import published
from minping.core.scoring.validity import apply_minimums, round_results

Progress = Callable[[str, int], None]
"""Called with a stage and how many of its items are done."""
MOST_NAMED = 10


def score(scheme: Scheme, data: CampaignData, *, progress: Progress | None = None) -> ScoreRun:
    """The whole run. ``scheme`` must have no open question (``ValueError`` otherwise)."""
    if scheme.open_questions:
        raise ValueError("a scheme with open questions cannot be scored")
    rounds = round_results(scheme, data.participation)
    context = Context(scheme, data, frozenset(r.round for r in rounds if not r.valid))
    context.barred = apply_minimums(context)
    results = {}
    for done, code in enumerate(sorted(data.units), start=1):
        unit = data.units[code]
        if unit.category or unit.status is not Status.APPRAISED:
            results[code] = _unit_result(context, unit)
        if progress is not None:
            progress("score", done)
    blocked = tuple(dict.fromkeys(context.blocks))
    if blocked:
        results = {code: _without_result(result) for code, result in results.items()}
    results, selections = _outcomes(context, results)
    return ScoreRun(
        title=data.title,
        year=data.year,
        scheme_hash=scheme_hash(scheme),
        input_hashes=dict(data.input_hashes),
        units=tuple(results[code] for code in sorted(results)),
        selections=selections,
        rounds=rounds,
        findings=(*_void(scheme, rounds), *context.findings, *_without_score(results.values(), blocked)),
        blocked=blocked,
    )


def _void(scheme: Scheme, rounds: Iterable[RoundResult]) -> Iterator[Finding]:
    """Ballots of a void round are lost to the score: never without saying so."""
    for found in rounds:
        if not found.valid:
            name = scheme.rounds[found.round].name
            yield warning(
                "score.round_void",
                f"「{name}」{found.reason.zh}，其票不计",
                f"“{name}”: {found.reason.en}; its ballots do not count",
            )


def _without_score(results: Iterable[UnitResult], blocked: tuple[Text, ...]) -> Iterator[Finding]:
    """Appraised units that end up without a score, and why; nothing where no unit has one."""
    bare = [r for r in results if r.status is Status.APPRAISED and r.score is None]
    if not bare or blocked:
        return
    zh = "；".join(f"{r.name}（{r.notes[0].zh if r.notes else ''}）" for r in bare[:MOST_NAMED])
    en = "; ".join(f"{r.name} ({r.notes[0].en if r.notes else ''})" for r in bare[:MOST_NAMED])
    more = len(bare) > MOST_NAMED
    yield warning(
        "score.no_result",
        f"{len(bare)}个参评单位没有得分：{zh}{'等' if more else ''}",
        f"{len(bare)} appraised units have no score: {en}{' and others' if more else ''}",
        "补齐所缺的数据；本来没有这一项的，报送表写「不适用」，并在方案里写明缺项怎么办",
        "supply what is missing; where an item does not apply, report 不适用 and let the scheme say what follows",
    )


def _unit_result(context: Context, unit: Unit) -> UnitResult:
    scheme = context.scheme
    if unit.status is not Status.APPRAISED:
        words = {
            Status.EXEMPT: Text("免评，不参加排名", "exempt: not ranked"),
            Status.OPINION_ONLY: Text("只征求意见，不参加排名", "opinions only: not ranked"),
        }[unit.status]
        return UnitResult(unit.code, unit.name, unit.category, unit.status, None, notes=(words,))
    tree = scheme.tree_of(unit.category)
    subject = Subject(unit, unit.category)
    shown = evaluate(context, tree, subject) if tree is not None else None
    measures = {code: evaluate(context, node, subject) for code, node in scheme.measures.items()}
    result = UnitResult(
        unit=unit.code,
        name=unit.name,
        category=unit.category,
        status=unit.status,
        tree=shown,
        measures=measures,
        score=shown.value if shown is not None else None,
        notes=(shown.missing,) if shown is not None and shown.missing else (),
    )
    return _vetoed(context, result, shown)


def _vetoed(context: Context, result: UnitResult, tree: ScoreNode | None) -> UnitResult:
    vetoes = vetoes_of(context, result.unit)
    value, notes = result.score, list(result.notes)
    for veto in vetoes:
        zeroed = VetoEffect.ZERO in veto.effects and value is not None
        zh, en = ("，总分改为0", ": the score becomes 0") if zeroed else ("", "")
        notes.append(Text(f"一票否决：{veto.name}{zh}", f"veto: {veto.name}{en}"))
        value = Fraction(0) if zeroed else value
    quantity = tree.quantity if tree is not None else Quantity.POINTS
    return replace(
        result,
        score=value,
        published=published(value, quantity, context.scheme.rounding),
        vetoes=tuple(veto.name for veto in vetoes),
        notes=tuple(notes),
    )


def _without_result(result: UnitResult) -> UnitResult:
    if result.status is not Status.APPRAISED:
        return result
    words = Text("未达到计分条件，暂无结果", "the conditions for a result are not met")
    return replace(result, score=None, published="", notes=(*result.notes, words))


def _outcomes(
    context: Context, results: dict[str, UnitResult]
) -> tuple[dict[str, UnitResult], tuple[SelectionResult, ...]]:
    scheme = context.scheme
    last = frozenset(
        code
        for code in results
        if any(VetoEffect.LAST_PLACE in veto.effects for veto in vetoes_of(context, code))
    )
    pools = {}
    for ranking in scheme.rankings:
        pools[ranking.code] = ordered_pools(scheme, context.data, ranking, results.values(), last)
        found = placings(ranking, pools[ranking.code])
        results = {
            code: replace(result, placings=(*result.placings, found[code])) if code in found else result
            for code, result in results.items()
        }
    standing = Standing(context, results, pools, last)
    results = grade_units(standing)
    selected: dict[str, frozenset[str]] = {}
    selections: list[SelectionResult] = []
    for rule in scheme.selections:
        standing = Standing(context, results, pools, last, selected)
        made = select(standing, rule)
        selected[rule.code] = frozenset(chosen.unit for result in made for chosen in result.chosen)
        selections += made
    return results, tuple(selections)
