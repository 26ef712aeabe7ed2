"""One door to the printed page: Word, PDF and Excel from the same document."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from minping.apps.documents import charts, excel
from minping.apps.documents.charts import Picture
from minping.apps.documents.content import Chart, Document
from minping.apps.documents.fonts import faces
from minping.apps.documents.pdf import PdfPrinter
from minping.apps.documents.word import WordPrinter

_KEPT = 512


class Press:
    """Holds the open fonts and the last pictures, so that the Word and the PDF edition of a document draw
    each chart once. ``fonts``: a folder with an office's own faces (.ttf, .otf), optional."""

    def __init__(self, fonts: Path | None = None) -> None:
        chosen = faces(fonts)
        self._pictures: OrderedDict[tuple[Chart, str], tuple[Picture, ...]] = OrderedDict()
        self._word = WordPrinter(chosen, self._draw)
        self._pdf = PdfPrinter(chosen, self._draw)

    def word(self, document: Document, created: date) -> bytes:
        """The document as .docx."""
        return self._word.render(document, created)

    def pdf(self, documents: Sequence[Document], created: date) -> bytes:
        """The documents, at least one, bound into one PDF; each begins on page 1."""
        return self._pdf.render(documents, created)

    def excel(self, document: Document, created: date) -> bytes:
        """The document's tables as .xlsx."""
        return excel.render(document, created)

    def _draw(self, chart: Chart, language: str) -> tuple[Picture, ...]:
        key = (chart, language)
        if key not in self._pictures:
            self._pictures[key] = charts.pictures(chart, language)
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        return self._pictures[key]
