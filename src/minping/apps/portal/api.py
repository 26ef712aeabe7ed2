"""The open interface: send an opinion, read which units there are and the public ledger (OpenAPI)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Literal
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET
from ninja import Field, Header, NinjaAPI, Query, Schema, Status
from ninja.errors import ValidationError

from minping.apps.casework.boards.public import PAGE, public_ledger, told
from minping.apps.foundation.actors import NOBODY
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import public
from minping.apps.foundation.sealing import blind_index
from minping.apps.foundation.written import plain
from minping.apps.messaging.phones import e164
from minping.apps.opinions.selectors import campaign_taking, story_of, units_taking
from minping.apps.opinions.services import Giver, Taken, opinion_take
from minping.apps.opinions.services.taking import LONGEST
from minping.apps.portal.opinions import often
from minping.apps.portal.visible import visible_campaigns
from minping.apps.units.selectors import units_of
from minping.core.bundle.cells import BadCell
from minping.core.findings import Text
from minping.core.secrecy.codes import grouped

MOST_BYTES = 64 * 1024
api = NinjaAPI(
    title="民评 minping",
    version="1",
    description="提交意见，查询公开整改台账。Send an opinion, read the public ledger.",
    urls_namespace="api",
    openapi_url=None,  # served below, as the snapshot among the documents says
    docs_url=None,  # its page would load scripts from elsewhere
)


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class Fault(Schema):
    """Why nothing was done. ``fields``: which parts of what was sent are at fault."""

    error: str
    words: Words
    fields: list[str] = Field(default_factory=list)


class OpinionIn(Schema):
    """An opinion. ``unit``: code or id; without it the office finds out whose matter it is."""

    text: str = Field(min_length=1, max_length=LONGEST)
    unit: str = Field("", max_length=60)
    kind: Literal["complaint", "suggestion", "question", "praise"] = "complaint"
    wants_answer: bool = False
    consent: bool = Field(False, description="The unit may deal with it as a case of its own.")
    name: str = Field("", max_length=50)
    phone: str = Field("", max_length=30)


class OpinionOut(Schema):
    """``code``: the giver's private code; it opens ``/o/`` and is shown by this answer alone."""

    code: str
    due: date | None
    again: bool


class UnitOut(Schema):
    """A unit that opinions may be about."""

    id: UUID
    code: str
    name: str
    kind: str


class ProblemOut(Schema):
    """A problem in the public ledger."""

    id: UUID
    number: str
    unit: UUID
    unit_name: str
    title: str
    state: Words
    cured: bool
    overdue: bool
    again: bool
    registered_on: date | None
    deadline: date | None
    cleared_on: date | None


class LedgerOut(Schema):
    """One page of the ledger."""

    count: int
    page: int
    pages: int
    items: list[ProblemOut]


class Refusal(Exception):  # noqa: N818 - what the asker is told
    """Answer with a fault."""

    def __init__(self, status: int, error: str, text: Text, fields: Sequence[str] = ()) -> None:
        super().__init__(error)
        self.status, self.error, self.text, self.fields = status, error, text, list(fields)


def _answer(status: int, error: str, text: Text, fields: Sequence[str] = ()) -> HttpResponse:
    said = Fault(error=error, words=Words(zh=text.zh, en=text.en), fields=list(fields))
    return HttpResponse(said.model_dump_json(), content_type="application/json", status=status)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _answer(refusal.status, refusal.error, refusal.text, refusal.fields)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """Which fields are at fault; what was sent is not repeated."""
    fields = sorted({str(one["loc"][-1]) for one in fault.errors if one.get("loc")})
    return _answer(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        Text("有的字段不符合要求。", "Some fields are not as they should be."),
        fields,
    )


@api.exception_handler(Http404)
def _missing(request: HttpRequest, fault: Http404) -> HttpResponse:
    return _answer(HTTPStatus.NOT_FOUND, "not_found", Text("没有找到。", "There is no such thing."))


NO_CAMPAIGN = Text("目前没有评议活动，不收意见。", "There is no campaign at present; no opinions are taken.")
FAULTS: dict[int, Any] = {404: Fault, 409: Fault, 413: Fault, 422: Fault, 429: Fault}


