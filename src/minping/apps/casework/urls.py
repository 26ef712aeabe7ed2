"""Addresses of the room casework."""

from minping.apps.casework.boards.urls import urlpatterns as boards
from minping.apps.casework.pages.urls import urlpatterns as pages

app_name = "casework"
urlpatterns = [*boards, *pages]
