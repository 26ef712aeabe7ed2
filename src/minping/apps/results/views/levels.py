"""Publication by levels: who learns what and when, and the documents that go with it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from minping.apps.documents.content import Document
from minping.apps.foundation.pages import language, page
from minping.apps.results.appeals.notices import notice_of
from minping.apps.results.appeals.steps import pending
from minping.apps.results.around import year_around
from minping.apps.results.levels import FIELDS, fields_of, public_level, unknown_words, usual_fields
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Announcement, Publication, ScoreRun
from minping.apps.results.papers import paper
from minping.apps.results.reports.circular import compose_circular
from minping.apps.results.reports.files import leading_papers
from minping.apps.results.reports.gap import gap_blocks
from minping.apps.results.reports.gap_aspects import aspect_blocks
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.result_table import compose_result_table
from minping.apps.results.showing.blocks import shown
from minping.apps.results.views.runs import run_or_404
from minping.core.findings import Text

PAPERS = {
    "results": Text("结果一览表", "table of results"),
    "circular": Text("通报", "circular"),
    "leaders": Text("报告（党委、政府）", "report to the leadership"),
    "upper": Text("报告（上级评议办）", "report to the upper office"),
    "gap": Text("自评与群众评价对照", "own and public view"),
}


@dataclass(frozen=True)
class Shown:
    """One level as the scheme words it: ``fields`` known to the system, ``others`` for the office to see to."""

    name: Text
    audience: Text
    when: Text
    fields: tuple[Text, ...]
    others: tuple[str, ...] = ()
    done: bool = False


@page("results.view")
def levels(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The levels of the scheme, how far they are, and every document of the run."""
    row, campaign = run_or_404(run_id)
    context = {
        "run": row,
        "campaign": campaign,
        "levels": _levels(row),
        "papers": PAPERS.items(),
        "notice": notice_of(row),
        "appeals": pending(row.campaign_id),
        "announcement": Announcement.objects.filter(run=row).first(),
    }
    return render(request, "results/levels.html", context)


def _levels(row: ScoreRun) -> list[Shown]:
    """The levels of the scheme, the last of which is the public; the internal announcement comes first where it
    names none."""
    scheme = load_run(row).scheme
    announcement = Announcement.objects.filter(run=row).first()
    public = Publication.objects.filter(run=row).exists()
    first = Shown(
        Text("内部通报和申诉期", "internal announcement and window for appeals"),
        Text("各参评单位，只看本单位", "each unit, of itself alone"),
        Text("复核通过后", "once reviewed"),
        (Text("本单位的全部数字和由来", "all figures of the own unit and their origin"),),
        done=announcement is not None,
    )
    found = [first] if len(scheme.publication.levels) < 2 else []
    last = public_level(scheme)
    for level in scheme.publication.levels:
        names = usual_fields(scheme) if level is last else fields_of(level)
        found.append(
            Shown(
                Text(level.name, level.name),
                Text(level.audience, level.audience),
                Text(level.when, level.when),
                tuple(FIELDS[name] for name in names),
                unknown_words(level),
                done=public if level is last else announcement is not None,
            )
        )
    if last is None:
        found.append(
            Shown(
                Text("向社会公布", "publication"),
                Text("社会公众", "the public"),
                Text("申诉全部办结、两人确认后", "once appeals are closed, by two"),
                tuple(FIELDS[name] for name in usual_fields(scheme)),
                done=public,
            )
        )
    return found


@page("results.view")
def document(request: HttpRequest, run_id: UUID, name: str, kind: str) -> HttpResponse:
    """One of the documents as Word or PDF, dated with the day of the run."""
    row, _ = run_or_404(run_id)
    if name not in PAPERS:
        raise Http404
    loaded = load_run(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language())
    day = timezone.localtime(row.at).date()
    made = _composed(row, overview, name, loaded.office)
    return paper(made, overview.say.text(PAPERS[name]), kind, day)


def _composed(row: ScoreRun, overview: Overview, name: str, office: str) -> Document:
    day = timezone.localtime(row.at).date()
    if name == "results":
        return compose_result_table(overview, date=day, office=office)
    if name == "circular":
        return compose_circular(overview, date=day, office=office)
    papers = list(leading_papers(overview, year_around(row), date=day, office=office).values())
    return papers[["leaders", "upper", "gap"].index(name)]


@page("results.view")
def gap(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Who sees himself better than the public does (F146)."""
    row, campaign = run_or_404(run_id)
    loaded = load_run(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language())
    year = year_around(row)
    blocks = shown([*gap_blocks(overview, year.self_scores), *aspect_blocks(overview, year.self_aspects)])
    return render(request, "results/gap.html", {"run": row, "campaign": campaign, "blocks": blocks})
