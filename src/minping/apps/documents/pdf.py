"""Documents as PDF, set by typst. Content goes in as data, so no name can become markup."""

import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from typing import Any

import typst

from minping.apps.documents.charts import Picture
from minping.apps.documents.content import (
    BarChart,
    Block,
    Chart,
    DistributionChart,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    clean,
    leads,
    numbered,
)
from minping.apps.documents.fonts import Faces
from minping.apps.documents.letterhead import RED, Head, set_head
from minping.apps.documents.lettering import WHOLE, fitted

Draw = Callable[[Chart, str], tuple[Picture, ...]]
Json = dict[str, Any]
_TEMPLATES = ("document.typ", "blocks.typ")


class PdfPrinter:
    """Keeps the fonts open between documents. ``draw`` makes the pictures of a chart."""

    def __init__(self, faces: Faces, draw: Draw) -> None:
        self._faces = faces
        self._draw = draw
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=list(faces.paths)
        )
        self._templates = {name: files(__package__).joinpath(name).read_bytes() for name in _TEMPLATES}

    def render(self, documents: Sequence[Document], created: date) -> bytes:
        """One PDF of the documents, each beginning on page 1. The same content gives the same bytes.

        Reads and writes nothing outside a temporary folder; fetches nothing."""
        with tempfile.TemporaryDirectory(prefix="minping-") as name:
            folder = Path(name)
            content = _Content(folder, self._draw).of(documents, self._faces)
            (folder / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            for file, template in self._templates.items():
                (folder / file).write_bytes(template)
            compiler = typst.Compiler(
                root=str(folder), font_paths=self._fonts, ignore_system_fonts=True, package_path=name
            )
            noon = datetime(created.year, created.month, created.day, 12, tzinfo=UTC)
            made = compiler.compile(input=folder / _TEMPLATES[0], format="pdf", timestamp=noon)
        if not isinstance(made, bytes):
            raise TypeError("typst gave no PDF")
        return made


class _Content:
    """The documents as plain data for the template; pictures as files beside it."""

    def __init__(self, folder: Path, draw: Draw) -> None:
        self._folder, self._draw, self._drawn = folder, draw, 0

    def of(self, documents: Sequence[Document], faces: Faces) -> Json:
        first = documents[0]
        return {
            "language": first.language,
            "author": clean(first.author),
            "faces": {
                "title": faces.title,
                "body": faces.body,
                "heading": faces.heading,
                "subheading": faces.subheading,
            },
            "own_title": faces.own_title,
            "documents": [self._document(d) for d in documents],
        }

    def _document(self, document: Document) -> Json:
        signature, blocks = document.signature, list(numbered(document.blocks, document.language))
        return {
            "head": document.head and _head(set_head(document.head, document.language)),
            "title": clean(document.title),
            "name": clean(document.name),
            "subtitle": clean(document.subtitle),
            "landscape": document.landscape,
            "blocks": [
                data
                for block, following in zip_longest(blocks, blocks[1:])
                for data in self._blocks(block, document, leads=leads(block, following))
            ],
            "signature": signature and {"office": clean(signature.office), "date": clean(signature.date)},
            "source": [clean(line) for line in document.source],
        }

    def _blocks(self, block: Block, document: Document, *, leads: bool) -> list[Json]:
        match block:
            case Table():
                made = [_table(block, document)]
                return made if block.chart is None else [*made, self._chart(block.chart, document.language)]
            case BarChart() | DistributionChart():
                return [self._chart(block, document.language)]
            case Heading(text=text, level=level):
                return [{"kind": "heading", "text": clean(text), "level": level}]
            case Paragraph(text=text, role=role):
                return [{"kind": "paragraph", "text": clean(text), "role": role.value, "leads": leads}]
            case Facts(pairs=pairs):
                return [{"kind": "facts", "pairs": [[clean(a), clean(b)] for a, b in pairs]}]
            case PageBreak():
                return [{"kind": "break"}]

    def _chart(self, chart: Chart, language: str) -> Json:
        shown = []
        for picture in self._draw(chart, language):
            self._drawn += 1
            file = f"chart-{self._drawn}.png"
            (self._folder / file).write_bytes(picture.png)
            size = {"width": picture.width_mm, "height": picture.height_mm}
            shown.append({"file": file, "alt": picture.alt, **size})
        return {"kind": "chart", "pictures": shown}


def _head(head: Head) -> Json:
    words = {"lines": head.lines, "number": head.number, "signer": head.signer}
    return {**words, "points": head.points, "letter": head.letter, "red": RED}


def _table(table: Table, document: Document) -> Json:
    fit = fitted(table, document.language, document.width_mm)
    return {
        "kind": "table",
        "caption": clean(table.caption),
        "widths": fit.widths,
        "points": fit.points,
        "whole": len(table.rows) + len(table.foot) <= WHOLE,
        "columns": [
            {
                "head": [clean(c.title), clean(c.head(document.language).removeprefix(c.title).strip())],
                "align": c.align.value,
            }
            for c in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
        "foot": [_row(row) for row in table.foot],
        "notes": [clean(note) for note in table.notes],
        "empty": clean(table.empty),
    }


def _row(row: Row) -> Json:
    return {"cells": [clean(cell) for cell in row.cells], "level": row.level, "strong": row.strong}
