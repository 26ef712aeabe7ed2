"""Addresses of the room campaigns."""

from django.urls import path

from minping.apps.campaigns.views import lists

app_name = "campaigns"
urlpatterns = [path("", lists.first, name="list")]
