"""One component: where it stands, what was handed in, the next step."""

from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.evidence import files_of
from minping.apps.foundation.pages import actor_of, attempt, download, fresh_to_send, page
from minping.apps.partners import services
from minping.apps.partners.families import BROADCAST, FAMILIES, SITE
from minping.apps.partners.forms import ReasonForm, SignForm, SiteSignForm
from minping.apps.partners.models import Component, Submission
from minping.apps.partners.programmes.record import kept_here, outrun, record_of
from minping.apps.partners.scope import Names, names_of
from minping.apps.partners.selectors import REOPENED, ComponentStand, SiteStand, newest, stand_of
from minping.apps.partners.services.found import still_open
from minping.apps.partners.showing import fed, figures_told, lines_told, missing
from minping.apps.partners.signing import SHELF, file_holds
from minping.apps.partners.tables.pooling import WAYS
from minping.apps.partners.views.frame import component_seen, submission_seen
from minping.apps.partners.words import MARKS, STATES, VERSIONS, state_of
from minping.apps.units.selectors import unit_lines
from minping.core.findings import Text


@require_GET
@page("partners.view")
def component(request: HttpRequest, component: UUID) -> HttpResponse:
    """What is asked, what is there, and what to do next."""
    found = component_seen(request, component)
    there, names = newest([found.id]).get(found.id), names_of(found.campaign_id)
    stand, versions = stand_of(found), list(found.submissions.all())
    reopened = [one for one in versions if one.state == Submission.State.REOPENED]
    closed = still_open(found)
    context = {
        "found": found,
        "campaign": found.campaign,
        "site": found.family == SITE,
        "family": FAMILIES[found.family],
        "partner": next((unit.name for unit in unit_lines([found.partner_id])), ""),
        "fed": fed(found, names),
        "group": names.scheme.groups.get(found.group) if names.scheme else None,
        "there": there,
        "stand": stand,
        "word": state_of(stand),
        "mark": MARKS[stand.state],
        "closed": closed,
        "versions": [(one, VERSIONS[Submission.State(one.state)]) for one in versions],
        "reopened": reopened[0] if reopened and stand.state == REOPENED else None,
        "record": there.id if there else None,
        "files": files_of(there.id) if there else [],
        "files_closed": closed is not None,
        **_programmes(found, there, names),
        **_periods(found, stand),
    }
    if there is not None:
        context |= _told(found, there)
        context["missing"] = missing(found, there, names)
    return render(request, "partners/component.html", context)


def _programmes(found: Component, there: Submission | None, names: Names) -> dict[str, object]:
    """Of the broadcaster's task: where its schedule is, and whether the record has moved on."""
    if found.family != BROADCAST.code:
        return {}
    kept = kept_here(found)
    moved = there is not None and there.state == Submission.State.DRAFT and outrun(found, names, there)
    root = found.parent_id or found.id
    return {"schedule": root, "recorded": kept, "moved": moved, "record_state": record_of(found)}


def _periods(found: Component, stand: ComponentStand | SiteStand) -> dict[str, object]:
    """Of a year: its periods and how they are pooled."""
    if not isinstance(stand, ComponentStand) or not found.every:
        return {"year": found.parent}
    rows = [(one, _short(found, one), STATES[one.state], MARKS[one.state]) for one in stand.periods]
    lacking = [(one, _short(found, one)) for one in stand.lacking]
    way = WAYS[Component.Pooling(found.pooling)]
    return {"periods": rows, "lacking": lacking, "way": way, "basis": found.pooling_basis}


def _short(year: Component, period: ComponentStand) -> str:
    return period.component.removeprefix(year.title).strip()


@require_POST
@page("partners.own")
def pool(request: HttpRequest, component: UUID) -> HttpResponse:
    """Make the year's figures of its periods: a draft to be checked and signed."""
    found, actor = component_seen(request, component), actor_of(request)
    done = Text("已汇总，请核对后签字。", "Pooled: check it and sign.")
    attempt(request, lambda: services.year_pool(actor=actor, component=found.id), done)
    return redirect("partners:component", found.id)


def _told(found: Component, there: Submission) -> dict[str, object]:
    names = names_of(found.campaign_id)
    tables = {"lines": lines_told(found, there, names)}
    if found.family != SITE:
        tables["figures"] = figures_told(found, there, names)
    return dict(tables)


