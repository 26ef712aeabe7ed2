"""The scheme: its tree, what the linter says, its questions, versions, files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns import services
from minping.apps.campaigns.editor.compare import differences
from minping.apps.campaigns.editor.inputs import legible
from minping.apps.campaigns.editor.questions import decided, reopened
from minping.apps.campaigns.editor.writing import to_yaml
from minping.apps.campaigns.models import Campaign, SchemeVersion
from minping.apps.campaigns.schemes import scheme_in
from minping.apps.campaigns.views.frame import campaign_found, framed
from minping.apps.campaigns.views.reading import Reading, reading_of
from minping.apps.foundation import approvals
from minping.apps.foundation.asking import BY_TWO, Question, confirm
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, download, fresh, page, say
from minping.core.findings import Severity, Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.presets import load_preset, preset_names, preset_text

NO_DRAFT = Text("还没有方案。", "There is no scheme yet.")


@require_GET
@page("campaigns.view")
def scheme(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """The editor's first page: tree, parts, findings, open values."""
    found = campaign_found(campaign)
    reading = reading_of(request, found)
    if reading is None:
        return redirect("campaigns:scheme-begin", campaign)
    waiting = approvals.waiting(subject=campaign, act="campaigns.freeze")
    return render(
        request,
        "campaigns/scheme.html",
        framed(request, found, "scheme", reading=reading, waiting=waiting, versions=found.schemes.all()),
    )


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def begin(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Choose a preset or upload a file."""
    found = campaign_found(campaign)
    actor = actor_of(request)
    if request.method == "POST":
        upload = request.FILES.get("file")
        if upload is not None:
            data, name = upload.read(), legible(upload.name or "")[:80] or "scheme.yaml"
            done = attempt(
                request,
                lambda: services.scheme_draft_from_yaml(actor=actor, campaign=campaign, text=data, name=name),
                Text("已读入上传的方案。", "The file was taken as the draft."),
            )
        else:
            preset = request.POST.get("preset", "")
            done = attempt(
                request,
                lambda: services.scheme_draft_from_preset(actor=actor, campaign=campaign, preset=preset),
                Text("已选用内置方案。", "The preset is now the draft."),
            )
        if done:
            return redirect("campaigns:scheme", campaign)
    presets = [(name, load_preset(name)) for name in preset_names()]
    has_draft = found.schemes.filter(frozen=False).exists()
    context = framed(request, found, "scheme", presets=presets, has_draft=has_draft)
    return render(request, "campaigns/scheme_begin.html", context)


ACTS = {
    "undo": (services.scheme_undo, Text("已撤销上一次改动。", "The last change is undone.")),
    "amend": (services.scheme_amend, Text("已建立修订稿。", "An amended version has been begun.")),
    "discard": (services.scheme_discard, Text("已放弃修订稿。", "The amended version is given up.")),
}


@require_POST
@page("campaigns.edit")
def act(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Undo, go to an earlier change, amend, give up."""
    campaign_found(campaign)
    actor = actor_of(request)
    what = request.POST.get("act", "")
    number = request.POST.get("edit", "")
    if what == "restore" and number.isdecimal():
        attempt(
            request,
            lambda: services.scheme_restore(actor=actor, campaign=campaign, edit=int(number[:9])),
            Text("已恢复到这一次改动。", "The draft is as it was then."),
        )
    elif what in ACTS:
        service, done = ACTS[what]
        attempt(request, lambda: service(actor=actor, campaign=campaign), done)
    back = request.POST.get("back")
    return redirect("campaigns:scheme-history" if back == "history" else "campaigns:scheme", campaign)


@require_http_methods(["GET", "POST"])
@page("campaigns.view")
def questions(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Every open value with what stands in for it; decide, or open again."""
    found = campaign_found(campaign)
    reading = _reading(request, found)
    if request.method == "POST" and reading.draft:
        _decide(request, found, reading)
        return redirect("campaigns:scheme-questions", campaign)
    return render(
        request, "campaigns/scheme_questions.html", framed(request, found, "scheme", reading=reading)
    )


def _decide(request: HttpRequest, campaign: Campaign, reading: Reading) -> None:
    key, by = request.POST.get("key", ""), legible(request.POST.get("by", ""))
    answer = legible(request.POST.get("answer", ""))
    known = {asked.key: asked for asked in reading.asked}
    if key not in known:
        raise Http404
    open_again = "reopen" in request.POST
    question = known[key].question.question[:60]

    def change() -> None:
        if open_again:
            scheme = reopened(reading.scheme, key)
            told = Text(f"重新列为待定：{question}", f"open again: {question}")
        else:
            if not by.strip():
                raise Refused(Text("请写明由谁决定。", "Say who decided it."))
            scheme = decided(reading.scheme, key, answer, by)
            told = Text(f"定下：{question}", f"decided: {question}")
        services.scheme_change(
            actor=actor_of(request), campaign=campaign.id, scheme=scheme, told=told, base=reading.digest
        )

    attempt(request, change, Text("已保存。", "Saved."))


def _reading(request: HttpRequest, campaign: Campaign) -> Reading:
    reading = reading_of(request, campaign)
    if reading is None:
        raise Http404
    return reading


@require_GET
@page("campaigns.view")
def history(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Every change of the draft, and the versions."""
    found = campaign_found(campaign)
    reading = _reading(request, found)
    edits = reading.version.edits.order_by("-number").defer("canonical")
    context = framed(request, found, "scheme", reading=reading, edits=edits, versions=found.schemes.all())
    return render(request, "campaigns/scheme_history.html", context)


@require_GET
@page("campaigns.view")
def compare(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What differs from a preset, another version, or an earlier change."""
    found = campaign_found(campaign)
    reading = _reading(request, found)
    chosen = request.GET.get("with", "")
    other = _other(found, reading.version, chosen)
    rows = differences(other, reading.scheme) if other is not None else []
    context = framed(
        request,
        found,
        "scheme",
        reading=reading,
        rows=rows,
        chosen=chosen,
        other=other,
        presets=preset_names(),
        versions=found.schemes.exclude(id=reading.version.id),
        edits=reading.version.edits.order_by("-number")[:40],
    )
    return render(request, "campaigns/scheme_compare.html", context)


def _other(campaign: Campaign, version: SchemeVersion, chosen: str) -> Scheme | None:
    kind, _, name = chosen.partition(":")
    if kind == "preset" and name in preset_names():
        return load_preset(name)
    if kind == "version" and name.isdecimal():
        found = campaign.schemes.filter(number=int(name[:9])).first()
        return scheme_in(found.canonical) if found else None
    if kind == "edit" and name.isdecimal():
        edit = version.edits.filter(number=int(name[:9])).first()
        return scheme_in(edit.canonical) if edit else None
    return None


@require_GET
@page("campaigns.view")
def file(request: HttpRequest, campaign: UUID, kind: str) -> HttpResponse:
    """The scheme as YAML to read and edit, or as the canonical JSON whose hash is published."""
    found = campaign_found(campaign)
    reading = _reading(request, found)
    name = f"{found.title}-方案-第{reading.version.number}版"
    if kind == "json":
        return download(bytes(reading.version.canonical), f"{name}.json", "application/json")
    return download(to_yaml(reading.scheme).encode(), f"{name}.yaml", "application/yaml")


@require_GET
@page("campaigns.view")
def preset(request: HttpRequest, name: str) -> HttpResponse:
    """The text of a preset with its comments."""
    if name not in preset_names():
        raise Http404
    return download(preset_text(name).encode(), f"{name}.yaml", "application/yaml")


@require_http_methods(["GET", "POST"])
@page("campaigns.freeze")
@fresh
def freeze(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """What freezing does; ask for the second person."""
    found = campaign_found(campaign)
    reading = _reading(request, found)
    back = reverse("campaigns:scheme", args=[campaign])
    if request.method == "POST":
        done = attempt(
            request,
            lambda: services.scheme_freeze(actor=actor_of(request), campaign=campaign),
            Text("已提请冻结，等另一人确认。", "Asked for; another person must now agree."),
        )
        return redirect("foundation:approvals" if done else back)
    if not reading.draft or not reading.ready:
        if reading.draft:
            messages.error(request, say(_not_ready(reading)))
        return redirect(back)
    return confirm(request, _freeze_question(reading, back))


def _not_ready(reading: Reading) -> Text:
    """How much remains, and in words the first of what is wrong."""
    wrong = [told.finding.text for told in reading.told if told.finding.severity is Severity.ERROR]
    first = Text(f"「{wrong[0].zh}」", f" First: {wrong[0].en}.") if wrong else Text("", "")
    return Text(
        f"还有错误{reading.errors}处、待定{reading.open}处，不能冻结。请先逐项处理{first.zh}。",
        f"{reading.errors} errors and {reading.open} open values remain; settle them before the freeze."
        f"{first.en}",
    )


def _freeze_question(reading: Reading, back: str) -> Question:
    units = sum(reading.sizes.values())
    return Question(
        title=Text(f"冻结方案第{reading.version.number}版", f"Freeze version {reading.version.number}"),
        happens=[
            Text(
                "选项、分值、权重、公式、公布规则固定下来，以后投票和计分只按这一版。",
                "Options, points, weights, formulas and publication are fixed; voting and scoring follow this "
                "version alone.",
            ),
            Text(
                f"方案的 SHA-256 为 {reading.digest}，将随结果公布，供任何人核对。",
                f"Its SHA-256 is {reading.digest}; it is published with the results for anybody to check.",
            ),
            Text(
                f"检查结果：没有错误和待定，提醒{reading.warnings}处。",
                f"The checks find no errors and no open values, and {reading.warnings} warnings.",
            ),
        ],
        undo=Text(
            "不能撤销。首张选票之前，可以另立修订版替换。",
            "No. Before the first ballot an amended version may replace it.",
        ),
        button=Text("提请冻结方案", "Ask to freeze the scheme"),
        back=back,
        number=Text(
            f"{len(reading.scheme.categories)}个类别，{units}个参评单位",
            f"{len(reading.scheme.categories)} categories, {units} appraised units",
        ),
        agree=BY_TWO,
        danger=True,
    )
