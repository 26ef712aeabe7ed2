"""Addresses of the desk, below those of the room."""

from django.urls import path

from minping.apps.opinions.triage.views import desk, likeness, masking, opinion, own, themes, words

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("own/", own.own, name="own"),
    path("views/", desk.keep, name="view-keep"),
    path("views/forget/", desk.forget, name="view-forget"),
    path("group/", desk.group, name="group"),
    path("pairs/", likeness.pairs, name="pairs"),
    path("pairs/<uuid:pair>/", likeness.settle, name="pair"),
    path("themes/", themes.themes, name="themes"),
    path("themes/new/", themes.new, name="theme-new"),
    path("themes/together/", themes.together, name="together"),
    path("themes/<uuid:theme>/", themes.theme, name="theme"),
    path("themes/<uuid:theme>/release/", themes.release, name="theme-release"),
    path("themes/<uuid:theme>/<slug:act>/", themes.theme_act, name="theme-act"),
    path("words/", words.words, name="words"),
    path("words/again/", words.again, name="words-again"),
    path("words/<int:number>/", words.compare, name="words-compare"),
    path("<uuid:opinion>/", opinion.opinion, name="opinion"),
    path("<uuid:opinion>/lead/", opinion.lead, name="lead"),
    path("<uuid:opinion>/mask/", masking.mask, name="mask"),
    path("<uuid:opinion>/giver/", opinion.giver, name="giver"),
    path("<uuid:opinion>/<slug:act>/", opinion.act, name="act"),
]
