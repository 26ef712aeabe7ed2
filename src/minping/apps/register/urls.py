"""Addresses of the register for those who were invited: a ticket for a code."""

from django.urls import path

from minping.apps.register import issue_views

app_name = "register"
urlpatterns = [
    path("issue", issue_views.issue, name="issue"),
    path("confirm", issue_views.confirm, name="confirm"),
]
