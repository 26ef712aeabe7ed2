"""Addresses of the room people."""

from django.urls import path

from minping.apps.people import views

app_name = "people"
urlpatterns = [path("", views.first, name="home")]
