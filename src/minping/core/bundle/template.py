"""An empty campaign for a scheme: the tables it needs, with headers, and a guide to every column."""

from collections.abc import Iterator
from pathlib import Path

from minping.core.bundle.atomic import new_folder
from minping.core.bundle.campaign_file import CAMPAIGN_YAML, KEYS, campaign_pairs, campaign_yaml
from minping.core.bundle.columns import (
    COUNTS,
    ENTRIES,
    EVENTS,
    HISTORY,
    PARTICIPATION,
    REPORTS,
    UNITS,
    Column,
    Kind,
    Spec,
)
from minping.core.bundle.model import SchemeFile
from minping.core.bundle.vocabulary import Vocabulary, vocabulary
from minping.core.bundle.workbook_out import WorkbookOut
from minping.core.bundle.write import csv_bytes
from minping.core.scheme.canonical import to_canonical
from minping.core.scheme.model import Scheme

GUIDE = "说明.xlsx"
_HEADER = ("表", "文件", "列", "英文列名", "必填", "内容", "说明", "其他可用列名")
_KINDS = {
    Kind.NAME: "名称或代码",
    Kind.FREE: "文字",
    Kind.WORD: "固定用词",
    Kind.INTEGER: "整数",
    Kind.NUMBER: "数字（可带 %）",
    Kind.DATE: "日期，如 2024-03-05",
    Kind.YES_NO: "是 / 否",
}


def write_template(scheme: Scheme, target: Path, *, scheme_file: SchemeFile | None = None) -> None:
    """Write a folder to be filled in: campaign.yaml, the scheme, an empty table for everything that the
    scheme asks for, and ``说明.xlsx`` (every column, every code, the header of ballot files).

    Without ``scheme_file`` the scheme is written in its frozen form. Raises ``RefusedInput`` when the
    folder holds anything already.
    """
    words = vocabulary(scheme)
    plan = scheme_file or SchemeFile("scheme.json", to_canonical(scheme))
    with new_folder(target) as folder:
        pairs = campaign_pairs(scheme.title, scheme.year or 0, "", "", "")
        missing = "" if scheme.year else f"{KEYS['year'][0]}: # 请填写 / fill in\n"
        (folder / CAMPAIGN_YAML).write_text(campaign_yaml(pairs) + missing, encoding="utf-8")
        (folder / plan.name).write_bytes(plan.data)
        specs = needed_tables(scheme, words)
        for spec in specs:
            (folder / f"{spec.name}.csv").write_bytes(csv_bytes([c.zh for c in spec.columns], ()))
        with WorkbookOut(folder / GUIDE, GUIDE, scheme.year or 0) as book:
            book.sheet("说明", _HEADER, _guide(specs))
            book.sheet("可填内容", ("用在", "代码", "名称"), _allowed(scheme, words))
            if words.has_surveys:
                aspects = [aspect.name for aspect in scheme.aspects.values()]
                book.sheet("选票样表", ("单位", "投票层面", "轮次", "渠道", *aspects), ())


def needed_tables(scheme: Scheme, words: Vocabulary) -> list[Spec]:
    """The tables that the scheme reads. Ballots, if there are any, take the place of ``counts``."""
    has_history = any(selection.history for selection in scheme.selections)
    needed = (
        (UNITS, True),
        (COUNTS, words.has_surveys),
        (PARTICIPATION, words.has_surveys),
        (REPORTS, bool(words.reports)),
        (ENTRIES, bool(words.item)),
        (EVENTS, bool(words.events)),
        (HISTORY, has_history),
    )
    return [spec for spec, is_needed in needed if is_needed]


def _guide(specs: list[Spec]) -> Iterator[tuple[str, ...]]:
    for spec in specs:
        for column in spec.columns:
            yield _line(spec, column)


def _line(spec: Spec, column: Column) -> tuple[str, ...]:
    others = "、".join(column.aliases)
    required = "必填" if column.required else ""
    kind = _KINDS[column.kind]
    return (spec.zh, f"{spec.name}.csv", column.zh, column.name, required, kind, column.about, others)


def _allowed(scheme: Scheme, words: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """The codes and names that the scheme makes available to the tables."""
    for category in scheme.categories.values():
        yield "类别", category.code, category.name
    for group in scheme.groups.values():
        yield "投票层面", group.code, group.name
    for known in scheme.rounds.values():
        yield "轮次", known.code, known.name
    for aspect in scheme.aspects.values():
        yield "测评项", aspect.code, aspect.name
    for scale in scheme.scales.values():
        for option in scale.options:
            yield f"选项（{scale.name or scale.code}）", option.code, option.name
    for component in words.reports:
        yield "部件", component, component
    for code in words.item:
        yield "考评项", code, next((name for name in words.items.names_of(code)), code)
    for event in words.events.names(1000):
        yield "事件", event, event
