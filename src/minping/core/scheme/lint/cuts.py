"""Rules on who is chosen: the best and the last k of a category, quotas of grades, ties (operators 16–18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from minping.core.findings import Severity
from minping.core.scheme.intervals import written
from minping.core.scheme.lint.plan import Note, Plan, Rule
from minping.core.scheme.outcomes import Cut, End, HistoryRule, Ranking, Scope, Selection
from minping.core.scheme.places import places_in
from minping.core.scheme.problems import Path

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Pool:
    """Units ranked together; ``code`` is the category's, empty for the pool of all."""

    code: str
    name_zh: str
    name_en: str
    size: int


def ranking_of(plan: Plan, selection: Selection) -> Ranking:
    """The ranking a selection cuts: the one it names, else the first."""
    rankings = plan.scheme.rankings
    named = next((r for r in rankings if r.code == selection.ranking), None)
    return named or (rankings[0] if rankings else Ranking("", ""))


def pools(plan: Plan, scope: Scope, categories: tuple[str, ...]) -> list[Pool]:
    """The pools whose size is known: categories, or all of them together."""
    sizes = plan.sizes or {}
    ranked = [
        code
        for code, category in plan.scheme.categories.items()
        if category.ranked and code in sizes and (not categories or code in categories)
    ]
    if scope is Scope.CATEGORY:
        return [Pool(c, f"类别「{plan.category_name(c)}」", plan.category_name(c), sizes[c]) for c in ranked]
    if scope is Scope.ALL and ranked:
        return [Pool("", "全部单位", "all units", sum(sizes[c] for c in ranked))]
    return []


def _cuts(plan: Plan, end: End) -> Iterator[tuple[Path, Selection, Cut, list[Pool]]]:
    for place, selection in enumerate(plan.scheme.selections):
        cut = selection.cut
        if cut is not None and cut.end is end:
            ranking = ranking_of(plan, selection)
            limited = selection.condition.categories or ranking.categories
            yield ("selections", place), selection, cut, pools(plan, ranking.scope, limited)


def bottom_half(plan: Plan) -> Iterator[Note]:
    """The last k of a category are half of it or more (F161)."""
    for path, selection, cut, known in _cuts(plan, End.BOTTOM):
        for pool in known:
            number = places_in(cut, pool.code, pool.size)
            if pool.size and number * 2 >= pool.size:
                yield _half_note(path, selection, number, pool.size, pool.name_zh, pool.name_en)
        if cut.share is not None and cut.share >= HALF:
            yield _half_note(
                path, selection, written(cut.share, rate=True), None, "每个类别", "every category"
            )


def _half_note(
    path: Path, selection: Selection, number: int | str, size: int | None, zh: str, en: str
) -> Note:
    of_zh = "" if size is None else f"只有{size}个单位"
    of_en = "" if size is None else f" of {size} units"
    return Note(
        path,
        f"「{selection.name}」取后{number}，{zh}{of_zh}：一半或以上都在内",
        f"“{selection.name}” takes the last {number}{of_en} in {en}: half or more",
        "请减少名额，或按类别规模取数，或规定小类别不评",
        "take fewer, let the number follow the category's size, or leave small categories out",
    )


def overlap(plan: Plan) -> Iterator[Note]:
    """The best and the last places meet: a unit is praised and interviewed at once."""
    bottoms = list(_cuts(plan, End.BOTTOM))
    for path, top, cut, known in _cuts(plan, End.TOP):
        for _, bottom, low, others in bottoms:
            if ranking_of(plan, top).code != ranking_of(plan, bottom).code:
                continue
            for pool in known:
                number = places_in(cut, pool.code, pool.size)
                last = places_in(low, pool.code, pool.size)
                if pool in others and number and last and number + last > pool.size:
                    yield Note(
                        path,
                        f"{pool.name_zh}只有{pool.size}个单位，「{top.name}」前{number}与「{bottom.name}」后{last}会重合",
                        f"with {pool.size} units in {pool.name_en}, the best {number} of “{top.name}” and the "
                        f"last {last} of “{bottom.name}” overlap",
                        "请减少名额，或并入大的类别",
                        "take fewer, or merge the category",
                    )


def quota_takes_all(plan: Plan) -> Iterator[Note]:
    """A grade's quota that everybody fits into distinguishes nobody."""
    for place, grade in enumerate(plan.scheme.grades):
        if grade.cut is None:
            continue
        taken = [
            (pool, number)
            for pool in pools(plan, grade.scope, grade.condition.categories)
            if (number := places_in(grade.cut, pool.code, pool.size)) >= pool.size
        ]
        for pool, number in taken:
            yield _quota_note(
                place, grade.name, str(number), f"{pool.name_zh}的{pool.size}个单位", pool.name_en
            )
        if grade.cut.share is not None and grade.cut.share >= 1:
            share = written(grade.cut.share, rate=True)
            yield _quota_note(place, grade.name, share, "全部单位", "all units")


