"""The pages of an import: one step per page, each safe to repeat, to reload and to open twice."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from minping.apps.foundation.errors import Refused
from minping.apps.foundation.imports import keeping, services
from minping.apps.foundation.imports.checking import finding_from
from minping.apps.foundation.imports.kinds import OUTCOMES, REFUSED, UNCHANGED, ImportKind, Target, kind_of
from minping.apps.foundation.imports.marked import blank_table, marked_workbook
from minping.apps.foundation.imports.matching import choices, mapped_of, refuse_doubled, sheets
from minping.apps.foundation.imports.models import ImportRun
from minping.apps.foundation.imports.reading import Mapped, mapped_from
from minping.apps.foundation.models import Job
from minping.apps.foundation.pages import actor_of, attempt, download, language, page
from minping.core.bundle.sheets import SUFFIXES, too_large
from minping.core.findings import Text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = ImportRun.State
LABELS = {
    "new": Text("新增", "new"),
    "changed": Text("有变化", "changed"),
    "unchanged": Text("无变化", "unchanged"),
    "refused": Text("不能导入", "refused"),
}
_PAGE = 50


def _kind(code: str) -> ImportKind:
    kind = kind_of(code)
    if kind is None:
        raise Http404
    return kind


def _run(request: HttpRequest, run: UUID) -> tuple[ImportRun, ImportKind]:
    """The run and its kind, if the person may see it; those of scoped roles see what lies in their scope."""
    found = get_object_or_404(ImportRun, id=run)
    kind = _kind(found.kind)
    actor = actor_of(request)
    if not actor.of_office and found.started_by != actor.id:
        raise Http404
    kind.allow(actor, found.target)
    return found, kind.shaped(found.target)


def _frame(kind: ImportKind, target: Target, step: int) -> dict[str, Any]:
    return {
        "kind": kind,
        "target": kind.target_name(target),
        "home": kind.home(target),
        "step": step,
        "columns": kind.columns,
        "suffixes": ",".join(SUFFIXES),
    }


@page("foundation.import")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file."""
    kind = _kind(code)
    target = kind.target(request.GET.dict())
    actor = actor_of(request)
    kind.allow(actor, target)
    kind = kind.shaped(target)
    faults: Refused | None = None
    if request.method == "POST":
        try:
            name, raw = _uploaded(request)
            made = services.run_upload(actor=actor, kind=kind, target=target, name=name, raw=raw)
            return redirect("imports:run", made)
        except Refused as refused:
            faults = refused
    recent = ImportRun.objects.filter(kind=kind.code, target_key=services.target_key(target))
    recent = recent if actor.of_office else recent.filter(started_by=actor.id)
    context = {**_frame(kind, target, 1), "faults": faults, "recent": recent[:10]}
    context["asked"] = request.GET.urlencode()
    return render(request, "foundation/imports/new.html", context, status=422 if faults else 200)


def _uploaded(request: HttpRequest) -> tuple[str, bytes]:
    given = request.FILES.get("file")
    if given is None:
        raise Refused(Text("请先选择一个文件。", "Choose a file first."))
    name = PurePath((given.name or "").replace("\\", "/")).name[-200:] or "file"
    size = given.size or 0
    if size > services.MOST_BYTES:
        raise Refused(
            Text("文件太大，没有导入。", "The file is too large and was not taken in."),
            [too_large(name, size, services.MOST_BYTES)],
        )
    return name, given.read()


@require_GET
@page("foundation.import")
def blank(request: HttpRequest, code: str) -> HttpResponse:
    """The blank table of a kind."""
    kind = _kind(code)
    if kind.shape is None and not request.GET:
        return download(blank_table(kind, language()), f"{kind.name.in_language(language())}.xlsx", XLSX)
    target = kind.target(request.GET.dict())
    kind.allow(actor_of(request), target)
    made = blank_table(kind.shaped(target), language(), kind.begun(target))
    name = kind.target_name(target).in_language(language()) or kind.name.in_language(language())
    return download(made, f"{name}.xlsx", XLSX)


@require_GET
@page("foundation.import")
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """Where an import stands: waiting to be matched, being worked on, checked, applied or undone."""
    found, kind = _run(request, run)
    if found.job and (job := Job.objects.filter(id=found.job).first()) and job.state != Job.State.DONE:
        context = {**_frame(kind, found.target, 3), "run": found, "job": job}
        return render(request, "foundation/imports/working.html", context)
    if found.state == State.UPLOADED:
        return redirect("imports:match", found.id)
    report = keeping.unpacked(found.report, found.sealed) or {}
    shown = request.GET.get("show", "")
    context = {
        **_frame(kind, found.target, 3 if found.state == State.CHECKED else 4),
        "run": found,
        "counts": [(outcome, LABELS[outcome], found.counts.get(outcome, 0)) for outcome in OUTCOMES],
        "refused": found.counts.get(REFUSED, 0),
        "writable": sum(n for o, n in found.counts.items() if o not in {REFUSED, UNCHANGED}),
        "before": services.applied_before(found) if found.state == State.CHECKED else None,
        "erased": not found.stored,
        "undoable": found.state == State.APPLIED and bool(bytes(found.undo)),
        **_listed(request, report, shown if shown in OUTCOMES else _first(found)),
    }
    template = "checked" if found.state == State.CHECKED else "ended"
    return render(request, f"foundation/imports/{template}.html", context)


