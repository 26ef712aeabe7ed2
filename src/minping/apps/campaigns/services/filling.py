"""What a form of the library puts into a new campaign."""

from datetime import datetime, time

from django.utils import timezone

from minping.apps.campaigns.library import FormTemplate
from minping.apps.campaigns.library.content import TAG_SETS
from minping.apps.campaigns.library.model import day_in
from minping.apps.campaigns.models import (
    Campaign,
    Category,
    CheckPoint,
    ContentHead,
    FocusTopic,
    Round,
    Stage,
    Tag,
    Task,
)
from minping.core.scheme.model import Scheme

END_OF_DAY = time(18, 0)
"""Voting closes at six in the evening of its last day unless the office says otherwise."""


def fill_campaign(campaign: Campaign, template: FormTemplate, scheme: Scheme | None) -> None:
    """Write the rows of the template; categories are those of the scheme where there is one."""
    stages = _stages(campaign, template)
    pairs = [(c.code, c.name) for c in scheme.categories.values()] if scheme else template.categories
    Category.objects.bulk_create(
        Category(campaign=campaign, code=code, name=name[:60], order=place)
        for place, (code, name) in enumerate(pairs)
    )
    _content(campaign, template)
    _rounds(campaign, template)
    Task.objects.bulk_create(
        Task(
            campaign=campaign,
            stage=stages.get(task.stage),
            title=task.title,
            owner_name=task.owner,
            due=day_in(campaign.year, task.due),
        )
        for task in template.tasks
    )


def _stages(campaign: Campaign, template: FormTemplate) -> dict[str, Stage]:
    stages = [
        Stage(
            campaign=campaign,
            kind=stage.kind,
            name=stage.name,
            opens=day_in(campaign.year, stage.opens),
            closes=day_in(campaign.year, stage.closes),
            order=place,
            work=stage.work,
            doubt={"zh": stage.doubt.zh, "en": stage.doubt.en} if stage.doubt else {},
        )
        for place, stage in enumerate(template.stages)
    ]
    Stage.objects.bulk_create(stages)
    return {stage.kind: stage for stage in stages}


def _content(campaign: Campaign, template: FormTemplate) -> None:
    for place, plan in enumerate(template.heads):
        head = ContentHead.objects.create(campaign=campaign, name=plan.name, order=place)
        CheckPoint.objects.bulk_create(
            CheckPoint(head=head, positive=positive, text=text, order=number)
            for positive, texts in ((True, plan.do), (False, plan.dont))
            for number, text in enumerate(texts)
        )
    tags = [(group, name) for group in template.tags for name in TAG_SETS[group] or ("",)]
    Tag.objects.bulk_create(
        Tag(campaign=campaign, group=group, name=name, order=place)
        for place, (group, name) in enumerate(tags)
    )
    FocusTopic.objects.bulk_create(
        FocusTopic(campaign=campaign, name=name, order=place) for place, name in enumerate(template.topics)
    )


def _rounds(campaign: Campaign, template: FormTemplate) -> None:
    for plan in template.rounds:
        last = datetime.combine(day_in(campaign.year, plan.closes), END_OF_DAY)
        Round.objects.create(
            campaign=campaign,
            group=plan.group,
            code=plan.code,
            title=plan.title,
            title_en=plan.title_en,
            channel=plan.channel,
            opens=day_in(campaign.year, plan.opens),
            closes=timezone.make_aware(last),
            minimum=plan.minimum,
            trained_only=plan.trained_only,
        )
