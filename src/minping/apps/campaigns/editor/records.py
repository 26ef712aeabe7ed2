"""Values made of other values: records, rows, tables by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from minping.apps.campaigns.editor.inputs import Group, Input, Row, Rows, Taken, Widget
from minping.apps.campaigns.editor.shapes import TEXT, YES_NO, Shape
from minping.core.findings import Text

MOST_ROWS = 200
DEEPEST = 4
"""How many records inside one another a form offers; deeper ones that stand in a plan are drawn all the same."""


@dataclass(frozen=True)
class Record:
    """A dataclass: each of its fields in its own shape. Fields without a shape stay as they are."""

    parts: Sequence[tuple[str, Text, Shape]]

    def draw(self, name: str, label: Text, value: Any) -> tuple[Widget, ...]:
        return tuple(
            widget
            for part, own, shape in self.parts
            for widget in shape.draw(_below(name, part), own, getattr(value, part))
        )

    def read(self, name: str, value: Any, taken: Taken) -> Any:
        read = {
            part: shape.read(_below(name, part), getattr(value, part), taken) for part, _, shape in self.parts
        }
        changed = {part: new for part, new in read.items() if new != getattr(value, part)}
        return replace(value, **changed) if changed else value

    def blank(self, name: str, taken: Taken) -> bool:
        return all(shape.blank(_below(name, part), taken) for part, _, shape in self.parts)


def _below(name: str, part: str) -> str:
    return f"{name}.{part}" if name else part


@dataclass(frozen=True)
class Boxed:
    """A record under its own heading. ``folded``: on demand where nothing is said in it yet."""

    record: Shape
    folded: bool = False

    def draw(self, name: str, label: Text, value: Any) -> tuple[Widget, ...]:
        folded = self.folded and all(getattr(value, f.name) in ("", (), f.default) for f in fields(value))
        return (Group(name, label, self.record.draw(name, label, value), folded),)

    def read(self, name: str, value: Any, taken: Taken) -> Any:
        return self.record.read(name, value, taken)

    def blank(self, name: str, taken: Taken) -> bool:
        return self.record.blank(name, taken)


@dataclass(frozen=True)
class Maybe:
    """A record that may be absent."""

    record: Shape
    make: Callable[[], Any]

    def draw(self, name: str, label: Text, value: Any) -> tuple[Widget, ...]:
        text = "false" if value is None else "true"
        there = Input(f"{name}.there", Text("有此项", "present"), "choice", (text,), YES_NO)
        inside = self.record.draw(name, label, self.make() if value is None else value)
        return (Group(name, label, (there, *inside), folded=value is None),)

    def read(self, name: str, value: Any, taken: Taken) -> Any:
        there = taken.one(f"{name}.there")
        if there == "false" or (there is None and value is None):
            return None
        return self.record.read(name, self.make() if value is None else value, taken)

    def blank(self, name: str, taken: Taken) -> bool:
        return True


@dataclass(frozen=True)
class Many:
    """A tuple of records; one blank row is drawn for another. ``new``: what that row shows, where it is less."""

    record: Shape
    make: Callable[[], Any]
    new: Shape | None = None

    def draw(self, name: str, label: Text, value: Sequence[Any]) -> tuple[Widget, ...]:
        rows = [
            Row(self.record.draw(f"{name}.{i}", label, held), remove=f"{name}.{i}.remove")
            for i, held in enumerate(value)
        ]
        new = (self.new or self.record).draw(f"{name}.{len(value)}", label, self.make())
        rows.append(Row(_blank(new), title="+", add=f"{name}.add"))
        return (Rows(name, label, tuple(rows)),)

    def read(self, name: str, value: tuple[Any, ...], taken: Taken) -> tuple[Any, ...]:
        read: list[Any] = []
        for i, held in enumerate(value):
            if taken.one(f"{name}.{i}.remove") is None:
                read.append(self.record.read(f"{name}.{i}", held, taken))
            else:
                taken.removed.append((name, i))
        for i in range(len(value), len(value) + MOST_ROWS):
            if not any(key.startswith(f"{name}.{i}.") for key in taken.data):
                break
            if taken.one(f"{name}.add") is not None or not self.record.blank(f"{name}.{i}", taken):
                read.append(self.record.read(f"{name}.{i}", self.make(), taken))
        return tuple(read)

    def blank(self, name: str, taken: Taken) -> bool:
        return True


def _too_deep(name: str) -> bool:
    return sum(step.isdecimal() for step in name.split(".")) >= DEEPEST


@dataclass(frozen=True)
class Nested:
    """A tuple of records of the kind that holds it. ``record``: one of them, with or without a place for
    further ones inside; a row that is not there yet has none. ``said``: how the rows belong together."""

    record: Callable[[bool], Shape]
    make: Callable[[], Any]
    said: Text

    def _many(self) -> Many:
        return Many(self.record(True), self.make, self.record(False))

    def draw(self, name: str, label: Text, value: Sequence[Any]) -> tuple[Widget, ...]:
        if not value and _too_deep(name):
            return ()
        return (Group(name, label, self._many().draw(name, self.said, value), folded=not value),)

    def read(self, name: str, value: tuple[Any, ...], taken: Taken) -> tuple[Any, ...]:
        if not value and (_too_deep(name) or not any(key.startswith(f"{name}.") for key in taken.data)):
            return value
        return self._many().read(name, value, taken)

    def blank(self, name: str, taken: Taken) -> bool:
        return True


def _blank(widgets: Sequence[Widget]) -> tuple[Widget, ...]:
    """The inputs of a row that is not there yet: texts and numbers empty, choices as they begin."""
    return tuple(_blanked(widget) for widget in widgets)


def _blanked(widget: Widget) -> Widget:
    if isinstance(widget, Input):
        return widget if widget.kind in {"choice", "checks"} else replace(widget, value=("",))
    if isinstance(widget, Group):
        return replace(widget, inputs=_blank(widget.inputs))
    return widget


@dataclass(frozen=True)
class Table:
    """Numbers by name; a name without a number is not in the table. ``free``: names may be typed."""

    names: Sequence[tuple[str, Text]]
    number: Shape
    free: bool = False

    def _names(self, value: Mapping[str, Any]) -> list[tuple[str, Text]]:
        known = [name for name, _ in self.names]
        return [*self.names, *((name, Text(name, name)) for name in value if name not in known)]

    def draw(self, name: str, label: Text, value: Mapping[str, Any]) -> tuple[Widget, ...]:
        widgets = [
            widget
            for key, own in self._names(value)
            for widget in self.number.draw(f"{name}[{key}]", own, value.get(key))
        ]
        if self.free:
            widgets += TEXT.draw(f"{name}.new", Text("另一个名称", "another name"), "")
            widgets += self.number.draw(f"{name}.new.number", label, None)
        return (Group(name, label, tuple(widgets), folded=not value),) if widgets else ()

    def read(self, name: str, value: Mapping[str, Any], taken: Taken) -> Mapping[str, Any]:
        read = {
            key: self.number.read(f"{name}[{key}]", value.get(key), taken) for key, _ in self._names(value)
        }
        added = (taken.one(f"{name}.new") or "").strip()
        if self.free and added:
            read[added] = self.number.read(f"{name}.new.number", None, taken)
        kept = {key: number for key, number in read.items() if number is not None}
        return value if kept == dict(value) else kept

    def blank(self, name: str, taken: Taken) -> bool:
        return True