@api.post(
    "/opinions", response={201: OpinionOut, 200: OpinionOut, **FAULTS}, summary="提交意见 Send an opinion"
)
def send(
    request: HttpRequest,
    said: OpinionIn,
    idempotency_key: Annotated[
        UUID,
        Header(alias="Idempotency-Key", description="A UUID of your own; the same again changes nothing."),
    ],
) -> Status[OpinionOut]:
    """201 when it came in; 200 when the same had come in before with this key; 409 when something else had."""
    if often.sent.too_often(request):
        raise Refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too_often",
            Text("提交得太频繁，请十分钟后再试。", "Too often; try again in ten minutes."),
        )
    often.sent.count(request)
    taken = _taken(said, str(idempotency_key))
    if taken.altered:
        raise Refusal(
            HTTPStatus.CONFLICT,
            "key_used",
            Text("这个键已用于另一条意见。", "This key was used for another opinion."),
            ["idempotency-key"],
        )
    story = story_of(taken.id)
    out = OpinionOut(code=grouped(taken.code), due=story.due if story else None, again=taken.again)
    return Status(HTTPStatus.OK if taken.again else HTTPStatus.CREATED, out)


def _taken(said: OpinionIn, key: str) -> Taken:
    campaign = campaign_taking()
    if campaign is None:
        raise Refusal(HTTPStatus.NOT_FOUND, "no_campaign", NO_CAMPAIGN)
    unit = _unit(campaign.id, said.unit)
    try:
        phone = e164(said.phone) if said.phone.strip() else ""
        return opinion_take(
            actor=NOBODY,
            campaign=campaign.id,
            source="api",
            text=said.text,
            unit=unit,
            kind=said.kind,
            giver=Giver(plain(said.name), phone),
            consent=said.consent,
            wants_answer=said.wants_answer,
            source_note="api",
            external=blind_index(key, "idempotency")[:40],
            mark=f"api\0{key}\0{said.model_dump_json()}",
        )
    except BadCell as bad:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", bad.remedy, ["phone"]) from bad
    except Refused as refused:
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", refused.text, ["text"]) from refused


def _unit(campaign: UUID, asked: str) -> UUID | None:
    wanted = asked.strip()
    if not wanted:
        return None
    for unit in units_taking(campaign):
        if wanted in (unit.code, str(unit.id)):
            return unit.id
    raise Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "invalid",
        Text("没有这个单位，请用 /units 里的代码。", "There is no such unit; use a code of /units."),
        ["unit"],
    )


@api.get("/units", response={200: list[UnitOut]}, summary="单位 Units that opinions may be about")
def units(request: HttpRequest) -> list[UnitOut]:
    """Those that take part in the present campaign, with their sections, stations and windows."""
    campaign = campaign_taking()
    found = units_taking(campaign.id) if campaign else []
    return [UnitOut(id=one.id, code=one.code, name=one.name, kind=one.kind) for one in found]


@api.get("/ledger", response={200: LedgerOut, 422: Fault}, summary="公开整改台账 The public ledger")
def ledger(
    request: HttpRequest,
    unit: Annotated[UUID | None, Query(description="One unit only.")] = None,
    cured: Annotated[bool | None, Query(description="true: put right; false: open.")] = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> LedgerOut:
    """Problems whose rectification is published, open ones first, then the newest."""
    rows = public_ledger([one.campaign.id for one in visible_campaigns()], unit=unit, cured=cured)
    count = rows.count()
    shown = [told(row) for row in rows[(page - 1) * PAGE : page * PAGE]]
    names = {one.id: one.name for one in units_of({row.unit for row in shown})}
    items = [
        ProblemOut(
            id=row.id,
            number=row.number,
            unit=row.unit,
            unit_name=names.get(row.unit, ""),
            title=row.title,
            state=Words(zh=row.state.zh, en=row.state.en),
            cured=row.cured,
            overdue=row.overdue,
            again=row.again,
            registered_on=row.registered_on,
            deadline=row.deadline,
            cleared_on=row.cleared_on,
        )
        for row in shown
    ]
    return LedgerOut(count=count, page=page, pages=max(1, -(-count // PAGE)), items=items)


def schema() -> Mapping[str, Any]:
    """The description of the interface, as the snapshot among the documents has it."""
    found = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), cls=DjangoJSONEncoder))
    return dict(found)


@require_GET
@public
def openapi(request: HttpRequest) -> JsonResponse:
    """OpenAPI as JSON."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


def _limited(view: Any) -> Any:
    """Open to everybody, but not for bodies that no opinion needs."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return _answer(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", Text("内容太大。", "The body is too large.")
            )
        answered: HttpResponse = view(request, *args, **kwargs)
        return answered

    guarded.csrf_exempt = True  # type: ignore[attr-defined] # no cookie is read
    return public(guarded)


def _opened() -> list[URLPattern]:
    """The interface's addresses, each with the word that it is open."""
    found: list[URLPattern] = []
    for entry in api.urls[0]:
        if isinstance(entry, URLPattern) and entry.name != "api-root":
            found.append(path(str(entry.pattern), _limited(entry.callback), name=f"api-{entry.name}"))
    return found


urlpatterns = [path("openapi.json", openapi, name="api-openapi"), *_opened()]
