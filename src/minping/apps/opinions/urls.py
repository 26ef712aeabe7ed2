"""Addresses of the room opinions."""

from minping.apps.opinions.intake.urls import urlpatterns as intake

app_name = "opinions"
urlpatterns = [*intake]
