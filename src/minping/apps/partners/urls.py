"""Addresses of the room partners."""

from django.urls import path

from minping.apps.partners.views import board, components, files, programmes, tasks

app_name = "partners"
urlpatterns = [
    path("", board.board, name="board"),
    path("new/", tasks.new, name="new"),
    path("<uuid:component>/", components.component, name="component"),
    path("<uuid:component>/edit/", tasks.edit, name="edit"),
    path("<uuid:component>/remove/", tasks.remove, name="remove"),
    path("<uuid:component>/sign/", components.sign, name="sign"),
    path("<uuid:component>/reopen/", components.reopen, name="reopen"),
    path("<uuid:component>/pool/", components.pool, name="pool"),
    path("<uuid:component>/absent/", components.absent, name="absent"),
    path("<uuid:component>/expected/", components.expected, name="expected"),
    path("<uuid:component>/programmes/", programmes.schedule, name="programmes"),
    path("<uuid:component>/programmes/new/", programmes.new, name="programme-new"),
    path("<uuid:component>/programmes/take/", programmes.take, name="programme-take"),
    path("programmes/<uuid:airing>/", programmes.attendance, name="programme"),
    path("programmes/<uuid:airing>/move/", programmes.move, name="programme-move"),
    path("programmes/<uuid:airing>/call-off/", programmes.call_off, name="programme-off"),
    path("dates/", programmes.dates, name="dates"),
    path("deliveries/<uuid:submission>/", components.version, name="version"),
    path("deliveries/<uuid:submission>/original/", components.original, name="original"),
    path("deliveries/<uuid:submission>/files/", files.add, name="file-add"),
    path("deliveries/<uuid:submission>/files/<uuid:file>/", files.read, name="file"),
    path("deliveries/<uuid:submission>/files/<uuid:file>/remove/", files.remove, name="file-remove"),
]
