"""Addresses of the room units."""

from django.urls import path

from minping.apps.units import views

app_name = "units"
urlpatterns = [path("", views.first, name="list")]
