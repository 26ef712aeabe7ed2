"""Addresses of the room messaging."""

from django.urls import path

from minping.apps.messaging import views

app_name = "messaging"
urlpatterns = [
    path("", views.home, name="home"),
    path("templates/new/", views.template, name="template_new"),
    path("templates/<uuid:template_id>/", views.template, name="template"),
    path("templates/<uuid:template_id>/retire/", views.retire, name="retire"),
    path("send/<str:form>/", views.send, name="send"),
    path("files/<uuid:file_id>/take-back/", views.take_back, name="take_back"),
    path("messages/<uuid:message_id>/requeue/", views.requeue, name="requeue"),
    path("rules/", views.rules_page, name="rules"),
]
