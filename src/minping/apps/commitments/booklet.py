"""公开承诺辑: all published commitments as one document for print (F129)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from minping.apps.campaigns.selectors import CampaignFacts, categories_of, participations_of
from minping.apps.commitments.selectors import CommitmentFacts, published_commitments
from minping.apps.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
)
from minping.apps.units.selectors import UnitFacts, own_office

OTHERS = "其他单位"


def booklet_of(campaign: CampaignFacts, units: Sequence[UnitFacts], day: date) -> Document:
    """Units by category, each with its text, its promises as a table, its supervision phone."""
    names = {unit.id: unit.name for unit in units}
    office = own_office()
    blocks: list[Block] = [
        Paragraph(
            "各参评单位向社会公开承诺如下，请广大群众监督。发现未兑现的，可以拨打该单位监督电话，"
            f"也可以向{office.name}反映{f'（电话{office.phone}）' if office.phone else ''}。"
        )
    ]
    for title, found in _by_category(campaign.id):
        blocks.append(Heading(title))
        for one in found:
            blocks += _unit(names.get(one.unit, ""), one)
    if len(blocks) == 1:
        blocks.append(Paragraph("目前还没有公开的承诺。", Role.NOTE))
    return Document(
        title=f"{campaign.title}\n公开承诺辑",
        blocks=tuple(blocks),
        signature=Signature(office.name, f"{day.year}年{day.month}月{day.day}日"),
        author=office.name,
    )


def _by_category(campaign: UUID) -> list[tuple[str, list[CommitmentFacts]]]:
    category_of = {part.unit: part.category for part in participations_of(campaign)}
    titles = {category.code: category.name for category in categories_of(campaign)}
    groups: dict[str, list[CommitmentFacts]] = {title: [] for title in [*titles.values(), OTHERS]}
    for one in published_commitments(campaign):
        groups[titles.get(category_of.get(one.unit) or "", OTHERS)].append(one)
    return [(title, found) for title, found in groups.items() if found]


def _unit(name: str, found: CommitmentFacts) -> list[Block]:
    blocks: list[Block] = [Heading(name, 2)]
    blocks += [Paragraph(line) for line in found.text.splitlines() if line.strip()]
    if found.promises:
        rows = tuple(
            Row((str(number), one.text, one.standard or "—", _day(one.due)))
            for number, one in enumerate(found.promises, start=1)
        )
        columns = (
            Column("序号", align=Align.CENTER, width=4),
            Column("承诺事项", width=16),
            Column("标准", width=12),
            Column("期限", align=Align.CENTER, width=12),
        )
        blocks.append(Table(f"{name}承诺事项", columns, rows))
    told = [f"监督电话：{found.phone}"] if found.phone else []
    told += [f"播出日期：{_day(found.broadcast_on)}"] if found.broadcast_on else []
    if told:
        blocks.append(Paragraph("；".join(told) + "。"))
    return blocks


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"
