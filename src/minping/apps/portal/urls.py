"""Addresses of the room portal."""

from django.urls import path

from minping.apps.portal import views

app_name = "portal"
urlpatterns = [path("", views.first, name="first")]
