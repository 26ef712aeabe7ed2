"""The page for the way: it works without a network, holds nothing of anybody, and sends what was recorded."""

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.campaigns.asked import unit_choices, unit_names
from minping.apps.campaigns.selectors import campaigns, content_of
from minping.apps.foundation.asking import both
from minping.apps.foundation.clock import today
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.keys import key
from minping.apps.foundation.pages import actor_of, attempt, page, say
from minping.apps.oversight.field.reading import LARGEST, MOST_PHOTOS
from minping.apps.oversight.field.services import Receipt, record_take
from minping.apps.oversight.models import Inspection, Right
from minping.apps.oversight.rights.selectors import campaigns_of
from minping.apps.oversight.surveys.selectors import PLACES, RESPONDENTS
from minping.core.findings import Text

FILES = ("field.css", "field.js", "field_store.js", "field_forms.js", "field_parts.js", "field_words.js")
LARGEST_SAVED = 60 * 1024 * 1024


@require_GET
@page("oversight.visit")
def shell(request: HttpRequest) -> HttpResponse:
    """The page itself, the same for everybody: what it shows it keeps, locked, on the device."""
    return render(request, "oversight/field/shell.html", {"files": FILES})


@require_GET
@page("oversight.visit")
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page where there is no network; its text changes whenever a file does."""
    addresses = [reverse("oversight:field"), *(f"/static/oversight/{name}" for name in FILES)]
    head = f"const VERSION = {json.dumps(_version())};\nconst FILES = {json.dumps(addresses)};\n"
    return HttpResponse(head + _text("field_worker.js"), content_type="text/javascript; charset=utf-8")


def _text(name: str) -> str:
    found = finders.find(f"oversight/{name}")
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    with open(found, encoding="utf-8") as file:  # noqa: PTH123 - the finder gives a name
        return file.read()


@lru_cache(maxsize=1)
def _version() -> str:
    return hashlib.sha256("".join(_text(name) for name in (*FILES, "field_worker.js")).encode()).hexdigest()[
        :16
    ]


@require_GET
@page("oversight.visit")
def work(request: HttpRequest) -> HttpResponse:
    """What the person at hand may record: plans with units and check points, surveys; and the key with which
    this person's records are locked on the device."""
    actor = actor_of(request)
    secret = hmac.new(key("people"), b"minping-field-1\0" + actor.person.bytes, hashlib.sha256).digest()
    answer = {
        "owner": hmac.new(
            key("index"), b"minping-field-1\0" + actor.person.bytes, hashlib.sha256
        ).hexdigest()[:32],
        "key": base64.b64encode(secret).decode(),
        "name": actor.name,
        "token": get_token(request),
        "inspections": _inspections(actor.person),
        "surveys": _surveys(request),
        "places": _words(PLACES),
        "respondents": _words(RESPONDENTS),
        "photos": MOST_PHOTOS,
        "today": today().isoformat(),
    }
    return JsonResponse(answer)


def _words(words: Mapping[Any, Text]) -> list[dict[str, str]]:
    return [{"code": str(code), "zh": text.zh, "en": text.en} for code, text in words.items()]


def _inspections(user: UUID) -> list[dict[str, Any]]:
    found = Inspection.objects.filter(inspectors__user=user, ended=False).prefetch_related("targets")
    names = unit_names()
    return [
        {
            "id": str(one.id),
            "title": one.title,
            "purpose": one.purpose,
            "since": one.since.isoformat(),
            "until": one.until.isoformat(),
            "units": [
                {"id": str(t.unit_id), "name": names.get(t.unit_id, ""), "windows": t.windows}
                for t in one.targets.all()
            ],
            "heads": [
                {"name": head.name, "do": list(head.do), "dont": list(head.dont)}
                for head in content_of(one.campaign_id)
            ],
        }
        for one in found
    ]


def _surveys(request: HttpRequest) -> list[dict[str, Any]]:
    actor = actor_of(request)
    allowed = None if actor.of_office else campaigns_of(actor.person, Right.Kind.INVESTIGATE)
    return [
        {
            "id": str(one.id),
            "title": one.title,
            "units": [{"id": unit, "name": name} for unit, name in unit_choices(one.id)],
        }
        for one in campaigns()[:3]
        if allowed is None or one.id in allowed
    ]


@require_POST
@page("oversight.visit")
def send(request: HttpRequest) -> HttpResponse:
    """One record with its photos. 200 with a receipt, 409 where it contradicts one of the same id, 422 with
    the reason where it cannot be taken."""
    photos = request.FILES.getlist("photo")
    part = request.FILES.get("record")
    data = part.read(LARGEST + 1) if part else b""
    try:
        receipt = record_take(
            actor=actor_of(request), data=data, digest=request.POST.get("sha256", ""), photos=photos
        )
    except Refused as refused:
        return JsonResponse({"status": "refused", "words": say(refused.text)}, status=422)
    return JsonResponse(_answer(receipt), status=409 if receipt.conflict else 200)


def _answer(receipt: Receipt) -> dict[str, str]:
    return {
        "status": "conflict" if receipt.conflict else "stored",
        "receipt": receipt.code,
        "record": str(receipt.record),
        "sha256": receipt.digest,
    }


class SavedForm(forms.Form):
    """A file that somebody saved from his telephone."""

    file = forms.FileField(
        label=both("从手机导出的文件", "File saved from a telephone"),
        help_text=both(
            "扩展名为 .json。已收到的记录不会重复。",
            "It ends in .json. Records that came before are not doubled.",
        ),
    )


@page("oversight.edit")
def from_file(request: HttpRequest) -> HttpResponse:
    """Bring in what a telephone saved because it could not send."""
    form = SavedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told: list[Receipt] = []
        if attempt(request, lambda: told.extend(_take_all(request, form.cleaned_data["file"]))):
            fine = sum(not one.conflict for one in told)
            attempt(
                request,
                lambda: None,
                Text(
                    f"共{len(told)}份：收到{fine}份，内容冲突{len(told) - fine}份。",
                    f"{len(told)} records: {fine} are in, {len(told) - fine} contradict others.",
                ),
            )
            return redirect("oversight:home")
    return render(request, "oversight/field/from_file.html", {"form": form})


def _take_all(request: HttpRequest, file: "UploadedFile[Any]") -> Sequence[Receipt]:
    if (file.size or 0) > LARGEST_SAVED:
        raise Refused(Text("文件过大（上限60MB）。", "The file is too large (60 MB at most)."))
    wrong = Refused(Text("这不是从手机导出的文件。", "This was not saved from a telephone."))
    try:
        said = json.loads(file.read())
        entries = [
            (
                str(one["data"]).encode(),
                str(one["sha256"]),
                [base64.b64decode(photo, validate=True) for photo in one["photos"]],
            )
            for one in said["records"]
        ]
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise wrong from fault
    actor = actor_of(request)
    return [
        record_take(actor=actor, data=data, digest=digest, photos=[_file(p) for p in photos], for_other=True)
        for data, digest, photos in entries[:500]
    ]


def _file(data: bytes) -> "UploadedFile[Any]":
    return InMemoryUploadedFile(io.BytesIO(data), "photo", "photo.jpg", "image/jpeg", len(data), None)
