"""The list of campaigns."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minping.apps.foundation.pages import page


@page("campaigns.view")
def first(request: HttpRequest) -> HttpResponse:
    """The room's first page."""
    return render(request, "foundation/office.html")
