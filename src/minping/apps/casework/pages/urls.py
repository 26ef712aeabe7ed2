"""Addresses of one problem."""

from django.urls import path

from minping.apps.casework.pages import from_opinions, givers, inspecting, letter, own, problem, raising

urlpatterns = [
    path("new/", raising.new, name="new"),
    path("from-opinions/", from_opinions.from_opinions, name="from_opinions"),
    path("rules/", raising.case_rules, name="case_rules"),
    path("own/", own.own, name="own"),
    path("own/new/", own.propose, name="propose"),
    path("recheck/", inspecting.inspecting, name="inspecting"),
    path("recheck/<uuid:problem>/", inspecting.recheck, name="recheck"),
    path(
        "recheck/<uuid:problem>/papers/<uuid:paper>/<uuid:file>/",
        inspecting.recheck_file,
        name="recheck_file",
    ),
    path("<uuid:problem>/", problem.problem, name="problem"),
    path("<uuid:problem>/papers/<uuid:paper>/<uuid:file>/", problem.file, name="file"),
    path("<uuid:problem>/givers/<uuid:check>/<slug:act>/", givers.giver, name="giver"),
    path("<uuid:problem>/letters/<uuid:urge>/", own.urge, name="urge_answer"),
    path("<uuid:problem>/letters/<uuid:urge>/letter.<slug:form>", letter.letter, name="letter"),
    path("<uuid:problem>/<slug:act>/", problem.act, name="act"),
]
