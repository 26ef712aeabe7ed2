"""Addresses of the room people."""

from django.urls import path

from minping.apps.people import notice_views
from minping.apps.people.appraisers import training_views as training
from minping.apps.people.appraisers import views as appraisers
from minping.apps.people.draws import views as draws
from minping.apps.people.rosters import contacts
from minping.apps.people.rosters import views as rosters

app_name = "people"
urlpatterns = [
    path("", rosters.home, name="home"),
    path("rounds/<uuid:round_id>/", rosters.round_page, name="round"),
    path("rounds/<uuid:round_id>/new/", rosters.roster_new, name="roster_new"),
    path("rounds/<uuid:round_id>/gather/", rosters.gather, name="gather"),
    path("rounds/<uuid:round_id>/notice/", notice_views.notice, name="notice"),
    path("rounds/<uuid:round_id>/lock/", rosters.lock, name="lock"),
    path("rounds/<uuid:round_id>/commit/", draws.commit, name="commit"),
    path("rounds/<uuid:round_id>/take/", draws.take, name="take"),
    path("rosters/<uuid:roster_id>/", rosters.roster, name="roster"),
    path("rosters/<uuid:roster_id>/screen/", rosters.screen, name="screen"),
    path("rosters/<uuid:roster_id>/export/", contacts.export, name="export"),
    path("rosters/<uuid:roster_id>/rows/<uuid:row_id>/", rosters.row_change, name="row"),
    path("rosters/<uuid:roster_id>/rows/<uuid:row_id>/reveal/", contacts.reveal, name="reveal"),
    path("warnings/<uuid:warning_id>/", rosters.warning, name="warning"),
    path("draws/<uuid:draw_id>/", draws.draw_page, name="draw"),
    path("draws/<uuid:draw_id>/protocol.<str:form>", draws.protocol, name="protocol"),
    path("erase/", contacts.erase, name="erase"),
    path("appraisers/", appraisers.appraisers, name="appraisers"),
    path("appraisers/new/<uuid:campaign_id>/", appraisers.candidate_new, name="candidate_new"),
    path("appraisers/<uuid:candidate_id>/", appraisers.candidate, name="candidate"),
    path("appraisers/<uuid:candidate_id>/change/", appraisers.candidate_change, name="candidate_change"),
    path("appraisers/<uuid:candidate_id>/decide/", appraisers.decide, name="decide"),
    path("appraisers/<uuid:candidate_id>/assign/", appraisers.assignment_new, name="assign"),
    path("assignments/<uuid:assignment_id>/end/", appraisers.assignment_over, name="assignment_end"),
    path("pools/", appraisers.pools, name="pools"),
    path("pools/to-round/", appraisers.pools_to_round, name="pools_to_round"),
    path("pools/<uuid:pool_id>/", appraisers.pool, name="pool"),
    path("pools/<uuid:pool_id>/members/", appraisers.pool_change, name="pool_change"),
    path("training/", training.training, name="training"),
    path("training/<uuid:campaign_id>/material/new/", training.material_new, name="material_new"),
    path("training/material/<uuid:material_id>/", training.material, name="material"),
    path("training/material/<uuid:material_id>/remove/", training.material_delete, name="material_remove"),
    path("training/<uuid:campaign_id>/sessions/new/", training.session_new, name="session_new"),
    path("training/sessions/<uuid:session_id>/", training.session, name="session"),
    path("training/<uuid:campaign_id>/test/", training.paper_edit, name="paper"),
    path("training/test/<uuid:paper_id>/switch/", training.paper_switch, name="paper_switch"),
    path("mine/", training.mine, name="mine"),
    path("mine/test/", training.my_test, name="my_test"),
    path("mine/material/<uuid:material_id>/", training.my_material, name="my_material"),
]