def _quota_note(place: int, name: str, number: str, zh: str, en: str) -> Note:
    return Note(
        ("grades", place),
        f"「{name}」的名额{number}容得下{zh}，起不到限制作用",
        f"the quota {number} of “{name}” holds all of {en}",
        "请减少名额，或改用比例",
        "lower the quota, or use a share",
    )


def smallest_category(plan: Plan) -> Iterator[Note]:
    """Sizes are not known: say how large a category must be for the last k to be fewer than half."""
    if plan.sizes is not None:
        return
    tops = {ranking_of(plan, s).code: cut.number or 0 for _, s, cut, _ in _cuts(plan, End.TOP)}
    for path, selection, cut, _ in _cuts(plan, End.BOTTOM):
        first = tops.get(ranking_of(plan, selection).code, 0)
        for number, from_zh, from_en in _numbers(cut):
            least = max(2 * number + 1, number + first)
            apart = ("，也不与前几名重合", " and apart from the best") if first else ("", "")
            yield Note(
                path,
                f"「{selection.name}」{from_zh}取后{number}：类别至少要有{least}个单位，后{number}才不到一半{apart[0]}",
                f"“{selection.name}” takes the last {number}{from_en}: a category needs at least {least} units "
                f"for that to be less than half{apart[1]}",
                "请核对各类别的单位数",
                "check how many units each category has",
            )


def _numbers(cut: Cut) -> Iterator[tuple[int, str, str]]:
    """The numbers a cut can take; of a table only the rows that begin too early."""
    if cut.number:
        yield cut.number, "", ""
    for category, number in cut.by_category.items():
        yield number, f"在「{category}」", f" in {category}"
    for row in cut.table:
        if row.number * 2 >= row.at_least:
            yield row.number, f"从{row.at_least}个单位起", f" in categories of {row.at_least} or more"


def cut_empty(plan: Plan) -> Iterator[Note]:
    """A cut without a number, and a selection without any rule."""
    for place, selection in enumerate(plan.scheme.selections):
        cut = selection.cut
        if cut is not None and _nothing(cut):
            yield _cut_note(("selections", place), selection.name)
        if cut is None and selection.history is None and not _asks(selection):
            yield Note(
                ("selections", place),
                f"「{selection.name}」没有写条件，全部单位都会入选",
                f"“{selection.name}” has no rule: every unit is chosen",
                "请写「名额」「条件」或「历史」",
                "write a cut, a condition or a history rule",
            )
    for place, grade in enumerate(plan.scheme.grades):
        if grade.cut is not None and _nothing(grade.cut):
            yield _cut_note(("grades", place), grade.name)


def _nothing(cut: Cut) -> bool:
    return not (cut.number or cut.share or cut.table or any(cut.by_category.values()))


def _cut_note(path: Path, name: str) -> Note:
    return Note(
        path,
        f"「{name}」的名额是空的，谁也选不上",
        f"the cut of “{name}” is empty: nobody is chosen",
        "请写数量、比例、按规模或按类别的数",
        "give a number, a share, a table by size or numbers by category",
    )


def _asks(selection: Selection) -> bool:
    c = selection.condition
    own = c.band or c.grades or c.events or c.without_events or c.selected or c.categories
    return bool(own or c.all_of or c.any_of)


def history_rule(plan: Plan) -> Iterator[Note]:
    """Several years running: of what?"""
    for place, selection in enumerate(plan.scheme.selections):
        rule: HistoryRule | None = selection.history
        if rule is None:
            continue
        if rule.years < 2 or not (rule.bottom or rule.grades or selection.cut):
            yield Note(
                ("selections", place),
                f"「{selection.name}」按历年情况，但没有写什么情况连续几年",
                f"“{selection.name}” looks at several years but does not say at what, or for how many",
                "请写年数（2或以上）和「最后几名」或「等次」",
                "write years (2 or more) and bottom or grades",
            )


def tie_break(plan: Plan) -> Iterator[Note]:
    """Equal scores stay equal: that is a rule too, and should be known beforehand."""
    for place, ranking in enumerate(plan.scheme.rankings):
        if not ranking.tie_break:
            yield Note(
                ("rankings", place),
                f"排名「{ranking.name}」没有写同分时比什么：同分即并列，名额边上的并列单位一并处理",
                f"ranking “{ranking.name}” has no tie-break: equal scores share a place, also at the edge of a cut",
                "如要分出先后，请写「并列比较」",
                "write tie_break if equal scores are to be ordered",
            )


RULES = (
    Rule("lint.bottom_half", Severity.WARNING, bottom_half),
    Rule("lint.top_bottom_overlap", Severity.WARNING, overlap),
    Rule("lint.quota_takes_all", Severity.WARNING, quota_takes_all),
    Rule("lint.smallest_category", Severity.INFO, smallest_category),
    Rule("lint.cut_empty", Severity.ERROR, cut_empty),
    Rule("lint.history_rule", Severity.ERROR, history_rule),
    Rule("lint.tie_break", Severity.INFO, tie_break),
)