@require_GET
@page("partners.view")
def version(request: HttpRequest, submission: UUID) -> HttpResponse:
    """An earlier delivery, as it was."""
    there = submission_seen(request, submission)
    found = there.component
    context = {
        "found": found,
        "campaign": found.campaign,
        "there": there,
        "word": VERSIONS[Submission.State(there.state)],
        "files": files_of(there.id),
        "files_closed": True,
        "record": there.id,
        **_told(found, there),
    }
    return render(request, "partners/version.html", context)


@require_GET
@page("partners.view")
def original(request: HttpRequest, submission: UUID) -> HttpResponse:
    """The file whose rows were taken in, byte for byte."""
    there = submission_seen(request, submission)
    if not there.stored or not file_holds(there):
        raise Http404
    return download(SHELF.read(there.stored), there.file_name)


@page("partners.own")
@fresh_to_send
def sign(request: HttpRequest, component: UUID) -> HttpResponse:
    """Sign the draft."""
    found, actor = component_seen(request, component), actor_of(request)
    back = reverse("partners:component", args=[found.id])
    form = (SiteSignForm if found.family == SITE else SignForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = Text("已签字，从现在起不能再改。", "Signed: it can no longer be changed.")
        if attempt(
            request,
            lambda: services.submission_sign(actor=actor, component=found.id, **form.cleaned_data),
            done,
        ):
            return redirect(back)
    there = newest([found.id]).get(found.id)
    rows = len(there.lines.all()) if there else 0
    question = Question(
        title=Text(f"签字：{found.title}", f"Sign: {found.title}"),
        happens=[
            Text(
                "数据和原始文件一并封定，之后任何改动都会被发现；计分只用已签字的数据。",
                "Rows and file are sealed together; any later change shows. Scores use signed data only.",
            )
        ],
        number=Text(f"{rows}行数据", f"{rows} rows"),
        undo=Text(
            "不能撤销。如需更正，须由评议办写明理由后重开。", "No. The office can reopen it with a reason."
        ),
        button=Text("签字", "Sign"),
        back=back,
    )
    return confirm(request, question, form)


@page("partners.edit")
def reopen(request: HttpRequest, component: UUID) -> HttpResponse:
    """Open a signed component for correction."""
    found, actor = component_seen(request, component), actor_of(request)
    form = ReasonForm(request.POST or None)
    done = Text("已重开，请报送单位更正后再签字。", "Reopened: the partner corrects and signs again.")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request,
            lambda: services.component_reopen(actor=actor, component=found.id, reason=reason),
            done,
        ):
            return redirect("partners:component", found.id)
    question = Question(
        title=Text(f"重开：{found.title}", f"Reopen: {found.title}"),
        happens=[
            Text(
                "已签字的版本原样保留、不再计分；同样的数据成为新的草稿，可以重新导入，须再次签字。",
                "The signed version stays as it is and no longer counts; its data become a draft, which may be "
                "replaced by another import and has to be signed again.",
            )
        ],
        undo=Text("再次签字即恢复有效。", "Signing again puts it in force."),
        button=Text("重开", "Reopen"),
        back=reverse("partners:component", args=[found.id]),
        danger=True,
    )
    return confirm(request, question, form)


@page("partners.edit")
def absent(request: HttpRequest, component: UUID) -> HttpResponse:
    """Sign that a site holds no session, and why."""
    found, actor = component_seen(request, component), actor_of(request)
    form: Form = ReasonForm(request.POST or None)
    done = Text("已签字说明。", "The absence is signed.")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request, lambda: services.absence_sign(actor=actor, component=found.id, reason=reason), done
        ):
            return redirect("partners:component", found.id)
    question = Question(
        title=Text(f"签字说明不报：{found.title}", f"Sign the absence: {found.title}"),
        happens=[
            Text(
                "汇总不再等候这一项；理由和签字人留存，并写入结果说明。",
                "Totals no longer wait for it; the reason and your name are kept.",
            )
        ],
        undo=Text("计分以前可以撤回。", "It can be withdrawn until scores are computed."),
        button=Text("签字说明", "Sign"),
        back=reverse("partners:component", args=[found.id]),
    )
    return confirm(request, question, form)


@require_POST
@page("partners.edit")
def expected(request: HttpRequest, component: UUID) -> HttpResponse:
    """Expect it again after all."""
    found, actor = component_seen(request, component), actor_of(request)
    done = Text("已撤回说明，继续等候报送。", "Withdrawn: it is awaited again.")
    attempt(request, lambda: services.absence_withdraw(actor=actor, component=found.id), done)
    return redirect("partners:component", found.id)
