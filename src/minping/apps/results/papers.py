"""A document as a file to save."""

from datetime import date

from django.http import Http404, HttpResponse

from minping.apps.documents.content import Document
from minping.apps.foundation.pages import download

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def paper(document: Document, name: str, kind: str, day: date) -> HttpResponse:
    """The document as Word or PDF, dated with ``day``; 404 for anything else."""
    from minping.apps.documents.press import Press  # noqa: PLC0415 - opens the fonts

    if kind not in KINDS:
        raise Http404
    press = Press()
    data = press.word(document, day) if kind == "docx" else press.pdf([document], day)
    return download(data, f"{name}.{kind}", KINDS[kind])
