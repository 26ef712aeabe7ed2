"""Addresses of the room accounts."""

from django.urls import path

from minping.apps.accounts import views

app_name = "accounts"
urlpatterns = [path("", views.first, name="list")]
