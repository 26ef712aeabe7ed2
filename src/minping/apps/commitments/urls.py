"""Addresses of the room commitments."""

from django.urls import path

from minping.apps.commitments.views import examples, files, promises, works

app_name = "commitments"
urlpatterns = [
    path("", promises.board, name="board"),
    path("booklet.pdf", promises.booklet, name="booklet"),
    path("units/<uuid:unit>/", promises.commitment, name="commitment"),
    path("decide/<uuid:commitment>/", promises.decide, name="decide"),
    path("judge/<uuid:promise>/", promises.judge, name="judge"),
    path("topics/", works.topics, name="topics"),
    path("topics/new/", works.topic_edit, name="topic-new"),
    path("topics/<uuid:topic>/", works.topic, name="topic"),
    path("topics/<uuid:topic>/edit/", works.topic_edit, name="topic-edit"),
    path("topics/<uuid:topic>/decide/", works.topic_decide, name="topic-decide"),
    path("duties/", works.duties, name="duties"),
    path("duties/new/", works.duty_edit, name="duty-new"),
    path("duties/plan/", works.duty_plan, name="duty-plan"),
    path("duties/<uuid:duty>/drop/", works.duty_drop, name="duty-drop"),
    path("duties/<uuid:duty>/", works.duty_edit, name="duty-edit"),
    path("duties/<uuid:duty>/decide/", works.duty_decide, name="duty-decide"),
    path("contacts/", works.contacts, name="contacts"),
    path("contacts/new/", works.contact_edit, name="contact-new"),
    path("contacts/<uuid:contact>/", works.contact_edit, name="contact-edit"),
    path("examples/", examples.examples, name="examples"),
    path("examples/new/", examples.example_edit, name="example-new"),
    path("examples/<uuid:example>/", examples.example_edit, name="example-edit"),
    path("examples/<uuid:example>/release/", examples.release, name="example-release"),
    path("examples/<uuid:example>/withdraw/", examples.take_down, name="example-take-down"),
    path("files/<uuid:record>/", files.add, name="file-add"),
    path("files/<uuid:record>/<uuid:file>/", files.read, name="file"),
    path("files/<uuid:record>/<uuid:file>/remove/", files.remove, name="file-remove"),
]
