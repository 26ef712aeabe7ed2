"""What this room calls things."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from minping.apps.casework.notable import BROKEN, EXPOSED, LATE, RECURRED, RETURNED
from minping.core.findings import Text
from minping.core.lifecycle import DAILY_ENTRY
from minping.core.scheme.nodes import LedgerItem
from minping.core.scheme.ranges import Window
from minping.core.scoring.rounding import plain

KEPT, NOT_KEPT = "kept", "not_kept"

STATES: Mapping[str, Text] = {state.name: state.label for state in DAILY_ENTRY.states} | {
    "proposed": Text("待告知", "not shown yet"),
    "visible_to_unit": Text("已告知", "shown to the unit"),
}
"""As the table calls them, the first two by what is to be done."""
MARKS: Mapping[str, str] = {
    "proposed": "waiting",
    "visible_to_unit": "waiting",
    "objected": "late",
    "upheld": "done",
    "frozen": "done",
    "struck": "plain",
}
FACTS: Mapping[str, Text] = {
    LATE: Text("整改逾期", "rectification late"),
    RECURRED: Text("问题重犯（复号）", "a problem came up again"),
    RETURNED: Text("整改方案或报告两次被退回", "plan or report returned twice"),
    EXPOSED: Text("被节目或媒体曝光", "exposed in a programme or the media"),
    BROKEN: Text("听证承诺到期未兑现", "promise at a hearing not kept in time"),
    KEPT: Text("公开承诺已兑现", "public promise kept"),
    NOT_KEPT: Text("公开承诺未兑现", "public promise not kept"),
}
"""Facts of other rooms that may be put forward."""

PERIODS: Mapping[str, Text] = {
    "month": Text("每月", "a month"),
    "quarter": Text("每季度", "a quarter"),
    "half": Text("每半年", "a half-year"),
    "year": Text("每年", "a year"),
}


def signed(points: Fraction) -> str:
    """+2, -0.5: never without its sign."""
    return f"+{plain(points)}" if points > 0 else plain(points)


def rule_of(item: LedgerItem) -> Text:
    """The item's points and limits in words."""
    if item.points is None:
        zh, en = ["分值按实际填写"], ["points as recorded"]
    else:
        zh, en = [f"每次{signed(item.points)}分"], [f"{signed(item.points)} each"]
    if item.period_cap is not None and item.period in PERIODS:
        size, period = plain(abs(item.period_cap)), PERIODS[item.period]
        zh.append(f"{period.zh}累计不超过{size}分")
        en.append(f"at most {size} {period.en}")
    if item.cap is not None:
        zh.append(f"累计不超过{plain(abs(item.cap))}分")
        en.append(f"at most {plain(abs(item.cap))} in all")
    return Text("，".join(zh), ", ".join(en))


def window_words(window: Window) -> Text:
    """2025年10月1日至2026年9月30日."""
    if not window.bounded:
        return Text("不限日期", "any day")
    start, end = (_day(one) for one in (window.start, window.end))
    if start and end:
        return Text(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")
    if start:
        return Text(f"{start.zh}起", f"from {start.en}")
    return Text(f"{end.zh}止", f"until {end.en}") if end else Text("", "")


def crosses_years(window: Window) -> bool:
    """Whether the assessment year is not the calendar year."""
    return bool(window.start and window.end) and window.start[:4] != window.end[:4]


def _day(iso: str) -> Text | None:
    if not iso:
        return None
    return day_words(date.fromisoformat(iso))


def day_words(day: date) -> Text:
    """2026年9月30日, 30 September 2026."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")
