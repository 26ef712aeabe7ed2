"""Addresses of the steps of an import."""

from django.urls import path

from minping.apps.foundation.imports import views

app_name = "imports"
urlpatterns = [
    path("new/<str:code>/", views.new, name="new"),
    path("blank/<str:code>/", views.blank, name="blank"),
    path("<uuid:run>/", views.run, name="run"),
    path("<uuid:run>/match/", views.match, name="match"),
    path("<uuid:run>/marked/", views.marked, name="marked"),
    path("<uuid:run>/apply/", views.apply, name="apply"),
    path("<uuid:run>/undo/", views.undo, name="undo"),
    path("<uuid:run>/discard/", views.discard, name="discard"),
]
