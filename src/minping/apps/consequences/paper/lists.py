"""The circular of praise, and the workbook for the units' yearly assessment."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from minping.apps.campaigns.selectors import CampaignFacts, frozen_scheme
from minping.apps.consequences.models import Bonus, Circular, Exemption, Measure
from minping.apps.consequences.paper.letters import called
from minping.apps.consequences.sources import Grounds
from minping.apps.consequences.terms import DISMISSED, KINDS, OPEN_BEFORE, Kind, state_words
from minping.apps.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
)
from minping.apps.documents.letterhead import blank_number
from minping.apps.results.levels import RANK, SCORE, told_fields
from minping.apps.results.outcomes import UnitOutcome, outcomes_of
from minping.apps.units.selectors import own_office, unit_lines
from minping.core.findings import Text

WINDOWS = "窗口和站所"


def circular_paper(
    campaign: CampaignFacts, rows: Sequence[Measure], circular: Circular | None, on: date
) -> Document:
    """通报表扬 or 表彰 by category, windows apart (F028, F072); a draft before it is issued."""
    office = own_office()
    award = circular is not None and circular.award
    word = "表彰" if award else "通报表扬"
    groups: dict[str, list[Measure]] = defaultdict(list)
    for row in rows:
        groups[WINDOWS if row.source == Measure.Source.WINDOW else row.pool].append(row)
    signed = circular.issued_on if circular is not None else on
    names = _full_names(rows, signed)
    lead = f"根据{campaign.title}结果，经民主评议领导小组批准"
    lead += f"（批准文号：{circular.approval}）" if award and circular is not None else ""
    blocks: list[Block] = [
        Paragraph("各参评单位：", Role.ADDRESSEE),
        Paragraph(f"{lead}，现对下列{len(rows)}个单位（窗口）予以{word}。"),
    ]
    if circular is not None and circular.text:
        blocks += [Paragraph(line) for line in circular.text.splitlines() if line.strip()]
    told = _told_to_units(campaign.id)
    for group, found in groups.items():
        blocks += [Heading(group or "全部"), _praised(group, found, names, told=told)]
    if not rows:
        blocks.append(Paragraph("目前没有已批准的单位。", Role.NOTE))
    blocks.append(Paragraph("希望受到表扬的单位珍惜荣誉，再接再厉；各单位要对照先进，改进工作。"))
    title = f"关于{'表彰' if award else '表扬'}{campaign.title}\n先进单位（窗口）的通报"
    number = circular.number if circular is not None else ""
    return Document(
        title=title,
        subtitle="" if circular is not None else "（送审稿）",
        blocks=tuple(blocks),
        signature=Signature(office.name, f"{signed.year}年{signed.month}月{signed.day}日"),
        author=office.name,
        head=Letterhead(office.name, number or blank_number(signed.year, "zh")),
    )


def _full_names(rows: Sequence[Measure], on: date) -> Mapping[UUID, str]:
    """Units as they were called on the day, windows with the unit above them."""
    lines = {line.id: line for line in unit_lines(row.unit_id for row in rows)}
    over = {row.unit_id: lines[row.unit_id].parent for row in rows if row.source == Measure.Source.WINDOW}
    names = called([*lines, *(parent for parent in over.values() if parent)], on)
    full = {}
    for unit in lines:
        above = over.get(unit)
        prefix = names.get(above, "") if above is not None else ""
        full[unit] = names[unit] if names[unit].startswith(prefix) else f"{prefix}{names[unit]}"
    return full


def _told_to_units(campaign: UUID) -> bool:
    """Whether the level of publication that the units read shows scores and ranks."""
    scheme = frozen_scheme(campaign)
    return scheme is None or {SCORE, RANK} <= set(told_fields(scheme))


def _praised(group: str, found: Sequence[Measure], names: Mapping[UUID, str], *, told: bool) -> Table:
    """``told``: with the facts."""
    columns = (
        Column("序号", align=Align.CENTER, width=4),
        Column("单位（窗口）", width=18),
        *((Column("评议结果", width=20),) if told else ()),
    )
    rows = [
        Row(
            (
                str(number),
                names[row.unit_id],
                *(("，".join(fact["zh"] for fact in row.facts),) if told else ()),
            )
        )
        for number, row in enumerate(found, start=1)
    ]
    return Table(f"{group or '全部'}名单", columns, tuple(rows))


@dataclass(frozen=True)
class Assessed:
    """One unit for the yearly assessment: its result, what followed, the points of the plan."""

    unit: UUID
    name: str
    outcome: UnitOutcome
    praise: tuple[Text, ...]
    sanctions: tuple[Text, ...]
    exempt: bool
    points: str
    grounds: tuple[Text, ...]


def assessed(campaign: UUID) -> Sequence[Assessed]:
    """Every unit of the newest sound run with what was decided about it (F071, F117). Points add up exactly."""
    bonuses = {row.ground: row for row in Bonus.objects.filter(campaign=campaign)}
    decided: dict[UUID, list[Measure]] = defaultdict(list)
    rows = Measure.objects.filter(campaign=campaign).exclude(state__in=[*OPEN_BEFORE, *DISMISSED])
    for row in rows.select_related("circular"):
        decided[row.unit_id].append(row)
    doubted = {one.row.id for one in Grounds(campaign).doubts()}
    exempt = set(
        Exemption.objects.filter(campaign=campaign, state__in=["approved", "active", "expired"]).values_list(
            "unit", flat=True
        )
    )
    outcomes = outcomes_of(campaign)
    names = {line.id: line.name for line in unit_lines(one.unit for one in outcomes)}
    found = []
    for one in outcomes:
        if not one.category and one.status == "appraised":
            continue
        own = decided.get(one.unit, [])
        earned = [f"grade:{one.grade}"] if one.grade else []
        earned += [str(kind) for kind in dict.fromkeys(row.kind for row in own)]
        given = [bonuses[ground] for ground in earned if ground in bonuses]
        total = sum((Decimal(row.points) for row in given), Decimal(0))
        found.append(
            Assessed(
                one.unit,
                names.get(one.unit, ""),
                one,
                tuple(_told(row, doubted) for row in own if row.kind in (Kind.PRAISE, Kind.OTHER)),
                tuple(_told(row, doubted) for row in own if row.kind not in (Kind.PRAISE, Kind.OTHER)),
                one.unit in exempt,
                f"{total:f}" if given else "",
                tuple(_given(row) for row in given),
            )
        )
    return found


def _told(row: Measure, doubted: Collection[UUID]) -> Text:
    """What was decided and how far it is; the circular or award that it went out in."""
    shown, stand = KINDS[row.kind], state_words(row.kind, row.state)
    if row.circular is not None and row.circular.award:
        shown = Text("表彰", "award (表彰)")
    number = f"，{row.circular.number}" if row.circular is not None and row.circular.number else ""
    again = ("，计分更正后待重新审定", ", to be decided anew") if row.id in doubted else ("", "")
    return Text(
        f"{shown.zh}（{stand.zh}{number}{again[0]}）",
        f"{shown.en} ({stand.en}{number.replace('，', ', ')}{again[1]})",
    )


def _given(row: Bonus) -> Text:
    words = ground_words(row.ground)
    return Text(f"{words.zh} {row.points}分", f"{words.en} {row.points}")


def ground_words(ground: str) -> Text:
    """A ground of points in words."""
    kind, _, grade = ground.partition(":")
    return Text(f"等次：{grade}", f"grade: {grade}") if kind == "grade" else KINDS[Kind(ground)]


_HEADS = (
    Column("序号", align=Align.CENTER, number=True, width=5),
    Column("单位", width=18),
    Column("类别", width=12),
    Column("得分", align=Align.RIGHT, number=True),
    Column("名次", align=Align.RIGHT, number=True),
    Column("同类单位数", align=Align.RIGHT, number=True),
    Column("等次"),
    Column("是否免评"),
    Column("表扬", width=16),
    Column("约谈、诫勉、黄牌等", width=20),
    Column("考评加减分", align=Align.RIGHT, number=True),
    Column("加减分依据", width=20),
)


def _joined(words: Sequence[Text]) -> str:
    return "；".join(one.zh for one in words)


def _line(number: int, one: Assessed) -> Row:
    return Row(
        (
            str(number),
            one.name,
            one.outcome.category,
            one.outcome.score,
            one.outcome.rank,
            str(one.outcome.of) if one.outcome.of is not None else "",
            one.outcome.grade,
            "免评" if one.exempt or one.outcome.status == "exempt" else "",
            _joined(one.praise),
            _joined(one.sanctions),
            one.points,
            _joined(one.grounds),
        )
    )


def assessment_sheet(campaign: CampaignFacts, on: date) -> Document:
    """The workbook: one row for each unit, formula-safe like every table of this system."""
    rows = tuple(_line(number, one) for number, one in enumerate(assessed(campaign.id), start=1))
    half = ("本表为半年（上半年）结果，不作为全年名次。",) if campaign.half_year else ()
    title = f"{campaign.title}结果纳入年度考评"
    notes = ("得分、名次取自最近一次复核通过的计分。", *half)
    office = own_office().name
    return Document(
        title=title,
        blocks=(Table(title, _HEADS, rows, notes=notes, sheet="年度考评"),),
        signature=Signature(office, f"{on.year}年{on.month}月{on.day}日"),
        author=office,
        landscape=True,
    )
