"""更正通知: which results were corrected, before and after, unit by unit."""

from collections.abc import Sequence
from datetime import date

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
    blocks: tuple[Block, ...] = (
        Paragraph(say("各参评单位：", "To all units:"), Role.ADDRESSEE),
        *(Paragraph(line) for line in say.text(text).splitlines() if line.strip()),
        Heading(say("更正前后对照", "Before and after")),
        Paragraph(
            say(
                f"共{len(moved)}个单位的结果有变化，其中{ranks}个单位的名次有变化。",
                f"The result of {len(moved)} units changed, the rank of {ranks} of them.",
            )
        ),
        moved_table(overview, moved),
        Paragraph(
            say(
                "原结果同时作废。更正后的结果由全部数据重新核算得出，任何人可以用公开数据核对。",
                "The earlier result is void. The corrected one was computed from all the data again; anybody can "
                "check it with the public data.",
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
    )


def moved_table(overview: Overview, moved: Sequence[Moved]) -> Table:
    """One row for each unit that moved."""
    say, none = overview.say, overview.say("无", "none")
    was, now = say("（前）", " (before)"), say("（后）", " (after)")
    score, rank, grade = say("得分", "score"), say("名次", "rank"), say("等次", "grade")
    columns = (
        Column(say("单位", "unit"), width=10),
        *(
            Column(f"{name}{when}", align=Align.RIGHT, number=True, width=5)
            for name in (score, rank)
            for when in (was, now)
        ),
        *(Column(f"{grade}{when}", width=4) for when in (was, now)),
    )
    rows = tuple(
        Row(
            (
                one.name,
                *(
                    value or none
                    for value in (
                        one.score_before,
                        one.score_after,
                        one.rank_before,
                        one.rank_after,
                        one.grade_before,
                        one.grade_after,
                    )
                ),
            )
        )
        for one in moved
    )
    empty = say("没有单位的得分、名次、等次变化。", "No score, rank or grade changed.")
    return Table(say("更正前后对照表", "Before and after"), columns, rows, empty=empty)
