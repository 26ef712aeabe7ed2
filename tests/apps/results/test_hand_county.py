"""The county worked by hand (``tests/data/hand_county``), its year kept and scored in the application."""

import csv
import uuid
from collections.abc import Callable
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest
from tests.apps.partners.delivering import make_campaign, make_unit, taken

from minping.apps.assessments import services as assessments
from minping.apps.assessments.checks import EntryLine
from minping.apps.campaigns.models import Campaign
from minping.apps.foundation import approvals
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.clock import as_of
from minping.apps.foundation.roles import Role
from minping.apps.partners.services import ComponentPlan, component_make, submission_sign
from minping.apps.results.gate import gate_of
from minping.apps.results.levels import FIELDS
from minping.apps.results.loaded import load_run
from minping.apps.results.models import ScoreRun
from minping.apps.results.past import past_rows
from minping.apps.results.services import (
    announcement_make,
    campaign_reconcile,
    explanation_give,
    publication_ask,
    review_give,
    run_compute,
)
from minping.apps.units.models import Office, Unit

pytestmark = pytest.mark.django_db
COUNTY = Path(__file__).parents[2] / "data" / "hand_county"
FIRST, LAST, AUTUMN = date(2025, 10, 1), date(2026, 9, 30), date(2026, 10, 22)
HALF, SPRING = date(2026, 3, 31), date(2026, 4, 22)
HALVES = ("上半年", "下半年")


def rows(name: str) -> list[dict[str, str]]:
    with (COUNTY / name).open(encoding="utf-8-sig", newline="") as read:
        return list(csv.DictReader(read))


def year_scored(
    clerk: Actor,
    lead: Actor,
    someone: Callable[..., Actor],
    *,
    last: date = LAST,
    held: date = AUTUMN,
    halves: tuple[str, ...] = HALVES,
) -> tuple[ScoreRun, dict[str, uuid.UUID]]:
    """The year kept from its first entry to the score, in October 2026, or what of it lies before ``last``; the
    units by name."""
    Office.objects.update_or_create(own=True, defaults={"name": "青石县评议办", "phone": "0553-1234567"})
    second = someone(Role.LEAD, name="李副主任")
    with as_of(last):
        names = {row["代码"]: row["单位名称"] for row in rows("units.csv")}
        campaign = make_campaign(COUNTY / "scheme.yaml", ("服务", "服务类单位"), names)
        Campaign.objects.filter(id=campaign).update(
            state="running", open_stages=["rating"], half_year=halves != HALVES
        )
        units = {name: Unit.objects.get(code=code).id for code, name in names.items()}
        _entries(campaign, units, clerk, lead, last)
    with as_of(held):
        _events(campaign, units, clerk, lead, last)
        _sessions(campaign, someone, lead, halves)
        assessments.freeze_ask(actor=lead, campaign=campaign)
        (waiting,) = approvals.waiting(campaign)
        approvals.agree(actor=second, approval=waiting.id)
        for lack in gate_of(campaign).open:
            explanation_give(actor=clerk, campaign=campaign, item=lack.item, reason="见附件")
        campaign_reconcile(actor=clerk, campaign=campaign)
        return run_compute(actor=clerk, campaign=campaign), units


def test_year_and_half_year_as_the_pencil_has_them(
    clerk: Actor, lead: Actor, someone: Callable[..., Actor]
) -> None:
    run = load_run(year_scored(clerk, lead, someone)[0]).run
    year = {u.unit: u.score for u in run.units}
    assert year == {"W01": F("78.9"), "S02": F("94.75"), "D03": F(100), "C04": F("48.75")}
    half = {u.unit: u.measures["上半年得分"].value for u in run.units}
    assert half == {"W01": F("76.4"), "S02": F("92.5"), "D03": F(14811, 152), "C04": F("58.3")}
    ranks = {u.unit: u.placing.rank for u in run.units if u.placing is not None}
    assert ranks == {"W01": 2, "S02": 1, "D03": 4, "C04": 3}
    assert {u.unit: u.grade for u in run.units} == {
        "W01": "合格",
        "S02": "优秀",
        "D03": "合格",
        "C04": "不合格",
    }


