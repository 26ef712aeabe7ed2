"""What a form is made of: single inputs, rows of them, and groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from minping.core.findings import Text

Data = Mapping[str, Sequence[str]]
"""What was posted: name → values."""


def legible(text: str) -> str:
    """The text without control characters, which no database and no page should have to bear."""
    return "".join(sign for sign in text if (sign >= " " and sign != "\x7f") or sign in "\n\t")


Choices = Sequence[tuple[str, Text]]


@dataclass(frozen=True)
class Input:
    """One control. ``kind``: text, long, number, choice, checks, lines, day."""

    name: str
    label: Text
    kind: str
    value: tuple[str, ...]
    choices: Choices = ()
    errors: tuple[Text, ...] = ()
    help: Text | None = None
    shape: ClassVar[str] = "input"

    @property
    def text(self) -> str:
        """The value of a control that has one."""
        return self.value[0] if self.value else ""

    @property
    def height(self) -> int:
        """Lines that are shown of a list."""
        return max(1, min(8, self.text.count("\n") + 1))

    @property
    def html_id(self) -> str:
        """The name as an id of the page."""
        return "f-" + "".join(c if c.isalnum() else "-" for c in self.name)


@dataclass(frozen=True)
class Row:
    """Inputs of one row; ``remove``, ``add``: names of the boxes that take it out or in; ``title`` names what
    it is, ``link`` the item behind it."""

    inputs: tuple["Widget", ...]
    remove: str = ""
    title: str = ""
    link: str = ""
    add: str = ""


@dataclass(frozen=True)
class Rows:
    """Rows that can be filled, added to, and taken out. ``count``: name and number of rows drawn."""

    name: str
    label: Text
    rows: tuple[Row, ...]
    errors: tuple[Text, ...] = ()
    shape: ClassVar[str] = "rows"


@dataclass(frozen=True)
class Group:
    """Inputs that belong together; ``folded`` ones are shown on demand."""

    name: str
    label: Text
    inputs: tuple["Widget", ...]
    folded: bool = False
    shape: ClassVar[str] = "group"


Widget = Input | Rows | Group


@dataclass
class Taken:
    """What is being read: the posted data, the faults found, and where percentages were written,
    which rows were taken out."""

    data: Data
    faults: dict[str, list[Text]] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)
    removed: list[tuple[str, int]] = field(default_factory=list)

    def one(self, name: str) -> str | None:
        """The posted text, None where the input was not on the page."""
        found = self.data.get(name)
        return legible(found[-1].replace("\r\n", "\n")) if found else None

    def fault(self, name: str, text: Text) -> None:
        self.faults.setdefault(name, []).append(text)


def refilled(widgets: Sequence[Widget], taken: Taken) -> tuple[Widget, ...]:
    """The inputs with what the person had filled in, and the faults beside them."""
    return tuple(_refilled(widget, taken) for widget in widgets)


def _refilled(widget: Widget, taken: Taken) -> Widget:
    if isinstance(widget, Group):
        inside = refilled(widget.inputs, taken)
        return replace(widget, inputs=inside, folded=widget.folded and not _faulty(inside))
    if isinstance(widget, Rows):
        rows = tuple(replace(row, inputs=refilled(row.inputs, taken)) for row in widget.rows)
        return replace(widget, rows=rows, errors=tuple(taken.faults.get(widget.name, ())))
    value = widget.value
    if widget.kind == "checks" and f"{widget.name}.shown" in taken.data:
        value = tuple(taken.data.get(widget.name, ()))
    elif widget.name in taken.data:
        value = (taken.one(widget.name) or "",)
    return replace(widget, value=value, errors=tuple(taken.faults.get(widget.name, ())))


def with_present(widgets: Sequence[Widget], present: Mapping[str, Input]) -> tuple[Widget, ...]:
    """The inputs, saying beside each that differs what is stored now."""
    return tuple(_with_present(widget, present) for widget in widgets)


def _with_present(widget: Widget, present: Mapping[str, Input]) -> Widget:
    if isinstance(widget, Group):
        return replace(widget, inputs=with_present(widget.inputs, present), folded=False)
    if isinstance(widget, Rows):
        rows = tuple(replace(row, inputs=with_present(row.inputs, present)) for row in widget.rows)
        return replace(widget, rows=rows)
    now = present.get(widget.name)
    if now is None or set(now.value) == set(widget.value):
        return widget
    labels = dict(now.choices)
    zh = "、".join(labels[v].zh if v in labels else v for v in now.value) or "空"
    en = ", ".join(labels[v].en if v in labels else v for v in now.value) or "empty"
    return replace(widget, help=Text(f"现在保存的是：{zh}", f"stored now: {en}"))


def _faulty(widgets: Sequence[Widget]) -> bool:
    return any(one.errors for one in single_inputs(widgets))


def single_inputs(widgets: Sequence[Widget]) -> list[Input]:
    """Every control of a form."""
    found: list[Input] = []
    for widget in widgets:
        if isinstance(widget, Input):
            found.append(widget)
        elif isinstance(widget, Group):
            found += single_inputs(widget.inputs)
        else:
            found += [one for row in widget.rows for one in single_inputs(row.inputs)]
    return found
