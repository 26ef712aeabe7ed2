"""Content heads, check points, tags, focus topics; and taking them into the scheme."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minping.apps.campaigns import selectors, services
from minping.apps.campaigns.forms import HeadForm
from minping.apps.campaigns.library.content import TAG_SETS
from minping.apps.campaigns.models import ContentHead
from minping.apps.campaigns.views.frame import campaign_found, framed
from minping.apps.foundation.errors import Refused
from minping.apps.foundation.pages import actor_of, attempt, page
from minping.core.findings import Text
from minping.core.scheme.model import Aspect, Content, Scheme

SAVED = Text("已保存。", "Saved.")


@require_GET
@page("campaigns.view")
def content(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Heads with their positive and negative check points, tags, topics."""
    found = campaign_found(campaign)
    names = dict(found.categories.values_list("code", "name"))
    heads = [
        (
            head,
            [point for point in head.points.all() if point.positive],
            [point for point in head.points.all() if not point.positive],
            [names.get(code, code) for code in head.categories],
        )
        for head in found.heads.prefetch_related("points")
    ]
    tags = selectors.tags_of(campaign)
    context = framed(
        request,
        found,
        "content",
        heads=heads,
        tags=[(group, words, "\n".join(words)) for group, words in tags.items()],
        missing_sets=[name for name in TAG_SETS if name not in tags],
        topics="\n".join(selectors.focus_topics_of(campaign)),
        has_draft=found.schemes.filter(frozen=False).exists(),
    )
    return render(request, "campaigns/content.html", context)


@require_http_methods(["GET", "POST"])
@page("campaigns.edit")
def head(request: HttpRequest, campaign: UUID, head: UUID | None = None) -> HttpResponse:
    """Add or change a content head."""
    found = campaign_found(campaign)
    row = get_object_or_404(ContentHead, campaign=found, id=head) if head else None
    actor = actor_of(request)
    initial = {}
    if row:
        points = list(row.points.all())
        initial = {
            "name": row.name,
            "categories": row.categories,
            "do": "\n".join(point.text for point in points if point.positive),
            "dont": "\n".join(point.text for point in points if not point.positive),
        }
    form = HeadForm(found, request.POST or None, initial=initial)
    if request.method == "POST" and row and "remove" in request.POST:
        attempt(request, lambda: services.head_remove(actor=actor, campaign=campaign, head=row.id), SAVED)
        return redirect("campaigns:content", campaign)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            request,
            lambda: services.head_save(
                actor=actor,
                campaign=campaign,
                head=head,
                name=data["name"],
                do=data["do"].splitlines(),
                dont=data["dont"].splitlines(),
                categories=data["categories"],
            ),
            SAVED,
        )
        if done:
            return redirect("campaigns:content", campaign)
    context = framed(request, found, "content", form=form, removable=row is not None)
    return render(request, "campaigns/form.html", context)


@require_POST
@page("campaigns.edit")
def words(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Save a tag set or the focus topics."""
    campaign_found(campaign)
    actor = actor_of(request)
    lines = request.POST.get("names", "").splitlines()

    def change() -> None:
        if "topics" in request.POST:
            services.topics_save(actor=actor, campaign=campaign, names=lines)
        else:
            group = request.POST.get("group", "")
            services.tags_save(actor=actor, campaign=campaign, group=group, names=lines)

    attempt(request, change, SAVED)
    return redirect("campaigns:content", campaign)


@require_POST
@page("campaigns.edit")
def into_scheme(request: HttpRequest, campaign: UUID) -> HttpResponse:
    """Write the heads into the draft: as questions that are rated, or as printed content."""
    found = campaign_found(campaign)
    as_aspects = request.POST.get("how") == "aspects"

    def change() -> None:
        scheme = selectors.draft_scheme(campaign)
        if scheme is None:
            raise Refused(Text("没有可以修改的方案草稿。", "There is no draft of the scheme to change."))
        told = Text("写入评议内容", "took over the content heads")
        services.scheme_change(
            actor=actor_of(request),
            campaign=campaign,
            scheme=_with_heads(scheme, found.id, as_aspects=as_aspects),
            told=told,
        )

    attempt(request, change, Text("已写入方案草稿，可以撤销。", "Written into the draft; it can be undone."))
    return redirect("campaigns:content", campaign)


def _with_heads(scheme: Scheme, campaign: UUID, *, as_aspects: bool) -> Scheme:
    heads = selectors.content_of(campaign)
    if not as_aspects:
        known = {one.name: one for one in scheme.contents}
        contents = [
            replace(known.get(head.name, Content(head.name)), do=head.do, dont=head.dont) for head in heads
        ]
        return replace(scheme, contents=tuple(contents))
    aspects = dict(scheme.aspects)
    for head in heads:
        aspects[head.name] = replace(
            aspects.get(head.name, Aspect(head.name, head.name)), do=head.do, dont=head.dont
        )
    return replace(scheme, aspects=aspects)
