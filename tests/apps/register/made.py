"""A round made up for the tests: as many units, aspects and invited persons as wanted, ready to be opened."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from minping.apps.campaigns.models import Campaign, Category, Participation, Round, SchemeVersion
from minping.apps.foundation.actors import SYSTEM
from minping.apps.register.models import Invitation
from minping.apps.register.services import Invitee, NewCode, codes_make, invitations_make, round_open
from minping.apps.units.models import Office, Unit, UnitName
from minping.core.scheme.canonical import scheme_hash, to_canonical
from minping.core.scheme.reader import read_scheme

ASPECTS = ("依法办事", "工作作风", "办事效率", "政务公开", "廉洁自律")
CATEGORIES = ("行政单位", "执法单位", "服务行业")
NAMES = (
    "财政局",
    "教育局",
    "公安局",
    "自来水公司",
    "住房和城乡建设局",
    "医疗保障局",
    "市场监督管理局城关市场监督管理所",
)

PLAN = """
方案: 民主评议演示
来源: 虚构
年度: 2026
满分: 100
量表:
  五档:
    选项:
      - {{代码: A, 名称: 满意, 分值: 100, 计为满意: 是}}
      - {{代码: B, 名称: 比较满意, 分值: 80, 计为满意: 是}}
      - {{代码: C, 名称: 一般, 分值: 60}}
      - {{代码: D, 名称: 不太满意, 分值: 30}}
      - {{代码: E, 名称: 很不满意, 分值: 0}}
{unknown}
    漏填: 不计
测评项:
{aspects}
投票层面:
  代表:
    名称: 评议代表
    评议全部单位: {everything}
轮次:
  第一轮: {{名称: 第一轮测评}}
类别:
{categories}
计分:
  总分: {{运算: 测评, 层面: 代表, 计量: 平均分}}
"""


def plan(aspects: int = 5, *, everything: bool = True, unknown: bool = True) -> bytes:
    """A scheme with so many aspects. ``unknown``: whether its scale has the option 不了解."""
    return PLAN.format(
        unknown="      - {代码: U, 名称: 不了解, 类型: 不了解}" if unknown else "",
        aspects="\n".join(f"  - {{代码: {name}, 名称: {name}}}" for name in ASPECTS[:aspects]),
        everything="是" if everything else "否",
        categories="\n".join(f"  - {{代码: {name}, 名称: {name}}}" for name in CATEGORIES),
    ).encode()


@dataclass(frozen=True)
class Made:
    """A round in the state ``drawn``, with the units on its ballot."""

    round: uuid.UUID
    campaign: uuid.UUID
    units: Sequence[uuid.UUID]


def make_round(
    units: int = 4,
    aspects: int = 2,
    *,
    everything: bool = True,
    unknown: bool = True,
    days: int = 10,
    named: Callable[[int], str] | None = None,
    plan_text: bytes = b"",
) -> Made:
    """A campaign with a frozen scheme, units and one round that may be opened today."""
    Office.objects.get_or_create(own=True, defaults={"name": "青川县民主评议办公室", "phone": "0839-7000000"})
    campaign = Campaign.objects.create(title="2026年民主评议", year=2026, state="running")
    text = plan_text or plan(aspects, everything=everything, unknown=unknown)
    scheme = read_scheme(text, "plan.yaml")
    SchemeVersion.objects.create(
        campaign=campaign, number=1, canonical=to_canonical(scheme), digest=scheme_hash(scheme), frozen=True
    )
    categories = [
        Category.objects.create(campaign=campaign, code=name, name=name, order=at)
        for at, name in enumerate(CATEGORIES)
    ]
    name = named or _named
    made = [_unit(at, campaign, categories[at % len(categories)], name(at)) for at in range(units)]
    now = timezone.now()
    found = Round.objects.create(
        campaign=campaign,
        group="代表",
        code="第一轮",
        title="2026年上半年代表评议",
        title_en="Delegates’ appraisal, first half of 2026",
        state="drawn",
        opens=timezone.localtime(now).date(),
        closes=now + timedelta(days=days),
    )
    return Made(found.id, campaign.id, made)


def _named(at: int) -> str:
    return f"青川县{NAMES[at % len(NAMES)]}" + (f"第{at // len(NAMES) + 1}分局" if at >= len(NAMES) else "")


def _unit(at: int, campaign: Campaign, category: Category, name: str) -> uuid.UUID:
    unit = Unit.objects.create(code=f"U{uuid.uuid4().hex[:4]}{at:03d}")
    UnitName.objects.create(unit=unit, name=name)
    Participation.objects.create(campaign=campaign, unit=unit, category=category)
    return unit.id


def invite(made: Made, number: int, units: Sequence[uuid.UUID | None] = (None,)) -> list[uuid.UUID]:
    """Invite so many new persons, by turns for these units."""
    persons = [uuid.uuid4() for _ in range(number)]
    invitees = [Invitee(person, units[at % len(units)]) for at, person in enumerate(persons)]
    invitations_make(actor=SYSTEM, round=made.round, invitees=invitees)
    return persons


def open_with_codes(made: Made, number: int = 3, *, typed: bool = False) -> list[NewCode]:
    """Invite, give codes, open."""
    invite(made, number)
    codes = list(codes_make(actor=SYSTEM, round=made.round, typed=typed))
    round_open(actor=SYSTEM, round=made.round)
    return codes


def row(code: NewCode) -> Invitation:
    """The invitation of a code's person."""
    return Invitation.objects.get(person=code.person)
