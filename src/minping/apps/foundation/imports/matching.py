"""The page on which a person says which column of the file is which."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports.kinds import ImportColumn, ImportKind
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.reading import Mapped, header_row, mapped_from, samples
from minping.apps.foundation.imports.services import guess_for
from minping.core.bundle.headers import letters
from minping.core.findings import Text


@dataclass(frozen=True)
class Choice:
    """A column of the file: its letter, header and first values, and what it is taken for."""

    at: int
    letter: str
    header: str
    samples: Sequence[str]
    options: Sequence[tuple[ImportColumn, bool]]

    @property
    def matched(self) -> bool:
        """Whether the column is read at all."""
        return any(chosen for _, chosen in self.options)


def mapped_of(request: HttpRequest, run: ImportRun, kind: ImportKind, seen: list[dict[str, Any]]) -> Mapped:
    """What the person has chosen; the guess for another sheet or header row; else what is stored."""
    stored = mapped_from(run.mapping)
    asked = request.POST if request.method == "POST" else request.GET
    sheet = asked.get("sheet", stored.sheet)
    sheet = sheet if any(one["name"] == sheet for one in seen) else stored.sheet
    header = _number(asked.get("header", ""), 1, 100)
    if request.method != "POST":
        if sheet == stored.sheet and header in {None, stored.header}:
            return stored
        return guess_for(run, kind, sheet, header)
    names = {column.name for column in kind.columns}
    chosen: dict[str, int] = {}
    for at, value in _chosen(request):
        if value in names:
            chosen.setdefault(value, at)
    return Mapped(sheet, header or stored.header, chosen)


def _chosen(request: HttpRequest) -> list[tuple[int, str]]:
    """(position in the file, name of a column of the kind) as the form says it."""
    numbered = (
        (_number(field.removeprefix("column-"), 0, 10_000), value)
        for field, value in request.POST.items()
        if field.startswith("column-") and isinstance(value, str) and value
    )
    return [(at, value) for at, value in numbered if at is not None]


def refuse_doubled(request: HttpRequest, kind: ImportKind) -> None:
    """Raise Refused when two columns of the file are to be the same thing."""
    counted = Counter(value for _, value in _chosen(request))
    twice = [column for column in kind.columns if counted[column.name] > 1]
    if twice:
        raise Refused(
            Text(
                f"有两列都选成了「{'、'.join(c.zh for c in twice)}」，请只保留一列。",
                f"Two columns are both matched to {', '.join(c.en for c in twice)}: keep one.",
            )
        )


def _number(text: str, least: int, most: int) -> int | None:
    plain = text.isascii() and text.isdecimal() and len(text) <= 6
    return int(text) if plain and least <= int(text) <= most else None


def sheets(seen: list[dict[str, Any]], chosen: str) -> list[tuple[str, int, bool]]:
    """Name, number of rows and whether it is the chosen one."""
    return [(one["name"], one["rows"], one["name"] == chosen) for one in seen]


def choices(kind: ImportKind, seen: list[dict[str, Any]], mapped: Mapped) -> list[Choice]:
    """The columns of the chosen sheet that hold anything, as the page shows them."""
    top = next(one["top"] for one in seen if one["name"] == mapped.sheet)
    texts = header_row(top, mapped.header, kind).texts
    width = max((len(row) for row in top), default=0)
    held = {at: name for name, at in mapped.columns.items()}
    found = []
    for at in range(width):
        header = texts[at] if at < len(texts) else ""
        first = samples(top, mapped.header, at)
        if header or first or at in held:
            options = [(column, held.get(at) == column.name) for column in kind.columns]
            found.append(Choice(at, letters(at), header, first, options))
    return found
