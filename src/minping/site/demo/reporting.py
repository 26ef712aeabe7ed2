"""What partners of the demo report: windows, ratings, tickets, programmes, samples; and the sessions of townships."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of, today
from minping.apps.partners.services import ComponentPlan, component_make, submission_sign
from minping.core.scoring.inputs import Status
from minping.site.demo.campaign import Launched
from minping.site.demo.handing_in import Table, take_in, tried
from minping.site.demo.logins import CENTRE, HOTLINE, RADIO, SURVEY
from minping.site.demo.office import Office

TABLE, SCHEDULE = "partners.table", "partners.programmes"
PAST_DAYS, STEP_DAYS, NOT_YET_WRITTEN = 132, 4, 6
"""How far back the schedule goes, how far apart its programmes are, and of which last days none is recorded."""
GOOD = 84_000
"""The true score of a middling unit, in thousandths of a point."""


@dataclass(frozen=True)
class Task:
    """Who reports what. ``feeds``: component of the scheme → figure of the family."""

    title: str
    family: str
    partner: str
    signer: str
    feeds: Mapping[str, str]


TASKS = (
    Task("窗口办件情况", "service", CENTRE, "县政务服务中心 沈主任", {"窗口按时办结率": "on_time"}),
    Task("服务“好差评”", "ratings", CENTRE, "县政务服务中心 沈主任", {"主动评价好评率": "active_good"}),
    Task("热线工单办理", "hotline", HOTLINE, "县12345热线中心 周主任", {"热线按时办结率": "on_time"}),
    Task("行风热线上线", "broadcast", RADIO, "县广播电视台 韩台长", {"主要领导上线率": "head"}),
    Task(
        "社情民意调查", "survey", SURVEY, "县社情民意调查中心 丁主任", {"社情民意满意率": "at_least_fairly"}
    ),
)


@dataclass(frozen=True)
class Told:
    """One unit with the luck of its numbers. ``miss``: how many of a hundred go wrong with it."""

    name: str
    miss: int
    dice: random.Random

    def some(self, least: int, most: int) -> int:
        return self.dice.randint(least, most)

    def good(self, number: int) -> int:
        """How many of them go well."""
        return number - sum(self.dice.randrange(100) < self.miss for _ in range(number))


def report_all(office: Office, launched: Launched, seed: int) -> None:
    """Every partner of a campaign that is over has reported and signed."""
    ends = launched.demo.ends
    for task in TASKS:
        component = _assigned(office, launched, task, ends + timedelta(days=10))
        with as_of(ends + timedelta(days=6)):
            _sign(office, component, task, _rows(launched, task.family, seed))


def report_some(office: Office, launched: Launched, seed: int) -> None:
    """Of the running year one table is signed, one waits for its signature, one has faults, one is to come; the
    broadcaster keeps its schedule."""
    day = today()
    for task in TASKS:
        component = _assigned(office, launched, task, day + timedelta(days=12))
        rows = _rows(launched, task.family, seed)
        actor, target, name = (
            office.partners[task.partner],
            {"component": str(component)},
            f"{task.title}.csv",
        )
        with as_of(day - timedelta(days=2)):
            if task.family == "service":
                _sign(office, component, task, rows)
            elif task.family == "broadcast":
                take_in(actor, SCHEDULE, target, "节目排期.csv", _schedule(launched, day))
            elif task.family == "survey":
                take_in(actor, TABLE, target, name, rows)
            elif task.family == "hotline":
                tried(actor, TABLE, target, name, _with_faults(rows))


def _assigned(office: Office, launched: Launched, task: Task, due: date) -> UUID:
    first = date(launched.demo.year, 1, 1)
    with as_of(min(today(), date(launched.demo.year, 3, 1))):
        return component_make(
            actor=office.clerk,
            campaign=launched.id,
            plan=ComponentPlan(
                task.title,
                task.family,
                office.units[task.partner],
                due,
                since=first,
                until=launched.demo.ends,
                feeds=task.feeds,
            ),
        )


def _sign(office: Office, component: UUID, task: Task, rows: Table) -> None:
    actor: Actor = office.partners[task.partner]
    take_in(actor, TABLE, {"component": str(component)}, f"{task.title}.csv", rows)
    submission_sign(actor=actor, component=component, signer=task.signer)


def appraised(launched: Launched) -> Sequence[Told]:
    """The appraised units; the better one truly is, the less goes wrong."""
    truth = launched.demo.county.truth.quality
    return [
        Told(
            unit.name,
            max(0, min(12, 4 + (GOOD - truth[unit.code]) // 1500)),
            random.Random(f"{launched.demo.title} {unit.code}"),
        )
        for unit in launched.demo.county.units
        if unit.kind == "unit" and unit.status is Status.APPRAISED
    ]


def _rows(launched: Launched, family: str, seed: int) -> list[list[object]]:
    head, lines = _FAMILIES[family]
    dice = random.Random(f"{seed} {family} {launched.demo.title}")
    found: list[list[object]] = [[*head.split()]]
    for unit in appraised(launched):
        found += lines(Told(unit.name, unit.miss, dice), launched.demo.year)
    return found


def _windows(unit: Told, year: int) -> list[list[object]]:
    rows: list[list[object]] = []
    for window in ("综合窗口", "咨询窗口")[: unit.some(1, 2)]:
        due = unit.some(120, 900)
        on_time, complaints = unit.good(due), unit.some(0, 4)
        rows.append(
            [
                unit.name,
                window,
                due + unit.some(0, 30),
                due,
                on_time,
                on_time // 2,
                complaints,
                min(complaints, unit.some(0, 1)),
            ]
        )
    return rows


def _ratings(unit: Told, year: int) -> list[list[object]]:
    rated, defaulted, unrated = unit.some(80, 400), unit.some(20, 200), unit.some(40, 300)
    good = unit.good(rated)
    active = min(rated // 2, good)
    bad = rated - good
    return [
        [
            unit.name,
            rated + defaulted + unrated,
            rated,
            defaulted,
            unrated,
            good,
            bad,
            active,
            unit.good(active),
            bad,
            bad,
            bad,
            bad,
        ]
    ]


def _tickets(unit: Told, year: int) -> list[list[object]]:
    answered, dispatched = unit.some(0, 20), unit.some(30, 500)
    due = dispatched - unit.some(0, dispatched // 10)
    called = unit.some(due // 2, due)
    rated = unit.some(called // 2, called)
    return [
        [
            unit.name,
            answered + dispatched,
            answered,
            dispatched,
            unit.good(dispatched),
            due,
            unit.good(due),
            called,
            rated,
            unit.good(rated),
        ]
    ]


def _programmes(unit: Told, year: int) -> list[list[object]]:
    rows: list[list[object]] = []
    for month in sorted(unit.dice.sample((2, 3, 4, 5), 2)):
        who = (
            "主要领导"
            if unit.dice.randrange(100) >= 4 * unit.miss
            else unit.dice.choice(("分管领导", "缺席"))
        )
        raised = unit.some(2, 8)
        rated = unit.some(1, raised)
        came = who != "缺席"
        rows.append(
            [
                unit.name,
                f"行风热线 {year}-{month:02d}-{unit.some(10, 28)}",
                who,
                raised if came else 0,
                unit.good(raised) if came else 0,
                rated if came else 0,
                unit.good(rated) if came else 0,
            ]
        )
    return rows


def _schedule(launched: Launched, day: date) -> Table:
    """Who went on air and who will, in turn; the last programmes before ``day`` are not written down yet."""
    first = max(date(launched.demo.year, 1, 1), day - timedelta(days=PAST_DAYS))
    last = min(launched.demo.ends, day + timedelta(days=21))
    on, rows = first, [_SCHEDULED.split()]
    for unit in appraised(launched):
        if on > last:
            break
        rows.append([on.isoformat(), "阳光政务热线", unit.name, "主要负责人", *_on_air(unit, on, day)])
        on += timedelta(days=STEP_DAYS)
    return rows


def _on_air(unit: Told, on: date, day: date) -> list[str]:
    """Who came, and what was raised, closed, rated and found satisfying."""
    if on > day - timedelta(days=NOT_YET_WRITTEN):
        return [""] * 7
    if unit.dice.randrange(100) < 4 * unit.miss:
        return ["替代", "何立新", "副职", "4", "3", "3", "2"]
    raised = unit.some(3, 9)
    rated = unit.some(1, raised)
    return [
        "主要领导",
        "谢文静",
        "主要负责人",
        *(str(one) for one in (raised, unit.good(raised), rated, unit.good(rated))),
    ]


def _samples(unit: Told, year: int) -> list[list[object]]:
    sample = unit.some(180, 260)
    valid = unit.some(150, sample)
    content = unit.good(valid)
    fairly, medium = content // 4, (valid - content) // 2
    return [
        [
            unit.name,
            "电话访问",
            sample,
            valid,
            content - fairly,
            fairly,
            medium,
            valid - content - medium,
        ]
    ]


_SCHEDULED = "日期 栏目 单位 拟上线人员 上线情况 姓名 职务 提出问题 办结问题 评价人数 满意人数"
_FAMILIES = {
    "service": ("单位 入驻窗口 承办量 应办结 按时办结 提前办结 投诉量 属实投诉", _windows),
    "ratings": (
        "单位 办件量 实际评价 默认好评 未评价 好评 差评 主动评价 主动评价好评 "
        "差评已回复 差评已回访 差评已整改 整改满意",
        _ratings,
    ),
    "hotline": ("单位 受理量 直接答复 转办 按时签收 应办结 按时办结 回访 回访评价 回访满意", _tickets),
    "broadcast": ("单位 栏目和日期 上线人员 提出问题 办结问题 评价人数 满意人数", _programmes),
    "survey": ("单位 调查方式 样本量 有效样本 满意 基本满意 一般 不满意", _samples),
}
"""Family → columns of its table, and the rows of one unit."""


def _with_faults(rows: list[list[object]]) -> Table:
    """As it happens: more closed than were due, parts that do not add up, a unit under a name nobody knows."""
    head, faulty = rows[0], [list(row) for row in rows]
    due, on_time, received = (head.index(name) for name in ("应办结", "按时办结", "受理量"))
    faulty[3][on_time] = int(str(faulty[3][due])) + 6
    faulty[8][received] = int(str(faulty[8][received])) + 10
    faulty[12][0] = "县财政管理局"
    faulty[17][on_time] = "98.2%"
    return faulty
