"""The protocol of a draw for signature: what was published, thrown and drawn, in numbers and hashes."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from minping.apps.campaigns.selectors import CampaignFacts, RoundFacts
from minping.apps.documents.content import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
)
from minping.apps.people.models import Draw
from minping.apps.units.selectors import own_office

Word = Callable[[str, str], str]
"""The Chinese or the English text."""


LINE = "_" * 12
"""Where somebody signs."""


@dataclass(frozen=True)
class CellCount:
    """How many were drawn in a stratum of a list."""

    frame: str
    stratum: str
    drawn: int
    reserve: int


def drawn_cells(made: Draw) -> list[CellCount]:
    """Counts by list and stratum, from the public list."""
    rows = list(csv.reader(io.StringIO(bytes(made.listed).decode("utf-8-sig"))))[1:]
    counted = Counter((frame, stratum, part) for frame, stratum, part, _, _ in rows)
    cells = dict.fromkeys((frame, stratum) for frame, stratum, _ in counted)
    return [CellCount(*cell, counted[*cell, "drawn"], counted[*cell, "reserve"]) for cell in cells]


def protocol_document(made: Draw, facts: RoundFacts, campaign: CampaignFacts, language: str) -> Document:
    """The protocol in one language."""
    zh = language != "en"

    def word(chinese: str, english: str) -> str:
        return chinese if zh else english

    office = own_office().name
    title = facts.title if zh else facts.title_en or facts.title
    day = timezone.localtime(made.drawn_at or made.committed_at).date()
    signed = f"{day.year}年{day.month}月{day.day}日" if zh else f"{day.day} {day:%B} {day.year}"
    return Document(
        title=word("抽样记录", "Protocol of the draw"),
        subtitle=campaign.title if zh else campaign.title_en or campaign.title,
        blocks=tuple(_blocks(made, title, word)),
        signature=Signature(office, signed),
        language="zh" if zh else "en",
        author=office,
    )


def _blocks(made: Draw, title: str, word: Word) -> Iterator[Block]:
    yield Facts(_facts(made, title, word))
    yield Heading(word("事先公布的抽样框", "Frames published before the dice"))
    yield _frames(made, word)
    yield _digest(word("承诺值", "Commitment"), made.commitment)
    yield Heading(word("当众掷出的点数", "Dice thrown before observers"))
    yield Paragraph(" ".join(made.dice) or word("（尚未掷出）", "(not thrown yet)"))
    if made.seed:
        yield _digest(word("种子", "Seed"), made.seed)
        yield Heading(word("抽样结果", "What was drawn"))
        yield _cells(made, word)
    yield Paragraph(
        word(
            "任何人可用公布的抽样框文件和上述点数，以 minping draw 命令或按公开的算法重做抽样，得到同一名单。",
            "Anybody can repeat this draw with the published frame files and these dice, by minping draw or by "
            "the published algorithm, and gets the same list.",
        ),
        Role.NOTE,
    )
    yield Heading(word("签字", "Signatures"))
    yield _signatures(made, word)


def _spaced(digest: str) -> str:
    """A hash that can be broken into lines, eight digits at a time."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _moment(at: datetime, word: Word) -> str:
    here = timezone.localtime(at)
    return word(f"{here.year}年{here.month}月{here.day}日 {here:%H:%M}", f"{here.day} {here:%B %Y, %H:%M}")


def _digest(caption: str, digest: str) -> Table:
    return Table(caption, (Column("SHA-256", width=36),), (Row((_spaced(digest),)),))


def _facts(made: Draw, title: str, word: Word) -> tuple[tuple[str, str], ...]:
    whole = word("全部名单合计", "all lists together") if made.pooled else word("每份名单", "each list")
    return (
        (word("轮次", "Round"), title),
        (word("地点", "Place"), made.place or "—"),
        (word("承诺公布", "Commitment published"), _moment(made.committed_at, word)),
        (word("抽样完成", "Drawn"), _moment(made.drawn_at, word) if made.drawn_at else "—"),
        (word("抽取", "Sample"), f"{made.size}（{whole}）"),
        (word("备用", "Reserve"), f"{made.reserve}"),
    )


def _frames(made: Draw, word: Word) -> Table:
    rows = tuple(Row((f.name, str(f.entries), _spaced(f.digest))) for f in made.frames.defer("data"))
    return Table(
        word("抽样框", "Frames"),
        (
            Column(word("名单", "List"), width=10),
            Column(word("人数", "Entries"), align=Align.RIGHT, width=5, number=True),
            Column("SHA-256", width=24),
        ),
        rows,
    )


def _cells(made: Draw, word: Word) -> Table:
    cells = drawn_cells(made)
    rows = tuple(Row((c.frame, c.stratum or "—", str(c.drawn), str(c.reserve))) for c in cells)
    total = Row(
        (word("合计", "Total"), "", str(sum(c.drawn for c in cells)), str(sum(c.reserve for c in cells))),
        strong=True,
    )
    return Table(
        word("抽取人数", "Numbers drawn"),
        (
            Column(word("名单", "List"), width=12),
            Column(word("层", "Stratum"), width=10),
            Column(word("抽取", "Drawn"), align=Align.RIGHT, width=6, number=True),
            Column(word("备用", "Reserve"), align=Align.RIGHT, width=6, number=True),
        ),
        rows,
        (total,),
    )


def _signatures(made: Draw, word: Word) -> Table:
    people = (
        (word("录入一", "First entry"), made.first_name),
        (word("录入二", "Second entry"), made.second_name),
        (word("公证或纪检监察", "Notary or discipline body"), ""),
        (word("见证人", "Observer"), made.observers),
        (word("见证人", "Observer"), ""),
    )
    rows = tuple(Row((what, who, LINE, LINE)) for what, who in people)
    return Table(
        word("签字", "Signatures"),
        (
            Column(word("身份", "As"), width=10),
            Column(word("姓名", "Name"), width=10),
            Column(word("签字", "Signature"), width=12),
            Column(word("日期", "Date"), width=8),
        ),
        rows,
    )
