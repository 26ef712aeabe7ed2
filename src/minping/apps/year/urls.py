"""Addresses of the room year."""

from django.urls import path

from minping.apps.year import views

app_name = "year"
urlpatterns = [path("", views.first, name="home")]
