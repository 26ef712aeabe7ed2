"""The daily assessment of a campaign of the demo that is over: taken in, told to the units, frozen by two."""

from datetime import date, timedelta

from minping.apps.assessments import services as assessments
from minping.apps.assessments.models import Entry
from minping.apps.foundation.approvals import agree, waiting
from minping.apps.foundation.clock import as_of
from minping.site.demo.campaign import Launched
from minping.site.demo.handing_in import take_in
from minping.site.demo.office import Office

REASONS = {
    "投诉属实": "群众投诉推诿拖延，经查属实，已向来信人道歉",
    "逾期办理": "热线交办单超过时限两天才办结",
    "暗访问题": "工作时间窗口无人值守，暗访拍照为证",
    "媒体曝光": "办事难问题被市电视台曝光",
    "整改复号": "整改不到位，复查时群众再次反映",
    "迟报材料": "季度自查材料催办后才报送",
    "上级表彰": "行风工作受上级通报表扬",
}
EVERY = 2
"""One of so many entries of the simulated county is enough to look at."""
HEAD = ("单位", "考评项", "日期", "次数", "事由", "佐证", "来源")


def assess_all(office: Office, launched: Launched) -> None:
    """Every entry of the year, as the office had it in its workbook."""
    ends = launched.demo.ends
    names = {unit.code: unit.name for unit in launched.demo.county.units}
    seen: set[tuple[str, str, str]] = set()
    rows: list[list[object]] = [list(HEAD)]
    for entry in launched.demo.county.entries[::EVERY]:
        key = entry.unit, entry.item, entry.date
        if key not in seen:
            seen.add(key)
            reason = REASONS[entry.item]
            rows.append([names[entry.unit], entry.item, entry.date, 1, reason, entry.evidence, entry.source])
    with as_of(date(launched.demo.year, 1, 5)):
        assessments.book_set(
            actor=office.lead, campaign=launched.id, cut_off=ends + timedelta(days=3), objection_days=5
        )
    with as_of(ends + timedelta(days=1)):
        take_in(office.clerk, "assessments.entries", {"campaign": str(launched.id)}, "考评台账.csv", rows)
        made = list(Entry.objects.filter(campaign=launched.id).values_list("id", flat=True))
        assessments.entries_show(actor=office.clerk, campaign=launched.id, entries=made)
    with as_of(ends + timedelta(days=20)):
        assessments.freeze_ask(actor=office.lead, campaign=launched.id)
        (asked,) = waiting(launched.id)
        agree(actor=office.second, approval=asked.id)
