"""Every unit whose score, rank or grade differs between two runs: what a correction changed for whom."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from minping.apps.results.loaded import load_run
from minping.apps.results.models import ScoreRun
from minping.core.scoring.result import UnitResult
from minping.core.scoring.rounding import plain


@dataclass(frozen=True)
class Moved:
    """One unit before and after; empty where it had or has none. ``ranks``: the rank differs."""

    unit: UUID
    name: str
    category: str
    score_before: str
    score_after: str
    rank_before: str
    rank_after: str
    grade_before: str
    grade_after: str

    @property
    def ranks(self) -> bool:
        return self.rank_before != self.rank_after

    def kept(self) -> dict[str, Any]:
        """As it is kept with a notice."""
        return {**asdict(self), "unit": str(self.unit)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Moved":
        """What ``kept`` wrote."""
        return cls(**{**kept, "unit": UUID(kept["unit"])})


def moved_between(before: ScoreRun, after: ScoreRun) -> tuple[Moved, ...]:
    """Units that moved, in the order of the later run; exact scores are compared, rounded ones are told."""
    return _moved(before.id, after.id)


@lru_cache(maxsize=16)
def _moved(before_id: UUID, after_id: UUID) -> tuple[Moved, ...]:
    before, after = (ScoreRun.objects.get(id=one) for one in (before_id, after_id))
    was = {before.units[one.unit]: one for one in load_run(before).run.units}
    loaded = load_run(after)
    now = {after.units[one.unit]: one for one in loaded.run.units}
    names = {code: category.name for code, category in loaded.scheme.categories.items()}
    found = []
    for unit in [*now, *(one for one in was if one not in now)]:
        old, new = was.get(unit), now.get(unit)
        if _told(old) != _told(new):
            shown = new or old
            category = names.get(shown.category, shown.category) if shown is not None else ""
            found.append(_one(UUID(unit), category, old, new))
    return tuple(sorted(found, key=lambda one: (one.category, _place(one), one.name)))


def _told(result: UnitResult | None) -> tuple[object, ...]:
    if result is None:
        return ()
    placing = result.placing
    return (result.score, placing.rank if placing else None, result.grade, result.category)


def _one(unit: UUID, category: str, old: UnitResult | None, new: UnitResult | None) -> Moved:
    return Moved(
        unit,
        (new or old).name if new or old else "",  # type: ignore[union-attr]
        category,
        old.published if old else "",
        new.published if new else "",
        _rank(old),
        _rank(new),
        old.grade if old else "",
        new.grade if new else "",
    )


def _rank(result: UnitResult | None) -> str:
    return plain(result.placing.rank) if result is not None and result.placing is not None else ""


def _place(one: Moved) -> tuple[bool, float]:
    return (not one.rank_after, float(one.rank_after or 0))
