"""Addresses of the room leads."""

from django.urls import path

from minping.apps.leads import keeping_views, views

app_name = "leads"
urlpatterns = [
    path("", views.home, name="home"),
    path("keepers/", keeping_views.keepers_page, name="keepers"),
    path("clocks/", keeping_views.clocks, name="clocks"),
    path("figures/", keeping_views.figures, name="figures"),
    path("<uuid:lead>/", views.lead, name="lead"),
    path("<uuid:lead>/<slug:act>/", views.act, name="act"),
]
