"""The result by category, as lists: everybody who takes part, whoever has no place with the reason in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from minping.apps.results.levels import GRADE, RANK, SCORE
from minping.apps.results.reports.overview import Overview, mean
from minping.core.scheme.nodes import Quantity
from minping.core.scoring.inputs import Status
from minping.core.scoring.result import UnitResult
from minping.core.scoring.rounding import plain


@dataclass(frozen=True)
class Entry:
    """A unit in a list. ``without``: why there is no score or no rank, in words; ``width``: of its bar."""

    code: str
    unit: UUID
    name: str
    category: str
    score: str
    rank: str
    place: str
    grade: str
    without: str
    short: str
    remark: str
    valid: int
    width: str

    @property
    def scored(self) -> bool:
        return bool(self.score)


@dataclass(frozen=True)
class CategoryList:
    """A category with all its units. ``among``: the pool of the ranks where it is not the category."""

    code: str
    name: str
    entries: tuple[Entry, ...]
    mean: str
    full: str
    unit: str
    scored: int
    among: str


def category_lists(
    overview: Overview, ids: Mapping[str, UUID], fields: Collection[str]
) -> tuple[CategoryList, ...]:
    """Every category in the scheme's order. Where ranks are not shown, the order does not tell them."""
    return tuple(_category(overview, code, ids, fields) for code in overview.categories())


def _category(
    overview: Overview, code: str, ids: Mapping[str, UUID], fields: Collection[str]
) -> CategoryList:
    listed, unlisted = overview.listed(code), overview.unlisted(code)
    if RANK not in fields:
        listed = sorted(listed, key=lambda result: result.unit)
    scores = overview.scores(code)
    pools = {r.placing.pool for r in listed if r.placing is not None} - {code}
    among = overview.say.listed(overview.pool_name(pool) for pool in sorted(pools))
    shows_mean = SCORE in fields and len(scores) > 1
    return CategoryList(
        code,
        overview.category_name(code),
        tuple(entry_of(overview, result, ids, fields) for result in (*listed, *unlisted)),
        overview.total(mean(scores)) if shows_mean else "",
        plain(overview.full_of(code)) if overview.total_quantity() is Quantity.POINTS else "",
        overview.total_unit(),
        len(scores),
        among if RANK in fields else "",
    )


def entry_of(
    overview: Overview, result: UnitResult, ids: Mapping[str, UUID], fields: Collection[str]
) -> Entry:
    """One unit, with nothing in it that is not shown."""
    place = result.placing if RANK in fields else None
    without = ""
    if result.score is None or (result.placing is None and RANK in fields and overview.scheme.rankings):
        without = overview.why_not(result)
    return Entry(
        code=result.unit,
        unit=ids[result.unit],
        name=result.name,
        category=overview.category_name(result.category),
        score=result.published if SCORE in fields else "",
        rank=plain(place.rank) if place is not None else "",
        place=overview.place_text(place) if place is not None else "",
        grade=result.grade if GRADE in fields else "",
        without=without,
        short=_short(overview, result) if without else "",
        remark=_remark(overview, result, fields),
        valid=overview.valid_of(result.unit),
        width=_width(overview, result) if SCORE in fields else "",
    )


def _short(overview: Overview, result: UnitResult) -> str:
    """One or two words for why there is no place."""
    say = overview.say
    if result.status is not Status.APPRAISED:
        return say("不排名", "not ranked")
    if result.score is not None:
        return say("不排名", "not ranked")
    return (
        say("样本不足", "too few ballots")
        if "样本不足" in overview.why_not(result)
        else say("无结果", "no result")
    )


def _remark(overview: Overview, result: UnitResult, fields: Collection[str]) -> str:
    say, place = overview.say, result.placing
    words = [say(f"一票否决：{veto}", f"veto: {veto}") for veto in result.vetoes]
    if RANK in fields and place is not None and place.tied_with:
        words.insert(0, say("并列", "tied") if place.ordered else say("同分不分先后", "equal, without order"))
    return say.joined(words)


def _width(overview: Overview, result: UnitResult) -> str:
    """The score as a share of the full mark, for a bar."""
    full = overview.full_of(result.category)
    rate = overview.total_quantity() is Quantity.RATE
    if result.score is None or not (full or rate):
        return ""
    share = min(max(result.score / (Fraction(1) if rate else full), Fraction(0)), Fraction(1))
    return f"{float(share * 100):.1f}%"
