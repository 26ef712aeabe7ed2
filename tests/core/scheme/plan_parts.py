"""Small schemes for tests, built from the dataclasses: one scale, one group, one category unless changed."""

from collections.abc import Iterable
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from minping.core.scheme.model import (
    Aspect,
    Category,
    Option,
    OptionKind,
    Round,
    Scale,
    Scheme,
    SmallCells,
    Validity,
    VoterGroup,
)
from minping.core.scheme.nodes import (
    ByCategory,
    Constant,
    Head,
    Ledger,
    LedgerItem,
    Measure,
    Node,
    Part,
    Report,
    Survey,
    Weighted,
)
from minping.core.scheme.outcomes import Publication, Rounding
from minping.core.scheme.ranges import Window

F = Fraction
UNKNOWN = Option("U", "不了解", OptionKind.UNKNOWN)


def number(value: Any) -> Fraction | None:
    return None if value is None else Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def head(code: str, **given: Any) -> Head:
    """A head named as its code; ``full``, ``cap`` and ``floor`` may be plain numbers."""
    numbers: dict[str, Any] = {k: number(v) if k in {"full", "cap", "floor"} else v for k, v in given.items()}
    return Head(code, code, **numbers)


def scale(code: str, *points: Any, satisfied: int = 2) -> Scale:
    """Graded options A, B, C … with these points (None: unscored) and 不了解."""
    options = tuple(
        Option(chr(65 + place), f"档{place + 1}", points=number(p), satisfied=place < satisfied)
        for place, p in enumerate(points)
    )
    return Scale(code, code, (*options, UNKNOWN))


HEAD = {f.name for f in fields(Head)}


def split(given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What belongs to the head, and the rest."""
    of_head = {k: v for k, v in given.items() if k in HEAD}
    return of_head, {k: v for k, v in given.items() if k not in HEAD}


def survey(code: str = "测评", groups: Iterable[str] = ("群众",), **given: Any) -> Survey:
    of_head, rest = split(given)
    return Survey(head(code, **of_head), tuple(groups), **rest)


def rate(code: str = "满意率", **given: Any) -> Survey:
    return survey(code, measure=Measure.SATISFACTION_RATE, denominator=("graded",), **given)


def report(code: str, full: Any = None, **given: Any) -> Report:
    of_head, rest = split(given)
    return Report(head(code, full=full, **of_head), component=code, **{"partner": "某办", **rest})


def constant(code: str, value: Any, **of_head: Any) -> Constant:
    return Constant(head(code, **of_head), Fraction(value))


def item(code: str, points: Any, cap: Any = None, **given: Any) -> LedgerItem:
    return LedgerItem(code, code, number(points), number(cap), **given)


def ledger(code: str, base: Any, *items: LedgerItem, **of_head: Any) -> Ledger:
    return Ledger(head(code, **of_head), Fraction(base), items)


def part(node: Node, weight: Any, *, share: bool = False, **by_category: Any) -> Part:
    of = {category: Fraction(w) for category, w in by_category.items()}
    return Part(node, ByCategory(number(weight), of), share)


def weighted(code: str, *parts: Part, missing: Any = None, **of_head: Any) -> Weighted:
    made = Weighted(head(code, **of_head), parts)
    return made if missing is None else replace(made, missing=missing)


def span(start: str, end: str) -> Window:
    return Window(f"2024-{start}", f"2024-{end}")


def plan(tree: Node | None = None, **changes: Any) -> Scheme:
    """A sound scheme: one rated group, one round, one aspect, scale 100/80/60/0, full mark 100."""
    chosen = Scheme(
        title="某县民主评议",
        source="",
        year=2024,
        full=F(100),
        scales={"四档": scale("四档", 100, 80, 60, 0)},
        aspects={"总体": Aspect("总体", "总体评价")},
        contents=(),
        groups={"群众": VoterGroup("群众", "群众代表", roster="按户籍抽取", mass=True, channels=("paper",))},
        rounds={"年度": Round("年度", "年度测评", (), span("01-01", "10-31"), span("11-01", "11-30"))},
        categories={"部门": Category("部门", "政府部门")},
        trees={"总分": tree or survey("总分")},
        measures={},
        validity=Validity(),
        small_cells=SmallCells(),
        vetoes=(),
        grades=(),
        grade_basis="exact",
        rankings=(),
        selections=(),
        publication=Publication(),
        rounding=Rounding(),
    )
    return replace(chosen, **changes)
