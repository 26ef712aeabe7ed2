"""What surrounds the numbers in the demo: entries of the daily assessment, a unit's view of itself."""

from datetime import timedelta
from fractions import Fraction
from uuid import UUID

from minping.apps.assessments import services as assessments
from minping.apps.assessments.checks import EntryLine
from minping.apps.campaigns.selectors import participations_of
from minping.apps.foundation.clock import today
from minping.site.demo.office import Office

STORIES = (
    ("暗访问题", "窗口工作日无人值守，拍照为证", "暗访记录第3号", "明察暗访"),
    ("逾期办理", "群众来电逾期未答复，督办后才办结", "热线交办单第117号", "12345热线"),
    ("投诉属实", "多收工本费，经查属实，已全部退还", "核查报告第9号", "群众投诉"),
    ("上级表彰", "行风工作受市评议办通报表扬", "市评议办通报第2号", "上级文件"),
    ("迟报材料", "季度自查材料迟报四天", "催办记录第21号", "评议办"),
)
WINDOW_ENDS = (11, 30)
"""The last day on which the demo's plan counts entries."""


def assess(office: Office, campaign: UUID) -> None:
    """Entries shown and not shown yet, one objected to; a unit's view of itself."""
    day = today()
    assessments.book_set(
        actor=office.lead, campaign=campaign, cut_off=day + timedelta(days=30), objection_days=5
    )
    units = [part.unit for part in participations_of(campaign) if part.status == "appraised"]
    own = next(iter(office.liaison.units))
    others = [unit for unit in units if unit != own]
    last, first = min(day, day.replace(month=WINDOW_ENDS[0], day=WINDOW_ENDS[1])), day.replace(month=1, day=1)
    made = []
    for at, unit in enumerate([own, *others[2:42:5]]):
        item, said, paper, source = STORIES[at % len(STORIES)]
        line = EntryLine(
            unit,
            item=item,
            day=max(first, last - timedelta(days=3 + at)),
            reason=said,
            evidence=paper,
            source=source,
        )
        made.append(assessments.entry_record(actor=office.clerk, campaign=campaign, line=line))
    assessments.entries_show(actor=office.clerk, campaign=campaign, entries=made[:-2])
    assessments.entry_object(
        actor=office.liaison, entry=made[0], reason="当天窗口人员在后台办理业务，有排班表和监控为证。"
    )
    assessments.self_call_set(actor=office.lead, campaign=campaign, due=day + timedelta(days=10))
    assessments.self_save(
        actor=office.liaison,
        campaign=campaign,
        unit=own,
        total=Fraction(96),
        aspects={},
        text="对照承诺逐项自查，服务事项全部按期办结。",
        submit=True,
    )
