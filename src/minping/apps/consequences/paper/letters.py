"""What is served on a unit or sent about it: notices, records, orders, cards, recommendations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minping.apps.campaigns.selectors import campaign_of
from minping.apps.consequences.models import Letter, Measure, Notice, Order, Talk
from minping.apps.consequences.terms import BODIES, KINDS, body_of
from minping.apps.documents.content import (
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
from minping.apps.units.selectors import identity_of, own_office, unit_lines


@dataclass(frozen=True)
class About:
    """What every paper names: the unit, the campaign, the kind of measure, the office."""

    unit: str
    campaign: str
    kind: str
    office: str
    phone: str


def about(measure: Measure, on: date) -> About:
    """The names that a measure's papers bear; the unit as it was called on the paper's day."""
    campaign, office = campaign_of(measure.campaign_id), own_office()
    return About(
        called([measure.unit_id], on).get(measure.unit_id, ""),
        campaign.title if campaign is not None else "",
        KINDS[measure.kind].zh.partition("（")[0],
        office.name,
        office.phone,
    )


def called(units: Iterable[UUID], on: date) -> Mapping[UUID, str]:
    """What units were called in the year of a paper, so that it reads the same when it is printed again; one
    that bore no name then is called by its last."""
    lines = list(unit_lines(units))
    then = {line.id: identity_of(line.id, on.year) for line in lines}
    return {line.id: found.name if (found := then[line.id]) is not None else line.name for line in lines}


def day(found: date | None) -> str:
    """2026年3月5日, or a blank to be filled in by hand."""
    return f"{found.year}年{found.month}月{found.day}日" if found else "　　年　　月　　日"


def facts_in_words(measure: Measure) -> str:
    """The facts as a sentence, with the list they were taken from."""
    told = "，".join(fact["zh"] for fact in measure.facts)
    return f"在{measure.pool}中{told}" if measure.pool else told


def grounds(measure: Measure) -> str:
    """The rule and its clause, as far as they are known."""
    name = measure.rule_name or KINDS[measure.kind].zh
    return f"{name}（{measure.clause}）" if measure.clause else name


def paper(about: About, title: str, number: str, blocks: Sequence[Block], on: date) -> Document:
    """A letter of the office under its number, signed by the office."""
    return Document(
        title=title,
        blocks=tuple(blocks),
        signature=Signature(about.office, day(on)),
        author=about.office,
        head=Letterhead(about.office, number or blank_number(on.year, "zh"), letter=True),
    )


def _lines(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def notice_paper(measure: Measure, notice: Notice, on: date) -> Document:
    """约谈通知书: why, when, where, who is to come."""
    on = notice.served_on or on
    names = about(measure, on)
    when = day(notice.on) + (f"{notice.time}" if notice.time else "")
    blocks: list[Block] = [
        Paragraph(f"{names.unit}：", Role.ADDRESSEE),
        Paragraph(
            f"在{names.campaign}中，你单位列入{names.kind}范围。依据{grounds(measure)}，"
            f"经{BODIES[body_of(measure.kind)].zh}批准，决定对你单位有关负责人进行{names.kind}。"
            "现将有关事项通知如下："
        ),
        Heading("事由"),
        Paragraph(facts_in_words(measure) + "。"),
        Heading("时间、地点和人员"),
        Paragraph(f"时间：{when}。"),
        Paragraph(f"地点：{notice.place}。"),
        Paragraph(f"被谈话人：{notice.asked}。"),
    ]
    if notice.topics:
        blocks += [Heading("谈话事项"), *_lines(notice.topics)]
    contact = f"联系电话：{names.phone}。" if names.phone else ""
    blocks.append(Paragraph(f"请准时参加，并准备书面说明材料。因故不能参加的，请提前书面说明理由。{contact}"))
    return paper(names, f"{names.kind}通知书", notice.number, blocks, on)


def talk_paper(measure: Measure, talk: Talk) -> Document:
    """约谈记录, with lines for the signatures of both sides."""
    names = about(measure, talk.on)
    columns = (Column("项目", width=8), Column("内容", width=32))
    rows = [
        Row(("被谈话单位", names.unit)),
        Row(("时间、地点", f"{day(talk.on)}，{talk.place}")),
        Row(("谈话人", talk.by)),
        Row(("被谈话人", talk.spoken_to + ("（领导班子成员参加）" if talk.team else ""))),
        Row(("记录人", talk.recorder)),
        Row(("依据", grounds(measure))),
        Row(("事由", facts_in_words(measure))),
    ]
    blocks: list[Block] = [Table("基本情况", columns, tuple(rows))]
    blocks += [Heading("谈话内容"), *_lines(talk.told), Heading("原因分析"), *_lines(talk.causes)]
    if talk.undertaken:
        blocks += [Heading("单位表态"), *_lines(talk.undertaken)]
    if talk.organisation:
        blocks += [
            Heading("对相关党组织问责"),
            Paragraph(f"{talk.organisation}：{talk.accountability}"),
        ]
    who = ("谈话人（签字）", "被谈话人（签字）", "记录人（签字）")
    signing = (Column("", width=10), Column("签字", width=18), Column("日期", width=12))
    signed = tuple(Row((one, "", day(talk.signed_on))) for one in who)
    blocks += [Heading("签字"), Table("", signing, signed)]
    return Document(title=f"{names.kind}记录", blocks=tuple(blocks), author=names.office)


def order_paper(measure: Measure, order: Order, on: date) -> Document:
    """责令整改通知书: what, by when, to whom to report."""
    names = about(measure, order.issued_on)
    again = "再次" if order.number > 1 else ""
    blocks: list[Block] = [
        Paragraph(f"{names.unit}：", Role.ADDRESSEE),
        Paragraph(
            f"在{names.campaign}中，你单位因{facts_in_words(measure)}，受到{names.kind}处理。"
            f"现{again}责令你单位限期整改，要求如下："
        ),
        Heading("整改要求"),
        *_lines(order.text),
        Heading("整改期限和报告"),
        Paragraph(
            f"请于{day(order.deadline)}前完成整改，并将整改情况书面报送{names.office}。"
            "届时将由另派人员复查；整改不到位的，再次责令整改并按规定追究责任。"
        ),
    ]
    return paper(names, "责令限期整改通知书", "", blocks, order.issued_on or on)


def card_paper(measure: Measure, notice: Notice | None, order: Order | None, on: date) -> Document:
    """黄牌警告通知书, with what it means for the unit's head while it lasts (P22)."""
    on = (notice.served_on if notice is not None else None) or on
    names = about(measure, on)
    blocks: list[Block] = [
        Paragraph(f"{names.unit}：", Role.ADDRESSEE),
        Paragraph(
            f"在{names.campaign}中，你单位{facts_in_words(measure)}。依据{grounds(measure)}，"
            f"经{BODIES[body_of(measure.kind)].zh}批准，给予你单位黄牌警告。"
        ),
        Paragraph(
            "整改期间，你单位主要负责人暂不调动、提拔；整改期间再次触发黄牌的，提请组织部门作出组织处理。"
        ),
    ]
    if order is not None:
        blocks += [
            Heading("整改要求"),
            *_lines(order.text),
            Paragraph(f"整改期限：{day(order.deadline)}。验收合格后解除黄牌。"),
        ]
    return paper(names, "黄牌警告通知书", notice.number if notice is not None else "", blocks, on)


