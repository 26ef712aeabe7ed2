"""Pages for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minping.apps.foundation.pages import public


@public
def first(request: HttpRequest) -> HttpResponse:
    """The public's first page."""
    return render(request, "foundation/citizen.html")