def _first(run: ImportRun) -> str:
    """What is shown first: errors, else what is new, else what has changed."""
    wanted = (REFUSED, "new", "changed", UNCHANGED)
    return next((outcome for outcome in wanted if run.counts.get(outcome)), UNCHANGED)


def _listed(request: HttpRequest, report: dict[str, Any], shown: str) -> dict[str, Any]:
    stored = [(finding_from(one), one["value"]) for one in report.get("findings", ())]
    errors = [(finding, value) for finding, value in stored if finding.severity == "error"]
    rows: list[Any] = errors if shown == REFUSED else report.get("listed", {}).get(shown, [])
    return {
        "shown": shown,
        "notices": [finding for finding, _ in stored if finding.severity != "error"][:100],
        "pages": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "left_out": report.get("left_out", 0),
    }


@page("foundation.import")
def match(request: HttpRequest, run: UUID) -> HttpResponse:
    """Which column of the file is which; the guess is shown and may be corrected."""
    found, kind = _run(request, run)
    if found.state not in {State.UPLOADED, State.CHECKED}:
        return redirect("imports:run", found.id)
    seen = keeping.unpacked(found.sight, found.sealed)
    mapped = mapped_of(request, found, kind, seen)
    if request.method == "POST" and attempt(request, lambda: _matched(request, found, kind, mapped)):
        return redirect("imports:run", found.id)
    found.refresh_from_db()
    stored = keeping.unpacked(found.report, found.sealed) or {}
    context = {
        **_frame(kind, found.target, 2),
        "run": found,
        "sheets": sheets(seen, mapped.sheet),
        "header": mapped.header,
        "header_rows": range(1, 17),
        "rows": choices(kind, seen, mapped),
        "missing": [c for c in kind.columns if c.required and c.name not in mapped.columns],
        "faults": [finding_from(f) for f in stored.get("findings", ())][:50]
        if found.state == State.UPLOADED
        else [],
        "before": services.applied_before(found),
    }
    return render(request, "foundation/imports/match.html", context)


def _matched(request: HttpRequest, found: ImportRun, kind: ImportKind, mapped: Mapped) -> None:
    refuse_doubled(request, kind)
    services.run_match(actor=actor_of(request), run_id=found.id, mapped=mapped)


@require_GET
@page("foundation.import")
def marked(request: HttpRequest, run: UUID) -> HttpResponse:
    """The same workbook back, with the reasons."""
    found, _ = _run(request, run)
    raw = _raw(found)
    report = keeping.unpacked(found.report, found.sealed)
    if raw is None or report is None:
        raise Http404
    findings = [finding_from(stored) for stored in report["findings"]]
    data = marked_workbook(raw, found.file_name, mapped_from(found.mapping), findings, language())
    stem = PurePath(found.file_name).stem
    return download(data, f"{stem}-{'reasons' if language() == 'en' else '错误原因'}.xlsx", XLSX)


def _raw(run: ImportRun) -> bytes | None:
    try:
        return keeping.kept_file(run.stored, run.sealed)
    except Refused:
        return None


def _step(request: HttpRequest, run: UUID, act: Callable[[ImportRun], object], done: Text) -> HttpResponse:
    found, _ = _run(request, run)
    attempt(request, lambda: act(found), None if found.large else done)
    return redirect("imports:run", found.id)


@require_POST
@page("foundation.import")
def apply(request: HttpRequest, run: UUID) -> HttpResponse:
    """Write what was checked: everything, or the good rows if so chosen."""
    actor, digest = actor_of(request), request.POST.get("digest", "")
    good_only = request.POST.get("rows") == "good"
    return _step(
        request,
        run,
        lambda found: services.run_apply(actor=actor, run_id=found.id, digest=digest, good_only=good_only),
        Text("已导入。", "Taken in."),
    )


@require_POST
@page("foundation.import")
def undo(request: HttpRequest, run: UUID) -> HttpResponse:
    """Take the import back."""
    actor = actor_of(request)
    done = Text("已撤销，数据恢复到导入之前。", "Undone: the data is as it was before.")
    return _step(request, run, lambda found: services.run_undo(actor=actor, run_id=found.id), done)


@require_POST
@page("foundation.import")
def discard(request: HttpRequest, run: UUID) -> HttpResponse:
    """Give up before anything was written."""
    actor = actor_of(request)
    found, kind = _run(request, run)
    done = Text("已放弃，上传的文件已清除。", "Given up; the uploaded file is erased.")
    attempt(request, lambda: services.run_discard(actor=actor, run_id=found.id), done)
    return redirect(kind.home(found.target))
