"""Publication by levels: who learns what and when, and the documents that go with it."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from minping.apps.foundation.pages import language, page
from minping.apps.results.appeals.notices import notice_of
from minping.apps.results.appeals.steps import pending
from minping.apps.results.around import year_around
from minping.apps.results.levels import (
    FIELDS,
    fields_of,
    ordered,
    public_level,
    told_fields,
    unknown_words,
    usual_fields,
)
from minping.apps.results.loaded import load_run
from minping.apps.results.models import Announcement, Publication, ScoreRun
from minping.apps.results.papers import paper
from minping.apps.results.reports.circular import compose_circular
from minping.apps.results.reports.files import leading_papers
from minping.apps.results.reports.gap import gap_blocks
from minping.apps.results.reports.gap_aspects import aspect_blocks
from minping.apps.results.reports.overview import Overview
from minping.apps.results.reports.proposals import compose_proposals
from minping.apps.results.reports.result_table import compose_result_table
from minping.apps.results.showing.blocks import shown
from minping.apps.results.views.runs import run_or_404
from minping.core.findings import Text
from minping.core.scheme.model import Scheme
from minping.core.scheme.outcomes import Level

BY_LEVEL = {"results": Text("结果一览表", "table of results"), "circular": Text("通报", "circular")}
"""Documents that show what their level of publication says."""
FOR_OFFICES = {
    "proposals": Text("结果运用建议（送审稿）", "proposals, to be decided"),
    "leaders": Text("报告（党委、政府）", "report to the leadership"),
    "upper": Text("报告（上级评议办）", "report to the upper office"),
    "gap": Text("自评与群众评价对照", "own and public view"),
}
"""Documents with everything, for those who decide and oversee."""
_SAID_OF_UNIT = (Text("本单位的全部数字和由来", "all figures of the own unit and their origin"),)


@dataclass(frozen=True)
class Shown:
    """One level as the scheme words it. ``names``: the fields of its documents; ``fields``: what is told in
    words; ``others`` for the office to see to."""

    name: Text
    audience: Text
    when: Text
    names: tuple[str, ...]
    fields: tuple[Text, ...]
    others: tuple[str, ...] = ()
    done: bool = False
    public: bool = False


@page("results.view")
def levels(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The levels of the scheme, how far they are, and every document of the run."""
    row, campaign = run_or_404(run_id)
    context = {
        "run": row,
        "campaign": campaign,
        "levels": _levels(row),
        "by_level": BY_LEVEL.items(),
        "papers": FOR_OFFICES.items(),
        "notice": notice_of(row),
        "appeals": pending(row.campaign_id),
        "announcement": Announcement.objects.filter(run=row).first(),
    }
    return render(request, "results/levels.html", context)


def _levels(row: ScoreRun) -> list[Shown]:
    """The levels of the scheme, the last of which is the public; the internal announcement comes first where it
    names none."""
    scheme = load_run(row).scheme
    told = Announcement.objects.filter(run=row).exists()
    inner = [
        _shown(level, fields_of(level), done=told)
        for level in (scheme.publication.levels[:-1] if len(scheme.publication.levels) > 1 else ())
    ]
    first = Shown(
        Text("内部通报和申诉期", "internal announcement and window for appeals"),
        Text("各参评单位，只看本单位", "each unit, of itself alone"),
        Text("复核通过后", "once reviewed"),
        told_fields(scheme),
        _SAID_OF_UNIT,
        done=told,
    )
    return [*(inner or [first]), _public(row, scheme)]


def _public(row: ScoreRun, scheme: Scheme) -> Shown:
    """The last level: once published with the fields that two persons chose, until then the scheme's."""
    published = Publication.objects.filter(run=row).first()
    names = ordered(published.fields) if published is not None else usual_fields(scheme)
    usual = Level("向社会公布", "社会公众", "申诉全部办结、两人确认后")
    last = public_level(scheme)
    shown = _shown(last or usual, names, done=published is not None)
    if last is None:
        shown = replace(
            shown,
            name=Text(usual.name, "publication"),
            audience=Text(usual.audience, "the public"),
            when=Text(usual.when, "once appeals are closed, by two"),
        )
    return replace(shown, public=True)


def _shown(level: Level, names: tuple[str, ...], *, done: bool) -> Shown:
    return Shown(
        Text(level.name, level.name),
        Text(level.audience, level.audience),
        Text(level.when, level.when),
        names,
        tuple(FIELDS[name] for name in names),
        unknown_words(level),
        done,
    )


@page("results.view")
def document(request: HttpRequest, run_id: UUID, name: str, kind: str) -> HttpResponse:
    """One of the documents for those who decide and oversee as Word or PDF, dated with the day of the run."""
    row, _ = run_or_404(run_id)
    if name not in FOR_OFFICES:
        raise Http404
    day, loaded = timezone.localtime(row.at).date(), load_run(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language())
    if name == "proposals":
        made = compose_proposals(overview, date=day, office=loaded.office)
    else:
        leading = leading_papers(overview, year_around(row), date=day, office=loaded.office)
        made = list(leading.values())[["leaders", "upper", "gap"].index(name)]
    return paper(made, overview.say.text(FOR_OFFICES[name]), kind, day)


@page("results.view")
def level_document(request: HttpRequest, run_id: UUID, level: int, name: str, kind: str) -> HttpResponse:
    """The result table or the circular with the fields of one level."""
    row, _ = run_or_404(run_id)
    listed = _levels(row)
    if name not in BY_LEVEL or level >= len(listed):
        raise Http404
    day, loaded, shown_at = timezone.localtime(row.at).date(), load_run(row), listed[level]
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language(), shown_at.names)
    if name == "results":
        made = compose_result_table(overview, date=day, office=loaded.office)
    else:
        made = compose_circular(overview, date=day, office=loaded.office, public=shown_at.public)
    title = overview.say.text(BY_LEVEL[name])
    of_level = overview.say.text(shown_at.name)
    return paper(made, overview.say(f"{title}（{of_level}）", f"{title} ({of_level})"), kind, day)


@page("results.view")
def gap(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Who sees himself better than the public does (F146)."""
    row, campaign = run_or_404(run_id)
    loaded = load_run(row)
    overview = Overview(loaded.run, loaded.scheme, loaded.data, language())
    year = year_around(row)
    blocks = shown([*gap_blocks(overview, year.self_scores), *aspect_blocks(overview, year.self_aspects)])
    return render(request, "results/gap.html", {"run": row, "campaign": campaign, "blocks": blocks})
