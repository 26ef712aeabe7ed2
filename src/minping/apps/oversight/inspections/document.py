"""督查报告 as a document in the manner of official papers."""

from collections.abc import Callable, Iterator, Sequence

from django.utils import timezone

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
from minping.apps.foundation.clock import now
from minping.apps.oversight.days import day_words
from minping.apps.oversight.inspections.selectors import ReportedFinding, reported, visitors_told
from minping.apps.oversight.models import InspectionReport
from minping.apps.units.selectors import own_office, units_of

Word = Callable[[str, str], str]


def report_document(report: InspectionReport, language: str) -> Document:
    """The report in one language; a draft says that it is one."""
    zh = language != "en"

    def word(chinese: str, english: str) -> str:
        return chinese if zh else english

    office = own_office().name
    day = timezone.localtime(report.issued_at or now()).date()
    draft = "" if report.issued_at else word("（草稿）", " (draft)")
    return Document(
        title=word("督查报告", "Inspection report") + draft,
        subtitle=report.inspection.title,
        blocks=tuple(_blocks(report, word, "zh" if zh else "en")),
        signature=Signature(office, day_words(day, language)),
        language="zh" if zh else "en",
        author=office,
        head=Letterhead(office, blank_number(day.year, "zh" if zh else "en"), letter=True),
    )


def _blocks(report: InspectionReport, word: Word, language: str) -> Iterator[Block]:
    unit = next((one.name for one in units_of([report.unit_id])), "")
    findings = reported(report)
    yield Paragraph(word(f"{unit}：", f"To {unit}:"), Role.ADDRESSEE)
    yield Paragraph(report.opening or _opening(findings, word, language))
    if names := visitors_told(report):
        yield Paragraph(word(f"督查人员：{'、'.join(names)}。", f"Visited by {', '.join(names)}."))
    demanded = [one for one in findings if one.demanded]
    noted = [one for one in findings if not one.demanded]
    if demanded:
        yield Heading(word("要求整改的问题", "To be rectified"))
        yield _demands(demanded, word, language)
    if noted:
        yield Heading(word("提请注意的情况", "For attention"))
        for number, one in enumerate(noted, 1):
            yield Paragraph(f"{number}. {_where(one, word, language)}{one.text}")
    yield Heading(word("工作要求", "What is asked"))
    yield Paragraph(report.demand or _demand(bool(demanded), word))


def _opening(findings: Sequence[ReportedFinding], word: Word, language: str) -> str:
    days = sorted({one.day for one in findings})
    first = day_words(days[0], language) if days else ""
    last = day_words(days[-1], language) if days else ""
    span = first if first == last else word(f"{first}至{last}", f"{first} to {last}")
    manners = {one.manner.zh: one.manner.en for one in findings}
    zh, en = "、".join(manners), " and ".join(manners.values())
    return word(
        f"{span}，评议办对你单位进行了{zh}，现将发现的问题和有关情况（共{len(findings)}条）通报如下。",
        f"On {span} the office visited your unit ({en}) and reports {len(findings)} findings.",
    )


def _demand(demanded: bool, word: Word) -> str:
    if not demanded:
        return word(
            "请对照上述情况自查自纠，举一反三，改进工作。",
            "Please check yourselves against these observations and improve.",
        )
    return word(
        "请对要求整改的问题逐条制定整改措施，明确责任人，在期限内整改到位，并通过民评系统报送整改方案和整改报告。"
        "整改情况由督查人员复查，不解决不销号。",
        "Please set measures and name who answers for each point, rectify it by its deadline, and send plan and "
        "report through minping. Those who inspected will look again; nothing is cleared that is not solved.",
    )


def _where(one: ReportedFinding, word: Word, language: str) -> str:
    day = day_words(one.day, language)
    return word(f"（{day}，{one.place}）", f"({day}, {one.place}) ")


def _demands(findings: Sequence[ReportedFinding], word: Word, language: str) -> Table:
    rows = tuple(
        Row(
            (
                str(number),
                f"{day_words(one.day, language)}\n{one.place}",
                one.text,
                day_words(one.deadline, language) if one.deadline else "",
            )
        )
        for number, one in enumerate(findings, 1)
    )
    return Table(
        word("问题清单", "List of findings"),
        (
            Column(word("序号", "No."), align=Align.CENTER, width=3),
            Column(word("时间、地点", "When and where"), width=9),
            Column(word("问题", "Finding"), width=15),
            Column(word("整改期限", "Deadline"), align=Align.CENTER, width=9),
        ),
        rows,
    )
