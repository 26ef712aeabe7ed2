"""Addresses of the room results."""

from django.urls import path

from minping.apps.results.appeals import notice_views, own_views
from minping.apps.results.appeals import views as appeals
from minping.apps.results.views import acts, below, campaigns, inside, levels, own, runs

app_name = "results"
urlpatterns = [
    path("", campaigns.home, name="home"),
    path("own/", own.own, name="own"),
    path("own/<uuid:run_id>/<uuid:unit_id>/", own.own_unit, name="own_unit"),
    path("own/<uuid:run_id>/<uuid:unit_id>/feedback.<slug:kind>", own.own_feedback, name="own_feedback"),
    path("own/<uuid:run_id>/<uuid:unit_id>/appeal/<str:item>/", own_views.new, name="own_appeal_new"),
    path("own/below/", below.below, name="below"),
    path("own/below/<uuid:run_id>/<uuid:unit_id>/", below.unit, name="below_unit"),
    path(
        "own/below/<uuid:run_id>/<uuid:unit_id>/feedback.<slug:kind>", below.feedback, name="below_feedback"
    ),
    path("own/appeals/<uuid:appeal_id>/", own_views.appeal, name="own_appeal"),
    path("own/appeals/<uuid:appeal_id>/letter.<slug:kind>", own_views.letter, name="own_appeal_letter"),
    path("own/appeals/<uuid:appeal_id>/files/<uuid:file_id>/", own_views.file, name="own_appeal_file"),
    path("appeals/<uuid:appeal_id>/", appeals.appeal, name="appeal"),
    path("appeals/<uuid:appeal_id>/accept/", appeals.accept, name="appeal_accept"),
    path("appeals/<uuid:appeal_id>/reject/", appeals.reject, name="appeal_reject"),
    path("appeals/<uuid:appeal_id>/recount/", appeals.recount, name="appeal_recount"),
    path("appeals/<uuid:appeal_id>/evidence/", appeals.check, name="appeal_check_evidence"),
    path("appeals/<uuid:appeal_id>/decide/", appeals.decide, name="appeal_decide"),
    path("appeals/<uuid:appeal_id>/mend/", appeals.mend, name="appeal_mend"),
    path("appeals/<uuid:appeal_id>/mend/entry/", appeals.mend_add, name="appeal_mend_add"),
    path("appeals/<uuid:appeal_id>/answer/", appeals.answer, name="appeal_answer"),
    path("appeals/<uuid:appeal_id>/letter.<slug:kind>", appeals.letter, name="appeal_letter"),
    path("appeals/<uuid:appeal_id>/files/<uuid:file_id>/", appeals.file, name="appeal_file"),
    path("runs/<uuid:run_id>/levels/", levels.levels, name="levels"),
    path("runs/<uuid:run_id>/gap/", levels.gap, name="gap"),
    path("runs/<uuid:run_id>/papers/<slug:name>.<slug:kind>", levels.document, name="paper"),
    path(
        "runs/<uuid:run_id>/levels/<int:level>/<slug:name>.<slug:kind>",
        levels.level_document,
        name="level_paper",
    ),
    path("runs/<uuid:run_id>/notice/", notice_views.notice, name="notice"),
    path("runs/<uuid:run_id>/notice.<slug:kind>", notice_views.printed, name="notice_printed"),
    path("runs/<uuid:run_id>/units/<uuid:unit_id>/appeal/<str:item>/", own_views.paper, name="appeal_paper"),
    path("<uuid:campaign_id>/appeals/", appeals.appeals, name="appeals"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/units/<uuid:unit_id>/", runs.unit, name="unit"),
    path("runs/<uuid:run_id>/units/<uuid:unit_id>/feedback.<slug:kind>", own.feedback, name="feedback"),
    path("runs/<uuid:run_id>/against/<uuid:other_id>/", runs.compare, name="compare"),
    path("runs/<uuid:run_id>/files/<str:name>", runs.file, name="file"),
    path("runs/<uuid:run_id>/documents/", runs.documents, name="documents"),
    path("runs/<uuid:run_id>/preview/", runs.preview, name="preview"),
    path("runs/<uuid:run_id>/review/", acts.review, name="review"),
    path("runs/<uuid:run_id>/announce/", acts.announce, name="announce"),
    path("runs/<uuid:run_id>/publish/", acts.publish, name="publish"),
    path("<uuid:campaign_id>/", campaigns.campaign, name="campaign"),
    path("<uuid:campaign_id>/inside/", inside.inside, name="inside"),
    path("<uuid:campaign_id>/explain/", campaigns.explain, name="explain"),
    path("<uuid:campaign_id>/reconcile/", campaigns.reconcile, name="reconcile"),
    path("<uuid:campaign_id>/score/", campaigns.score, name="score"),
    path("<uuid:campaign_id>/tables/<slug:sheet>/", campaigns.table, name="table"),
    path("<uuid:campaign_id>/tables/<slug:sheet>/withdraw/", campaigns.withdraw, name="withdraw"),
    path("<uuid:campaign_id>/files/<uuid:version_id>/", campaigns.table_file, name="table_file"),
]
