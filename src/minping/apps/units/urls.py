"""Addresses of the room units."""

from django.urls import path

from minping.apps.units.views import acts, lists, offices, years

app_name = "units"
urlpatterns = [
    path("", lists.units, name="list"),
    path("export/", lists.export, name="export"),
    path("new/", acts.create, name="create"),
    path("offices/", offices.offices, name="offices"),
    path("offices/own/", offices.own, name="own"),
    path("offices/new/", offices.office, name="office_new"),
    path("offices/<uuid:office>/", offices.office, name="office"),
    path("offices/<uuid:office>/delete/", offices.delete, name="office_delete"),
    path("changes/<uuid:change>/undo/", years.undo, name="undo"),
    path("<uuid:unit>/", lists.unit, name="unit"),
    path("<uuid:unit>/edit/", acts.edit, name="edit"),
    path("<uuid:unit>/move/", acts.move, name="move"),
    path("<uuid:unit>/correct/", acts.correct, name="correct"),
    path("<uuid:unit>/rename/", years.rename, name="rename"),
    path("<uuid:unit>/merge/", years.merge, name="merge"),
    path("<uuid:unit>/split/", years.split, name="split"),
    path("<uuid:unit>/end/", years.end, name="end"),
]
