"""Addresses of the room results."""

from django.urls import path

from minping.apps.results.views import acts, campaigns, own, runs

app_name = "results"
urlpatterns = [
    path("", campaigns.home, name="home"),
    path("own/", own.own, name="own"),
    path("own/<uuid:run_id>/<uuid:unit_id>/", own.own_unit, name="own_unit"),
    path("own/<uuid:run_id>/<uuid:unit_id>/feedback.<slug:kind>", own.own_feedback, name="own_feedback"),
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
    path("<uuid:campaign_id>/explain/", campaigns.explain, name="explain"),
    path("<uuid:campaign_id>/reconcile/", campaigns.reconcile, name="reconcile"),
    path("<uuid:campaign_id>/score/", campaigns.score, name="score"),
    path("<uuid:campaign_id>/tables/<slug:sheet>/", campaigns.table, name="table"),
    path("<uuid:campaign_id>/tables/<slug:sheet>/withdraw/", campaigns.withdraw, name="withdraw"),
    path("<uuid:campaign_id>/files/<uuid:version_id>/", campaigns.table_file, name="table_file"),
]
