"""Addresses of the room opinions."""

from minping.apps.opinions.intake.urls import urlpatterns as intake
from minping.apps.opinions.triage.urls import urlpatterns as triage

app_name = "opinions"
urlpatterns = [*intake, *triage]