def test_a_campaign_of_the_half_year_gives_the_totals_of_the_half(
    clerk: Actor, lead: Actor, someone: Callable[..., Actor]
) -> None:
    kept, _ = year_scored(clerk, lead, someone, last=HALF, held=SPRING, halves=HALVES[:1])
    run = load_run(kept).run
    half = {u.unit: u.score for u in run.units}
    assert half == {"W01": F("76.4"), "S02": F("92.5"), "D03": F(14811, 152), "C04": F("58.3")}
    ranks = {u.unit: u.placing.rank for u in run.units if u.placing is not None}
    assert ranks == {"W01": 3, "S02": 2, "D03": 1, "C04": 4}
    review_give(actor=lead, run=kept.id, sound=True)
    announcement_make(actor=lead, run=kept.id)
    asked = publication_ask(actor=lead, run=kept.id, fields=tuple(FIELDS))
    approvals.agree(actor=clerk, approval=asked)
    assert past_rows(2027) == [], "a half-year is no year of the units' history"


def _entries(campaign: uuid.UUID, units: dict[str, uuid.UUID], clerk: Actor, lead: Actor, last: date) -> None:
    """Every entry within the year; the room takes none before it. The struck one is withdrawn again."""
    assessments.book_set(actor=lead, campaign=campaign, cut_off=last, objection_days=3)
    for row in rows("entries.csv"):
        day = date.fromisoformat(row["日期"])
        if not FIRST <= day <= last:
            continue
        line = EntryLine(
            units[row["单位"]],
            item=row["考评项"],
            day=day,
            points=F(row["分值"]) if row["分值"] else None,
            count=int(row["次数"]),
            reason="见佐证",
            evidence=row["佐证"],
            source=row["来源"],
        )
        entry = assessments.entry_record(actor=clerk, campaign=campaign, line=line)
        if row["状态"] == "撤销":
            assessments.entry_withdraw(actor=clerk, entry=entry, reason="查无此事")
        else:
            assessments.entries_show(actor=clerk, campaign=campaign, entries=[entry])


def _events(campaign: uuid.UUID, units: dict[str, uuid.UUID], clerk: Actor, lead: Actor, last: date) -> None:
    for row in rows("events.csv"):
        if not FIRST <= date.fromisoformat(row["日期"]) <= last:
            continue
        made = assessments.event_register(
            actor=clerk,
            campaign=campaign,
            unit=units[row["单位"]],
            event=row["事件"],
            day=date.fromisoformat(row["日期"]),
            count=int(row["次数"]),
            document=row["说明"],
            signed_by=row["签字人"],
        )
        assessments.event_confirm(actor=lead, event=made)


def _sessions(
    campaign: uuid.UUID, someone: Callable[..., Actor], lead: Actor, halves: tuple[str, ...]
) -> None:
    """One session for each group and half-year, as large as it must be."""
    town = make_unit("T01", "城关镇")
    actor = someone(Role.PARTNER, unit=town, name="城关镇王书记")
    counts = rows("counts.csv")
    for group in ("服务对象", "代表"):
        for half in halves:
            plan = ComponentPlan(f"{group}{half}", "site", town, date(2026, 10, 31), group=group, round=half)
            component = component_make(actor=lead, campaign=campaign, plan=plan)
            told = [row for row in counts if (row["层面"], row["轮次"]) == (group, half)]
            columns = ["满意", "基本满意", "不满意", "不了解"]
            table = [["单位", *columns], *([row["单位"], *(row[c] for c in columns)] for row in told)]
            taken(actor, component, table)
            papers = max(sum(int(row[c]) for c in columns) for row in told)
            submission_sign(actor=actor, component=component, signer="王书记", issued=papers, returned=papers)
