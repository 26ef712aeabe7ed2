"""Addresses of the room offices."""

from django.urls import path

from minping.apps.offices.views import items, letters, peers

app_name = "offices"
urlpatterns = [
    path("", peers.home, name="home"),
    path("card.minping", peers.export_card, name="card"),
    path("take/", peers.take, name="take"),
    path("instruct/", items.instruct, name="instruct"),
    path("peers/<uuid:peer>/", peers.peer, name="peer"),
    path("peers/<uuid:peer>/trust/", peers.trust, name="trust"),
    path("peers/<uuid:peer>/guide/", peers.guide, name="guide"),
    path("peers/<uuid:peer>/number/", peers.number, name="number"),
    path("peers/<uuid:peer>/end/", peers.end, name="end"),
    path("peers/<uuid:peer>/inform/", letters.inform, name="inform"),
    path("peers/<uuid:peer>/report/", letters.report, name="report"),
    path("peers/<uuid:peer>/grade/", letters.grade, name="grade"),
    path("items/<uuid:item>/", items.item, name="item"),
    path("items/<uuid:item>/answer/", items.answer, name="answer"),
    path("items/<uuid:item>/decide/", items.decide, name="decide"),
    path("items/<uuid:item>/task/", items.task, name="task"),
    path("items/<uuid:item>/problem/", items.problem, name="problem"),
    path("items/<uuid:item>/files/", items.file_add, name="file-add"),
    path("items/<uuid:item>/files/<uuid:file>/", items.file_read, name="file"),
    path("items/<uuid:item>/files/<uuid:file>/remove/", items.file_remove, name="file-remove"),
    path("letters/<uuid:letter>/", letters.letter, name="letter"),
    path("letters/<uuid:letter>/letter.minping", letters.letter_file, name="letter-file"),
    path("letters/<uuid:letter>/public.zip", letters.public_file, name="public"),
    path("letters/<uuid:letter>/result.xlsx", letters.table_file, name="table"),
    path("letters/<uuid:letter>/files/<uuid:file>/", letters.attached, name="attached"),
    path("letters/<uuid:letter>/recompute/", letters.recompute, name="recompute"),
]
