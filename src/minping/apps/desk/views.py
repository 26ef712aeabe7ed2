"""The staff's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minping.apps.foundation.pages import page


@page("foundation.home")
def first(request: HttpRequest) -> HttpResponse:
    """Today: what waits for this person."""
    return render(request, "foundation/office.html")
