"""What a form of campaign sets up. Days are (month, day) of the campaign's year."""

from dataclasses import dataclass
from datetime import date

from minping.core.findings import Text

Day = tuple[int, int]


def day_in(year: int, day: Day) -> date:
    """The day of the template in a year; 29 February becomes the 28th where there is none."""
    month, number = day
    try:
        return date(year, month, number)
    except ValueError:
        return date(year, month, number - 1)


@dataclass(frozen=True)
class StagePlan:
    """``doubt``: a contradiction in the source's own text that the office must settle."""

    kind: str
    name: str
    opens: Day
    closes: Day
    work: str = ""
    doubt: Text | None = None


@dataclass(frozen=True)
class RoundPlan:
    """``group`` and ``code``: those of the template's scheme."""

    group: str
    code: str
    title: str
    title_en: str
    opens: Day
    closes: Day
    minimum: int | None = None
    trained_only: bool = False
    channel: str = "web"


@dataclass(frozen=True)
class HeadPlan:
    """A content head with its check points, positive (``do``) and negative (``dont``)."""

    name: str
    do: tuple[str, ...] = ()
    dont: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskPlan:
    """``stage``: kind of the stage it belongs to."""

    title: str
    stage: str
    due: Day
    owner: str = ""


@dataclass(frozen=True)
class FormTemplate:
    """One form of campaign. ``preset``: the scheme it starts from, empty where none fits."""

    code: str
    name: Text
    about: Text
    stages: tuple[StagePlan, ...]
    categories: tuple[tuple[str, str], ...]
    heads: tuple[HeadPlan, ...] = ()
    rounds: tuple[RoundPlan, ...] = ()
    tasks: tuple[TaskPlan, ...] = ()
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    preset: str = ""
    requirement: str = ""
    short: bool = False
    enforcement_only: bool = False
    inside: bool = False
    """Held within one unit or system, of its own sections, windows and stations."""
