"""Minutes of a hearing as a document in the manner of official papers."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

from django.utils import timezone

from minping.apps.campaigns.asked import unit_names
from minping.apps.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Row,
    Signature,
    Table,
)
from minping.apps.foundation.clock import now
from minping.apps.oversight.days import day_words
from minping.apps.oversight.hearings.selectors import KINDS, invited_of
from minping.apps.oversight.models import Hearing
from minping.apps.units.selectors import own_office

Word = Callable[[str, str], str]


def minutes_document(hearing: Hearing, language: str) -> Document:
    """The minutes in one language; before they are confirmed they say so."""
    zh = language != "en"
    tongue = "zh" if zh else "en"

    def word(chinese: str, english: str) -> str:
        return chinese if zh else english

    office, kind = own_office().name, KINDS[Hearing.Kind(hearing.kind)]
    day = timezone.localtime(hearing.confirmed_at or now()).date()
    draft = "" if hearing.confirmed_at else word("（草稿）", " (draft)")
    return Document(
        title=word(f"{kind.zh}纪要", f"Minutes of the {kind.en}") + draft,
        subtitle=hearing.title,
        blocks=tuple(_blocks(hearing, word, tongue)),
        signature=Signature(office, day_words(day, tongue)),
        language=tongue,
        author=office,
    )


def _blocks(hearing: Hearing, word: Word, language: str) -> Iterator[Block]:
    at = timezone.localtime(hearing.at)
    invited = invited_of(hearing)
    here = [one for one in invited if one.attendee.present]
    people = [one for one in here if one.attendee.person]
    names = unit_names()
    yield Facts(
        (
            (word("时间", "When"), f"{day_words(at.date(), language)} {at:%H:%M}"),
            (word("地点", "Where"), hearing.place),
            (word("主持人", "Chair"), hearing.chair or "—"),
            (word("到会评议员", "Appraisers there"), word(f"{len(people)}人", str(len(people)))),
        )
    )
    yield Heading(word("议程", "Agenda"))
    for line in hearing.agenda.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
    yield Heading(word("到会单位", "Units there"))
    units = [
        f"{one.name}（{one.attendee.who}）" if one.attendee.who else one.name
        for one in here
        if one.attendee.unit_id
    ]
    yield Paragraph(word("、", ", ").join(units) or word("没有登记到会单位。", "None recorded."))
    if hearing.summary:
        yield Heading(word("会议情况", "Account"))
        for line in hearing.summary.splitlines():
            if line.strip():
                yield Paragraph(line.strip())
    yield from _questions(hearing, names, word)
    yield from _promises(hearing, names, word, language)
    yield from _votes(hearing, names, word)


def _questions(hearing: Hearing, names: Mapping[UUID, str], word: Word) -> Iterator[Block]:
    questions = list(hearing.questions.all())
    if not questions:
        return
    yield Heading(word("质询与回答", "Questions and answers"))
    here = set(hearing.attendees.filter(present=True, user__isnull=False).values_list("user", flat=True))
    for one in questions:
        unit = names.get(one.unit_id, "")
        # Who wrote beforehand and did not stand up in the meeting is not named to the unit.
        heard = one.user is None or one.user in here
        who = one.asked_by if heard else word("会前书面提问", "in writing beforehand")
        yield Paragraph(
            word(f"问{one.number}（{who}，问{unit}）：", f"Q{one.number} ({who}, to {unit}): ") + one.text
        )
        answer = one.answer or word("（未回答）", "(not answered)")
        by = word(f"（{one.answered_by}）", f" ({one.answered_by})") if one.answered_by else ""
        yield Paragraph(word(f"答{by}：", f"A{by}: ") + answer)


def _promises(hearing: Hearing, names: Mapping[UUID, str], word: Word, language: str) -> Iterator[Block]:
    promises = list(hearing.promises.all())
    if not promises:
        return
    yield Heading(word("整改承诺", "Promises"))
    yield Table(
        word("承诺清单", "List of promises"),
        (
            Column(word("序号", "No."), align=Align.CENTER, width=3),
            Column(word("单位", "Unit"), width=8),
            Column(word("承诺事项", "What"), width=14),
            Column(word("标准", "Standard"), width=11),
            Column(word("时限", "Until"), align=Align.CENTER, width=9),
            Column(word("责任人", "Answers"), width=7),
        ),
        tuple(
            Row(
                (
                    str(one.number),
                    names.get(one.unit_id, ""),
                    one.text,
                    one.standard,
                    day_words(one.deadline, language),
                    one.handler,
                )
            )
            for one in promises
        ),
    )


def _votes(hearing: Hearing, names: Mapping[UUID, str], word: Word) -> Iterator[Block]:
    votes = [vote for vote in hearing.votes.all() if vote.settled_at]
    if not votes:
        return
    yield Heading(word("当场过关表决", "Vote"))
    right = {"align": Align.RIGHT, "number": True, "width": 5}
    yield Table(
        word("表决结果", "Result of the vote"),
        (
            Column(word("单位", "Unit"), width=12),
            Column(word("到场", "Present"), **right),  # type: ignore[arg-type]
            Column(word("同意", "Yes"), **right),  # type: ignore[arg-type]
            Column(word("不同意", "No"), **right),  # type: ignore[arg-type]
            Column(word("弃权废票", "Void"), **right),  # type: ignore[arg-type]
            Column(word("结果", "Result"), width=6),
        ),
        tuple(
            Row(
                (
                    names.get(vote.unit_id, ""),
                    str(vote.present),
                    str(vote.yes),
                    str(vote.no),
                    str(vote.void),
                    word("过关", "passed") if vote.passed else word("未过关", "not passed"),
                )
            )
            for vote in votes
        ),
    )
    yield Paragraph(
        word(
            f"过关须超过有效票的{hearing.pass_percent}%；计票由两人分别进行，结果一致。",
            f"To pass takes more than {hearing.pass_percent}% of valid votes; two persons counted and agreed.",
        )
    )
