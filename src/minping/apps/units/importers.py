"""The kinds of tables this room takes in."""

import re
from collections.abc import Sequence

from django.urls import reverse

from minping.apps.foundation.actors import Actor
from minping.apps.foundation.imports.kinds import ImportColumn, ImportKind, Notes, Row, Target, Undo, declare
from minping.apps.foundation.imports.parsers import choice, text, year, yes_no
from minping.apps.foundation.jobs import Told
from minping.apps.foundation.permissions import require
from minping.apps.units.models import Kind
from minping.apps.units.spelling import normal_name
from minping.apps.units.tables import writing
from minping.core.bundle.columns import UNITS
from minping.core.bundle.units_table import KIND_WORDS
from minping.core.findings import Text

_PARTS = re.compile(r"[;；、\n]")
_KINDS = {**KIND_WORDS, "系统": Kind.SYSTEM.value, "主管部门": Kind.SYSTEM.value, "system": Kind.SYSTEM.value}


def _aliases(column: str) -> tuple[str, ...]:
    """What the campaign folder's own table of units calls the column."""
    return UNITS.column(column).aliases


def _names(written: str) -> tuple[str, ...]:
    parts = (normal_name(part) for part in _PARTS.split(written))
    return tuple(dict.fromkeys(text(100)(part) for part in parts if part))


COLUMNS = (
    ImportColumn(
        "name",
        "单位名称",
        "unit",
        text(100),
        _aliases("unit"),
        required=True,
        about=Text("全称", "in full"),
        example="县公安局",
    ),
    ImportColumn(
        "code",
        "代码",
        "code",
        text(40),
        _aliases("code"),
        about=Text("不填则按名称查找，新单位自动编号", "if empty the name decides; new units get one"),
        example="101",
    ),
    ImportColumn(
        "kind",
        "类型",
        "kind",
        choice(_KINDS),
        _aliases("kind"),
        filled_down=True,
        about=Text(
            "单位（默认）、科室、站所、窗口、系统", "unit (if empty), section, station, window, system"
        ),
        example="单位",
    ),
    ImportColumn(
        "parent",
        "上级",
        "parent",
        text(100),
        _aliases("parent"),
        filled_down=True,
        about=Text("上级的名称或代码，可在本表任何一行", "name or code; it may stand anywhere in the table"),
        example="",
    ),
    ImportColumn(
        "system", "系统", "system", text(60), _aliases("system"), filled_down=True, example="公安系统"
    ),
    ImportColumn(
        "district", "区划", "district", text(60), _aliases("district"), filled_down=True, example="城关镇"
    ),
    ImportColumn(
        "category",
        "类别",
        "category",
        text(60),
        _aliases("category"),
        filled_down=True,
        about=Text("供选入活动时参考", "offered when a campaign takes the unit in"),
        example="执法监管",
    ),
    ImportColumn(
        "former",
        "曾用名",
        "former names",
        _names,
        _aliases("former_names"),
        about=Text("多个用 ; 或 、 隔开", "several are separated by ; or 、"),
        example="",
    ),
    ImportColumn(
        "enforcement",
        "执法职能",
        "enforcement",
        yes_no,
        ("行政执法职能", "执法", "是否执法", "执法单位", "有无执法职能"),
        about=Text("是、否", "是 or 否"),
        example="是",
    ),
    ImportColumn("short", "简称", "short name", text(40), ("单位简称",), example="公安局"),
    ImportColumn("english", "英文名称", "English name", text(160), ("英文名", "英译名"), example=""),
    ImportColumn("since", "起始年份", "since", year, ("成立年份", "设立年份", "起始年度"), example="2010"),
    ImportColumn(
        "renamed",
        "改名年份",
        "renamed in",
        year,
        ("更名年份", "更名年度"),
        about=Text("代码相同而名称已改的单位填写", "where the code is known and the name is new"),
        example="",
    ),
    ImportColumn("note", "备注", "note", text(2000), ("说明", "附注"), example=""),
)


def _allow(actor: Actor, target: Target) -> None:
    require(actor, "units.edit")


def _apply(actor: Actor, rows: Sequence[Row], target: Target, told: Told) -> Undo:
    return writing.apply(actor, rows, Notes(KIND, "", "", {}), told)


KIND = declare(
    ImportKind(
        code="units.units",
        name=Text("单位", "units"),
        columns=COLUMNS,
        allow=_allow,
        check=writing.check,
        apply=_apply,
        undo=writing.undo,
        home=lambda target: reverse("units:list"),
        about=Text(
            "已有的单位按代码、再按名称对应；表中没有的列保持原样。可先导出现有单位，改好后再导入。",
            "Units that exist are found by code, then by name; columns the table lacks stay as they are. "
            "You may export the units, change the table and take it in again.",
        ),
        sheets=UNITS.names,
    )
)
