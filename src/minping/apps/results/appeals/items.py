"""What a unit may appeal against: any number of its explanation, its rank, its grade, its category."""

from dataclasses import dataclass
from uuid import UUID

from minping.apps.results.loaded import load_run
from minping.apps.results.models import ScoreRun
from minping.apps.results.paths import way_to
from minping.apps.results.reports.explanation import fact_text
from minping.apps.results.reports.overview import Overview
from minping.core.findings import Text
from minping.core.scoring.result import Input, ScoreNode, UnitResult

RANK, GRADE, CATEGORY = "rank", "grade", "category"
_BY_EVIDENCE = frozenset({"ledger", "report", "events", "adjust", "constant"})
"""Kinds of values that rest on what somebody wrote down, not on ballots."""


@dataclass(frozen=True)
class Item:
    """One number. ``facts``: what it was counted from, to point at one of them; ``counting``, ``evidence``:
    by which checks it can be examined."""

    key: str
    name: Text
    value: str
    facts: tuple[str, ...] = ()
    counting: bool = True
    evidence: bool = False

    @property
    def about(self) -> dict[str, str]:
        """As it is kept with the appeal."""
        return {"zh": self.name.zh, "en": self.name.en, "value": self.value}


def item_of(row: ScoreRun, unit: UUID, key: str) -> Item | None:
    """The number of that name in the unit's own explanation; None where the unit has none."""
    codes = {UUID(one): code for code, one in row.units.items()}
    loaded = load_run(row)
    result = next((one for one in loaded.run.units if one.unit == codes.get(unit)), None)
    if result is None:
        return None
    overview = Overview(loaded.run, loaded.scheme, loaded.data)
    return _whole(overview, result, key) or _inside(overview, result, key)


def _whole(overview: Overview, result: UnitResult, key: str) -> Item | None:
    if key == RANK and result.placing is not None:
        return Item(RANK, Text("名次", "rank"), overview.place_text(result.placing))
    if key == GRADE and result.grade:
        return Item(GRADE, Text("等次", "grade"), result.grade, evidence=True)
    if key == CATEGORY:
        shown = overview.category_name(result.category)
        return Item(CATEGORY, Text("参评类别", "category"), shown, counting=False, evidence=True)
    return None


def _inside(overview: Overview, result: UnitResult, key: str) -> Item | None:
    way = way_to(result, key)
    if not way:
        return None
    node = way[-1]
    name = " › ".join(one.name for one in way)
    facts = tuple(named_fact(overview, one) for one in node.inputs)
    evidence = any(kind in _BY_EVIDENCE for kind in _kinds(node))
    counting = node.kind not in {"ledger", "report", "events", "constant"}
    return Item(key, Text(name, name), node.published or "—", facts, counting, evidence)


def disputed_days(row: ScoreRun, unit: UUID, key: str, fact: str) -> frozenset[str]:
    """Days (ISO) of the entries of the daily assessment that an appeal is about: of the number's own, or of the
    one that it points at. Empty where the number is no sum of entries."""
    codes = {UUID(one): code for code, one in row.units.items()}
    loaded = load_run(row)
    result = next((one for one in loaded.run.units if one.unit == codes.get(unit)), None)
    way = way_to(result, key) if result is not None else []
    if not way or way[-1].kind != "ledger":
        return frozenset()
    overview = Overview(loaded.run, loaded.scheme, loaded.data)
    told = [(item.date, named_fact(overview, item)) for item in way[-1].inputs if item.date]
    return frozenset(day for day, words in told if not fact or words == fact)


def named_fact(overview: Overview, item: Input) -> str:
    """A counted fact as an appeal names it."""
    return fact_text(overview, item)[:300]


def _kinds(node: ScoreNode) -> set[str]:
    return {node.kind, *(kind for part in node.parts for kind in _kinds(part))}