def letter_paper(measure: Measure, letter: Letter, years: Sequence[str], on: date) -> Document:
    """The recommendation 建议函 to the organisation department, with every year that is known (F031)."""
    on = letter.sent_on or on
    names = about(measure, on)
    whom = [word for chosen, word in ((letter.head, "主要负责人"), (letter.deputy, "分管负责人")) if chosen]
    target = "和".join(whom)
    blocks: list[Block] = [
        Paragraph(f"{letter.addressee}：", Role.ADDRESSEE),
        Paragraph(
            f"根据{names.campaign}结果，{names.unit}符合{grounds(measure)}规定的情形。"
            f"经{BODIES[body_of(measure.kind)].zh}研究，现建议对该单位{target}进行调整。"
        ),
        Heading("事实"),
        Paragraph(facts_in_words(measure) + "。"),
    ]
    if years:
        rows = tuple(Row((str(number), line)) for number, line in enumerate(years, start=1))
        columns = (Column("序号", width=4), Column("历年评议结果", width=36))
        blocks.append(Table("历年评议结果（单位改名、合并前后连续计算）", columns, rows))
    blocks += [
        Heading("建议"),
        *_lines(letter.text),
        Paragraph("以上为建议，是否调整请按干部管理权限和程序研究决定，并将结果函复。"),
    ]
    short = len(names.unit) <= 12
    title = f"关于建议调整{names.unit}\n有关负责人的函" if short else "关于建议调整有关单位负责人的函"
    return paper(names, title, letter.number, blocks, on)
