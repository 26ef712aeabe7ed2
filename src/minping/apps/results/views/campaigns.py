"""From what is missing to the totals: campaigns, the gate, tables, signed reasons."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from minping.apps.campaigns.selectors import CampaignFacts, campaign_of, campaigns, frozen_scheme, rounds_of
from minping.apps.foundation.asking import Question, confirm
from minping.apps.foundation.pages import actor_of, attempt, download, finding_lines, page
from minping.apps.partners.selectors import uses_sites
from minping.apps.results.composition import MINIMUM
from minping.apps.results.forms import AgainForm, ReasonForm, TableForm
from minping.apps.results.gate import explanations_of, gate_of
from minping.apps.results.models import Publication, RoundTally, ScoreRun, Sheet, TableVersion
from minping.apps.results.rooms import KEEPERS, keepers_of
from minping.apps.results.services import (
    campaign_reconcile,
    explanation_give,
    run_ask,
    table_take,
    table_withdraw,
)
from minping.apps.results.storing import kept
from minping.apps.results.tables import LABELS, newest, spec_of
from minping.core.findings import Text
from minping.core.lifecycle import CAMPAIGN

IRREVERSIBLE = Text("不能撤销。", "It cannot be undone.")


@page("results.view")
def home(request: HttpRequest) -> HttpResponse:
    """Every campaign, how far its result is."""
    runs: dict[UUID, ScoreRun] = {}
    for run in ScoreRun.objects.order_by("campaign_id", "-number"):
        runs.setdefault(run.campaign_id, run)
    public = set(Publication.objects.values_list("campaign_id", flat=True))
    rows = [
        {
            "campaign": campaign,
            "state": state_label(campaign),
            "run": runs.get(campaign.id),
            "public": campaign.id in public,
        }
        for campaign in campaigns()
    ]
    return render(request, "results/home.html", {"rows": rows})


def state_label(campaign: CampaignFacts) -> Text:
    """The campaign's state in words."""
    known = {state.name: state.label for state in CAMPAIGN.states}
    return known.get(campaign.state, Text(campaign.state, campaign.state))


def campaign_or_404(campaign_id: UUID) -> CampaignFacts:
    """The campaign that a page is about."""
    found = campaign_of(campaign_id)
    if found is None:
        raise Http404
    return found


@page("results.view")
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """What is missing before totals, tables and tallies that have come in, the runs so far."""
    found = campaign_or_404(campaign_id)
    gate = gate_of(campaign_id)
    tallies = {tally.round_id: tally for tally in RoundTally.objects.filter(campaign=campaign_id)}
    context = {
        "campaign": found,
        "state": state_label(found),
        "gate": gate,
        "faults": finding_lines(gate.faults[:20]),
        "tables": _tables(campaign_id),
        "sites": KEEPERS[Sheet.REPORTS].link(campaign_id) if uses_sites(campaign_id) else "",
        "rounds": [(one, tallies.get(one.id)) for one in rounds_of(campaign_id)],
        "runs": ScoreRun.objects.filter(campaign=campaign_id).prefetch_related("reviews", "publications"),
        "minimums": _minimums(campaign_id),
        "may_reconcile": gate.clear and found.state in {"running", "collecting_closed"},
        "may_score": gate.clear and found.state == "reconciled",
    }
    return render(request, "results/campaign.html", context)


def _tables(campaign_id: UUID) -> list[tuple[str, Text, TableVersion | None, Text | None, str]]:
    """Each table: its newest version, or the room that keeps it and that room's page."""
    stored, keepers = newest(campaign_id), keepers_of(campaign_id)
    return [
        (
            sheet,
            label,
            stored.get(sheet),
            keepers[sheet].name if sheet in keepers else None,
            keepers[sheet].link(campaign_id) if sheet in keepers else "",
        )
        for sheet, label in LABELS.items()
    ]


def _minimums(campaign_id: UUID) -> list[dict[str, object]]:
    """The scheme's minimums over the whole campaign or a group, beside the valid ballots so far (F059)."""
    scheme = frozen_scheme(campaign_id)
    if scheme is None:
        return []
    rounds = {found.id: found for found in rounds_of(campaign_id)}
    valid: dict[str, int] = {}
    for tally in RoundTally.objects.filter(campaign=campaign_id):
        group = rounds[tally.round_id].group
        valid[group] = valid.get(group, 0) + tally.valid
    found = []
    for rule in scheme.validity.minimums:
        if rule.scope.value in {"campaign", "group"}:
            groups = rule.groups or tuple(scheme.groups)
            number = sum(valid.get(group, 0) for group in groups)
            names = "、".join(scheme.groups[g].name for g in groups if g in scheme.groups)
            found.append({"names": names, "number": number, "wanted": rule.number, "clause": rule.clause})
    return found


