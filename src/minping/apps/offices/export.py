"""A lower office's result as a table that can be handed in as a partner's component."""

from datetime import date

from minping.apps.documents import excel
from minping.apps.documents.content import Column, Document, Row, Table
from minping.apps.offices.models import Letter
from minping.core.scoring.result import ScoreRun, UnitResult


def result_table(letter: Letter, run: ScoreRun, created: date) -> bytes:
    """One row for each unit with its published score; a unit without one is 不适用, with the reason beside it."""
    heads = (Column("单位"), Column("得分"), Column("来源"), Column("备注"))
    source = f"{letter.peer.name}：{letter.title}（{letter.dated.isoformat()}，第{letter.number}号）"
    lines = tuple(Row((one.name, one.published or "不适用", source, _note(one))) for one in run.units)
    table = Table("评议结果", heads, lines, empty="没有单位。", sheet="评议结果")
    return excel.render(Document("评议结果", (table,), author=letter.peer.name), created)


def _note(one: UnitResult) -> str:
    if one.placing is None:
        return "；".join(text.zh for text in one.notes)
    return f"{one.category}第{one.placing.rank}名，共{one.placing.of}个"
