"""Pages for everybody: what is put right in which unit, what changed, and what citizens say of it (F052, F125)."""

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from minping.apps.campaigns.selectors import participations_of
from minping.apps.casework.boards.public import (
    PAGE,
    PublicCommon,
    PublicDetail,
    UnitStand,
    public_commons,
    public_ledger,
    public_problem,
    public_stands,
    told,
)
from minping.apps.casework.boards.ratings import rating_give, rating_give_by_giver
from minping.apps.foundation.clock import now
from minping.apps.foundation.errors import Refused, too_often
from minping.apps.foundation.pages import attempt, public
from minping.apps.opinions.selectors import by_code
from minping.apps.portal.opinions import often
from minping.apps.portal.search import find
from minping.apps.portal.visible import visible_campaigns
from minping.apps.units.selectors import UnitFacts, UnitLine, own_office, unit_lines, units_of
from minping.core.findings import Text

NOTE = "rated"
"""A signed note in the browser: which ratings it gave today. It names nobody and is over at midnight."""
_MOST_NOTES = 40
_ADDRESS = "/rectification/"
THANKS = Text("已记下您的评价，谢谢。", "Your word is noted, thank you.")
UNKNOWN = Text("没有查到这个查询码，请核对。", "No opinion has this code; look at it again.")
rated = often.Often(limit=30, seconds=600, together=2000)
"""Words from one address; a hall where many rate shares one."""
rated_same = often.Often(limit=10, seconds=86_400, together=20_000)
"""Words on one problem from one address in a day."""


def _campaigns() -> list[UUID]:
    return [one.campaign.id for one in visible_campaigns()]


@require_GET
@public
def rectification(request: HttpRequest) -> HttpResponse:
    """Every unit with its counts; found by name or pinyin."""
    campaigns = _campaigns()
    stands = public_stands(campaigns)
    wanted = request.GET.get("q", "").replace("\0", "").strip()[:60]
    if wanted:
        part = {one.unit for campaign in campaigns for one in participations_of(campaign)}
        units: list[UnitFacts | UnitLine] = [hit.unit for hit in find(wanted, units_of(part | set(stands)))]
    else:
        units = list(unit_lines(stands))
    whole = list(stands.values())
    pages = Paginator(units, _UNITS).get_page(request.GET.get("page"))
    context = {
        "wanted": wanted,
        "rows": [(unit, stands.get(unit.id, UnitStand(unit.id, 0, 0, 0))) for unit in pages.object_list],
        "pages": pages,
        "open": sum(one.open for one in whole),
        "overdue": sum(one.overdue for one in whole),
        "cured": sum(one.cured for one in whole),
        "commons": [] if wanted else _named(public_commons(campaigns)),
        "office": own_office(),
    }
    return render(request, "portal/rectification/all.html", context)


def _named(commons: Sequence[PublicCommon]) -> list[tuple[PublicCommon, str]]:
    """Each with the name of the unit that answers for it."""
    names = {unit.id: unit.name for unit in units_of([one.unit for one in commons if one.unit])}
    return [(one, names.get(one.unit, "") if one.unit else "") for one in commons]


_UNITS = 60
_SHOWN = {"open": False, "cured": True}


@require_GET
@public
def of_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """The published problems of a unit, open and cured."""
    campaigns, found = _campaigns(), units_of([unit])
    part = any(one.unit == unit for campaign in campaigns for one in participations_of(campaign))
    stand = public_stands(campaigns, unit=unit).get(unit)
    if not found or not (part or stand):
        raise Http404
    shown = request.GET.get("show", "")
    rows = public_ledger(campaigns, unit=unit, cured=_SHOWN.get(shown))
    pages = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "unit": found[0],
        "stand": stand or UnitStand(unit, 0, 0, 0),
        "pages": pages,
        "rows": [told(row) for row in pages.object_list],
        "shown": shown if shown in _SHOWN else "",
    }
    return render(request, "portal/rectification/unit.html", context)


def _found(problem: UUID) -> PublicDetail:
    found = public_problem(_campaigns(), problem)
    if found is None:
        raise Http404
    return found


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@public
def problem(request: HttpRequest, problem: UUID) -> HttpResponse:
    """One problem: what was wrong, what was done, how it stands; and a citizen's word on it."""
    found = _found(problem)
    if request.method == "POST":
        about = str(problem)
        if rated.too_often(request) or rated_same.too_often(request, about):
            return too_often(request)
        rated.count(request)
        rated_same.count(request, about)
        answer = _rate(request, problem)
        if answer is not None:
            return answer
    context = {
        "found": found,
        "problem": found.problem,
        "unit": next(iter(units_of([found.problem.unit])), None),
        "common_unit": next(
            iter(units_of([found.common.unit] if found.common and found.common.unit else [])), None
        ),
        "mine": str(problem) in _notes(request),
    }
    return render(request, "portal/rectification/problem.html", context)


def _rate(request: HttpRequest, problem: UUID) -> HttpResponse | None:
    """Take the word; None where it was not taken and the page says why."""
    word, code = request.POST.get("word", ""), request.POST.get("code", "").strip()
    if code:
        return _rate_by_code(request, problem, word, code)
    notes = _notes(request)
    given: list[UUID] = []
    earlier = notes.get(str(problem))
    if not attempt(
        request,
        lambda: given.append(
            rating_give(problem=problem, word=word, earlier=UUID(earlier) if earlier else None)
        ),
        THANKS,
    ):
        return None
    answer = redirect("portal:rectification-problem", problem)
    kept = dict(list((notes | {str(problem): str(given[0])}).items())[-_MOST_NOTES:])
    answer.set_signed_cookie(
        NOTE,
        json.dumps(kept, separators=(",", ":")),
        salt=NOTE,
        max_age=_until_midnight(),
        path=_ADDRESS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _rate_by_code(request: HttpRequest, problem: UUID, word: str, code: str) -> HttpResponse | None:
    """The word of a giver, who shows his private code."""
    if often.wrong_codes.too_often(request):
        return too_often(request)
    opinion = by_code(code[:60])

    def give() -> None:
        if opinion is None:
            often.wrong_codes.count(request)
            raise Refused(UNKNOWN)
        rating_give_by_giver(problem=problem, opinion=opinion, word=word)

    if not attempt(request, give, THANKS):
        return None
    return redirect("portal:rectification-problem", problem)


def _until_midnight() -> int:
    here = timezone.localtime(now())
    end = timezone.make_aware(datetime.combine(here.date() + timedelta(days=1), time.min))
    return max(int((end - here).total_seconds()), 1)


def _notes(request: HttpRequest) -> dict[str, str]:
    """The ratings that this browser gave today; empty where the note is missing, old or not ours."""
    text = request.get_signed_cookie(NOTE, default="", salt=NOTE, max_age=24 * 60 * 60)
    return {str(k): str(v) for k, v in json.loads(text).items()} if text else {}
