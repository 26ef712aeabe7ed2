"""Addresses of the office's pages about invitations."""

from django.urls import path

from minping.apps.register import views

app_name = "invitations"
urlpatterns = [path("", views.first, name="home")]