@page("results.edit")
def explain(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Sign a reason for one missing thing; which one stands in the query."""
    found = campaign_or_404(campaign_id)
    item = request.GET.get("item", "")
    lacks = {lack.item: lack for lack in gate_of(campaign_id).lacks}
    if item != MINIMUM and item not in lacks:
        raise Http404
    about = lacks[item].text if item in lacks else Text("有效票少于规定", "fewer valid ballots than required")
    before = explanations_of(campaign_id).get(item)
    form = ReasonForm(request.POST or None, initial={"reason": before.reason if before else ""})
    back = reverse("results:campaign", args=[campaign_id])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = Text("说明已签字留存。", "The reason is signed and kept.")
        if attempt(
            request,
            lambda: explanation_give(actor=actor_of(request), campaign=campaign_id, item=item, reason=reason),
            done,
        ):
            return redirect(back)
    context = {"campaign": found, "form": form, "about": about, "back": back}
    return render(request, "results/explain.html", context)


@page("results.edit")
def reconcile(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """End collecting, everything having come in or been explained."""
    found = campaign_or_404(campaign_id)
    back = reverse("results:campaign", args=[campaign_id])
    if request.method == "POST" and request.POST.get("confirmed") == "yes":
        done = Text(
            "已停止采集，核对齐全。可以计分。", "Collecting has ended; all is reconciled. Scoring may begin."
        )
        attempt(request, lambda: campaign_reconcile(actor=actor_of(request), campaign=campaign_id), done)
        return redirect(back)
    question = Question(
        title=Text(f"停止采集：{found.title}", f"End collecting: {found.title_en or found.title}"),
        happens=[
            Text(
                "集中评议结束，不再接受新的轮次和选票。",
                "The rating ends; no further rounds or ballots are taken.",
            ),
            Text(
                "认定各轮次、各部门均已报送，或缺报已签字说明。",
                "All rounds and reports are in, or their absence is signed.",
            ),
        ],
        undo=IRREVERSIBLE,
        button=Text("停止采集并核对齐全", "End collecting and reconcile"),
        back=back,
    )
    return confirm(request, question)


@page("results.edit")
def score(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Start a score run."""
    found = campaign_or_404(campaign_id)
    again = ScoreRun.objects.filter(campaign=campaign_id).exists()
    back = reverse("results:campaign", args=[campaign_id])
    form = AgainForm(request.POST or None) if again else None
    sent = request.method == "POST" and request.POST.get("confirmed") == "yes"
    if sent and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form is not None else ""
        started: list[UUID] = []
        if attempt(
            request,
            lambda: started.append(run_ask(actor=actor_of(request), campaign=campaign_id, reason=reason)),
        ):
            return redirect("foundation:job", started[0])
        return redirect(back)
    question = Question(
        title=Text(f"计分：{found.title}", f"Score: {found.title_en or found.title}"),
        happens=[
            Text(
                "按冻结的方案和已收到的数据计算全部得分、名次、等次。",
                "Scores, ranks and grades by the frozen scheme and the data received.",
            ),
            Text(
                "留存为不可改动的计分记录，并用公开数据自行重算核对一遍。",
                "Kept as a record that never changes, and recomputed once from its public data.",
            ),
        ],
        undo=Text(
            "计分记录不能删除；有差错时另行重新计分。", "A run is never removed; a fault leads to a new run."
        ),
        button=Text("开始计分", "Begin scoring"),
        back=back,
    )
    return confirm(request, question, form)


@page("results.view")
def table(request: HttpRequest, campaign_id: UUID, sheet: str) -> HttpResponse:
    """A table with its versions, and the form that brings the next."""
    found = campaign_or_404(campaign_id)
    if sheet not in LABELS:
        raise Http404
    actor = actor_of(request)
    keeper = keepers_of(campaign_id).get(sheet)
    may = keeper is None and actor.may("results.edit")
    form = TableForm(request.POST or None, request.FILES or None) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        file = form.cleaned_data["file"]
        done = Text("表格已收下，成为新的版本。", "The table is taken as a new version.")
        if attempt(
            request,
            lambda: table_take(
                actor=actor,
                campaign=campaign_id,
                sheet=sheet,
                name=file.name,
                data=file.read(),
                source=form.cleaned_data["source"],
            ),
            done,
        ):
            return redirect("results:table", campaign_id, sheet)
    context = {
        "campaign": found,
        "sheet": sheet,
        "label": LABELS[sheet],
        "columns": spec_of(sheet).columns,
        "form": form,
        "keeper": keeper,
        "keeper_link": keeper.link(campaign_id) if keeper is not None else "",
        "versions": TableVersion.objects.filter(campaign=campaign_id, sheet=sheet).order_by("-number"),
    }
    return render(request, "results/table.html", context)


@page("results.view")
def table_file(request: HttpRequest, campaign_id: UUID, version_id: UUID) -> HttpResponse:
    """One version as it came in."""
    version = TableVersion.objects.filter(campaign=campaign_id, id=version_id).exclude(file="").first()
    if version is None:
        raise Http404
    return download(kept(version.file), version.name)


@page("results.edit")
def withdraw(request: HttpRequest, campaign_id: UUID, sheet: str) -> HttpResponse:
    """The newest version of a table no longer counts."""
    campaign_or_404(campaign_id)
    if sheet not in LABELS:
        raise Http404
    back = reverse("results:table", args=[campaign_id, sheet])
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and request.POST.get("confirmed") == "yes" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done = Text("已撤下。", "Withdrawn.")
        attempt(
            request,
            lambda: table_withdraw(actor=actor_of(request), campaign=campaign_id, sheet=sheet, reason=reason),
            done,
        )
        return redirect(back)
    label = LABELS[sheet]
    question = Question(
        title=Text(f"撤下{label.zh}", f"Withdraw: {label.en}"),
        happens=[
            Text("今后计分不再使用这张表。各版本仍然留存。", "Later runs do not use it; its versions stay.")
        ],
        undo=Text("可以再次上传。", "It can be uploaded again."),
        button=Text("撤下", "Withdraw"),
        back=back,
        danger=True,
    )
    return confirm(request, question, form)
