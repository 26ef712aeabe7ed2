"""A document as a file to save."""

from django.http import Http404, HttpResponse

from minping.apps.documents.content import Document
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import download

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def paper(document: Document, name: str, form: str) -> HttpResponse:
    """The document as Word or PDF; 404 for anything else."""
    from minping.apps.documents.press import Press  # noqa: PLC0415 - opens the fonts

    if form not in KINDS:
        raise Http404
    press = Press()
    data = press.word(document, today()) if form == "docx" else press.pdf([document], today())
    return download(data, f"{name}.{form}", KINDS[form])
