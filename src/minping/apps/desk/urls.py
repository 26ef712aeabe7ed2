"""Addresses of the room desk."""

from django.urls import path

from minping.apps.desk import views

app_name = "desk"
urlpatterns = [path("", views.first, name="first")]
