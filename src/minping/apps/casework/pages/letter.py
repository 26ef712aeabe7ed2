"""督办单 as a file, for office and unit alike."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from minping.apps.casework.letters import letter_document, letter_title
from minping.apps.casework.pages.frame import problem_for
from minping.apps.foundation.clock import today
from minping.apps.foundation.pages import actor_of, download, language, page, say

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_GET
@page("casework.view")
def letter(request: HttpRequest, problem: UUID, urge: UUID, form: str) -> HttpResponse:
    """The letter as Word or PDF; 404 for anything else, and for a reminder, which is no letter."""
    from minping.apps.documents.press import Press  # noqa: PLC0415 - opens the fonts

    found = problem_for(actor_of(request), problem)
    asked = found.urges.filter(id=urge, level__gte=1).first()
    if asked is None or form not in KINDS:
        raise Http404
    document, press = letter_document(asked, language()), Press()
    data = press.word(document, today()) if form == "docx" else press.pdf([document], today())
    return download(data, f"{say(letter_title(asked))}-{found.label}.{form}", KINDS[form])
