"""Addresses of the room casework."""

from minping.apps.casework.boards.urls import urlpatterns as boards

app_name = "casework"
urlpatterns = [*boards]
