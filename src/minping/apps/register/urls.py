"""Addresses for those who were invited: the ballot page, the issue of a ticket."""

from django.urls import path

from minping.apps.register import views

app_name = "register"
urlpatterns = [path("office", views.first, name="first")]
