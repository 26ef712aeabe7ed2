"""督办单 as a document in the manner of official papers: what went to the unit, to be signed, sealed and filed."""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils import timezone

from minping.apps.casework.boards.rules import rules as late_rules
from minping.apps.casework.boards.words import CLASSES, LEVELS, TOP
from minping.apps.casework.models import Urge
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
from minping.apps.foundation.workdays import calendar
from minping.apps.units.selectors import own_office, units_of
from minping.core.findings import Text

TITLES = {
    1: Text("催办单", "Urging"),
    2: Text("重点督办单", "Letter of key supervision"),
    3: Text("责令限期整改通知书", "Order to rectify"),
    TOP: Text("问责建议书", "Proposal of accountability"),
}
"""What the paper of each rung is called."""

Word = Callable[[str, str], str]


def letter_title(urge: Urge) -> Text:
    """What this paper is called."""
    return TITLES[min(urge.level, TOP)]


def letter_document(urge: Urge, language: str) -> Document:
    """The letter in one language: to whom, about what, since when late, what is asked and until when."""
    zh = language != "en"

    def word(chinese: str, english: str) -> str:
        return chinese if zh else english

    problem, office = urge.problem, own_office().name
    number = problem.urges.filter(level__gte=1, at__lte=urge.at).count()
    return Document(
        title=letter_title(urge).in_language("zh" if zh else "en"),
        subtitle=word(
            f"{problem.label}号问题，第{number}次督办", f"Problem {problem.label}, letter no. {number}"
        ),
        blocks=tuple(_blocks(urge, word)),
        signature=Signature(office, _day(_sent(urge), word)),
        language="zh" if zh else "en",
        author=office,
        head=Letterhead(office, blank_number(_sent(urge).year, "zh" if zh else "en"), letter=True),
    )


def _sent(urge: Urge) -> date:
    return timezone.localtime(urge.at).date()


def _day(day: date | None, word: Word) -> str:
    if day is None:
        return word("未定", "not set")
    return word(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


def _blocks(urge: Urge, word: Word) -> Iterator[Block]:
    unit = _unit(urge)
    top = urge.level >= TOP
    to = word("评议工作领导小组、纪检监察机关", "the leading group and the discipline body") if top else unit
    yield Paragraph(word(f"{to}：", f"To {to}:"), Role.ADDRESSEE)
    yield Paragraph(_opening(urge, unit, word))
    for line in urge.text.splitlines() if urge.by_name else ():  # what the calendar writes says the same
        if line.strip():
            yield Paragraph(line.strip())
    yield _facts(urge, unit, word)
    if earlier := _earlier(urge, word):
        yield earlier
    yield Paragraph(_asked(urge, unit, word))
    if urge.answered_at is not None:
        yield Heading(word("单位答复", "The unit's answer"))
        yield Paragraph(urge.answer)
        yield Paragraph(
            word("答复日期：", "Answered on ") + _day(timezone.localtime(urge.answered_at).date(), word),
            Role.NOTE,
        )


def _unit(urge: Urge) -> str:
    ids = [urge.problem.unit_id] if urge.problem.unit_id else []
    return next((facts.name for facts in units_of(ids)), "")


def _opening(urge: Urge, unit: str, word: Word) -> str:
    problem = urge.problem
    whose = (unit, unit) if urge.level >= TOP else ("你单位", "your unit")
    late = word(f"，至今已逾期{urge.days_late}个工作日", f" and is {urge.days_late} working days late")
    due = urge.deadline or problem.deadline
    until = word(f"整改期限为{_day(due, word)}", f"was due on {_day(due, word)}") if due else ""
    told = until + (late if urge.days_late else "")
    return word(
        f"{whose[0]}承办的“{problem.title}”问题（{problem.label}）"
        + (f"，{told}。" if told else "尚未整改到位。"),
        f"The problem “{problem.title}” ({problem.label}) of {whose[1]} "
        + (f"{told}." if told else "has not been rectified."),
    )


def _asked(urge: Urge, unit: str, word: Word) -> str:
    if urge.level >= TOP:
        return word(
            f"经逐级督办，上述问题仍未解决。建议按有关规定对{unit}相关责任人员予以问责，并将处理结果反馈评议办。",
            f"It is unsolved after every rung of supervision. It is proposed to hold those answerable in {unit} to "
            "account by the rules, and to tell the office what came of it.",
        )
    days = late_rules().silent_after
    until = _day(calendar().add(_sent(urge), days).day, word)
    return word(
        f"请抓紧整改，并于{until}前（{days}个工作日内）书面答复进展、未完成的原因和完成时间；逾期不答复、不整改的，"
        "按规定升级督办。",
        f"Rectify it and answer in writing by {until} ({days} working days): how far it is, why, and by when. "
        "Without an answer the next rung follows.",
    )


def _facts(urge: Urge, unit: str, word: Word) -> Table:
    problem = urge.problem
    klass = CLASSES[problem.klass]
    rung = LEVELS[urge.level]
    pairs = (
        (word("责任单位", "Unit"), unit),
        (
            word("整改责任人", "Answerable"),
            "　".join(part for part in (problem.handler, problem.handler_post) if part),
        ),
        (word("问题", "Problem"), problem.text),
        (word("整改标准", "Standard"), problem.standard),
        (word("整改类别", "Class"), word(klass.zh, klass.en)),
        (word("挂号日期", "Registered"), _day(problem.registered_on, word)),
        (word("整改期限", "Deadline"), _day(urge.deadline or problem.deadline, word)),
        (word("督办层级", "Rung"), word(rung.zh, rung.en)),
        (word("媒体曝光", "In the media"), problem.media_note),
    )
    columns = (Column(word("事项", "Item"), width=8), Column(word("内容", "Content"), width=28))
    rows = tuple(Row((label, text)) for label, text in pairs if text)
    return Table(word("督办事项", "What it is about"), columns, rows)


def _earlier(urge: Urge, word: Word) -> Table | None:
    """The letters before this one."""
    before = list(urge.problem.urges.filter(level__gte=1, at__lt=urge.at))
    if not before:
        return None
    rows = tuple(
        Row(
            (
                _day(_sent(one), word),
                word(LEVELS[one.level].zh, LEVELS[one.level].en),
                word("已答复", "answered") if one.answered_at else word("未答复", "not answered"),
            )
        )
        for one in before
    )
    columns = (
        Column(word("日期", "Day"), width=11),
        Column(word("督办层级", "Rung"), width=11),
        Column(word("单位答复", "Answer"), width=8),
    )
    return Table(word("此前督办", "Letters before"), columns, rows)
