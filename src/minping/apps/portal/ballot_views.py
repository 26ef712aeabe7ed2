"""The ballot page and its files: small, packed, without cookie, never kept on the way."""

import gzip
import hashlib
from functools import lru_cache

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_safe

from minping.apps.foundation.pages import public
from minping.apps.register.client import FILES, client_file
from minping.apps.units.selectors import own_office

KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@require_GET
@public
def ballot(request: HttpRequest) -> HttpResponse:
    """The page; everything else happens in the browser, which alone knows the code and the answers."""
    response = render(request, "portal/ballot.html", {"box": settings.BOX_URL, "office": own_office()})
    response.headers["Cache-Control"] = "no-store"
    return _packed(request, response)


@csp_exempt()
@require_safe
@public
def ballot_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the page, as its hash in the manifest says; ``name`` is one of ``FILES``.

    A policy for pages means nothing to it.
    """
    data = client_file(f"/i/{name}")
    tag = f'"{hashlib.sha256(data).hexdigest()}"'
    about = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("If-None-Match", "").replace("W/", ""):
        return HttpResponse(status=304, headers=about)
    response = HttpResponse(data, content_type=KINDS[name.rpartition(".")[2]], headers=about)
    return _packed(request, response)


@lru_cache(maxsize=16)
def _small(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=9, mtime=0)


def _packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing secret stands in these answers, so packing them gives nothing away."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = _small(response.content)
        response.headers["Content-Encoding"] = "gzip"
    return response


NAMES = [address.removeprefix("/i/") for address in FILES]
