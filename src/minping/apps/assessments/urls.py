"""Addresses of the room assessments."""

from django.urls import path

from minping.apps.assessments.views import board, entries, events, proposals, selves, setup

app_name = "assessments"
urlpatterns = [
    path("", board.board, name="board"),
    path("show/", board.show, name="show"),
    path("preview/", board.preview, name="preview"),
    path("setup/", setup.setup, name="setup"),
    path("freeze/", setup.freeze, name="freeze"),
    path("entries/new/", entries.new, name="new"),
    path("entries/<uuid:entry>/", entries.entry, name="entry"),
    path("entries/<uuid:entry>/edit/", entries.edit, name="edit"),
    path("entries/<uuid:entry>/files/<uuid:file>/", entries.file, name="file"),
    path("entries/<uuid:entry>/files/<uuid:file>/remove/", entries.file_remove, name="file-remove"),
    path("entries/<uuid:entry>/<slug:act>/", entries.act, name="act"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<slug:kind>/<uuid:source>/", proposals.record, name="fact-record"),
    path("proposals/<slug:kind>/<uuid:source>/leave/", proposals.leave, name="fact-leave"),
    path("events/", events.events, name="events"),
    path("events/new/", events.new, name="event-new"),
    path("events/<uuid:event>/", events.event, name="event"),
    path("events/<uuid:event>/files/<uuid:file>/", events.file, name="event-file"),
    path("events/<uuid:event>/<slug:act>/", events.act, name="event-act"),
    path("selves/", selves.selves, name="selves"),
    path("selves/<uuid:unit>/", selves.own, name="self"),
    path("selves/<uuid:unit>/files/<uuid:file>/", selves.file, name="self-file"),
]
