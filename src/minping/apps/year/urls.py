"""Addresses of the guided year."""

from django.urls import path

from minping.apps.year import views

app_name = "year"
urlpatterns = [
    path("<uuid:campaign>/", views.year, name="year"),
    path("<uuid:campaign>/load/", views.load, name="load"),
    path("<uuid:campaign>/appraisers/", views.diligence, name="diligence"),
    path("<uuid:campaign>/<slug:act>/", views.act, name="act"),
]
