"""Addresses of the room campaigns."""

from django.urls import path

from minping.apps.campaigns.views import content, deliverables, lists, parts, rounds, scheme, units, work

app_name = "campaigns"
ONE = "<uuid:campaign>/"
urlpatterns = [
    path("", lists.first, name="list"),
    path("new/", lists.choose, name="choose"),
    path("new/<slug:form>/", lists.create, name="create"),
    path("own/", deliverables.own, name="own"),
    path("presets/<str:name>.yaml", scheme.preset, name="scheme-preset"),
    path(ONE, lists.overview, name="overview"),
    path(f"{ONE}edit/", lists.edit, name="edit"),
    path(f"{ONE}print/", lists.printed, name="print"),
    path(f"{ONE}units/", units.units, name="units"),
    path(f"{ONE}units/place/", units.place, name="units-place"),
    path(f"{ONE}units/copy/", units.copy, name="units-copy"),
    path(f"{ONE}units/category/", units.category, name="category"),
    path(f"{ONE}stages/", work.stages, name="stages"),
    path(f"{ONE}stages/new/", work.stage, name="stage-new"),
    path(f"{ONE}stages/<uuid:stage>/", work.stage, name="stage"),
    path(f"{ONE}tasks/", work.tasks, name="tasks"),
    path(f"{ONE}tasks/new/", work.task, name="task-new"),
    path(f"{ONE}tasks/<uuid:task>/", work.task, name="task"),
    path(f"{ONE}tasks/<uuid:task>/settle/", work.settle, name="task-settle"),
    path(f"{ONE}members/new/", work.member, name="member-new"),
    path(f"{ONE}members/<uuid:member>/remove/", work.member_remove, name="member-remove"),
    path(f"{ONE}deliverables/", deliverables.deliverables, name="deliverables"),
    path(f"{ONE}deliverables/<uuid:unit>/", deliverables.deliverable, name="deliverable"),
    path(f"{ONE}content/", content.content, name="content"),
    path(f"{ONE}content/new/", content.head, name="head-new"),
    path(f"{ONE}content/words/", content.words, name="content-words"),
    path(f"{ONE}content/scheme/", content.into_scheme, name="content-scheme"),
    path(f"{ONE}content/<uuid:head>/", content.head, name="head"),
    path(f"{ONE}rounds/", rounds.rounds, name="rounds"),
    path(f"{ONE}rounds/new/", rounds.round_form, name="round-new"),
    path(f"{ONE}rounds/<uuid:round_id>/", rounds.round_form, name="round"),
    path(f"{ONE}scheme/", scheme.scheme, name="scheme"),
    path(f"{ONE}scheme/begin/", scheme.begin, name="scheme-begin"),
    path(f"{ONE}scheme/act/", scheme.act, name="scheme-act"),
    path(f"{ONE}scheme/part/", parts.part, name="scheme-part"),
    path(f"{ONE}scheme/trial/", parts.trial, name="scheme-trial"),
    path(f"{ONE}scheme/shape/", parts.shape, name="scheme-shape"),
    path(f"{ONE}scheme/questions/", scheme.questions, name="scheme-questions"),
    path(f"{ONE}scheme/history/", scheme.history, name="scheme-history"),
    path(f"{ONE}scheme/compare/", scheme.compare, name="scheme-compare"),
    path(f"{ONE}scheme/freeze/", scheme.freeze, name="scheme-freeze"),
    path(f"{ONE}scheme/scheme.<str:kind>", scheme.file, name="scheme-file"),
]
