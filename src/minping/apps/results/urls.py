"""Addresses of the room results."""

from django.urls import path

from minping.apps.results import views

app_name = "results"
urlpatterns = [path("", views.first, name="home")]
