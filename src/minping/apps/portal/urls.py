"""Addresses of the room portal."""

from django.urls import path

from minping.apps.portal import ballot_views, views

app_name = "portal"
urlpatterns = [
    path("i/", ballot_views.ballot, name="ballot"),
    *(path(f"i/{name}", ballot_views.ballot_file, {"name": name}) for name in ballot_views.NAMES),
    path("", views.first, name="first"),
]
