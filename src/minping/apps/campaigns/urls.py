"""Addresses of the room campaigns."""

from django.urls import path

from minping.apps.campaigns import views

app_name = "campaigns"
urlpatterns = [path("", views.first, name="list")]
