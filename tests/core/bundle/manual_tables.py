"""The tables of columns as the manual prints them."""

from minping.core.bundle.columns import TABLES, Column, Kind, Spec
from minping.core.tally.columns import FIELD_ALIASES

KINDS_ZH = {
    Kind.NAME: "名称",
    Kind.FREE: "文字",
    Kind.WORD: "固定用词",
    Kind.INTEGER: "整数",
    Kind.NUMBER: "数字",
    Kind.DATE: "日期",
    Kind.YES_NO: "是 / 否",
}
KINDS_EN = {
    Kind.NAME: "name",
    Kind.FREE: "text",
    Kind.WORD: "fixed word",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.YES_NO: "yes / no",
}


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _line_zh(column: Column) -> str:
    others = "、".join(a for a in column.aliases)
    required = "必填" if column.required else ""
    cells = [column.zh, f"`{column.name}`", required, KINDS_ZH[column.kind], column.about, others]
    return _row(cells).replace("  ", " ")


def _line_en(column: Column) -> str:
    others = ", ".join((column.zh, *column.aliases))
    required = "yes" if column.required else ""
    cells = [f"`{column.name}`", required, KINDS_EN[column.kind], others]
    return _row(cells).replace("  ", " ")


def columns_zh(spec: Spec) -> str:
    """The table of a spec's columns for the Chinese page."""
    header = ["| 列 | 英文 | 必填 | 内容 | 说明 | 也认得的列名 |", "| --- | --- | --- | --- | --- | --- |"]
    return "\n".join([*header, *map(_line_zh, spec.columns)])


def columns_en(spec: Spec) -> str:
    """The table of a spec's columns for the English page."""
    header = ["| column | required | content | also known as |", "| --- | --- | --- | --- |"]
    return "\n".join([*header, *map(_line_en, spec.columns)])


def ballot_columns() -> str:
    """The columns of ballot files, the same on both pages."""
    rows = [
        _row([f"`{name}`", "、".join(a for a in aliases if a != name)])
        for name, aliases in FIELD_ALIASES.items()
    ]
    return "\n".join(rows)


def file_names(spec: Spec) -> str:
    """Every name under which a table is found."""
    return "、".join(f"`{name}`" for name in spec.names)


__all__ = ["TABLES", "ballot_columns", "columns_en", "columns_zh", "file_names"]
