"""Addresses of the ledger and the boards."""

from django.urls import path

from minping.apps.casework.boards.views import boards, commons, lists, proposals, settings

urlpatterns = [
    path("", lists.ledger, name="ledger"),
    path("export/", lists.export, name="export"),
    path("print/", lists.printed, name="printed"),
    path("boards/", boards.first, name="boards"),
    path("boards/ageing/", boards.ageing_board, name="ageing"),
    path("boards/recurring/", boards.recurring_board, name="recurring"),
    path("boards/late/", boards.late_board, name="late"),
    path("boards/pressure/", boards.pressure_board, name="pressure"),
    path("boards/units/<uuid:unit>/", boards.unit, name="unit_board"),
    path("proposals/", proposals.waiting, name="proposals"),
    path("proposals/<uuid:proposal>/agree/", proposals.agree, name="proposal_agree"),
    path("proposals/<uuid:proposal>/decline/", proposals.decline, name="proposal_decline"),
    path("common/", commons.commons, name="commons"),
    path("common/new/", commons.make, name="common_make"),
    path("common/<uuid:common>/", commons.common, name="common"),
    path("common/<uuid:common>/edit/", commons.edit, name="common_edit"),
    path("common/<uuid:common>/adopt/", commons.adopt, name="common_adopt"),
    path("common/<uuid:common>/drop/", commons.drop, name="common_drop"),
    path("common/<uuid:common>/join/", commons.join, name="common_join"),
    path("common/<uuid:common>/leave/<uuid:problem>/", commons.leave, name="common_leave"),
    path("days/", settings.days, name="days"),
    path("days/reckon/", settings.reckon, name="reckon"),
    path("days/<str:day>/restore/", settings.restore, name="day_restore"),
    path("late-rules/", settings.late_rules, name="late_rules"),
]
