"""更正通知: which results were corrected, before and after, unit by unit."""

from collections.abc import Sequence
from datetime import date

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
from minping.apps.results.levels import FIELDS, GRADE, RANK, SCORE
from minping.apps.results.moved import Moved
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.source import source_lines
from minping.core.findings import Text


def compose_correction(
    overview: Overview, text: Text, moved: Sequence[Moved], *, date: date, office: str = ""
) -> Document:
    """The notice in the office's words, and every unit whose score, rank or grade moved."""
    say = overview.say
    ranks = sum(one.ranks for one in moved)
    counted = say(f"共{len(moved)}个单位的结果有变化", f"The result of {len(moved)} units changed")
    if overview.shows(RANK):
        counted += say(f"，其中{ranks}个单位的名次有变化", f", the rank of {ranks} of them")
    blocks: tuple[Block, ...] = (
        Paragraph(say("各参评单位：", "To all units:"), Role.ADDRESSEE),
        *(Paragraph(line) for line in say.text(text).splitlines() if line.strip()),
        Heading(say("更正前后对照", "Before and after")),
        *((Paragraph(counted + say("。", ".")),) if moved else ()),
        moved_table(overview, moved),
        Paragraph(
            say(
                "原结果同时作废。更正后的结果由全部数据重新核算得出。",
                "The earlier result is void. The corrected one was computed from all the data again.",
            )
        ),
    )
    return Document(
        title=overview.headed(say("关于更正", "Correction of the results of "), say("结果的通知", "")),
        blocks=blocks,
        signature=Signature(office, say.day(date)),
        source=source_lines(overview),
        language=say.language,
        author=office,
        head=Letterhead(office, blank_number(date.year, say.language)) if office else None,
    )


def _column(title: str, field: str) -> Column:
    if field == GRADE:
        return Column(title, width=4)
    return Column(title, align=Align.RIGHT, number=True, width=5)


def _values(one: Moved, field: str) -> tuple[str, str]:
    return {
        SCORE: (one.score_before, one.score_after),
        RANK: (one.rank_before, one.rank_after),
        GRADE: (one.grade_before, one.grade_after),
    }[field]


def moved_table(overview: Overview, moved: Sequence[Moved]) -> Table:
    """One row for each unit that moved."""
    say, none = overview.say, overview.say("无", "none")
    was, now = say("（前）", " (before)"), say("（后）", " (after)")
    shown = [name for name in (SCORE, RANK, GRADE) if overview.shows(name)]
    columns = (
        Column(say("单位", "unit"), width=10),
        *(_column(say.text(FIELDS[name]) + when, name) for name in shown for when in (was, now)),
    )
    rows = tuple(
        Row((one.name, *(value or none for name in shown for value in _values(one, name)))) for one in moved
    )
    empty = say("没有单位的得分、名次、等次变化。", "No score, rank or grade changed.")
    return Table(say("更正前后对照表", "Before and after"), columns, rows, empty=empty)
