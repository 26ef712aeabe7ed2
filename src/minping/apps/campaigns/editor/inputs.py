"""What a form is made of: single inputs, rows of them, and groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from minping.core.findings import Text

Data = Mapping[str, Sequence[str]]
"""What was posted: name → values."""

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

    @property
    def text(self) -> str:
        """The value of a control that has one."""
        return self.value[0] if self.value else ""

    @property
    def html_id(self) -> str:
        """The name as an id of the page."""
        return "f-" + "".join(c if c.isalnum() else "-" for c in self.name)


@dataclass(frozen=True)
class Row:
    """Inputs of one row; ``remove``: name of the box that takes the row out; ``title`` names what it is,
    ``link`` the item behind it."""

    inputs: tuple["Widget", ...]
    remove: str = ""
    title: str = ""
    link: str = ""


@dataclass(frozen=True)
class Rows:
    """Rows that can be filled, added to, and taken out. ``count``: name and number of rows drawn."""

    name: str
    label: Text
    rows: tuple[Row, ...]
    errors: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Group:
    """Inputs that belong together; ``folded`` ones are shown on demand."""

    name: str
    label: Text
    inputs: tuple["Widget", ...]
    folded: bool = False


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
        return found[-1].replace("\r\n", "\n") if found else None

    def fault(self, name: str, text: Text) -> None:
        self.faults.setdefault(name, []).append(text)
