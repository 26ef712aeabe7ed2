"""Addresses of the office's pages about invitations."""

from django.urls import path

from minping.apps.register import code_views, views

app_name = "invitations"
urlpatterns = [
    path("", views.home, name="home"),
    path("<uuid:round>/", views.round_page, name="round"),
    path("<uuid:round>/make/", views.make, name="make"),
    path("<uuid:round>/open/", views.open_round, name="open"),
    path("<uuid:round>/close/", views.close_round, name="close"),
    path("<uuid:round>/unlock/", views.unlock, name="unlock"),
    path("<uuid:round>/reissue/", views.reissue, name="reissue"),
    path("<uuid:round>/codes/", code_views.codes, name="codes"),
    path("<uuid:round>/resend/", code_views.resend, name="resend"),
    path("<uuid:round>/reminders/", code_views.reminders, name="reminders"),
]
