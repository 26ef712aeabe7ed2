"""What must hold for thresholds, ranges and windows: usable ends, in the unit of what they are compared with."""

from datetime import date
from fractions import Fraction

from minping.core.scheme.nodes import Adjust, AdjustMode, Head, Piecewise, Quantity
from minping.core.scheme.problems import Checker, Path
from minping.core.scheme.quantities import quantity_of
from minping.core.scheme.ranges import Band, Window


def check_piecewise(checker: Checker, path: Path, node: Piecewise) -> None:
    """One way of turning values into points, without a division by zero."""
    if sum((node.slope is not None, bool(node.table), bool(node.line))) != 1:
        checker.add(
            path,
            "「斜率」「分档」「折线」要写一种，只写一种",
            "exactly one of slope, table and line is needed",
            "请保留一种写法",
            "keep one of them",
        )
    rate = quantity_of(checker.scheme, node.node) is Quantity.RATE
    if node.slope is not None:
        if node.slope.step <= 0:
            checker.add((*path, "slope", "step"), "要大于0", "must be above 0", "如 1%", "such as 1%")
        if rate:
            _fraction(checker, (*path, "slope", "target"), node.slope.target)
            _fraction(checker, (*path, "slope", "step"), node.slope.step)
    for place, step in enumerate(node.table):
        check_band(checker, (*path, "table", place), step.band, rate=rate)
    if len({x for x, _ in node.line}) < len(node.line):
        checker.add(
            (*path, "line"), "有两点的值相同", "two points have the same value", "请核对", "check them"
        )
    for place, (x, _) in enumerate(node.line):
        if rate:
            _fraction(checker, (*path, "line", place), x)


def _fraction(checker: Checker, path: Path, value: Fraction | None) -> None:
    if value is not None and not -1 <= value <= 1:
        checker.add(
            path,
            "这里比较的是率，数值要写成百分比",
            "a rate is compared here: write a percentage",
            "如 95%（不要写 95）",
            "such as 95% (not 95)",
        )


def check_rate_bounds(checker: Checker, path: Path, head: Head) -> None:
    """A rate's cap and floor are percentages; its full mark is 100 % by itself."""
    _fraction(checker, (*path, "cap"), head.cap)
    _fraction(checker, (*path, "floor"), head.floor)
    if head.full not in {None, Fraction(1)}:
        checker.add(
            (*path, "full"),
            "率的满分就是100%",
            "the full mark of a rate is 100 % by itself",
            "请删去「满分」；要换成分数，外面加一层「分段」或「换算」",
            "remove full; to turn the rate into points put piecewise or rescale around it",
        )


def check_band(checker: Checker, path: Path, band: Band, *, rate: bool) -> None:
    """A range that can hold something, in the unit of what it is compared with."""
    low = band.ge if band.ge is not None else band.gt
    high = band.le if band.le is not None else band.lt
    twice = (band.ge is not None and band.gt is not None) or (band.le is not None and band.lt is not None)
    closed = band.ge is not None and band.le is not None
    if twice or (low is not None and high is not None and (low > high or (low == high and not closed))):
        checker.add(
            path, "这一档里没有任何数", "no number lies in this range", "请核对上下界", "check its ends"
        )
    if rate:
        for value in (band.ge, band.gt, band.le, band.lt):
            _fraction(checker, path, value)


def check_adjust(checker: Checker, path: Path, node: Adjust) -> None:
    """Events to count and an amount in the child's unit."""
    if not node.events:
        checker.empty((*path, "events"), ("事件", "events"))
    if node.mode is not AdjustMode.SUBTRACT or quantity_of(checker.scheme, node.node) is Quantity.RATE:
        _fraction(checker, (*path, "amount"), node.amount)


def check_windows(checker: Checker, path: Path, window: Window) -> None:
    """Ends that are days, and in order."""
    for key, day in (("start", window.start), ("end", window.end)):
        if day and not is_day(day):
            checker.add(
                (*path, key),
                f"「{day}」不是日期",
                f"“{day}” is no date",
                "请写成 2024-07-01 这样的日期",
                "write a date such as 2024-07-01",
            )
    if window.start and window.end and window.start > window.end:
        checker.add(
            path,
            f"结束日期{window.end}早于开始日期{window.start}",
            f"the end {window.end} is before the start {window.start}",
            "请核对两个日期",
            "check both dates",
        )


def is_day(text: str) -> bool:
    """Whether the text is an ISO date, as windows hold them."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
