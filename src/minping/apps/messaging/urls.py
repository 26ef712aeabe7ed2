"""Addresses of the room messaging."""

from django.urls import path

from minping.apps.messaging import views

app_name = "messaging"
urlpatterns = [path("", views.first, name="home")]
