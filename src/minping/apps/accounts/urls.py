"""Addresses of the room accounts."""

from django.urls import path

from minping.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.listing, name="list"),
    path("me/", views.me, name="me"),
    path("new/", views.new, name="new"),
    path("roles/", views.roles, name="roles"),
    path("<uuid:user>/", views.detail, name="user"),
    path("<uuid:user>/edit/", views.edit, name="edit"),
    path("<uuid:user>/close/", views.deactivate, name="deactivate"),
    path("<uuid:user>/again/", views.reactivate, name="reactivate"),
    path("<uuid:user>/password/", views.password, name="password"),
    path("<uuid:user>/second-factor/", views.second_factor, name="second_factor"),
    path("<uuid:user>/roles/", views.give, name="give"),
    path("<uuid:user>/roles/<uuid:grant>/", views.take, name="take"),
    path("<uuid:user>/deputy/", views.deputy, name="deputy"),
]
