"""Partners' reports, daily entries and events, in the spirit of each object's true quality."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from minping.core.scheme.full_mark import full_mark
from minping.core.scheme.model import Scheme
from minping.core.scheme.nodes import Ledger, LedgerItem, Piecewise, Quantity, Report
from minping.core.scheme.ranges import Window
from minping.core.scoring.inputs import EntryRow, EntryState, EventRow, ReportRow, Status
from minping.core.simulate.dice import SD, Dice
from minping.core.simulate.names import Names
from minping.core.simulate.needs import EventNeed, rare_events
from minping.core.simulate.objects import MIDDLE, Thing

_EVIDENCE = ("检查记录", "督查通报", "群众投诉办理单", "现场照片及笔录", "工作简报")
_WATCHERS = ("县纪委监委", "县督查室", "县评议办")
_SOURCES = ("县督查室", "县政务服务中心", "12345热线", "县评议办", "县融媒体中心")


@dataclass(frozen=True)
class Facts:
    """Rows of the tables ``reports``, ``entries`` and ``events``."""

    reports: tuple[ReportRow, ...]
    entries: tuple[EntryRow, ...]
    events: tuple[EventRow, ...]


def facts_of(scheme: Scheme, seed: int, year: int, names: Names, things: Sequence[Thing]) -> Facts:
    """Every row that the scheme reads about these objects."""
    reports: dict[tuple[str, str], ReportRow] = {}
    entries: list[EntryRow] = []
    events: list[EventRow] = []
    signers = {source: names.person() for source in (*_SOURCES, *_WATCHERS)}
    for thing in things:
        for node, curve in thing.needs.reports:
            row = _report(scheme, seed, year, thing, node, curve, signers)
            reports.setdefault((row.unit, row.component), row)
        for ledger in _distinct(thing.needs.ledgers):
            entries += _entries(seed, year, thing, ledger)
        rare = [] if thing.below or thing.unit.status is not Status.APPRAISED else rare_events(scheme)
        events += _events(seed, year, thing, [*thing.needs.events, *rare], signers)
    return Facts(tuple(reports.values()), tuple(entries), tuple(events))


def _distinct(ledgers: list[Ledger]) -> list[Ledger]:
    """Each ledger once, and none whose items all stood in an earlier one."""
    kept: list[Ledger] = []
    seen: set[str] = set()
    for ledger in ledgers:
        if not {item.code for item in ledger.items} <= seen:
            kept.append(ledger)
            seen |= {item.code for item in ledger.items}
    return kept


def _worth(thing: Thing, dice: Dice) -> int:
    """The object as a partner sees it: thousandths of a full mark, between 300 and 1000."""
    seen = 930 + (thing.quality - MIDDLE) // 100 + dice.normal() * 25 // SD
    return max(300, min(1000, seen))


def _report(
    scheme: Scheme,
    seed: int,
    year: int,
    thing: Thing,
    node: Report,
    curve: Piecewise | None,
    signers: dict[str, str],
) -> ReportRow:
    dice = Dice(seed, "report", thing.unit.code, node.component)
    source = node.partner or dice.pick(_SOURCES)
    row = ReportRow(
        unit=thing.unit.code,
        component=node.component,
        value=None,
        source=source,
        signer=signers.get(source) or signers[_SOURCES[len(source) % len(_SOURCES)]],
        date=f"{year}-12-{dice.between(1, 20):02d}",
    )
    if node.not_applicable is not None and dice.chance(60):
        return replace(row, applicable=False)
    worth = _worth(thing, dice)
    if node.quantity is Quantity.RATE:
        return _with_rate(dice, worth, node, curve, row)
    if node.quantity is Quantity.NUMBER:
        return replace(row, value=_number(dice, worth, curve))
    full = full_mark(scheme, node, thing.category) or node.head.cap or Fraction(100)
    return replace(row, value=Fraction(int(full * worth / 10), 100))


def _with_rate(dice: Dice, worth: int, node: Report, curve: Piecewise | None, row: ReportRow) -> ReportRow:
    """A share of so many cases, near the target where there is one."""
    cases = dice.between(20, 400) if dice.chance(700) else dice.between(400, 4000)
    share = Fraction(worth, 1000)
    if curve is not None and curve.slope is not None:
        share = curve.slope.target + Fraction(worth - 950, 1000)
    share = max(Fraction(0), min(share, node.head.cap or Fraction(1), Fraction(1)))
    above = Fraction(int(share * cases))
    return replace(row, value=above / cases, numerator=above, denominator=Fraction(cases))


def _number(dice: Dice, worth: int, curve: Piecewise | None) -> Fraction:
    """A plain number: between the ends of the curve that turns it into points, else small."""
    ends: list[Fraction] = []
    if curve is not None:
        ends += [x for x, _ in curve.line]
        bands = [step.band for step in curve.table]
        ends += [x for band in bands for x in (band.ge, band.gt, band.le, band.lt) if x is not None]
        if curve.slope is not None:
            ends += [curve.slope.target, curve.slope.target - curve.slope.step * 3]
    low, high = min(ends, default=Fraction(0)), max(ends, default=Fraction(0))
    high = high if high > low else low + 20
    value = low + (high - low) * Fraction(max(0, min(1000, (worth - 850) * 6 + dice.between(-80, 80))), 1000)
    return Fraction(int(value)) if high - low >= 4 else Fraction(int(value * 100), 100)


def _day(dice: Dice, year: int, window: Window) -> str:
    """A day inside the window; the appraised year where the window is open."""
    last = date.fromisoformat(window.end) if window.end else None
    first = date.fromisoformat(window.start) if window.start else date(last.year if last else year, 1, 1)
    last = last or date(max(first.year, year), 12, 31)
    return (first + timedelta(days=dice.below(max((last - first).days, 0) + 1))).isoformat()


def _sign(item: LedgerItem) -> int:
    """Whether an item without fixed points gives or takes."""
    if item.points is not None:
        return 1 if item.points > 0 else -1
    if item.cap is not None and item.cap < 0:
        return -1
    return 1 if any(word in item.name for word in ("加", "奖", "表彰", "先进", "创新")) else -1


def _entries(seed: int, year: int, thing: Thing, ledger: Ledger) -> list[EntryRow]:
    rows = []
    for item in ledger.items:
        dice = Dice(seed, "entry", thing.unit.code, item.code)
        sign = _sign(item)
        bent = sign * (thing.quality - MIDDLE) // 40
        for _ in range(sum(dice.chance(max(30, min(700, 260 + bent))) for _ in range(3))):
            rows.append(_entry(dice, year, thing, ledger, item, sign))
    return rows


def _entry(dice: Dice, year: int, thing: Thing, ledger: Ledger, item: LedgerItem, sign: int) -> EntryRow:
    points = None
    if item.points is None:
        size = abs(item.cap) if item.cap else Fraction(4)
        points = sign * max(Fraction(1, 2), Fraction(int(size * 2 * dice.between(1, 5) / 10), 2))
    number = dice.between(1, 99)
    lot = dice.below(100)
    state = EntryState.STRUCK if lot < 4 else EntryState.UPHELD if lot < 12 else EntryState.FROZEN
    return EntryRow(
        unit=thing.unit.code,
        item=item.code,
        date=_day(dice, year, ledger.window),
        points=points,
        count=1 if lot < 90 else 2,
        evidence=f"{dice.pick(_EVIDENCE)}〔{year}〕第{number}号" if ledger.evidence else "",
        source=dice.pick(_SOURCES),
        state=state,
    )


def _events(
    seed: int, year: int, thing: Thing, needs: Sequence[EventNeed], signers: dict[str, str]
) -> list[EventRow]:
    rows = []
    told: set[str] = set()
    for need in needs:
        for name in need.names:
            dice = Dice(seed, "event", thing.unit.code, name)
            weak = max(2, min(20, 10 - (thing.quality - MIDDLE) // 800))
            if name in told or not dice.chance(need.permille * weak // 10 // len(need.names)):
                continue
            told.add(name)
            source = dice.pick(_WATCHERS)
            rows.append(
                EventRow(
                    unit=thing.unit.code,
                    event=name,
                    date=_day(dice, year, need.window),
                    note=f"{source}通报",
                    signed_by=signers[source],
                )
            )
    return rows
