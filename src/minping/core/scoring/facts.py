"""Evaluation of leaves that read partner reports, daily entries and events (operators 10, 13, 25, 27)."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from minping.core.findings import Text, warning
from minping.core.scheme.nodes import Constant, EventCount, Ledger, LedgerItem, Quantity, Report
from minping.core.scoring.context import Context, Subject
from minping.core.scoring.inputs import EntryRow, EntryState
from minping.core.scoring.result import Input, ScoreNode
from minping.core.scoring.rounding import plain

COUNTED_STATES = (EntryState.UPHELD, EntryState.FROZEN)


def report(context: Context, node: Report, subject: Subject) -> ScoreNode:
    """A partner's value. A rate is numerator ÷ denominator where both are given, else the printed value."""
    shell = ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind="report",
        object=subject.unit.code,
        quantity=node.quantity,
        rule=Text(f"由{node.partner or '报送部门'}报送", f"reported by {node.partner or 'the partner'}"),
    )
    row = context.report(subject.unit.code, node.component)
    if row is None:
        words = Text(f"未报送「{node.component}」", f"“{node.component}” was not reported")
        return ScoreNode(**{**vars(shell), "missing": words})
    if not row.applicable:
        words = Text(f"「{node.component}」不适用（无相关业务）", f"“{node.component}” does not apply here")
        return ScoreNode(**{**vars(shell), "missing": words, "missing_rule": node.not_applicable})
    value = row.value
    if node.quantity is not Quantity.POINTS and row.numerator is not None and row.denominator:
        value = row.numerator / row.denominator
    label = "／".join(part for part in (node.denominator_name, row.source, row.signer) if part)
    inputs = (Input(label or node.component, value, row.numerator, row.denominator, date=row.date),)
    missing = (
        Text(f"「{node.component}」没有数值", f"“{node.component}” has no value") if value is None else None
    )
    return ScoreNode(**{**vars(shell), "inputs": inputs, "missing": missing}).with_value(value)


def period_of(date: str, period: str) -> str:
    """The month, quarter, half or year in which an ISO date lies."""
    year, month = date[:4], int(date[5:7]) if len(date) >= 7 else 1
    names = {
        "month": f"{year}-{month:02d}",
        "quarter": f"{year}Q{(month + 2) // 3}",
        "half": f"{year}H{(month + 5) // 6}",
        "year": year,
    }
    return names.get(period, "")


def limited(value: Fraction, cap: Fraction | None) -> Fraction:
    """``value`` with its size bounded by ``cap``."""
    if cap is None or abs(value) <= abs(cap):
        return value
    return abs(cap) if value > 0 else -abs(cap)


def entry_points(item: LedgerItem, entry: EntryRow) -> Fraction:
    """The entry's own points, else the item's points for each event."""
    if entry.points is not None:
        return entry.points
    return (item.points or Fraction(0)) * entry.count


def item_sum(item: LedgerItem, entries: list[EntryRow]) -> Fraction:
    """Σ of one item: within each period up to ``period_cap``, overall up to ``cap``."""
    periods: dict[str, Fraction] = defaultdict(Fraction)
    for entry in entries:
        periods[period_of(entry.date, item.period)] += entry_points(item, entry)
    within = sum((limited(total, item.period_cap) for total in periods.values()), Fraction(0))
    return limited(within, item.cap)


def ledger(context: Context, node: Ledger, subject: Subject) -> ScoreNode:
    """Base ± items. Only upheld or frozen entries inside the window count; the others are named."""
    rows = context.entries(subject.unit.code)
    inside = [row for row in rows if node.window.holds(row.date)]
    total = node.base
    inputs = [Input("基础分", node.base)]
    notes: list[Text] = []
    for item in node.items:
        mine = [row for row in inside if row.item in {item.code, item.name}]
        counted = [row for row in mine if row.state in COUNTED_STATES]
        for row in counted:
            _check_sign(context, item, row)
        inputs += [_entry_input(item, row) for row in counted]
        raw = sum((entry_points(item, row) for row in counted), Fraction(0))
        value = item_sum(item, counted)
        total += value
        notes += _item_notes(item, raw, value, len(mine) - len(counted))
    return ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind="ledger",
        object=subject.unit.code,
        quantity=Quantity.POINTS,
        score=total,
        rule=Text("基础分加减各条记录", "base plus and minus entries"),
        inputs=tuple(inputs),
        notes=tuple(notes),
    )


def _entry_input(item: LedgerItem, row: EntryRow) -> Input:
    label = f"{item.name}（{row.source}）" if row.source else item.name
    return Input(label, entry_points(item, row), date=row.date)


def _item_notes(item: LedgerItem, raw: Fraction, value: Fraction, left: int) -> Iterator[Text]:
    """What a cap took away, and how many entries are not in force."""
    if raw != value:
        yield Text(
            f"「{item.name}」累计{plain(raw)}分，按上限计{plain(value)}分",
            f"“{item.name}” adds up to {plain(raw)}, limited to {plain(value)}",
        )
    if left:
        yield Text(f"「{item.name}」有{left}条未生效，不计", f"“{item.name}”: {left} entries not in force")


def _check_sign(context: Context, item: LedgerItem, row: EntryRow) -> None:
    if row.points is None or item.points is None or row.points * item.points >= 0:
        return
    finding = warning(
        "score.entry_sign",
        f"「{row.unit}」{row.date}「{item.name}」记{plain(row.points)}分，与该项的加减方向相反",
        f"“{row.unit}” {row.date} “{item.name}”: {plain(row.points)} points, against the item's sign",
        "请核对正负号，扣分写负数",
        "check the sign; deductions are negative",
    )
    if finding not in context.findings:
        context.findings.append(finding)


def event_count(context: Context, node: EventCount, subject: Subject) -> ScoreNode:
    """How many events of the named kinds fall into the window."""
    rows = context.events(subject.unit.code, node.events, node.window)
    return ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind="events",
        object=subject.unit.code,
        quantity=Quantity.NUMBER,
        score=Fraction(sum(row.count for row in rows)),
        rule=Text(f"「{'、'.join(node.events)}」次数", f"number of {', '.join(node.events)}"),
        inputs=tuple(Input(row.event, Fraction(row.count), date=row.date) for row in rows),
    )


def constant(_: Context, node: Constant, subject: Subject) -> ScoreNode:
    """A fixed number of points."""
    return ScoreNode(
        code=node.head.code,
        name=node.head.name,
        kind="constant",
        object=subject.unit.code,
        quantity=Quantity.POINTS,
        score=node.value,
        rule=Text("固定分值", "fixed points"),
    )
